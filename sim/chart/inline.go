package chart

import (
	"bytes"
	"maps"
)

// Inline is a figure to stand inside a page.
type Inline struct {
	Stem  string // name of its files
	Title string // the finding, or the question
	Alt   string // what it shows, in words
	SVG   []byte // an svg element without its fonts
}

// InlineAll draws the figures of all charts for one page, and the style rules with the glyphs that
// they share: a page with ten figures needs the letters only once. It sorts the set.
func InlineAll(s Source, o Options) (list []Inline, fonts string, err error) {
	figures, err := build(s, "", o)
	if err != nil || len(figures) == 0 {
		return nil, "", err
	}
	f, err := newFonts()
	if err != nil {
		return nil, "", err
	}
	all := glyphs{}
	for i := range figures {
		g := &figures[i]
		raw, seen, err := g.plainSVG(f)
		if err != nil {
			return nil, "", err
		}
		for weight, runes := range seen {
			if all[weight] == nil {
				all[weight] = map[rune]bool{}
			}
			maps.Copy(all[weight], runes)
		}
		svg, err := g.decorate(raw, "")
		if err != nil {
			return nil, "", err
		}
		if at := bytes.Index(svg, []byte("<svg ")); at > 0 {
			svg = svg[at:] // without the declaration of a file
		}
		list = append(list, Inline{Stem: g.stem, Title: g.title, Alt: g.alt, SVG: svg})
	}
	fonts, err = fontFaces(all)
	return list, fonts, err
}
