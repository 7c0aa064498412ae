package chart

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// drawing is a plot.Plotter made of a function of the data canvas and of the
// transforms of the axes.
type drawing func(c draw.Canvas, x, y func(float64) vg.Length)

// Plot implements plot.Plotter.
func (d drawing) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	d(c, x, y)
}

// newPlot returns a plot with the theme's axes: ticks of the scales, no axis
// lines but the base, labels in the embedded font, a pale grid across.
func newPlot(f fonts, x, y scale) *plot.Plot {
	p := plot.New()
	p.BackgroundColor = color.Transparent
	p.TextHandler = f.handler
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = x.min, x.max, y.min, y.max
	p.X.Tick.Marker, p.Y.Tick.Marker = x, y
	for _, axis := range []*plot.Axis{&p.X, &p.Y} {
		axis.Padding = 0
		axis.LineStyle = draw.LineStyle{Color: axisGray, Width: 0.8}
		axis.Tick.Label = aligned(
			f.style(tickSize, muted),
			axis.Tick.Label.XAlign,
			axis.Tick.Label.YAlign,
		)
		axis.Label.TextStyle = aligned(f.style(labelSize, ink), draw.XCenter, draw.YBottom)
		axis.Tick.LineStyle = draw.LineStyle{Color: axisGray, Width: 0.8}
		axis.Tick.Length = 4
	}
	p.Y.LineStyle.Width = 0
	p.Y.Tick.LineStyle.Width = 0
	p.Legend.TextStyle = f.style(tickSize, ink)
	p.Title.TextStyle = f.style(tickSize, ink)
	return p
}

// gridAcross draws a pale line at each labeled tick of y and a darker one at 0.
func gridAcross(s scale) drawing {
	return func(c draw.Canvas, _, y func(float64) vg.Length) {
		for _, t := range s.ticks {
			l := draw.LineStyle{Color: gridGray, Width: 0.8}
			if t.Value == 0 {
				l.Color = axisGray
			}
			if at := y(t.Value); c.ContainsY(at) {
				c.StrokeLine2(l, c.Min.X, at, c.Max.X, at)
			}
		}
	}
}

// gridUp draws the same for x.
func gridUp(s scale) drawing {
	return func(c draw.Canvas, x, _ func(float64) vg.Length) {
		for _, t := range s.ticks {
			l := draw.LineStyle{Color: gridGray, Width: 0.8}
			if t.Value == 0 {
				l.Color = axisGray
			}
			c.StrokeLine2(l, x(t.Value), c.Min.Y, x(t.Value), c.Max.Y)
		}
	}
}

// curve is a line with a band around it.
type curve struct {
	x, mean, lo, hi []float64
}

// band fills between lo and hi.
func (cv curve) band(fill color.Color) drawing {
	return func(c draw.Canvas, x, y func(float64) vg.Length) {
		var pts, back []vg.Point
		for i := range cv.x {
			if known(cv.hi[i]) && known(cv.lo[i]) {
				pts = append(pts, vg.Point{X: x(cv.x[i]), Y: y(cv.hi[i])})
				back = append(back, vg.Point{X: x(cv.x[i]), Y: y(cv.lo[i])})
			}
		}
		slices.Reverse(back)
		pts = append(straight(pts), straight(back)...)
		if len(pts) > 3 {
			c.FillPolygon(fill, c.ClipPolygonXY(pts))
		}
	}
}

// line draws the mean, with up to a dozen glyphs.
func (cv curve) line(s style, radius vg.Length) drawing {
	return func(c draw.Canvas, x, y func(float64) vg.Length) {
		var pts []vg.Point
		for i := range cv.x {
			if known(cv.mean[i]) {
				pts = append(pts, vg.Point{X: x(cv.x[i]), Y: y(cv.mean[i])})
			}
		}
		c.StrokeLines(s.line(), c.ClipLinesXY(straight(pts))...)
		if radius == 0 {
			return
		}
		for i, every := 0, (len(pts)+11)/12; i < len(pts); i += every {
			c.DrawGlyph(s.mark(radius), pts[i])
		}
	}
}

// hairsbreadth is how far a point may lie off the line that is drawn past it.
const hairsbreadth = 0.15

// straight leaves out points that lie on the line between those that are kept, which no eye can tell
// and which make files large: a day of many years is thinner than a hair.
func straight(pts []vg.Point) []vg.Point {
	if len(pts) < 3 {
		return pts
	}
	kept := []vg.Point{pts[0]}
	from := 0
	for i := 2; i < len(pts); i++ {
		if bends(pts[from : i+1]) {
			from = i - 1
			kept = append(kept, pts[from])
		}
	}
	return append(kept, pts[len(pts)-1])
}

// bends reports whether some point lies off the line from the first to the last, of ascending or
// descending x.
func bends(pts []vg.Point) bool {
	a, b := pts[0], pts[len(pts)-1]
	return slices.ContainsFunc(pts[1:len(pts)-1], func(p vg.Point) bool {
		if b.X == a.X {
			return true
		}
		return math.Abs(float64(a.Y+(b.Y-a.Y)*(p.X-a.X)/(b.X-a.X)-p.Y)) > hairsbreadth
	})
}

// columns fills the whole height between two values of x.
func columns(lo, hi float64, fill color.Color) drawing {
	return func(c draw.Canvas, x, _ func(float64) vg.Length) {
		rectangle(c, fill, vg.Rectangle{
			Min: vg.Point{X: max(c.Min.X, x(lo)), Y: c.Min.Y},
			Max: vg.Point{X: min(c.Max.X, x(hi)), Y: c.Max.Y},
		})
	}
}

// rectangle fills a rectangle; an empty one draws nothing.
func rectangle(c draw.Canvas, fill color.Color, r vg.Rectangle) {
	if r.Max.X <= r.Min.X || r.Max.Y <= r.Min.Y {
		return
	}
	c.FillPolygon(fill, []vg.Point{r.Min, {X: r.Max.X, Y: r.Min.Y}, r.Max, {X: r.Min.X, Y: r.Max.Y}})
}

// hatch fills a rectangle with diagonal lines, which fall or rise to the right. Lines of neighbors
// meet.
func hatch(c draw.Canvas, col color.Color, r vg.Rectangle, rising bool) {
	const gap = vg.Length(5)
	l := draw.LineStyle{Color: col, Width: 1.1}
	sign := vg.Length(1)
	if rising { // mirrored at x = 0
		sign, r.Min.X, r.Max.X = -1, -r.Max.X, -r.Min.X
	}
	first := vg.Length(math.Floor(float64((r.Min.X+r.Min.Y)/gap))) * gap
	for s := first; s < r.Max.X+r.Max.Y; s += gap {
		x0, x1 := max(r.Min.X, s-r.Max.Y), min(r.Max.X, s-r.Min.Y)
		if x1 > x0 {
			c.StrokeLine2(l, sign*x0, s-x0, sign*x1, s-x1)
		}
	}
}

// backed writes a text on white, so that no line runs through it. The style's alignment counts.
func backed(c draw.Canvas, st text.Style, at vg.Point, txt string) {
	w, h := st.Width(txt), st.Font.Size
	low := vg.Point{X: at.X + w*vg.Length(st.XAlign), Y: at.Y + h*vg.Length(st.YAlign)}
	rectangle(c, tint(ink, 0), vg.Rectangle{
		Min: vg.Point{X: low.X - 3, Y: low.Y - 0.3*h}, Max: vg.Point{X: low.X + w + 3, Y: low.Y + 1.05*h},
	})
	c.FillText(st, at, txt)
}
