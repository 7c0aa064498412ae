package closedform

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"fbasim/sim/dist"
)

func near(t *testing.T, what string, got, want, tol float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tol) {
		t.Errorf("%s = %.9g, want %.9g +- %.3g", what, got, want, tol)
	}
}

func parse(t *testing.T, s string) dist.Dist {
	t.Helper()
	d, err := dist.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestErlang(t *testing.T) {
	near(t, "ERLB-10-15", ErlangB(10, 15), 0.036497, 1e-6)
	near(t, "LOST-l2-L3-S8", ErlangB(6, 8), 0.121876, 1e-5)
	near(t, "LOST-l1-L9.5-S12", ErlangB(9.5, 12), 0.100953, 1e-5)
	near(t, "LOST-l0.5-L7-S5", ErlangB(3.5, 5), 0.154112, 1e-5)
	// The definition, term by term.
	sum, term := 1.0, 1.0
	for n := 1; n <= 4; n++ {
		term *= 2.5 / float64(n)
		sum += term
	}
	near(t, "B(2.5, 4)", ErlangB(2.5, 4), term/sum, 1e-14)
	near(t, "B(a, 0)", ErlangB(3, 0), 1, 0)
	near(t, "C(rho, 1)", ErlangC(0.7, 1), 0.7, 1e-14)
}

func TestQueues(t *testing.T) {
	for id, c := range map[string]struct{ got, want Queue }{
		"MMC-2-3-1":  {MMc(2, 3, 1), Queue{0.666667, 0.666667, 1.0, 1.333333, 2.0}},
		"MMC-12-5-3": {MMc(12, 5, 3), Queue{0.647191, 0.215730, 0.415730, 2.588764, 4.988764}},
	} {
		near(t, id+" P(wait)", c.got.PWait, c.want.PWait, 1e-5)
		near(t, id+" Wq", c.got.Wq, c.want.Wq, 1e-5)
		near(t, id+" W", c.got.W, c.want.W, 1e-5)
		near(t, id+" Lq", c.got.Lq, c.want.Lq, 1e-5)
		near(t, id+" L", c.got.L, c.want.L, 1e-5)
	}
	empty, full, mean := MM1K(0.8, 5)
	near(t, "MM1K p0", empty, 0.271056, 1e-6)
	near(t, "MM1K pK", full, 0.088819, 1e-6)
	near(t, "MM1K L", mean, 1.868332, 1e-6)
	near(t, "MG1-D", MG1(0.8, 1, 1).Wq, 2, 1e-9)
	u := parse(t, "uniform(0.5, 1.5)")
	near(t, "MG1-U", MG1(0.8, 1, u.Variance()+1).Wq, 2.166667, 1e-6)
	near(t, "M/M/1 as M/G/1", MG1(2, 1.0/3, 2.0/9).L, MMc(2, 3, 1).L, 1e-12)
	near(t, "MM1-TAVC-0.5", MM1DelayVariance(0.5), 29, 1e-9)
	near(t, "MM1-TAVC-0.9", MM1DelayVariance(0.9), 35901, 1e-6)
}

func TestBaseStock(t *testing.T) {
	for _, c := range []struct {
		id           string
		load         float64
		s            int
		fill, onHand float64
	}{
		{"PALM-l2-L3-S8", 6, 8, 0.743980, 2.314021},
		{"PALM-l2-L3-S10", 6, 10, 0.916076, 4.077335},
		{"PALM-l0.5-L14-S10", 7, 10, 0.830496, 3.201320},
		{"PALM-l1-L9.5-S12", 9.5, 12, 0.751990, 2.893255},
	} {
		st := BaseStock(c.load, c.s)
		near(t, c.id+" fill", st.Fill, c.fill, 1e-5)
		near(t, c.id+" on hand", st.OnHand, c.onHand, 1e-5)
		near(t, c.id+" balance", st.OnHand-st.Backorders, float64(c.s)-c.load, 1e-12)
	}
	if st := BaseStock(3, 0); st.Fill != 0 || st.Backorders != 3 || st.OnHand != 0 {
		t.Errorf("no stock: %+v", st)
	}
}

func TestReorderPoint(t *testing.T) {
	a := ReorderPoint{Rate: 2, Lead: 3, R: 8, Q: 10}
	near(t, "QR-L3-Q10-r8-fill", a.Stock().Fill, 0.968600, 1e-5)
	near(t, "QR-L3-Q10-r8-I", a.Stock().OnHand, 7.529702, 1e-5)
	near(t, "QR-L3-Q10-r8-wait", a.Wait(), 0.014851, 1e-5)
	b := ReorderPoint{Rate: 14.0 / 365, Lead: 45, R: 2, Q: 4}
	near(t, "QR-L45-Q4-r2-B", b.Stock().Backorders, 0.048926, 1e-5)
	near(t, "QR-L45-Q4-r2-freq", b.OrderRate(), 0.009589, 1e-5)
	c := ReorderPoint{Rate: 20, Lead: 1, R: 25, Q: 50}
	near(t, "QR-L1-Q50-r25-fill", c.Stock().Fill, 0.993383, 1e-5)
	near(t, "QR-L1-Q50-r25-I", c.Stock().OnHand, 30.511505, 1e-5)
	near(t, "QR-L1-Q50-r25-wait", c.Wait(), 0.000575, 1e-5)
	d := ReorderPoint{Rate: 5, Lead: 7, R: 40, Q: 30}
	near(t, "QR-L7-Q30-r40-B", d.Stock().Backorders, 0.059137, 1e-5)
	near(t, "QR-L7-Q30-r40-freq", d.OrderRate(), 0.166667, 1e-5)
	near(t, "RQ-POIS-5.8", ReorderPoint{1.5, 2, 3, 5}.Cost(StockCosts{100, 20, 150}), 107.923581, 1e-5)
	near(t, "RQ-POIS-5.2", ReorderPoint{12, 0.5, 6, 7}.Cost(StockCosts{4, 4, 28}), 28.241313, 1e-5)
	lead := LeadDemand{Rate: 1300, Mean: 1300.0 / 12, SD: 150 / math.Sqrt(12)}
	near(t, "RQ-NORM-5.1", NormalReorderPoint(126.8, 328.5, lead, StockCosts{8, 0.225, 7.5}),
		78.071163, 1e-5)
}

func TestSinglePeriod(t *testing.T) {
	s, cost := NewsvendorPoisson(6, StockCosts{Holding: 1, Shortage: 4})
	near(t, "NV-POIS S", float64(s), 8, 0)
	near(t, "NV-POIS cost", cost, 3.570107, 1e-5)
	s, cost = NewsvendorPoisson(18, StockCosts{Holding: 200, Shortage: 270})
	near(t, "NV-POIS-18 S", float64(s), 19, 0)
	near(t, "NV-POIS-18 cost", cost, 786.088441, 1e-4)
	prices := StockCosts{Holding: 0.18, Shortage: 0.70}
	near(t, "NV-NORM-C40", NewsvendorNormal(50, 8, 40, prices), 7.356132, 1e-5)
	// NV-NORM-L4-C: demand over lead time 4 and the review period, 5 periods in all.
	near(t, "NV-NORM-L4-C", NewsvendorNormal(250, 8*math.Sqrt(5), 264.766894, prices), 4.466781, 1e-5)
	q, cost := EOQ(1300, 8, 0.225)
	near(t, "EOQ-1 Q", q, 304.046780, 1e-5)
	near(t, "EOQ-1 cost", cost, 68.410526, 1e-5)
	for _, c := range []struct{ k, l, h, cost float64 }{ // TORNADO-EOQ
		{4, 1300, 0.225, 48.3735}, {16, 1300, 0.225, 96.7471}, {8, 1040, 0.225, 61.1882},
		{8, 1560, 0.225, 74.9400}, {8, 1300, 0.2, 64.4981}, {8, 1300, 0.25, 72.1110},
	} {
		_, cost := EOQ(c.l, c.k, c.h)
		near(t, "TORNADO-EOQ", cost, c.cost, 1e-3)
	}
}

func TestPeriodicReview(t *testing.T) {
	prices := StockCosts{Order: 64, Holding: 1, Shortage: 9}
	for _, c := range []struct {
		mean    float64
		s, upTo int
		cost    float64
	}{
		{10, 6, 40, 35.022}, {20, 14, 62, 49.173}, {22, 16, 68, 51.632}, {24, 18, 54, 53.518},
		{30, 23, 66, 57.819}, {40, 33, 87, 64.512}, {50, 42, 108, 70.975}, {52, 44, 112, 72.246},
		{59, 51, 126, 76.679}, {61, 52, 131, 77.929}, {64, 55, 74, 78.402}, {70, 62, 81, 79.037},
	} {
		near(t, "ZF91", PeriodicSS(c.s, c.upTo, c.mean, prices), c.cost, 1e-3)
	}
	near(t, "SNY-4.7-SS", PeriodicSS(4, 10, 6, StockCosts{5, 1, 4}), 8.034112, 1e-5)
	near(t, "SNY-4.31-SS", PeriodicSS(2, 7, 4, StockCosts{150, 40, 125}), 223.574830, 1e-4)
}

func TestKoenigLaw(t *testing.T) {
	for _, c := range []struct {
		s, upTo int
		cost    float64
	}{
		{20, 40, 114.176}, {20, 80, 112.742}, {40, 60, 130.550}, {40, 100, 130.699},
		{60, 100, 147.382},
	} {
		near(t, "KOENIG-LAW", FiniteSS{c.s, c.upTo, 30}.Cost(), c.cost, 1e-3)
	}
}

func TestInTransit(t *testing.T) {
	ca := parse(t, "uniform(7, 12)")
	near(t, "MGINF-CA-mean", InTransit(10, ca, math.Inf(1)), 95, 1e-9)
	near(t, "MGINF-CA-t3", InTransit(10, ca, 3), 30, 1e-4)
	near(t, "MGINF-CA-t8", InTransit(10, ca, 8), 79, 1e-4)
	near(t, "MGINF-CA-t12", InTransit(10, ca, 12), 95, 1e-4)
	near(t, "RET-60", Completed(25*0.08, parse(t, "uniform(10, 30)"), 60), 80, 1e-4)
	stay := InTransit(3, parse(t, "exponential(2)"), 5)
	near(t, "exponential stay", stay, 6*(1-math.Exp(-2.5)), 1e-3)
	mean, variance := LeadTimeDemand(20, 16, 5, 4)
	near(t, "LTD mean", mean, 100, 0)
	near(t, "LTD variance", variance, 1680, 0)
}

// TestPoissonLoss compares with direct sums.
func TestPoissonLoss(t *testing.T) {
	for _, lambda := range []float64{0.3, 6, 95} {
		n := distuv.Poisson{Lambda: lambda}
		for _, x := range []int{0, 1, 5, 90, 130} {
			sum := 0.0
			for k := x; k < 400; k++ {
				sum += float64(k-x) * n.Prob(float64(k))
			}
			near(t, "E(N-x)+", poissonLoss(n, x), sum, 1e-12*(1+sum))
		}
	}
}
