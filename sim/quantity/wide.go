package quantity

import "math/bits"

// wide is an unsigned 192-bit integer, low limb first: wide enough for three
// sides in nanometres times a weight unit in nanograms.
type wide [3]uint64

// product multiplies three sides, whose product stays below 2^128, and a factor.
func product(a, b, c, d uint64) wide {
	hi, lo := bits.Mul64(a, b)
	carry, lo := bits.Mul64(lo, c)
	hi = hi*c + carry
	h0, n0 := bits.Mul64(lo, d)
	h1, n1 := bits.Mul64(hi, d)
	n1, carry = bits.Add64(n1, h0, 0)
	return wide{n0, n1, h1 + carry}
}

// divUp returns n / d rounded up. Rounding up twice is rounding up once by the
// product of the divisors, so divisions can follow each other.
func (n wide) divUp(d uint64) wide {
	var q2, q1, r uint64
	if n[2] > 0 {
		q2, r = n[2]/d, n[2]%d
	}
	if r > 0 || n[1] >= d {
		q1, r = bits.Div64(r, n[1], d)
	} else {
		r = n[1]
	}
	q0, r := bits.Div64(r, n[0], d)
	if r > 0 {
		var carry uint64
		q0, carry = bits.Add64(q0, 1, 0)
		q1, carry = bits.Add64(q1, 0, carry)
		q2 += carry
	}
	return wide{q0, q1, q2}
}

// low returns the value as int64; the sizes admitted by ParseDims keep it in
// range.
func (n wide) low() int64 { return int64(n[0]) }
