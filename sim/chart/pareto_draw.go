package chart

import (
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"fbasim/sim/result"
)

// planRow is the height of a line in the list of plans.
const planRow = vg.Length(18)

// scales cover the points, and the intervals that are drawn.
func (f *frontier) scales() (x, y scale) {
	across, up := f.arms()
	p := &f.plans[0]
	var xs, ys extent
	for _, p := range f.plans {
		xs.add(p.Y)
		ys.add(p.X)
		listed := p.Front || p.Baseline || p.Chosen
		if across && listed && p.YCI.Bounded() {
			xs.add(p.YCI.Lo)
			xs.add(p.YCI.Hi)
		}
		if up && listed && p.XCI.Bounded() {
			ys.add(p.XCI.Lo)
			ys.add(p.XCI.Hi)
		}
	}
	return xs.padded(0.05).scale(p.YUnit), ys.padded(0.07).scale(p.XUnit)
}

func (f *frontier) draw(canvas draw.Canvas, fs fonts) {
	const captionHeight = 18
	p := &f.plans[0]
	caption(canvas, fs, axisName(p.XMetric, p.XUnit, p.XBetter))
	list := planRow*vg.Length(len(f.tagged)+1) + 8
	area := draw.Crop(canvas, 0, -10, list, -captionHeight)
	x, y := f.scales()
	pl := newPlot(fs, x, y)
	pl.X.Label.Text, pl.X.Label.Padding = axisName(p.YMetric, p.YUnit, p.YBetter), 3
	pl.Add(gridAcross(y), gridUp(x), drawing(f.stairs), drawing(f.crosses), drawing(f.dots))
	pl.Draw(area)
	data := pl.DataCanvas(area)
	toX, toY := pl.Transforms(&data)
	var tags []tag
	var marks []vg.Rectangle
	for i := range f.plans {
		marks = append(marks, around(vg.Point{X: toX(f.plans[i].Y), Y: toY(f.plans[i].X)}, 4))
	}
	for _, t := range f.tagged {
		tags = append(tags, tag{t.letter, vg.Point{X: toX(t.plan.Y), Y: toY(t.plan.X)}})
	}
	placeTags(data, bold(fs.style(labelSize, ink)), tags, marks)
	f.list(canvas, fs, canvas.Min.Y+list-12)
}

// axisName names an objective with its unit and its good direction.
func axisName(metric, unit, better string) string {
	return fmt.Sprintf("%s, %s (%s is better)", result.Capital(result.MetricLabel(metric)), unitName(unit), better)
}

// stairs draws the front as the border of what can be had.
func (f *frontier) stairs(c draw.Canvas, toX, toY func(float64) vg.Length) {
	var pts []vg.Point
	p := &f.plans[0]
	late := (p.YBetter == result.Higher) == (p.XBetter == result.Higher) // the step down comes before the step on
	for i := range f.plans {
		if !f.plans[i].Front {
			continue
		}
		at := vg.Point{X: toX(f.plans[i].Y), Y: toY(f.plans[i].X)}
		if n := len(pts); n > 0 {
			corner := vg.Point{X: at.X, Y: pts[n-1].Y}
			if late {
				corner = vg.Point{X: pts[n-1].X, Y: at.Y}
			}
			pts = append(pts, corner)
		}
		pts = append(pts, at)
	}
	if len(pts) > 1 {
		c.StrokeLines(draw.LineStyle{Color: tint(blue, 0.6), Width: 1.5, Dashes: []vg.Length{5, 3}}, pts)
	}
}

// crosses draws the intervals of the plans that matter: those of all others would look like a grid.
func (f *frontier) crosses(c draw.Canvas, toX, toY func(float64) vg.Length) {
	for i := range f.plans {
		p := &f.plans[i]
		if !p.Front && !p.Baseline && !p.Chosen {
			continue
		}
		l := draw.LineStyle{Color: tint(f.color(p), 0.5), Width: 1.3}
		x, y := toX(p.Y), toY(p.X)
		if across, _ := f.arms(); across && p.YCI.Bounded() {
			c.StrokeLine2(l, max(toX(p.YCI.Lo), c.Min.X), y, min(toX(p.YCI.Hi), c.Max.X), y)
		}
		if _, up := f.arms(); up && p.XCI.Bounded() {
			c.StrokeLine2(l, x, max(toY(p.XCI.Lo), c.Min.Y), x, min(toY(p.XCI.Hi), c.Max.Y))
		}
	}
}

func (f *frontier) color(p *result.ParetoPoint) color.RGBA {
	switch {
	case p.Chosen:
		return vermillion
	case p.Baseline:
		return ink
	case p.Front:
		return blue
	}
	return axisGray
}

// mark is how a plan is drawn: shape tells what color does.
func (f *frontier) mark(p *result.ParetoPoint) draw.GlyphStyle {
	g := draw.GlyphStyle{Color: f.color(p), Radius: 4, Shape: draw.CircleGlyph{}}
	switch {
	case p.Chosen:
		g.Radius, g.Shape = 5, draw.BoxGlyph{}
	case p.Baseline:
		g.Radius, g.Shape = 5, hollow{diamondGlyph{}}
	case !p.Front:
		g.Radius = 2.5
	}
	return g
}

// dots draws the plans, those on the front last.
func (f *frontier) dots(c draw.Canvas, toX, toY func(float64) vg.Length) {
	for _, front := range []bool{false, true} {
		for i := range f.plans {
			if p := &f.plans[i]; (p.Front || p.Baseline || p.Chosen) == front {
				c.DrawGlyphNoClip(f.mark(p), vg.Point{X: toX(p.Y), Y: toY(p.X)})
			}
		}
	}
}

// list explains the letters, a line each.
func (f *frontier) list(c draw.Canvas, fs fonts, y vg.Length) {
	letter := aligned(bold(fs.style(labelSize, ink)), draw.XLeft, draw.YCenter)
	name := aligned(fs.style(tickSize, ink), draw.XLeft, draw.YCenter)
	number := aligned(fs.style(tickSize, ink), draw.XRight, draw.YCenter)
	var all []string
	for _, t := range f.tagged {
		all = append(all, f.numbers(t.plan))
	}
	room := widest(number, all...)
	head := f.numbersHead()
	c.FillText(restyled(number, muted), vg.Point{X: c.Max.X, Y: y}, shorten(head, number, (c.Max.X-c.Min.X)*0.8))
	for i, t := range f.tagged {
		at := y - planRow*vg.Length(i+1)
		c.FillText(letter, vg.Point{X: c.Min.X, Y: at}, t.letter)
		c.DrawGlyphNoClip(f.mark(t.plan), vg.Point{X: c.Min.X + 21, Y: at - 1.5})
		c.FillText(name, vg.Point{X: c.Min.X + 32, Y: at},
			shorten(f.planName(t.plan), name, c.Max.X-c.Min.X-32-room-10))
		c.FillText(number, vg.Point{X: c.Max.X, Y: at}, all[i])
	}
}

// planName puts what the plan is before what it does, so that it is not cut off.
func (f *frontier) planName(p *result.ParetoPoint) string {
	text, lead := result.Capital(result.Visible(f.own(p.Plan))), ""
	switch {
	case p.Baseline && p.Chosen:
		lead = "Today, and chosen"
	case p.Baseline:
		lead = "Today"
	case p.Chosen:
		lead = "Chosen"
	default:
		return text
	}
	if text == "As today" || text == "The plan chosen" { // says no more
		return lead
	}
	return lead + ": " + text
}

// numbersHead says what the numbers of the list are.
func (f *frontier) numbersHead() string {
	return result.MetricLabel(f.plans[0].XMetric) + " · " + result.MetricLabel(f.plans[0].YMetric)
}

func (f *frontier) numbers(p *result.ParetoPoint) string {
	return result.Figure(p.X, p.XUnit) + " · " + result.Figure(p.Y, p.YUnit)
}

// extent is a range of values.
type extent struct {
	lo, hi float64
	some   bool
}

func (s *extent) add(x float64) {
	if !known(x) {
		return
	}
	if !s.some {
		s.lo, s.hi, s.some = x, x, true
	}
	s.lo, s.hi = math.Min(s.lo, x), math.Max(s.hi, x)
}

func (s *extent) padded(share float64) *extent {
	pad := share * (s.hi - s.lo)
	return &extent{s.lo - pad, s.hi + pad, true}
}

func (s *extent) scale(unit string) scale { return roundScale(s.lo, s.hi, unit, false) }
