package chart

import (
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"fbasim/sim/result"
)

// paint is the fill of a span and the color of the text in it.
func (k StoryLook) paint(own color.RGBA) (fill, letters color.RGBA) {
	white := tint(ink, 0)
	switch k {
	case LookActive:
		return blue, white
	case LookLocal:
		return tint(vermillion, 0.35), ink
	case LookWaiting:
		return sky, ink
	case LookBlocked:
		return ink, white
	case LookOut:
		return white, muted
	}
	return tint(own, 0.35), ink
}

// draw writes head, marks, strip and lines, from the top.
func (l *StoryLane) draw(c draw.Canvas, f fonts, toX func(float64) vg.Length) {
	s := programStyle(l.Program, 0)
	c.DrawGlyphNoClip(s.mark(4), vg.Point{X: c.Min.X + 5, Y: c.Max.Y - 9})
	head := c
	head.Min.X += 14
	panelHead(head, f, result.Visible(l.Name), result.Visible(l.Notes))
	y := c.Max.Y - storyHead
	if len(l.Marks) > 0 {
		l.marks(c, f, toX, y)
		y -= storyMarks
	}
	if len(l.Spans)+len(l.Marks) > 0 {
		l.strip(c, f, toX, y, s)
		y -= storyStrip + 8
	}
	lines(c, f.style(footnoteSize, ink), vg.Point{X: c.Min.X, Y: y}, l.lines(f))
}

// marks draws a triangle at each event and its text above, left out where it would cover another.
func (l *StoryLane) marks(c draw.Canvas, f fonts, toX func(float64) vg.Length, top vg.Length) {
	st := aligned(f.style(footnoteSize, ink), draw.XCenter, draw.YTop)
	free := c.Min.X - 8
	for _, m := range l.Marks {
		x := toX(days(m.At))
		mark := draw.GlyphStyle{Color: ink, Radius: 4, Shape: downGlyph{}}
		c.DrawGlyphNoClip(mark, vg.Point{X: x, Y: top - storyMarks + 8})
		text := result.Visible(m.Text)
		half := st.Width(text) / 2
		at := clamp(x, half, c)
		if at-half < free && free+half-x < min(70, 2*half) {
			at = clamp(free+half, half, c)
		}
		if at-half >= free {
			c.FillText(st, vg.Point{X: at, Y: top}, text)
			free = at + half + 6
		}
	}
}

// strip draws the spans with their texts where they fit.
func (l *StoryLane) strip(c draw.Canvas, f fonts, toX func(float64) vg.Length, top vg.Length, s style) {
	base := vg.Rectangle{Min: vg.Point{X: c.Min.X, Y: top - storyStrip}, Max: vg.Point{X: c.Max.X, Y: top}}
	c.StrokeLine2(draw.LineStyle{Color: gridGray, Width: 1}, base.Min.X, base.Min.Y, base.Max.X, base.Min.Y)
	for i, sp := range l.Spans {
		fill, letters := sp.Look.paint(s.color)
		box := base
		box.Min.X, box.Max.X = max(c.Min.X, toX(days(sp.From))), min(c.Max.X, toX(days(sp.To)))
		rectangle(c, fill, box)
		if box.Max.X > box.Min.X {
			frame(c, box)
		}
		if i+1 < len(l.Spans) { // the next one may lie on it
			box.Max.X = min(box.Max.X, toX(days(l.Spans[i+1].From)))
		}
		st := aligned(f.style(footnoteSize, letters), draw.XCenter, draw.YCenter)
		if text := result.Visible(sp.Text); st.Width(text)+6 <= box.Max.X-box.Min.X {
			c.FillText(st, box.Min.Add(vg.Point{X: (box.Max.X - box.Min.X) / 2, Y: storyStrip / 2}), text)
		}
	}
}
