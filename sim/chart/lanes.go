package chart

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"fbasim/sim/result"
)

// lane is a thin strip below the stock panels: what a case's Remote Fulfillment offer
// can do day by day, or that its seller may not send shipments.
type lane struct {
	name, label string
	suspension  bool
	days        []laneDay
}

// laneDay holds shares of replications (and of offers); what is missing to one is no
// offer in the program. A suspension counts as blocked.
type laneDay struct{ x, active, local, waiting, blocked float64 }

// mostLanes bounds the lanes of one chart.
const mostLanes = 6

// addLane takes in a row of an offer's state and reports whether it was one.
func (t *timeline) addLane(r result.DailyRow, x float64) bool {
	if !strings.HasPrefix(r.Series, "remote_") {
		return false
	}
	at := slices.IndexFunc(t.lanes, func(l lane) bool { return l.name == r.Case })
	if at < 0 {
		at = len(t.lanes)
		t.lanes = append(t.lanes, lane{name: r.Case, label: result.Capital(t.set.CaseLabel(r.Case, r.Market))})
	}
	l := &t.lanes[at]
	i, found := slices.BinarySearchFunc(l.days, x, func(d laneDay, x float64) int { return int(d.x - x) })
	if !found {
		l.days = slices.Insert(l.days, i, laneDay{x: x})
	}
	share := math.Max(0, math.Min(1, orElse(r.Mean, 0)))
	switch r.Series {
	case result.SeriesRemoteActive:
		l.days[i].active = share
	case result.SeriesRemoteWaiting:
		l.days[i].waiting = share
	case result.SeriesRemoteLocal:
		l.days[i].local = share
	case result.SeriesRemoteBlocked:
		l.days[i].blocked = share
	}
	return true
}

// suspensions returns the lanes of the cases whose sellers are suspended at times.
func suspensions(s *result.Set) (list []lane) {
	for _, r := range s.Daily {
		x, ok := dayNumber(r.Date)
		if r.Series != result.SeriesSuspended || !ok {
			continue
		}
		n := len(list)
		if n == 0 || list[n-1].name != r.Case {
			list = append(list, lane{name: r.Case, suspension: true})
			n++
		}
		list[n-1].days = append(list[n-1].days, laneDay{x: x, blocked: orElse(r.Mean, 0)})
	}
	return list
}

// settleLanes keeps the lanes that have something to show: an offer that is for sale
// on every day has not. Suspensions stand below the cases that have a panel or a lane.
func (t *timeline) settleLanes(stopped []lane) {
	lanes := slices.DeleteFunc(slices.Clone(t.lanes), func(l lane) bool { return l.dull() })
	for _, l := range stopped {
		inPanel := slices.ContainsFunc(t.panels, func(p timelinePanel) bool { return p.name == l.name && len(p.stock.x) > 0 })
		if inPanel || slices.ContainsFunc(t.lanes, func(o lane) bool { return o.name == l.name }) {
			l.label = result.Capital(t.set.CaseLabel(l.name, t.market)) + ": shipments"
			lanes = append(lanes, l)
		}
	}
	if len(lanes) > mostLanes {
		lanes, t.hidden = lanes[:mostLanes], true
	}
	t.lanes = lanes
}

func (l *lane) dull() bool {
	return !slices.ContainsFunc(l.days, func(d laneDay) bool { return d.active < 0.9995 })
}

// mean returns the mean share of days in each state.
func (l *lane) mean() (d laneDay) {
	n := float64(len(l.days))
	for _, x := range l.days {
		d.active += x.active / n
		d.local += x.local / n
		d.waiting += x.waiting / n
		d.blocked += x.blocked / n
	}
	return d
}

// notes tell in words how much of the time each state takes.
func (l *lane) notes() string {
	m := l.mean()
	if l.suspension {
		return "suspended on " + result.Figure(m.blocked*float64(len(l.days)), "d") + " on average"
	}
	out := "for sale " + percent(m.active)
	for _, state := range []struct {
		name  string
		share float64
	}{{"local stock", m.local}, {"waiting", m.waiting}, {"blocked", m.blocked}} {
		if state.share > 0 {
			out += ", " + state.name + " " + percent(state.share)
		}
	}
	return out + " of the time"
}

// percent writes a share in whole percent, without calling a little nothing or nearly
// all everything.
func percent(share float64) string {
	switch {
	case share > 0 && share < 0.01:
		return "under 1 %"
	case share > 0.99 && share < 0.9999:
		return "over 99 %"
	}
	return fmt.Sprintf("%.0f %%", 100*share)
}

func (t *timeline) topic() string {
	if len(t.panels) == 0 {
		return "offers"
	}
	return "stock"
}

// lanesHeadline is the title of a chart without stock.
func (t *timeline) lanesHeadline() string {
	l := &t.lanes[0]
	if l.suspension {
		return "The seller may not always send shipments"
	}
	return "The Remote Fulfillment offer in " + result.Country(t.market) + " is for sale " +
		percent(l.mean().active) + " of the time"
}

func (t *timeline) lanesNote() string {
	of := "replications"
	if t.sku == "" {
		of = "offers and replications"
	}
	out := ""
	if slices.ContainsFunc(t.lanes, func(l lane) bool { return !l.suspension }) {
		out = "Lanes: share of " + of + ", full height 100 %. Waiting: for Amazon's decision, an activation or " +
			"the seller. Blocked: not eligible or not sellable, as while the US is out of stock. White: no such offer."
	}
	if slices.ContainsFunc(t.lanes, func(l lane) bool { return l.suspension }) {
		if out != "" {
			out += " "
		}
		out += "Suspended: share of replications in which the seller may not send shipments."
	}
	return out
}

func (t *timeline) lanePoints() (all []point) {
	for i := range t.lanes {
		l := &t.lanes[i]
		add := func(series string, x, y float64) {
			p := newPoint(l.name, series, "lane", x, y)
			p.Label = dayOf(x).Format("2006-01-02")
			all = append(all, p)
		}
		for _, d := range l.days {
			if l.suspension {
				add("suspended", d.x, d.blocked)
				continue
			}
			add("for sale", d.x, d.active)
			add("local stock", d.x, d.local)
			add("waiting", d.x, d.waiting)
			add("blocked", d.x, d.blocked)
		}
	}
	return all
}

// Sizes of lanes: the head above each, the strip, the gap below it; and what the lines
// above and the dates below all of them take.
const (
	laneHead  = vg.Length(17)
	laneStrip = vg.Length(26)
	laneGap   = vg.Length(9)
	lanesTop  = vg.Length(36)
	lanesFoot = vg.Length(24)
)

func (t *timeline) lanesHeight() vg.Length {
	if len(t.lanes) == 0 {
		return 0
	}
	return lanesTop + vg.Length(len(t.lanes))*(laneHead+laneStrip+laneGap) + lanesFoot
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
	title := "Remote Fulfillment offers"
	if !slices.ContainsFunc(t.lanes, func(l lane) bool { return !l.suspension }) {
		title = "Suspensions"
	}
	caption(area, f, title+", share of "+map[bool]string{true: "offers and replications", false: "replications"}[t.sku == ""])
	if title != "Suspensions" {
		legend(area, f, area.Max.Y-22)
	}
	top := area.Max.Y - lanesTop
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
		area.FillText(st, vg.Point{X: min(at, area.Max.X-half), Y: top + laneGap - 6}, tick.Label)
	}
}

// laneState is what offers of a lane do and how it looks.
type laneState struct {
	name       string
	fill, text color.RGBA
	of         func(d laneDay) float64
}

// laneStates are the states of a lane from the bottom up. Neighbors differ in
// lightness, so that no eye needs their hues.
func laneStates() []laneState {
	white := tint(ink, 0)
	return []laneState{
		{"for sale", blue, white, func(d laneDay) float64 { return d.active }},
		{"local stock instead", tint(vermillion, 0.35), ink, func(d laneDay) float64 { return d.local }},
		{"waiting", sky, ink, func(d laneDay) float64 { return d.waiting }},
		{"blocked", ink, white, func(d laneDay) float64 { return d.blocked }},
	}
}

// legend writes what the fills of lanes mean, in one line.
func legend(area draw.Canvas, f fonts, y vg.Length) {
	st := aligned(f.style(footnoteSize, ink), draw.XLeft, draw.YCenter)
	x := area.Min.X
	entry := func(name string, fill color.Color) {
		box := vg.Rectangle{Min: vg.Point{X: x, Y: y - 5}, Max: vg.Point{X: x + 10, Y: y + 5}}
		rectangle(area, fill, box)
		frame(area, box)
		area.FillText(st, vg.Point{X: x + 14, Y: y}, name)
		x += 14 + st.Width(name) + 14
	}
	for _, s := range laneStates() {
		entry(s.name, s.fill)
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

// tall is the share of a lane's height that a name needs.
const tall = 0.6

// nameState writes a state's name into its longest run of days on which it takes most
// of the lane, if it fits.
func (l *lane) nameState(strip draw.Canvas, st text.Style, r ruler, name string, base []float64, of func(laneDay) float64) {
	best := laneRun{0, -1, 0, 0}
	for i := 0; i < len(l.days); i++ {
		run := laneRun{i, i - 1, 0, 1}
		for ; i < len(l.days); i++ {
			lo, hi := math.Max(run.lo, base[i]), math.Min(run.hi, base[i]+of(l.days[i]))
			if hi-lo < tall {
				break
			}
			run.to, run.lo, run.hi = i, lo, hi
		}
		if run.to-run.from > best.to-best.from {
			best = run
		}
	}
	if best.to < best.from {
		return
	}
	left, right := r.toX(l.days[best.from].x), r.toX(l.days[best.to].x)
	if right-left < st.Width(name)+8 {
		return
	}
	at := strip.Min.Y + (strip.Max.Y-strip.Min.Y)*vg.Length((best.lo+best.hi)/2)
	strip.FillText(st, vg.Point{X: (left + right) / 2, Y: at}, name)
}
