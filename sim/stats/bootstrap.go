package stats

import "slices"

// Resampling says how to bootstrap.
type Resampling struct {
	Level   float64        // confidence level
	Samples int            // number of resamples; 1000 or more for a 95 % interval
	Uniform func() float64 // source of uniforms in [0, 1)
}

// Bootstrap returns the percentile interval (Efron 1979, Ann. Statist. 7:1-26) for a measure that
// has no t interval, such as CVaR. The measure is a function of the indices of n replications, so
// that paired outputs are resampled together; the slice is reused between calls. With n < 2 or
// without resamples the limits are infinite. The interval is somewhat short for small n.
func Bootstrap(n int, measure func(index []int) float64, r Resampling) Interval {
	checkLevel(r.Level)
	if n < 2 || r.Samples < 1 {
		return unbounded(r.Level, n)
	}
	index, values := make([]int, n), make([]float64, r.Samples)
	for k := range values {
		for i := range index {
			index[i] = min(int(r.Uniform()*float64(n)), n-1)
		}
		values[k] = measure(index)
	}
	slices.Sort(values)
	a := (1 - r.Level) / 2
	return Interval{Quantile(values, a), Quantile(values, 1-a), r.Level, n}
}
