package design

import (
	"fmt"
	"math"
)

// Sensitivity is the sampling scheme for variance-based sensitivity indices (Saltelli et al. 2010,
// Comput. Phys. Commun. 181:259-270): two matrices A and B of n points each and, for every
// coordinate i, the matrix AB_i that is A with column i of B. The caller evaluates its model at all
// points and hands the values to Indices. A stochastic model should average replications that use
// common random numbers at all points.
type Sensitivity struct {
	n, d  int
	ab    [][]float64 // rows of A then B, each of d coordinates
	point []float64
}

// MaxFactors is the largest number of inputs of NewSensitivity.
const MaxFactors = MaxSobol / 2

// NewSensitivity takes n points, a power of 2, in d <= MaxFactors dimensions from the Sobol
// sequence in 2d dimensions, skipping the origin's block by starting at point n, so that no
// coordinate is 0. It panics outside these ranges.
func NewSensitivity(n, d int) *Sensitivity {
	if n < 2 || n&(n-1) != 0 || d < 1 || d > MaxFactors {
		panic(fmt.Sprintf("design: sensitivity design of %d points in %d dimensions", n, d))
	}
	s := &Sensitivity{n: n, d: d, ab: make([][]float64, 2*n), point: make([]float64, d)}
	seq := NewSobol(2 * d)
	seq.Points(n)
	for i, p := range seq.Points(n) {
		s.ab[i], s.ab[n+i] = p[:d:d], p[d:]
	}
	return s
}

// Len returns the number of points, n(d+2).
func (s *Sensitivity) Len() int { return s.n * (s.d + 2) }

// Point returns the coordinates of point k, 0 <= k < Len. The slice is valid until the next call.
func (s *Sensitivity) Point(k int) []float64 {
	if k < 2*s.n {
		copy(s.point, s.ab[k])
		return s.point
	}
	i, row := k/s.n-2, k%s.n
	copy(s.point, s.ab[row])
	s.point[i] = s.ab[s.n+row][i]
	return s.point
}

// Index are the sensitivity indices of one input.
type Index struct {
	First float64 // share of the variance that knowing this input alone removes
	Total float64 // share that remains if everything but this input is known
}

// Indices estimates the indices from the model's values at all points: first-order by Saltelli et
// al. (2010), mean(f_B (f_ABi - f_A))/V, with outputs centered first; total by Jansen (1999,
// Comput. Phys. Commun. 117:35-43), mean((f_A - f_ABi)^2)/(2V). V is the variance over A and B. All are NaN
// if the output does not vary. It panics if the number of values is not Len.
func (s *Sensitivity) Indices(f []float64) []Index {
	if len(f) != s.Len() {
		panic(fmt.Sprintf("design: %d values for %d points", len(f), s.Len()))
	}
	n := s.n
	mean, variance := 0.0, 0.0
	for _, v := range f[:2*n] {
		mean += v / float64(2*n)
	}
	for _, v := range f[:2*n] {
		variance += (v - mean) * (v - mean) / float64(2*n-1)
	}
	out := make([]Index, s.d)
	for i := range out {
		if !(variance > 0) {
			out[i] = Index{math.NaN(), math.NaN()}
			continue
		}
		fi := f[(2+i)*n : (3+i)*n]
		first, total := 0.0, 0.0
		for k := range n {
			first += (f[n+k] - mean) * (fi[k] - f[k])
			total += (f[k] - fi[k]) * (f[k] - fi[k])
		}
		out[i] = Index{first / float64(n) / variance, total / (2 * float64(n)) / variance}
	}
	return out
}
