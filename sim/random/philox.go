package random

import "math/bits"

// Constants of Philox2x64 (Salmon et al. 2011, section 3.3): the round multiplier and the Weyl
// increment of the key, which is the golden ratio scaled to 64 bits.
const (
	philoxMul  = 0xD2B74407B1CE6E93
	philoxWeyl = 0x9E3779B97F4A7C15
)

// philox is Philox2x64 with the ten rounds of the authors' recommendation. The rounds are written
// out because the compiler does not unroll loops.
func philox(key, c0, c1 uint64) (uint64, uint64) {
	hi, lo := bits.Mul64(philoxMul, c0)
	c0, c1 = hi^key^c1, lo
	key += philoxWeyl
	hi, lo = bits.Mul64(philoxMul, c0)
	c0, c1 = hi^key^c1, lo
	key += philoxWeyl
	hi, lo = bits.Mul64(philoxMul, c0)
	c0, c1 = hi^key^c1, lo
	key += philoxWeyl
	hi, lo = bits.Mul64(philoxMul, c0)
	c0, c1 = hi^key^c1, lo
	key += philoxWeyl
	hi, lo = bits.Mul64(philoxMul, c0)
	c0, c1 = hi^key^c1, lo
	key += philoxWeyl
	hi, lo = bits.Mul64(philoxMul, c0)
	c0, c1 = hi^key^c1, lo
	key += philoxWeyl
	hi, lo = bits.Mul64(philoxMul, c0)
	c0, c1 = hi^key^c1, lo
	key += philoxWeyl
	hi, lo = bits.Mul64(philoxMul, c0)
	c0, c1 = hi^key^c1, lo
	key += philoxWeyl
	hi, lo = bits.Mul64(philoxMul, c0)
	c0, c1 = hi^key^c1, lo
	key += philoxWeyl
	hi, lo = bits.Mul64(philoxMul, c0)
	c0, c1 = hi^key^c1, lo
	return c0, c1
}
