package chart

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	"image/png"
	"slices"

	stdfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"
)

// pngBytes draws the figure at twice the screen's density.
func (g *figure) pngBytes(f fonts) ([]byte, error) {
	w, h := g.size(f)
	canvas := vgimg.NewWith(vgimg.UseWH(w, h), vgimg.UseDPI(pngDPI))
	g.draw(draw.NewCanvas(canvas, w, h), f)
	var out bytes.Buffer
	err := png.Encode(&out, withPalette(asRGBA(canvas.Image())))
	return out.Bytes(), err
}

// svgBytes draws the figure as SVG with title, description and the glyphs used.
func (g *figure) svgBytes(f fonts) ([]byte, error) {
	raw, seen, err := g.plainSVG(f)
	if err != nil {
		return nil, err
	}
	css, err := fontFaces(seen)
	if err != nil {
		return nil, err
	}
	return g.decorate(raw, css)
}

// plainSVG draws the figure as SVG without title and fonts, and lists the characters it has.
func (g *figure) plainSVG(f fonts) ([]byte, glyphs, error) {
	w, h := g.size(f)
	canvas := vgsvg.NewWith(vgsvg.UseWH(w, h))
	seen := recorder{canvas, glyphs{}}
	g.draw(draw.NewCanvas(seen, w, h), f)
	var raw bytes.Buffer
	_, err := canvas.WriteTo(&raw)
	return raw.Bytes(), seen.runes, err
}

// glyphs are the characters used in each weight.
type glyphs map[stdfont.Weight]map[rune]bool

// decorate adds to the SVG what vgsvg leaves out. Fonts with the metrics of
// Liberation Sans stand in where a viewer ignores embedded ones.
func (g *figure) decorate(svg []byte, css string) ([]byte, error) {
	const family, stack = `style="font-family:Liberation Sans;font-variant:normal;`,
		`style="font-family:'Liberation Sans',Arimo,Arial,Helvetica,sans-serif;`
	open := bytes.Index(svg, []byte("<svg "))
	end := bytes.IndexByte(svg[max(open, 0):], '>')
	if open < 0 || end < 0 {
		return nil, errors.New("chart: no svg element")
	}
	end += open + 1
	var out bytes.Buffer
	out.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	out.WriteString(`<svg role="img" style="max-width:100%;height:auto" `)
	out.Write(svg[open+len("<svg ") : end])
	fmt.Fprintf(&out, "\n<title>%s</title>\n<desc>%s</desc>\n<defs><style>\n%s</style></defs>",
		html.EscapeString(g.title), html.EscapeString(g.alt), css)
	out.Write(bytes.ReplaceAll(svg[end:], []byte(family), []byte(stack)))
	return out.Bytes(), nil
}

// fontFaces embeds the glyphs of the runes of each weight.
func fontFaces(runes glyphs) (string, error) {
	var css bytes.Buffer
	for _, weight := range []stdfont.Weight{stdfont.WeightNormal, stdfont.WeightBold} {
		var list []rune
		for r := range runes[weight] {
			list = append(list, r)
		}
		if len(list) == 0 {
			continue
		}
		slices.Sort(list)
		small, err := subset(faces()[weight], list)
		if err != nil {
			return "", err
		}
		name := "normal"
		if weight == stdfont.WeightBold {
			name = "bold"
		}
		fmt.Fprintf(
			&css,
			"@font-face{font-family:'Liberation Sans';font-weight:%s;src:url(data:font/ttf;base64,%s)}\n",
			name,
			base64.StdEncoding.EncodeToString(small),
		)
	}
	return css.String(), nil
}

// recorder notes the characters that a drawing writes.
type recorder struct {
	vg.Canvas
	runes glyphs
}

// FillString implements vg.Canvas.
func (r recorder) FillString(face font.Face, at vg.Point, text string) {
	used := r.runes[face.Font.Weight]
	if used == nil {
		used = map[rune]bool{}
		r.runes[face.Font.Weight] = used
	}
	for _, c := range text {
		used[c] = true
	}
	r.Canvas.FillString(face, at, text)
}
