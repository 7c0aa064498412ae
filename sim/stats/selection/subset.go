package selection

import (
	"fmt"
	"math"

	"fbasim/sim/stats"
)

// Subset returns the indices of the systems that may be the best, given summaries of independent
// systems with at least two replications each. The subset contains the best one with probability
// at least 1-alpha. A system is kept if its mean is not worse than that of any other by more than
// sqrt(t_i^2 S_i^2/n_i + t_j^2 S_j^2/n_j), where t_i is the (1-alpha)^(1/(k-1)) quantile with n_i-1
// degrees of freedom (Nelson, Swann, Goldsman & Song 2001, Oper. Res. 49:950-963, eq. 3 and its
// extension to unequal n).
func Subset(systems []stats.Summary, alpha float64, goal stats.Goal) []int {
	checkAlpha(alpha)
	k := len(systems)
	if k < 2 {
		return all(k)
	}
	p := math.Pow(1-alpha, 1/float64(k-1))
	spread := make([]float64, k) // t_i^2 S_i^2 / n_i
	for i, s := range systems {
		if s.N < 2 {
			panic("selection: subset selection needs two replications of every system")
		}
		t := stats.TQuantile(p, float64(s.N-1))
		spread[i] = t * t * s.Variance() / float64(s.N)
	}
	return keep(k, func(i, j int) bool {
		return loss(systems[i].Mean, systems[j].Mean, goal) <= math.Sqrt(spread[i]+spread[j])
	})
}

// SubsetPaired is Subset for outputs[system][replication] simulated with common random numbers: it
// uses the variances of the differences and the 1-alpha/(k-1) quantile.
func SubsetPaired(outputs [][]float64, alpha float64, goal stats.Goal) []int {
	checkAlpha(alpha)
	k := len(outputs)
	if k < 2 {
		return all(k)
	}
	n := len(outputs[0])
	if n < 2 {
		panic("selection: subset selection needs two replications of every system")
	}
	t := stats.TQuantile(1-alpha/float64(k-1), float64(n-1))
	return keep(k, func(i, j int) bool {
		d := stats.Summarize(stats.Differences(outputs[j], outputs[i]))
		return loss(0, d.Mean, goal) <= t*d.SE()
	})
}

// keep returns the systems that hold out against every other.
func keep(k int, holds func(i, j int) bool) []int {
	var kept []int
	for i := range k {
		ok := true
		for j := range k {
			ok = ok && (i == j || holds(i, j))
		}
		if ok {
			kept = append(kept, i)
		}
	}
	return kept
}

func all(k int) []int {
	is := make([]int, k)
	for i := range is {
		is[i] = i
	}
	return is
}

// loss is how much worse a is than b; negative if better.
func loss(a, b float64, goal stats.Goal) float64 {
	if goal == stats.Minimize {
		return a - b
	}
	return b - a
}

func checkAlpha(alpha float64) {
	if !(alpha > 0 && alpha < 1) {
		panic(fmt.Sprintf("selection: error probability %v is not between 0 and 1", alpha))
	}
}
