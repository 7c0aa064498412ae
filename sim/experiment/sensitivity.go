package experiment

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"fbasim/sim/model"
	"fbasim/sim/result"
	"fbasim/sim/stats"
)

// SensitivityOptions say what a sensitivity analysis varies, and how hard it works.
type SensitivityOptions struct {
	// Tail says how far out the low and high values lie: they are the quantiles of this order from
	// either end, 0 < Tail < 0.5.
	Tail   float64  `json:"tail"`
	Spread float64  `json:"spread"` // share by which constants move to both sides, below 1; 0 leaves them alone
	Only   []string `json:"only"`   // patterns of path.Match for the inputs wanted; none means all
	Most   int      `json:"most"`   // replications at each value at most, 2 or more
	Points int      `json:"points"` // points of each matrix of the Sobol design, a power of 2; 0 for no indices
	Top    int      `json:"top"`    // inputs of the Sobol design at most, 1 or more
	Mean   int      `json:"mean"`   // replications that are averaged at each point of it, 1 or more
}

// ErrNoFactors is the error of a sensitivity analysis of a study in which nothing is uncertain.
var ErrNoFactors = errors.New("no input varies from replication to replication")

// sensitivity is an analysis at work: its study, and what each case made in each replication with
// all inputs as drawn.
type sensitivity struct {
	study    *Study
	options  SensitivityOptions
	pool     *pool
	factors  []*factor
	base     [][]float64 // profit by case and replication
	progress Progress
}

// Sensitivity runs a study, without break-even volumes, and then moves one input after the other to
// its low and high value, all others as drawn, on the same random numbers (a tornado). Of the inputs
// with the largest swings it estimates Sobol indices. The results are those of Run with the rows of
// the analysis; errors are those of Run, ErrNoFactors and the context's.
func Sensitivity(ctx context.Context, study *Study, o SensitivityOptions, progress Progress) (*result.Set, error) {
	s := &sensitivity{study: study, options: o, factors: study.factors(o), progress: progress}
	if len(s.factors) == 0 {
		return nil, ErrNoFactors
	}
	sm := newSample(len(study.Cases), columnsOf(study))
	s.pool = newPool(ctx, study.Settings.Workers, study.configs())
	reached, worst, err := study.replicate(s.pool, sm, progress)
	if err != nil && !errors.Is(err, errEnough) {
		return nil, err
	}
	set := study.collect(sm)
	set.Manifest.Precision.Reached, set.Manifest.Precision.Worst = reached, worst
	study.decide(sm, set)
	n := min(sm.n(), o.Most)
	for c := range study.Cases {
		s.base = append(s.base, sm.column(c, sm.find("profit"))[:n])
	}
	if set.Sensitivity, err = s.tornado(); err != nil {
		return nil, err
	}
	return set, s.indices(set)
}

// setting is a value given to an input: in the model's unit where it is the same for all cases.
type setting func(c int) (ref model.Ref, value float64)

// at fixes a factor at a value.
func (f *factor) at(x float64) setting {
	return func(c int) (model.Ref, float64) { return f.refs[c], x }
}

// atQuantile fixes a factor at its quantile, which may differ between cases.
func (f *factor) atQuantile(u float64) setting {
	return func(c int) (model.Ref, float64) {
		if f.refs[c] == model.NoRef {
			return model.NoRef, 0
		}
		return f.refs[c], f.quantile[c](u)
	}
}

// evaluate simulates the first replications of every case at points, each a list of settings, and
// returns their profits by point, case and replication. A case that has none of the inputs of a
// point makes what it made with all inputs as drawn.
func (s *sensitivity) evaluate(phase string, reps int, points [][]setting) ([][][]float64, error) {
	out := make([][][]float64, len(points))
	overrides := make([][][]model.Override, len(points))
	for p := range points {
		out[p], overrides[p] = make([][]float64, len(s.base)), make([][]model.Override, len(s.base))
		for c := range s.base {
			overrides[p][c] = overridesOf(points[p], c)
			out[p][c] = slices.Clone(s.base[c][:reps])
		}
	}
	s.report(phase, len(points)*reps)
	return out, s.pool.each(len(points)*reps, func(a *arena, i int) error {
		p, rep := i/reps, i%reps
		for c, run := range a.runs {
			if len(overrides[p][c]) == 0 {
				continue
			}
			o, err := run.Simulate(model.Options{
				Seed: s.study.Settings.Seed, Replication: rep, Overrides: overrides[p][c], Stop: s.pool.stop,
			})
			if err != nil {
				return err
			}
			out[p][c][rep] = o.Profit.Float()
		}
		return nil
	})
}

func overridesOf(point []setting, c int) (list []model.Override) {
	for _, set := range point {
		if ref, x := set(c); ref != model.NoRef {
			list = append(list, model.Override{Input: ref, Value: x})
		}
	}
	return list
}

// report lets the pool tell how far a phase of so many replications is.
func (s *sensitivity) report(phase string, total int) {
	if s.progress == nil {
		return
	}
	s.progress(phase, 0, total)
	s.pool.done = counted(func(done int) { s.progress(phase, done, total) })
}

// target is what a row is about: a case, or its difference to the baseline.
type target struct{ a, b int } // a < 0 for case b alone

func (s *sensitivity) targets() []target {
	var list []target
	base := s.study.Baseline()
	for c := range s.base {
		list = append(list, target{-1, c})
		if c != base {
			list = append(list, target{base, c})
		}
	}
	return list
}

// of picks the target's values by replication from profits by case.
func (t target) of(profits [][]float64) []float64 {
	if t.a < 0 {
		return profits[t.b]
	}
	return stats.Differences(profits[t.b], profits[t.a])
}

// tornado evaluates both ends of every factor.
func (s *sensitivity) tornado() ([]result.SensitivityRow, error) {
	points := make([][]setting, 0, 2*len(s.factors))
	for _, f := range s.factors {
		points = append(points, []setting{f.end(s.options.Tail)}, []setting{f.end(1 - s.options.Tail)})
	}
	ends, err := s.evaluate("tornado", len(s.base[0]), points)
	if err != nil {
		return nil, err
	}
	var rows []result.SensitivityRow
	for _, t := range s.targets() {
		from := len(rows)
		for i, f := range s.factors {
			row := s.row(t, f, ends[2*i], ends[2*i+1])
			if row.FlipsTo != "" {
				if err := s.flip(&row, t, f, ends[2*i], ends[2*i+1]); err != nil {
					return nil, err
				}
			}
			rows = append(rows, row)
		}
		rank(rows[from:])
	}
	return rows, nil
}

// end fixes a factor at a quantile near one end, or at the end of the spread of a constant.
func (f *factor) end(u float64) setting {
	if f.constant {
		u = math.Round(u)
	}
	return f.atQuantile(u)
}

func rank(rows []result.SensitivityRow) {
	slices.SortStableFunc(rows, func(a, b result.SensitivityRow) int {
		return cmp.Or(cmp.Compare(math.Abs(b.Swing), math.Abs(a.Swing)), cmp.Compare(a.Input, b.Input))
	})
	for i := range rows {
		rows[i].Rank = i + 1
	}
}

// row summarizes a factor's ends for a target.
func (s *sensitivity) row(t target, f *factor, low, high [][]float64) result.SensitivityRow {
	level := s.study.Settings.Confidence
	base, lo, hi := t.of(s.base), t.of(low), t.of(high)
	r := result.SensitivityRow{
		Case: s.study.Cases[t.b].Name, Metric: "profit", Unit: s.study.Cases[t.b].Config.Report.String(),
		Input: f.name, Low: f.shown.text(f.low), High: f.shown.text(f.high),
		LowValue: f.low * f.shown.per, HighValue: f.high * f.shown.per, InputUnit: f.shown.name,
		Evidence: f.evidence, N: len(base), FlipsAt: math.NaN(), FlipsCI: result.Unknown(),
		SobolFirst: math.NaN(), SobolFirstCI: result.Unknown(),
		SobolTotal: math.NaN(), SobolTotalCI: result.Unknown(),
	}
	r.Base, r.BaseCI = meanOf(base, level)
	r.AtLow, r.AtLowCI = meanOf(lo, level)
	r.AtHigh, r.AtHighCI = meanOf(hi, level)
	r.Swing, r.SwingCI = meanOf(stats.Differences(hi, lo), level)
	if t.a >= 0 {
		r.Against = s.study.Cases[t.a].Name
		if better := r.Base > 0; (r.AtLow > 0) != better || (r.AtHigh > 0) != better {
			r.FlipsTo = r.Case
			if better {
				r.FlipsTo = r.Against
			}
		}
	}
	return r
}

func meanOf(values []float64, level float64) (float64, result.Interval) {
	sum := stats.Summarize(values)
	iv := stats.TInterval(sum, level)
	return sum.Mean, result.Interval{Lo: iv.Lo, Hi: iv.Hi}
}

// flipRounds is how often the search for the value that flips the winner refines.
const flipRounds = 3

// flip finds the value from which on another case is better: the ends are known, the middle and
// where the mean and its interval are expected to cross zero are simulated.
func (s *sensitivity) flip(r *result.SensitivityRow, t target, f *factor, low, high [][]float64) error {
	level, n := s.study.Settings.Confidence, r.N
	var c stats.Curve
	c = c.Put(stats.BandOf(f.low, t.of(low), level)).Put(stats.BandOf(f.high, t.of(high), level))
	next := []float64{(f.low + f.high) / 2}
	for round := 0; len(next) > 0 && round < flipRounds; round++ {
		points := make([][]setting, len(next))
		for i, x := range next {
			points[i] = []setting{f.at(x)}
		}
		found, err := s.evaluate(fmt.Sprintf("flip by %s", f.name), n, points)
		if err != nil {
			return err
		}
		for i, x := range next {
			c = c.Put(stats.BandOf(x, t.of(found[i]), level))
		}
		next = c.Refine(n)
	}
	x := c.Cross()
	if x.Kind != stats.NoCrossing {
		r.FlipsCI = result.Interval{Lo: x.Lo * f.shown.per, Hi: x.Hi * f.shown.per}
	}
	if r.FlipsAt = x.At * f.shown.per; math.IsNaN(r.FlipsAt) {
		r.FlipsAt = firstZero(c) * f.shown.per
	}
	return nil
}

// firstZero is where the mean passes zero although no sign is sure, NaN where it does not.
func firstZero(c stats.Curve) float64 {
	for i := 1; i < len(c); i++ {
		if p, q := c[i-1], c[i]; (p.Mean > 0) != (q.Mean > 0) {
			return p.X + (q.X-p.X)*p.Mean/(p.Mean-q.Mean)
		}
	}
	return math.NaN()
}
