package report

import (
	"io"
	"math"
	"strconv"
	"strings"

	"fbasim/sim/result"
)

func plainCell(text string) htmlCell { return htmlCell{Text: text} }

// numberCell is a figure: right, and sorted by its value.
func numberCell(text string, x float64) htmlCell {
	key := ""
	if !math.IsNaN(x) {
		key = strconv.FormatFloat(x, 'g', -1, 64)
	}
	return htmlCell{Text: text, Key: key, Right: true}
}

// verdictCell is a verdict, marked by a word and never by color alone.
func verdictCell(verdict string) htmlCell { return htmlCell{Text: verdict, Class: verdict} }

func columnsOf(names ...string) (cells []htmlCell) {
	for _, n := range names {
		cells = append(cells, plainCell(n))
	}
	return cells
}

func right(cells ...htmlCell) []htmlCell {
	for i := range cells {
		cells[i].Right = true
	}
	return cells
}

// htmlMetrics has a row for each metric and a column for each case; between two cases the difference
// stands beside them.
func htmlMetrics(s *result.Set) htmlTable {
	t := htmlTable{ID: "metrics", Title: "What each case comes to", Note: "Means over the replications; differences are paired, with 95 % intervals."}
	p := newPage(io.Discard, Options{})
	t.Head = columnsOf("Metric")
	for _, c := range s.Cases {
		t.Head = append(t.Head, right(plainCell(result.Visible(s.Label(c.Name))))...)
	}
	for _, pair := range pairsIn(s.Comparisons) {
		t.Head = append(t.Head, right(plainCell(result.Visible(pair.B)+" − "+result.Visible(pair.A)))...)
		t.Head = append(t.Head, plainCell("Verdict"))
	}
	for _, r := range p.rows(s) {
		row := []htmlCell{plainCell(result.Capital(strings.TrimSpace(r.label())))}
		for i := range s.Cases {
			text, _ := r.value(&s.Cases[i])
			cell := numberCell(text, math.NaN())
			if m := s.Cases[i].Metric(r.metric); m != nil && !r.spread {
				cell = numberCell(text, m.Mean)
			}
			row = append(row, cell)
		}
		for _, pair := range pairsIn(s.Comparisons) {
			row = append(row, differenceIn(s, pair, r)...)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// casePair names two cases that are compared.
type casePair struct{ A, B string }

func pairsIn(all []result.Comparison) (pairs []casePair) {
	for _, c := range all {
		if c.Metric == "profit" {
			pairs = append(pairs, casePair{c.A, c.B})
		}
	}
	const readable = 2 // more columns do not fit on paper; compare.csv has all
	return pairs[:min(readable, len(pairs))]
}

func differenceIn(s *result.Set, pair casePair, r row) []htmlCell {
	for _, c := range s.Comparisons {
		if !r.spread && c.Metric == r.metric && c.A == pair.A && c.B == pair.B {
			return []htmlCell{numberCell(result.Estimate(c.Diff, c.CI, c.Unit), c.Diff), verdictCell(c.Verdict)}
		}
	}
	return columnsOf("", "")
}

// htmlDecisions has the best case of each SKU and marketplace.
func htmlDecisions(s *result.Set) htmlTable {
	t := htmlTable{ID: "decisions", Title: "Best by SKU and marketplace", Note: "Profit against the runner-up."}
	t.Head = append(columnsOf("SKU", "Market", "Best", "Runner-up"), right(columnsOf("Difference (95 % CI)", "P(best)", "Break-even")...)...)
	t.Head = append(t.Head, columnsOf("Verdict", "Why")...)
	for _, d := range s.Decisions {
		t.Rows = append(t.Rows, []htmlCell{
			plainCell(result.Visible(d.SKU)), plainCell(result.Visible(d.Market)), plainCell(result.Visible(d.Best)),
			plainCell(result.Visible(d.RunnerUp)), numberCell(result.Estimate(d.Diff, d.CI, d.Unit), d.Diff),
			numberCell(result.Figure(d.PBest, "share"), d.PBest), numberCell(breakEvenOf(d), d.BreakEven),
			verdictCell(d.Verdict), plainCell(result.Visible(d.Reason)),
		})
	}
	t.cut("decisions.csv")
	return t
}

// htmlBreakEvens has every break-even point.
func htmlBreakEvens(s *result.Set) htmlTable {
	t := htmlTable{ID: "break-even", Title: "Where the better case changes"}
	t.Head = append(columnsOf("SKU", "Market", "Input"), right(columnsOf("At", "95 % CI")...)...)
	t.Head = append(t.Head, columnsOf("Below", "Above", "Status")...)
	for _, b := range s.BreakEven {
		at, ci := "-", "-"
		if !math.IsNaN(b.At) {
			at, ci = result.Figure(b.At, b.Unit), result.Range(b.CI, b.Unit, false)
		}
		t.Rows = append(t.Rows, []htmlCell{
			plainCell(result.Visible(b.SKU)), plainCell(result.Visible(b.Market)), plainCell(result.InputLabel(b.Input)),
			numberCell(at, b.At), numberCell(ci, b.CI.Lo), plainCell(result.Visible(b.Below)),
			plainCell(result.Visible(b.Above)), plainCell(statusWords(b.Status)),
		})
	}
	t.cut("break_even.csv")
	return t
}

// statusWords says what came of the search for a break-even point.
func statusWords(status string) string {
	switch status {
	case result.Finite:
		return "settled"
	case result.None:
		return "none in the range searched"
	case result.Multiple:
		return "changes more than once"
	case result.Unbounded:
		return "one end is open"
	}
	return result.Visible(status)
}

// htmlUnits has where the money of one unit goes, with the card and the mark of each amount.
func htmlUnits(s *result.Set) htmlTable {
	t := htmlTable{ID: "units", Title: "Unit economics", Note: "Per unit sold; costs are negative. Marked amounts rest on a card of another time or an estimate."}
	t.Head = append(columnsOf("SKU", "Market", "Case", "Step"), right(columnsOf("Per unit", "As charged")...)...)
	t.Head = append(t.Head, columnsOf("Card", "Mark")...)
	for _, u := range s.UnitEconomics {
		label := u.Label
		if label == "" {
			label = result.KindLabel(u.Kind)
		}
		t.Rows = append(t.Rows, []htmlCell{
			plainCell(result.Visible(u.SKU)), plainCell(result.Visible(u.Market)), plainCell(result.Visible(s.Label(u.Case))),
			plainCell(result.Visible(label)), numberCell(result.Figure(u.Amount, u.Currency), u.Amount), chargedCell(u),
			plainCell(result.Visible(u.Card)),
			{Text: u.Mark, Class: "mark"},
		})
	}
	t.cut("unit_economics.csv")
	return t
}

// chargedCell is the amount in the currency it was charged in, empty where it is no charge of the marketplace.
func chargedCell(u result.UnitStep) htmlCell {
	if u.LocalCurrency == "" {
		return numberCell("", math.NaN())
	}
	return numberCell(result.Figure(u.Local, u.LocalCurrency), u.Local)
}

// htmlFindings has what rules found.
func htmlFindings(s *result.Set) htmlTable {
	t := htmlTable{ID: "findings", Title: "What Amazon's rules find"}
	t.Head = append(columnsOf("Rule", "What", "Case", "SKU", "Market"), right(columnsOf("Times", "Replications")...)...)
	for _, f := range s.Findings {
		t.Rows = append(t.Rows, []htmlCell{
			plainCell(result.Visible(f.Rule)), plainCell(result.Visible(f.Title)), plainCell(result.Visible(f.Case)),
			plainCell(result.Visible(f.SKU)), plainCell(result.Visible(f.Market)),
			numberCell(strconv.Itoa(f.Count), float64(f.Count)), numberCell(result.Figure(f.Share, "share"), f.Share),
		})
	}
	t.cut("findings.csv")
	return t
}
