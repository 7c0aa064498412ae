package model

import (
	"math"

	"gonum.org/v1/gonum/mathext"

	"fbasim/sim/civil"
	"fbasim/sim/des"
	"fbasim/sim/money"
)

// Exchange rates. A rate that is given as a process follows a geometric Brownian
// motion in steps: over a step of h years it is multiplied by
// exp((drift - vol^2/2) h + vol sqrt(h) Z) with a standard normal Z, so its mean
// grows by the drift (Black and Scholes 1973, Journal of Political Economy
// 81:637-654). The draws are keyed by currency and step: all cases and SKUs live
// through the same path.
//
// What is booked is worth the rate of its day; what then waits in the balance is
// brought to the day's rate when it is settled (package ledger).

// rate is the state of a currency's path.
type rate struct {
	value  float64 // of a process
	steps  uint64  // taken so far
	points int     // of dated rates, passed so far
}

// openRates fixes the rates of the start and plans their changes.
func (r *Run) openRates() {
	for c := range r.cfg.FX {
		cur := money.Currency(c)
		x := &r.cfg.FX[c]
		r.rates[c] = rate{}
		if cur == r.cfg.Report {
			continue
		}
		if len(x.Points) > 0 {
			r.followPoints(cur)
			continue
		}
		if x.Start == NoRef {
			continue
		}
		r.rates[c].value = r.values[x.Start]
		r.quote(cur)
		if x.Vol != NoRef {
			r.moving++
			r.after(x.Step, classReceipt, evRate, uint32(c))
		}
	}
}

// rateMoves takes the next step of a currency's path.
func rateMoves(r *Run, ev des.Event) {
	cur := money.Currency(ev.Subject)
	x := &r.cfg.FX[cur]
	if len(x.Points) > 0 {
		r.moving--
		r.followPoints(cur)
		return
	}
	s := &r.rates[cur]
	z := mathext.NormalQuantile(r.keys.fx.With(cur.String()).Uniform(s.steps, 0))
	s.steps++
	years := float64(x.Step) / float64(civil.Day*civil.DaysPerYear)
	vol := r.values[x.Vol]
	s.value *= math.Exp((r.value(x.Drift, 0)-vol*vol/2)*years + vol*math.Sqrt(years)*z)
	r.quote(cur)
	r.after(x.Step, classReceipt, evRate, ev.Subject)
}

// quote tells the books the value of a process.
func (r *Run) quote(c money.Currency) {
	if v, ok := money.RateFromFloat(r.rates[c].value); ok && v > 0 {
		r.book.SetRate(c, v)
	}
}

// followPoints sets the dated rate of now and waits for the next.
func (r *Run) followPoints(c money.Currency) {
	points, s := r.cfg.FX[c].Points, &r.rates[c]
	for s.points+1 < len(points) && points[s.points+1].From <= r.now() {
		s.points++
	}
	r.book.SetRate(c, points[s.points].Rate)
	if s.points+1 < len(points) {
		r.moving++
		r.at(points[s.points+1].From, classReceipt, evRate, uint32(c))
	}
}
