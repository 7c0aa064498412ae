package stats

import (
	"math"
	"math/rand/v2"
	"testing"

	"fbasim/sim/known"
)

type computed = map[string]func(*testing.T, known.Params) known.Results

// TestKnownStatistics reproduces the table of known results.
func TestKnownStatistics(t *testing.T) {
	calls := intervals()
	for _, part := range []computed{risks(), outputAnalysis(), reductions()} {
		for name, f := range part {
			calls[name] = f
		}
	}
	known.Check(t, "stats", calls)
}

func num(x float64) known.Value { return known.Exact(x) }

func intervals() computed {
	return computed{
		"TInterval": func(_ *testing.T, p known.Params) known.Results {
			s := Summarize(p.Floats("data"))
			return known.Results{"mean": num(s.Mean), "variance": num(s.Variance()),
				"half-width": num(TInterval(s, p.Float("level")).HalfWidth())}
		},
		"NeededN": func(_ *testing.T, p known.Params) known.Results {
			goal := Precision{Level: p.Float("level")}
			if p.Has("absolute") {
				goal.Absolute = p.Float("absolute")
			}
			if p.Has("relative") {
				goal.Relative = p.Float("relative")
			}
			return known.Results{"n": num(float64(goal.NeededN(pilot(p.Int("n"), p.Float("mean"), p.Float("variance")), 1e6)))}
		},
		"PairedT": func(_ *testing.T, p known.Params) known.Results {
			c := PairedT(p.Floats("x"), p.Floats("y"), p.Float("level"))
			return known.Results{"difference": num(c.Diff), "variance": num(c.SE * c.SE), "lo": num(c.Interval.Lo), "hi": num(c.Interval.Hi)}
		},
		"WelchT": func(_ *testing.T, p known.Params) known.Results {
			x, y := Summarize(p.Floats("x")), Summarize(p.Floats("y"))
			c := WelchT(x, y, p.Float("level"))
			return known.Results{"variance x": num(x.Variance()), "variance y": num(y.Variance()), "df": num(c.DF),
				"lo": num(c.Interval.Lo), "hi": num(c.Interval.Hi)}
		},
		"Bonferroni": func(_ *testing.T, p known.Params) known.Results {
			each := Bonferroni(p.Float("level"), p.Int("comparisons"))
			return known.Results{"t": num(TQuantile(1-(1-each)/2, p.Float("n")-1))}
		},
		"TQuantile": func(_ *testing.T, p known.Params) known.Results {
			return known.Results{"t": num(TQuantile(p.Float("p"), p.Float("df")))}
		},
		"QuantileOrder": func(_ *testing.T, p known.Params) known.Results {
			l, u, coverage := QuantileOrder(p.Int("n"), p.Float("p"), p.Float("level"))
			return known.Results{"l": num(float64(l)), "u": num(float64(u)), "coverage": num(coverage)}
		},
		"Coverage": func(_ *testing.T, p known.Params) known.Results {
			rng, hit := rand.New(rand.NewPCG(95, 1)), 0
			for range p.Int("sets") {
				var s Summary
				for range p.Int("n") {
					s.Add(rng.NormFloat64())
				}
				if TInterval(s, p.Float("level")).Contains(0) {
					hit++
				}
			}
			return known.Results{"coverage": num(float64(hit) / p.Float("sets"))}
		},
	}
}

func risks() computed {
	return computed{
		"CVaR": func(_ *testing.T, p known.Params) known.Results {
			return known.Results{"cvar": num(CVaR(p.Floats("losses"), p.Float("alpha")))}
		},
		"Regret": func(_ *testing.T, p known.Params) known.Results {
			r := Regret([][]float64{p.Floats("a"), p.Floats("b"), p.Floats("c")})
			return known.Results{"max regret": known.Exact(r.MaxRegret...), "expected": known.Exact(r.Expected...),
				"choices": known.Exact(float64(r.MinimaxRegret), float64(r.BestExpected), float64(r.Maximin))}
		},
	}
}

func outputAnalysis() computed {
	return computed{
		"MSER": func(_ *testing.T, p known.Params) known.Results {
			w := MSER(series(p.Int("n"), func(i int) float64 {
				return 10*math.Exp(-float64(i)/20) + float64(7919*i%101)/101
			}), p.Int("batch"))
			return known.Results{"batches": num(float64(w.Batches)), "delete": num(float64(w.Delete)), "mean": num(w.Mean)}
		},
		"BatchMeans": func(_ *testing.T, p known.Params) known.Results {
			s := Summarize(BatchMeans(series(p.Int("n"), func(i int) float64 {
				return float64(7919*i%101)/101 + float64(i%10)
			}), p.Int("batches")))
			return known.Results{"mean": num(s.Mean), "variance": num(s.Variance()),
				"half-width": num(TInterval(s, p.Float("level")).HalfWidth())}
		},
		"AR1": func(_ *testing.T, p known.Params) known.Results {
			const n, size = 1_000_000, 500
			rng, phi := rand.New(rand.NewPCG(17, 4)), p.Float("phi")
			x := rng.NormFloat64() / math.Sqrt(1-phi*phi)
			xs := series(n, func(int) float64 {
				now := x
				x = phi*x + rng.NormFloat64()
				return now
			})
			return known.Results{"marginal": num(Summarize(xs).Variance()),
				"constant": num(size * Summarize(BatchMeans(xs, n/size)).Variance())}
		},
	}
}

func reductions() computed {
	exps := func(u []float64) []float64 {
		return series(len(u), func(i int) float64 { return math.Exp(u[i]) })
	}
	return computed{
		"CommonNumbers": func(_ *testing.T, p known.Params) known.Results {
			u, v := uniforms(21, p.Int("n")), uniforms(22, p.Int("n"))
			profit := func(q float64, us []float64) []float64 {
				return series(len(us), func(i int) float64 {
					return p.Float("price")*math.Min(q, -p.Float("mean")*math.Log1p(-us[i])) - p.Float("cost")*q
				})
			}
			q1, q2 := p.Float("q1"), p.Float("q2")
			d := Summarize(Differences(profit(q2, u), profit(q1, u)))
			apart := Summarize(Differences(profit(q2, u), profit(q1, v)))
			return known.Results{"difference": known.Estimated(d.Mean, d.SE()), "variance": num(d.Variance()),
				"independent": num(apart.Variance())}
		},
		"Antithetic": func(_ *testing.T, p known.Params) known.Results {
			u := uniforms(8, p.Int("n"))
			var both []float64
			for _, x := range u {
				both = append(both, math.Exp(x), math.Exp(1-x))
			}
			pairs := Summarize(PairMeans(both))
			return known.Results{"crude": num(Summarize(exps(u)).Variance()), "pairs": num(pairs.Variance()),
				"mean": known.Estimated(pairs.Mean, pairs.SE())}
		},
		"ControlVariates": func(t *testing.T, p known.Params) known.Results {
			u := uniforms(9, p.Int("n"))
			c, err := ControlVariates(exps(u), Controls{[][]float64{u}, []float64{0.5}}, 0.95)
			if err != nil {
				t.Fatal(err)
			}
			return known.Results{"weight": num(-c.Coefficients[0]), "residual": num(c.ResidualVar)}
		},
	}
}
