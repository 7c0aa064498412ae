package closedform

import (
	"math"
	"testing"

	"fbasim/sim/dist"
)

// TestOptimalSSBeatsEveryOtherPolicy tries all policies around.
func TestOptimalSSBeatsEveryOtherPolicy(t *testing.T) {
	for _, c := range []struct {
		mean   float64
		prices StockCosts
	}{
		{2.5, StockCosts{10, 1, 4}}, {6, StockCosts{5, 1, 4}}, {4, StockCosts{150, 40, 125}},
		{10, StockCosts{64, 1, 9}}, {0.3, StockCosts{20, 1, 50}}, {12, StockCosts{0.1, 1, 9}},
	} {
		s, upTo, cost := OptimalSS(c.mean, c.prices)
		near(t, "cost of the policy", cost, PeriodicSS(s, upTo, c.mean, c.prices), 0)
		for a := s - 12; a <= s+12; a++ {
			for b := a + 1; b <= upTo+30; b++ {
				if other := PeriodicSS(a, b, c.mean, c.prices); other < cost-1e-9 {
					t.Errorf("mean %v, %v: (%d, %d) costs %v, (%d, %d) only %v", c.mean, c.prices, s, upTo, cost, a, b, other)
				}
			}
		}
	}
}

// TestNewsvendorQuadratureMatchesClosedForms: the general solution against the special ones.
func TestNewsvendorQuadratureMatchesClosedForms(t *testing.T) {
	for _, prices := range []StockCosts{{Holding: 0.18, Shortage: 0.7}, {Holding: 1, Shortage: 3}, {Holding: 5, Shortage: 1}} {
		q, cost := NewsvendorNormalBest(50, 8, prices)
		gotQ, got := Newsvendor(parse(t, "normal(50, 8)"), prices)
		near(t, "normal quantity", gotQ, q, 1e-5)
		near(t, "normal cost", got, cost, 1e-5)
		near(t, "cost at the best quantity", NewsvendorNormal(50, 8, q, prices), cost, 1e-9)
		q, cost = NewsvendorExponential(100, prices)
		gotQ, got = Newsvendor(parse(t, "exponential(100)"), prices)
		near(t, "exponential quantity", gotQ, q, 1e-4)
		near(t, "exponential cost", got, cost, 1e-4)
	}
}

func TestCVaRQuadratureMatchesClosedForms(t *testing.T) {
	for _, alpha := range []float64{0, 0.5, 0.9, 0.99} {
		near(t, "normal", CVaR(parse(t, "normal(3, 2)"), alpha), CVaRNormal(3, 2, alpha), 1e-5)
		near(t, "exponential", CVaR(parse(t, "exponential(2)"), alpha), CVaRExponential(2, alpha), 1e-5)
		near(t, "uniform", CVaR(dist.Dist(parse(t, "uniform(0, 1)")), alpha), (1+alpha)/2, 1e-9)
	}
}

// TestDiscountsAreWorthALargerOrder: without a break, EOQ; a break that is too far is not taken.
func TestDiscountsAreWorthALargerOrder(t *testing.T) {
	q, cost := EOQ(1300, 8, 0.3*0.75)
	one := EOQDiscount(1300, 8, 0.3, []PriceBreak{{0, 0.75}})
	near(t, "one price", one.Quantity, q, 1e-9)
	near(t, "its cost", one.Cost, cost+0.75*1300, 1e-9)
	far := EOQDiscount(1300, 8, 0.3, []PriceBreak{{0, 0.75}, {1e6, 0.7499}})
	if far != one {
		t.Errorf("a far break: %+v, want %+v", far, one)
	}
}

// TestExpectedInventoryLevelIsTheMinimum of its own cost function.
func TestExpectedInventoryLevelIsTheMinimum(t *testing.T) {
	d := LeadDemand{Rate: 1300, Mean: 1300.0 / 12, SD: 150 / math.Sqrt(12)}
	c := StockCosts{8, 0.225, 7.5}
	r, q, cost := ExpectedInventoryLevel(d, c)
	at := func(r, q float64) float64 {
		return c.Holding*(r-d.Mean+q/2) + c.Order*d.Rate/q + c.Shortage*d.Rate*d.loss(r)/q
	}
	near(t, "cost", at(r, q), cost, 1e-9)
	for _, step := range [][2]float64{{0.1, 0}, {-0.1, 0}, {0, 0.1}, {0, -0.1}} {
		if at(r+step[0], q+step[1]) <= cost {
			t.Errorf("(%v, %v) is no minimum", r, q)
		}
	}
}

func TestEventsOfAVaryingRate(t *testing.T) {
	near(t, "constant", Events(func(float64) float64 { return 3 }, 2, 7), 15, 1e-12)
	near(t, "a whole day", Events(func(t float64) float64 {
		return 10 + 5*math.Sin(2*math.Pi*t/24)
	}, 0, 24), 240, 1e-9)
}

// TestOptimalReorderPointBeatsEveryOtherPolicy tries all policies around.
func TestOptimalReorderPointBeatsEveryOtherPolicy(t *testing.T) {
	for _, c := range []struct {
		rate, lead float64
		prices     StockCosts
	}{{1.5, 2, StockCosts{100, 20, 150}}, {12, 0.5, StockCosts{4, 4, 28}}, {2, 3, StockCosts{30, 1, 9}}, {0.2, 1, StockCosts{5, 1, 40}}} {
		p, cost := OptimalReorderPoint(c.rate, c.lead, c.prices)
		if p.R >= 0 {
			near(t, "cost of the policy", cost, p.Cost(c.prices), 1e-9)
		}
		for r := max(0, p.R-6); r <= p.R+6; r++ {
			for q := 1; q <= p.Q+12; q++ {
				if other := (ReorderPoint{c.rate, c.lead, r, q}).Cost(c.prices); other < cost-1e-9 {
					t.Errorf("(%d, %d) costs %v, (%d, %d) only %v", p.R, p.Q, cost, r, q, other)
				}
			}
		}
	}
}

func TestOptimalNormalReorderPointIsTheMinimum(t *testing.T) {
	d := LeadDemand{Rate: 1300, Mean: 1300.0 / 12, SD: 150 / math.Sqrt(12)}
	c := StockCosts{8, 0.225, 7.5}
	r, q, cost := OptimalNormalReorderPoint(d, c)
	for _, step := range [][2]float64{{0.5, 0}, {-0.5, 0}, {0, 0.5}, {0, -0.5}, {0.5, -0.5}, {-0.5, 0.5}} {
		if other := NormalReorderPoint(r+step[0], q+step[1], d, c); other <= cost {
			t.Errorf("(%v, %v) costs %v, a step away %v", r, q, cost, other)
		}
	}
}

func TestBackordersAndIncrementalDiscounts(t *testing.T) {
	// A shortage cost beyond all bounds is EOQ.
	q, cost := EOQ(1300, 8, 0.225)
	gotQ, owed, got := EOQBackorders(1300, StockCosts{8, 0.225, 1e12})
	near(t, "quantity", gotQ, q, 1e-6)
	near(t, "cost", got, cost, 1e-6)
	near(t, "owed", owed, 0, 1e-9)
	// By search over quantities, of the definition of incremental prices.
	breaks := []PriceBreak{{0, 0.75}, {400, 0.72}, {800, 0.68}}
	best := math.Inf(1)
	for q := 1.0; q < 6000; q++ {
		paid := 0.0
		for i, b := range breaks {
			if q > b.From {
				to := q
				if i+1 < len(breaks) {
					to = math.Min(q, breaks[i+1].From)
				}
				paid += b.Price * (to - b.From)
			}
		}
		best = math.Min(best, 1300*paid/q+8*1300/q+0.3*paid/2)
	}
	if d := EOQIncremental(1300, 8, 0.3, breaks); math.Abs(d.Cost-best) > 1e-3 {
		t.Errorf("%+v, by search %v", d, best)
	}
}
