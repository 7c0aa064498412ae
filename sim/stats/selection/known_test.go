package selection

import (
	"math"
	"testing"

	"fbasim/sim/known"
	"fbasim/sim/stats"
)

// TestKnownSelectionConstants reproduces the table of known results.
func TestKnownSelectionConstants(t *testing.T) {
	known.Check(t, "selection", map[string]func(*testing.T, known.Params) known.Results{
		"DudewiczDalalH": func(_ *testing.T, p known.Params) known.Results {
			return known.Results{"h": known.Exact(DudewiczDalalH(p.Int("k"), p.Int("n0"), p.Float("pstar")))}
		},
		"DudewiczDalal": func(_ *testing.T, p known.Params) known.Results {
			s := DudewiczDalal(sample(p.Int("n0"), 0, p.Float("variance")), p.Float("h"), p.Float("delta"))
			return known.Results{"n": known.Exact(float64(s.N)), "w1": known.Exact(s.W1)}
		},
		"RinottH": func(_ *testing.T, p known.Params) known.Results {
			return known.Results{"h": known.Exact(RinottH(p.Int("k"), p.Int("n0"), p.Float("pstar")))}
		},
		"KNConstants": func(_ *testing.T, p known.Params) known.Results {
			eta, h2 := KNConstants(p.Int("k"), p.Int("n0"), p.Float("alpha"))
			return known.Results{"eta": known.Exact(eta), "h2": known.Exact(h2)}
		},
		"Subset": func(t *testing.T, p known.Params) known.Results {
			var systems []stats.Summary
			for i, m := range p.Floats("means") {
				systems = append(systems, sample(p.Int("n"), m, p.Floats("variances")[i]))
			}
			var kept []float64
			for _, i := range Subset(systems, p.Float("alpha"), goal(t, p)) {
				kept = append(kept, float64(i))
			}
			q := math.Pow(1-p.Float("alpha"), 1/float64(len(systems)-1))
			return known.Results{"t": known.Exact(stats.TQuantile(q, float64(p.Int("n")-1))), "kept": known.Exact(kept...)}
		},
		"OCBA": func(t *testing.T, p known.Params) known.Results {
			var systems []stats.Summary
			for i, m := range p.Floats("means") {
				systems = append(systems, sample(20, m, math.Pow(p.Floats("sd")[i], 2)))
			}
			return known.Results{"allocation": known.Exact(OCBA(systems, p.Float("total"), goal(t, p))...)}
		},
	})
}

func goal(t *testing.T, p known.Params) stats.Goal {
	t.Helper()
	switch p.Text("goal") {
	case "minimize":
		return stats.Minimize
	case "maximize":
		return stats.Maximize
	}
	t.Fatalf("goal %q", p.Text("goal"))
	return 0
}
