package stats

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// curveOf has these means and half-widths at 10, 20, ...
func curveOf(means []float64, half float64) Curve {
	var c Curve
	for i, m := range means {
		c = c.Put(Band{X: float64(10 * (i + 1)), N: 30, Mean: m, Lo: m - half, Hi: m + half})
	}
	return c
}

func TestCrossingIsWhereSureSignsChange(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		name         string
		means        []float64
		half         float64
		kind         Crossings
		at, lo, hi   float64
		below, above int
	}{
		{"one crossing", []float64{-30, -10, 10, 30}, 5, OneCrossing, 25, 22.5, 27.5, -1, 1},
		{"downward", []float64{30, -10}, 5, OneCrossing, 17.5, 16.25, 18.75, 1, -1},
		{"a wiggle within the interval is no second crossing", []float64{-30, -2, 2, -2, 2, 30}, 10,
			OneCrossing, 35, 10 + 20.0/28*10, 60 - 20.0/28*10, -1, 1},
		{"two sure crossings", []float64{-30, 30, -30}, 5, ManyCrossing, 15, 10 + 25.0/6, 15 + 5.0/6, -1, -1},
		{"never", []float64{30, 20, 25}, 5, NoCrossing, nan, nan, nan, 1, 1},
		{"nothing is sure", []float64{-1, 1, -1}, 5, NoCrossing, nan, -inf, inf, 0, 0},
		{"a sign unsure at the upper end", []float64{30, 20, 2}, 5, NoCrossing, nan, 20 + 15.0/18*10, inf, 1, 0},
		{"a sign unsure at both ends", []float64{-2, -20, -2}, 5, NoCrossing, nan, -inf, inf, 0, 0},
		{"open above", []float64{-30, -10, 2}, 5, OpenCrossing, 20 + 10.0/12*10, 20 + 5.0/12*10, inf, -1, 1},
		{"open below", []float64{-2, 10, 30}, 5, OpenCrossing, 10 + 2.0/12*10, -inf, 20 - 5.0/12*10, -1, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := curveOf(c.means, c.half).Cross()
			if got.Kind != c.kind || got.Below != c.below || got.Above != c.above {
				t.Errorf("got %+v", got)
			}
			for what, v := range map[string][2]float64{"at": {got.At, c.at}, "lo": {got.Lo, c.lo}, "hi": {got.Hi, c.hi}} {
				if !(math.Abs(v[0]-v[1]) < 1e-9 || v[0] == v[1] || math.IsNaN(v[0]) && math.IsNaN(v[1])) {
					t.Errorf("%s: %v, want %v", what, v[0], v[1])
				}
			}
		})
	}
}

func TestCurveKeepsOnePointForEachX(t *testing.T) {
	c := curveOf([]float64{1, 2, 3}, 1).Put(Band{X: 20, N: 60, Mean: 5}).Put(Band{X: 5})
	var xs []float64
	for _, b := range c {
		xs = append(xs, b.X)
	}
	if !slices.Equal(xs, []float64{5, 10, 20, 30}) || c[2].N != 60 {
		t.Errorf("points %v", c)
	}
}

// TestRefinementReadsTheEndsFromPointsOfFullEffort: a screened point beside a refined one across
// which the interval reaches zero is looked at again.
func TestRefinementReadsTheEndsFromPointsOfFullEffort(t *testing.T) {
	c := curveOf([]float64{-30, -10, 10, 30}, 5)
	for i := range c {
		c[i].N = 12
	}
	if next := c.Refine(30); !slices.Equal(next, []float64{25, 27.5, 22.5}) {
		t.Errorf("first round: %v", next)
	}
	c = c.Put(Band{X: 25, N: 30, Mean: 0, Lo: -3, Hi: 3})
	if next := c.Refine(30); !slices.Contains(next, 20.0) || !slices.Contains(next, 30.0) {
		t.Errorf("second round: %v must look again at both ends", next)
	}
}

// TestRefinementEnds: on a line with a known band width, rounds of refinement come to an end, at
// the points where the band contains zero.
func TestRefinementEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		truth := rapid.Float64Range(5, 95).Draw(t, "crossing")
		width := rapid.Float64Range(0.1, 3).Draw(t, "half-width at full effort")
		look := func(x float64, n int) Band {
			h := width * math.Sqrt(30/float64(n)) * (1 + x/100)
			return Band{x, n, x - truth, x - truth - h, x - truth + h}
		}
		var c Curve
		for x := -40.0; x <= 150; x += 38 {
			c = c.Put(look(x, 12))
		}
		for round := 0; ; round++ {
			next := c.Refine(30)
			if len(next) == 0 {
				break
			}
			if round > 12 {
				t.Fatalf("still refining %v", next)
			}
			for _, x := range next {
				c = c.Put(look(x, 30))
			}
		}
		got := c.Cross()
		// x - truth = +-width (1 + x/100)
		lo, hi := (truth-width)/(1+width/100), (truth+width)/(1-width/100)
		if math.Abs(got.At-truth) > 1e-3*truth || math.Abs(got.Lo-lo) > 2e-3*lo || math.Abs(got.Hi-hi) > 2e-3*hi {
			t.Fatalf("%v, want %v, %v to %v", got, truth, lo, hi)
		}
	})
}
