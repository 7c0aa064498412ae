package chart

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"fbasim/sim/result"
)

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
