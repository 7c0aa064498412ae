package selection

import (
	"fmt"
	"math"
	"sort"

	"fbasim/sim/stats"
)

// OCBA returns how a total budget of replications should be divided to make the choice of the
// best as safe as possible (Chen, Lin, Yucesan & Chick 2000, Discrete Event Dyn. Syst. 10:251-270):
// shares of the others are as (sd/distance to the best)^2, the share of the best b is
// sd_b sqrt(sum (N_i/sd_i)^2). The shares are not rounded; use it in small increments, updating
// the summaries. Systems that tie with the best take the whole budget, in the limit; a system
// without variance needs nothing. If no variance is left the budget is divided evenly.
func OCBA(systems []stats.Summary, total float64, goal stats.Goal) []float64 {
	k := len(systems)
	if k == 0 {
		return nil
	}
	best := bestOf(systems, goal)
	distance := make([]float64, k)
	tied := false
	for i, s := range systems {
		distance[i] = math.Abs(s.Mean - systems[best].Mean)
		tied = tied || i != best && distance[i] == 0 && s.Variance() > 0
	}
	share := make([]float64, k)
	others := 0.0 // sum of (N_i/sd_i)^2
	for i, s := range systems {
		d := distance[i]
		switch {
		case i == best, tied && d != 0:
			continue
		case tied:
			d = 1
		case d == 0:
			continue // ties without variance
		}
		share[i] = s.Variance() / (d * d)
		others += s.Variance() / (d * d * d * d)
	}
	share[best] = systems[best].SD() * math.Sqrt(others)
	return scaled(share, total)
}

func scaled(share []float64, total float64) []float64 {
	sum := 0.0
	for _, s := range share {
		sum += s
	}
	for i := range share {
		if sum > 0 {
			share[i] *= total / sum
		} else {
			share[i] = total / float64(len(share))
		}
	}
	return share
}

// Round turns shares into whole numbers with the given sum, by largest remainders; ties go to the
// earlier share. The shares must not be negative and must sum to about total.
func Round(share []float64, total int) []int {
	n := make([]int, len(share))
	order := all(len(share))
	left := total
	for i, s := range share {
		n[i] = int(math.Floor(s))
		left -= n[i]
	}
	if left < 0 || left > len(share) {
		panic(fmt.Sprintf("selection: shares do not sum to %d", total))
	}
	sort.SliceStable(order, func(a, b int) bool {
		return share[order[a]]-float64(n[order[a]]) > share[order[b]]-float64(n[order[b]])
	})
	for _, i := range order[:left] {
		n[i]++
	}
	return n
}
