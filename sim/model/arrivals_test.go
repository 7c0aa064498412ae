package model_test

import (
	"math"
	"testing"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/model"
)

// Counted arrivals are those that ordered or were lost where the offer is the reference's, and they
// are Poisson: over replications their surplus has mean 0 and the variance of its mean, whatever the
// season, the trend and the drawn level.
func TestArrivalsHaveTheirKnownExpectation(t *testing.T) {
	w := newWorld(t)
	w.iron("IRON", "lognormal(mean=13.5, cv=0.4)", "4", remote())
	p := &w.cfg.Markets[market.US].Profile
	p.Monthly[1], p.Monthly[11], p.Weekday[6] = 0.5, 2.5, 0
	p.Growth = w.input("growth", "uniform(-0.3, 0.3)")
	w.cfg.Horizon -= civil.Day / 3
	run := model.NewRun(w.cfg)
	const n = 400
	var surplus, expected, squares [market.MarketplaceCount]float64
	for rep := range n {
		o, err := run.Simulate(model.Options{Seed: 9, Replication: rep})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range run.Arrivals(nil) {
			got := o.Markets[a.Market]
			if a.Count != got.Orders+got.Lost {
				t.Fatalf("replication %d, %v: %d arrivals, %d orders and %d lost", rep, a.Market, a.Count, got.Orders, got.Lost)
			}
			d := float64(a.Count) - a.Expected
			surplus[a.Market] += d
			squares[a.Market] += d * d
			expected[a.Market] += a.Expected
		}
	}
	for _, m := range []market.Marketplace{market.US, market.CA} {
		if se := math.Sqrt(expected[m]); math.Abs(surplus[m]) > 4*se {
			t.Errorf("%v: %.0f buyers more than expected in all, standard error %.0f", m, surplus[m], se)
		}
		if ratio := squares[m] / expected[m]; math.Abs(ratio-1) > 4*math.Sqrt(2.0/n) {
			t.Errorf("%v: the variance is %.2f times the mean", m, ratio)
		}
	}
}

func TestArrivalsAreTheSameInCasesThatSellDifferently(t *testing.T) {
	a, b := newWorld(t), newWorld(t)
	a.iron("IRON", "13.5", "4", remote())
	b.iron("IRON", "13.5", "4", local())
	b.cfg.Markets[market.CA].Response.PerDayFaster = b.input("faster", "-0.2") // nobody waits so short
	x, y := model.NewRun(a.cfg), model.NewRun(b.cfg)
	for rep := range 5 {
		o := model.Options{Seed: 9, Replication: rep}
		ox, errX := x.Simulate(o)
		oy, errY := y.Simulate(o)
		if errX != nil || errY != nil {
			t.Fatal(errX, errY)
		}
		if ox.Markets[market.CA].Orders <= oy.Markets[market.CA].Orders {
			t.Fatalf("the cases should differ: %d and %d orders", ox.Markets[market.CA].Orders, oy.Markets[market.CA].Orders)
		}
		p, q := x.Arrivals(nil), y.Arrivals(nil)
		for i := range p {
			if p[i] != q[i] || p[i].Count == 0 {
				t.Errorf("%+v and %+v", p[i], q[i])
			}
		}
	}
}
