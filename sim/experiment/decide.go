package experiment

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/result"
	"fbasim/sim/stats"
)

// decide names the best case for every SKU and marketplace in which the cases
// differ, with the paired difference to the runner-up and the share of
// replications in which it is best.
func (s *Study) decide(sm *sample, set *result.Set) {
	base := s.Cases[s.Baseline()].Config
	for sku := range base.SKUs {
		for _, m := range marketsOf(s) {
			if plans := s.plans(sku, m); len(plans) > 1 {
				set.Decisions = append(set.Decisions, s.decision(sm, set, sku, m, plans))
			}
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
	diff := stats.PairedT(best.values, second.values, s.Settings.Confidence)
	d := result.Decision{
		SKU: cfg.SKUs[sku].Name, Market: m.String(), Best: s.Cases[best.of].Name,
		RunnerUp: s.Cases[second.of].Name, Program: s.program(best.of, m), Unit: cfg.Report.String(),
		Diff: diff.Diff, CI: result.Interval{Lo: diff.Interval.Lo, Hi: diff.Interval.Hi},
		Verdict: string(stats.Judge(diff.Interval, s.skuMargin(sm, cfg, m), stats.Maximize)),
		PBest:   probabilityBest(list), BreakEven: math.NaN(),
	}
	for _, e := range set.BreakEven {
		if e.SKU == d.SKU && e.Market == d.Market && !math.IsNaN(e.At) {
			d.BreakEven = e.At
		}
	}
	d.Reason = s.reason(d, set)
	return d
}

// skuProfit is what a SKU earned in a case by replication, its share of the
// country's fixed costs included. Where the plans differ in this marketplace
// alone, the SKU's profit everywhere counts, since they share US stock.
func (s *Study) skuProfit(sm *sample, c, sku int, m market.Marketplace, plans []int) []float64 {
	cfg := s.Cases[c].Config
	everywhere := s.differsOnlyIn(sku, m, plans)
	share := 0.0
	if cfg.Markets[m].StocksHere {
		share = cfg.Only(sku).Markets[m].FixedShare
	}
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

// reason puts the largest differences per unit into words.
func (s *Study) reason(d result.Decision, set *result.Set) string {
	if d.Verdict == result.Tie {
		return "the difference is within the margin of a tie"
	}
	steps := map[string]float64{}
	var order []string
	for _, u := range set.UnitEconomics {
		if u.Market != d.Market || u.SKU != d.SKU || u.Kind == result.KindContribution {
			continue
		}
		if !slices.Contains(order, u.Kind) {
			order = append(order, u.Kind)
		}
		if u.Case == d.Best {
			steps[u.Kind] += u.Amount
		} else if u.Case == d.RunnerUp {
			steps[u.Kind] -= u.Amount
		}
	}
	slices.SortStableFunc(order, func(x, y string) int {
		return cmp.Compare(math.Abs(steps[y]), math.Abs(steps[x]))
	})
	text := ""
	for _, kind := range order[:min(2, len(order))] {
		if text != "" {
			text += "; "
		}
		text += fmt.Sprintf("%s %+.2f %s a unit", kind, steps[kind], d.Unit)
	}
	return text
}
