package stats

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// TQuantile returns the p quantile of Student's t distribution with df > 0 degrees of freedom;
// df need not be a whole number. The relative error in the tail probability is below 1e-8 for
// tails down to 1e-12.
func TQuantile(p, df float64) float64 {
	if !(p > 0 && p < 1 && df > 0) {
		panic(fmt.Sprintf("stats: TQuantile(%v, %v)", p, df))
	}
	switch {
	case p == 0.5:
		return 0
	case p > 0.5:
		return -TQuantile(1-p, df)
	case df >= 1000:
		return tExpansion(mathext.NormalQuantile(p), df)
	}
	t := distuv.StudentsT{Sigma: 1, Nu: df}
	x := t.Quantile(p)
	if math.Abs(t.CDF(x)/p-1) < 1e-9 {
		return x
	}
	// The library loses digits in far tails with many degrees of freedom: bisect instead.
	lo, hi := -1.0, 0.0
	for t.CDF(lo) > p {
		lo, hi = 2*lo, lo
	}
	for hi-lo > 1e-14*-lo {
		mid := lo + (hi-lo)/2
		if mid <= lo || mid >= hi {
			break
		}
		if t.CDF(mid) < p {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo + (hi-lo)/2
}

// tExpansion corrects the normal quantile z (Abramowitz & Stegun 1964, eq. 26.7.5).
func tExpansion(z, df float64) float64 {
	z2 := z * z
	g1 := (z2 + 1) / 4
	g2 := ((5*z2+16)*z2 + 3) / 96
	g3 := (((3*z2+19)*z2+17)*z2 - 15) / 384
	g4 := ((((79*z2+776)*z2+1482)*z2-1920)*z2 - 945) / 92160
	return z * (1 + (g1+(g2+(g3+g4/df)/df)/df)/df)
}

// tTwoSided returns the quantile that a two-sided interval of the given level needs.
func tTwoSided(level, df float64) float64 { return TQuantile(1-(1-level)/2, df) }

// tPValue returns P(|T| >= |t|).
func tPValue(t, df float64) float64 {
	if math.IsInf(t, 0) {
		return 0
	}
	return 2 * distuv.StudentsT{Sigma: 1, Nu: df}.CDF(-math.Abs(t))
}
