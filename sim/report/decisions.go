package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"fbasim/sim/result"
)

// decisions writes the answer for each SKU and marketplace. One decision is told
// by the metrics already; of many, the largest differences are shown and all are
// counted by marketplace and case.
func (p *page) decisions(s *result.Set) {
	if len(s.Decisions) < 2 {
		return
	}
	p.heading("Best by SKU and marketplace (profit against the runner-up, 95 % CI)")
	const most = 10
	shown := slices.Clone(s.Decisions)
	if len(shown) > most && !p.o.All {
		slices.SortStableFunc(shown, func(a, b result.Decision) int {
			return cmp.Compare(size(b.Diff), size(a.Diff))
		})
		shown = shown[:most]
	}
	var t *table
	for _, try := range []struct{ columns, sku int }{{6, 24}, {5, 24}, {4, 24}, {4, 12}} {
		if t = decisionTable(shown, try.columns, try.sku); t.width() <= p.o.Width {
			break
		}
	}
	p.table(t)
	if left := len(s.Decisions) - len(shown); left > 0 {
		p.print(p.paint(fmt.Sprintf("  and %d more in decisions.csv\n", left), faint))
		p.counts(s)
	}
	p.print("\n")
}

func size(x float64) float64 {
	if math.IsNaN(x) {
		return -1
	}
	return math.Abs(x)
}

// decisionTable has the first n of six columns; the difference shows its interval
// only where there is room for all.
func decisionTable(list []result.Decision, n, skuRoom int) *table {
	t := &table{right: []bool{false, false, false, n < 6, true, true}[:n]}
	t.add(head("SKU", "market", "best", "difference", "P(best)", "break-even")[:n]...)
	for _, d := range list {
		diff := result.Estimate(d.Diff, d.CI, d.Unit)
		if n < 6 {
			diff = result.Difference(d.Diff, d.Unit)
		}
		line := []cell{
			text(skuName(d.SKU, skuRoom)), text(name(d.Market, 6)), bestCell(d), text(diff),
			text(result.Figure(d.PBest, "share")), text(breakEvenOf(d)),
		}
		t.add(line[:n]...)
	}
	return t
}

// skuName cuts long SKUs in the middle: they often differ at the end.
func skuName(sku string, room int) string {
	sku = result.Visible(sku)
	if columns(sku) <= room {
		return sku
	}
	runes := []rune(sku)
	start := shorten(sku, room/2)
	end := len(runes)
	for used := columns(start); end > 0 && used+runeColumns(runes[end-1]) <= room; end-- {
		used += runeColumns(runes[end-1])
	}
	return start + string(runes[end:])
}

func head(names ...string) []cell {
	cells := make([]cell, len(names))
	for i, n := range names {
		cells[i] = cell{n, faint}
	}
	return cells
}

// bestCell names the best case, with a mark where it is not settled.
func bestCell(d result.Decision) cell {
	switch d.Verdict {
	case result.Tie, result.Unclear:
		return cell{name(d.Best, 16) + " (" + d.Verdict + ")", faint}
	}
	return cell{name(d.Best, 16), good}
}

func breakEvenOf(d result.Decision) string {
	if math.IsNaN(d.BreakEven) {
		return "-"
	}
	return result.Figure(d.BreakEven, "units/month")
}

// counts writes how many SKUs each case wins in each marketplace.
func (p *page) counts(s *result.Set) {
	for _, m := range winsByMarket(s.Decisions) {
		var parts []string
		for _, w := range m.wins {
			parts = append(parts, fmt.Sprintf("%s %d", name(w.best, nameRoom), w.n))
		}
		p.paragraph("  "+result.Capital(result.Country(m.market))+":", strings.Join(parts, ", "), plain)
	}
}

// marketWins is how many SKUs each case wins in a marketplace, the most first; best is "tie" or "unclear" where
// nothing is settled.
type marketWins struct {
	market string
	wins   []caseWins
	skus   int
}

type caseWins struct {
	best string
	n    int
}

// winsByMarket counts decisions, in the order of the marketplaces' codes.
func winsByMarket(decisions []result.Decision) (list []marketWins) {
	for _, d := range decisions {
		best := d.Best
		if d.Verdict == result.Tie || d.Verdict == result.Unclear {
			best = d.Verdict
		}
		at := slices.IndexFunc(list, func(m marketWins) bool { return m.market == d.Market })
		if at < 0 {
			at, list = len(list), append(list, marketWins{market: d.Market})
		}
		m := &list[at]
		m.skus++
		k := slices.IndexFunc(m.wins, func(w caseWins) bool { return w.best == best })
		if k < 0 {
			k, m.wins = len(m.wins), append(m.wins, caseWins{best: best})
		}
		m.wins[k].n++
	}
	slices.SortFunc(list, func(a, b marketWins) int { return cmp.Compare(a.market, b.market) })
	for _, m := range list {
		slices.SortFunc(m.wins, func(a, b caseWins) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.best, b.best)) })
	}
	return list
}
