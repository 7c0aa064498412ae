package estimate

import (
	"math"
	"strconv"

	"gonum.org/v1/gonum/mathext"

	"fbasim/sim/civil"
	"fbasim/sim/dist"
	"fbasim/sim/stats"
)

// tQuantile makes two-sided intervals from an estimated dispersion.
func tQuantile(df float64) float64 {
	return stats.TQuantile((1+Confidence)/2, max(1, df))
}

// monthShare is the share of a year's days that lie in month j, January being 0.
func monthShare(j int) float64 {
	first := civil.Of(2001, j+1, 1) // a year of 365 days
	return float64(first.NextMonth()-first) / civil.DaysPerYear
}

// significant rounds to digits that a reader of a scenario takes in.
func significant(x float64) float64 {
	r, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 4, 64), 64)
	if err != nil {
		return x
	}
	return r
}

// percents make a whole.
const percents = 100

// The growth that a scenario draws lies between a loss of most of the demand and a multiple of it,
// in percent a year.
const leastGrowth, mostGrowth = -95, 900

// growthDist is the distribution of the growth in percent a year, for its logarithm normal with
// mean b and standard deviation sd, which is small.
func growthDist(b, sd float64) dist.Dist {
	mean := significant(max(leastGrowth+1, min(mostGrowth-1, percents*math.Expm1(b))))
	d, err := dist.TruncatedNormal(mean, significant(percents*math.Exp(b)*sd), leastGrowth, mostGrowth)
	if err != nil {
		return dist.Const(mean)
	}
	return d
}

// Limits of the coefficient of variation that package dist takes for a gamma distribution.
const leastCV, mostCV = 1e-4, 10

// gammaDist is a gamma distribution, or its mean where it varies by nothing.
func gammaDist(mean, cv float64) dist.Dist {
	if mean = significant(mean); cv < leastCV {
		return dist.Const(mean)
	}
	d, err := dist.Gamma(mean, min(mostCV, significant(cv)))
	if err != nil {
		return dist.Const(mean)
	}
	return d
}

// gammaInterval is the central interval of a gamma distribution.
func gammaInterval(mean, cv float64) (lo, hi float64) {
	cv = max(leastCV, cv)
	shape := 1 / (cv * cv)
	tail := (1 - Confidence) / 2
	return mean / shape * mathext.GammaIncRegInv(shape, tail), mean / shape * mathext.GammaIncRegCompInv(shape, tail)
}
