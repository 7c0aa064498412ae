package report

import (
	"math"
	"slices"
	"strings"

	"fbasim/sim/result"
)

// keyMetrics are the stems that a terminal shows; all others are in summary.csv.
func keyMetrics() []string {
	return []string{
		"profit", "contribution_per_unit", "units_sold", "lost_units", "fill_rate", "delivery_days",
		"late_share", "stockout_days", "capital", "cash_trough", "roi", "findings", "suspended_days",
	}
}

// row is a line of the metrics table: one metric, or the spread of one, of all cases.
type row struct {
	metric string
	spread bool // P5 .. P95 in place of the mean
}

// rows returns the lines to show, in registry order.
func (p *page) rows(s *result.Set) []row {
	var names []string
	for _, c := range s.Cases {
		for _, m := range c.Metrics {
			stem, place, dotted := strings.Cut(m.Name, ".")
			key := p.o.All || slices.Contains(keyMetrics(), stem) &&
				(!dotted || stem == "profit" || served(s, place))
			if key && !slices.Contains(names, m.Name) && worthShowing(s, m.Name) {
				names = append(names, m.Name)
			}
		}
	}
	slices.SortStableFunc(names, result.CompareMetrics)
	var rows []row
	for _, name := range names {
		rows = append(rows, row{metric: name})
		if name == names[0] && strings.HasPrefix(name, "profit") {
			rows = append(rows, row{metric: name, spread: true})
		}
	}
	return rows
}

// served reports whether the cases serve a marketplace differently: its metrics
// are what the comparison is about. Elsewhere the profit alone is shown.
func served(s *result.Set, market string) bool {
	if len(s.Cases) < 2 {
		return true
	}
	first := ""
	for i := range s.Cases {
		text := ""
		for _, p := range s.Cases[i].Programs {
			if p.Market == market {
				text += " " + p.Program
			}
		}
		if i > 0 && text != first {
			return true
		}
		first = text
	}
	return first == "" // unknown
}

// worthShowing leaves out metrics that are zero or unknown in every case, and the
// profit of the only marketplace, which repeats that of the plan.
func worthShowing(s *result.Set, metric string) bool {
	if stem, part, dotted := strings.Cut(metric, "."); dotted && stem == "profit" &&
		onlyMarket(s, part) {
		for _, c := range s.Cases {
			if c.Metric("profit") != nil {
				return false
			}
		}
	}
	for _, c := range s.Cases {
		if m := c.Metric(metric); m != nil && m.Mean != 0 && !math.IsNaN(m.Mean) {
			return true
		}
	}
	return false
}

func onlyMarket(s *result.Set, market string) bool {
	for _, c := range s.Cases {
		for _, m := range c.Metrics {
			if stem, part, dotted := strings.Cut(m.Name, "."); dotted && stem == "profit" && part != market {
				return false
			}
		}
	}
	return true
}

const (
	nameRoom  = 22 // for names of cases in heads of columns
	labelRoom = 34
)

// metrics writes the metrics table in the first layout that fits: differences
// beside the cases, then below them, then without the precision of the means,
// then a line for each case.
func (p *page) metrics(s *result.Set) {
	if len(s.Cases) == 0 {
		return
	}
	rows := p.rows(s)
	if len(s.Cases) == 2 {
		if t := p.caseTable(s, rows, true, true); t.width() <= p.o.Width {
			p.table(t)
			p.print("\n")
			p.notes(s.Comparisons, keyed(rows))
			return
		}
	}
	shown := false
	if len(s.Cases) <= 3 {
		for _, precise := range []bool{true, false} {
			if t := p.caseTable(s, rows, precise, false); t.width() <= p.o.Width {
				p.table(t)
				shown = true
				break
			}
		}
	}
	if !shown {
		p.caseLines(s)
	}
	p.print("\n")
	p.comparisons(s.Comparisons, keyed(rows))
}

// keyed returns which metrics have a row.
func keyed(rows []row) func(metric string) bool {
	return func(metric string) bool {
		return slices.ContainsFunc(rows, func(r row) bool { return r.metric == metric })
	}
}

// caseTable has a line for each metric and a column for each case.
func (p *page) caseTable(s *result.Set, rows []row, precise, differences bool) *table {
	t := &table{right: []bool{false}}
	head := []cell{text("")}
	for _, c := range s.Cases {
		head = append(head, cell{name(s.Label(c.Name), nameRoom), strong})
		t.right = append(t.right, true)
		if precise {
			head = append(head, text(""))
			t.right = append(t.right, false)
		}
	}
	if differences {
		a, b := s.Cases[0], s.Cases[1]
		if base := s.Baseline(); base.Name == b.Name {
			a, b = b, a
		}
		head = append(
			head,
			cell{name(b.Name, 12) + " - " + name(a.Name, 12) + " (95 % CI)", strong},
			text(""),
		)
		t.right = append(t.right, false, false)
	}
	t.add(head...)
	for _, r := range rows {
		line := []cell{text(r.label())}
		for i := range s.Cases {
			value, half := r.value(&s.Cases[i])
			line = append(line, text(value))
			if precise {
				line = append(line, cell{half, faint})
			}
		}
		if differences && !r.spread {
			line = append(line, differenceCells(s, r.metric)...)
		}
		t.add(line...)
	}
	return t
}

func (r row) label() string {
	if r.spread {
		return "  P5 .. P95"
	}
	return shorten(result.MetricLabel(r.metric), labelRoom)
}

// value returns what a case has in a row, and its half-width.
func (r row) value(c *result.Case) (value, half string) {
	m := c.Metric(r.metric)
	switch {
	case m == nil:
		return "-", ""
	case r.spread:
		return result.PlainLike(
			m.P5,
			m.Mean,
			m.Unit,
		) + " .. " + result.PlainLike(
			m.P95,
			m.Mean,
			m.Unit,
		), ""
	}
	return result.Figure(m.Mean, m.Unit), halfWidth(m)
}

// halfWidth writes the precision of a mean: "±334".
func halfWidth(m *result.Metric) string {
	half := (m.CI.Hi - m.CI.Lo) / 2
	if math.IsInf(half, 0) || math.IsNaN(half) || half == 0 {
		return ""
	}
	text := result.PlainLike(half, m.Mean, m.Unit)
	if strings.Trim(text, "0.") == "" { // more places than the mean needs
		text = result.Plain(half, m.Unit)
	}
	return "±" + text
}

func differenceCells(s *result.Set, metric string) []cell {
	for _, c := range s.Comparisons {
		if c.Metric == metric {
			return []cell{text(result.Estimate(c.Diff, c.CI, c.Unit)), verdict(c, name(c.B, 12)+" ")}
		}
	}
	return nil
}

// verdict writes how B does; a tie or an open question names nobody.
func verdict(c result.Comparison, who string) cell {
	switch c.Verdict {
	case result.Better:
		return cell{who + c.Verdict, good}
	case result.Worse:
		return cell{who + c.Verdict, bad}
	}
	return cell{result.Visible(c.Verdict), faint}
}
