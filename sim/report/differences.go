package report

import (
	"slices"

	"fbasim/sim/result"
)

// comparisons writes the differences of each pair of cases that has one.
func (p *page) comparisons(all []result.Comparison, show func(metric string) bool) {
	all = slices.Clone(all)
	slices.SortStableFunc(
		all,
		func(a, b result.Comparison) int { return result.CompareMetrics(a.Metric, b.Metric) },
	)
	type pair struct{ a, b string }
	var pairs []pair
	for _, c := range all {
		if at := (pair{c.A, c.B}); show(c.Metric) && !slices.Contains(pairs, at) {
			pairs = append(pairs, at)
		}
	}
	p.some(len(pairs), 5, "compare.csv", func(i int) {
		p.heading(name(pairs[i].b, 70) + " - " + name(pairs[i].a, 70) + " (95 % CI)")
		var t *table
		for room := labelRoom; room >= 10; room -= 4 {
			t = &table{right: []bool{false, false, false}}
			for _, c := range all {
				if c.A == pairs[i].a && c.B == pairs[i].b && show(c.Metric) {
					t.add(text(shorten(result.MetricLabel(c.Metric), room)),
						text(result.Estimate(c.Diff, c.CI, c.Unit)), verdict(c, ""))
				}
			}
			if t.width() <= p.o.Width {
				break
			}
		}
		p.table(t)
		p.print("\n")
	})
	p.notes(all, show)
}

// notes says what the verdicts of the comparisons rest on.
func (p *page) notes(all []result.Comparison, show func(metric string) bool) {
	p.explainTie(all, show)
	p.savings(all)
}

// explainTie says what counts as a tie, where one is shown.
func (p *page) explainTie(all []result.Comparison, show func(metric string) bool) {
	tied := slices.ContainsFunc(all, func(c result.Comparison) bool { return show(c.Metric) && c.Verdict == result.Tie })
	i := slices.IndexFunc(all, func(c result.Comparison) bool { return c.Metric == "profit" && c.Margin > 0 })
	if !tied || i < 0 {
		return
	}
	p.paragraph("Tie:", "surely within the equivalence margin, which is "+result.Figure(all[i].Margin, all[i].Unit)+
		" for profit: a share of the baseline's revenue, or of its value in other metrics.", faint)
	p.print("\n")
}

// savings says what common random numbers and control variates were worth for
// each difference in profit.
func (p *page) savings(all []result.Comparison) {
	var list []result.Comparison
	for _, c := range all {
		if c.Metric == "profit" && c.Savings() != "" {
			list = append(list, c)
		}
	}
	p.some(len(list), 5, "compare.csv", func(i int) {
		c, lead := list[i], "Precision of the profit difference:"
		if len(list) > 1 {
			lead = name(c.B, nameRoom) + " - " + name(c.A, nameRoom) + ":"
		}
		text := c.Savings() + "."
		if c.Estimate == result.Controlled {
			text += " Differences are adjusted by the controls."
		}
		p.paragraph(lead, text, faint)
	})
	if len(list) > 0 {
		p.print("\n")
	}
}
