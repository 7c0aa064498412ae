package experiment

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"fbasim/sim/model"
	"fbasim/sim/result"
	"fbasim/sim/stats"
)

// Progress is told how far a run is: done of total units of work in a phase. The
// total may grow.
type Progress func(phase string, done, total int)

// Run simulates every case of a study until the differences are precise enough,
// searches break-even volumes and returns the results. When the context ends, it
// returns what is complete so far, marked as interrupted; only a defect or a
// context that ended before the first replications is an error.
func Run(ctx context.Context, study *Study, progress Progress) (*result.Set, error) {
	s := newSample(len(study.Cases), columnsOf(study))
	p := newPool(ctx, study.Settings.Workers, study.configs())
	reached, worst, err := study.replicate(p, s, progress)
	interrupted := errors.Is(err, context.Canceled) || errors.Is(err, errEnough)
	if err != nil && (!interrupted || s.n() < 2) {
		return nil, err
	}
	set := study.collect(s)
	set.Manifest.Precision.Reached, set.Manifest.Precision.Worst = reached, worst
	set.Manifest.Interrupted = interrupted
	if errors.Is(err, errEnough) {
		set.Warnings = append(set.Warnings, "the time limit ended the run before its precision was reached; "+
			"break-even volumes were not searched")
	}
	if !reached && !interrupted {
		set.Warnings = append(set.Warnings, fmt.Sprintf("%d replications did not reach the precision "+
			"asked of differences; some %s would: allow more (experiment.replications) or ask for less "+
			"(experiment.precision)", s.n(), needed(s.n(), worst)))
	}
	if len(study.Settings.Levers) > 0 && !interrupted {
		err := study.breakEvens(ctx, set, progress)
		if errors.Is(err, context.Canceled) {
			set.Manifest.Interrupted = true
		} else if err != nil {
			return nil, err
		}
	}
	study.decide(s, set)
	return set, study.sampleOrders(s, set)
}

func (s *Study) configs() []*model.Config {
	list := make([]*model.Config, len(s.Cases))
	for i := range s.Cases {
		list[i] = s.Cases[i].Config
	}
	return list
}

// errEnough ends the replications before the precision is reached.
var errEnough = errors.New("experiment: no more replications are wanted")

// replicate runs batches of replications until every difference to the baseline
// is precise enough or the most replications are done. Up to the least number the
// batches only serve progress and interruption.
func (s *Study) replicate(p *pool, sm *sample, progress Progress) (reached bool, worst float64, err error) {
	set := &s.Settings
	sm.plans = s.controlPlans()
	units := s.Stretches()
	for n := 0; ; {
		batch := s.batch(units, n)
		if err := sm.extend(p, s, units[:batch]); err != nil {
			return false, worst, s.short(err, n, worst)
		}
		n, units = units[batch-1].To, units[batch:]
		if progress != nil {
			progress("replications", n, set.Max)
		}
		if set.Enough != nil && set.Enough() && n < set.Max {
			return false, s.imprecision(sm), errEnough
		}
		if n < set.Min {
			continue
		}
		worst = s.imprecision(sm)
		if reached = set.Precision == 0 || worst <= 1; reached || n >= set.Max {
			return reached, worst, nil
		}
	}
}

// batch is how many of the units that are left come before the next look at the precision or, up to
// the least number of replications, at the clock.
func (s *Study) batch(units []Stretch, n int) (count int) {
	const most = 100 // replications between two looks at the clock
	set := &s.Settings
	upTo := min(n+set.Batch, set.Max)
	if n < set.Min {
		upTo = min(n+max(set.Batch, min(set.Min/10, most)), set.Min)
	}
	for count < len(units) && units[count].From < upTo {
		count++
	}
	return count
}

// imprecision returns the widest half-width of a difference to the baseline relative to what is
// asked of it: the larger of the precision's share of the difference and the equivalence margin. It
// looks at profit and at the metrics of Settings.Precise.
func (s *Study) imprecision(sm *sample) float64 {
	base, worst := s.Baseline(), 0.0
	for c := range s.Cases {
		if c == base {
			continue
		}
		basis := sm.basis(base, c)
		for col := range sm.columns {
			if s.precise(sm.columns[col].name) {
				worst = max(worst, s.imprecisionOf(sm, basis, pair{base, c}, col))
			}
		}
	}
	return worst
}

// precise reports whether a metric's differences must be precise: profit, and those that the study
// names, for every marketplace where it names none.
func (s *Study) precise(metric string) bool {
	stem, _, _ := strings.Cut(metric, ".")
	return metric == "profit" || slices.Contains(s.Settings.Precise, metric) ||
		stem != "profit" && slices.Contains(s.Settings.Precise, stem)
}

func (s *Study) imprecisionOf(sm *sample, basis *stats.ControlBasis, at pair, col int) float64 {
	x, y := bothDefined(sm.column(at.b, col), sm.column(at.a, col))
	if len(x) == 0 || sm.idle(col) {
		return 0
	}
	e := s.estimate(basis, x, y)
	diff, iv, _ := e.reported()
	half := iv.HalfWidth()
	c := &sm.columns[col]
	wanted := max(s.Settings.Precision*math.Abs(diff), s.marginOf(sm, c.name, c.def, y))
	switch {
	case wanted > 0:
		return half / wanted
	case half > 0:
		return 2
	}
	return 0
}

// needed is the number of replications at which differences would be as precise as asked if they
// went on varying as they do: half-widths go with one over the root of it.
func needed(n int, worst float64) string {
	more := float64(n) * worst * worst
	digits := math.Pow(10, math.Floor(math.Log10(more))-1)
	return result.Plain(math.Ceil(more/digits)*digits, "")
}

// margin is the difference in money that counts as none: a share of the
// baseline's revenue, in all or in one marketplace ("revenue.CA").
func (s *Study) margin(sm *sample, revenue string) float64 {
	sum := stats.Summarize(sm.column(s.Baseline(), sm.find(revenue)))
	return s.Settings.Equivalence * math.Abs(sum.Mean)
}
