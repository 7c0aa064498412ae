package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"fbasim/sim/result"
	"fbasim/sim/stats"
)

// spreadOf is the data of a profit distribution: the outcomes of all replications
// of each case as an empirical distribution, with a strip of P5, mean and P95
// under it. A share of replications is read off directly, which a density would
// not allow.
type spreadOf struct {
	set    *result.Set
	metric string
	market string
	unit   string
	lines  []spreadLine
	hidden bool
}

type spreadLine struct {
	name, label string
	style       style
	sorted      []float64
	metric      result.Metric
}

// profitDistribution builds a chart for profit of the whole plan where the set has
// it, and one for each marketplace.
func profitDistribution(s *result.Set, o Options) []figure {
	var figures []figure
	if o.SKU != "" {
		return nil // outcomes of replications are not kept by SKU
	}
	for _, metric := range s.Replications.Metrics {
		stem, market, _ := strings.Cut(metric, ".")
		if stem != "profit" || !o.wants("", market) || o.Market != "" && market == "" {
			continue
		}
		if d := newSpread(s, metric, market); len(d.lines) > 0 {
			figures = append(figures, d.figure())
		}
	}
	return figures
}

func newSpread(s *result.Set, metric, market string) *spreadOf {
	d := &spreadOf{set: s, metric: metric, market: market}
	styles := caseStyles(s, market)
	for i := range s.Cases {
		c := &s.Cases[i]
		_, values := s.Replications.Sample(c.Name, metric)
		m := c.Metric(metric)
		if len(values) < 2 || m == nil { // one replication has no distribution
			continue
		}
		if len(d.lines) == mostLines {
			d.hidden = true
			continue
		}
		slices.Sort(values)
		d.unit = m.Unit
		label := result.Capital(s.CaseLabel(c.Name, market))
		d.lines = append(d.lines, spreadLine{c.Name, label, styles[c.Name], values, *m})
	}
	return d
}

const spreadRow = vg.Length(38)

func (d *spreadOf) figure() figure {
	return figure{
		stem:     stem("profit", d.market),
		title:    d.headline(),
		subtitle: subtitle(d.set),
		footnote: d.footnote(),
		alt:      d.alt(),
		points:   d.table(),
		width:    chartWidth,
		height:   250 + spreadRow*vg.Length(len(d.lines)) + 26,
		body:     d.draw,
	}
}

// headline is a finding where the comparison of profits is settled.
func (d *spreadOf) headline() string {
	for _, c := range d.set.Comparisons {
		if c.Metric != d.metric {
			continue
		}
		winner, loser := d.line(c.B), d.line(c.A)
		if c.Verdict == result.Worse {
			winner, loser = loser, winner
		}
		if winner == nil || loser == nil || c.Verdict != result.Better && c.Verdict != result.Worse {
			continue
		}
		text := fmt.Sprintf("%s earns more than %s on average", winner.label, uncapital(loser.label))
		switch bad, good := winner.tail(), loser.tail(); {
		case bad.Hi < good.Lo:
			text += ", but less in a bad case"
		case bad.Lo > good.Hi:
			text += ", and in a bad case too"
		}
		return text
	}
	return "How sure is profit" + d.where() + "?"
}

func (d *spreadOf) where() string {
	if d.market == "" {
		return ""
	}
	return " in " + result.Country(d.market)
}

func (d *spreadOf) line(name string) *spreadLine {
	for i := range d.lines {
		if d.lines[i].name == name {
			return &d.lines[i]
		}
	}
	return nil
}

func (d *spreadOf) footnote() string {
	text := "Each step is one replication. Bars: P5 to P95 of the outcomes, with the mean; " +
		"tick: mean of the worst 5 % (CVaR)."
	if d.hidden {
		text += " More cases are in replications.csv."
	}
	return text
}

func (d *spreadOf) alt() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Distribution of %s over the replications.", result.MetricLabel(d.metric))
	for _, l := range d.lines {
		m := l.metric
		fmt.Fprintf(
			&b,
			" %s: mean %s, P5 %s, P95 %s, mean of the worst 5 %% %s, loss in %s of replications.",
			l.label,
			result.Figure(m.Mean, d.unit),
			result.Figure(m.P5, d.unit),
			result.Figure(m.P95, d.unit),
			result.Figure(m.CVaR5, d.unit),
			result.Figure(l.losses(), "share"),
		)
	}
	return b.String()
}

// tail is the 95 % interval of P5, from order statistics.
func (l *spreadLine) tail() stats.Interval { return stats.QuantileInterval(l.sorted, 0.05, 0.95) }

// losses is the share of replications below zero.
func (l *spreadLine) losses() float64 {
	n := 0
	for _, x := range l.sorted {
		if x < 0 {
			n++
		}
	}
	return float64(n) / float64(len(l.sorted))
}

func (d *spreadOf) table() []point {
	var all []point
	for _, l := range d.lines {
		for i, x := range l.sorted {
			all = append(all, newPoint("", l.name, "line", x, float64(i+1)/float64(len(l.sorted))))
		}
		for _, q := range []struct {
			name string
			x    float64
		}{{"P5", l.metric.P5}, {"mean", l.metric.Mean}, {"P95", l.metric.P95}, {"CVaR5", l.metric.CVaR5}} {
			p := newPoint("", l.name, "mark", q.x, math.NaN())
			p.Label = q.name
			all = append(all, p)
		}
	}
	return all
}

func (d *spreadOf) scales() (x, y scale) {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, l := range d.lines {
		lo, hi = math.Min(lo, l.sorted[0]), math.Max(hi, l.sorted[len(l.sorted)-1])
		if known(l.metric.CVaR5) {
			lo = math.Min(lo, l.metric.CVaR5)
		}
	}
	pad := 0.03 * (hi - lo)
	return roundScale(lo-pad, hi+pad, d.unit, false), roundScale(0, 1, "share", false)
}

func (d *spreadOf) draw(canvas draw.Canvas, f fonts) {
	caption(canvas, f, "Share of replications with at most this profit")
	x, y := d.scales()
	strips := spreadRow * vg.Length(len(d.lines))
	area := draw.Crop(canvas, 0, -8, strips+26, -22)
	p := newPlot(f, x, y)
	p.Add(gridAcross(y), zeroLine(x))
	for _, l := range d.lines {
		p.Add(l.steps())
	}
	p.Draw(area)
	data := p.DataCanvas(area)
	toX, _ := p.Transforms(&data)
	d.strips(canvas, f, toX, area.Min.Y-6)
	st := aligned(f.style(labelSize, ink), draw.XCenter, draw.YBottom)
	canvas.FillText(st, vg.Point{X: data.Center().X, Y: canvas.Min.Y + 3},
		fmt.Sprintf("%s, %s in %s", result.Capital(result.MetricLabel(d.metric)), d.unit,
			result.Visible(d.set.Manifest.Inputs.Horizon)))
}

// zeroLine parts profit from loss.
func zeroLine(x scale) drawing {
	return func(c draw.Canvas, toX, _ func(float64) vg.Length) {
		if x.min < 0 && x.max > 0 {
			c.StrokeLine2(draw.LineStyle{Color: axisGray, Width: 1}, toX(0), c.Min.Y, toX(0), c.Max.Y)
		}
	}
}

// steps draws the empirical distribution from 0 to 100 %.
func (l *spreadLine) steps() drawing {
	return func(c draw.Canvas, toX, toY func(float64) vg.Length) {
		pts := []vg.Point{{X: c.Min.X, Y: toY(0)}}
		n := float64(len(l.sorted))
		for i, v := range l.sorted {
			pts = append(
				pts,
				vg.Point{X: toX(v), Y: toY(float64(i) / n)},
				vg.Point{X: toX(v), Y: toY(float64(i+1) / n)},
			)
		}
		pts = append(pts, vg.Point{X: c.Max.X, Y: toY(1)})
		c.StrokeLines(l.style.line(), pts)
		for _, share := range []float64{0.25, 0.5, 0.75} {
			at := l.sorted[min(int(share*n), len(l.sorted)-1)]
			c.DrawGlyph(l.style.mark(3.5), vg.Point{X: toX(at), Y: toY(share)})
		}
	}
}

// strips draws a row for each case: its figures, and below them the interval of
// outcomes, the mean and the tail.
func (d *spreadOf) strips(c draw.Canvas, f fonts, toX func(float64) vg.Length, top vg.Length) {
	for i, l := range d.lines {
		row := c
		row.Max.Y = top - spreadRow*vg.Length(i)
		c.DrawGlyphNoClip(l.style.mark(4), vg.Point{X: c.Min.X + 5, Y: row.Max.Y - 9})
		row.Min.X += 14
		panelHead(row, f, l.label, l.figures())
		y := row.Max.Y - 25
		m := l.metric
		rectangle(c, tint(l.style.color, 0.45), vg.Rectangle{
			Min: vg.Point{X: toX(m.P5), Y: y - 4}, Max: vg.Point{X: toX(m.P95), Y: y + 4},
		})
		c.DrawGlyphNoClip(l.style.mark(4.5), vg.Point{X: toX(m.Mean), Y: y})
		if known(m.CVaR5) {
			tick := draw.LineStyle{Color: l.style.color, Width: 2}
			c.StrokeLine2(tick, toX(m.CVaR5), y-6, toX(m.CVaR5), y+6)
		}
	}
}

// figures are the numbers of a strip.
func (l *spreadLine) figures() string {
	m := l.metric
	text := fmt.Sprintf(
		"P5 %s · mean %s · P95 %s",
		result.Plain(m.P5, m.Unit),
		result.Plain(m.Mean, m.Unit),
		result.Plain(m.P95, m.Unit),
	)
	if known(m.CVaR5) {
		text += " · CVaR " + result.Plain(m.CVaR5, m.Unit)
	}
	if l.losses() == 0 {
		return text + " · no loss"
	}
	return text + " · loss in " + result.Figure(l.losses(), "share")
}
