package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"fbasim/sim/result"
)

// arrival is the data of one delivery chart: days from order to door in one
// marketplace, a panel for each case, on the same axes.
type arrival struct {
	set    *result.Set
	sku    string
	market string
	panels []arrivalPanel
	hidden bool
}

type arrivalPanel struct {
	name, label string
	style       style
	bins        []result.HistogramBin
	late        float64 // share of orders; the metric's mean where there is one
}

// deliveryName is the histogram that this chart draws.
const deliveryName = "delivery_days"

// delivery builds a chart for each marketplace with histograms of delivery days.
func delivery(s *result.Set, o Options) []figure {
	var charts []*arrival
	for _, b := range s.Histograms {
		if b.Name != deliveryName || !o.wants(b.SKU, b.Market) {
			continue
		}
		at := slices.IndexFunc(
			charts,
			func(a *arrival) bool { return a.market == b.Market && a.sku == b.SKU },
		)
		if at < 0 {
			if len(charts) == o.Most {
				continue
			}
			charts = append(charts, &arrival{set: s, sku: b.SKU, market: b.Market})
			at = len(charts) - 1
		}
		charts[at].add(b)
	}
	var figures []figure
	for _, a := range charts {
		for i := range a.panels {
			a.panels[i].late = a.lateShare(&a.panels[i])
		}
		figures = append(figures, a.figure())
	}
	return figures
}

func (a *arrival) add(b result.HistogramBin) {
	at := slices.IndexFunc(a.panels, func(p arrivalPanel) bool { return p.name == b.Case })
	if at < 0 {
		if len(a.panels) == mostLines {
			a.hidden = true
			return
		}
		st, ok := caseStyles(a.set, b.Market)[b.Case]
		if !ok {
			st = programStyle(b.Program, 0)
		}
		label := result.Capital(a.set.CaseLabel(b.Case, b.Market))
		a.panels = append(a.panels, arrivalPanel{name: b.Case, label: label, style: st})
		at = len(a.panels) - 1
	}
	a.panels[at].bins = append(a.panels[at].bins, b)
}

func (p *arrivalPanel) total() int {
	n := 0
	for _, b := range p.bins {
		n += b.Count
	}
	return n
}

// share returns a bin's share of the panel's orders.
func (p *arrivalPanel) share(b result.HistogramBin) float64 {
	return float64(b.Count) / math.Max(1, float64(p.total()))
}

// isLate reports whether a bin lies after the promised window, whose last day counts
// as kept.
func isLate(b result.HistogramBin) bool { return known(b.WindowHi) && b.From > b.WindowHi }

// lateShare is the metric that tables show, so that chart and table agree; the
// orders of the bins only where the set has no such metric.
func (a *arrival) lateShare(p *arrivalPanel) float64 {
	if c := a.set.Case(p.name); c != nil && a.sku == "" {
		if m := c.Metric("late_share." + a.market); m != nil && known(m.Mean) {
			return m.Mean
		}
	}
	share := 0.0
	for _, b := range p.bins {
		if isLate(b) {
			share += p.share(b)
		}
	}
	return share
}

// window returns the promised days, false for none.
func (p *arrivalPanel) window() (lo, hi float64, ok bool) {
	lo, hi = p.bins[0].WindowLo, p.bins[0].WindowHi
	return lo, hi, known(lo) && known(hi)
}

const arrivalPanelHeight = vg.Length(140)

func (a *arrival) figure() figure {
	return figure{
		stem:     stem("delivery", a.sku, a.market),
		title:    a.headline(),
		subtitle: subtitle(a.set),
		footnote: a.footnote(),
		alt:      a.alt(),
		points:   a.table(),
		width:    chartWidth,
		height:   18 + arrivalPanelHeight*vg.Length(len(a.panels)) + 22,
		body:     a.draw,
	}
}

// headline is a finding where a comparison of late orders is settled.
func (a *arrival) headline() string {
	metric := "late_share." + a.market
	for _, c := range a.set.Comparisons {
		if c.Metric != metric || c.Verdict != result.Better && c.Verdict != result.Worse {
			continue
		}
		good, bad := a.panel(c.B), a.panel(c.A)
		if c.Verdict == result.Worse {
			good, bad = bad, good
		}
		if good != nil && bad != nil {
			return fmt.Sprintf("%s is late less often in %s: %s of orders against %s", good.label,
				result.Country(a.market), result.Figure(good.late, "share"),
				result.Figure(bad.late, "share"))
		}
	}
	return "Do orders to " + result.Country(a.market) + " arrive as promised?"
}

func (a *arrival) panel(name string) *arrivalPanel {
	for i := range a.panels {
		if a.panels[i].name == name {
			return &a.panels[i]
		}
	}
	return nil
}

func (a *arrival) footnote() string {
	text := "All delivered orders of all replications, whole days from order to door. " +
		"Gray: promised window. Dark bars: late."
	if a.hidden {
		text += " More cases are in histograms.csv."
	}
	return text
}

func (a *arrival) alt() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Histograms of days from order to door in %s.", result.Country(a.market))
	for i := range a.panels {
		p := &a.panels[i]
		peak := slices.MaxFunc(p.bins, func(x, y result.HistogramBin) int { return x.Count - y.Count })
		fmt.Fprintf(&b, " %s: most often day %g", p.label, peak.From)
		if lo, hi, ok := p.window(); ok {
			fmt.Fprintf(&b, ", promised %g to %g days, %s late", lo, hi, result.Figure(p.late, "share"))
		}
		fmt.Fprintf(&b, ", %s orders.", result.Plain(float64(p.total()), "orders"))
	}
	return b.String()
}

func (a *arrival) table() []point {
	var all []point
	for i := range a.panels {
		p := &a.panels[i]
		for _, b := range p.bins {
			pt := newPoint(p.name, p.name, "bar", b.From, p.share(b))
			if isLate(b) {
				pt.Label = "late"
			}
			all = append(all, pt)
		}
		if lo, hi, ok := p.window(); ok {
			pt := newPoint(p.name, "window", "band", lo, math.NaN())
			pt.Lo, pt.Hi = lo, hi
			all = append(all, pt)
		}
	}
	return all
}

// scales cover all panels: a bar of day d reaches from d-0.5 to d+0.5.
func (a *arrival) scales() (x, y scale) {
	hi, top := 1.0, 0.0
	for i := range a.panels {
		p := &a.panels[i]
		for _, b := range p.bins {
			top = math.Max(top, p.share(b))
			if b.Count > 0 {
				hi = math.Max(hi, b.From)
			}
		}
		if _, end, ok := p.window(); ok {
			hi = math.Max(hi, end)
		}
	}
	x = roundScale(0, hi, "d", true)
	x.min, x.max = -0.5, hi+0.5
	y = roundScale(0, top*1.02, "share", false)
	return x, thin(y, 4)
}

// thin keeps every other tick until at most n are left, for low panels.
func thin(s scale, n int) scale {
	for len(s.ticks) > n+1 {
		var kept []plot.Tick
		for i := 0; i < len(s.ticks); i += 2 {
			kept = append(kept, s.ticks[i])
		}
		s.ticks = kept
	}
	return s
}

func (a *arrival) draw(canvas draw.Canvas, f fonts) {
	caption(canvas, f, "Share of orders")
	x, y := a.scales()
	top := canvas.Max.Y - 18
	for i := range a.panels {
		area := canvas
		area.Max.Y = top - arrivalPanelHeight*vg.Length(i)
		area.Min.Y = area.Max.Y - arrivalPanelHeight
		a.panels[i].head(area, f)
		area.Max.Y -= panelHeadHeight
		a.panels[i].draw(draw.Crop(area, 0, 0, 4, 0), f, x, y)
	}
	st := aligned(f.style(labelSize, ink), draw.XCenter, draw.YTop)
	bottom := top - arrivalPanelHeight*vg.Length(len(a.panels))
	canvas.FillText(
		st,
		vg.Point{X: canvas.Center().X, Y: bottom},
		"Days from order to door in "+result.Country(a.market),
	)
}

func (p *arrivalPanel) draw(area draw.Canvas, f fonts, x, y scale) {
	pl := newPlot(f, x, y)
	lo, hi, promised := p.window()
	if promised {
		pl.Add(columns(lo-0.5, hi+0.5, bandGray))
	}
	pl.Add(gridAcross(y), drawing(func(c draw.Canvas, toX, toY func(float64) vg.Length) {
		for _, b := range p.bins {
			fill := tint(p.style.color, 0.45)
			if isLate(b) {
				fill = p.style.color
			}
			rectangle(c, fill, vg.Rectangle{
				Min: vg.Point{X: toX(b.From-0.5) + 1, Y: toY(0)},
				Max: vg.Point{X: toX(b.From+0.5) - 1, Y: toY(p.share(b))},
			})
		}
	}))
	pl.Draw(area)
}

// head writes the panel's name and figures above it, where no bar can be.
func (p *arrivalPanel) head(c draw.Canvas, f fonts) {
	var notes []string
	if lo, hi, ok := p.window(); ok {
		notes = append(
			notes,
			fmt.Sprintf("promised %g-%g days", lo, hi),
			result.Figure(p.late, "share")+" late",
		)
	} else {
		notes = append(notes, "no window promised")
	}
	notes = append(notes, result.Plain(float64(p.total()), "orders")+" orders")
	panelHead(c, f, p.label, strings.Join(notes, " · "))
}
