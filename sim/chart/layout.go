package chart

import (
	"cmp"
	"slices"
	"strings"

	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// figure is one chart ready to draw.
type figure struct {
	stem     string // file name without extension
	title    string
	subtitle string
	footnote string
	alt      string // what the chart shows, in sentences
	points   []point
	width    vg.Length
	height   vg.Length // of the body, without title and footnote
	body     func(c draw.Canvas, f fonts)
}

// lineHeight is the distance of lines relative to the size of the text.
const lineHeight = 1.25

// heading is the text around a figure's body, broken into lines.
type heading struct {
	title, subtitle, footnote []string
}

func (g *figure) heading(f fonts) heading {
	room := g.width - 2*margin
	return heading{
		title:    wrap(g.title, bold(f.style(titleSize, ink)), room),
		subtitle: wrap(g.subtitle, f.style(footnoteSize, muted), room),
		footnote: wrap(g.footnote, f.style(footnoteSize, muted), room),
	}
}

// size returns the size of the whole chart: the text decides the height.
func (g *figure) size(f fonts) (w, h vg.Length) {
	head := g.heading(f)
	return g.width, g.height + head.above() + head.below()
}

func (h heading) above() vg.Length {
	title, subtitle := vg.Length(len(h.title)), vg.Length(len(h.subtitle))
	return margin + lineHeight*(title*titleSize+subtitle*footnoteSize) + 10
}

func (h heading) below() vg.Length {
	return margin + lineHeight*vg.Length(len(h.footnote))*footnoteSize + 6
}

// draw draws the whole chart on a canvas of the figure's size.
func (g *figure) draw(c draw.Canvas, f fonts) {
	c.FillPolygon(tint(ink, 0), []vg.Point{
		c.Min, {X: c.Max.X, Y: c.Min.Y}, c.Max, {X: c.Min.X, Y: c.Max.Y},
	})
	head := g.heading(f)
	y := c.Max.Y - margin
	y = lines(c, bold(f.style(titleSize, ink)), vg.Point{X: c.Min.X + margin, Y: y}, head.title)
	lines(c, f.style(footnoteSize, muted), vg.Point{X: c.Min.X + margin, Y: y - 2}, head.subtitle)
	foot := c.Min.Y + head.below() - 6
	lines(c, f.style(footnoteSize, muted), vg.Point{X: c.Min.X + margin, Y: foot}, head.footnote)
	g.body(draw.Crop(c, margin, -margin, head.below(), -head.above()), f)
}

// lines writes lines downwards from a top left corner and returns the y below.
func lines(c draw.Canvas, s text.Style, at vg.Point, all []string) vg.Length {
	s = aligned(s, draw.XLeft, draw.YTop)
	for _, line := range all {
		c.FillText(s, at, line)
		at.Y -= lineHeight * s.Font.Size
	}
	return at.Y
}

// hardSpace joins words that should stay on one line; wrap draws it as a space.
const hardSpace = "\u00a0"

// wrap breaks a text into lines no wider than the room; a word that is too long
// for a line is cut with an ellipsis.
func wrap(words string, s text.Style, room vg.Length) []string {
	var all []string
	line := ""
	for _, word := range strings.Split(words, " ") {
		word = strings.ReplaceAll(word, hardSpace, " ")
		switch longer := strings.TrimSpace(line + " " + word); {
		case s.Width(longer) <= room:
			line = longer
		case line == "":
			line = shorten(word, s, room)
		default:
			all = append(all, strings.TrimSuffix(line, " ·"))
			line = shorten(word, s, room)
		}
	}
	if line != "" {
		all = append(all, line)
	}
	return all
}

// shorten cuts a text to the room, with an ellipsis if anything is lost.
func shorten(txt string, s text.Style, room vg.Length) string {
	if s.Width(txt) <= room {
		return txt
	}
	runes := []rune(txt)
	for len(runes) > 1 && s.Width(string(runes)+"…") > room {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}

// bothEnds cuts a text to the room in its middle: names of SKUs differ at their ends.
func bothEnds(txt string, s text.Style, room vg.Length) string {
	runes := []rune(txt)
	for cut := 0; s.Width(txt) > room && cut < len(runes)-1; cut++ {
		head := (len(runes) - cut) / 2
		txt = string(runes[:head]) + "…" + string(runes[head+cut+1:])
	}
	return txt
}

// widest returns the width of the widest text.
func widest(s text.Style, all ...string) vg.Length {
	var w vg.Length
	for _, txt := range all {
		w = max(w, s.Width(txt))
	}
	return w
}

// sideLabel is a text of several lines beside a plot, centered at a height.
type sideLabel struct {
	lines []string
	at    vg.Length
	glyph draw.GlyphStyle
}

// sideLabelGap is the room for the glyph of a side label.
const sideLabelGap = vg.Length(24)

func (l sideLabel) half(size vg.Length) vg.Length {
	return vg.Length(len(l.lines)) * size * lineHeight / 2
}

// placeLabels writes labels right of the data canvas, moved apart where they would
// overlap.
func placeLabels(data draw.Canvas, st text.Style, labels []sideLabel) {
	slices.SortStableFunc(labels, func(a, b sideLabel) int { return cmp.Compare(a.at, b.at) })
	spread(labels, st.Font.Size, data.Min.Y, data.Max.Y)
	for _, l := range labels {
		top := l.at + l.half(st.Font.Size)
		data.DrawGlyphNoClip(l.glyph, vg.Point{X: data.Max.X + 13, Y: top - 0.62*st.Font.Size})
		lines(data, st, vg.Point{X: data.Max.X + 21, Y: top}, l.lines)
	}
}

// spread moves labels, ascending by height, apart and into [lo, hi] where they fit.
func spread(labels []sideLabel, size, lo, hi vg.Length) {
	floor := lo
	for i := range labels {
		labels[i].at = max(labels[i].at, floor+labels[i].half(size))
		floor = labels[i].at + labels[i].half(size)
	}
	ceiling := hi
	for i := len(labels) - 1; i >= 0; i-- {
		labels[i].at = min(labels[i].at, ceiling-labels[i].half(size))
		ceiling = labels[i].at - labels[i].half(size)
	}
}

// panelHeadHeight is the room that panelHead takes.
const panelHeadHeight = vg.Length(20)

// panelHead writes a panel's name and, behind it, what to know about it.
func panelHead(c draw.Canvas, f fonts, name, notes string) {
	st := aligned(bold(f.style(labelSize, ink)), draw.XLeft, draw.YTop)
	at := vg.Point{X: c.Min.X, Y: c.Max.Y - 2}
	name = shorten(name, st, (c.Max.X-c.Min.X)/2)
	c.FillText(st, at, name)
	at.X += st.Width(name) + 10
	st = aligned(f.style(tickSize, ink), draw.XLeft, draw.YTop)
	c.FillText(st, at, shorten(notes, st, c.Max.X-at.X))
}
