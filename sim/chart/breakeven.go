package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

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
	hidden bool // some cases are not drawn
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
		at := slices.IndexFunc(charts, func(c *crossing) bool { return c.has(p) })
		if at < 0 {
			if len(charts) == o.Most {
				continue
			}
			charts = append(charts, newCrossing(s, p))
			at = len(charts) - 1
		}
		charts[at].add(p)
	}
	var figures []figure
	for _, c := range charts {
		figures = append(figures, c.figure())
	}
	return figures
}

func (c *crossing) has(p result.CurvePoint) bool {
	k := c.key
	return k.SKU == p.SKU && k.Market == p.Market && k.Input == p.Input && k.Metric == p.Metric
}

func newCrossing(s *result.Set, key result.CurvePoint) *crossing {
	c := &crossing{set: s, key: key}
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
	return c
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
		fmt.Fprintf(&b, " %s: from %s at %s to %s at %s.", l.label, result.Figure(l.mean[0], currency(c.key.YUnit)),
			result.Figure(l.x[0], c.key.Unit), result.Figure(l.mean[last], currency(c.key.YUnit)),
			result.Figure(l.x[last], c.key.Unit))
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
	return text
}

func (c *crossing) table() []point {
	var all []point
	for _, l := range c.lines {
		for i := range l.x {
			all = append(all, point{Series: l.name, Role: "line", X: l.x[i], Y: l.mean[i], Lo: l.lo[i], Hi: l.hi[i]})
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

// annotationRow is the height of the text of a break-even point.
const annotationRow = vg.Length(18)

// scales returns the axes: y leaves room on top for a row of text for each
// break-even point.
func (c *crossing) scales(height vg.Length) (x, y scale) {
	xs, ys := []float64{}, []float64{0}
	for _, l := range c.lines {
		for i := range l.x {
			xs = append(xs, l.x[i])
			for _, v := range []float64{l.mean[i], l.lo[i], l.hi[i]} {
				if known(v) {
					ys = append(ys, v)
				}
			}
		}
	}
	for _, q := range c.demand {
		xs = append(xs, q.X)
	}
	x = roundScale(slices.Min(xs), slices.Max(xs), c.key.Unit, false)
	y = roundScale(slices.Min(ys), slices.Max(ys), currency(c.key.YUnit), false)
	room := 6 + annotationRow*vg.Length(len(c.marked()))
	y.max += (y.max - y.min) * float64(room/(height-room))
	return x, y
}

func (c *crossing) draw(canvas draw.Canvas, f fonts) {
	const captionHeight, stripHeight = 18, 40
	labels := f.style(labelSize, ink)
	var names []string
	for _, l := range c.lines {
		names = append(names, wrap(l.label, bold(labels), endLabelWidth)...)
	}
	right := widest(bold(labels), names...) + sideLabelGap
	bottom := vg.Length(0)
	if len(c.demand) > 0 {
		bottom = stripHeight
	}
	caption(canvas, f, fmt.Sprintf("%s, %s", result.Capital(result.MetricLabel(c.key.Metric)),
		unitName(c.key.YUnit)))
	area := draw.Crop(canvas, 0, -right, bottom, -captionHeight)
	x, y := c.scales(area.Max.Y - area.Min.Y)
	p := newPlot(f, x, y)
	p.X.Label.Text = c.xLabel()
	p.X.Label.Padding = 3
	p.Add(gridAcross(y))
	if marked := c.marked(); len(marked) == 1 {
		p.Add(columns(orElse(marked[0].CI.Lo, x.min), orElse(marked[0].CI.Hi, x.max), veil(bandGray, 0.75)))
	}
	for _, l := range c.lines {
		p.Add(l.band(veil(l.style.color, 0.16)))
	}
	for _, l := range c.lines {
		p.Add(l.line(l.style, 3))
	}
	p.Draw(area)
	data := p.DataCanvas(area)
	toX, toY := p.Transforms(&data)
	c.crossings(data, f, toX)
	c.endLabels(data, f, toY)
	if len(c.demand) > 0 {
		c.strip(canvas, f, toX)
	}
}

func (c *crossing) xLabel() string {
	name := unitName(c.key.Unit)
	if c.key.Input != "volume" {
		return result.Capital(result.Visible(c.key.Input)) + ", " + name
	}
	return "Volume in " + result.Country(c.key.Market) + ", " + name
}

// crossings writes each break-even point on its own row at the top, with a line
// down through the curves. Where there are several, each interval stays in its row:
// bands of the whole height would cover each other.
func (c *crossing) crossings(data draw.Canvas, f fonts, toX func(float64) vg.Length) {
	st := bold(f.style(labelSize, ink))
	marked := c.marked()
	bottom := data.Max.Y - vg.Length(len(marked))*annotationRow
	for i, b := range marked {
		x := toX(b.At)
		top := data.Max.Y - vg.Length(i)*annotationRow
		if len(marked) > 1 {
			rectangle(data, bandGray, vg.Rectangle{
				Min: vg.Point{X: max(data.Min.X, toX(orElse(b.CI.Lo, -1e18))), Y: top - annotationRow + 2},
				Max: vg.Point{X: min(data.Max.X, toX(orElse(b.CI.Hi, 1e18))), Y: top},
			})
		}
		dotted := draw.LineStyle{Color: ink, Width: 1, Dashes: []vg.Length{2, 2}}
		if data.ContainsX(x) {
			data.StrokeLine2(dotted, x, data.Min.Y, x, bottom)
		}
		text := c.annotation(b)
		x = clamp(x, st.Width(text)/2, data)
		data.FillText(aligned(st, draw.XCenter, draw.YTop), vg.Point{X: x, Y: top}, text)
	}
}

func (c *crossing) annotation(b result.BreakEven) string {
	unit := " " + result.Visible(b.Unit)
	if b.Unit == "units/month" {
		unit = "/mo"
	}
	name := "break-even"
	if len(c.marked()) > 1 {
		name = c.set.CaseLabel(b.B, b.Market)
	}
	return fmt.Sprintf("%s %s%s (%s)", name, result.Plain(b.At, b.Unit), unit, result.Range(b.CI, b.Unit, false))
}

// endLabelWidth is the room for names at line ends; longer ones take more lines.
const endLabelWidth = vg.Length(92)

// endLabels names the lines at their right ends.
func (c *crossing) endLabels(data draw.Canvas, f fonts, toY func(float64) vg.Length) {
	st := bold(f.style(labelSize, ink))
	labels := make([]sideLabel, len(c.lines))
	for i, l := range c.lines {
		labels[i] = sideLabel{
			lines: wrap(l.label, st, endLabelWidth), at: toY(l.mean[len(l.mean)-1]), glyph: l.style.mark(4),
		}
	}
	placeLabels(data, st, labels)
}

// strip draws the demand distribution below the axis on the same x.
func (c *crossing) strip(canvas draw.Canvas, f fonts, toX func(float64) vg.Length) {
	first, last := c.demand[0], c.demand[len(c.demand)-1]
	middle := c.demand[len(c.demand)/2]
	y := canvas.Min.Y + 22
	rectangle(canvas, tint(ink, 0.35), vg.Rectangle{
		Min: vg.Point{X: toX(first.X), Y: y - 4}, Max: vg.Point{X: toX(last.X), Y: y + 4},
	})
	canvas.StrokeLine2(draw.LineStyle{Color: ink, Width: 2.5}, toX(middle.X), y-6, toX(middle.X), y+6)
	st := aligned(f.style(tickSize, ink), draw.XCenter, draw.YTop)
	names := []string{
		result.Plain(first.X, first.Unit), result.Plain(middle.X, middle.Unit), result.Plain(last.X, last.Unit),
	}
	tight := min(toX(middle.X)-toX(first.X), toX(last.X)-toX(middle.X)) < widest(st, names...)+6
	if tight { // one text for all three
		at := clamp(toX(middle.X), st.Width(strings.Join(names, " · "))/2, canvas)
		canvas.FillText(st, vg.Point{X: at, Y: y - 8}, strings.Join(names, " · "))
	} else {
		for i, q := range []result.DemandQuantile{first, middle, last} {
			canvas.FillText(st, vg.Point{X: toX(q.X), Y: y - 8}, names[i])
		}
	}
	name := aligned(f.style(tickSize, muted), draw.XRight, draw.YCenter)
	at := vg.Point{X: toX(first.X) - 8, Y: y}
	if at.X-name.Width(demandName) < canvas.Min.X { // no room on the left
		name.XAlign, at.X = draw.XLeft, toX(last.X)+8
	}
	canvas.FillText(name, at, demandName)
}

const demandName = "your demand"

// clamp moves the center of something so that it stays on the canvas.
func clamp(x, half vg.Length, c draw.Canvas) vg.Length {
	return min(max(x, c.Min.X+half), c.Max.X-half)
}

// caption writes what the y axis shows above it, where it needs no turned head.
func caption(c draw.Canvas, f fonts, text string) {
	st := aligned(f.style(labelSize, ink), draw.XLeft, draw.YTop)
	c.FillText(st, vg.Point{X: c.Min.X, Y: c.Max.Y}, shorten(text, st, c.Max.X-c.Min.X))
}

// orElse returns x, or the other where x is not finite.
func orElse(x, other float64) float64 {
	if known(x) {
		return x
	}
	return other
}
