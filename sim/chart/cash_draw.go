package chart

import (
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"fbasim/sim/result"
)

// Heights of the plot and of the row of figures of each case below it.
const (
	cashPlotHeight = vg.Length(270)
	cashNearHeight = vg.Length(210)
	cashRow        = vg.Length(20)
)

// lengths is a count as a factor of lengths.
func lengths(n int) vg.Length { return vg.Length(n) }

// cashPanel is a part of the course in days and money.
type cashPanel struct {
	title string
	x, y  scale
}

// panels are the whole course and, where what lies below zero would be too small to see in it, the
// first days alone.
func (d *cashCourse) panels() []cashPanel {
	var days, cash extent
	cash.add(0)
	back := 0.0 // the last day on which some band is below zero
	for i := range d.lines {
		cv := &d.lines[i].curve
		for k := range cv.x {
			days.add(cv.x[k])
			for _, v := range []float64{cv.lo[k], cv.mean[k], cv.hi[k]} {
				cash.add(v)
			}
			if orElse(cv.lo[k], 0) < 0 {
				back = math.Max(back, cv.x[k])
			}
		}
	}
	whole := "Cumulative cash since the start, " + unitName(d.unit)
	all := []cashPanel{{whole, dateScale(days.lo, days.hi), cash.padded(0.06).scale(d.unit)}}
	end := days.lo + math.Max(28, 1.25*(back-days.lo))
	if cash.lo < 0 && -cash.lo < smallTrough*cash.hi && end < days.lo+0.7*(days.hi-days.lo) {
		near := extent{cash.lo, -0.8 * cash.lo, true}
		y := near.padded(0.12).scale(d.unit)
		all = append(all, cashPanel{"The same until cash is back", dateScale(days.lo, end), y})
	}
	return all
}

// smallTrough is the share of the largest cash below which a trough gets a panel of its own.
const smallTrough = 0.35

func (d *cashCourse) draw(canvas draw.Canvas, f fonts) {
	panels := d.panels()
	rest := canvas
	for i, part := range panels {
		area := rest
		area.Min.Y = area.Max.Y - cashPlotHeight
		if i > 0 {
			area.Min.Y = area.Max.Y - cashNearHeight
		}
		rest.Max.Y = area.Min.Y
		caption(area, f, part.title)
		d.panel(draw.Crop(area, 0, -10, 10, -18), f, part, i == len(panels)-1)
	}
	for i := range d.lines {
		l, row := &d.lines[i], rest
		row.Max.Y = rest.Max.Y + 2 - cashRow*lengths(i)
		row.DrawGlyphNoClip(l.style.mark(4), vg.Point{X: row.Min.X + 5, Y: row.Max.Y - 9})
		row.Min.X += 14
		panelHead(row, f, l.label, l.notes(d.unit))
	}
}

func (d *cashCourse) panel(area draw.Canvas, f fonts, part cashPanel, marked bool) {
	p := newPlot(f, part.x, part.y)
	p.Add(gridAcross(part.y))
	for i := range d.lines {
		l := &d.lines[i]
		p.Add(l.curve.band(veil(l.style.color, 0.14)), l.edge(l.curve.lo), l.edge(l.curve.hi))
	}
	for i := range d.lines {
		p.Add(d.lines[i].curve.line(d.lines[i].style, 3))
	}
	p.Draw(area)
	if marked {
		data := p.DataCanvas(area)
		toX, toY := p.Transforms(&data)
		d.marks(data, f, toX, toY)
	}
}

// edge draws an end of a band thinly, because bands that lie on each other hide theirs.
func (l *cashLine) edge(end []float64) drawing {
	thin := l.style
	return func(c draw.Canvas, x, y func(float64) vg.Length) {
		line := thin.line()
		line.Width = 0.7
		var pts []vg.Point
		for i := range end {
			if known(end[i]) {
				pts = append(pts, vg.Point{X: x(l.curve.x[i]), Y: y(end[i])})
			}
		}
		c.StrokeLines(line, c.ClipLinesXY(straight(pts))...)
	}
}

// marks rings the lowest point of each median and the mean day of payback on the zero line, with
// their dates where there is room.
func (d *cashCourse) marks(data draw.Canvas, f fonts, toX, toY func(float64) vg.Length) {
	var tags []tag
	var marks []vg.Rectangle
	for i := range d.lines {
		l := &d.lines[i]
		x, y := l.lowest()
		at := vg.Point{X: toX(x), Y: toY(y)}
		ring := draw.GlyphStyle{Color: l.style.color, Radius: 6, Shape: draw.RingGlyph{}}
		data.DrawGlyph(ring, at)
		if !data.Contains(at) {
			continue
		}
		tags = append(tags, tag{"lowest " + dayOf(x).Format("2 Jan") + ", " + result.Plain(y, d.unit), at})
		marks = append(marks, around(at, 6))
		if x, ok := l.paidBack(); ok && data.ContainsX(toX(x)) {
			at := vg.Point{X: toX(x), Y: toY(0)}
			data.StrokeLine2(draw.LineStyle{Color: l.style.color, Width: 2.5}, at.X, at.Y-7, at.X, at.Y+7)
			tags = append(tags, tag{"payback " + dayOf(x).Format("2 Jan"), at})
			marks = append(marks, around(at, 7))
		}
	}
	placeTags(data, f.style(footnoteSize, ink), tags, marks)
}
