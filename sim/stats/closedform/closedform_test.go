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

func TestErlangByDefinition(t *testing.T) {
	sum, term := 1.0, 1.0
	for n := 1; n <= 4; n++ {
		term *= 2.5 / float64(n)
		sum += term
	}
	near(t, "B(2.5, 4)", ErlangB(2.5, 4), term/sum, 1e-14)
	near(t, "B(a, 0)", ErlangB(3, 0), 1, 0)
	near(t, "C(rho, 1)", ErlangC(0.7, 1), 0.7, 1e-14)
}

func TestModelsAgreeWhereTheyMeet(t *testing.T) {
	near(t, "M/M/1 as M/G/1", MG1(2, 1.0/3, 2.0/9).L, MMc(2, 3, 1).L, 1e-12)
	for _, c := range []struct {
		load float64
		s    int
	}{{6, 8}, {7, 10}, {9.5, 12}} {
		st := BaseStock(c.load, c.s)
		near(t, "stock less backorders", st.OnHand-st.Backorders, float64(c.s)-c.load, 1e-12)
		one := ReorderPoint{Rate: c.load, Lead: 1, R: c.s - 1, Q: 1}.Stock()
		near(t, "(S-1, 1) is a base stock", one.Fill, st.Fill, 1e-12)
	}
	if st := BaseStock(3, 0); st.Fill != 0 || st.Backorders != 3 || st.OnHand != 0 {
		t.Errorf("no stock: %+v", st)
	}
	stay := InTransit(3, parse(t, "exponential(2)"), 5)
	near(t, "exponential stay", stay, 6*(1-math.Exp(-2.5)), 1e-3)
	near(t, "what came and has not left", Completed(3, parse(t, "exponential(2)"), 5), 15-stay, 1e-9)
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
