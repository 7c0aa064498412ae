package estimate

import (
	"math"
	"slices"

	"fbasim/sim/dist"
)

// grouped are durations on a grid: values[i] stands for all of values[i] - width/2 to
// values[i] + width/2.
type grouped struct {
	values, weights []float64 // ascending
	width           float64
}

// Durations that are not whole days are taken to be known to the hour; where there are very many
// they are put into so many classes.
const (
	hour    = 1.0 / 24
	classes = 200
)

// group puts weighted durations on a grid.
func group(values, weights []float64) grouped {
	g := grouped{width: 1}
	lo, hi := slices.Min(values), slices.Max(values)
	for _, x := range values {
		if x != math.Trunc(x) {
			g.width = max(hour, (hi-lo)/classes)
			break
		}
	}
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case values[a] < values[b]:
			return -1
		case values[a] > values[b]:
			return 1
		}
		return 0
	})
	for _, i := range order {
		x := g.width * math.Round(values[i]/g.width)
		if n := len(g.values); n > 0 && g.values[n-1] == x {
			g.weights[n-1] += weights[i]
			continue
		}
		g.values = append(g.values, x)
		g.weights = append(g.weights, weights[i])
	}
	return g
}

func (g grouped) bounds() (lo, hi float64) { return g.values[0], g.values[len(g.values)-1] }

// likelihood is the logarithm of the probability of what was seen.
func (g grouped) likelihood(d dist.Dist) float64 {
	sum, end, below := 0.0, math.Inf(-1), 0.0 // below is the probability up to end
	for i, x := range g.values {
		lo, hi := x-g.width/2, x+g.width/2
		switch {
		case lo <= 0:
			below = 0
		case lo > end+g.width/4: // else the classes touch
			below = dist.CDF(d, lo)
		}
		up := dist.CDF(d, hi)
		if !(up > below) {
			return math.Inf(-1)
		}
		sum += g.weights[i] * math.Log(up-below)
		end, below = hi, up
	}
	return sum
}
