package estimate_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"fbasim/sim/dist"
	"fbasim/sim/estimate"
	"fbasim/sim/estimate/trial"
	"fbasim/sim/random"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// TestJeffreysIntervalsOfShares: 2.5 % and 97.5 % quantiles of beta(x + 1/2, n - x + 1/2), amended at 0
// (Brown, Cai & DasGupta 2001), of 10 units and 0 to 3 events.
func TestJeffreysIntervalsOfShares(t *testing.T) {
	for x, want := range [][2]float64{{0, 0.217}, {0.011, 0.381}, {0.044, 0.503}, {0.093, 0.606}} {
		f := estimate.Share(x, 10)
		near(t, "lower limit", f.Lo, want[0], 6e-4)
		near(t, "upper limit", f.Hi, want[1], 6e-4)
	}
	if f := estimate.Share(0, 0); f.Lo != 0 || f.Hi != 1 || f.Dist == nil {
		t.Errorf("nothing of nothing: %+v", f)
	}
}

// TestCompletionWithoutTruncationIsTheShareOfTheSample: where all could have been seen.
func TestCompletionWithoutTruncationIsTheShareOfTheSample(t *testing.T) {
	var returns []estimate.Return
	for i := range 20 {
		returns = append(returns, estimate.Return{Delay: float64(i / 2), Age: 400})
	}
	c := estimate.Complete(returns, nil)
	for d := range 12 {
		near(t, "share", c.Share(float64(d)), min(1, float64(d+1)/10), 1e-12)
	}
	if c.Share(-1) != 0 {
		t.Error("returns before the purchase")
	}
}

// TestRecentPurchasesAreMadeUpFor: the mean of the delays that were seen is far too short, and their
// number far too small.
func TestRecentPurchasesAreMadeUpFor(t *testing.T) {
	bought, returns := trial.Sales{Units: 100000, Days: 150, Rate: 0.1}.Records(random.NewKey(5))
	seen := 0.0
	for _, r := range returns {
		seen += r.Delay / float64(len(returns))
	}
	truth := trial.ReturnDelay().Mean()
	d, err := estimate.ReturnDelays(returns)
	if err != nil {
		t.Fatal(err)
	}
	rate := estimate.ReturnRate(bought, len(returns), estimate.Complete(returns, nil))
	near(t, "mean delay", d.Value, truth, 0.5)
	near(t, "rate", rate.Value, 0.1, 0.003)
	if seen > truth-1 || float64(len(returns))/100000 > 0.09 {
		t.Errorf("mean delay %v of %d returns: there is nothing to make up for", seen, len(returns))
	}
}

func TestFewReturnsTakeTheLawOfTheScenario(t *testing.T) {
	bought := []estimate.Cohort{{Age: 18, Units: 100}, {Age: 400, Units: 100}}
	law := dist.Const(20)
	rate := estimate.ReturnRate(bought, 5, estimate.Complete([]estimate.Return{{Delay: 20, Age: 400}}, law))
	near(t, "rate", rate.Value, 0.05, 1e-12)
}

// TestRatesOfManySKUsLeanOnEachOther: where SKUs do not differ, those with few sales take the common
// rate; where they do, those with many keep their own.
func TestRatesOfManySKUsLeanOnEachOther(t *testing.T) {
	sold := func(units, returned int) estimate.Sold {
		return estimate.Sold{Bought: []estimate.Cohort{{Age: 400, Units: units}}, Returned: returned}
	}
	c := estimate.Complete(nil, dist.Const(20))
	var alike, apart []estimate.Sold
	for i := range 30 {
		alike = append(alike, sold(500, 50+i%3))
		apart = append(apart, sold(500, 10+i*4))
	}
	all, each := estimate.ReturnRates(append(alike, sold(3, 3)), c)
	near(t, "common rate", all.Value, 0.102, 0.001)
	near(t, "rate of three returns of three", each[30].Value, 0.115, 0.005)
	if each[30].Lo < 0.2 && each[30].Lo > 0.12 || each[30].Hi != 1 {
		t.Errorf("interval %v to %v should be the SKU's own, and hold its value", each[30].Lo, each[30].Hi)
	}
	_, each = estimate.ReturnRates(apart, c)
	near(t, "least rate", each[0].Value, 0.02, 0.008)
	near(t, "largest rate", each[29].Value, 0.252, 0.008)
}

func TestAnySharesLieInTheirIntervals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom([]int{0, 1, 7, 1000, 50_000_000}).Draw(t, "n")
		sound(t, "share", estimate.Share(rapid.IntRange(0, n).Draw(t, "happened"), n))
		s := trial.Sales{Units: rapid.IntRange(1, 300).Draw(t, "units"), Days: rapid.Float64Range(0, 400).Draw(t, "days"),
			Rate: rapid.Float64Range(0, 1).Draw(t, "rate")}
		bought, returns := s.Records(random.NewKey(rapid.Int64().Draw(t, "seed")))
		c := estimate.Complete(returns, trial.ReturnDelay())
		sound(t, "rate", estimate.ReturnRate(bought, len(returns), c))
		all, each := estimate.ReturnRates([]estimate.Sold{{bought, len(returns)}, {nil, 0}, {bought[:1], 0}}, c)
		sound(t, "all", all)
		for _, f := range each {
			sound(t, "each", f)
		}
	})
}
