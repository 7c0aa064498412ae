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

// answer reads the break-even volume off the points. Only points whose interval
// excludes zero speak: where their sign changes lies a crossing, and every volume
// between them, whose interval contains zero, is its interval. Wiggles of the mean
// inside that interval are noise, not further crossings.
func (s *search) answer() result.BreakEven {
	a, b := s.study.Cases[s.a].Name, s.study.Cases[s.b].Name
	e := result.BreakEven{
		SKU: s.study.Cases[s.a].Config.SKUs[s.sku].Name, Market: s.market.String(), A: a, B: b,
		Input: "volume", Unit: "units/month", At: math.NaN(), CI: result.Unknown(), Status: result.None,
		From: s.points[0].x, To: s.points[len(s.points)-1].x,
	}
	sure := s.sure()
	if len(sure) == 0 {
		return e
	}
	first, last := s.bands(sure[0]), s.bands(sure[len(sure)-1])
	e.Below, e.Above = winner(first, a, b), winner(last, a, b)
	for i := 1; i < len(sure); i++ {
		if p, q := s.bands(sure[i-1]), s.bands(sure[i]); (p.mean > 0) != (q.mean > 0) {
			at, iv := s.between(sure[i-1], sure[i])
			e.Crossings = append(e.Crossings, at)
			if len(e.Crossings) == 1 {
				e.At, e.CI = at, iv
			}
		}
	}
	switch {
	case len(e.Crossings) > 1:
		e.Status = result.Multiple
	case len(e.Crossings) == 1:
		e.Status, e.Crossings = result.Finite, nil
	default:
		s.openEnded(&e, sure)
	}
	return e
}

// sure lists the points whose interval excludes zero.
func (s *search) sure() (list []int) {
	for i := range s.points {
		if b := s.bands(i); b.lo > 0 || b.hi < 0 {
			list = append(list, i)
		}
	}
	return list
}

// between returns where the mean crosses zero between two points of sure and
// opposite sign, and the volumes between them whose interval contains zero.
func (s *search) between(i, j int) (at float64, iv result.Interval) {
	iv = result.Interval{Lo: s.edge(i, i+1), Hi: s.edge(j, j-1)}
	var means []float64
	for k := i + 1; k <= j; k++ {
		if p, q := s.bands(k-1), s.bands(k); (p.mean > 0) != (q.mean > 0) {
			means = append(means, p.x+(q.x-p.x)*p.mean/(p.mean-q.mean))
		}
	}
	at = means[len(means)/2] // an odd number of them
	return at, result.Interval{Lo: math.Min(iv.Lo, at), Hi: math.Max(iv.Hi, at)}
}

// edge returns where the end of the interval that lies nearer to zero reaches it,
// on the way from a sure point to its neighbor.
func (s *search) edge(i, next int) float64 {
	p, q := s.bands(i), s.bands(next)
	u, v := p.lo, q.lo
	if p.hi < 0 {
		u, v = p.hi, q.hi
	}
	return p.x + (q.x-p.x)*u/(u-v)
}

// openEnded looks at an end of the range where no sign is sure any more: if the
// mean crosses zero there, the break-even may lie anywhere beyond.
func (s *search) openEnded(e *result.BreakEven, sure []int) {
	a, b := e.A, e.B
	lowest, highest := sure[0], sure[len(sure)-1]
	ends := len(s.points) - 1
	for k := highest + 1; k <= ends; k++ {
		if p, q := s.bands(k-1), s.bands(k); (p.mean > 0) != (q.mean > 0) {
			e.Status, e.At = result.Unbounded, p.x+(q.x-p.x)*p.mean/(p.mean-q.mean)
			e.CI = result.Interval{Lo: s.edge(highest, highest+1), Hi: math.Inf(1)}
			e.Above = winner(s.bands(ends), a, b)
			return
		}
	}
	for k := lowest; k > 0; k-- {
		if p, q := s.bands(k-1), s.bands(k); (p.mean > 0) != (q.mean > 0) {
			e.Status, e.At = result.Unbounded, p.x+(q.x-p.x)*p.mean/(p.mean-q.mean)
			e.CI = result.Interval{Lo: math.Inf(-1), Hi: s.edge(lowest, lowest-1)}
			e.Below = winner(s.bands(0), a, b)
			return
		}
	}
}

func winner(p band, a, b string) string {
	if p.mean > 0 {
		return b
	}
	return a
}
