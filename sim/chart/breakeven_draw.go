package chart

import (
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"fbasim/sim/result"
)

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
		p.Add(
			columns(orElse(marked[0].CI.Lo, x.min), orElse(marked[0].CI.Hi, x.max), veil(bandGray, 0.75)),
		)
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
	return fmt.Sprintf(
		"%s %s%s (%s)",
		name,
		result.Plain(b.At, b.Unit),
		unit,
		result.Range(b.CI, b.Unit, false),
	)
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
		result.Plain(
			first.X,
			first.Unit,
		), result.Plain(middle.X, middle.Unit), result.Plain(last.X, last.Unit),
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
