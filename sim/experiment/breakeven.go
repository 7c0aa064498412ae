package experiment

import (
	"cmp"
	"context"
	"slices"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/result"
	"fbasim/sim/stats"
)

// point is what two cases came to at one value of the input, by replication: for each
// case its profit and the marketplace's part of it.
type point struct {
	x     float64 // in the lever's unit
	cases [4][]float64
}

func (p *point) n() int { return len(p.cases[0]) }

// search finds the value of an input at which the better of two cases changes, for one
// SKU and marketplace. Volumes are nested: a larger one keeps the smaller one's buyers,
// so the difference moves smoothly; so it does in other inputs, on the same draws.
type search struct {
	study   *Study
	lever   *Lever
	ctx     context.Context
	workers int
	sku     int
	market  market.Marketplace
	a, b    int   // cases
	pool    *pool // of the cases as they are, for volume
	effort  effort
	whole   bool    // the plans differ in this marketplace alone, so profit everywhere counts
	points  []point // by ascending x
	level   float64 // confidence
	expects float64 // of the input
}

// perMonth turns units a day into units a month of 365/12 days.
const perMonth = float64(civil.DaysPerYear) / civil.MonthsPerYear

// evaluate simulates the cases at values up to a number of replications and returns the
// differences there.
func (s *search) evaluate(reps int, xs ...float64) ([]stats.Band, error) {
	if err := s.extend(reps, xs); err != nil {
		return nil, err
	}
	var bands []stats.Band
	for _, x := range xs {
		bands = append(bands, s.band(&s.points[s.find(x)]))
	}
	return bands, nil
}

// extend simulates the replications that the points do not have yet.
func (s *search) extend(reps int, xs []float64) error {
	var jobs []job
	for _, x := range xs {
		p := s.pointAt(x)
		more := max(0, reps-p.n())
		for rep := p.n(); rep < reps; rep++ {
			jobs = append(jobs, job{x, rep})
		}
		for c := range p.cases {
			p.cases[c] = append(p.cases[c], make([]float64, more)...)
		}
	}
	if s.lever.At == nil {
		return s.simulate(s.pool, jobs)
	}
	for len(jobs) > 0 { // a value at a time: each has configurations of its own
		n := 1
		for n < len(jobs) && jobs[n].x == jobs[0].x {
			n++
		}
		configs, err := s.at(jobs[0].x)
		if err != nil {
			return err
		}
		if err := s.simulate(newPool(s.ctx, min(s.workers, n), configs), jobs[:n]); err != nil {
			return err
		}
		jobs = jobs[n:]
	}
	return nil
}

// job is one replication at one value.
type job struct {
	x   float64
	rep int
}

// simulate runs both cases of each job and notes what they earn.
func (s *search) simulate(p *pool, jobs []job) error {
	return p.each(len(jobs), func(a *arena, i int) error {
		j := jobs[i]
		to := &s.points[s.find(j.x)]
		o := model.Options{Seed: s.study.Settings.Seed, Replication: j.rep, Stop: p.stop}
		if s.lever.At == nil {
			o.Volume = &model.Volume{SKU: 0, Market: s.market, PerDay: j.x / perMonth}
		}
		for c, run := range a.runs {
			out, err := run.Simulate(o)
			if err != nil {
				return err
			}
			to.cases[2*c][j.rep] = out.Profit.Float()
			to.cases[2*c+1][j.rep] = out.Markets[s.market].Profit.Float()
		}
		return nil
	})
}

// find returns the index of the point at x, which is there.
func (s *search) find(x float64) int {
	i, _ := slices.BinarySearchFunc(s.points, x, func(p point, x float64) int { return cmp.Compare(p.x, x) })
	return i
}

// pointAt returns the point at x, a new one where there is none.
func (s *search) pointAt(x float64) *point {
	i := s.find(x)
	if i == len(s.points) || s.points[i].x != x {
		s.points = slices.Insert(s.points, i, point{x: x})
	}
	return &s.points[i]
}

// run searches, with as much effort as the search was given.
func (s *search) run() (result.BreakEven, error) {
	curve, err := s.lever.search(s.effort, s.expects).Run(s.evaluate)
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
		Input: s.lever.Input, Unit: s.lever.Unit, At: x.At, CI: result.Unknown(), Status: statuses()[x.Kind],
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
