package experiment

import (
	"math"
	"slices"

	"fbasim/sim/dist"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/stats"
)

// Control variates are figures of a replication whose expectation is known without simulating: what
// was drawn for each input that is an unknown constant, and how many buyers came beyond those whom
// the drawn demand lets expect. An outcome that moves with them is known better once it is adjusted
// for what they happened to be.
//
// Which controls are used follows from the scenario and the number of replications, never from the
// outcomes: at most one for ten replications, from the finest of three lists that fits whole, else
// the first ones of the coarsest.
//
//	by product   every input's draw, the buyers of every listing
//	by market    every input's draw, the buyers of each marketplace
//	summed       the demand drawn for each marketplace, every other input's draw, the buyers of
//	             each marketplace
//
// Demand goes first, exchange rates next, then all other inputs as the scenario is compiled. A
// difference of two cases uses the controls of both, each once.
const (
	byProduct = iota
	byMarket
	summed
	controlLists
)

// replicationsPerControl is how many replications a control needs.
const replicationsPerControl = 10

// deviations are the controls of a replication less their expectations, by list.
type deviations [controlLists][]float64

// varying is an input that differs between replications.
type varying struct {
	ref    model.Ref
	name   string
	mean   float64
	market market.Marketplace // whose demand it is
	demand bool
}

// controlPlan says how a case's controls are read.
type controlPlan struct {
	inputs  []varying
	markets []market.Marketplace   // with buyers
	names   [controlLists][]string // nil for a list that no number of replications is enough for
}

// newControlPlan lists the controls of a case; most is the largest number that may be used.
func newControlPlan(cfg *model.Config, most int) *controlPlan {
	p := &controlPlan{inputs: varyingInputs(cfg)}
	var all, others, demand, byListing, buyers []string
	for _, in := range p.inputs {
		all = append(all, in.name)
		if !in.demand {
			others = append(others, in.name)
		}
	}
	for _, l := range cfg.Demands() {
		byListing = append(byListing, "buyers."+cfg.SKUs[l.SKU].Name+"."+l.Market.String()+"."+l.Country)
		if !slices.Contains(p.markets, l.Market) {
			p.markets = append(p.markets, l.Market)
			demand, buyers = append(demand, "demand."+l.Market.String()), append(buyers, "buyers."+l.Market.String())
		}
	}
	p.names[summed] = slices.Concat(demand, others, buyers)
	if names := slices.Concat(all, buyers); len(names) <= most {
		p.names[byMarket] = names
	}
	if names := slices.Concat(all, byListing); len(names) <= most {
		p.names[byProduct] = names
	}
	return p
}

// controlPlans lists the controls of all cases.
func (s *Study) controlPlans() (plans []*controlPlan) {
	for c := range s.Cases {
		plans = append(plans, newControlPlan(s.Cases[c].Config, s.Settings.Max/replicationsPerControl))
	}
	return plans
}

// varyingInputs lists the unknown constants of a case: demand, exchange rates, the others.
func varyingInputs(cfg *model.Config) []varying {
	var list []varying
	seen := map[model.Ref]bool{}
	add := func(ref model.Ref, of varying) {
		if ref == model.NoRef || seen[ref] {
			return
		}
		seen[ref] = true
		in := &cfg.Inputs[ref]
		spread, mean := in.Dist.Variance(), in.Dist.Mean()
		if _, known := dist.IsConst(in.Dist); known || in.PerEvent || !(spread > 0) || math.IsInf(spread, 0) || math.IsInf(mean, 0) {
			return
		}
		of.ref, of.name, of.mean = ref, in.Name+" = "+in.Dist.String(), mean
		list = append(list, of)
	}
	for _, l := range cfg.Demands() {
		add(l.Input, varying{market: l.Market, demand: true})
	}
	for c := range cfg.FX {
		add(cfg.FX[c].Start, varying{})
	}
	for ref := range cfg.Inputs {
		add(model.Ref(ref), varying{})
	}
	return list
}

// read returns the controls of the replication that a run simulated last.
func (p *controlPlan) read(run *model.Run) deviations {
	var all, others, surplus []float64
	var demand, buyers [market.MarketplaceCount]float64
	for _, in := range p.inputs {
		off := run.Draw(in.ref) - in.mean
		all = append(all, off)
		if in.demand {
			demand[in.market] += off
		} else {
			others = append(others, off)
		}
	}
	for _, a := range run.Arrivals(nil) {
		more := float64(a.Count) - a.Expected
		surplus = append(surplus, more)
		buyers[a.Market] += more
	}
	var ofMarkets, toMarkets []float64
	for _, m := range p.markets {
		ofMarkets, toMarkets = append(ofMarkets, demand[m]), append(toMarkets, buyers[m])
	}
	d := deviations{summed: slices.Concat(ofMarkets, others, toMarkets)}
	if p.names[byMarket] != nil {
		d[byMarket] = slices.Concat(all, toMarkets)
	}
	if p.names[byProduct] != nil {
		d[byProduct] = slices.Concat(all, surplus)
	}
	return d
}

// basis makes the controls of two cases ready, once for a number of replications.
func (sm *sample) basis(a, b int) *stats.ControlBasis {
	if sm.basesOf != sm.n() {
		sm.bases, sm.basesOf = map[pair]*stats.ControlBasis{}, sm.n()
	}
	at := pair{min(a, b), max(a, b)}
	if sm.bases[at] == nil {
		sm.bases[at] = sm.newBasis(at)
	}
	return sm.bases[at]
}

func (sm *sample) newBasis(at pair) *stats.ControlBasis {
	if sm.plans == nil {
		return stats.NewControlBasis(nil, 0) // points of a sweep keep outcomes only
	}
	limit := sm.n() / replicationsPerControl
	for list := byProduct; ; list++ {
		columns, whole := sm.controlColumns(list, at)
		if whole && len(columns) <= limit || list == summed {
			return stats.NewControlBasis(columns, limit)
		}
	}
}

// controlColumns returns the controls of two cases by replication, each once. Without some of them
// the list is not whole.
func (sm *sample) controlColumns(list int, at pair) (columns [][]float64, whole bool) {
	named := map[string][]float64{}
	for _, c := range []int{at.a, at.b} {
		if sm.plans[c].names[list] == nil {
			return nil, false
		}
		for i, name := range sm.plans[c].names[list] {
			column := make([]float64, sm.n())
			for rep := range column {
				column[rep] = sm.controls[c][rep][list][i]
			}
			if c != at.a && slices.Equal(named[name], column) {
				continue
			}
			named[name] = column
			columns = append(columns, column)
		}
	}
	return columns, true
}
