package experiment

import (
	"cmp"
	"slices"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/result"
	"fbasim/sim/stats"
)

// farthest is the multiple of the expected volume at which a search ends; beyond
// its grid it goes on doubling while no crossing is found.
const farthest = 16.0

// point is what two cases came to at one volume, by replication: for each case
// its profit and the marketplace's part of it.
type point struct {
	x     float64 // units a month
	cases [4][]float64
}

// search finds the volume at which the better of two cases changes, for one SKU
// and marketplace. Volumes are nested: a larger one keeps the smaller one's
// buyers, so the difference moves smoothly.
type search struct {
	study   *Study
	sku     int
	market  market.Marketplace
	a, b    int // cases
	pool    *pool
	effort  effort
	whole   bool    // the plans differ in this marketplace alone, so profit everywhere counts
	points  []point // by ascending x
	level   float64 // confidence
	expects float64 // units a month
}

// perMonth turns units a day into units a month of 365/12 days.
const perMonth = float64(civil.DaysPerYear) / civil.MonthsPerYear

// evaluate simulates the cases at volumes, new ones or with more replications.
func (s *search) evaluate(reps int, xs ...float64) error {
	fresh := make([]point, len(xs))
	for i, x := range xs {
		fresh[i] = newPoint(x, reps)
	}
	err := s.pool.each(len(fresh)*reps, func(a *arena, i int) error {
		p, rep := &fresh[i/reps], i%reps
		volume := &model.Volume{SKU: 0, Market: s.market, PerDay: p.x / perMonth}
		for c, run := range a.runs {
			o, err := run.Simulate(model.Options{
				Seed: s.study.Settings.Seed, Replication: rep, Volume: volume, Stop: s.pool.stop,
			})
			if err != nil {
				return err
			}
			p.cases[2*c][rep] = o.Profit.Float()
			p.cases[2*c+1][rep] = o.Markets[s.market].Profit.Float()
		}
		return nil
	})
	if err != nil {
		return err
	}
	again := func(p point) bool { return slices.Contains(xs, p.x) }
	s.points = append(slices.DeleteFunc(s.points, again), fresh...)
	slices.SortFunc(s.points, func(p, q point) int { return cmp.Compare(p.x, q.x) })
	return nil
}

func newPoint(x float64, reps int) point {
	p := point{x: x}
	for i := range p.cases {
		p.cases[i] = make([]float64, reps)
	}
	return p
}

// run evaluates the grid, looks beyond it where needed and refines around the
// crossings.
func (s *search) run() (result.BreakEven, error) {
	xs := make([]float64, len(s.effort.grid))
	for i, g := range s.effort.grid {
		xs[i] = g * s.expects
	}
	if err := s.evaluate(s.effort.screen, xs...); err != nil {
		return result.BreakEven{}, err
	}
	for x := 2 * xs[len(xs)-1]; x <= farthest*s.expects && s.curve().Converging(); x *= 2 {
		if err := s.evaluate(s.effort.screen, x); err != nil {
			return result.BreakEven{}, err
		}
	}
	for range s.effort.rounds {
		if next := s.curve().Refine(s.effort.refine); len(next) > 0 {
			if err := s.evaluate(s.effort.refine, next...); err != nil {
				return result.BreakEven{}, err
			}
		}
	}
	return s.answer(), nil
}

// curve is the paired difference at the points: of the whole profit where the
// plans differ in this marketplace alone, else of the marketplace's part.
func (s *search) curve() stats.Curve {
	var c stats.Curve
	for i := range s.points {
		p := &s.points[i]
		d := stats.Differences(p.cases[3], p.cases[1])
		if s.whole {
			d = stats.Differences(p.cases[2], p.cases[0])
		}
		c = append(c, stats.BandOf(p.x, d, s.level))
	}
	return c
}

// answer reads the break-even volume off the points.
func (s *search) answer() result.BreakEven {
	a, b := s.study.Cases[s.a].Name, s.study.Cases[s.b].Name
	x := s.curve().Cross()
	e := result.BreakEven{
		SKU: s.study.Cases[s.a].Config.SKUs[s.sku].Name, Market: s.market.String(), A: a, B: b,
		Input: "volume", Unit: "units/month", At: x.At, CI: result.Unknown(), Status: statuses()[x.Kind],
		Below: winner(x.Below, a, b), Above: winner(x.Above, a, b),
		From: s.points[0].x, To: s.points[len(s.points)-1].x,
	}
	if x.Kind != stats.NoCrossing {
		e.CI = result.Interval{Lo: x.Lo, Hi: x.Hi}
	}
	if x.Kind == stats.ManyCrossing {
		e.Crossings = x.All
	}
	return e
}

func statuses() [4]string {
	return [...]string{
		stats.NoCrossing: result.None, stats.OneCrossing: result.Finite,
		stats.ManyCrossing: result.Multiple, stats.OpenCrossing: result.Unbounded,
	}
}

// winner names the case that a sign of the difference b - a speaks for.
func winner(sign int, a, b string) string {
	switch {
	case sign > 0:
		return b
	case sign < 0:
		return a
	}
	return ""
}
