package chart

import (
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"fbasim/sim/result"
)

func (l *sweepLines) draw(canvas draw.Canvas, f fonts) {
	const captionHeight, gap = 18, 10
	labels := bold(f.style(labelSize, ink))
	var names []string
	for _, line := range l.means {
		names = append(names, wrap(line.label, labels, endLabelWidth)...)
	}
	right := widest(labels, names...) + sideLabelGap
	x := l.xScale()
	above := canvas
	if len(l.diffs) > 0 {
		above.Min.Y = canvas.Max.Y - (canvas.Max.Y-canvas.Min.Y)*0.5 + gap
	}
	caption(above, f, l.whole())
	upper, lower := draw.Crop(above, 0, -right, 0, -captionHeight), canvas
	lower.Max.X, lower.Max.Y = canvas.Max.X-right, above.Min.Y-gap-captionHeight
	yUpper, yLower := l.yScale(upper, l.means, false), l.yScale(lower, l.diffs, true)
	if len(l.diffs) > 0 { // the axes of x lie below each other
		ticks := f.style(tickSize, muted)
		wUpper, wLower := yUpper.width(ticks), yLower.width(ticks)
		upper.Min.X += max(wLower-wUpper, 0)
		lower.Min.X += max(wUpper-wLower, 0)
	}
	l.panel(upper, f, x, yUpper, l.means, false)
	if len(l.diffs) == 0 {
		return
	}
	below := canvas
	below.Max.Y = above.Min.Y - gap
	caption(below, f, "Difference to "+l.label(l.baseline)+", "+unitName(l.unit))
	l.panel(lower, f, x, yLower, l.diffs, true)
}

// scaleUnit shapes the labels of the input's axis.
func (l *sweepLines) scaleUnit() string {
	if u := l.axes[0].unit; u != "%" && u != "1" {
		return u
	}
	return ""
}

// xScale covers the values, with room for the glyphs at the ends.
func (l *sweepLines) xScale() scale {
	v := l.axes[0].values
	all := extent{v[0], v[len(v)-1], true}
	return all.padded(0.02).scale(l.scaleUnit())
}

// yScale covers lines and bands, and zero and the texts on top where they are differences.
func (l *sweepLines) yScale(area draw.Canvas, lines []crossingLine, differences bool) scale {
	var all extent
	if differences {
		all.add(0)
	}
	for _, line := range lines {
		for i := range line.x {
			all.add(line.mean[i])
			all.add(line.lo[i])
			all.add(line.hi[i])
		}
	}
	y := all.padded(0.04).scale(l.unit)
	if differences {
		room := 6 + annotationRow*vg.Length(len(l.shownMarks()))
		high := area.Max.Y - area.Min.Y - 34
		y.max += (y.max - y.min) * float64(room/(high-room))
	}
	return y
}

// width is that of the widest label.
func (s scale) width(st text.Style) vg.Length {
	var w vg.Length
	for _, t := range s.ticks {
		w = max(w, st.Width(t.Label))
	}
	return w
}

// panel draws lines with bands; differences with the crossings, and the name of the input below them.
func (l *sweepLines) panel(area draw.Canvas, f fonts, x, y scale, lines []crossingLine, differences bool) {
	p := newPlot(f, x, y)
	if differences || len(l.diffs) == 0 {
		p.X.Label.Text, p.X.Label.Padding = l.axes[0].label(), 3
	}
	p.Add(gridAcross(y))
	if marks := l.shownMarks(); differences && len(marks) == 1 {
		p.Add(columns(orElse(marks[0].ci.Lo, x.min), orElse(marks[0].ci.Hi, x.max), veil(bandGray, 0.75)))
	}
	for _, line := range lines {
		p.Add(line.band(veil(line.style.color, 0.16)))
	}
	for _, line := range lines {
		p.Add(line.line(line.style, 3))
	}
	p.Draw(area)
	data := p.DataCanvas(area)
	toX, toY := p.Transforms(&data)
	if differences {
		l.crossings(data, f, toX)
	}
	l.stated(data, toX)
	l.names(data, f, toY, lines)
}

// shownMarks are the crossings there is room for.
func (l *sweepLines) shownMarks() []crossMark { return l.marks[:min(len(l.marks), 3)] }

// crossings writes each crossing on a row at the top, with a line down.
func (l *sweepLines) crossings(data draw.Canvas, f fonts, toX func(float64) vg.Length) {
	st := bold(f.style(labelSize, ink))
	dotted := draw.LineStyle{Color: ink, Width: 1, Dashes: []vg.Length{2, 2}}
	marks := l.shownMarks()
	bottom := data.Max.Y - vg.Length(len(marks))*annotationRow
	for i, m := range marks {
		x, top := toX(m.at), data.Max.Y-vg.Length(i)*annotationRow
		data.StrokeLine2(dotted, x, data.Min.Y, x, bottom)
		note := "equal at " + l.annotation(m)
		if len(l.diffs) > 1 {
			note = result.Capital(l.label(m.name)) + " " + note
		}
		note = shorten(note, st, data.Max.X-data.Min.X)
		data.FillText(aligned(st, draw.XCenter, draw.YTop), vg.Point{X: clamp(x, st.Width(note)/2, data), Y: top}, note)
	}
}

// stated marks the stated value of the input on the axis.
func (l *sweepLines) stated(data draw.Canvas, toX func(float64) vg.Length) {
	base := l.axes[0].base
	if !known(base) || !data.ContainsX(toX(base)) {
		return
	}
	data.FillPolygon(ink, []vg.Point{
		{X: toX(base), Y: data.Min.Y + 8}, {X: toX(base) - 4.5, Y: data.Min.Y}, {X: toX(base) + 4.5, Y: data.Min.Y},
	})
}

// names labels the lines at their right ends.
func (l *sweepLines) names(data draw.Canvas, f fonts, toY func(float64) vg.Length, lines []crossingLine) {
	st := bold(f.style(labelSize, ink))
	var labels []sideLabel
	for _, line := range lines {
		if n := len(line.mean); n > 0 && known(line.mean[n-1]) {
			labels = append(labels, sideLabel{
				lines: wrap(line.label, st, endLabelWidth), at: toY(line.mean[n-1]), glyph: line.style.mark(4),
			})
		}
	}
	placeLabels(data, st, labels)
}
