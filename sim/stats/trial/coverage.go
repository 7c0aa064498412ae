package trial

import (
	"fbasim/sim/random"
	"fbasim/sim/stats"
)

// Level is the confidence level of all intervals here.
const Level = 0.95

// Toy is a study with known truth, to be repeated.
type Toy struct {
	Family string // mean, paired, quantile, break-even, ...
	Name   string
	Lo, Hi float64 // the share of studies that cover is to lie between; both 0 without a promise
	Every  int     // only every so many studies are done, where one takes long; 0 means all
	// Covers reports whether the interval of one study, drawn from the key, covers the truth.
	Covers func(key random.Key) bool
}

// Coverage is how often the intervals of a toy covered the truth.
type Coverage struct {
	Toy           Toy
	Studies, Hits int
}

// Share is the share of studies that covered.
func (c Coverage) Share() float64 { return float64(c.Hits) / float64(c.Studies) }

// Interval is the exact 95 % interval of the share in the long run.
func (c Coverage) Interval() stats.Interval {
	return stats.ProportionInterval(float64(c.Hits), c.Studies, Level)
}

// Kept reports whether the share lies where the toy promises.
func (c Coverage) Kept() bool {
	return c.Toy.Hi == 0 || c.Toy.Lo <= c.Share() && c.Share() <= c.Toy.Hi
}

// Run repeats a toy. The result does not depend on the number of workers.
func (t Toy) Run(seed int64, studies, workers int) Coverage {
	key := t.key(seed)
	studies = max(1, studies/max(1, t.Every))
	covered := make([]bool, studies)
	parallel(studies, workers, func(s int) { covered[s] = t.Covers(key.WithInt(int64(s))) })
	c := Coverage{Toy: t, Studies: studies}
	for _, hit := range covered {
		if hit {
			c.Hits++
		}
	}
	return c
}

// key is the root of a toy's draws.
func (t Toy) key(seed int64) random.Key {
	return random.NewKey(seed).With(t.Family).With(t.Name)
}

// Toys returns all of them, in the order of the report.
func Toys() []Toy {
	var list []Toy
	for _, part := range [][]Toy{means(), comparisons(), quantiles(), reductions(), sequences(), breakEvens()} {
		list = append(list, part...)
	}
	return list
}

// sample draws n values with a quantile function.
func sample(key random.Key, n int, quantile func(u float64) float64) []float64 {
	s, xs := key.Sequence(), make([]float64, n)
	for i := range xs {
		xs[i] = quantile(s.Next())
	}
	return xs
}
