package closedform

import (
	"math"
	"testing"

	"fbasim/sim/known"
)

type computed = map[string]func(*testing.T, known.Params) known.Results

// TestKnownClosedForms reproduces the table of known results.
func TestKnownClosedForms(t *testing.T) {
	calls := computed{}
	for _, part := range []computed{periodicReview(), singlePeriod(), continuousReview(), queues(), flows(), others()} {
		for name, f := range part {
			calls[name] = f
		}
	}
	known.Check(t, "closedform", calls)
}

func costs(p known.Params) StockCosts {
	c := StockCosts{Holding: p.Float("h")}
	if p.Has("K") {
		c.Order = p.Float("K")
	}
	if p.Has("p") {
		c.Shortage = p.Float("p")
	}
	return c
}

func num(x float64) known.Value { return known.Exact(x) }

func periodicReview() computed {
	return computed{
		"PeriodicSS": func(_ *testing.T, p known.Params) known.Results {
			return known.Results{"cost": num(PeriodicSS(p.Int("s"), p.Int("S"), p.Float("mean"), costs(p)))}
		},
		"OptimalSS": func(_ *testing.T, p known.Params) known.Results {
			s, upTo, cost := OptimalSS(p.Float("mean"), costs(p))
			return known.Results{"s": num(float64(s)), "S": num(float64(upTo)), "cost": num(cost)}
		},
		"FiniteSS": func(_ *testing.T, p known.Params) known.Results {
			return known.Results{"cost": num(FiniteSS{p.Int("s"), p.Int("S"), p.Int("periods")}.Cost())}
		},
		"PowerApproximation": func(_ *testing.T, p known.Params) known.Results {
			s, upTo := PowerApproximation(p.Float("mean"), p.Float("sd"), p.Float("lead"), costs(p))
			return known.Results{"s": num(s), "S": num(upTo)}
		},
	}
}

func singlePeriod() computed {
	best := func(s, cost float64) known.Results { return known.Results{"S": num(s), "cost": num(cost)} }
	return computed{
		"NewsvendorPoisson": func(_ *testing.T, p known.Params) known.Results {
			s, cost := NewsvendorPoisson(p.Float("mean"), costs(p))
			return best(float64(s), cost)
		},
		"NewsvendorNormalBest": func(_ *testing.T, p known.Params) known.Results {
			return best(NewsvendorNormalBest(p.Float("mean"), p.Float("sd"), costs(p)))
		},
		"NewsvendorExponential": func(_ *testing.T, p known.Params) known.Results {
			return best(NewsvendorExponential(p.Float("mean"), costs(p)))
		},
		"Newsvendor": func(t *testing.T, p known.Params) known.Results {
			return best(Newsvendor(parse(t, p.Text("law")), costs(p)))
		},
		"NewsvendorNormal": func(_ *testing.T, p known.Params) known.Results {
			periods := 1.0 // the review period, and the lead time before it
			if p.Has("lead") {
				periods += p.Float("lead")
			}
			return known.Results{"cost": num(NewsvendorNormal(
				periods*p.Float("mean"), math.Sqrt(periods)*p.Float("sd"), p.Float("S"), costs(p)))}
		},
		"EOQ": func(_ *testing.T, p known.Params) known.Results {
			q, cost := EOQ(p.Float("rate"), p.Float("K"), p.Float("h"))
			return known.Results{"Q": num(q), "cost": num(cost)}
		},
		"EOQDiscount": func(_ *testing.T, p known.Params) known.Results {
			var breaks []PriceBreak
			for i, from := range p.Floats("from") {
				breaks = append(breaks, PriceBreak{from, p.Floats("price")[i]})
			}
			d := EOQDiscount(p.Float("rate"), p.Float("K"), p.Float("share"), breaks)
			return known.Results{"Q": num(d.Quantity), "region": num(float64(d.Region)), "cost": num(d.Cost)}
		},
	}
}

func leadDemand(p known.Params) LeadDemand {
	lead := p.Float("lead")
	return LeadDemand{p.Float("rate"), p.Float("rate") * lead, p.Float("sd") * math.Sqrt(lead)}
}

func continuousReview() computed {
	return computed{
		"NormalReorderPoint": func(_ *testing.T, p known.Params) known.Results {
			return known.Results{"cost": num(NormalReorderPoint(p.Float("r"), p.Float("Q"), leadDemand(p), costs(p)))}
		},
		"OptimalNormalReorderPoint": func(_ *testing.T, p known.Params) known.Results {
			r, q, _ := OptimalNormalReorderPoint(leadDemand(p), costs(p)) // the source rounds both
			return known.Results{"r": num(r), "Q": num(q)}
		},
		"OptimalReorderPoint": func(_ *testing.T, p known.Params) known.Results {
			policy, cost := OptimalReorderPoint(p.Float("rate"), p.Float("lead"), costs(p))
			return known.Results{"r": num(float64(policy.R)), "Q": num(float64(policy.Q)), "cost": num(cost)}
		},
		"ExpectedInventoryLevel": func(_ *testing.T, p known.Params) known.Results {
			r, q, cost := ExpectedInventoryLevel(leadDemand(p), costs(p))
			return known.Results{"r": num(r), "Q": num(q), "cost": num(cost)}
		},
		"ReorderPoint": func(_ *testing.T, p known.Params) known.Results {
			policy := ReorderPoint{p.Float("rate"), p.Float("lead"), p.Int("r"), p.Int("Q")}
			st := policy.Stock()
			got := known.Results{"fill": num(st.Fill), "I": num(st.OnHand), "B": num(st.Backorders),
				"wait": num(policy.Wait()), "freq": num(policy.OrderRate())}
			if p.Has("h") {
				got["cost"] = num(policy.Cost(costs(p)))
			}
			return got
		},
		"BaseStock": func(_ *testing.T, p known.Params) known.Results {
			st := BaseStock(p.Float("rate")*p.Float("lead"), p.Int("S"))
			return known.Results{"fill": num(st.Fill), "I": num(st.OnHand), "B": num(st.Backorders)}
		},
		"ErlangB": func(_ *testing.T, p known.Params) known.Results {
			load := 0.0
			if p.Has("load") {
				load = p.Float("load")
			} else {
				load = p.Float("rate") * p.Float("lead")
			}
			return known.Results{"lost": num(ErlangB(load, p.Int("S")))}
		},
	}
}

func queues() computed {
	return computed{
		"MMc": func(_ *testing.T, p known.Params) known.Results {
			return queueResults(MMc(p.Float("rate"), p.Float("mu"), p.Int("servers")))
		},
		"MG1": func(t *testing.T, p known.Params) known.Results {
			d := parse(t, p.Text("service"))
			return queueResults(MG1(p.Float("rate"), d.Mean(), d.Variance()+d.Mean()*d.Mean()))
		},
		"MM1K": func(_ *testing.T, p known.Params) known.Results {
			empty, full, mean := MM1K(p.Float("rho"), p.Int("K"))
			return known.Results{"p0": num(empty), "pK": num(full), "L": num(mean)}
		},
		"MM1DelayVariance": func(_ *testing.T, p known.Params) known.Results {
			return known.Results{"variance": num(MM1DelayVariance(p.Float("rho")))}
		},
	}
}

func queueResults(q Queue) known.Results {
	return known.Results{"P(wait)": num(q.PWait), "Wq": num(q.Wq), "W": num(q.W), "Lq": num(q.Lq), "L": num(q.L)}
}

func flows() computed {
	moments := func(mean, variance float64) known.Results {
		return known.Results{"mean": num(mean), "variance": num(variance)}
	}
	return computed{
		"InTransit": func(t *testing.T, p known.Params) known.Results {
			n := InTransit(p.Float("rate"), parse(t, p.Text("transit")), p.Float("at"))
			return moments(n, n) // Poisson
		},
		"Completed": func(t *testing.T, p known.Params) known.Results {
			n := Completed(p.Float("rate")*p.Float("share"), parse(t, p.Text("lag")), p.Float("at"))
			return moments(n, n)
		},
		"LeadTimeDemand": func(_ *testing.T, p known.Params) known.Results {
			return moments(LeadTimeDemand(p.Float("mean"), p.Float("variance"), p.Float("lead mean"), p.Float("lead variance")))
		},
		"CompoundPoisson": func(t *testing.T, p known.Params) known.Results {
			size := parse(t, p.Text("size"))
			return moments(CompoundPoisson(p.Float("rate"), size.Mean(), size.Variance()))
		},
		"Events": func(_ *testing.T, p known.Params) known.Results {
			n := Events(func(t float64) float64 {
				return p.Float("base") + p.Float("swing")*math.Sin(2*math.Pi*t/p.Float("period"))
			}, p.Float("from"), p.Float("to"))
			return moments(n, n)
		},
	}
}

func others() computed {
	return computed{
		"CVaR": func(_ *testing.T, p known.Params) known.Results {
			a := p.Float("alpha")
			return known.Results{"normal": num(CVaRNormal(0, 1, a)), "exponential": num(CVaRExponential(1, a))}
		},
		"Ishigami": func(_ *testing.T, p known.Params) known.Results {
			x := IshigamiIndices(p.Float("a"), p.Float("b"))
			return indexResults(x[:])
		},
		"SobolG": func(_ *testing.T, p known.Params) known.Results {
			return indexResults(SobolGIndices(p.Floats("a")))
		},
	}
}

func indexResults(list []Index) known.Results {
	var first, total []float64
	for _, x := range list {
		first, total = append(first, x.First), append(total, x.Total)
	}
	return known.Results{"first": known.Exact(first...), "total": known.Exact(total...)}
}
