package design

import (
	"math"
	"math/rand/v2"
	"testing"

	"fbasim/sim/known"
)

// TestKnownDesigns reproduces the table of known results.
func TestKnownDesigns(t *testing.T) {
	known.Check(t, "design", map[string]func(*testing.T, known.Params) known.Results{
		"Sobol": func(_ *testing.T, p known.Params) known.Results {
			return known.Results{"points": flat(NewSobol(p.Int("dimensions")).Points(p.Int("points")))}
		},
		"Halton": func(_ *testing.T, p known.Params) known.Results {
			var points [][]float64
			for i := range p.Int("points") {
				points = append(points, Halton(i, p.Int("dimensions")))
			}
			return known.Results{"points": flat(points)}
		},
		"LatinHypercube": func(_ *testing.T, p known.Params) known.Results {
			rng := rand.New(rand.NewPCG(79, 3))
			fewest, most := strata(LatinHypercube(p.Int("points"), p.Int("dimensions"), rng.Float64))
			return known.Results{"fewest": known.Exact(fewest), "most": known.Exact(most)}
		},
		"Tornado": tornadoOfEOQ,
		"Ishigami": func(t *testing.T, p known.Params) known.Results {
			return estimates(indices(t, p.Int("n"), 3, func(u []float64) float64 {
				x := func(i int) float64 { return math.Pi * (2*u[i] - 1) }
				s := math.Sin(x(1))
				return math.Sin(x(0)) + p.Float("a")*s*s + p.Float("b")*math.Pow(x(2), 4)*math.Sin(x(0))
			}))
		},
		"SobolG": func(t *testing.T, p known.Params) known.Results {
			a := p.Floats("a")
			return estimates(indices(t, p.Int("n"), len(a), func(u []float64) float64 {
				f := 1.0
				for i, x := range u {
					f *= (math.Abs(4*x-2) + a[i]) / (1 + a[i])
				}
				return f
			}))
		},
	})
}

func flat(points [][]float64) known.Value {
	var all []float64
	for _, p := range points {
		all = append(all, p...)
	}
	return known.Exact(all...)
}

// strata returns the fewest and the most points in a stratum of any coordinate.
func strata(points [][]float64) (fewest, most float64) {
	n := len(points)
	fewest = math.Inf(1)
	for j := range points[0] {
		count := make([]float64, n)
		for _, p := range points {
			count[int(p[j]*float64(n))]++
		}
		for _, c := range count {
			fewest, most = math.Min(fewest, c), math.Max(most, c)
		}
	}
	return fewest, most
}

func estimates(list []Index) known.Results {
	var first, total []float64
	for _, x := range list {
		first, total = append(first, x.First), append(total, x.Total)
	}
	return known.Results{"first": known.Near(0.02, first...), "total": known.Near(0.02, total...)}
}

// tornadoOfEOQ has the factors order cost, demand and holding cost.
func tornadoOfEOQ(_ *testing.T, p known.Params) known.Results {
	swings := Tornado(p.Floats("base"), p.Floats("low"), p.Floats("high"), func(x []float64) float64 {
		return math.Sqrt(2 * x[0] * x[1] * x[2])
	})
	low, high, order := make([]float64, len(swings)), make([]float64, len(swings)), []float64{}
	for _, s := range swings {
		low[s.Factor], high[s.Factor] = s.Low, s.High
		order = append(order, float64(s.Factor))
	}
	return known.Results{"low": known.Exact(low...), "high": known.Exact(high...), "order": known.Exact(order...)}
}

func TestTornadoSortsBySwing(t *testing.T) {
	got := Tornado([]float64{1, 1, 1}, []float64{0, 0, 0}, []float64{2, 2, 2}, func(x []float64) float64 {
		return x[0] - 3*x[1] + 3*x[2]
	})
	for i, want := range []Swing{{1, 4, -2}, {2, -2, 4}, {0, 0, 2}} {
		if got[i] != want {
			t.Errorf("place %d: %+v, want %+v", i, got[i], want)
		}
	}
}
