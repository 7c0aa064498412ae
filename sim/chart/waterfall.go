package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

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
	others string // about the charts of other SKUs
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
		at := lastIndex(charts, func(w *flow) bool { return w.sku == st.SKU && w.market == st.Market })
		if at < 0 {
			charts = append(charts, &flow{set: s, sku: st.SKU, market: st.Market})
			at = len(charts) - 1
		}
		charts[at].add(st)
	}
	charts, all := leading(s, o, charts, func(c *flow) offer { return offer{c.sku, c.market} })
	var figures []figure
	for _, w := range charts {
		w.others = leadingNote(len(charts), all, "waterfall")
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
	slices.SortStableFunc(
		panels,
		func(a, b flowPanel) int { return int(math.Copysign(1, b.left()-a.left())) },
	)
	unit := w.currency()
	text := fmt.Sprintf(
		"One %s sold in %s earns %s with %s",
		w.product(),
		result.Country(w.market),
		result.Figure(panels[0].left(), unit),
		uncapital(panels[0].label),
	)
	if len(panels) > 1 {
		text += fmt.Sprintf(
			", %s with %s",
			result.Plain(panels[1].left(), unit),
			uncapital(panels[1].label),
		)
	}
	return text
}

// product is what is sold: a SKU, or a unit of any.
func (w *flow) product() string {
	if w.sku == "" {
		return "unit"
	}
	return result.Visible(w.sku)
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
func marks() []struct{ mark, sign, says string } {
	return []struct{ mark, sign, says string }{
		{"assumed", "*", "an assumed card"}, {"estimated", "†", "an estimate"},
		{"stale", "‡", "a card carried on beyond the day it was read"},
	}
}

func (w *flow) footnote() string {
	text := w.currency() + " per unit sold, mean over all replications, returns, storage and the fixed costs " +
		"of stocking a country included."
	for _, m := range marks() {
		if slices.ContainsFunc(w.panels, func(p flowPanel) bool {
			return slices.ContainsFunc(p.steps, func(st result.UnitStep) bool { return st.Mark == m.mark })
		}) {
			text += " " + m.sign + hardSpace + m.says + "."
		}
	}
	if w.hidden > 0 {
		text += " More cases are in unit_economics.csv."
	}
	return text + w.others
}

func (w *flow) alt() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Waterfall of one sale of %s in %s, in %s per unit.", w.product(),
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
