package chart

import (
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

func (l *sweepLines) draw(canvas draw.Canvas, f fonts) {
	const captionHeight, gap = 18, 10
	labels := bold(f.style(labelSize, ink))
	var names []string
	for _, line := range l.means {
		names = append(names, wrap(line.label, labels, endLabelWidth)...)
	}
	right := widest(labels, names...) + sideLabelGap
	x := roundScale(l.axes[0].values[0], l.axes[0].values[len(l.axes[0].values)-1], l.scaleUnit(), false)
	above := canvas
	if len(l.diffs) > 0 {
		above.Min.Y = canvas.Max.Y - (canvas.Max.Y-canvas.Min.Y)*0.5 + gap
	}
	caption(above, f, l.whole())
	l.panel(draw.Crop(above, 0, -right, 0, -captionHeight), f, x, l.means, false)
	if len(l.diffs) == 0 {
		return
	}
	below := canvas
	below.Max.Y = above.Min.Y - gap
	caption(below, f, "Difference to "+l.label(l.baseline)+", "+unitName(l.unit))
	l.panel(draw.Crop(below, 0, -right, 0, -captionHeight), f, x, l.diffs, true)
}

// scaleUnit shapes the labels of the input's axis.
func (l *sweepLines) scaleUnit() string {
	if u := l.axes[0].unit; u != "%" && u != "1" {
		return u
	}
	return ""
}

// panel draws lines with bands; differences with the crossings, and the name of the input below them.
func (l *sweepLines) panel(area draw.Canvas, f fonts, x scale, lines []crossingLine, differences bool) {
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
		text := "equal at " + l.annotation(m)
		if len(l.diffs) > 1 {
			text = l.label(m.name) + " " + text
		}
		text = shorten(text, st, data.Max.X-data.Min.X)
		data.FillText(aligned(st, draw.XCenter, draw.YTop), vg.Point{X: clamp(x, st.Width(text)/2, data), Y: top}, text)
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
