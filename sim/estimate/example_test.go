package estimate_test

import (
	"fmt"

	"fbasim/sim/civil"
	"fbasim/sim/estimate"
)

// Half a year of a product that sells a unit on weekdays and two on Saturdays, and what a scenario
// makes of it.
func Example() {
	start := civil.Of(2026, 1, 5)
	widget := estimate.Series{Start: start, Counts: make([]int32, 182)}
	for d := range widget.Counts {
		switch (start + civil.Date(d)).Weekday() {
		case 5:
			widget.Counts[d] = 2
		case 6:
			widget.Counts[d] = estimate.Gap // the shop's records leave Sundays out
		default:
			widget.Counts[d] = 1
		}
	}
	market, err := estimate.Fit([]estimate.Series{widget},
		estimate.Options{Start: start + 182, Days: civil.DaysPerYear})
	if err != nil {
		fmt.Println(err)
		return
	}
	d := market.Demand[0]
	fmt.Printf("demand.US = \"%v units/month\"\n# %v\n", d.Level.Dist, d.Level.Estimate)
	fmt.Printf("Saturdays: %.2f\n", market.Weekday[5].Value)
	for _, note := range market.Notes {
		fmt.Println(note)
	}
	// Output:
	// demand.US = "gamma(mean=35.53, cv=0.08931) units/month"
	// # 35.44 (95 % interval 29.59 to 42.02), n = 182: gamma posterior with Jeffreys' prior of 182 units in 156 days, smooth, dispersion 1
	// Saturdays: 1.34
	// month factors take a year of history, at least 15 days of each month; there are 156 days
	// growth takes 548 days of history to be told from season; there are 181
}

// Of 400 units that were sold evenly over 100 days, 12 came back so far.
func ExampleReturnRate() {
	var bought []estimate.Cohort
	var returns []estimate.Return
	for day := range 100 {
		bought = append(bought, estimate.Cohort{Age: float64(day), Units: 4})
	}
	for i := range 12 {
		returns = append(returns, estimate.Return{Delay: float64(15 + i), Age: float64(40 + 5*i)})
	}
	rate := estimate.ReturnRate(bought, len(returns), estimate.Complete(returns, nil))
	fmt.Printf("returns = \"%v %%\"\n# %v\n", rate.Dist, rate.Estimate)
	// Output:
	// returns = "beta(12.47, 305.9, hi=100) %"
	// # 0.03774 (95 % interval 0.02078 to 0.06305), n = 400: 12 returns of 400 units worth 318, as recent ones may still come back (delays by the product-limit estimator in reversed time, n = 12); beta posterior with Jeffreys' prior
}
