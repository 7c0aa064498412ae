package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"fbasim/sim/result"
)

// mostLines is how many programs one panel can show: beyond four hues even
// Okabe and Ito's colors come too close for some readers.
const mostLines = 4

// crossing is the data of one break-even chart: the curves of one SKU in one
// marketplace over one input.
type crossing struct {
	set    *result.Set
	key    result.CurvePoint // SKU, market, input, units and metric
	lines  []crossingLine
	points []result.BreakEven
	demand []result.DemandQuantile
	hidden bool   // some cases are not drawn
	others string // about the charts of other SKUs
}

type crossingLine struct {
	name, label string
	style       style
	curve
}

// breakEven builds a chart for each SKU, marketplace and input with curves.
func breakEven(s *result.Set, o Options) []figure {
	var charts []*crossing
	for _, p := range s.Curves {
		if !o.wants(p.SKU, p.Market) || !known(p.X) || !known(p.Mean) {
			continue
		}
		at := lastIndex(charts, func(c *crossing) bool { return c.has(p) })
		if at < 0 {
			charts = append(charts, &crossing{set: s, key: p})
			at = len(charts) - 1
		}
		charts[at].add(p)
	}
	figures := breakEvenSummaries(s, o)
	o.Most = max(0, o.Most-len(figures))
	charts, all := leading(s, o, charts, func(c *crossing) offer { return offer{c.key.SKU, c.key.Market} })
	for _, c := range charts {
		c.complete()
		c.others = leadingNote(len(charts), all, "break-even")
		figures = append(figures, c.figure())
	}
	return figures
}

func (c *crossing) has(p result.CurvePoint) bool {
	k := c.key
	return k.SKU == p.SKU && k.Market == p.Market && k.Input == p.Input && k.Metric == p.Metric
}

// complete adds the break-even points and demand.
func (c *crossing) complete() {
	s, key := c.set, c.key
	for _, b := range s.BreakEven {
		if b.SKU == key.SKU && b.Market == key.Market && b.Input == key.Input {
			c.points = append(c.points, b)
		}
	}
	for _, q := range s.Demand {
		if q.SKU == key.SKU && q.Market == key.Market && q.Input == key.Input && known(q.X) {
			c.demand = append(c.demand, q)
		}
	}
}

func (c *crossing) add(p result.CurvePoint) {
	at := slices.IndexFunc(c.lines, func(l crossingLine) bool { return l.name == p.Case })
	if at < 0 {
		if len(c.lines) == mostLines {
			c.hidden = true
			return
		}
		c.lines = append(c.lines, crossingLine{
			name: p.Case, label: result.Capital(c.set.CaseLabel(p.Case, p.Market)), style: c.styleOf(p),
		})
		at = len(c.lines) - 1
	}
	l := &c.lines[at]
	l.x, l.mean = append(l.x, p.X), append(l.mean, p.Mean)
	l.lo, l.hi = append(l.lo, p.Lo), append(l.hi, p.Hi)
}

func (c *crossing) styleOf(p result.CurvePoint) style {
	if st, ok := caseStyles(c.set, p.Market)[p.Case]; ok {
		return st
	}
	return programStyle(p.Program, 0)
}

func (c *crossing) figure() figure {
	title, finding := c.headline()
	g := figure{
		stem:     stem("break-even", c.key.SKU, c.key.Market),
		title:    title,
		subtitle: subtitle(c.set),
		footnote: c.footnote(),
		points:   c.table(),
		width:    chartWidth,
		height:   300,
		body:     c.draw,
	}
	if c.key.Input != "volume" {
		g.stem = stem("break-even", c.key.SKU, c.key.Market, c.key.Input)
	}
	g.alt = c.alt(finding)
	return g
}

// headline is that of the first comparison with a finding, else of the first.
func (c *crossing) headline() (string, bool) {
	for _, b := range c.points {
		if text, finding := c.set.Headline(b); finding {
			return text, true
		}
	}
	if len(c.points) > 0 {
		text, _ := c.set.Headline(c.points[0])
		return text, false
	}
	return "Which program pays in " + result.Country(c.key.Market) + ", and from what " +
		result.Visible(c.key.Input) + "?", false
}

func (c *crossing) alt(finding bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Line chart of %s over %s in %s.", result.MetricLabel(c.key.Metric),
		unitName(c.key.Unit), result.Country(c.key.Market))
	for _, l := range c.lines {
		last := len(l.x) - 1
		fmt.Fprintf(
			&b,
			" %s: from %s at %s to %s at %s.",
			l.label,
			result.Figure(l.mean[0], currency(c.key.YUnit)),
			result.Figure(l.x[0], c.key.Unit),
			result.Figure(l.mean[last], currency(c.key.YUnit)),
			result.Figure(l.x[last], c.key.Unit),
		)
	}
	for _, p := range c.points {
		b.WriteString(" " + c.set.Sentence(p))
	}
	if !finding {
		b.WriteString(" The data do not settle the question.")
	}
	return b.String()
}

// currency returns the currency of a unit such as "USD/year".
func currency(unit string) string {
	code, _, _ := strings.Cut(unit, "/")
	return code
}

func (c *crossing) footnote() string {
	text := "Colored bands: 95 % confidence interval of the mean."
	if len(c.marked()) > 0 {
		text += " Gray: 95 % interval of the break-even."
	}
	if len(c.demand) > 0 {
		text += " Bar below: your demand, P5 to P95 with the median."
	}
	if c.hidden {
		text += " More cases are in curves.csv."
	}
	return text + c.others
}

func (c *crossing) table() []point {
	var all []point
	for _, l := range c.lines {
		for i := range l.x {
			all = append(
				all,
				point{Series: l.name, Role: "line", X: l.x[i], Y: l.mean[i], Lo: l.lo[i], Hi: l.hi[i]},
			)
		}
	}
	for _, b := range c.points {
		p := newPoint("", b.A+" / "+b.B, "break-even", b.At, math.NaN())
		p.Lo, p.Hi, p.Label = b.CI.Lo, b.CI.Hi, b.Status
		all = append(all, p)
	}
	for _, q := range c.demand {
		p := newPoint("", "demand", "quantile", q.X, math.NaN())
		p.Label = fmt.Sprintf("P%g", 100*q.P)
		all = append(all, p)
	}
	return all
}

// marked are the break-even points that can be drawn.
func (c *crossing) marked() []result.BreakEven {
	var some []result.BreakEven
	for _, b := range c.points {
		if known(b.At) && b.Status != result.None && len(some) < 3 {
			some = append(some, b)
		}
	}
	return some
}
