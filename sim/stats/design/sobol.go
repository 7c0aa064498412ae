package design

import (
	"fmt"
	"math/bits"
)

// MaxSobol is the largest number of dimensions of Sobol.
const MaxSobol = 53

const sobolBits = 52

// Sobol generates the Sobol sequence in Gray-code order (Antonov & Saleev 1979), without
// scrambling, beginning with the origin. Prefixes of 2^k points are balanced; use those.
type Sobol struct {
	v [][sobolBits]uint64 // direction numbers per dimension
	x []uint64
	n uint64 // points generated
}

// NewSobol returns the sequence in d dimensions, 1 <= d <= MaxSobol. It panics outside.
func NewSobol(d int) *Sobol {
	if d < 1 || d > MaxSobol {
		panic(fmt.Sprintf("design: Sobol sequence in %d dimensions; 1..%d are possible", d, MaxSobol))
	}
	s := &Sobol{v: make([][sobolBits]uint64, d), x: make([]uint64, d)}
	for i := range sobolBits { // van der Corput
		s.v[0][i] = 1 << (sobolBits - 1 - i)
	}
	for j := 1; j < d; j++ {
		s.v[j] = directions(joeKuo()[j-1])
	}
	return s
}

// directions continues the initial numbers m by the recurrence of the primitive polynomial
// (Bratley & Fox 1988, ACM TOMS 14:88-100).
func directions(row []int) (v [sobolBits]uint64) {
	degree, inner, m := row[0], row[1], row[2:]
	for i := range sobolBits {
		if i < degree {
			v[i] = uint64(m[i]) << (sobolBits - 1 - i)
			continue
		}
		v[i] = v[i-degree] ^ v[i-degree]>>degree
		for k := 1; k < degree; k++ {
			if inner>>(degree-1-k)&1 == 1 {
				v[i] ^= v[i-k]
			}
		}
	}
	return v
}

// Next fills p with the next point; its length is the number of dimensions or less.
func (s *Sobol) Next(p []float64) {
	for j := range p {
		p[j] = float64(s.x[j]) * 0x1p-52
	}
	c := bits.TrailingZeros64(s.n + 1) // the Gray code changes in this bit
	s.n++
	for j := range s.x {
		s.x[j] ^= s.v[j][c]
	}
}

// Points returns the next n points.
func (s *Sobol) Points(n int) [][]float64 {
	ps := make([][]float64, n)
	for i := range ps {
		ps[i] = make([]float64, len(s.x))
		s.Next(ps[i])
	}
	return ps
}
