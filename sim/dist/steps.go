package dist

import "math"

// steps is the quantile function of a distribution on finitely many values. A guide finds the
// value in about one comparison (Chen & Asau 1974, "On generating random variates from an
// empirical distribution", AIIE Transactions 6:163-166).
type steps struct {
	values []float64
	cum    []float64 // cum[i] = P(X <= values[i]); the last is 1
	guide  []int32   // guide[k] = smallest i with cum[i] >= k/len(guide)
}

// newSteps takes ascending values and their probabilities, which sum to about 1.
func newSteps(values, p []float64) *steps {
	s := &steps{values: values, cum: make([]float64, len(p)), guide: make([]int32, len(p))}
	total := 0.0
	for i, q := range p {
		total += q
		s.cum[i] = math.Min(total, 1)
	}
	s.cum[len(p)-1] = 1
	i := 0
	for k := range s.guide {
		for s.cum[i] < float64(k)/float64(len(s.guide)) {
			i++
		}
		s.guide[k] = int32(i)
	}
	return s
}

// Quantile returns the smallest value whose cumulative probability reaches u.
func (s *steps) Quantile(u float64) float64 {
	k := int(u * float64(len(s.guide)))
	if uint(k) >= uint(len(s.guide)) {
		k = len(s.guide) - 1
	}
	i := int(s.guide[k])
	for i+1 < len(s.cum) && s.cum[i] < u {
		i++
	}
	return s.values[i]
}

func (s *steps) cdf(x float64) float64 {
	lo, hi := 0, len(s.values) // first index with values[i] > x
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if s.values[m] > x {
			hi = m
		} else {
			lo = m + 1
		}
	}
	if lo == 0 {
		return 0
	}
	return s.cum[lo-1]
}

func (s *steps) atoms() []atom {
	as := make([]atom, len(s.values))
	before := 0.0
	for i, x := range s.values {
		as[i] = atom{x, s.cum[i] - before}
		before = s.cum[i]
	}
	return as
}
