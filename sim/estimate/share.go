package estimate

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"

	"fbasim/sim/dist"
)

// Share fits the probability of an event that happened to some of n units, such as that a unit comes
// back in a state to be sold again. The interval is Jeffreys' (Brown, Cai & DasGupta 2001, "Interval
// estimation for a binomial proportion", Statistical Science 16(2):101-133, with their amendment at
// 0 and n), and the distribution the posterior, a beta distribution in percent. Without units the
// interval is 0 to 1. It panics unless 0 <= happened <= n.
func Share(happened, n int) Fitted {
	if happened < 0 || happened > n {
		panic(fmt.Sprintf("estimate: %d of %d", happened, n))
	}
	f := proportion(float64(happened), float64(n), 0)
	f.N = n
	f.Method = fmt.Sprintf("%d of %d, beta posterior with Jeffreys' prior", happened, n)
	return f
}

// Cohort is a number of units that were bought the same time ago.
type Cohort struct {
	Age   float64 // days from purchase to the end of the records
	Units int
}

// ReturnRate fits the share of units that come back sooner or later, given which were bought, how
// many of them came back until the end of the records, and how long returns take. A unit bought Age
// days ago could come back with probability F(Age) only: returned/(sum of Units x F(Age)) is the
// maximum likelihood estimate for rare returns, and the sum takes the place of n in Jeffreys'
// interval (compare Kalbfleisch & Lawless 1989, Journal of the American Statistical Association
// 84:360-372). What is not known of F widens it. The distribution is in percent.
func ReturnRate(bought []Cohort, returned int, c Completion) Fitted {
	units, exposed := 0, 0.0
	for _, b := range bought {
		units += b.Units
		exposed += float64(b.Units) * c.Share(b.Age)
	}
	exposed = max(exposed, float64(returned))
	f := proportion(float64(returned), exposed, c.variance(bought, exposed))
	f.N = units
	f.Method = fmt.Sprintf("%d returns of %d units worth %.4g, as recent ones may still come back (%s); beta posterior with Jeffreys' prior",
		returned, units, exposed, c.method)
	return f
}

// proportion is Jeffreys' fit with x of n; blur is a squared coefficient of variation of n.
func proportion(x, n, blur float64) Fitted {
	a, b := x+0.5, n-x+0.5
	own := b / (a * (a + b + 1)) // squared coefficient of variation of the posterior
	weight := own / (own + blur)
	a, b = a*weight, b*weight
	f := Fitted{}
	if n > 0 {
		f.Value = x / n
	}
	tail := (1 - Confidence) / 2
	f.Hi = 1
	if x > 0 {
		f.Lo = mathext.InvRegIncBeta(a, b, tail)
	}
	if x < n {
		f.Hi = mathext.InvRegIncBeta(a, b, 1-tail)
	}
	f.Lo, f.Hi = min(f.Lo, f.Value), max(f.Hi, f.Value)
	f.Dist = percentDist(a, b)
	return f
}

// Shapes of beta distributions that package dist takes.
const leastShape, mostShape = 0.01, 1e6

// percentDist is a beta distribution in percent.
func percentDist(a, b float64) dist.Dist {
	shrink := min(1, mostShape/max(a, b))
	a, b = max(leastShape, significant(a*shrink)), max(leastShape, significant(b*shrink))
	d, err := dist.Beta(a, b, 0, percents)
	if err != nil || math.IsNaN(a+b) {
		return dist.Const(percents / 2)
	}
	return d
}
