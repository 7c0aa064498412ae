package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"fbasim/sim/result"
)

// breakEvens is the data of a chart of the break-even volumes of many SKUs in one marketplace, each
// relative to the median of its demand, so that all share a scale.
type breakEvens struct {
	set    *result.Set
	market string
	rows   []breakEvenRow
	rest   []breakEvenRow
	styles map[string]style
}

// breakEvenRow is one SKU. Volumes are in shares of the median demand.
type breakEvenRow struct {
	point      result.BreakEven
	weight     float64 // of its decision, to order by
	low, high  float64 // demand, P5 and P95
	at, lo, hi float64 // break-even with its interval; NaN for none
}

// breakEvenSummaries builds a chart for each marketplace with break-even volumes of several SKUs.
func breakEvenSummaries(s *result.Set, o Options) (figures []figure) {
	if o.SKU != "" {
		return nil
	}
	demand, weights := demands(s), map[offer]float64{}
	for _, d := range s.Decisions {
		weights[offer{d.SKU, d.Market}] = math.Abs(orElse(d.Diff, 0))
	}
	var list []*breakEvens
	seen := map[offer]bool{}
	for _, b := range s.BreakEven {
		key := offer{b.SKU, b.Market}
		q := demand[key]
		if b.Input != "volume" || seen[key] || !o.wants("", b.Market) || !(q[1] > 0) {
			continue
		}
		seen[key] = true
		at := slices.IndexFunc(list, func(d *breakEvens) bool { return d.market == b.Market })
		if at < 0 {
			at = len(list)
			list = append(list, &breakEvens{set: s, market: b.Market, styles: caseStyles(s, b.Market)})
		}
		list[at].rows = append(list[at].rows, newBreakEvenRow(b, q, weights[key]))
	}
	for _, d := range list {
		if len(d.rows) > 1 {
			d.settle()
			figures = append(figures, d.figure())
		}
	}
	return figures
}

// demands are P5, P50 and P95 of the volume of each offer.
func demands(s *result.Set) map[offer][3]float64 {
	all := map[offer][3]float64{}
	for _, q := range s.Demand {
		at := slices.Index([]float64{0.05, 0.5, 0.95}, q.P)
		if q.Input == "volume" && at >= 0 {
			key := offer{q.SKU, q.Market}
			three := all[key]
			three[at] = q.X
			all[key] = three
		}
	}
	return all
}

func newBreakEvenRow(b result.BreakEven, demand [3]float64, weight float64) breakEvenRow {
	row := breakEvenRow{
		point: b, weight: weight, low: demand[0] / demand[1], high: demand[2] / demand[1],
		at: b.At / demand[1], lo: b.CI.Lo / demand[1], hi: b.CI.Hi / demand[1],
	}
	if b.Status != result.Finite && b.Status != result.Unbounded {
		row.at = math.NaN()
	}
	return row
}

// settle keeps the offers that weigh most and orders them by break-even, those without one last.
func (d *breakEvens) settle() {
	slices.SortStableFunc(d.rows, func(x, y breakEvenRow) int {
		return cmp.Or(cmp.Compare(y.weight, x.weight), strings.Compare(x.point.SKU, y.point.SKU))
	})
	if len(d.rows) > mostRows+1 {
		d.rows, d.rest = d.rows[:mostRows], d.rows[mostRows:]
	}
	slices.SortStableFunc(d.rows, func(x, y breakEvenRow) int {
		return cmp.Compare(orElse(x.at, math.Inf(1)), orElse(y.at, math.Inf(1)))
	})
}

func (d *breakEvens) label(name string) string {
	return result.Visible(d.set.CaseLabel(name, d.market))
}

// verdict says who is better where; of an interval that is open, at the end that is known.
func (d *breakEvens) verdict(r breakEvenRow) string {
	word, at := d.word(r)
	if !known(at) {
		return word
	}
	return word + " " + result.Plain(at, r.point.Unit)
}

// word is a verdict and the volume it ends with, NaN where it has none.
func (d *breakEvens) word(r breakEvenRow) (word string, at float64) {
	b := r.point
	switch {
	case b.Status == result.Finite:
		return d.label(b.Above) + " above", b.At
	case b.Status == result.None && b.Below == b.Above && b.Above != "":
		return d.label(b.Above) + " always", math.NaN()
	case b.Status == result.Unbounded && known(b.CI.Hi) && b.Above != "":
		return d.label(b.Above) + " above", b.CI.Hi
	case b.Status == result.Unbounded && known(b.CI.Lo) && b.Below != "":
		return d.label(b.Below) + " below", b.CI.Lo
	}
	return "unclear", math.NaN()
}

// tally counts verdicts, without their volumes.
func (d *breakEvens) tally(rows []breakEvenRow) string {
	var names []string
	counts := map[string]int{}
	for _, r := range rows {
		word, at := d.word(r)
		if known(at) {
			word += " a volume"
		}
		if counts[word]++; counts[word] == 1 {
			names = append(names, word)
		}
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Or(counts[b]-counts[a], strings.Compare(a, b)) })
	for i, name := range names {
		names[i] = fmt.Sprintf("%s %d", name, counts[name])
	}
	return strings.Join(names, ", ")
}

func (d *breakEvens) figure() figure {
	height := skuRow*lengths(len(d.rows)) + 56
	if len(d.rest) > 0 {
		height += 2 * skuRow
	}
	return figure{
		stem: stem("break-even", "skus", d.market), title: d.headline(), subtitle: subtitle(d.set), footnote: d.footnote(),
		alt: d.alt(), points: d.table(), width: chartWidth, height: height, body: d.draw,
	}
}

// atMedian names the case that is surely better at the median demand, "" for none.
func (r *breakEvenRow) atMedian() string {
	b := r.point
	switch {
	case b.Status == result.None && b.Below == b.Above:
		return b.Above
	case b.Status != result.Finite && b.Status != result.Unbounded:
		return ""
	case r.hi < 1:
		return b.Above
	case r.lo > 1:
		return b.Below
	}
	return ""
}

// headline names the case that is better at the median demand of most SKUs.
func (d *breakEvens) headline() string {
	all, best, most := slices.Concat(d.rows, d.rest), "", 0
	for i := range d.set.Cases {
		n := 0
		for k := range all {
			if all[k].atMedian() == d.set.Cases[i].Name {
				n++
			}
		}
		if n > most {
			best, most = d.set.Cases[i].Name, n
		}
	}
	if most == 0 {
		return "Which SKUs sell enough in " + result.Country(d.market) + "?"
	}
	return fmt.Sprintf("%s is surely better at the median demand of %d of %d SKUs in %s", result.Capital(d.label(best)),
		most, len(all), result.Country(d.market))
}

func (d *breakEvens) footnote() string {
	text := "Marks: break-even with its 95 % interval, in the color of the better program above it; hollow where the data " +
		"leave an end open: the word tells the end that is sure. Volumes in units/month. Gray: your demand, P5 to P95."
	if len(d.rest) > 0 {
		text += fmt.Sprintf(" The %d SKUs with the largest differences of %d; all are in break_even.csv.",
			len(d.rows), len(d.rows)+len(d.rest))
	}
	return text
}

func (d *breakEvens) alt() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Break-even volumes by SKU in %s in shares of the median demand: %s.", result.Country(d.market),
		d.tally(slices.Concat(d.rows, d.rest)))
	for _, r := range d.rows {
		fmt.Fprintf(&b, " %s: %s", result.Visible(r.point.SKU), d.verdict(r))
		if known(r.at) {
			fmt.Fprintf(&b, ", %s of demand", result.Figure(r.at, "share"))
		}
		b.WriteByte('.')
	}
	return b.String()
}

func (d *breakEvens) table() (all []point) {
	for i, r := range d.rows {
		p := newPoint("", r.point.SKU, "break-even", r.at, float64(i+1))
		p.Lo, p.Hi, p.Label = r.lo, r.hi, d.verdict(r)
		q := newPoint("", r.point.SKU, "demand", 1, float64(i+1))
		q.Lo, q.Hi = r.low, r.high
		all = append(all, p, q)
	}
	if len(d.rest) > 0 {
		p := newPoint("", d.restHead(), "rest", math.NaN(), float64(len(d.rows)+1))
		p.Label = d.tally(d.rest)
		all = append(all, p)
	}
	return all
}

func (d *breakEvens) restHead() string { return fmt.Sprintf("%d other SKUs:", len(d.rest)) }

// scale reaches from nothing to the widest demand or break-even, but not to open ends.
func (d *breakEvens) scale() scale {
	var all extent
	all.add(0)
	for _, r := range d.rows {
		all.add(r.high)
		all.add(r.at)
	}
	return roundScale(0, 1.06*all.hi, "share", false)
}

func (d *breakEvens) draw(canvas draw.Canvas, f fonts) {
	caption(canvas, f, "Break-even volume, % of your median demand")
	var rows skuRows
	for _, r := range d.rows {
		rows.names, rows.verdicts = append(rows.names, result.Visible(r.point.SKU)), append(rows.verdicts, d.verdict(r))
	}
	if len(d.rest) > 0 {
		rows.rest = []string{d.restHead(), d.tally(d.rest)}
	}
	x := d.scale()
	rows.draw(canvas, f, x, func(i int, data draw.Canvas, y vg.Length, toX func(float64) vg.Length) {
		r := d.rows[i]
		rectangle(data, bandGray, vg.Rectangle{
			Min: vg.Point{X: toX(r.low), Y: y - 6}, Max: vg.Point{X: toX(math.Min(r.high, x.max)), Y: y + 6},
		})
		data.StrokeLine2(draw.LineStyle{Color: axisGray, Width: 1.2}, toX(1), y-6, toX(1), y+6)
		if known(r.at) && r.at <= x.max {
			lo, hi := toX(orElse(r.lo, 0)), toX(orElse(r.hi, x.max))
			d.styles[r.point.Above].interval(data, y, toX(r.at), lo, hi, r.point.Status != result.Finite)
		}
	})
}
