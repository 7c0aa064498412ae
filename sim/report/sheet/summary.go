package sheet

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"fbasim/sim/report"
	"fbasim/sim/result"
)

// label is the title of a case for the head of a column.
func (b *book) label(name string) string { return result.Capital(result.Visible(b.set.Label(name))) }

// metric returns a figure of a case, nil where there is none.
func (b *book) metric(name, metric string) *result.Metric {
	if c := b.set.Case(name); c != nil {
		return c.Metric(metric)
	}
	return nil
}

// mean is the mean of a case's metric, NaN where there is none.
func (b *book) mean(name, metric string) float64 {
	if m := b.metric(name, metric); m != nil {
		return m.Mean
	}
	return math.NaN()
}

// others are the cases that are compared with the baseline, as many as fit on a page.
func (b *book) others(most int) (list []string) {
	base := b.set.Baseline()
	for _, c := range b.set.Cases {
		if c.Name != base.Name && len(list) < most {
			list = append(list, c.Name)
		}
	}
	return list
}

// comparisonOf finds how a case does against the baseline.
func (b *book) comparisonOf(name, metric string) *result.Comparison {
	i := slices.IndexFunc(b.set.Comparisons, func(c result.Comparison) bool { return c.B == name && c.Metric == metric })
	if i < 0 {
		return nil
	}
	return &b.set.Comparisons[i]
}

// mostUpright is how many cases fit beside each other on a sheet of paper that stands upright.
const mostUpright = 3

// summary says first what to forward, then what each case comes to.
func (b *book) summary() *tab {
	s := b.set
	t := &tab{
		name: summarySheet, title: s.Manifest.Title, note: strings.Join(report.Facts(s), " · "), keys: 1,
		upright: len(s.Cases) <= mostUpright,
	}
	if s.Manifest.Interrupted {
		t.sentences = append(t.sentences, "INTERRUPTED: partial results.")
	}
	t.sentences = append(t.sentences, report.Verdicts(s)...)
	for _, w := range s.Warnings {
		t.sentences = append(t.sentences, "Warning: "+w)
	}
	t.below = append([]string{
		"Blue figures come from the run and may be changed; what is calculated from them follows. The other sheets:",
		"Decisions, by SKU and country · Comparison, every figure · Profit per unit and Unit economics, one sale · " +
			"Profit, how sure it is · Cash · Findings of Amazon's rules · Assumptions, with their evidence",
		"To make the run again:",
	}, report.Remake(s)...)
	if len(s.Cases) == 0 {
		t.heads = []string{"No case was simulated"}
		return t
	}
	t.heads = []string{"Mean of the replications"}
	for _, c := range s.Cases {
		t.heads = append(t.heads, b.label(c.Name))
	}
	compared := b.others(2)
	for _, name := range compared {
		t.heads = append(t.heads, b.label(name)+" − "+b.label(s.Baseline().Name), "Verdict")
	}
	for _, metric := range report.KeyMetrics(s) {
		t.rows = append(t.rows, b.summaryRow(t, metric, compared))
	}
	if len(t.rows) > 0 && report.KeyMetrics(s)[0] == "profit" {
		t.chart = b.profitChart
	}
	return t
}

func (b *book) summaryRow(t *tab, metric string, compared []string) []cell {
	row := []cell{words(result.Capital(result.MetricLabel(metric)))}
	unit, base := "", b.set.Baseline().Name
	for _, c := range b.set.Cases {
		x := math.NaN()
		if m := c.Metric(metric); m != nil {
			x, unit = m.Mean, m.Unit
		}
		row = append(row, number(x, unit, inputLook))
	}
	n := t.firstRow() + len(t.rows)
	columnOf := func(name string) int {
		return 2 + slices.IndexFunc(b.set.Cases, func(c result.Case) bool { return c.Name == name })
	}
	for _, name := range compared {
		diff, verdict := change(b.mean(name, metric)-b.mean(base, metric), unit, totalLook), ""
		if diff.value != nil {
			diff = diff.by(at(columnOf(name), n) + "-" + at(columnOf(base), n))
		}
		if c := b.comparisonOf(name, metric); c != nil {
			verdict = c.Verdict
		}
		row = append(row, diff, words(verdict))
	}
	return row
}

// earner says which case earns most: the verdict on the only pair, or the baseline where it beats every
// other case; else it asks, because the others are not compared with each other.
func (b *book) earner() string {
	pairs, worse := 0, 0
	for _, c := range b.set.Comparisons {
		if c.Metric != "profit" {
			continue
		}
		if pairs++; c.Verdict == result.Worse {
			worse++
		}
	}
	switch {
	case pairs == 1:
		return report.Verdicts(b.set)[0]
	case pairs > 1 && worse == pairs:
		return result.Capital(b.set.CaseLabel(b.set.Baseline().Name, "")) + " earns more than every other case"
	}
	return "Which case earns most?"
}

// profitChart shows the mean profit of each case.
func (b *book) profitChart(t *tab) *excelize.Chart {
	row, cases := t.firstRow(), len(b.set.Cases)
	colors := b.colors("")
	x := b.columns(b.earner(), b.unitOf("profit"), t.figuresIn(1, cases+1, t.rows[:1]))
	for i := range cases {
		x.Series = append(x.Series, excelize.ChartSeries{
			Name:       spot(t.name, 2+i, t.headRow()),
			Categories: spot(t.name, 1, row),
			Values:     spot(t.name, 2+i, row),
			Fill:       solid(colors[i]),
		})
	}
	x.PlotArea.ShowVal = cases <= 8
	return x
}

// unitOf is the unit of a metric in the run.
func (b *book) unitOf(metric string) string {
	for _, c := range b.set.Cases {
		if m := c.Metric(metric); m != nil {
			return m.Unit
		}
	}
	return ""
}

// decisions has the best case of each SKU and country.
func (b *book) decisions() *tab {
	s := b.set
	t := &tab{
		name: decisionSheet, title: "How is each SKU served best?", keys: 2, sorts: true, wraps: map[int]float64{12: 50},
		note: "Profit of the best case against the runner-up, with 95 % intervals. A tie is within the equivalence " +
			"margin; unclear needs more replications.",
		heads: []string{"SKU", "Country", "Best", "Runner-up", "Program", "Best − runner-up", "95 % from", "95 % to", "Verdict",
			"Best in (share of replications)", "Break-even volume", "Why"},
	}
	if titles := b.headlines("differences-skus"); len(titles) > 0 {
		t.title = strings.Join(titles, ". ")
	} else if len(s.Decisions) == 1 {
		t.title = decided(s, s.Decisions[0])
	}
	for _, d := range s.Decisions {
		t.add(words(d.SKU), words(d.Market), words(b.label(d.Best)), words(b.label(d.RunnerUp)),
			words(result.ProgramTitle(d.Program)),
			change(d.Diff, d.Unit, totalLook), change(d.CI.Lo, d.Unit, plainLook), change(d.CI.Hi, d.Unit, plainLook),
			words(d.Verdict), share(d.PBest, plainLook), number(d.BreakEven, "units/month", plainLook), words(d.Reason))
	}
	return t.orNothing("There is one case only, or no SKU is served in two ways: nothing to decide.")
}

// decided says in words how one SKU is served best, or asks.
func decided(s *result.Set, d result.Decision) string {
	best, next := result.Capital(s.CaseLabel(d.Best, d.Market)), s.CaseLabel(d.RunnerUp, d.Market)
	where := fmt.Sprintf(" for %s in %s", result.Visible(d.SKU), result.Country(d.Market))
	if d.Verdict != result.Better {
		return best + " or " + next + where + "?"
	}
	return fmt.Sprintf("%s is better than %s%s by %s", best, next, where, result.Figure(d.Diff, d.Unit))
}

// orNothing says why a table is empty.
func (t *tab) orNothing(why string) *tab {
	if len(t.rows) == 0 {
		t.note = why
	}
	return t
}

// comparison writes both means of every comparison with their difference by formula, beside the run's
// estimate, which control variates may have adjusted.
func (b *book) comparison() *tab {
	s := b.set
	t := &tab{
		name: compareSheet, title: "How do the cases differ, figure by figure?", keys: 1, sorts: true,
		note: "Means over the replications; intervals of 95 %, paired on the same buyers. Figures that are zero in " +
			"both cases are left out; compare.csv has all.",
		heads: []string{"Metric", "A", "B", "Mean of A", "Mean of B", "B − A", "Estimate of the run", "95 % from", "95 % to",
			"B against A", "Adjusted p", "Kind of estimate"},
	}
	if len(s.Comparisons) > 0 {
		t.title = b.earner()
	}
	for _, c := range s.Comparisons {
		x, y := b.mean(c.A, c.Metric), b.mean(c.B, c.Metric)
		if (x == 0 || math.IsNaN(x)) && (y == 0 || math.IsNaN(y)) {
			continue
		}
		n := t.firstRow() + len(t.rows)
		diff := change(y-x, c.Unit, totalLook)
		if diff.value != nil {
			diff = diff.by(at(5, n) + "-" + at(4, n))
		}
		t.add(words(result.Capital(result.MetricLabel(c.Metric))), words(b.label(c.A)), words(b.label(c.B)),
			number(x, c.Unit, inputLook), number(y, c.Unit, inputLook), diff, change(c.Diff, c.Unit, plainLook),
			change(c.CI.Lo, c.Unit, plainLook), change(c.CI.Hi, c.Unit, plainLook), words(c.Verdict),
			formatted(c.PAdj, `[<0.0001]"< 0.0001";0.0000`, 9, plainLook), words(c.Estimate))
	}
	return t.orNothing("There is one case only: nothing to compare.")
}
