package random

import (
	"testing"

	"fbasim/sim/known"
)

// TestKnownDraws reproduces the table of known results.
func TestKnownDraws(t *testing.T) {
	known.Check(t, "random", map[string]func(*testing.T, known.Params) known.Results{
		"Lcgrand": func(_ *testing.T, p known.Params) known.Results {
			g, u := NewLcgrand(int64(p.Int("seed"))), 0.0
			for range p.Int("draw") {
				u = g.Next()
			}
			return known.Results{"z": known.Exact(float64(g.State())), "u": known.Exact(u)}
		},
		"MRG32k3a": func(_ *testing.T, p known.Params) known.Results {
			g, u := NewMRG32k3a(int64(p.Int("seed"))), 0.0
			for range p.Int("draw") {
				u = g.Next()
			}
			return known.Results{"u": known.Exact(u)}
		},
	})
}
