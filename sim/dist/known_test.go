package dist

import (
	"testing"

	"fbasim/sim/known"
)

// TestKnownDistributions reproduces the table of known results.
func TestKnownDistributions(t *testing.T) {
	known.Check(t, "dist", map[string]func(*testing.T, known.Params) known.Results{
		"Quantile": func(t *testing.T, p known.Params) known.Results {
			at := 0.0
			if p.Has("at") {
				at = p.Float("at")
			} else { // the newsvendor's critical ratio
				at = p.Float("p") / (p.Float("p") + p.Float("h"))
			}
			return known.Results{"S": known.Exact(parse(t, p.Text("law")).Quantile(at))}
		},
		"Moments": func(t *testing.T, p known.Params) known.Results {
			d := parse(t, p.Text("law"))
			return known.Results{"mean": known.Exact(d.Mean()),
				"variance": known.Exact(d.Variance()), "below": known.Exact(CDF(d, p.Float("at")))}
		},
		"Sum": func(t *testing.T, p known.Params) known.Results {
			x, y := parse(t, p.Text("first")), parse(t, p.Text("second"))
			below := 0.0 // by the midpoint rule over the second
			const n = 20000
			for i := range n {
				below += CDF(x, p.Float("at")-y.Quantile((float64(i)+0.5)/n)) / n
			}
			return known.Results{"mean": known.Exact(x.Mean() + y.Mean()),
				"variance": known.Exact(x.Variance() + y.Variance()), "below": known.Exact(below)}
		},
	})
}
