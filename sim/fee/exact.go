package fee

import (
	"math/bits"

	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// quota is an exact number of units: units / of.
type quota struct{ units, of int64 }

// volumeCharge returns rate x volume x units, where the rate is per a volume,
// rounded half up to the cent in one step. All arguments must not be negative.
func volumeCharge(rate money.Amount, v quantity.Volume, q quota, per quantity.Volume) money.Amount {
	h, l := bits.Mul64(uint64(rate), uint64(v))
	h1, n0 := bits.Mul64(l, uint64(q.units))
	n2, l1 := bits.Mul64(h, uint64(q.units))
	n1, carry := bits.Add64(l1, h1, 0)
	n2 += carry

	unit := uint64(per) * uint64(money.Cent) // below 2^64: a cubic meter is 1e15
	dh, dl := bits.Mul64(unit, uint64(q.of))
	n0, carry = bits.Add64(n0, dl>>1|dh<<63, 0)
	n1, carry = bits.Add64(n1, dh>>1, carry)
	n2 += carry

	for _, d := range [2]uint64{unit, uint64(q.of)} {
		var r uint64
		if n2 > 0 {
			n2, r = n2/d, n2%d
		}
		if r > 0 || n1 >= d {
			n1, r = bits.Div64(r, n1, d)
		} else {
			n1, r = 0, n1
		}
		n0, _ = bits.Div64(r, n0, d)
	}
	return money.Amount(n0) * money.Cent
}
