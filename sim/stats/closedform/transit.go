package closedform

import (
	"math"

	"fbasim/sim/dist"
)

// InTransit returns the mean number in transit at time t of orders that begin to arrive at time 0
// as a Poisson process of the given rate and stay independent times with distribution d: rate x
// integral of P(stay > u) from 0 to t (M/G/infinity; Mirasol 1963, Oper. Res. 11:785-786). The
// number is Poisson, so this is its variance too; t = +Inf gives rate x mean.
func InTransit(rate float64, d dist.Dist, t float64) float64 {
	require(rate >= 0 && t >= 0, "rate or time")
	return rate * meanCapped(d, t)
}

// Completed returns the mean number that have left by time t, in the setting of InTransit: returns
// that have come back, for instance, with rate = deliveries x share returned.
func Completed(rate float64, d dist.Dist, t float64) float64 {
	require(rate >= 0 && t >= 0 && !math.IsInf(t, 1), "rate or time")
	return rate * (t - meanCapped(d, t))
}

// meanCapped returns E[min(X, t)], the integral of the capped quantile function.
func meanCapped(d dist.Dist, t float64) float64 {
	if math.IsInf(t, 1) {
		return d.Mean()
	}
	split := dist.CDF(d, t) // the corner of the capped quantile
	const n = 20000
	sum := 0.0
	for i := range n {
		sum += d.Quantile(split * (float64(i) + 0.5) / n)
	}
	return sum/n*split + t*(1-split)
}

// LeadTimeDemand returns mean and variance of the demand over a random lead time, from those of the
// demand per unit of time (independent between units) and of the lead time.
func LeadTimeDemand(demandMean, demandVar, leadMean, leadVar float64) (mean, variance float64) {
	return demandMean * leadMean, leadMean*demandVar + demandMean*demandMean*leadVar
}
