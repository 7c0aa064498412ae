package chart

import (
	"image/color"
	"slices"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	stdfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"fbasim/sim/result"
)

// The palette: Okabe & Ito's colors for programs, grays for everything else.
// Text is black or gray, because purple and green are too pale to read.
var (
	blue       = color.RGBA{0x00, 0x72, 0xb2, 0xff}
	vermillion = color.RGBA{0xd5, 0x5e, 0x00, 0xff}
	purple     = color.RGBA{0xcc, 0x79, 0xa7, 0xff}
	green      = color.RGBA{0x00, 0x9e, 0x73, 0xff}
	sky        = color.RGBA{0x56, 0xb4, 0xe9, 0xff} // a state, as a fill only
	ink        = color.RGBA{0x1a, 0x1a, 0x1a, 0xff}
	muted      = color.RGBA{0x55, 0x55, 0x55, 0xff}
	axisGray   = color.RGBA{0x8c, 0x8c, 0x8c, 0xff}
	gridGray   = color.RGBA{0xe3, 0xe3, 0xe3, 0xff}
	bandGray   = color.RGBA{0xd9, 0xd9, 0xd9, 0xff}
)

// Sizes are in points of a chart 520 points wide: on a phone of 380 pixels they
// shrink to 73 %, so nothing is below 10.5.
const (
	chartWidth   = vg.Length(520)
	margin       = vg.Length(14)
	titleSize    = vg.Length(17)
	labelSize    = vg.Length(12)
	tickSize     = vg.Length(11.5)
	footnoteSize = vg.Length(10.5)
	lineWidth    = vg.Length(2)
	pngDPI       = 192 // twice 96
)

// style is how a series looks: color, dash and glyph all tell the program.
type style struct {
	color  color.RGBA
	dashes []vg.Length
	glyph  draw.GlyphDrawer
}

// programStyle returns the style of a program; again counts the series of the
// same program already in the chart, whose dash and glyph must differ.
func programStyle(program string, again int) style {
	s := style{
		ink,
		[]vg.Length{1.5, 2, 6, 2},
		hollow{draw.CircleGlyph{}},
	} // several programs, or a new one
	switch program {
	case "remote-fulfillment":
		s = style{blue, nil, draw.CircleGlyph{}}
	case "local-fba":
		s = style{vermillion, []vg.Length{6, 3}, draw.BoxGlyph{}}
	case "fba-export":
		s = style{purple, []vg.Length{1.5, 2.5}, draw.PyramidGlyph{}}
	case "seller-fulfilled":
		s = style{green, []vg.Length{6, 2.5, 1.5, 2.5}, diamondGlyph{}}
	}
	if again > 0 {
		s.dashes = [][]vg.Length{{9, 2}, {3, 3}, {1.5, 1.5}}[(again-1)%3]
		s.glyph = []draw.GlyphDrawer{
			hollow{draw.BoxGlyph{}}, hollow{draw.PyramidGlyph{}}, hollow{diamondGlyph{}},
		}[(again-1)%3]
	}
	return s
}

// caseStyles gives each case its style in a marketplace, in the set's order.
func caseStyles(s *result.Set, market string) map[string]style {
	used := map[string]int{}
	styles := make(map[string]style, len(s.Cases))
	for i := range s.Cases {
		c := &s.Cases[i]
		program := c.Program(market)
		styles[c.Name] = programStyle(program, used[program])
		used[program]++
	}
	return styles
}

// stylesWith adds styles for names that are no cases of the set, such as the plan of an optimization.
func stylesWith(styles map[string]style, names ...string) map[string]style {
	for i, name := range names {
		if _, known := styles[name]; !known {
			styles[name] = programStyle("", i)
		}
	}
	return styles
}

func (s style) line() draw.LineStyle {
	return draw.LineStyle{Color: s.color, Width: lineWidth, Dashes: s.dashes}
}

func (s style) mark(radius vg.Length) draw.GlyphStyle {
	return draw.GlyphStyle{Color: s.color, Radius: radius, Shape: s.glyph}
}

// tint returns the color mixed with white; share 1 is the color itself. Mixed
// rather than transparent, because bars must hide the grid.
func tint(c color.RGBA, share float64) color.RGBA {
	mix := func(x uint8) uint8 { return uint8(255 - share*float64(255-x) + 0.5) }
	return color.RGBA{mix(c.R), mix(c.G), mix(c.B), 0xff}
}

// veil returns the color with an opacity, for bands that cross.
func veil(c color.RGBA, opacity float64) color.NRGBA {
	return color.NRGBA{c.R, c.G, c.B, uint8(255*opacity + 0.5)}
}

// The embedded faces.
const (
	typeface = font.Typeface("Liberation")
	variant  = font.Variant("Sans")
)

// faces holds the raw fonts by weight.
func faces() map[stdfont.Weight][]byte {
	return map[stdfont.Weight][]byte{
		stdfont.WeightNormal: liberationsansregular.TTF,
		stdfont.WeightBold:   liberationsansbold.TTF,
	}
}

// fonts is the text handler of one drawing. It knows the embedded faces only, so
// that no other can slip in.
type fonts struct{ handler text.Handler }

func newFonts() (fonts, error) {
	var all font.Collection
	for _, weight := range []stdfont.Weight{stdfont.WeightNormal, stdfont.WeightBold} {
		face, err := opentype.Parse(faces()[weight])
		if err != nil {
			return fonts{}, err
		}
		f := font.Font{Typeface: typeface, Variant: variant, Weight: weight}
		all = append(all, font.Face{Font: f, Face: face})
	}
	return fonts{text.Plain{Fonts: font.NewCache(slices.Clip(all))}}, nil
}

// style returns a text style, left-aligned on the base of the line.
func (f fonts) style(size vg.Length, c color.Color) text.Style {
	return text.Style{
		Color:   c,
		Font:    font.Font{Typeface: typeface, Variant: variant, Size: size},
		Handler: f.handler,
	}
}

// bold returns the style in bold.
func bold(s text.Style) text.Style {
	s.Font.Weight = stdfont.WeightBold
	return s
}

// restyled returns the style in another color.
func restyled(s text.Style, c color.Color) text.Style {
	s.Color = c
	return s
}

// aligned returns the style with other alignments.
func aligned(s text.Style, x text.XAlignment, y text.YAlignment) text.Style {
	s.XAlign, s.YAlign = x, y
	return s
}

// diamondGlyph is a filled square on its corner.
type diamondGlyph struct{}

// DrawGlyph implements draw.GlyphDrawer.
func (diamondGlyph) DrawGlyph(c *draw.Canvas, s draw.GlyphStyle, at vg.Point) {
	r := s.Radius * 1.2
	c.FillPolygon(s.Color, []vg.Point{
		{X: at.X - r, Y: at.Y}, {X: at.X, Y: at.Y - r}, {X: at.X + r, Y: at.Y}, {X: at.X, Y: at.Y + r},
	})
}

// hollow is a glyph with a white center.
type hollow struct{ draw.GlyphDrawer }

// DrawGlyph implements draw.GlyphDrawer.
func (h hollow) DrawGlyph(c *draw.Canvas, s draw.GlyphStyle, at vg.Point) {
	h.GlyphDrawer.DrawGlyph(c, s, at)
	s.Color, s.Radius = tint(ink, 0), 0.5*s.Radius
	c.SetColor(s.Color) // which gonum's own glyphs rely on
	h.GlyphDrawer.DrawGlyph(c, s, at)
}
