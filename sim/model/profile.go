package model

import (
	"math"

	"fbasim/sim/civil"
)

// Profile shapes demand over time: factors by month, weekday and trend, all 1
// when flat. It acts on time, so the same buyers come earlier or later.
type Profile struct {
	Monthly [12]float64
	Weekday [7]float64 // Monday first
	Growth  Ref        // per year, compounding; NoRef for none
}

// FlatProfile is demand without seasonality.
func FlatProfile() Profile {
	p := Profile{Growth: NoRef}
	for i := range p.Monthly {
		p.Monthly[i] = 1
	}
	for i := range p.Weekday {
		p.Weekday[i] = 1
	}
	return p
}

// Flat reports whether the profile never changes demand.
func (p Profile) Flat() bool { return p == FlatProfile() }

// shape is the cumulated demand profile: cum[d] is the operational time at the
// start of day d, so a flat profile has cum[d] = d.
type shape struct {
	flat   bool
	cum    []float64
	days   float64
	growth float64
}

// draw computes the shape of a replication from its growth, unless it is the one
// before.
func (s *shape) draw(p *Profile, growth float64, start civil.Date, horizon int64) {
	s.flat, s.days = p.Flat(), float64(horizon)/float64(civil.Day)
	if s.flat || len(s.cum) > 0 && s.growth == growth {
		return
	}
	days := int((horizon + civil.Day - 1) / civil.Day)
	s.cum, s.growth = append(s.cum[:0], 0), growth
	for d := range days {
		date := start + civil.Date(d)
		_, month, _ := date.YMD()
		f := p.Monthly[month-1] * p.Weekday[date.Weekday()]
		f *= math.Pow(1+growth, float64(d)/civil.DaysPerYear)
		s.cum = append(s.cum, s.cum[d]+f)
	}
}

// find returns the day (with fraction) at which operational time reaches x,
// searching on from day; beyond the horizon it returns a day after it.
func (s *shape) find(x float64, day *int32) float64 {
	if s.flat {
		return x
	}
	d := *day
	for int(d)+1 < len(s.cum) && s.cum[d+1] <= x {
		d++
	}
	*day = d
	if int(d)+1 == len(s.cum) {
		return s.days + 1
	}
	return float64(d) + (x-s.cum[d])/(s.cum[d+1]-s.cum[d])
}

// shapeDemand draws the shape of every marketplace's demand.
func (r *Run) shapeDemand() {
	for m := range r.cfg.Markets {
		if mk := &r.cfg.Markets[m]; mk.Used {
			r.shapes[m].draw(&mk.Profile, r.value(mk.Profile.Growth, 0), r.cfg.Start, r.cfg.Horizon)
		}
	}
}
