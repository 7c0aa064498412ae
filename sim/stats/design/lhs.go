package design

// LatinHypercube returns n points in d dimensions such that every coordinate has exactly one point
// in each of the n strata [i/n, (i+1)/n) (McKay, Beckman & Conover 1979, Technometrics
// 21:239-245). The order of the strata is shuffled per coordinate and the place inside a stratum
// drawn, both by calls of uniform, which must return numbers in [0, 1).
func LatinHypercube(n, d int, uniform func() float64) [][]float64 {
	points := make([][]float64, n)
	for i := range points {
		points[i] = make([]float64, d)
	}
	strata := make([]int, n)
	for j := range d {
		for i := range strata {
			strata[i] = i
		}
		for i := n - 1; i > 0; i-- { // Fisher & Yates
			k := int(uniform() * float64(i+1))
			strata[i], strata[k] = strata[k], strata[i]
		}
		for i := range points {
			points[i][j] = inStratum(strata[i], n, uniform())
		}
	}
	return points
}

// inStratum returns a point of stratum i; rounding must not lift it into the next.
func inStratum(i, n int, u float64) float64 {
	x := (float64(i) + u) / float64(n)
	if int(x*float64(n)) != i {
		x = (float64(i) + 0.5) / float64(n)
	}
	return x
}
