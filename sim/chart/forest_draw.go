package chart

import (
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"fbasim/sim/result"
)

// Heights of a row with its name above the interval, and of one with the name beside it.
const (
	forestRow = vg.Length(36)
	skuRow    = vg.Length(21)
)

// interval draws an estimate with its interval, hollow where it settles nothing. Ends that are open or
// beyond the canvas stop at its edge.
func (s style) interval(c draw.Canvas, y, at, lo, hi vg.Length, hollowed bool) {
	lo, hi = max(lo, c.Min.X), min(hi, c.Max.X)
	l := draw.LineStyle{Color: s.color, Width: 2}
	c.StrokeLine2(l, lo, y, hi, y)
	for _, end := range []vg.Length{lo, hi} {
		c.StrokeLine2(l, end, y-4, end, y+4)
	}
	mark := s.mark(5)
	if hollowed {
		mark.Shape = hollow{mark.Shape}
	}
	c.DrawGlyphNoClip(mark, vg.Point{X: at, Y: y})
}

func (d *forest) draw(canvas draw.Canvas, f fonts) {
	middle := canvas.Center().X
	half := (canvas.Max.X - canvas.Min.X) / 2
	st := aligned(bold(f.style(tickSize, ink)), draw.XRight, draw.YTop)
	canvas.FillText(st, vg.Point{X: middle - 8, Y: canvas.Max.Y - 2},
		fitting(st, half-10, "< "+d.label(d.a)+" better", "< "+d.label(d.a)))
	canvas.FillText(aligned(st, draw.XLeft, draw.YTop), vg.Point{X: middle + 8, Y: canvas.Max.Y - 2},
		fitting(st, half-10, d.label(d.b)+" better >", d.label(d.b)+" >"))
	top := canvas.Max.Y - 24
	bottom := top - forestRow*lengths(len(d.rows)) - 4
	canvas.StrokeLine2(draw.LineStyle{Color: axisGray, Width: 1.2}, middle, bottom, middle, canvas.Max.Y)
	for i, c := range d.rows {
		d.row(canvas, f, top-forestRow*lengths(i), c)
	}
}

// row draws a metric: its name, difference and verdict, and the interval below.
func (d *forest) row(canvas draw.Canvas, f fonts, top vg.Length, c result.Comparison) {
	room := canvas.Max.X - canvas.Min.X
	canvas.StrokeLine2(draw.LineStyle{Color: gridGray, Width: 0.8}, canvas.Min.X, top+3, canvas.Max.X, top+3)
	name := aligned(f.style(tickSize, ink), draw.XLeft, draw.YTop)
	word := aligned(bold(f.style(tickSize, ink)), draw.XRight, draw.YTop)
	verdict := shorten(d.verdict(c), word, room*0.3)
	backed(canvas, word, vg.Point{X: canvas.Max.X, Y: top}, verdict)
	left := result.Capital(result.MetricLabel(c.Metric))
	rest := room - word.Width(verdict) - 14
	long, short := result.Estimate(c.Diff, c.CI, c.Unit), result.Difference(c.Diff, c.Unit)
	value := fitting(name, rest-name.Width(left)-10, long, short)
	left = shorten(left, name, rest-name.Width(value)-10)
	backed(canvas, name, vg.Point{X: canvas.Min.X, Y: top}, left)
	backed(canvas, restyled(name, muted), vg.Point{X: canvas.Min.X + name.Width(left) + 8, Y: top}, value)
	y := top - 24
	middle, half := canvas.Center().X, room/2-8
	r := reach(c)
	if r == 0 {
		return
	}
	toX := func(v float64) vg.Length { return middle + half*vg.Length(v/r) }
	if known(c.Margin) && c.Margin > 0 {
		rectangle(canvas, bandGray, vg.Rectangle{
			Min: vg.Point{X: toX(-c.Margin), Y: y - 6}, Max: vg.Point{X: toX(c.Margin), Y: y + 6},
		})
	}
	canvas.StrokeLine2(draw.LineStyle{Color: axisGray, Width: 1.2}, middle, y-6, middle, y+6)
	x, lo, hi := turned(c)
	s := d.styles[d.b]
	if c.Verdict == result.Worse {
		s = d.styles[d.a]
	}
	open := c.Verdict == result.Tie || c.Verdict == result.Unclear
	s.interval(canvas, y, toX(x), toX(orElse(lo, -r)), toX(orElse(hi, r)), open)
}

func (d *skuForest) scale() scale {
	var all extent
	all.add(0)
	for _, r := range d.rows {
		e := d.signed(r)
		for _, v := range []float64{e.x, e.lo, e.hi} {
			all.add(v)
		}
	}
	return all.padded(0.03).scale(d.unit())
}

func (d *skuForest) draw(canvas draw.Canvas, f fonts) {
	caption(canvas, f, d.axis())
	var rows skuRows
	for _, r := range d.rows {
		rows.names, rows.verdicts = append(rows.names, result.Visible(r.SKU)), append(rows.verdicts, d.verdict(r))
	}
	if len(d.rest) > 0 {
		head, sums := d.restText()
		rows.rest = []string{head, sums}
	}
	x := d.scale()
	rows.draw(canvas, f, x, func(i int, data draw.Canvas, y vg.Length, toX func(float64) vg.Length) {
		e := d.signed(d.rows[i])
		s := d.styles[d.rows[i].Best]
		s.interval(data, y, toX(e.x), toX(orElse(e.lo, x.min)), toX(orElse(e.hi, x.max)), !settled(d.rows[i]))
	})
}

// skuRows are rows with a name on the left and a verdict on the right of a common scale, and lines about
// the rest below.
type skuRows struct {
	names, verdicts, rest []string
}

// rowMark draws what a row shows on the data canvas, at a height.
type rowMark func(i int, data draw.Canvas, y vg.Length, toX func(float64) vg.Length)

// draw writes the texts and the axis below the caption; mark draws a row at a height.
func (r *skuRows) draw(canvas draw.Canvas, f fonts, x scale, mark rowMark) {
	st := f.style(tickSize, ink)
	word := bold(st)
	left, right := min(widest(st, r.names...), 130), min(widest(word, r.verdicts...), 150)
	area := draw.Crop(canvas, left+14, -right-14, 0, -20)
	if len(r.rest) > 0 {
		area.Min.Y += 2 * skuRow
	}
	p := newPlot(f, x, scale{min: 0, max: 1})
	p.HideY()
	p.Add(gridUp(x))
	p.Draw(area)
	data := p.DataCanvas(area)
	toX, _ := p.Transforms(&data)
	for i := range r.names {
		y := area.Max.Y - skuRow*(lengths(i)+0.5)
		canvas.FillText(aligned(st, draw.XLeft, draw.YCenter), vg.Point{X: canvas.Min.X, Y: y},
			bothEnds(r.names[i], st, left))
		canvas.FillText(aligned(word, draw.XRight, draw.YCenter), vg.Point{X: canvas.Max.X, Y: y},
			shorten(r.verdicts[i], word, right))
		mark(i, data, y, toX)
	}
	small := aligned(restyled(st, muted), draw.XLeft, draw.YTop)
	for i, line := range r.rest {
		at := vg.Point{X: canvas.Min.X, Y: area.Min.Y - 8 - lineHeight*tickSize*lengths(i)}
		canvas.FillText(small, at, shorten(line, small, canvas.Max.X-canvas.Min.X))
	}
}
