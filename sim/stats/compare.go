package stats

import (
	"fmt"
	"math"
	"sort"
)

// Comparison is the difference between the means of two systems.
type Comparison struct {
	Diff     float64  // mean of the first minus mean of the second
	SE       float64  // standard error of Diff
	DF       float64  // degrees of freedom of the t interval
	Interval Interval // for the true difference
	P        float64  // two-sided p-value of "no difference"
}

// PairedT compares two systems by the differences a[i] - b[i] of corresponding replications. It is
// valid with common random numbers, and profits from them. With fewer than two pairs the interval
// is infinite and P is 1. It panics if the lengths differ.
func PairedT(a, b []float64, level float64) Comparison {
	return PairedTOf(Summarize(Differences(a, b)), level)
}

// PairedTOf is PairedT for a summary of the differences, which may have been merged from blocks of
// replications.
func PairedTOf(d Summary, level float64) Comparison {
	c := Comparison{Diff: d.Mean, SE: d.SE(), DF: float64(d.N - 1), Interval: TInterval(d, level), P: 1}
	if d.N >= 2 && d.Mean != 0 {
		c.P = tPValue(d.Mean/d.SE(), c.DF)
	}
	return c
}

// Differences returns a[i] - b[i]. It panics if the lengths differ.
func Differences(a, b []float64) []float64 {
	if len(a) != len(b) {
		panic(fmt.Sprintf("stats: %d observations paired with %d", len(a), len(b)))
	}
	d := make([]float64, len(a))
	for i := range a {
		d[i] = a[i] - b[i]
	}
	return d
}

// VarianceReduction returns 1 - Var(a-b)/(Var(a)+Var(b)): the share of variance that common random
// numbers saved, negative if they backfired, NaN if it is undefined.
func VarianceReduction(a, b []float64) float64 {
	return 1 - Summarize(Differences(a, b)).Variance()/
		(Summarize(a).Variance()+Summarize(b).Variance())
}

// WelchT compares two systems that were simulated with independent streams (Welch 1938, Biometrika
// 29:350-362); sample sizes and variances may differ. With fewer than two observations of either
// the interval is infinite and P is 1.
func WelchT(a, b Summary, level float64) Comparison {
	checkLevel(level)
	c := Comparison{Diff: a.Mean - b.Mean, P: 1, SE: math.NaN(), DF: math.NaN(),
		Interval: unbounded(level, a.N+b.N)}
	if a.N < 2 || b.N < 2 {
		return c
	}
	va, vb := a.Variance()/float64(a.N), b.Variance()/float64(b.N)
	c.SE = math.Sqrt(va + vb)
	if c.SE == 0 {
		c.DF = float64(a.N + b.N - 2)
		c.Interval = Interval{c.Diff, c.Diff, level, a.N + b.N}
		if c.Diff != 0 {
			c.P = 0
		}
		return c
	}
	c.DF = (va + vb) * (va + vb) / (va*va/float64(a.N-1) + vb*vb/float64(b.N-1))
	hw := tTwoSided(level, c.DF) * c.SE
	c.Interval = Interval{c.Diff - hw, c.Diff + hw, level, a.N + b.N}
	c.P = tPValue(c.Diff/c.SE, c.DF)
	return c
}

// Bonferroni returns the level each of c comparisons needs so that all hold together with at least
// the overall level: 1 - (1-level)/c. Against one control c is k-1, for all pairs k(k-1)/2.
func Bonferroni(level float64, c int) float64 {
	checkLevel(level)
	return 1 - (1-level)/float64(max(c, 1))
}

// Holm returns p-values adjusted for looking at all of them (Holm 1979, Scand. J. Statist.
// 6:65-70): rejecting where the adjusted value is at most a keeps the chance of any false rejection
// at a. The order of the argument is kept.
func Holm(p []float64) []float64 {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool { return p[order[i]] < p[order[j]] })
	adjusted := make([]float64, len(p))
	worst := 0.0
	for rank, i := range order {
		worst = math.Max(worst, math.Min(1, float64(len(p)-rank)*p[i]))
		adjusted[i] = worst
	}
	return adjusted
}
