package experiment

import (
	"math"
	"testing"

	"fbasim/sim/model"
	"fbasim/sim/result"
	"fbasim/sim/stats"
)

// answerOf is the answer of a search that has found, at volumes 10, 20, ...,
// differences with these means and half-widths.
func answerOf(means []float64, half float64) result.BreakEven {
	cfg := &model.Config{SKUs: []model.SKU{{Name: "X"}}}
	s := &search{study: &Study{Cases: []Case{{Name: "a", Config: cfg}, {Name: "b", Config: cfg}}}, b: 1, level: 0.95, whole: true, lever: &Lever{Input: VolumeInput, Unit: "units/month"}}
	var curve stats.Curve
	for i, m := range means {
		p := point{x: float64(10 * (i + 1)), cases: [4][]float64{0: {0, 0}, 1: {0, 0}, 3: {0, 0}}}
		// Two replications m +- d have the half-width t(0.975, 1) x d = 12.706 d.
		d := half / 12.706204736
		p.cases[2] = []float64{m - d, m + d}
		s.points = append(s.points, p)
		curve = curve.Put(s.band(&p))
	}
	return s.answer(curve.Cross())
}

func TestBreakEvenIsWhereSureSignsChange(t *testing.T) {
	for _, c := range []struct {
		name   string
		means  []float64
		half   float64
		status string
		at     float64
		lo, hi float64
	}{
		{"one crossing", []float64{-30, -10, 10, 30}, 5, result.Finite, 25, 22.5, 27.5},
		{"a wiggle inside the interval is no second crossing", []float64{-30, -2, 2, -2, 2, 30}, 10, result.Finite, 35, math.NaN(), math.NaN()},
		{"two sure crossings", []float64{-30, 30, -30}, 5, result.Multiple, 15, math.NaN(), math.NaN()},
		{"never", []float64{30, 20, 25}, 5, result.None, math.NaN(), math.NaN(), math.NaN()},
		{"nothing is sure", []float64{-1, 1, -1}, 5, result.None, math.NaN(), math.NaN(), math.NaN()},
		{"open above", []float64{-30, -10, 2}, 5, result.Unbounded, 20 + 10.0/12*10, math.NaN(), math.Inf(1)},
		{"open below", []float64{-2, 10, 30}, 5, result.Unbounded, 10 + 2.0/12*10, math.Inf(-1), math.NaN()},
	} {
		e := answerOf(c.means, c.half)
		if e.Status != c.status || math.Abs(e.At-c.at) > 1e-9 || math.IsNaN(e.At) != math.IsNaN(c.at) {
			t.Errorf("%s: %s at %v, want %s at %v", c.name, e.Status, e.At, c.status, c.at)
		}
		if !math.IsNaN(c.lo) && math.Abs(e.CI.Lo-c.lo) > 1e-9 || !math.IsNaN(c.hi) && math.Abs(e.CI.Hi-c.hi) > 1e-9 {
			t.Errorf("%s: interval %v, want %v to %v", c.name, e.CI, c.lo, c.hi)
		}
		if !math.IsNaN(e.At) && !e.CI.Contains(e.At) {
			t.Errorf("%s: %v lies outside its interval %v", c.name, e.At, e.CI)
		}
	}
	if e := answerOf([]float64{30, 20, 25}, 5); e.Below != "b" || e.Above != "b" {
		t.Errorf("the case that always wins is called %q and %q", e.Below, e.Above)
	}
	if e := answerOf([]float64{-1, 1}, 5); e.Below != "" {
		t.Errorf("nothing is sure, and %q is said to win", e.Below)
	}
}
