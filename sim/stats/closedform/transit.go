package closedform

import (
	"math"

	"gonum.org/v1/gonum/integrate/quad"

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

// Events returns the mean number of events from time from to time to of a Poisson process whose
// rate varies over time: the integral of the rate, which is the variance too. The rate must be
// smooth; the integral is then exact to many digits.
func Events(rate func(t float64) float64, from, to float64) float64 {
	require(to >= from, "time")
	const parts = 64
	sum := 0.0
	for i := range parts {
		lo, hi := from+(to-from)*float64(i)/parts, from+(to-from)*float64(i+1)/parts
		sum += quad.Fixed(rate, lo, hi, 16, quad.Legendre{}, 0)
	}
	return sum
}

// CompoundPoisson returns mean and variance of the total demand of a unit of time, from the rate of
// Poisson arrivals and mean and variance of the demand of one.
func CompoundPoisson(rate, sizeMean, sizeVar float64) (mean, variance float64) {
	require(rate >= 0 && sizeVar >= 0, "rate or variance")
	return rate * sizeMean, rate * (sizeVar + sizeMean*sizeMean)
}

// LeadTimeDemand returns mean and variance of the demand over a random lead time, from those of the
// demand per unit of time (independent between units) and of the lead time.
func LeadTimeDemand(demandMean, demandVar, leadMean, leadVar float64) (mean, variance float64) {
	return demandMean * leadMean, leadMean*demandVar + demandMean*demandMean*leadVar
}
