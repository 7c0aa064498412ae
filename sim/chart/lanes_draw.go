package chart

import (
	"math"
	"slices"

	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Sizes of lanes: the head above each, the strip, the gap below it; and what the
// caption and the legend above and the dates below all of them take.
const (
	laneHead  = vg.Length(17)
	laneStrip = vg.Length(26)
	laneGap   = vg.Length(9)
	lanesTop  = vg.Length(18)
	lanesKey  = vg.Length(18)
	lanesFoot = vg.Length(24)
)

func (t *timeline) lanesHeight() vg.Length {
	if len(t.lanes) == 0 {
		return 0
	}
	h := lanesTop + vg.Length(len(t.lanes))*(laneHead+laneStrip+laneGap) + lanesFoot
	if t.showsOffers() {
		h += lanesKey
	}
	return h
}

// ruler is the time axis that panels and lanes share.
type ruler struct {
	left, right vg.Length
	x           scale
	toX         func(float64) vg.Length
}

// ruler places the time axis where the panels have it; without panels, across the
// whole width.
func (t *timeline) ruler(canvas draw.Canvas, f fonts, x, y scale) ruler {
	if len(t.panels) == 0 {
		y.ticks = nil
	}
	area := draw.Crop(canvas, 0, -10, 0, 0)
	pl := newPlot(f, x, y)
	data := pl.DataCanvas(area)
	toX, _ := pl.Transforms(&data)
	return ruler{data.Min.X, data.Max.X, x, toX}
}

func (t *timeline) drawLanes(area draw.Canvas, f fonts, r ruler) {
	top := area.Max.Y - lanesTop
	switch {
	case !t.showsOffers():
		caption(area, f, "Suspensions, share of replications")
	case t.sku == "":
		caption(area, f, "Remote Fulfillment offers, share of offers and replications")
	default:
		caption(area, f, "Remote Fulfillment offers, share of replications")
	}
	if t.showsOffers() {
		legend(area, f, area.Max.Y-22, t.shown())
		top -= lanesKey
	}
	for i := range t.lanes {
		strip := draw.Canvas{Canvas: area.Canvas, Rectangle: vg.Rectangle{
			Min: vg.Point{X: r.left, Y: top - laneHead - laneStrip}, Max: vg.Point{X: r.right, Y: top - laneHead},
		}}
		head := area
		head.Max.Y = top
		panelHead(head, f, t.lanes[i].label, t.lanes[i].notes())
		t.lanes[i].draw(strip, f, r)
		top = strip.Min.Y - laneGap
	}
	st := aligned(f.style(tickSize, muted), draw.XCenter, draw.YTop)
	for _, tick := range r.x.ticks {
		at := r.toX(tick.Value)
		area.StrokeLine2(draw.LineStyle{Color: axisGray, Width: 0.8}, at, top+laneGap-4, at, top+laneGap)
		half := st.Width(tick.Label) / 2
		at = max(area.Min.X+half, min(at, area.Max.X-half))
		area.FillText(st, vg.Point{X: at, Y: top + laneGap - 6}, tick.Label)
	}
}

// legend writes what the fills of states mean, in one line.
func legend(area draw.Canvas, f fonts, y vg.Length, states []laneState) {
	st := aligned(f.style(footnoteSize, ink), draw.XLeft, draw.YCenter)
	x := area.Min.X
	for _, s := range states {
		box := vg.Rectangle{Min: vg.Point{X: x, Y: y - 5}, Max: vg.Point{X: x + 10, Y: y + 5}}
		rectangle(area, s.fill, box)
		frame(area, box)
		area.FillText(st, vg.Point{X: x + 14, Y: y}, s.name)
		x += 14 + st.Width(s.name) + 14
	}
}

func frame(c draw.Canvas, r vg.Rectangle) {
	c.StrokeLines(draw.LineStyle{Color: axisGray, Width: 0.6}, []vg.Point{
		r.Min, {X: r.Max.X, Y: r.Min.Y}, r.Max, {X: r.Min.X, Y: r.Max.Y}, r.Min,
	})
}

// draw fills the strip with the states' shares, stacked, and names each state where
// it stands long and high enough. Each state is one shape over all below it, so that
// no seams show.
func (l *lane) draw(strip draw.Canvas, f fonts, r ruler) {
	states := laneStates()
	below := make([][]float64, len(states)+1) // what the states below take, by day
	below[0] = make([]float64, len(l.days))
	for s := range states {
		below[s+1] = slices.Clone(below[s])
		for i, d := range l.days {
			below[s+1][i] = math.Min(1, below[s][i]+states[s].of(d))
		}
	}
	for s := len(states) - 1; s >= 0; s-- {
		if !slices.Equal(below[s], below[s+1]) {
			strip.FillPolygon(states[s].fill, l.steps(strip, r, below[s+1]))
		}
	}
	frame(strip, strip.Rectangle)
	for s := range states {
		name := states[s].name
		if l.suspension {
			name = "suspended"
		}
		st := aligned(f.style(footnoteSize, states[s].text), draw.XCenter, draw.YCenter)
		l.nameState(strip, st, r, name, below[s], states[s].of)
	}
}

// steps is the area below the tops of the days.
func (l *lane) steps(strip draw.Canvas, r ruler, tops []float64) []vg.Point {
	var pts []vg.Point
	height := strip.Max.Y - strip.Min.Y
	at := func(day, top float64) {
		x := min(r.right, max(r.left, r.toX(day)))
		pts = append(pts, vg.Point{X: x, Y: strip.Min.Y + height*vg.Length(top)})
	}
	at(l.days[0].x-0.5, 0)
	for i := range l.days {
		if i == 0 || tops[i] != tops[i-1] {
			if i > 0 {
				at(l.days[i].x-0.5, tops[i-1])
			}
			at(l.days[i].x-0.5, tops[i])
		}
	}
	last := l.days[len(l.days)-1].x + 0.5
	at(last, tops[len(tops)-1])
	at(last, 0)
	return pts
}

// laneRun is a run of days, by index, ends included, with common bounds.
type laneRun struct {
	from, to int
	lo, hi   float64
}

// tall are the shares of a lane's height that a name needs, those first where it
// stands in the middle of a full lane.
func tall() []float64 { return []float64{0.95, 0.6} }

// nameState writes a state's name into its longest run of days on which it takes most
// of the lane, if it fits.
func (l *lane) nameState(strip draw.Canvas, st text.Style, r ruler, name string, base []float64, of func(laneDay) float64) {
	for _, share := range tall() {
		run := l.longest(share, base, of)
		if run.to < run.from {
			continue
		}
		left, right := r.toX(l.days[run.from].x), r.toX(l.days[run.to].x)
		if right-left >= st.Width(name)+8 {
			at := strip.Min.Y + (strip.Max.Y-strip.Min.Y)*vg.Length((run.lo+run.hi)/2)
			strip.FillText(st, vg.Point{X: (left + right) / 2, Y: at}, name)
			return
		}
	}
}

// longest is the longest run of days on which a state takes at least a share of the
// lane's height, at the same height; to is before from where there is none.
func (l *lane) longest(share float64, base []float64, of func(laneDay) float64) laneRun {
	best := laneRun{0, -1, 0, 0}
	for from := range l.days {
		run := laneRun{from, from - 1, 0, 1}
		for i := from; i < len(l.days); i++ {
			lo, hi := math.Max(run.lo, base[i]), math.Min(run.hi, base[i]+of(l.days[i]))
			if hi-lo < share {
				break
			}
			run.to, run.lo, run.hi = i, lo, hi
		}
		if run.to-run.from > best.to-best.from {
			best = run
		}
	}
	return best
}
