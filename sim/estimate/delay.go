package estimate

import (
	"errors"
	"fmt"
	"math"

	"fbasim/sim/dist"
	"fbasim/sim/stats"
)

// Delay is what was fitted to durations. Its value is their mean in days, and its distribution that
// of one of them, in days.
type Delay struct {
	Fitted
	Tried []Candidate // the families that were compared, in the order of Families
}

// Candidate is a family of distributions fitted to durations.
type Candidate struct {
	Family string
	Dist   dist.Dist
	// Criterion is to be small; +Inf where there are too few durations for the family or none of its
	// members fits.
	Criterion float64
}

// ErrNoDelays says that there is nothing to fit.
var ErrNoDelays = errors.New("no durations to fit")

// fewestDelays is the number of durations from which on families are compared; below it the
// distribution is triangular from the shortest to the longest.
const fewestDelays = 5

// Delays fits a distribution to durations in days, such as those of a shipment's transit. Whole
// numbers are taken as days counted by the calendar: 3 stands for anything from 2.5 to 3.5, and 0 for
// anything up to 0.5. So zeros fit any family, and families are compared by the probabilities that
// they give to what was seen (grouped data; Heitjan 1989, Statistical Science 4:164-179). Among those
// of Families, each at its maximum likelihood, the one is chosen with the least -2 log likelihood plus
// penalty: the larger of those of AICc (Hurvich & Tsai 1989, Biometrika 76:297-307) and of BIC
// (Schwarz 1978, The Annals of Statistics 6:461-464). Durations that are negative or no numbers are an error, and so is
// none at all.
func Delays(days []float64) (Delay, error) {
	if len(days) == 0 {
		return Delay{}, ErrNoDelays
	}
	weights := make([]float64, len(days))
	for i, d := range days {
		if !(d >= 0) || math.IsInf(d, 0) {
			return Delay{}, fmt.Errorf("duration %d is %v days: it must not be negative", i, d)
		}
		weights[i] = 1
	}
	return fitDelays(group(days, weights), len(days), ""), nil
}

// ReturnDelays fits a distribution to the delays of returns, of which long ones are still missing
// for recent purchases: to those that the product-limit estimator makes of them (see Complete).
func ReturnDelays(returns []Return) (Delay, error) {
	c := Complete(returns, nil)
	if c.n == 0 {
		return Delay{}, ErrNoDelays
	}
	d := fitDelays(group(c.delays()), c.n, "; long delays of recent purchases made up for")
	if half := tQuantile(float64(c.n-1)) * c.meanError(); c.n > 1 && half > 0 {
		d.Lo, d.Hi = max(0, d.Value-half), d.Value+half
	}
	return d, nil
}

func fitDelays(g grouped, n int, remark string) Delay {
	d := Delay{Fitted: Fitted{Estimate: g.mean(n)}}
	switch lo, hi := g.bounds(); {
	case lo == hi:
		d.Dist = dist.Const(lo)
		d.Method = fmt.Sprintf("all %d alike%s", n, remark)
		return d
	case n < fewestDelays:
		d.Dist, d.Method = g.triangle(), fmt.Sprintf("triangular from the shortest to the longest of %d, too few to compare families%s", n, remark)
		return d
	}
	best := math.Inf(1)
	for _, f := range families() {
		c := f.fit(g, n)
		d.Tried = append(d.Tried, c)
		if c.Criterion < best {
			best, d.Dist = c.Criterion, c.Dist
			d.Method = fmt.Sprintf("%s, the best of %d families by AICc and BIC, n = %d%s", c.Family, len(families()), n, remark)
		}
	}
	if d.Dist == nil {
		d.Dist, d.Method = g.triangle(), fmt.Sprintf("triangular from the shortest to the longest of %d, as no family fits%s", n, remark)
	}
	return d
}

// mean is the mean with its t interval, cut off at 0.
func (g grouped) mean(n int) Estimate {
	s := stats.Summary{N: n}
	total := 0.0
	for _, w := range g.weights {
		total += w
	}
	for i, x := range g.values {
		s.Mean += x * g.weights[i] / total
	}
	for i, x := range g.values {
		s.M2 += (x - s.Mean) * (x - s.Mean) * g.weights[i] / total * float64(n)
	}
	iv := stats.TInterval(s, Confidence)
	if s.M2 == 0 { // they agree as far as they are known
		iv.Lo, iv.Hi = min(iv.Lo, s.Mean-g.width/2), max(iv.Hi, s.Mean+g.width/2)
	}
	return Estimate{Value: s.Mean, Lo: max(0, iv.Lo), Hi: iv.Hi, N: n}
}

// triangle goes from the shortest to the longest, with the mean of the sample where that is
// possible.
func (g grouped) triangle() dist.Dist {
	lo, hi := g.bounds()
	mode := min(hi, max(lo, 3*g.mean(2).Value-lo-hi))
	d, err := dist.Triangular(lo, significant(mode), hi)
	if err != nil {
		return dist.Const(mode)
	}
	return d
}
