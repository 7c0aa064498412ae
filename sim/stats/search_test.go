package stats

import (
	"errors"
	"math"
	"testing"
)

// exact looks at a difference that is known without noise.
func exact(f func(x float64) float64, seen *[]float64) func(n int, xs ...float64) ([]Band, error) {
	return func(n int, xs ...float64) (bands []Band, _ error) {
		for _, x := range xs {
			*seen = append(*seen, x)
			bands = append(bands, Band{x, n, f(x), f(x), f(x)})
		}
		return bands, nil
	}
}

func TestSearchLooksBeyondTheGridWhileTheDifferenceFalls(t *testing.T) {
	for name, c := range map[string]struct {
		f       func(x float64) float64
		at, far float64
	}{
		"inside the grid": {func(x float64) float64 { return x - 70 }, 70, 200},
		"far above":       {func(x float64) float64 { return x - 1300 }, 1300, 1600},
		"too far":         {func(x float64) float64 { return x - 5000 }, math.NaN(), 1600},
		"moving away":     {func(x float64) float64 { return -x - 1 }, math.NaN(), 200},
	} {
		t.Run(name, func(t *testing.T) {
			var seen []float64
			curve, err := CarefulSearch(100).Run(exact(c.f, &seen))
			if err != nil {
				t.Fatal(err)
			}
			got := curve.Cross()
			if math.IsNaN(got.At) != math.IsNaN(c.at) || math.Abs(got.At-c.at) > 1e-9 {
				t.Errorf("at %v, want %v", got.At, c.at)
			}
			if last := curve[len(curve)-1].X; last != c.far {
				t.Errorf("looked as far as %v, want %v", last, c.far)
			}
		})
	}
}

func TestSearchEndsWithTheFirstError(t *testing.T) {
	stop, calls := errors.New("interrupted"), 0
	_, err := QuickSearch(100).Run(func(int, ...float64) ([]Band, error) { calls++; return nil, stop })
	if !errors.Is(err, stop) || calls != 1 {
		t.Errorf("%v after %d calls", err, calls)
	}
}
