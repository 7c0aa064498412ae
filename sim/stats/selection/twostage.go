package selection

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/integrate/quad"
	"gonum.org/v1/gonum/stat/distuv"

	"fbasim/sim/stats"
)

// DudewiczDalalH returns the constant h1 of the procedure of Dudewicz & Dalal (1975, Sankhya B
// 37:28-78) for k systems, first-stage size n0 and probability of correct selection pstar: the h
// with integral of F(t+h)^(k-1) f(t) dt = pstar, F and f being Student's t with n0-1 degrees of
// freedom. Law tabulates it in chapter 10.
func DudewiczDalalH(k, n0 int, pstar float64) float64 {
	checkStages(k, n0, pstar)
	nu := float64(n0 - 1)
	t := distuv.StudentsT{Sigma: 1, Nu: nu}
	// With t = sqrt(nu) tan(angle) the density becomes a power of the cosine: smooth and bounded.
	points, weights := gauss(200, -math.Pi/2, math.Pi/2)
	norm := 0.0
	for i, angle := range points {
		weights[i] *= math.Pow(math.Cos(angle), nu-1)
		norm += weights[i]
	}
	return root(func(h float64) float64 {
		p := 0.0
		for i, angle := range points {
			p += weights[i] / norm * math.Pow(t.CDF(math.Sqrt(nu)*math.Tan(angle)+h), float64(k-1))
		}
		return p - pstar
	})
}

// SecondStage is what a two-stage procedure asks for after the first stage of one system.
type SecondStage struct {
	N  int     // total number of replications
	W1 float64 // weight of the first-stage mean; 1-W1 is that of the second-stage mean
}

// DudewiczDalal returns the total number of replications and the weights for a system with
// first-stage summary s, constant h1 and indifference amount delta > 0: N = max(n0+1,
// ceil(h1^2 S^2/delta^2)).
func DudewiczDalal(s stats.Summary, h1, delta float64) SecondStage {
	v := s.Variance()
	n0 := float64(s.N)
	n := math.Max(n0+1, math.Ceil(h1*h1*v/(delta*delta)))
	if v == 0 {
		return SecondStage{N: int(n), W1: n0 / n}
	}
	inner := 1 - n/n0*(1-(n-n0)*delta*delta/(h1*h1*v))
	return SecondStage{N: int(n), W1: n0 / n * (1 + math.Sqrt(math.Max(inner, 0)))}
}

// RinottH returns the constant h of Rinott (1978, Comm. Statist. A 7:799-811) for k systems,
// first-stage size n0 and probability of correct selection pstar. A system then needs
// max(n0, ceil(h^2 S^2/delta^2)) replications, and the largest (smallest) overall mean wins.
func RinottH(k, n0 int, pstar float64) float64 {
	checkStages(k, n0, pstar)
	nu := float64(n0 - 1)
	chi := distuv.ChiSquared{K: nu}
	// Integrate over the logarithm of chi-square: its density is then smooth and falls off fast.
	lo, hi := math.Log(chi.Quantile(1e-13)), math.Log(nu+20*math.Sqrt(2*nu)+60)
	logs, weights := gauss(160, lo, hi)
	inverse := make([]float64, len(logs))
	for i, y := range logs {
		x := math.Exp(y)
		weights[i] *= chi.Prob(x) * x
		inverse[i] = 1 / x
	}
	return root(func(h float64) float64 {
		p := 0.0
		for i, x := range inverse {
			inner := 0.0
			for j, y := range inverse {
				inner += weights[j] * distuv.UnitNormal.CDF(h/math.Sqrt(nu*(x+y)))
			}
			p += weights[i] * math.Pow(inner, float64(k-1))
		}
		return p - pstar
	})
}

// RinottN returns the total number of replications Rinott's procedure asks for.
func RinottN(s stats.Summary, h, delta float64) int {
	return max(s.N, int(math.Ceil(h*h*s.Variance()/(delta*delta))))
}

func gauss(n int, lo, hi float64) (points, weights []float64) {
	points, weights = make([]float64, n), make([]float64, n)
	quad.Legendre{}.FixedLocations(points, weights, lo, hi)
	return points, weights
}

// root returns the zero of an increasing function on [0, infinity), by bisection.
func root(f func(h float64) float64) float64 {
	lo, hi := 0.0, 1.0
	for f(hi) < 0 {
		lo, hi = hi, 2*hi
	}
	for hi-lo > 1e-9*hi {
		mid := lo + (hi-lo)/2
		if f(mid) < 0 {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo + (hi-lo)/2
}

func checkStages(k, n0 int, pstar float64) {
	if k < 2 || n0 < 2 || !(pstar > 1/float64(k) && pstar < 1) {
		panic(fmt.Sprintf("selection: k = %d, n0 = %d, P* = %v", k, n0, pstar))
	}
}
