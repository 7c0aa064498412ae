package experiment

import (
	"cmp"
	"math"
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

// evaluate simulates the cases at new volumes.
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
	s.points = append(s.points, fresh...)
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
	for x := 2 * xs[len(xs)-1]; x <= farthest*s.expects && s.converging(); x *= 2 {
		if err := s.evaluate(s.effort.screen, x); err != nil {
			return result.BreakEven{}, err
		}
	}
	for range s.effort.rounds {
		if next := s.refine(); len(next) > 0 {
			if err := s.evaluate(s.effort.refine, next...); err != nil {
				return result.BreakEven{}, err
			}
		}
	}
	return s.answer(), nil
}

// converging reports whether no crossing is known yet and the difference moves
// toward zero at the upper end of the points, or is not told from zero there.
func (s *search) converging() bool {
	n := len(s.points)
	last, before := s.bands(n-1), s.bands(n-2)
	if last.lo <= 0 && last.hi >= 0 {
		return true
	}
	if len(s.crossings(func(b band) float64 { return b.mean })) > 0 {
		return false
	}
	return math.Abs(last.mean) < math.Abs(before.mean)
}

// band is the paired difference at a point.
type band struct{ x, mean, lo, hi float64 }

func (s *search) bands(i int) band {
	p := &s.points[i]
	d := stats.PairedT(p.cases[3], p.cases[1], s.level)
	if s.whole {
		d = stats.PairedT(p.cases[2], p.cases[0], s.level)
	}
	return band{s.points[i].x, d.Diff, d.Interval.Lo, d.Interval.Hi}
}

// crossings returns where a curve through the points crosses zero, by linear
// interpolation between neighbors.
func (s *search) crossings(of func(band) float64) []float64 {
	var list []float64
	for i := 1; i < len(s.points); i++ {
		p, q := s.bands(i-1), s.bands(i)
		u, v := of(p), of(q)
		if u < 0 && v >= 0 || u > 0 && v <= 0 {
			list = append(list, p.x+(q.x-p.x)*u/(u-v))
		}
	}
	return list
}

// refine proposes the volumes where the mean and the ends of its interval are
// expected to cross zero.
func (s *search) refine() []float64 {
	var next []float64
	for _, of := range []func(band) float64{
		func(b band) float64 { return b.mean },
		func(b band) float64 { return b.lo },
		func(b band) float64 { return b.hi },
	} {
		for _, x := range s.crossings(of) {
			if !s.near(x) && !slices.Contains(next, x) {
				next = append(next, x)
			}
		}
	}
	return next
}

// near reports whether a point lies within a thousandth of x.
func (s *search) near(x float64) bool {
	return slices.ContainsFunc(s.points, func(p point) bool { return math.Abs(p.x-x) <= 1e-3*x })
}

// answer reads the break-even volume off the points: where the mean difference
// crosses zero, and around it every volume whose interval contains zero.
func (s *search) answer() result.BreakEven {
	a, b := s.study.Cases[s.a].Name, s.study.Cases[s.b].Name
	first, last := s.bands(0), s.bands(len(s.points)-1)
	e := result.BreakEven{
		SKU: s.study.Cases[s.a].Config.SKUs[s.sku].Name, Market: s.market.String(), A: a, B: b,
		Input: "volume", Unit: "units/month", At: math.NaN(), CI: result.Unknown(),
		From: first.x, To: last.x,
	}
	e.Below, e.Above = winner(first, a, b), winner(last, a, b)
	crossings := s.crossings(func(b band) float64 { return b.mean })
	switch {
	case len(crossings) == 0:
		e.Status = result.None
		if s.doubtful() {
			e.Below, e.Above = "", ""
		}
		return e
	case len(crossings) > 1:
		e.Status, e.Crossings = result.Multiple, crossings
	default:
		e.Status = result.Finite
	}
	e.At = crossings[0]
	e.CI = s.interval(e.At)
	if !e.CI.Bounded() && e.Status == result.Finite {
		e.Status = result.Unbounded
	}
	return e
}

func winner(p band, a, b string) string {
	if p.mean > 0 {
		return b
	}
	return a
}

// doubtful reports whether zero lies inside the interval somewhere.
func (s *search) doubtful() bool {
	for i := range s.points {
		if b := s.bands(i); b.lo <= 0 && b.hi >= 0 {
			return true
		}
	}
	return false
}

// interval returns the volumes around x whose interval contains zero; an end
// beyond the points searched is infinite.
func (s *search) interval(x float64) result.Interval {
	iv := result.Unknown()
	ends := append(s.crossings(func(b band) float64 { return b.lo }), s.crossings(func(b band) float64 { return b.hi })...)
	for _, e := range ends {
		if e <= x {
			iv.Lo = math.Max(iv.Lo, e)
		} else {
			iv.Hi = math.Min(iv.Hi, e)
		}
	}
	return iv
}
