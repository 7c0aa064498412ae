package estimate

import (
	"fmt"
	"math"

	"fbasim/sim/civil"
	"fbasim/sim/dist"
	"fbasim/sim/stats"
)

const monthDays = float64(civil.DaysPerYear) / civil.MonthsPerYear

// levels fits the level of every SKU, given the shape.
//
// The N units of a SKU over an exposure S (days, weighted by their factors) with dispersion phi are
// worth N/phi events. Jeffreys' prior for the mean of a Poisson count gives a gamma posterior of
// shape N/phi + 1/2 (Jeffreys 1946, Proceedings of the Royal Society A 186:453-461; Brown, Cai &
// DasGupta 2003, "Interval estimation in exponential families", Statistica Sinica 13:19-49): no sale
// in a year is an interval from none to 2.5 units a year. What is not known of the shape
// and of phi widens it.
func (h *history) levels(s *shape, own []dispersion, o Options, to []Demand) {
	f := forecast{Options: o}
	c := newCalendar(o.Start, o.Days, o.Start)
	factors := c.factors(&s.theta)
	f.sums = between(c.running(factors), 0, o.Days)
	f.toUnit(s)
	expect := h.pooled(own)
	shrunk := make([]dispersion, len(own))
	for i := range own {
		shrunk[i] = own[i].toward(expect(&h.records[i]), poolDF)
	}
	drifts := h.drifts(s, shrunk)
	for i := range h.records {
		r := &h.records[i]
		to[i] = r.facts()
		to[i].Dispersion = shrunk[i].ratio
		if r.observed > 0 {
			to[i].Level = f.level(h, s, r, shrunk[i], drifts[i])
		}
	}
	unseen(to)
}

// unseen gives SKUs of which no day was observed a level like those of the others.
func unseen(list []Demand) {
	var levels stats.Summary
	for _, d := range list {
		if d.Days > 0 {
			levels.Add(d.Level.Dist.Mean())
		}
	}
	f := Fitted{Estimate: Estimate{Hi: math.Inf(1), Method: "no day was observed, of no SKU: unknown"}, Dist: dist.Const(0)}
	if levels.N > 0 {
		cv := 1.0
		if levels.N > 1 {
			cv = max(cv, levels.SD()/levels.Mean)
		}
		f.Value, f.Dist = levels.Mean, gammaDist(levels.Mean, cv)
		f.Lo, f.Hi = gammaInterval(levels.Mean, cv)
		f.Lo, f.Hi = min(f.Lo, f.Value), max(f.Hi, f.Value)
		f.Method = fmt.Sprintf("no day was observed: spread like the levels of the %d other SKUs", levels.N)
	}
	for i := range list {
		if list[i].Days == 0 {
			list[i].Level = f
			list[i].Dispersion = 1
		}
	}
}

// facts are what needs no model.
func (r *record) facts() Demand {
	return Demand{Days: r.observed, Active: r.active, Units: r.units, Pattern: r.pattern()}
}

// forecast is the time that is simulated.
type forecast struct {
	Options
	sums  sums    // of the factors over it
	scale float64 // units/month at factors of mean 1 for each unit a day at a factor of 1
	by    theta   // gradient of its logarithm
}

// toUnit finds the scale.
func (f *forecast) toUnit(s *shape) {
	weekday, g := s.mean(0, weekdays)
	month, k := s.mean(monthAt, months)
	f.scale = monthDays * math.Exp(weekday+month)
	for i := range g {
		f.by[i] = g[i] + k[i]
	}
}

// level is that of one SKU.
func (f *forecast) level(h *history, s *shape, r *record, d dispersion, drift drift) Fitted {
	e := h.exposure(r, s.factors, s.running)
	own, then := e.gradient(), f.sums.gradient()
	gradient, ahead, trend := f.by, then, theta{}
	for k := range own {
		gradient[k] -= own[k]
		ahead[k] -= own[k]
	}
	trend[trendAt] = then[trendAt]
	past, span := own[trendAt], then[trendAt]-own[trendAt]
	events := float64(r.units)/d.ratio + 0.5
	unit := f.scale / e.all * math.Exp(-drift.mean*past) // level of each unit sold
	mean := (float64(r.units) + d.ratio/2) * unit
	widen := d.t() / tQuantile(math.Inf(1))

	l := Fitted{Estimate: Estimate{Value: float64(r.units) * unit, N: r.units}}
	cv := spread(events, s.variance(&gradient)+past*past*drift.variance)
	l.Lo, l.Hi = gammaInterval(mean, cv*widen)
	if r.units == 0 {
		l.Lo = 0 // as Brown, Cai & DasGupta amend it
	}

	// The scenario draws the level and the growth, its factors are constant and its buyers a Poisson
	// process. The level must bring the rest of what the units of that time vary by.
	mean *= math.Exp(drift.mean * then[trendAt])
	rest := max(0, s.variance(&ahead)-s.variance(&trend)) + span*span*drift.variance
	cv = spread(events, rest) * widen
	cv = math.Sqrt(cv*cv + (d.ratio-1)/(mean/f.scale*f.sums.all))
	l.Dist = gammaDist(mean, cv)
	l.Method = fmt.Sprintf("gamma posterior with Jeffreys' prior of %d units in %d days, %s, dispersion %.2g",
		r.units, r.observed, r.pattern(), d.ratio)
	if percent := math.Round(percents * math.Expm1(drift.mean)); percent != 0 {
		l.Method += fmt.Sprintf(", growing %+.0f %% a year beside its marketplace", percent)
	}
	return l
}

// spread is the coefficient of variation of a gamma distribution of shape events times a lognormal
// one whose logarithm has variance v.
func spread(events, v float64) float64 {
	v = math.Expm1(min(v, math.Log(mostCV)))
	return math.Sqrt(1/events + v + v/events)
}
