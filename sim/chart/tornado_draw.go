package chart

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"fbasim/sim/result"
)

// endRoom is the width beside the bars for the values at their ends, which may be cut beyond the most.
func (t *tornado) endRoom(f fonts) vg.Length {
	const most = vg.Length(130)
	st, room := f.style(tickSize, ink), vg.Length(60)
	for _, s := range t.swings {
		room = max(room, widest(st, result.Visible(s.low), result.Visible(s.high))+8)
	}
	return min(room, most)
}

func (t *tornado) scale() scale {
	var all extent
	all.add(t.base)
	if t.a != "" {
		all.add(0)
	}
	for _, s := range t.swings {
		all.add(s.atLow)
		all.add(s.atHigh)
	}
	return all.padded(0.02).scale(t.unit)
}

func (t *tornado) draw(canvas draw.Canvas, f fonts) {
	caption(canvas, f, t.axis()+", "+unitName(t.unit))
	x := t.scale()
	area, ends := canvas, t.endRoom(f)
	area.Min.X, area.Max.X = canvas.Min.X+ends, canvas.Max.X-ends
	area.Max.Y = canvas.Max.Y - 20
	p := newPlot(f, x, scale{min: 0, max: 1})
	p.HideY()
	p.Add(gridUp(x))
	p.Draw(area)
	data := p.DataCanvas(area)
	toX, _ := p.Transforms(&data)
	if t.a != "" {
		data.StrokeLine2(draw.LineStyle{Color: ink, Width: 1.2}, toX(0), data.Min.Y, toX(0), data.Max.Y)
	}
	top := t.heads(data, f, toX, ends)
	dotted := draw.LineStyle{Color: muted, Width: 1, Dashes: []vg.Length{2, 2}}
	data.StrokeLine2(dotted, toX(t.base), data.Min.Y, toX(t.base), top)
	for i, s := range t.swings {
		t.row(canvas, f, toX, top-swingRow*vg.Length(i), s)
	}
	if t.rest > 0 {
		st := aligned(f.style(tickSize, muted), draw.XLeft, draw.YTop)
		backed(canvas, st, vg.Point{X: canvas.Min.X, Y: top - swingRow*vg.Length(len(t.swings)) - 4},
			shorten(t.restText(), st, canvas.Max.X-canvas.Min.X))
	}
}

// heads writes who is better on either side of zero, and the value as stated, and returns the height
// below them.
func (t *tornado) heads(c draw.Canvas, f fonts, toX func(float64) vg.Length, ends vg.Length) vg.Length {
	st := aligned(bold(f.style(tickSize, ink)), draw.XRight, draw.YTop)
	top := c.Max.Y - 2
	if t.a != "" {
		zero := toX(0)
		below, above := t.sides()
		c.FillText(st, vg.Point{X: zero - 6, Y: top}, fitting(st, zero-c.Min.X+ends-8, "< "+t.label(below)+" better", "< "+t.label(below)))
		c.FillText(aligned(st, draw.XLeft, draw.YTop), vg.Point{X: zero + 6, Y: top},
			fitting(st, c.Max.X+ends-zero-8, t.label(above)+" better >", t.label(above)+" >"))
		top -= 17
	}
	stated := "all inputs as drawn " + result.Difference(t.base, t.unit)
	st = aligned(f.style(tickSize, muted), draw.XCenter, draw.YTop)
	backed(c, st, vg.Point{X: clamp(toX(t.base), st.Width(stated)/2, c), Y: top}, stated)
	return top - 17
}

// row draws one input: name and remark, the bar below, its values at the ends.
func (t *tornado) row(c draw.Canvas, f fonts, toX func(float64) vg.Length, top vg.Length, s swing) {
	const half = vg.Length(6.5)
	name := aligned(f.style(labelSize, ink), draw.XLeft, draw.YTop)
	remark := aligned(bold(f.style(tickSize, ink)), draw.XRight, draw.YTop)
	weak := aligned(f.style(footnoteSize, muted), draw.XLeft, draw.YTop)
	note := shorten(t.remark(s), remark, (c.Max.X-c.Min.X)*0.6)
	room := c.Max.X - c.Min.X - remark.Width(note) - 12
	left := shorten(result.Capital(result.InputLabel(s.input)), name, room)
	backed(c, name, vg.Point{X: c.Min.X, Y: top}, left)
	if note != "" {
		backed(c, remark, vg.Point{X: c.Max.X, Y: top}, note)
	}
	if at := name.Width(left) + 8; s.evidence != "" && at+60 < room {
		backed(c, weak, vg.Point{X: c.Min.X + at, Y: top - 1.5}, shorten(s.evidenceText(), weak, room-at))
	}
	y := top - 24
	lo, hi := math.Min(s.atLow, s.atHigh), math.Max(s.atLow, s.atHigh)
	for _, part := range t.parts(math.Min(lo, t.base), math.Max(hi, t.base)) {
		box := vg.Rectangle{Min: vg.Point{X: toX(part.from), Y: y - half}, Max: vg.Point{X: toX(part.to), Y: y + half}}
		s.fill(c, part.color, box)
	}
	lowText, highText := result.Visible(s.low), result.Visible(s.high)
	if s.atLow > s.atHigh {
		lowText, highText = highText, lowText
	}
	end := f.style(tickSize, ink)
	lowest, highest := toX(math.Min(lo, t.base)), toX(math.Max(hi, t.base))
	backed(c, aligned(end, draw.XRight, draw.YCenter), vg.Point{X: lowest - 5, Y: y}, shorten(lowText, end, lowest-5-c.Min.X))
	backed(c, aligned(end, draw.XLeft, draw.YCenter), vg.Point{X: highest + 5, Y: y}, shorten(highText, end, c.Max.X-highest-5))
}

// fill draws a piece of a bar: hatched where intervals do not settle it, pale with a border where the
// evidence for the input's value is weak.
func (s swing) fill(c draw.Canvas, col color.RGBA, box vg.Rectangle) {
	switch {
	case s.unsettled:
		rectangle(c, tint(col, 0.12), box)
		hatch(c, col, box, false)
	case s.evidence != "":
		rectangle(c, tint(col, 0.35), box)
	default:
		rectangle(c, col, box)
		return
	}
	if box.Max.X > box.Min.X {
		border := draw.LineStyle{Color: col, Width: 1.2}
		c.StrokeLines(border, []vg.Point{
			box.Min, {X: box.Max.X, Y: box.Min.Y}, box.Max, {X: box.Min.X, Y: box.Max.Y}, box.Min,
		})
	}
}

// part is a piece of a bar on one side of zero.
type part struct {
	from, to float64
	color    color.RGBA
}

// parts divides a bar at zero: each side has the color of who is better there.
func (t *tornado) parts(lo, hi float64) []part {
	if t.a == "" {
		return []part{{lo, hi, t.styles[t.b].color}}
	}
	var all []part
	below, above := t.sides()
	if lo < 0 {
		all = append(all, part{lo, math.Min(hi, 0), t.styles[below].color})
	}
	if hi > 0 {
		all = append(all, part{math.Max(lo, 0), hi, t.styles[above].color})
	}
	return all
}

// fitting is the first of two texts if there is room for it, else the second, cut if it must be.
func fitting(st text.Style, room vg.Length, long, short string) string {
	if st.Width(long) <= room {
		return long
	}
	return shorten(short, st, room)
}

// sides names the cases that are better where the difference is below and above zero.
func (t *tornado) sides() (below, above string) {
	if t.better == result.Lower {
		return t.b, t.a
	}
	return t.a, t.b
}
