package estimate

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/mat"
)

// shape is what all SKUs of a marketplace have in common, as fitted.
//
// The units of SKU s on day d are taken to have mean L_s f_d(theta) and a variance in proportion: a
// generalized linear model with logarithmic link and quasi-Poisson variance (McCullagh & Nelder
// 1989, Generalized Linear Models, 2nd ed., chapters 6 and 9). Given the units of each SKU in all,
// the likelihood depends on theta alone: it is multinomial with probabilities f_d / sum of f_d over
// the days on which s was observed (Cameron & Trivedi 2013, Regression Analysis of Count Data, 2nd
// ed., section 9.4). Newton's method (which is iteratively reweighted least squares here) finds its
// maximum, less a penalty phi theta_k^2 / (2 tau_k^2): normal priors with mean 0. phi is the
// dispersion, from day to day for weekday factors and over longer times for the others, which are
// nearly orthogonal to them.
//
// That the levels drop out keeps the work of an iteration to some operations a SKU, whatever the
// number of days, and makes L_s and theta uncorrelated to first order.
type shape struct {
	theta
	factors    []float64 // of the days of the history, at a level of 1
	running    []sums
	rates      []float64     // units expected a day, of all SKUs
	used       []int         // parameters that are fitted
	covariance *mat.SymDense // at a dispersion of 1
	noise      noise
}

// prior holds the standard deviations of the normal priors of the parameters, as logarithms; 0
// leaves a parameter out.
type prior theta

// iterations is far more than Newton's method takes on a concave function.
const iterations = 60

// smallest is what is added, as a share, to the diagonal of a matrix that rounding has spoiled.
const smallest = 1e-10

// fitShape finds the parameters. The noise of the units weakens what they say against the prior.
func (h *history) fitShape(p prior, n noise) *shape {
	s := &shape{noise: n}
	for k, sd := range p {
		if sd > 0 {
			s.used = append(s.used, k)
		}
	}
	best := s.evaluate(h, p)
	for range iterations {
		if len(s.used) == 0 {
			break
		}
		step := s.newton(h, p)
		from, gain := s.theta, 0.0
		for scale := 1.0; scale > 1e-6; scale /= 2 {
			for i, k := range s.used {
				s.theta[k] = from[k] + scale*step.AtVec(i)
			}
			if value := s.evaluate(h, p); value >= best {
				best, gain = value, value-best
				break
			}
			s.theta = from
		}
		if mat.Norm(step, math.Inf(1)) < 1e-9 || gain <= 1e-12*math.Abs(best) {
			break
		}
	}
	s.evaluate(h, p)
	return s
}

// evaluate computes what depends on theta, and returns the penalized likelihood.
func (s *shape) evaluate(h *history, p prior) float64 {
	s.factors = h.calendar.factors(&s.theta)
	s.running = h.running(s.factors)
	value := 0.0
	level := make([]float64, len(h.days)+1) // differences of the sum of the levels
	gone := make([]float64, len(h.days))
	for i := range h.records {
		r := &h.records[i]
		if r.units == 0 {
			continue
		}
		all := s.running[r.to].all - s.running[r.from].all
		for _, g := range r.gaps {
			all -= s.factors[g]
		}
		value -= float64(r.units) * math.Log(all)
		each := float64(r.units) / all
		level[r.from] += each
		level[r.to] -= each
		for _, g := range r.gaps {
			gone[g] += each
		}
	}
	s.rates = make([]float64, len(h.days))
	sum := 0.0
	for d := range h.days {
		sum += level[d]
		s.rates[d] = math.Max(0, sum-gone[d]) * s.factors[d]
		if h.units[d] > 0 {
			value += h.units[d] * math.Log(s.factors[d])
		}
	}
	for _, k := range s.used {
		value -= s.noise.of(k).ratio / 2 * s.theta[k] * s.theta[k] / (p[k] * p[k])
	}
	return value
}

// newton returns the next step and keeps the covariance of the parameters at this point.
func (s *shape) newton(h *history, p prior) *mat.VecDense {
	var score theta
	for i, d := range h.days {
		rest := h.units[i] - s.rates[i]
		score[d.weekday] += rest
		score[d.month] += rest
		score[trendAt] += rest * d.years
	}
	info := s.information(h)
	n := len(s.used)
	a, b := mat.NewSymDense(n, nil), mat.NewVecDense(n, nil)
	for i, k := range s.used {
		weight := s.noise.of(k).ratio / (p[k] * p[k])
		b.SetVec(i, score[k]-weight*s.theta[k])
		for j, l := range s.used[:i+1] {
			a.SetSym(i, j, info[k][l])
		}
		a.SetSym(i, i, a.At(i, i)+weight)
	}
	var c mat.Cholesky
	step := mat.NewVecDense(n, nil)
	s.covariance = mat.NewSymDense(n, nil)
	for more := smallest; !c.Factorize(a); more *= 10 { // positive definite by the weights, but for rounding
		if more > 1 {
			return step
		}
		for i := range n {
			a.SetSym(i, i, a.At(i, i)*(1+more))
		}
	}
	if failed(c.SolveVecTo(step, b)) {
		step.Zero()
	}
	if failed(c.InverseTo(s.covariance)) {
		s.covariance.Zero()
	}
	return step
}

// failed tells errors from warnings that digits were lost.
func failed(err error) bool {
	var lost mat.Condition
	return err != nil && !errors.As(err, &lost)
}

// information is Fisher's, in the lower triangle: sum over days of rate x x' less sum over SKUs of
// N g g', where g is the mean of x over the SKU's days, weighted by their factors.
func (s *shape) information(h *history) (m [params]theta) {
	for i, d := range h.days {
		r := s.rates[i]
		m[d.weekday][d.weekday] += r
		m[d.month][d.weekday] += r
		m[d.month][d.month] += r
		m[trendAt][d.weekday] += r * d.years
		m[trendAt][d.month] += r * d.years
		m[trendAt][trendAt] += r * d.years * d.years
	}
	for i := range h.records {
		r := &h.records[i]
		if r.units == 0 {
			continue
		}
		e := h.exposure(r, s.factors, s.running)
		g, n := e.gradient(), float64(r.units)
		for k := range g {
			for l := range g[:k+1] {
				m[k][l] -= n * g[k] * g[l]
			}
		}
	}
	return m
}

// variance is that of a combination of the parameters.
func (s *shape) variance(g *theta) float64 {
	v := 0.0
	for i, k := range s.used {
		for j, l := range s.used {
			phi := math.Sqrt(s.noise.of(k).ratio * s.noise.of(l).ratio)
			v += g[k] * g[l] * phi * s.covariance.At(i, j)
		}
	}
	return math.Max(0, v)
}
