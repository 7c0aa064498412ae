package estimate

import (
	"math"

	"gonum.org/v1/gonum/optimize"

	"fbasim/sim/dist"
)

// family is a kind of distribution of durations. Its members are made from numbers without limits,
// so that any search may try any of them.
type family struct {
	name string
	k    int // parameters
	// start is where the search begins, member what the numbers mean.
	start  func(g grouped) []float64
	member func(g grouped, p []float64, round rounding) (dist.Dist, error)
}

// rounding is exact while a search goes on, and significant for what a scenario shows.
type rounding = func(x float64) float64

func exact(x float64) float64 { return x }

// Families are the names of the families that delays are compared with, in the order in which equal
// ones are preferred.
func Families() []string {
	var names []string
	for _, f := range families() {
		names = append(names, f.name)
	}
	return names
}

func families() []family {
	return []family{
		{"gamma", 2, meanCV, func(_ grouped, p []float64, r rounding) (dist.Dist, error) {
			return dist.Gamma(r(math.Exp(p[0])), r(math.Exp(p[1])))
		}},
		{"lognormal", 2, meanCV, func(_ grouped, p []float64, r rounding) (dist.Dist, error) {
			return dist.LogNormal(r(math.Exp(p[0])), r(math.Exp(p[1])))
		}},
		{"weibull", 2, shapeScale, func(_ grouped, p []float64, r rounding) (dist.Dist, error) {
			return dist.Weibull(r(math.Exp(p[0])), r(math.Exp(p[1])))
		}},
		{"pert", 3, limits, func(g grouped, p []float64, r rounding) (dist.Dist, error) {
			lo, mode, hi := g.limited(p, r)
			return dist.PERT(lo, mode, hi, pertWeight)
		}},
		{"triangular", 3, limits, func(g grouped, p []float64, r rounding) (dist.Dist, error) {
			return dist.Triangular(g.limited(p, r))
		}},
		{"discrete", 0, nil, nil},
	}
}

// pertWeight is the usual weight of the mode.
const pertWeight = 4

// meanCV are the logarithms of mean and coefficient of variation.
func meanCV(g grouped) []float64 {
	mean, square, total := 0.0, 0.0, 0.0
	for i, x := range g.values {
		mean += x * g.weights[i]
		square += x * x * g.weights[i]
		total += g.weights[i]
	}
	mean = max(mean/total, g.width/4)
	variance := max(square/total-mean*mean, g.width*g.width/4)
	return []float64{math.Log(mean), math.Log(min(2, math.Sqrt(variance)/mean))}
}

// shapeScale are the logarithms of a Weibull distribution's parameters: its shape is about 1/cv.
func shapeScale(g grouped) []float64 {
	p := meanCV(g)
	return []float64{-p[1], p[0]}
}

// limits begin half a class beyond the shortest and the longest.
func limits(g grouped) []float64 { return []float64{math.Log(g.width), math.Log(g.width), 0} }

// limited are the least value, the mode and the greatest: no less than 0, and such that nothing seen
// lies outside.
func (g grouped) limited(p []float64, round rounding) (lo, mode, hi float64) {
	shortest, longest := g.bounds()
	lo = max(0, shortest+g.width/2-math.Exp(p[0]))
	hi = longest - g.width/2 + math.Exp(p[1])
	mode = lo + (hi-lo)/(1+math.Exp(-p[2]))
	lo, hi = round(lo), round(hi)
	return lo, min(hi, max(lo, round(mode))), hi
}

// The search ends when the likelihood has risen by less than a thousandth over some steps: no
// criterion and no rounded parameter changes by it.
const (
	evaluations = 500
	closeEnough = 1e-3
	patience    = 15
)

// fit finds the member of greatest likelihood, by the simplex method of Nelder & Mead (1965), The
// Computer Journal 7:308-313.
func (f family) fit(g grouped, n int) Candidate {
	c := Candidate{Family: f.name, Criterion: math.Inf(1)}
	if f.member == nil {
		return g.discrete(c, n)
	}
	problem := optimize.Problem{Func: func(p []float64) float64 {
		d, err := f.member(g, p, exact)
		if err != nil {
			return math.Inf(1)
		}
		return -g.likelihood(d)
	}}
	settings := &optimize.Settings{FuncEvaluations: evaluations,
		Converger: &optimize.FunctionConverge{Absolute: closeEnough, Iterations: patience}}
	found, _ := optimize.Minimize(problem, f.start(g), settings, &optimize.NelderMead{})
	if found == nil || math.IsInf(found.F, 0) || math.IsNaN(found.F) { // whatever the reason is
		return c
	}
	if d, err := f.member(g, found.X, significant); err == nil {
		c.Dist, c.Criterion = d, criterion(-found.F, f.k, n)
	}
	return c
}

// criterion is -2 log likelihood plus a penalty on k parameters: that of AICc or that of BIC, whichever
// is larger. The first keeps few durations from being fitted too closely, the second lets a
// distribution that repeats the sample win only where no smooth one will do.
func criterion(likelihood float64, k, n int) float64 {
	if n-k-1 <= 0 {
		return math.Inf(1)
	}
	p := float64(k)
	return -2*likelihood + max(2*p+2*p*(p+1)/float64(n-k-1), p*math.Log(float64(n)))
}

// mostValues of a discrete distribution are as many as a reader of a scenario takes in.
const mostValues = 40

// probabilities are written in parts of so many.
const parts = 10000

// discrete is the distribution of the sample itself.
func (g grouped) discrete(c Candidate, n int) Candidate {
	if len(g.values) > min(mostValues, n) {
		return c
	}
	total, likelihood := 0.0, 0.0
	for _, w := range g.weights {
		total += w
	}
	p := make([]float64, len(g.values))
	rest, most := float64(parts), 0
	for i, w := range g.weights {
		if w > 0 {
			likelihood += w * math.Log(w/total)
		}
		if w > g.weights[most] {
			most = i
		}
		p[i] = math.Round(w / total * parts)
		rest -= p[i]
	}
	p[most] += rest
	for i := range p {
		p[i] /= parts
	}
	if d, err := dist.Discrete(g.values, p); err == nil {
		c.Dist, c.Criterion = d, criterion(likelihood, len(p)-1, n)
	}
	return c
}
