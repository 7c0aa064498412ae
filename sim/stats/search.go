package stats

// Search is how hard to look for where a difference changes its sign: a screening of a grid with few
// replications, then rounds of refinement with more where the mean and its interval pass zero.
type Search struct {
	Grid           []float64 // where to look first, ascending and at least two
	Screen, Refine int       // replications at the points of the grid, and at those that refine
	Rounds         int       // of refinement, at most
	// Farthest is how far beyond the grid to look, doubling, while no crossing is known there and
	// one is possible; no farther than the grid if it is smaller.
	Farthest float64
}

// CarefulSearch is for a few searches whose curves are drawn: the grid is multiples of what is
// expected, and the interval is that of 30 replications.
func CarefulSearch(expected float64) Search {
	return Search{
		Grid:   multiples(expected, 1.0/16, 1.0/4, 1.0/2, 3.0/4, 1, 1.25, 1.5, 2),
		Screen: 12, Refine: 30, Rounds: 2, Farthest: 16 * expected,
	}
}

// QuickSearch is for thousands of searches, which are read as a table: the interval is that of 12
// replications.
func QuickSearch(expected float64) Search {
	return Search{
		Grid:   multiples(expected, 1.0/8, 1.0/2, 1, 2),
		Screen: 6, Refine: 12, Rounds: 1, Farthest: 16 * expected,
	}
}

func multiples(of float64, by ...float64) []float64 {
	for i := range by {
		by[i] *= of
	}
	return by
}

// Run searches. look simulates both systems at the given points with n replications, the first ones
// of a longer run being the same, and returns the bands of their paired differences; a point that
// had fewer replications may be asked for again. Run ends with the first error of look.
func (s Search) Run(look func(n int, xs ...float64) ([]Band, error)) (Curve, error) {
	var c Curve
	step := func(n int, xs ...float64) error {
		bands, err := look(n, xs...)
		for _, b := range bands {
			c = c.Put(b)
		}
		return err
	}
	if err := step(s.Screen, s.Grid...); err != nil {
		return c, err
	}
	for x := 2 * s.Grid[len(s.Grid)-1]; x <= s.Farthest && c.Converging(); x *= 2 {
		if err := step(s.Screen, x); err != nil {
			return c, err
		}
	}
	for range s.Rounds {
		next := c.Refine(s.Refine)
		if len(next) == 0 {
			break
		}
		if err := step(s.Refine, next...); err != nil {
			return c, err
		}
	}
	return c, nil
}
