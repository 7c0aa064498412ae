package estimate

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"fbasim/sim/dist"
)

// Return is a unit that came back.
type Return struct {
	Delay float64 // days from purchase to return
	Age   float64 // days from purchase to the end of the records
}

// Completion says which share of returns is seen a time after purchase.
type Completion struct {
	steps  []step    // ascending
	law    dist.Dist // instead of steps
	n      int
	method string
}

// step is a delay that was seen.
type step struct {
	delay, share float64 // of the returns that take at most delay
	mass         float64 // of those that take just that
	// doubt is the variance of the logarithm of the share, and own what this step adds to it for
	// shorter delays.
	doubt, own float64
}

// fewestReturns is the number of returns that tell how long returns take.
const fewestReturns = 10

// Complete estimates how long returns take. Of units bought lately only fast returns can have been
// seen, so that the observed delays are too short; the product-limit estimator in reversed time
// corrects that (Lagakos, Barraj & De Gruttola 1988, "Nonparametric analysis of truncated survival
// data, with application to AIDS", Biometrika 75:515-523). It knows nothing of delays longer than
// the records: returns that take longer are not part of any rate. With fewer than ten returns it is
// otherwise, the law to be assumed, in days. Returns with a delay below 0 or above their age are left
// out.
func Complete(returns []Return, otherwise dist.Dist) Completion {
	seen := make([]Return, 0, len(returns))
	for _, r := range returns {
		if r.Delay >= 0 && r.Delay <= r.Age {
			seen = append(seen, r)
		}
	}
	if len(seen) < fewestReturns && otherwise != nil {
		return Completion{law: otherwise, n: len(seen), method: fmt.Sprintf("delays assumed to be %v d", otherwise)}
	}
	return Completion{steps: productLimit(seen), n: len(seen),
		method: fmt.Sprintf("delays by the product-limit estimator in reversed time, n = %d", len(seen))}
}

// productLimit computes the steps from the longest delay down. At risk at t are the returns with a
// delay of at most t and an age of at least t.
func productLimit(seen []Return) []step {
	delays, ages := make([]float64, len(seen)), make([]float64, len(seen))
	for i, r := range seen {
		delays[i], ages[i] = r.Delay, r.Age
	}
	slices.Sort(delays)
	slices.Sort(ages)
	var steps []step
	share, doubt := 1.0, 0.0
	for i := len(delays); i > 0; {
		t := delays[i-1]
		first, _ := slices.BinarySearch(delays, t)
		young, _ := slices.BinarySearch(ages, t)
		n, d := float64(i-young), float64(i-first)
		below := share * (1 - d/n)
		s := step{delay: t, share: share, mass: share - below, doubt: doubt}
		if n > d {
			s.own = d / (n * (n - d))
		}
		steps = append(steps, s)
		doubt += s.own
		share, i = below, first
	}
	slices.Reverse(steps)
	return steps
}

// Share is the share of returns that take at most a number of days.
func (c Completion) Share(days float64) float64 {
	if c.law != nil {
		return dist.CDF(c.law, days)
	}
	if s, ok := c.last(days); ok {
		return s.share
	}
	return 0
}

// last is the step at or before a number of days.
func (c Completion) last(days float64) (step, bool) {
	i, found := slices.BinarySearchFunc(c.steps, days, func(s step, t float64) int { return cmp.Compare(s.delay, t) })
	if !found {
		i--
	}
	if i < 0 {
		return step{}, false
	}
	return c.steps[i], true
}

// variance is the squared coefficient of variation of the exposure for what is not known of the
// delays: by Greenwood's formula the logarithms of two shares have the variance of that at the longer
// delay in common.
func (c Completion) variance(bought []Cohort, exposed float64) float64 {
	if exposed == 0 || c.law != nil {
		return 0
	}
	sorted := slices.Clone(bought)
	slices.SortFunc(sorted, func(a, b Cohort) int { return cmp.Compare(a.Age, b.Age) })
	younger, sum := 0.0, 0.0
	for _, b := range sorted {
		s, ok := c.last(b.Age)
		if !ok {
			continue
		}
		w := float64(b.Units) * s.share / exposed
		sum += w * (w + 2*younger) * s.doubt
		younger += w
	}
	return math.Max(0, sum)
}

// delays are the delays with their weights, which sum to their number.
func (c Completion) delays() (values, weights []float64) {
	for _, s := range c.steps {
		values = append(values, s.delay)
		weights = append(weights, s.mass*float64(c.n))
	}
	return values, weights
}

// meanError is the standard error of the mean delay: the mean is the longest delay less the area
// under the shares, of which each step scales the part before it (Greenwood's formula; Andersen,
// Borgan, Gill & Keiding 1993, Statistical Models Based on Counting Processes, section IV.3).
func (c Completion) meanError() float64 {
	area, sum := 0.0, 0.0
	for i, s := range c.steps {
		if i > 0 {
			before := c.steps[i-1]
			area += before.share * (s.delay - before.delay)
		}
		sum += area * area * s.own
	}
	return math.Sqrt(sum)
}
