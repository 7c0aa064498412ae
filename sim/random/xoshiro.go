package random

import "math/bits"

// Xoshiro is the sequential generator xoshiro256++ 1.0 of Blackman and Vigna (2021, "Scrambled
// linear pseudorandom number generators", https://doi.org/10.1145/3460772; reference code at
// https://prng.di.unimi.it/xoshiro256plusplus.c): period 2^256-1, about 2 ns a word. The zero value
// is not usable; make one with NewXoshiro.
type Xoshiro struct {
	s0, s1, s2, s3 uint64
}

// NewXoshiro fills the state from SplitMix64 started at seed, as the authors advise.
func NewXoshiro(seed uint64) Xoshiro {
	var s [4]uint64
	for i := range s {
		seed += philoxWeyl // SplitMix64 steps by the same golden-ratio constant
		s[i] = mix64(seed)
	}
	return Xoshiro{s[0], s[1], s[2], s[3]}
}

// Next returns the next uniform, strictly between 0 and 1.
func (x *Xoshiro) Next() float64 { return toUnit(x.Uint64()) }

// Uint64 returns the next 64 random bits. It makes *Xoshiro a rand.Source of math/rand/v2.
func (x *Xoshiro) Uint64() uint64 {
	word := bits.RotateLeft64(x.s0+x.s3, 23) + x.s0
	t := x.s1 << 17
	x.s2 ^= x.s0
	x.s3 ^= x.s1
	x.s1 ^= x.s2
	x.s0 ^= x.s3
	x.s2 ^= t
	x.s3 = bits.RotateLeft64(x.s3, 45)
	return word
}
