package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"fbasim/sim/result"
)

// timeline is the data of one stock chart: stock of one SKU (or all) in one
// marketplace day by day, a panel for each case that holds stock there.
type timeline struct {
	set     *result.Set
	sku     string
	market  string
	unit    string
	panels  []timelinePanel
	lanes   []lane
	hidden  bool
	monthly bool // receipts are sums by month
}

type timelinePanel struct {
	name, label string
	style       style
	stock       curve // by day number; mean is the median
	receipts    []day
	outs        []day // share of replications out of stock
}

type day struct{ x, value float64 }

// atRisk is the share of replications out of stock from which a day is shaded.
const atRisk = 0.05

// stockTimeline builds a chart for each SKU and marketplace with daily stock.
func stockTimeline(s *result.Set, o Options) []figure {
	var charts []*timeline
	for _, r := range s.Daily {
		if !o.wants(r.SKU, r.Market) {
			continue
		}
		at := slices.IndexFunc(charts,
			func(t *timeline) bool { return t.sku == r.SKU && t.market == r.Market })
		if at < 0 {
			if len(charts) == o.Most || r.Market == "" || r.Series == result.SeriesStockout {
				continue
			}
			charts = append(charts, &timeline{set: s, sku: r.SKU, market: r.Market})
			at = len(charts) - 1
		}
		charts[at].add(r)
	}
	var figures []figure
	stopped := suspensions(s)
	for _, t := range charts {
		t.settleLanes(stopped)
		t.settlePanels()
		if len(t.panels)+len(t.lanes) > 0 {
			figures = append(figures, t.figure())
		}
	}
	return figures
}

func (t *timeline) add(r result.DailyRow) {
	x, ok := dayNumber(r.Date)
	if !ok {
		return
	}
	if t.addLane(r, x) {
		return
	}
	at := slices.IndexFunc(t.panels, func(p timelinePanel) bool { return p.name == r.Case })
	if at < 0 {
		label := result.Capital(t.set.CaseLabel(r.Case, r.Market))
		st := caseStyles(t.set, r.Market)[r.Case]
		t.panels = append(t.panels, timelinePanel{name: r.Case, label: label, style: st})
		at = len(t.panels) - 1
	}
	p := &t.panels[at]
	switch r.Series {
	case result.SeriesOnHand:
		t.unit = r.Unit
		p.stock.x, p.stock.mean = append(p.stock.x, x), append(p.stock.mean, r.P50)
		p.stock.lo, p.stock.hi = append(p.stock.lo, r.P5), append(p.stock.hi, r.P95)
	case result.SeriesReceipts:
		if r.Mean > 0 {
			p.receipts = append(p.receipts, day{x, r.Mean})
		}
	case result.SeriesStockout:
		p.outs = append(p.outs, day{x, r.Mean})
	}
}

// singly is the number of days with receipts up to which each is drawn; random
// lead times spread the receipts of many replications over nearly all days.
const singly = 40

// span is a run of days at risk, ends included, with the highest risk in it.
type span struct{ from, to, worst float64 }

func (p *timelinePanel) spans() []span {
	var all []span
	days := slices.SortedFunc(
		slices.Values(p.outs),
		func(a, b day) int { return cmp.Compare(a.x, b.x) },
	)
	for _, d := range days {
		if d.value < atRisk {
			continue
		}
		if last := len(all) - 1; last >= 0 && d.x == all[last].to+1 {
			all[last].to, all[last].worst = d.x, math.Max(all[last].worst, d.value)
			continue
		}
		all = append(all, span{d.x, d.x, d.value})
	}
	return all
}

// empty returns the number of days from the first on in which a country that starts
// without stock waits for it: those at risk until the risk is gone or grows again. The
// share of replications still waiting can only fall.
func (p *timelinePanel) empty() int {
	least := 1.0
	for i, d := range p.outs {
		if i == 0 && d.value < 0.5 || d.value < atRisk || d.value > least+atRisk {
			return i
		}
		least = math.Min(least, d.value)
	}
	return len(p.outs)
}

// runsOut are the spans at risk after the first stock has come.
func (p *timelinePanel) runsOut() []span {
	later := *p
	later.outs = p.outs[p.empty():]
	return later.spans()
}

// outDays is the mean number of days out of stock.
func (p *timelinePanel) outDays() float64 {
	sum := 0.0
	for _, d := range p.outs {
		sum += d.value
	}
	return sum
}

const timelinePanelHeight = vg.Length(255)

func (t *timeline) figure() figure {
	return figure{
		stem:     stem("stock", t.sku, t.market),
		title:    t.headline(),
		subtitle: subtitle(t.set),
		footnote: t.footnote(),
		alt:      t.alt(),
		points:   t.table(),
		width:    chartWidth,
		height:   t.panelsHeight() + t.lanesHeight(),
		body:     t.draw,
	}
}

func (t *timeline) panelsHeight() vg.Length {
	if len(t.panels) == 0 {
		return 0
	}
	return 18 + timelinePanelHeight*vg.Length(len(t.panels))
}

// headline tells when the first case is most likely out of stock. To have none yet is
// not to run out of it.
func (t *timeline) headline() string {
	if len(t.panels) == 0 {
		return t.lanesHeadline()
	}
	p := &t.panels[0]
	what := "Stock in " + result.Country(t.market)
	if t.sku != "" {
		what = result.Visible(t.sku) + " stock in " + result.Country(t.market)
	}
	if len(p.outs) == 0 {
		return "How much stock lies in " + result.Country(t.market) + "?"
	}
	spans := p.runsOut()
	if len(spans) == 0 {
		if p.empty() > 0 {
			return what + " does not run out once it has come"
		}
		return what + " does not run out"
	}
	worst := slices.MaxFunc(spans, func(a, b span) int { return cmp.Compare(a.worst, b.worst) })
	when := dayOf(math.Floor((worst.from + worst.to) / 2)).Format("2 January 2006")
	return what + " may run out, most likely around " + strings.ReplaceAll(when, " ", hardSpace)
}

func (t *timeline) footnote() string {
	if len(t.panels) == 0 {
		return t.lanesNote()
	}
	receipts := "receipts with mean units"
	if t.monthly {
		receipts = "mean units received in each month"
	}
	text := "Line: median at day's end. Band: P5 to P95 of the outcomes. " +
		"Triangles: " + receipts + ". Gray: out of stock in at least 5 % of replications."
	if len(t.lanes) > 0 {
		text += " " + t.lanesNote()
	}
	if t.hidden {
		text += " More cases are in daily.csv."
	}
	return text
}

func (t *timeline) alt() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Timeline of %s in %s.", t.topic(), result.Country(t.market))
	for i := range t.panels {
		p := &t.panels[i]
		fmt.Fprintf(&b, " %s: %d receipts, out of stock on %s days on average.", p.label, len(p.receipts),
			result.Plain(p.outDays(), "d"))
		for _, s := range p.spans() {
			fmt.Fprintf(&b, " At risk from %s to %s (%s at worst).", dayOf(s.from).Format("2006-01-02"),
				dayOf(s.to).Format("2006-01-02"), result.Figure(s.worst, "share"))
		}
	}
	for i := range t.lanes {
		fmt.Fprintf(&b, " %s: %s.", t.lanes[i].label, t.lanes[i].notes())
	}
	return b.String()
}

func (t *timeline) table() []point {
	var all []point
	for i := range t.panels {
		p := &t.panels[i]
		add := func(series, role string, x, y, lo, hi float64) {
			all = append(all, point{Panel: p.name, Series: series, Role: role, X: x, Y: y, Lo: lo, Hi: hi,
				Label: dayOf(x).Format("2006-01-02")})
		}
		for k := range p.stock.x {
			add("stock", "line", p.stock.x[k], p.stock.mean[k], p.stock.lo[k], p.stock.hi[k])
		}
		for _, r := range p.receipts {
			add("receipts", "mark", r.x, r.value, math.NaN(), math.NaN())
		}
		for _, s := range p.spans() {
			add("out of stock", "band", s.from, s.worst, s.from, s.to)
		}
	}
	return append(all, t.lanePoints()...)
}

func (t *timeline) scales() (x, y scale) {
	first, last, top := math.Inf(1), math.Inf(-1), 0.0
	for i := range t.lanes {
		days := t.lanes[i].days
		first, last = math.Min(first, days[0].x), math.Max(last, days[len(days)-1].x)
	}
	for i := range t.panels {
		st := t.panels[i].stock
		first, last = math.Min(first, slices.Min(st.x)), math.Max(last, slices.Max(st.x))
		for k := range st.hi {
			top = math.Max(top, math.Max(orElse(st.hi[k], 0), orElse(st.mean[k], 0)))
		}
	}
	y = roundScale(0, math.Max(top, 1), "units", true)
	y.max *= 1.16 // room for the receipts
	return dateScale(first, last), y
}

func (t *timeline) draw(canvas draw.Canvas, f fonts) {
	x, y := t.scales()
	ruler := t.ruler(canvas, f, x, y)
	if len(t.panels) > 0 {
		caption(canvas, f, "Sellable stock, "+unitName(t.unit))
	}
	for i := range t.panels {
		area := canvas
		area.Max.Y = canvas.Max.Y - 18 - timelinePanelHeight*vg.Length(i)
		area.Min.Y = area.Max.Y - timelinePanelHeight
		panelHead(area, f, t.panels[i].label, t.panels[i].notes())
		area.Max.Y -= panelHeadHeight + 2
		t.panels[i].draw(draw.Crop(area, 0, -10, 6, 0), f, x, y)
	}
	if len(t.lanes) > 0 {
		area := canvas
		area.Max.Y = canvas.Max.Y - t.panelsHeight()
		t.drawLanes(area, f, ruler)
	}
}

// notes tell how often and how long stock is out.
func (p *timelinePanel) notes() string {
	if len(p.outs) == 0 {
		return ""
	}
	text := "out of stock on " + result.Figure(p.outDays(), "d") + " on average"
	if n := p.empty(); n > 0 {
		waits := 0.0
		for _, d := range p.outs[:n] {
			waits += d.value
		}
		text += ", " + result.Figure(waits, "d") + " before the first stock"
	}
	return text
}

func (p *timelinePanel) draw(area draw.Canvas, f fonts, x, y scale) {
	pl := newPlot(f, x, y)
	for _, s := range p.spans() {
		pl.Add(columns(s.from-0.5, s.to+0.5, bandGray))
	}
	steady := p.style
	steady.dashes = nil // a saw-tooth in dashes is hard to follow, and there is one line
	pl.Add(gridAcross(y), p.stock.band(veil(p.style.color, 0.22)), p.stock.line(steady, 0))
	pl.Draw(area)
	data := pl.DataCanvas(area)
	toX, _ := pl.Transforms(&data)
	p.drawReceipts(data, f, toX)
}

// nudge is how far a figure may stand off its receipt.
const nudge = vg.Length(6)

// drawReceipts puts a triangle with its units on top for each receipt, and leaves
// out figures that would overlap; those at the edges move inward, and those close to
// the one before a little away from it.
func (p *timelinePanel) drawReceipts(data draw.Canvas, f fonts, toX func(float64) vg.Length) {
	st := aligned(f.style(footnoteSize, ink), draw.XCenter, draw.YTop)
	free := data.Min.X - 8
	for _, r := range p.receipts {
		x := toX(r.x)
		data.DrawGlyphNoClip(
			draw.GlyphStyle{Color: ink, Radius: 4, Shape: downGlyph{}},
			vg.Point{X: x, Y: data.Max.Y - 18},
		)
		text := result.Plain(math.Round(r.value), "units")
		half := st.Width(text) / 2
		x = min(max(x, data.Min.X-8+half), data.Max.X+8-half)
		if far := free + half - x; far > 0 && far <= nudge {
			x = min(free+half, data.Max.X+8-half)
		}
		if x-half >= free {
			data.FillText(st, vg.Point{X: x, Y: data.Max.Y}, text)
			free = x + half + 4
		}
	}
}

// downGlyph is a filled triangle that points down, at what arrives.
type downGlyph struct{}

// DrawGlyph implements draw.GlyphDrawer.
func (downGlyph) DrawGlyph(c *draw.Canvas, s draw.GlyphStyle, at vg.Point) {
	r := s.Radius
	c.FillPolygon(
		s.Color,
		[]vg.Point{{X: at.X - r, Y: at.Y + r}, {X: at.X + r, Y: at.Y + r}, {X: at.X, Y: at.Y - r}},
	)
}
