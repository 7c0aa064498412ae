package design

// MaxHalton is the largest number of dimensions of Halton: beyond it the sequence fills the cube
// badly.
const MaxHalton = 40

// Halton returns point number i >= 0 of the Halton sequence in d <= MaxHalton dimensions, without
// scrambling; point 0 is the origin. Coordinate j is the radical inverse of i in the j-th prime
// (Halton 1960, Numer. Math. 2:84-90). It panics outside these ranges.
func Halton(i, d int) []float64 {
	if i < 0 || d < 1 || d > MaxHalton {
		panic("design: Halton index or dimension out of range")
	}
	p := make([]float64, d)
	base := 1
	for j := range p {
		for base++; !prime(base); base++ {
		}
		p[j] = radicalInverse(i, base)
	}
	return p
}

func prime(n int) bool {
	for f := 2; f*f <= n; f++ {
		if n%f == 0 {
			return false
		}
	}
	return n > 1
}

// radicalInverse mirrors the digits of i at the point. Digits are collected into one whole number,
// so that the result is the exact fraction, correctly rounded.
func radicalInverse(i, base int) float64 {
	digits, scale := 0, 1.0
	for ; i > 0; i /= base {
		digits = digits*base + i%base
		scale *= float64(base)
	}
	return float64(digits) / scale
}
