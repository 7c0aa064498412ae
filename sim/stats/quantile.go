package stats

import (
	"fmt"
	"math"
	"slices"
	"sort"

	"gonum.org/v1/gonum/stat/distuv"
)

// Quantile returns the p quantile, 0 <= p <= 1, of values in ascending order, by linear
// interpolation between order statistics at (n-1)p (type 7 of Hyndman & Fan 1996, Am. Stat.
// 50:361-365). It is NaN without values.
func Quantile(sorted []float64, p float64) float64 {
	if !(p >= 0 && p <= 1) {
		panic(fmt.Sprintf("stats: quantile at %v", p))
	}
	n := len(sorted)
	if n == 0 {
		return math.NaN()
	}
	h := float64(n-1) * p
	i := min(int(h), n-1)
	if frac := h - float64(i); frac > 0 {
		return sorted[i] + frac*(sorted[i+1]-sorted[i])
	}
	return sorted[i]
}

// Sorted returns a copy of xs in ascending order.
func Sorted(xs []float64) []float64 {
	s := slices.Clone(xs)
	slices.Sort(s)
	return s
}

// QuantileOrder returns the 1-based ranks l and u of the order statistics that bound the p quantile
// of a continuous distribution with at least the given level, and the exact coverage: l and
// u-1 are the (1-level)/2 and 1-(1-level)/2 quantiles of the binomial (n, p) distribution (Conover,
// Practical Nonparametric Statistics). l = 0 or u = n+1 mean that n is too small for that limit;
// the coverage then counts the limit as infinite.
func QuantileOrder(n int, p, level float64) (l, u int, coverage float64) {
	checkLevel(level)
	if n < 0 || !(p > 0 && p < 1) {
		panic(fmt.Sprintf("stats: order statistics for the %v quantile of %d values", p, n))
	}
	a := 1 - level
	l = binomialQuantile(n, p, a/2)
	u = binomialQuantile(n, p, 1-a/2) + 1
	return l, u, binomialCDF(n, p, u-1) - binomialCDF(n, p, l-1)
}

// QuantileInterval returns the order-statistic interval for the p quantile of independent values
// given in ascending order. A limit for which there are too few values is infinite.
func QuantileInterval(sorted []float64, p, level float64) Interval {
	n := len(sorted)
	l, u, _ := QuantileOrder(n, p, level)
	i := unbounded(level, n)
	if l >= 1 {
		i.Lo = sorted[l-1]
	}
	if u <= n {
		i.Hi = sorted[u-1]
	}
	return i
}

// binomialCDF returns P(B <= k).
func binomialCDF(n int, p float64, k int) float64 {
	switch {
	case k < 0:
		return 0
	case k >= n:
		return 1
	}
	return distuv.Binomial{N: float64(n), P: p}.CDF(float64(k))
}

// binomialQuantile returns the smallest k with P(B <= k) >= q.
func binomialQuantile(n int, p, q float64) int {
	return sort.Search(n, func(k int) bool { return binomialCDF(n, p, k) >= q })
}
