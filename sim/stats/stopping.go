package stats

import (
	"math"
	"sort"
)

// Precision is the goal of a sequential experiment: replicate until the half-width of the interval
// is at most the larger of the allowances that are set (above 0). Without any, it is never reached.
type Precision struct {
	Level    float64 // confidence level of the interval
	Absolute float64 // half-width allowed, in the unit of the measure
	Relative float64 // relative error allowed, such as 0.05
}

// Reached reports whether n >= 2 observations satisfy the goal. The relative error is that of the
// mean to the true value, not to the estimate: |mean - mu|/|mu| <= gamma holds if the half-width is
// at most gamma/(1+gamma) of |mean| (Law, chapter 9).
func (p Precision) Reached(s Summary) bool {
	return s.N >= 2 && TInterval(s, p.Level).HalfWidth() <= p.allowance(s.Mean)
}

func (p Precision) allowance(mean float64) float64 {
	a := math.Inf(-1)
	if p.Absolute > 0 {
		a = p.Absolute
	}
	if p.Relative > 0 {
		a = math.Max(a, p.Relative/(1+p.Relative)*math.Abs(mean))
	}
	return a
}

// NeededN returns the smallest number of replications, at least those of the pilot, for which the
// goal would be reached if mean and variance stayed as in the pilot: t(n-1) sqrt(S^2/n) <= allowed
// half-width. It returns limit+1 if limit is not enough, or if the pilot has fewer than two
// observations.
func (p Precision) NeededN(pilot Summary, limit int) int {
	if pilot.N < 2 {
		return limit + 1
	}
	allowed, v := p.allowance(pilot.Mean), pilot.Variance()
	n := pilot.N + sort.Search(max(0, limit+1-pilot.N), func(i int) bool {
		n := float64(pilot.N + i)
		hw := 0.0
		if v > 0 {
			hw = tTwoSided(p.Level, n-1) * math.Sqrt(v/n)
		}
		return hw <= allowed
	})
	return n
}
