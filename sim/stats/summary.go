package stats

import "math"

// Summary describes a sample by its count, mean, spread and range. The zero value is an empty
// sample. Updates follow Welford (1962, Technometrics 4:419-420), merges Chan, Golub & LeVeque
// (1979, Stanford STAN-CS-79-773).
type Summary struct {
	N    int     // number of observations
	Mean float64 // 0 when empty
	M2   float64 // sum of squared deviations from the mean
	Min  float64 // 0 when empty
	Max  float64 // 0 when empty
}

// Summarize returns the summary of xs, added in order.
func Summarize(xs []float64) Summary {
	var s Summary
	for _, x := range xs {
		s.Add(x)
	}
	return s
}

// Add includes one observation.
func (s *Summary) Add(x float64) {
	if s.N == 0 || x < s.Min {
		s.Min = x
	}
	if s.N == 0 || x > s.Max {
		s.Max = x
	}
	s.N++
	off := x - s.Mean
	s.Mean += off / float64(s.N)
	s.M2 += off * (x - s.Mean)
}

// Merge includes the observations of o. Merging in another order changes the last digits, so
// callers merge in index order.
func (s *Summary) Merge(o Summary) {
	switch {
	case o.N == 0:
		return
	case s.N == 0:
		*s = o
		return
	}
	n, k := float64(s.N), float64(o.N)
	off := o.Mean - s.Mean
	s.Mean += off * (k / (n + k))
	s.M2 += o.M2 + off*off*(n*k/(n+k))
	s.N += o.N
	s.Min, s.Max = math.Min(s.Min, o.Min), math.Max(s.Max, o.Max)
}

// Variance returns the unbiased sample variance, NaN for fewer than two observations.
func (s Summary) Variance() float64 {
	if s.N < 2 {
		return math.NaN()
	}
	return s.M2 / float64(s.N-1)
}

// SD returns the sample standard deviation, NaN for fewer than two observations.
func (s Summary) SD() float64 { return math.Sqrt(s.Variance()) }

// SE returns the standard error of the mean, NaN for fewer than two observations.
func (s Summary) SE() float64 { return math.Sqrt(s.Variance() / float64(s.N)) }

// Sum returns the total of the observations.
func (s Summary) Sum() float64 { return s.Mean * float64(s.N) }
