package estimate

import (
	"fmt"
	"math"
)

// Sold is what is known of a SKU's returns.
type Sold struct {
	Bought   []Cohort
	Returned int
}

// ReturnRates fits the return rates of many SKUs, and that of all together. The distribution of each
// is a beta posterior whose prior is what the others say, so that a SKU of which three units were sold
// takes nearly the common rate: its mean is the common rate, and its strength follows from how much
// more the rates of SKUs differ than chance makes them, by moments (Kleinman 1973, "Proportions with
// extraneous variance", Journal of the American Statistical Association 68:46-54). Values are the
// means of these posteriors; intervals are Jeffreys' for the SKU by itself, as in ReturnRate.
func ReturnRates(skus []Sold, c Completion) (all Fitted, each []Fitted) {
	var bought []Cohort
	returned := 0
	exposed := make([]float64, len(skus))
	for i, s := range skus {
		bought = append(bought, s.Bought...)
		returned += s.Returned
		for _, b := range s.Bought {
			exposed[i] += float64(b.Units) * c.Share(b.Age)
		}
		exposed[i] = max(exposed[i], float64(s.Returned))
	}
	all = ReturnRate(bought, returned, c)
	mean, strength := all.Dist.Mean()/percents, strengthOf(skus, exposed)
	for i, s := range skus {
		f := ReturnRate(s.Bought, s.Returned, c)
		x := float64(s.Returned)
		a, b := x+strength*mean, exposed[i]-x+strength*(1-mean)
		f.Value = a / (a + b)
		f.Lo, f.Hi = min(f.Lo, f.Value), max(f.Hi, f.Value)
		f.Dist = percentDist(a, b)
		f.Method = fmt.Sprintf("%d returns of %d units worth %.4g, with %.4g units at the common rate of %.2g %%",
			s.Returned, f.N, exposed[i], strength, percents*mean)
		each = append(each, f)
	}
	return all, each
}

// The strength of the common rate, in units sold: where rates do not differ visibly, a SKU is still
// believed after some hundred units.
const weakest, strongest = 1, 200

// strengthOf is the number of units that the common rate counts for.
func strengthOf(skus []Sold, exposed []float64) float64 {
	var n, x, squares, count float64
	for i, s := range skus {
		if exposed[i] > 0 {
			n += exposed[i]
			x += float64(s.Returned)
			squares += exposed[i] * exposed[i]
			count++
		}
	}
	if count < 2 || x == 0 || x >= n {
		return strongest
	}
	mean, q := x/n, 0.0
	for i, s := range skus {
		if exposed[i] > 0 {
			d := float64(s.Returned)/exposed[i] - mean
			q += exposed[i] * d * d / (mean * (1 - mean))
		}
	}
	correlation := (q - (count - 1)) / max(1, n-squares/n-(count-1))
	if correlation <= 0 {
		return strongest
	}
	return math.Min(strongest, math.Max(weakest, 1/correlation-1))
}
