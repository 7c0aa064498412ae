package quantity

import "math/bits"

// wide is an unsigned 192-bit integer, low limb first: wide enough for three
// sides in nanometres times a weight unit in nanograms.
type wide [3]uint64

// product multiplies four factors of at most 48 bits each.
func product(a, b, c, d uint64) wide {
	n := wide{a}
	for _, f := range [...]uint64{b, c, d} {
		n = n.mul(f)
	}
	return n
}

func (n wide) mul(f uint64) wide {
	h0, l0 := bits.Mul64(n[0], f)
	h1, l1 := bits.Mul64(n[1], f)
	_, l2 := bits.Mul64(n[2], f)
	m1, carry := bits.Add64(l1, h0, 0)
	m2, _ := bits.Add64(l2, h1, carry)
	return wide{l0, m1, m2}
}

// divUp returns n / d rounded up. Rounding up twice is rounding up once by the
// product of the divisors, so divisions can follow each other.
func (n wide) divUp(d uint64) wide {
	q2, r := n[2]/d, n[2]%d
	q1, r := bits.Div64(r, n[1], d)
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
