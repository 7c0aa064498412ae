package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"fbasim/sim/result"
)

func (d *skuForest) label(name string) string { return result.Visible(d.set.CaseLabel(name, d.market)) }

// verdict says in words who is better for a SKU.
func (d *skuForest) verdict(r result.Decision) string {
	if settled(r) {
		return d.label(r.Best) + " better"
	}
	return result.Visible(r.Verdict)
}

// tally counts SKUs by the case that is surely better, in the order of the cases; last the others.
func (d *skuForest) tally(rows []result.Decision) (names []string, counts []int, open int) {
	for i := range d.set.Cases {
		n := 0
		for _, r := range rows {
			if settled(r) && r.Best == d.set.Cases[i].Name {
				n++
			}
		}
		if n > 0 {
			names, counts = append(names, d.set.Cases[i].Name), append(counts, n)
		}
	}
	for _, r := range rows {
		if !settled(r) {
			open++
		}
	}
	return names, counts, open
}

// tallyText is the tally in words: "Local FBA better for 9, Remote Fulfillment for 5, open for 3".
func (d *skuForest) tallyText(rows []result.Decision) string {
	names, counts, open := d.tally(rows)
	var parts []string
	for i := range names {
		better := " for "
		if i == 0 {
			better = " better for "
		}
		parts = append(parts, d.label(names[i])+better+fmt.Sprint(counts[i]))
	}
	if open > 0 {
		parts = append(parts, fmt.Sprintf("open for %d", open))
	}
	return strings.Join(parts, ", ")
}

func (d *skuForest) figure() figure {
	height := skuRow*lengths(len(d.rows)) + 46
	if len(d.rest) > 0 {
		height += 2 * skuRow
	}
	return figure{
		stem: stem("differences", "skus", d.market), title: d.headline(), subtitle: subtitle(d.set), footnote: d.footnote(),
		alt: d.alt(), points: d.table(), width: chartWidth, height: height, body: d.draw,
	}
}

func (d *skuForest) headline() string {
	all := slices.Concat(d.rows, d.rest)
	names, counts, _ := d.tally(all)
	if len(names) == 0 {
		return "Which SKUs are better served how" + d.where() + "?"
	}
	best := 0
	for i := range counts {
		if counts[i] > counts[best] {
			best = i
		}
	}
	return fmt.Sprintf("%s is better for %d of %d SKUs%s", result.Capital(d.label(names[best])), counts[best], d.all, d.where())
}

// where names the marketplace, "" for plans of a SKU over all of them.
func (d *skuForest) where() string {
	if d.market == "" {
		return ""
	}
	return " in " + result.Country(d.market)
}

// axis names what the rows show.
func (d *skuForest) axis() string {
	text := "Profit of the best case over the next best"
	if d.b != "" {
		text = "Profit, " + d.label(d.b) + " minus " + d.label(d.a)
	}
	return text + ", " + unitName(d.unit())
}

func (d *skuForest) unit() string { return d.rows[0].Unit }

func (d *skuForest) footnote() string {
	text := "With 95 % intervals. Hollow: a tie or unclear."
	if len(d.rest) > 0 {
		file := "decisions.csv"
		if d.market == "" {
			file = "skus.csv"
		}
		text = fmt.Sprintf("The %d SKUs with the largest differences of %d, with 95 %% intervals. "+
			"Hollow: a tie or unclear. All are in %s.", len(d.rows), d.all, file)
	}
	return text
}

// restText tells what the SKUs that are not shown one by one come to.
func (d *skuForest) restText() (names, sums string) {
	most := 0.0
	for _, r := range d.rest {
		most = math.Max(most, math.Abs(r.Diff))
	}
	return fmt.Sprintf("%d other SKUs, each at most %s:", len(d.rest), result.Figure(most, d.unit())), d.tallyText(d.rest)
}

func (d *skuForest) alt() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Differences by SKU%s: %s.", d.where(), d.tallyText(slices.Concat(d.rows, d.rest)))
	for _, r := range d.rows {
		e := d.signed(r)
		fmt.Fprintf(&b, " %s: %s, %s.", result.Visible(r.SKU),
			result.Estimate(e.x, result.Interval{Lo: e.lo, Hi: e.hi}, r.Unit), d.verdict(r))
	}
	if len(d.rest) > 0 {
		names, sums := d.restText()
		b.WriteString(" " + names + " " + sums + ".")
	}
	return b.String()
}

func (d *skuForest) table() []point {
	var all []point
	for i, r := range d.rows {
		e := d.signed(r)
		p := newPoint("", r.SKU, "interval", e.x, float64(i+1))
		p.Lo, p.Hi, p.Label = e.lo, e.hi, d.verdict(r)
		all = append(all, p)
	}
	if len(d.rest) > 0 {
		names, sums := d.restText()
		p := newPoint("", names, "rest", math.NaN(), float64(len(d.rows)+1))
		p.Label = sums
		all = append(all, p)
	}
	return all
}
