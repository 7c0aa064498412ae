package chart

import (
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"fbasim/sim/result"
)

// legendRow is the height of a line of the legend.
const legendRow = vg.Length(19)

// legendLine is a case in the legend.
type legendLine struct {
	name, label string
}

// legendLines lists the cases that win somewhere.
func (m *winnerMap) legendLines() (list []legendLine) {
	for _, name := range m.winners() {
		list = append(list, legendLine{name, result.Capital(m.label(name))})
	}
	return list
}

// edges are the borders of cells: half way between values, and as far beyond the ends.
func (a sweepAxis) edges() []float64 {
	v := a.values
	list := []float64{v[0] - (v[1]-v[0])/2}
	for i := range v[1:] {
		list = append(list, (v[i]+v[i+1])/2)
	}
	n := len(v)
	return append(list, v[n-1]+(v[n-1]-v[n-2])/2)
}

// scale covers the cells.
func (a sweepAxis) scale() scale {
	e := a.edges()
	unit := a.unit
	if unit == "%" {
		unit = ""
	}
	return roundScale(e[0], e[len(e)-1], unit, false)
}

func (m *winnerMap) draw(canvas draw.Canvas, f fonts) {
	const captionHeight = 18
	caption(canvas, f, m.axes[1].label())
	legend := legendRow*vg.Length(len(m.legendLines())) + 8
	area := draw.Crop(canvas, 0, -6, legend, -captionHeight)
	x, y := m.axes[0].scale(), m.axes[1].scale()
	p := newPlot(f, x, y)
	p.X.Label.Text, p.X.Label.Padding = m.axes[0].label(), 3
	p.Add(drawing(m.fill), drawing(m.borders))
	p.Draw(area)
	data := p.DataCanvas(area)
	toX, toY := p.Transforms(&data)
	m.statedLine(data, toX, toY)
	m.regionNames(data, f, toX, toY)
	m.statedRing(data, toX, toY)
	m.legend(canvas, f, canvas.Min.Y+legend-14)
}

// cell returns what stands at a place of the grid; points are ordered by x, then y.
func (m *winnerMap) cell(i, j int) winner { return m.cells[i*len(m.axes[1].values)+j] }

// fill draws the cells. Neighbors in a column that look alike are one rectangle, so that no seams
// show.
func (m *winnerMap) fill(c draw.Canvas, toX, toY func(float64) vg.Length) {
	xs, ys := m.axes[0].edges(), m.axes[1].edges()
	for i := range m.axes[0].values {
		for j := 0; j < len(m.axes[1].values); {
			w, end := m.cell(i, j), j+1
			for end < len(m.axes[1].values) && m.cell(i, end).name == w.name && m.cell(i, end).settled == w.settled {
				end++
			}
			box := vg.Rectangle{ // reaches under its neighbors, which are drawn later, lest seams show
				Min: vg.Point{X: toX(xs[i]), Y: toY(ys[j])},
				Max: vg.Point{X: min(toX(xs[i+1])+1, c.Max.X), Y: min(toY(ys[end])+1, c.Max.Y)},
			}
			m.paint(c, w, box)
			j = end
		}
	}
}

func (m *winnerMap) paint(c draw.Canvas, w winner, box vg.Rectangle) {
	col := m.styles[w.name].color
	switch {
	case w.name == "":
		return
	case w.settled:
		rectangle(c, tint(col, 0.8), box)
	default:
		rectangle(c, tint(col, 0.14), box)
		hatch(c, tint(col, 0.75), box, m.order(w.name)%2 == 1)
	}
}

// order is the place of a case in the set; neighbors there are hatched across each other.
func (m *winnerMap) order(name string) int {
	return slices.IndexFunc(m.set.Cases, func(c result.Case) bool { return c.Name == name })
}

// borders draws a line where the winner changes.
func (m *winnerMap) borders(c draw.Canvas, toX, toY func(float64) vg.Length) {
	xs, ys := m.axes[0].edges(), m.axes[1].edges()
	l := draw.LineStyle{Color: ink, Width: 1}
	for i := range m.axes[0].values {
		for j := range m.axes[1].values {
			if i > 0 && m.cell(i, j).name != m.cell(i-1, j).name {
				c.StrokeLine2(l, toX(xs[i]), toY(ys[j]), toX(xs[i]), toY(ys[j+1]))
			}
			if j > 0 && m.cell(i, j).name != m.cell(i, j-1).name {
				c.StrokeLine2(l, toX(xs[i]), toY(ys[j]), toX(xs[i+1]), toY(ys[j]))
			}
		}
	}
}

// regionNames writes each winner's name where most of it is settled, else anywhere it wins, if there
// is room.
func (m *winnerMap) regionNames(c draw.Canvas, f fonts, toX, toY func(float64) vg.Length) {
	st := aligned(bold(f.style(labelSize, ink)), draw.XCenter, draw.YCenter)
	for _, l := range m.legendLines() {
		for _, settled := range []bool{true, false} {
			plate, lines, ok := m.plateFor(l, settled, st, toX, toY)
			if ok {
				plated(c, st, plate, lines)
				break
			}
		}
	}
}

// plateFor finds room for a name in the largest rectangle of a case that is wide enough.
func (m *winnerMap) plateFor(l legendLine, settled bool, st text.Style, toX, toY func(float64) vg.Length) (vg.Rectangle, []string, bool) {
	xs, ys := m.axes[0].edges(), m.axes[1].edges()
	boxOf := func(i0, i1, j0, j1 int) vg.Rectangle {
		return vg.Rectangle{Min: vg.Point{X: toX(xs[i0]), Y: toY(ys[j0])}, Max: vg.Point{X: toX(xs[i1]), Y: toY(ys[j1])}}
	}
	linesIn := func(box vg.Rectangle) []string { return wrap(l.label, st, box.Max.X-box.Min.X-14) }
	i0, i1, j0, j1 := m.largest(l.name, settled, func(i0, i1, j0, j1 int) bool {
		box := boxOf(i0, i1, j0, j1)
		lines := linesIn(box)
		return !cut(lines) && plateHeight(lines) <= box.Max.Y-box.Min.Y
	})
	if i1 == i0 {
		return vg.Rectangle{}, nil, false
	}
	box := boxOf(i0, i1, j0, j1)
	lines := linesIn(box)
	half := vg.Point{X: widest(st, lines...)/2 + 6, Y: plateHeight(lines) / 2}
	for _, part := range []vg.Length{0.5, 0.75, 0.25} {
		at := vg.Point{X: (box.Min.X + box.Max.X) / 2, Y: box.Min.Y + part*(box.Max.Y-box.Min.Y)}
		plate := vg.Rectangle{Min: vg.Point{X: at.X - half.X, Y: at.Y - half.Y}, Max: vg.Point{X: at.X + half.X, Y: at.Y + half.Y}}
		if inside(plate, box) && unobstructed(plate, m.ring(toX, toY)) {
			return plate, lines, true
		}
	}
	return vg.Rectangle{}, nil, false
}

func plateHeight(lines []string) vg.Length { return vg.Length(len(lines))*lineHeight*labelSize + 6 }

// cut reports whether a text had to be shortened.
func cut(lines []string) bool {
	return slices.ContainsFunc(lines, func(s string) bool { return strings.HasSuffix(s, "…") })
}

// ring is what the mark of the stated values covers.
func (m *winnerMap) ring(toX, toY func(float64) vg.Length) []vg.Rectangle {
	if !m.based() {
		return nil
	}
	return []vg.Rectangle{around(vg.Point{X: toX(m.axes[0].base), Y: toY(m.axes[1].base)}, 9)}
}

// plated writes lines, centered, on a white plate.
func plated(c draw.Canvas, st text.Style, plate vg.Rectangle, lines []string) {
	rectangle(c, tint(ink, 0), plate)
	y := plate.Max.Y - 3 - lineHeight*labelSize/2
	for _, line := range lines {
		c.FillText(st, vg.Point{X: (plate.Min.X + plate.Max.X) / 2, Y: y}, line)
		y -= lineHeight * labelSize
	}
}

// largest returns the largest rectangle that fits of cells that a case wins, settled ones only or all:
// columns from i0 to before i1, rows from j0 to before j1.
func (m *winnerMap) largest(name string, settled bool, fits func(i0, i1, j0, j1 int) bool) (i0, i1, j0, j1 int) {
	wants := func(i, j int) bool {
		w := m.cell(i, j)
		return w.name == name && (w.settled || !settled)
	}
	nx, ny := len(m.axes[0].values), len(m.axes[1].values)
	best := 0
	for i := range nx {
		for j := range ny {
			high := ny - j
			for k := i; k < nx; k++ {
				run := 0
				for run < high && wants(k, j+run) {
					run++
				}
				if high = run; high == 0 {
					break
				}
				if area := (k - i + 1) * high; area > best && fits(i, k+1, j, j+high) {
					best, i0, i1, j0, j1 = area, i, k+1, j, j+high
				}
			}
		}
	}
	return i0, i1, j0, j1
}

// statedRing marks what the scenario states.
func (m *winnerMap) statedRing(c draw.Canvas, toX, toY func(float64) vg.Length) {
	if !m.based() {
		return
	}
	at := vg.Point{X: toX(m.axes[0].base), Y: toY(m.axes[1].base)}
	c.DrawGlyph(draw.GlyphStyle{Color: tint(ink, 0), Radius: 7.5, Shape: draw.CircleGlyph{}}, at)
	c.DrawGlyph(draw.GlyphStyle{Color: ink, Radius: 6, Shape: hollow{draw.CircleGlyph{}}}, at)
}

// statedLine marks it where only one of the values is a plain number within the map.
func (m *winnerMap) statedLine(c draw.Canvas, toX, toY func(float64) vg.Length) {
	if m.based() {
		return
	}
	for _, l := range []draw.LineStyle{
		{Color: tint(ink, 0), Width: 3.5}, {Color: ink, Width: 1.4, Dashes: []vg.Length{5, 3}},
	} {
		switch x, y := m.axes[0], m.axes[1]; {
		case x.covers(x.base):
			c.StrokeLine2(l, toX(x.base), c.Min.Y, toX(x.base), c.Max.Y)
		case y.covers(y.base):
			c.StrokeLine2(l, c.Min.X, toY(y.base), c.Max.X, toY(y.base))
		}
	}
}

// legend shows both looks of each case and how much of the map it has.
func (m *winnerMap) legend(c draw.Canvas, f fonts, y vg.Length) {
	st := aligned(f.style(labelSize, ink), draw.XLeft, draw.YCenter)
	right := aligned(f.style(tickSize, muted), draw.XRight, draw.YCenter)
	for _, l := range m.legendLines() {
		for k, settled := range []bool{true, false} {
			at := c.Min.X + vg.Length(k)*26
			m.paint(c, winner{name: l.name, settled: settled}, vg.Rectangle{
				Min: vg.Point{X: at, Y: y - 6}, Max: vg.Point{X: at + 22, Y: y + 6},
			})
		}
		open := m.first[l.name] - m.sure[l.name]
		note := share(m.sure[l.name], len(m.cells)) + " settled, " + share(open, len(m.cells)) + " not"
		c.FillText(right, vg.Point{X: c.Max.X, Y: y}, note)
		c.FillText(st, vg.Point{X: c.Min.X + 58, Y: y}, shorten(l.label, st, c.Max.X-c.Min.X-58-right.Width(note)-10))
		y -= legendRow
	}
}

// middle is the index of the value nearest to the stated one, or the middle one.
func (a sweepAxis) middle() int {
	best, at := math.Inf(1), len(a.values)/2
	for i, v := range a.values {
		if d := math.Abs(v - a.base); d < best {
			best, at = d, i
		}
	}
	return at
}
