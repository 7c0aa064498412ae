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
	effort  effortOf
	whole   bool    // the plans differ in this marketplace alone, so profit everywhere counts
	points  []point // by ascending x
	level   float64 // confidence
	expects float64 // units a month
}

// perMonth turns units a day into units a month of 365/12 days.
const perMonth = float64(civil.DaysPerYear) / civil.MonthsPerYear

// evaluate simulates the cases at volumes, new ones or with more replications.
func (s *search) evaluate(reps int, xs ...float64) ([]stats.Band, error) {
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
		return nil, err
	}
	again := func(p point) bool { return slices.Contains(xs, p.x) }
	s.points = append(slices.DeleteFunc(s.points, again), fresh...)
	slices.SortFunc(s.points, func(p, q point) int { return cmp.Compare(p.x, q.x) })
	bands := make([]stats.Band, len(fresh))
	for i := range fresh {
		bands[i] = s.band(&fresh[i])
	}
	return bands, nil
}

func newPoint(x float64, reps int) point {
	p := point{x: x}
	for i := range p.cases {
		p.cases[i] = make([]float64, reps)
	}
	return p
}

// run searches, with as much effort as the search was given.
func (s *search) run() (result.BreakEven, error) {
	curve, err := s.effort(s.expects).Run(s.evaluate)
	if err != nil {
		return result.BreakEven{}, err
	}
	return s.answer(curve.Cross()), nil
}

// band is the paired difference at a point: of the whole profit where the plans
// differ in this marketplace alone, else of the marketplace's part.
func (s *search) band(p *point) stats.Band {
	d := stats.Differences(p.cases[3], p.cases[1])
	if s.whole {
		d = stats.Differences(p.cases[2], p.cases[0])
	}
	return stats.BandOf(p.x, d, s.level)
}

// answer says in the words of a result where the difference changes its sign.
func (s *search) answer(x stats.Crossing) result.BreakEven {
	a, b := s.study.Cases[s.a].Name, s.study.Cases[s.b].Name
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
