package closedform

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"fbasim/sim/dist"
)

// CVaRNormal returns the mean of the largest (1-alpha) share of a normal loss: mean + sd
// phi(z)/(1-alpha) with z its alpha quantile (Rockafellar & Uryasev 2000, Journal of Risk 2:21-41).
func CVaRNormal(mean, sd, alpha float64) float64 {
	require(sd > 0 && alpha >= 0 && alpha < 1, "standard deviation or level")
	if alpha == 0 {
		return mean
	}
	n := distuv.UnitNormal
	return mean + sd*n.Prob(n.Quantile(alpha))/(1-alpha)
}

// CVaRExponential returns the mean of the largest (1-alpha) share of an exponential loss:
// mean (1 - ln(1-alpha)), since the loss has no memory.
func CVaRExponential(mean, alpha float64) float64 {
	require(mean > 0 && alpha >= 0 && alpha < 1, "mean or level")
	return mean * (1 - math.Log1p(-alpha))
}

// CVaR returns the mean of the largest (1-alpha) share of a loss with any continuous distribution,
// the integral of its quantile function over that share; the relative error is below 1e-6 for the
// usual laws.
func CVaR(d dist.Dist, alpha float64) float64 {
	require(alpha >= 0 && alpha < 1, "level")
	return integrate(d.Quantile, alpha, 1) / (1 - alpha)
}
