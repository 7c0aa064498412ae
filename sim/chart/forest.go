package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"fbasim/sim/result"
)

// forest is the data of a chart of differences: metrics of one case against another, each on its own
// scale, turned so that the case is better on the right of the line.
type forest struct {
	set    *result.Set
	a, b   string
	rows   []result.Comparison
	hidden int
	styles map[string]style
}

// mostRows is how many metrics or SKUs a chart of differences shows one by one.
const mostRows = 16

// differences builds a chart for each pair of cases that is compared, and one for each marketplace in
// which there are decisions about several SKUs.
func differences(s *result.Set, o Options) []figure {
	var list []*forest
	for _, c := range s.Comparisons {
		if o.SKU != "" || !forestMetric(c, o) {
			continue
		}
		at := slices.IndexFunc(list, func(d *forest) bool { return d.a == c.A && d.b == c.B })
		if at < 0 {
			at = len(list)
			list = append(list, &forest{set: s, a: c.A, b: c.B, styles: stylesWith(caseStyles(s, ""), c.A, c.B)})
		}
		list[at].rows = append(list[at].rows, c)
	}
	var figures []figure
	for _, d := range list {
		slices.SortStableFunc(d.rows, func(x, y result.Comparison) int {
			return result.CompareMetrics(x.Metric, y.Metric)
		})
		if n := len(d.rows); n > mostRows+1 {
			d.rows, d.hidden = d.rows[:mostRows], n-mostRows
		}
		figures = append(figures, d.figure())
	}
	return append(figures, skuDifferences(s, o)...)
}

// forestMetric reports whether a comparison is worth a row: one of the figures that decide, not
// neutral, and not equal in every replication.
func forestMetric(c result.Comparison, o Options) bool {
	stem, place, _ := strings.Cut(c.Metric, ".")
	switch stem {
	case "profit", "contribution_per_unit", "lost_units", "fill_rate", "delivery_days", "late_share", "stockout_days",
		"capital", "cash_trough", "payback_days", "roi", "findings", "suspended_days":
	default:
		return false
	}
	equal := c.Diff == 0 && c.CI.Lo == 0 && c.CI.Hi == 0
	return known(c.Diff) && !equal && betterOf(c.Metric) != result.Neutral && (o.Market == "" || o.Market == place)
}

// turned returns a difference with its interval so that more is better for case b.
func turned(c result.Comparison) (x, lo, hi float64) {
	if betterOf(c.Metric) == result.Lower {
		return -c.Diff, -c.CI.Hi, -c.CI.Lo
	}
	return c.Diff, c.CI.Lo, c.CI.Hi
}

// reach is the half-length of a row's scale.
func reach(c result.Comparison) float64 {
	r := math.Max(math.Abs(c.Diff), orElse(c.Margin, 0))
	for _, end := range []float64{c.CI.Lo, c.CI.Hi} {
		if known(end) {
			r = math.Max(r, math.Abs(end))
		}
	}
	return r
}

func (d *forest) label(name string) string { return result.Visible(d.set.Label(name)) }

// verdict says in words who is better.
func (d *forest) verdict(c result.Comparison) string {
	switch c.Verdict {
	case result.Better:
		return d.label(d.b) + " better"
	case result.Worse:
		return d.label(d.a) + " better"
	}
	return result.Visible(c.Verdict)
}

func (d *forest) figure() figure {
	return figure{
		stem: stem("differences", d.a, d.b), title: d.headline(), subtitle: subtitle(d.set), footnote: d.footnote(),
		alt: d.alt(), points: d.table(), width: chartWidth, height: forestRow*lengths(len(d.rows)) + 28, body: d.draw,
	}
}

// headline is about the first row, mostly profit.
func (d *forest) headline() string {
	c := d.rows[0]
	a, b := d.label(d.a), d.label(d.b)
	what := result.MetricLabel(c.Metric)
	switch c.Verdict {
	case result.Better, result.Worse:
		better, than := b, a
		if c.Verdict == result.Worse {
			better, than = a, b
		}
		text := fmt.Sprintf("%s is better than %s in %s", result.Capital(better), than, what)
		if n := d.against(c.Verdict); n > 0 {
			text += fmt.Sprintf(", worse in %d of %d other figures", n, len(d.rows)-1)
		}
		return text
	case result.Tie:
		return fmt.Sprintf("%s and %s are equal in %s, within the margin", result.Capital(b), a, what)
	}
	return fmt.Sprintf("Is %s better than %s in %s?", b, a, what)
}

// against counts the rows with the opposite verdict.
func (d *forest) against(verdict string) (n int) {
	for _, c := range d.rows {
		if (c.Verdict == result.Better || c.Verdict == result.Worse) && c.Verdict != verdict {
			n++
		}
	}
	return n
}

func (d *forest) footnote() string {
	text := fmt.Sprintf("%s minus %s with 95 %% intervals. Each row has its own scale from the line, turned so that "+
		"right is better for %s. Gray: differences that count as equal. Hollow: a tie or unclear.",
		result.Capital(d.label(d.b)), d.label(d.a), d.label(d.b))
	if d.hidden > 0 {
		text += fmt.Sprintf(" %d more are in compare.csv.", d.hidden)
	}
	return text
}

func (d *forest) alt() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Differences of %s to %s.", d.label(d.b), d.label(d.a))
	for _, c := range d.rows {
		fmt.Fprintf(&b, " %s: %s, %s.", result.Capital(result.MetricLabel(c.Metric)),
			result.Estimate(c.Diff, c.CI, c.Unit), d.verdict(c))
	}
	return b.String()
}

func (d *forest) table() []point {
	var all []point
	for i, c := range d.rows {
		p := newPoint("", c.Metric, "interval", c.Diff, float64(i+1))
		p.Lo, p.Hi, p.Label = c.CI.Lo, c.CI.Hi, d.verdict(c)+", "+result.Visible(c.Unit)
		all = append(all, p)
		if known(c.Margin) && c.Margin > 0 {
			p := newPoint("", c.Metric, "margin", math.NaN(), float64(i+1))
			p.Lo, p.Hi = -c.Margin, c.Margin
			all = append(all, p)
		}
	}
	return all
}

// skuForest is the data of a chart of differences by SKU in one marketplace: profit of the best case
// over the next best, on one scale.
type skuForest struct {
	set    *result.Set
	market string
	// a and b are the cases where all rows are about the same two; the difference is then b minus a, and
	// else best minus next best.
	a, b   string
	rows   []result.Decision
	rest   []result.Decision
	all    int
	styles map[string]style
}

func skuDifferences(s *result.Set, o Options) []figure {
	var list []*skuForest
	for _, r := range s.Decisions {
		if !o.wants(r.SKU, r.Market) || !known(r.Diff) {
			continue
		}
		at := slices.IndexFunc(list, func(d *skuForest) bool { return d.market == r.Market })
		if at < 0 {
			at = len(list)
			list = append(list, &skuForest{set: s, market: r.Market, styles: caseStyles(s, r.Market)})
		}
		list[at].rows = append(list[at].rows, r)
	}
	var figures []figure
	for _, d := range list {
		if len(d.rows) > 1 {
			d.settle()
			figures = append(figures, d.figure())
		}
	}
	return figures
}

// settle finds the common pair, sorts by size and groups the rest.
func (d *skuForest) settle() {
	d.all = len(d.rows)
	d.a, d.b = d.pair()
	slices.SortStableFunc(d.rows, func(x, y result.Decision) int {
		return cmp.Or(cmp.Compare(math.Abs(y.Diff), math.Abs(x.Diff)), strings.Compare(x.SKU, y.SKU))
	})
	if len(d.rows) > mostRows+1 {
		d.rows, d.rest = d.rows[:mostRows], d.rows[mostRows:]
	}
	if d.b != "" { // from one side to the other
		slices.SortStableFunc(d.rows, func(x, y result.Decision) int {
			return cmp.Compare(d.signed(y).x, d.signed(x).x)
		})
	}
}

// pair returns the two cases that all rows are about, the earlier case first, or nothing.
func (d *skuForest) pair() (a, b string) {
	for i := range d.set.Cases {
		for k := i + 1; k < len(d.set.Cases); k++ {
			a, b = d.set.Cases[i].Name, d.set.Cases[k].Name
			if !slices.ContainsFunc(d.rows, func(r result.Decision) bool {
				return !(r.Best == a && r.RunnerUp == b || r.Best == b && r.RunnerUp == a)
			}) {
				return a, b
			}
		}
	}
	return "", ""
}

// estimate is a value with its interval.
type estimate struct{ x, lo, hi float64 }

// signed returns the difference of a row as it is drawn.
func (d *skuForest) signed(r result.Decision) estimate {
	if d.b != "" && r.Best == d.a {
		return estimate{-r.Diff, -r.CI.Hi, -r.CI.Lo}
	}
	return estimate{r.Diff, r.CI.Lo, r.CI.Hi}
}

// settled reports whether the row tells who is better.
func settled(r result.Decision) bool { return r.Verdict == result.Better || r.Verdict == result.Worse }
