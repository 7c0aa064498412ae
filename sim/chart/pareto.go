package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"fbasim/sim/result"
)

// frontier is the data of a Pareto chart: the plans for one SKU, or for all together, seen by two
// objectives. The first objective is the vertical one.
type frontier struct {
	set    *result.Set
	sku    string
	plans  []result.ParetoPoint // by ascending second objective
	tagged []taggedPlan
	common []string // choices that all plans with letters share
	hidden int      // plans on the front without a letter

	halfX, halfY float64 // median half-widths of the intervals of the listed plans
	spanX, spanY float64 // between the least and the largest mean
}

// taggedPlan is a plan with a letter, which the list below the plot explains.
type taggedPlan struct {
	letter string
	plan   *result.ParetoPoint
}

// mostTagged is how many plans the list has room for.
const mostTagged = 8

// paretoCharts builds a chart for all SKUs together and one for each SKU with points.
func paretoCharts(s *result.Set, points []result.ParetoPoint, o Options) []figure {
	var skus []string
	for _, p := range points {
		if !slices.Contains(skus, p.SKU) && o.wants(p.SKU, "") && known(p.X) && known(p.Y) {
			skus = append(skus, p.SKU)
		}
	}
	slices.Sort(skus)
	var figures []figure
	for _, sku := range skus {
		figures = append(figures, newFrontier(s, sku, points).figure())
	}
	return figures
}

func newFrontier(s *result.Set, sku string, points []result.ParetoPoint) *frontier {
	f := &frontier{set: s, sku: sku}
	for _, p := range points {
		if p.SKU == sku && known(p.X) && known(p.Y) {
			f.plans = append(f.plans, p)
		}
	}
	slices.SortStableFunc(f.plans, func(a, b result.ParetoPoint) int {
		return cmp.Or(cmp.Compare(a.Y, b.Y), cmp.Compare(a.X, b.X), strings.Compare(a.Plan, b.Plan))
	})
	f.tag()
	f.share()
	f.measure()
	return f
}

// tag gives letters to the plans on the front, thinned out evenly where there are many; those of
// today and the chosen one always have one.
func (f *frontier) tag() {
	var front []int
	for i, p := range f.plans {
		if p.Front && !p.Baseline && !p.Chosen {
			front = append(front, i)
		}
	}
	keep := map[int]bool{}
	room := mostTagged
	for i, p := range f.plans {
		if (p.Baseline || p.Chosen) && room > 0 {
			keep[i] = true
			room--
		}
	}
	for k := range min(room, len(front)) {
		at := 0
		if room > 1 && len(front) > 1 {
			at = k * (len(front) - 1) / max(1, min(room, len(front))-1)
		}
		keep[front[at]] = true
	}
	for i := range f.plans {
		if keep[i] {
			f.tagged = append(f.tagged, taggedPlan{string(rune('A' + len(f.tagged))), &f.plans[i]})
		} else if f.plans[i].Front {
			f.hidden++
		}
	}
}

// choiceMark stands between the choices of a plan.
const choiceMark = "; "

// share finds the choices that all listed plans have in common, which the list leaves out.
func (f *frontier) share() {
	for i, t := range f.tagged {
		choices := strings.Split(t.plan.Plan, choiceMark)
		if i == 0 {
			f.common = choices
			continue
		}
		f.common = slices.DeleteFunc(f.common, func(c string) bool { return !slices.Contains(choices, c) })
	}
	if len(f.tagged) < 2 {
		f.common = nil
	}
}

// own is a plan's text without what all plans have in common.
func (f *frontier) own(plan string) string {
	choices := strings.Split(plan, choiceMark)
	choices = slices.DeleteFunc(choices, func(c string) bool { return slices.Contains(f.common, c) })
	if len(choices) == 0 {
		return plan
	}
	return strings.Join(choices, choiceMark)
}

// measure compares the intervals with the distances of the points.
func (f *frontier) measure() {
	var xs, ys extent
	var halfX, halfY []float64
	for _, p := range f.plans {
		xs.add(p.X)
		ys.add(p.Y)
		if p.Front || p.Baseline || p.Chosen {
			halfX, halfY = append(halfX, half(p.XCI)), append(halfY, half(p.YCI))
		}
	}
	f.spanX, f.spanY = xs.hi-xs.lo, ys.hi-ys.lo
	slices.Sort(halfX)
	slices.Sort(halfY)
	if n := len(halfX); n > 0 {
		f.halfX, f.halfY = halfX[n/2], halfY[n/2]
	}
}

func half(iv result.Interval) float64 { return (iv.Hi - iv.Lo) / 2 }

// arms reports in which directions intervals are drawn: not where they are so long that they would
// run through the whole plot.
func (f *frontier) arms() (across, up bool) {
	const most = 0.5
	return f.halfY <= most*f.spanY, f.halfX <= most*f.spanX
}

// of returns the first plan for which a mark is set.
func (f *frontier) of(mark func(*result.ParetoPoint) bool) *result.ParetoPoint {
	for i := range f.plans {
		if mark(&f.plans[i]) {
			return &f.plans[i]
		}
	}
	return nil
}

func (f *frontier) today() *result.ParetoPoint {
	return f.of(func(p *result.ParetoPoint) bool { return p.Baseline })
}

func (f *frontier) chosen() *result.ParetoPoint {
	return f.of(func(p *result.ParetoPoint) bool { return p.Chosen })
}

func (f *frontier) figure() figure {
	return figure{
		stem: stem("pareto", f.sku), title: f.headline(), subtitle: subtitle(f.set), footnote: f.footnote(),
		alt: f.alt(), points: f.table(), width: chartWidth,
		height: 290 + planRow*vg.Length(len(f.tagged)+1), body: f.draw,
	}
}

// headline is a finding where the paired comparison with today settles it, or, where there is none,
// where the intervals of the two plans do not meet.
func (f *frontier) headline() string {
	chosen, today := f.chosen(), f.today()
	p := &f.plans[0]
	first, second := result.MetricLabel(p.XMetric), result.MetricLabel(p.YMetric)
	if chosen == nil || today == nil || chosen == today {
		return fmt.Sprintf("How much %s for how much %s%s?", first, second, f.where())
	}
	dx, settledX := f.difference(p.XMetric, chosen.X-today.X, chosen.XCI, today.XCI)
	dy, settledY := f.difference(p.YMetric, chosen.Y-today.Y, chosen.YCI, today.YCI)
	if !settledX {
		return fmt.Sprintf("Does another plan beat today's in %s and %s%s?", first, second, f.where())
	}
	text := "The chosen plan has " + change(dx, p.XUnit, p.XMetric) + " than today" + f.where()
	if settledY {
		text += ", and " + change(dy, p.YUnit, p.YMetric)
	}
	return text
}

// difference is what the chosen plan has more than today's in a metric, and whether that is settled.
// The comparisons of the set are about all SKUs together.
func (f *frontier) difference(metric string, d float64, chosen, today result.Interval) (float64, bool) {
	for _, c := range f.set.Comparisons {
		if f.sku == "" && c.Metric == metric {
			return c.Diff, c.Verdict == result.Better || c.Verdict == result.Worse || c.Verdict == result.Differs
		}
	}
	return d, chosen.Lo > today.Hi || chosen.Hi < today.Lo
}

// change writes a difference in words: "USD 4,200 more profit".
func change(d float64, unit, metric string) string {
	word := "more"
	if d < 0 {
		word = "less"
	}
	number := result.Figure(math.Abs(d), unit)
	if unit == "share" {
		return strings.TrimSuffix(number, " %") + " points " + word + " " + result.MetricLabel(metric)
	}
	return number + " " + word + " " + result.MetricLabel(metric)
}

func (f *frontier) where() string {
	if f.sku == "" {
		return ""
	}
	return " for " + result.Visible(f.sku)
}

func (f *frontier) footnote() string {
	text := "Dots on the line are not beaten in both by any plan looked at; gray ones are."
	p := &f.plans[0]
	switch across, up := f.arms(); {
	case across && up:
		text += " Crosses: 95 % confidence intervals of the means."
	case across:
		text += " Bars: 95 % confidence intervals of the means; of " + result.MetricLabel(p.XMetric) + " they are longer than the axis: "
		text += "about ±" + result.Figure(f.halfX, p.XUnit) + "."
	case up:
		text += " Bars: 95 % confidence intervals of the means; of " + result.MetricLabel(p.YMetric) + " they are longer than the axis: "
		text += "about ±" + result.Figure(f.halfY, p.YUnit) + "."
	default:
		text += fmt.Sprintf(" 95 %% confidence intervals of the means are about ±%s and ±%s: too long to draw. Plans share their buyers, "+
			"so differences are known better.", result.Figure(f.halfX, p.XUnit), result.Figure(f.halfY, p.YUnit))
	}
	if len(f.common) > 0 {
		text += " All plans listed: " + result.Visible(strings.Join(f.common, choiceMark)) + "."
	}
	if f.hidden > 0 {
		text += fmt.Sprintf(" %d more plans on the line are in pareto.csv.", f.hidden)
	}
	return text
}

func (f *frontier) alt() string {
	var b strings.Builder
	p := &f.plans[0]
	fmt.Fprintf(&b, "Scatter of %d plans%s by %s and %s.", len(f.plans), f.where(), result.MetricLabel(p.XMetric),
		result.MetricLabel(p.YMetric))
	for _, t := range f.tagged {
		fmt.Fprintf(&b, " %s, %s%s: %s at %s.", t.letter, result.Visible(t.plan.Plan), role(t.plan),
			result.Figure(t.plan.X, t.plan.XUnit), result.Figure(t.plan.Y, t.plan.YUnit))
	}
	return b.String()
}

// role tells today's plan and the chosen one, and a plan that is listed though another beats it.
func role(p *result.ParetoPoint) string {
	var parts []string
	if p.Baseline {
		parts = append(parts, "today")
	}
	if p.Chosen {
		parts = append(parts, "chosen")
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

func (f *frontier) table() []point {
	var all []point
	for _, p := range f.plans {
		row := newPoint(p.SKU, p.Plan, "dominated", p.Y, p.X)
		if p.Front {
			row.Role = "front"
		}
		row.Lo, row.Hi, row.Label = p.XCI.Lo, p.XCI.Hi, strings.Trim(role(&p), " ()")
		all = append(all, row)
		across := newPoint(p.SKU, p.Plan, "interval of x", math.NaN(), p.X)
		across.Lo, across.Hi = p.YCI.Lo, p.YCI.Hi
		all = append(all, across)
	}
	return all
}
