package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"fbasim/sim/result"
)

// flow is the data of one waterfall chart: the money of one sale of a SKU in a
// marketplace, a panel for each case. The steps run downwards, because their names
// are long, and all panels share them and the scale of money.
type flow struct {
	set    *result.Set
	sku    string
	market string
	kinds  []string // rows, top to bottom
	panels []flowPanel
	hidden int
}

type flowPanel struct {
	name, label string
	style       style
	steps       []result.UnitStep
}

// flowRow is the height of a step, barHalf half that of its bar.
const (
	flowRow  = vg.Length(19)
	barHalf  = vg.Length(6)
	flowTop  = vg.Length(52) // for the heads of the panels
	flowEnd  = vg.Length(24) // for ticks
	flowUnit = vg.Length(16)
)

// waterfall builds a chart for each SKU and marketplace with unit economics.
func waterfall(s *result.Set, o Options) []figure {
	var charts []*flow
	for _, st := range s.UnitEconomics {
		if !o.wants(st.SKU, st.Market) {
			continue
		}
		at := slices.IndexFunc(charts, func(w *flow) bool { return w.sku == st.SKU && w.market == st.Market })
		if at < 0 {
			if len(charts) == o.Most {
				continue
			}
			charts = append(charts, &flow{set: s, sku: st.SKU, market: st.Market})
			at = len(charts) - 1
		}
		charts[at].add(st)
	}
	var figures []figure
	for _, w := range charts {
		figures = append(figures, w.figure())
	}
	return figures
}

func (w *flow) add(st result.UnitStep) {
	at := slices.IndexFunc(w.panels, func(p flowPanel) bool { return p.name == st.Case })
	if at < 0 {
		if len(w.panels) == mostLines {
			w.hidden++
			return
		}
		w.panels = append(w.panels, flowPanel{
			name: st.Case, label: result.Capital(w.set.CaseLabel(st.Case, st.Market)), style: w.styleOf(st),
		})
		at = len(w.panels) - 1
	}
	w.panels[at].steps = append(w.panels[at].steps, st)
	if slices.Contains(w.kinds, st.Kind) {
		return
	}
	if last := len(w.kinds) - 1; last >= 0 && w.kinds[last] == result.KindContribution {
		w.kinds = slices.Insert(w.kinds, last, st.Kind) // what is left stays at the bottom
		return
	}
	w.kinds = append(w.kinds, st.Kind)
}

func (w *flow) styleOf(st result.UnitStep) style {
	if known, ok := caseStyles(w.set, st.Market)[st.Case]; ok {
		return known
	}
	return programStyle(st.Program, 0)
}

// left is what one sale leaves in a panel.
func (p *flowPanel) left() float64 {
	sum := 0.0
	for _, st := range p.steps {
		if st.Kind == result.KindContribution {
			return st.Amount
		}
		sum += st.Amount
	}
	return sum
}

func (w *flow) figure() figure {
	return figure{
		stem:     stem("waterfall", w.sku, w.market),
		title:    w.headline(),
		subtitle: subtitle(w.set),
		footnote: w.footnote(),
		alt:      w.alt(),
		points:   w.table(),
		width:    chartWidth,
		height:   vg.Length((len(w.panels)+1)/2)*w.panelHeight() + flowUnit,
		body:     w.draw,
	}
}

func (w *flow) panelHeight() vg.Length { return flowTop + flowRow*vg.Length(len(w.kinds)) + flowEnd }

// headline compares what is left. It is arithmetic, not an estimate, so it is
// always a finding.
func (w *flow) headline() string {
	panels := slices.Clone(w.panels)
	slices.SortStableFunc(panels, func(a, b flowPanel) int { return int(math.Copysign(1, b.left()-a.left())) })
	unit := w.currency()
	text := fmt.Sprintf("One %s sold in %s leaves %s with %s", result.Visible(w.sku), result.Country(w.market),
		result.Figure(panels[0].left(), unit), uncapital(panels[0].label))
	if len(panels) > 1 {
		text += fmt.Sprintf(", %s with %s", result.Plain(panels[1].left(), unit), uncapital(panels[1].label))
	}
	return text
}

// uncapital undoes result.Capital for names that are lower case in a sentence.
func uncapital(label string) string {
	for _, name := range []string{"local FBA", "seller-fulfilled"} {
		if label == result.Capital(name) {
			return name
		}
	}
	return label
}

func (w *flow) currency() string {
	if len(w.panels) > 0 && len(w.panels[0].steps) > 0 {
		return w.panels[0].steps[0].Currency
	}
	return ""
}

// marks are the signs behind amounts that are not simply charged as published.
func marks() []struct{ mark, sign string } {
	return []struct{ mark, sign string }{{"assumed", "*"}, {"estimated", "†"}, {"stale", "‡"}}
}

func (w *flow) footnote() string {
	text := w.currency() + " per unit, costs in the order they are charged; before fixed costs of stocking a country."
	for _, m := range marks() {
		if slices.ContainsFunc(w.panels, func(p flowPanel) bool {
			return slices.ContainsFunc(p.steps, func(st result.UnitStep) bool { return st.Mark == m.mark })
		}) {
			text += " " + m.sign + hardSpace + m.mark + "."
		}
	}
	if w.hidden > 0 {
		text += " More cases are in unit_economics.csv."
	}
	return text
}

func (w *flow) alt() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Waterfall of one sale of %s in %s, in %s per unit.", result.Visible(w.sku),
		result.Country(w.market), w.currency())
	for _, p := range w.panels {
		fmt.Fprintf(&b, " %s:", p.label)
		for i, st := range p.steps {
			if i > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, " %s %s", stepLabel(st), result.Plain(st.Amount, st.Currency))
		}
		b.WriteByte('.')
	}
	return b.String()
}

func stepLabel(st result.UnitStep) string {
	if st.Label != "" {
		return result.Visible(st.Label)
	}
	return result.KindLabel(st.Kind)
}

// bar is where a step's bar begins and ends.
type bar struct {
	step     result.UnitStep
	from, to float64
}

// bars stacks the steps: the first and the last stand on zero.
func (p *flowPanel) bars() []bar {
	var all []bar
	at := 0.0
	for _, st := range p.steps {
		if st.Kind == result.KindContribution {
			all = append(all, bar{st, 0, st.Amount})
			continue
		}
		all = append(all, bar{st, at, at + st.Amount})
		at += st.Amount
	}
	return all
}

func (w *flow) table() []point {
	var all []point
	for i := range w.panels {
		for _, b := range w.panels[i].bars() {
			p := newPoint(w.panels[i].name, b.step.Kind, "bar", float64(b.step.Step), b.step.Amount)
			p.Lo, p.Hi, p.Label = math.Min(b.from, b.to), math.Max(b.from, b.to), b.step.Mark
			all = append(all, p)
		}
	}
	return all
}

// scale is the same for all panels.
func (w *flow) scale() scale {
	lo, hi := 0.0, 0.0
	for i := range w.panels {
		for _, b := range w.panels[i].bars() {
			lo, hi = math.Min(lo, math.Min(b.from, b.to)), math.Max(hi, math.Max(b.from, b.to))
		}
	}
	return roundScale(lo, hi, w.currency(), false)
}

// draw puts two panels in a row, so that four fit a phone.
func (w *flow) draw(canvas draw.Canvas, f fonts) {
	const gap = 14
	for i := 0; i < len(w.panels); i += 2 {
		row := canvas
		row.Max.Y = canvas.Max.Y - vg.Length(i/2)*w.panelHeight()
		row.Min.Y = row.Max.Y - w.panelHeight()
		left := w.drawNames(row, f)
		width := (row.Max.X - left - gap) / 2
		if len(w.panels) == 1 {
			width = row.Max.X - left
		}
		for k := i; k < min(i+2, len(w.panels)); k++ {
			panel := row
			panel.Min.X = left + vg.Length(k-i)*(width+gap)
			panel.Max.X = panel.Min.X + width
			w.drawPanel(&w.panels[k], panel, f)
		}
	}
	st := aligned(f.style(labelSize, ink), draw.XCenter, draw.YBottom)
	canvas.FillText(st, vg.Point{X: canvas.Center().X, Y: canvas.Min.Y + 3}, w.currency()+" per unit")
}

// drawNames writes the names of the steps and returns where the panels begin.
func (w *flow) drawNames(row draw.Canvas, f fonts) (left vg.Length) {
	names := f.style(tickSize, ink)
	var labels []string
	for _, kind := range w.kinds {
		labels = append(labels, w.rowLabel(kind))
	}
	width := min(widest(names, labels...), 130)
	for i, label := range labels {
		st := names
		if w.kinds[i] == result.KindContribution {
			st = bold(st)
		}
		at := vg.Point{X: row.Min.X + width, Y: row.Max.Y - flowTop - flowRow*(vg.Length(i)+0.5)}
		row.FillText(aligned(st, draw.XRight, draw.YCenter), at, shorten(label, st, width))
	}
	return row.Min.X + width + 8
}

func (w *flow) rowLabel(kind string) string {
	for _, p := range w.panels {
		for _, st := range p.steps {
			if st.Kind == kind {
				return stepLabel(st)
			}
		}
	}
	return result.KindLabel(kind)
}

// drawPanel draws head, grid, bars and amounts of one case.
func (w *flow) drawPanel(p *flowPanel, c draw.Canvas, f fonts) {
	st := f.style(tickSize, ink)
	y := lines(c, bold(f.style(labelSize, ink)), c.Rectangle.Min.Add(vg.Point{Y: c.Max.Y - c.Min.Y}),
		[]string{shorten(p.label, bold(f.style(labelSize, ink)), c.Max.X-c.Min.X)})
	lines(c, f.style(footnoteSize, muted), vg.Point{X: c.Min.X, Y: y}, p.notes(f, c.Max.X-c.Min.X))
	s := w.scale()
	area := draw.Crop(c, 0, -st.Width("-00.00†"), flowEnd, -flowTop)
	toX := func(v float64) vg.Length {
		return area.X((v - s.min) / (s.max - s.min))
	}
	for _, t := range s.ticks {
		line := draw.LineStyle{Color: gridGray, Width: 0.8}
		if t.Value == 0 {
			line.Color = axisGray
		}
		c.StrokeLine2(line, toX(t.Value), area.Min.Y, toX(t.Value), area.Max.Y)
		tick := aligned(f.style(tickSize, muted), draw.XCenter, draw.YTop)
		c.FillText(tick, vg.Point{X: toX(t.Value), Y: area.Min.Y - 3}, t.Label)
	}
	previous := math.NaN()
	for _, b := range p.bars() {
		row := vg.Length(slices.Index(w.kinds, b.step.Kind))
		middle := area.Max.Y - flowRow*(row+0.5)
		if known(previous) {
			joint := draw.LineStyle{Color: axisGray, Width: 0.6}
			c.StrokeLine2(joint, toX(previous), middle+flowRow-barHalf, toX(previous), middle+barHalf)
		}
		p.drawBar(c, f, b, vg.Rectangle{
			Min: vg.Point{X: toX(math.Min(b.from, b.to)), Y: middle - barHalf},
			Max: vg.Point{X: toX(math.Max(b.from, b.to)), Y: middle + barHalf},
		})
		previous = b.to
	}
}

// notes are the lines under a panel's name: the price as the buyer sees it and
// the card of the biggest fee.
func (p *flowPanel) notes(f fonts, room vg.Length) []string {
	var notes []string
	largest, card := 0.0, ""
	for _, st := range p.steps {
		if st.Kind == result.KindPrice && known(st.Local) && st.LocalCurrency != "" {
			notes = append(notes, "price "+result.Figure(st.Local, st.LocalCurrency))
		}
		if st.Card != "" && -st.Amount > largest {
			largest, card = -st.Amount, st.Card
		}
	}
	if card != "" {
		notes = append(notes, "card "+result.Visible(card))
	}
	for i := range notes {
		notes[i] = shorten(notes[i], f.style(footnoteSize, muted), room)
	}
	return notes
}

// drawBar draws one bar and its amount; a step of zero keeps its place as a tick.
func (p *flowPanel) drawBar(c draw.Canvas, f fonts, b bar, r vg.Rectangle) {
	fill := tint(p.style.color, 0.45)
	st := f.style(tickSize, ink)
	switch {
	case b.step.Kind == result.KindPrice:
		fill = tint(ink, 0.55)
	case b.step.Kind == result.KindContribution:
		fill = p.style.color
		st = bold(st)
	}
	text := result.Plain(b.step.Amount, b.step.Currency)
	if b.step.Amount == 0 {
		text = "0.00"
		c.StrokeLine2(draw.LineStyle{Color: axisGray, Width: 1.2}, r.Min.X, r.Min.Y, r.Min.X, r.Max.Y)
		st.Color = muted
	}
	for _, m := range marks() {
		if b.step.Mark == m.mark {
			text += m.sign
		}
	}
	if b.step.Mark == "not modeled" {
		text = b.step.Mark
	}
	rectangle(c, fill, r)
	at := vg.Point{X: r.Max.X + 4, Y: (r.Min.Y + r.Max.Y) / 2}
	rectangle(c, tint(ink, 0), vg.Rectangle{ // keeps the grid off the text
		Min: vg.Point{X: at.X - 1, Y: at.Y - 6}, Max: vg.Point{X: at.X + st.Width(text) + 1, Y: at.Y + 6},
	})
	c.FillText(aligned(st, draw.XLeft, draw.YCenter), at, text)
}
