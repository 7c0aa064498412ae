package trial

import (
	"sync"

	"fbasim/sim/random"
	"fbasim/sim/stats"
)

// Study is a history with known truth, to be drawn and fitted many times.
type Study struct {
	Name     string
	Measures []Measure
	Cost     int // only every so many are done, where one takes long; at least 1
	// Covers reports of each measure whether the interval from one history covered the truth.
	Covers func(key random.Key) []bool
}

// Measure is a fitted value that is looked at.
type Measure struct {
	Name   string
	Lo, Hi float64 // the share of studies that cover is to lie between; both 0 without a promise
}

// Coverage is how often the intervals of one measure covered the truth.
type Coverage struct {
	Study         string
	Measure       Measure
	Studies, Hits int
}

// Share is the share of studies that covered.
func (c Coverage) Share() float64 { return float64(c.Hits) / float64(c.Studies) }

// Interval is the exact 95 % interval of the share in the long run.
func (c Coverage) Interval() stats.Interval { return c.interval(0.95) }

func (c Coverage) interval(level float64) stats.Interval {
	return stats.ProportionInterval(float64(c.Hits), c.Studies, level)
}

// Kept reports whether the share may lie where it is promised: whether a narrow interval of it, of
// level 99.9 %, reaches there.
func (c Coverage) Kept() bool {
	iv := c.interval(0.999)
	return c.Measure.Hi == 0 || c.Measure.Lo <= iv.Hi && iv.Lo <= c.Measure.Hi
}

// Run repeats a study; there is a result for each measure. It does not depend on the number of
// workers.
func (s Study) Run(seed int64, studies, workers int) []Coverage {
	studies = max(1, studies/max(1, s.Cost))
	key := random.NewKey(seed).With(s.Name)
	covered := make([][]bool, studies)
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for i := w; i < studies; i += workers {
				covered[i] = s.Covers(key.WithInt(int64(i)))
			}
		})
	}
	group.Wait()
	list := make([]Coverage, len(s.Measures))
	for m, measure := range s.Measures {
		list[m] = Coverage{Study: s.Name, Measure: measure, Studies: studies}
		for _, c := range covered {
			if c[m] {
				list[m].Hits++
			}
		}
	}
	return list
}

// Studies returns all of them, in the order of the report.
func Studies() []Study {
	var list []Study
	for _, w := range Worlds() {
		list = append(list, w.study())
	}
	for _, x := range sales() {
		list = append(list, x.study())
	}
	return append(list, delays()...)
}
