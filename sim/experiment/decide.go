package experiment

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/result"
	"fbasim/sim/stats"
)

// decide names the best case for every SKU and marketplace in which the cases
// differ, with the paired difference to the runner-up and the share of
// replications in which it is best.
func (s *Study) decide(sm *sample, set *result.Set) {
	s.noteSharedCosts(set)
	base := s.Cases[s.Baseline()].Config
	for sku := range base.SKUs {
		for _, m := range marketsOf(s) {
			if plans := s.plans(sku, m); len(plans) > 1 {
				set.Decisions = append(set.Decisions, s.decision(sm, set, sku, m, plans))
			}
		}
	}
}

// noteSharedCosts says where verdicts about single SKUs leave out costs that the
// cases contain.
func (s *Study) noteSharedCosts(set *result.Set) {
	for _, m := range marketsOf(s) {
		n := 0
		for i := range s.Cases {
			if c := s.Cases[i].Config; c.Markets[m].StocksHere {
				n = max(n, c.Sharers(m))
			}
		}
		if n > 1 {
			set.Assumptions = append(set.Assumptions, result.Assumption{
				Key: "shared-fixed-costs." + m.String(),
				Text: fmt.Sprintf("%s: set-up and monthly costs are shared by %d SKUs and stand in the cases' totals, "+
					"not in the verdict or break-even of any one of them", m, n),
			})
		}
	}
}

// plans lists one case for each different plan of a SKU in a marketplace.
func (s *Study) plans(sku int, m market.Marketplace) []int {
	var list []int
	for c := range s.Cases {
		same := func(other int) bool { return !s.differ(sku, m, other, c) }
		if s.Cases[c].Config.SKUs[sku].Listings[m].Sold && !slices.ContainsFunc(list, same) {
			list = append(list, c)
		}
	}
	return list
}

// candidate is a case with the SKU's profit by replication.
type candidate struct {
	of     int
	values []float64
	mean   float64
}

func (s *Study) decision(sm *sample, set *result.Set, sku int, m market.Marketplace, plans []int) result.Decision {
	var list []candidate
	for _, c := range plans {
		v := s.skuProfit(sm, c, sku, m, plans)
		list = append(list, candidate{c, v, stats.Summarize(v).Mean})
	}
	slices.SortStableFunc(list, func(x, y candidate) int { return cmp.Compare(y.mean, x.mean) })
	best, second := list[0], list[1]
	cfg := s.Cases[best.of].Config
	e := s.estimate(sm.basis(best.of, second.of), best.values, second.values)
	diff, iv, _ := e.reported()
	d := result.Decision{
		SKU: cfg.SKUs[sku].Name, Market: m.String(), Best: s.Cases[best.of].Name,
		RunnerUp: s.Cases[second.of].Name, Program: s.program(best.of, m), Unit: cfg.Report.String(),
		Diff: diff, CI: result.Interval{Lo: iv.Lo, Hi: iv.Hi},
		Verdict: string(stats.Judge(iv, s.skuMargin(sm, cfg, m), stats.Maximize)),
		PBest:   probabilityBest(list), BreakEven: math.NaN(),
	}
	for _, e := range set.BreakEven {
		if e.Input == VolumeInput && e.SKU == d.SKU && e.Market == d.Market && !math.IsNaN(e.At) {
			d.BreakEven = e.At
		}
	}
	d.Reason = s.reason(sm, d, difference{sku, m, best.of, second.of})
	return d
}

// skuProfit is what a SKU earned in a case by replication; the country's fixed
// costs are in it where no other SKU shares them. Where the plans differ in this marketplace
// alone, the SKU's profit everywhere counts, since they share US stock.
func (s *Study) skuProfit(sm *sample, c, sku int, m market.Marketplace, plans []int) []float64 {
	everywhere, share := s.differsOnlyIn(sku, m, plans), s.share(c, sku, m)
	v := make([]float64, sm.n())
	for rep := range v {
		v[rep] = sm.skus[c][rep][sku][m] + share*sm.shared[c][rep][m]
		for other := range sm.skus[c][rep][sku] {
			if everywhere && market.Marketplace(other) != m {
				v[rep] += sm.skus[c][rep][sku][other]
			}
		}
	}
	return v
}

// share is the part of a country's fixed costs that a decision about the SKU bears.
func (s *Study) share(c, sku int, m market.Marketplace) float64 {
	cfg := s.Cases[c].Config
	if !cfg.Markets[m].StocksHere {
		return 0
	}
	return cfg.FixedShare(sku, m)
}

func (s *Study) differsOnlyIn(sku int, m market.Marketplace, plans []int) bool {
	for _, other := range marketsOf(s) {
		for _, c := range plans {
			if other != m && s.differ(sku, other, plans[0], c) {
				return false
			}
		}
	}
	return true
}

// skuMargin is the equivalence margin of one SKU in a marketplace: an equal part
// of the marketplace's.
func (s *Study) skuMargin(sm *sample, cfg *model.Config, m market.Marketplace) float64 {
	return s.margin(sm, "revenue."+m.String()) / float64(len(cfg.SKUs))
}

// probabilityBest is the share of replications in which the first candidate
// earned most.
func probabilityBest(list []candidate) float64 {
	outputs := make([][]float64, len(list))
	for i := range list {
		outputs[i] = list[i].values
	}
	return stats.ProbBest(outputs, stats.Maximize)[0]
}

// difference is a SKU and marketplace in two cases.
type difference struct {
	sku           int
	market        market.Marketplace
	best, another int
}

// reason puts the parts that differ most into words: how many more units sell,
// and what moves the profit.
func (s *Study) reason(sm *sample, d result.Decision, of difference) string {
	if d.Verdict == result.Tie {
		return "the difference is within the margin of a tie"
	}
	x, y := &sm.bySKU[of.best][of.sku], &sm.bySKU[of.another][of.sku]
	n := float64(sm.n())
	var parts [ledger.GroupCount]float64
	for g := range parts {
		parts[g] = (x.parts[of.market][g] - y.parts[of.market][g]).Float() / n
	}
	parts[ledger.FixedCosts] += s.sharedDifference(sm, of)
	order := make([]ledger.Group, 0, len(parts))
	for g := ledger.Sales; g < ledger.GroupCount; g++ {
		order = append(order, g)
	}
	slices.SortStableFunc(order, func(a, b ledger.Group) int {
		return cmp.Compare(math.Abs(parts[b]), math.Abs(parts[a]))
	})
	units := float64(x.units[of.market]-y.units[of.market]) / n
	text := sells(units)
	for _, g := range order[:3] {
		text += ", " + tells(g, parts[g], d.Unit)
	}
	if n := s.sharers(of); n > 1 {
		text += fmt.Sprintf("; set-up and monthly costs, which %d SKUs share, are not counted", n)
	}
	return text
}

// tells puts a part of the profit difference into words.
func tells(g ledger.Group, v float64, unit string) string {
	verb := map[ledger.Group][2]string{
		ledger.Sales: {"earns %s more %s", "earns %s less %s"},
	}[g]
	if verb[0] == "" {
		verb = [2]string{"saves %s of %s", "pays %s more %s"}
	}
	if v >= 0 {
		return fmt.Sprintf(verb[0], amount(v, unit), g)
	}
	return fmt.Sprintf(verb[1], amount(-v, unit), g)
}

// amount writes money without cents: "USD 8,460".
func amount(x float64, unit string) string { return unit + " " + result.PlainLike(x, 1e6, unit) }

// sharers is the number of SKUs that share the country's fixed costs in either
// case.
func (s *Study) sharers(of difference) int {
	return max(s.Cases[of.best].Config.Sharers(of.market), s.Cases[of.another].Config.Sharers(of.market))
}

// sells puts a difference in units sold into words.
func sells(units float64) string {
	switch n := math.Round(units); {
	case n > 0:
		return fmt.Sprintf("sells %.0f more units", n)
	case n < 0:
		return fmt.Sprintf("sells %.0f fewer units", -n)
	}
	return "sells as many units"
}

// sharedDifference is what the two cases differ by in the SKU's share of the
// country's fixed costs, on average.
func (s *Study) sharedDifference(sm *sample, of difference) float64 {
	sum := 0.0
	for rep := range sm.n() {
		sum += s.share(of.best, of.sku, of.market)*sm.shared[of.best][rep][of.market] -
			s.share(of.another, of.sku, of.market)*sm.shared[of.another][rep][of.market]
	}
	return sum / float64(sm.n())
}
