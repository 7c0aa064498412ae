package chart

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"image/png"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

func TestEqualSetsGiveEqualBytes(t *testing.T) {
	f := mustFonts(t)
	first, second := mustBuild(t, crowd(t), ""), mustBuild(t, crowd(t), "")
	for i := range first {
		a, errA := first[i].svgBytes(f)
		b, errB := second[i].svgBytes(mustFonts(t))
		if errA != nil || errB != nil || !bytes.Equal(a, b) {
			t.Errorf("%s: two drawings differ (%v, %v)", first[i].stem, errA, errB)
		}
	}
}

// contents returns the character data of an SVG by element, checking that it is XML.
func contents(t *testing.T, svg []byte) map[string]string {
	t.Helper()
	found := map[string]string{}
	d := xml.NewDecoder(bytes.NewReader(svg))
	var open []string
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return found
		}
		if err != nil {
			t.Fatalf("not XML: %v", err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			open = append(open, x.Name.Local)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				found[open[len(open)-1]] += string(x)
			}
		}
	}
}

func TestSVGCarriesTitleDescriptionAndItsOwnFonts(t *testing.T) {
	f := mustFonts(t)
	families := regexp.MustCompile(`font-family:([^;}]*)`)
	for _, g := range mustBuild(t, crowd(t), "") {
		svg, err := g.svgBytes(f)
		if err != nil {
			t.Fatal(err)
		}
		parts := contents(t, svg)
		if parts["title"] != g.title || parts["desc"] != g.alt || len(g.alt) < 60 {
			t.Errorf("%s: title %q, description %q", g.stem, parts["title"], parts["desc"])
		}
		if !strings.Contains(parts["text"], "<b>markup</b> &") ||
			strings.ContainsRune(string(svg), 0x1b) {
			t.Errorf("%s: the scenario's name is not shown as typed", g.stem)
		}
		for _, m := range families.FindAllSubmatch(svg, -1) {
			if got := string(m[1]); !strings.HasPrefix(got, "'Liberation Sans'") {
				t.Errorf("%s: font family %s", g.stem, got)
			}
		}
		if n := bytes.Count(svg, []byte("@font-face")); n != 2 {
			t.Errorf("%s: %d embedded faces, want regular and bold", g.stem, n)
		}
		if bytes.Contains(svg, []byte("http")) && !bytes.Contains(svg, []byte("http://www.w3.org/")) {
			t.Errorf("%s: the file refers to the net", g.stem)
		}
		if len(svg) > 120_000 {
			t.Errorf("%s: %d bytes", g.stem, len(svg))
		}
	}
}

// TestEmbeddedGlyphsEqualTheFonts compares outline and width of every character
// drawn with the whole face: the subset must show the same.
func TestEmbeddedGlyphsEqualTheFonts(t *testing.T) {
	runes := []rune(" %()+,-./0123456789:?ABCDEFGHabcdefgz·†‡…é€ÅñǼ")
	for weight, whole := range faces() {
		small, err := subset(whole, sortedRunes(runes))
		if err != nil {
			t.Fatal(err)
		}
		if len(small) > 20_000 {
			t.Errorf("weight %v: the subset has %d bytes of %d", weight, len(small), len(whole))
		}
		want, got := parse(t, whole), parse(t, small)
		for _, r := range runes {
			if outline(t, want, r) != outline(t, got, r) {
				t.Errorf("weight %v: %q looks different in the subset", weight, r)
			}
		}
		if n := got.NumGlyphs(); n < len(runes) || n > 2*len(runes) {
			t.Errorf("weight %v: %d glyphs for %d characters", weight, n, len(runes))
		}
		if sum := checksum(small); sum != 0xb1b0afba {
			t.Errorf("weight %v: checksum %x of the file", weight, sum)
		}
	}
}

func TestSubsetLeavesOutWhatTheFontLacks(t *testing.T) {
	small, err := subset(faces()[font.WeightNormal], []rune{'A', '語', '😀'})
	if err != nil {
		t.Fatal(err)
	}
	f := parse(t, small)
	for r, want := range map[rune]bool{'A': true, '語': false, '😀': false} {
		if n, err := f.GlyphIndex(nil, r); err != nil || (n != 0) != want {
			t.Errorf("%q: glyph %d, %v", r, n, err)
		}
	}
	if _, err := subset([]byte("not a font"), nil); err == nil {
		t.Error("a file that is no font is taken")
	}
}

func TestSVGsEmbedTheCharactersTheyShow(t *testing.T) {
	g := one(t, widget(t), "waterfall")
	svg, err := g.svgBytes(mustFonts(t))
	if err != nil {
		t.Fatal(err)
	}
	shown := contents(t, svg)["text"]
	var fonts []*sfnt.Font
	for _, m := range regexp.MustCompile(`base64,([A-Za-z0-9+/=]+)`).FindAllSubmatch(svg, -1) {
		data, err := base64.StdEncoding.DecodeString(string(m[1]))
		if err != nil {
			t.Fatal(err)
		}
		fonts = append(fonts, parse(t, data))
	}
	for _, r := range shown {
		if r == '\n' {
			continue
		}
		found := false
		for _, f := range fonts {
			n, err := f.GlyphIndex(nil, r)
			found = found || err == nil && n != 0
		}
		if !found {
			t.Errorf("%q is shown but not embedded", r)
		}
	}
}

func TestPNGIsTwiceTheScreensDensity(t *testing.T) {
	f := mustFonts(t)
	g := one(t, widget(t), "break-even")
	data, err := g.pngBytes(f)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.DecodeConfig(bytes.NewReader(data))
	w, h := g.size(f)
	if err != nil || picture.Width != int(w*192/72+0.5) || picture.Height != int(h*192/72+0.5) {
		t.Errorf("%d x %d pixels for %v x %v points, %v", picture.Width, picture.Height, w, h, err)
	}
}

func sortedRunes(runes []rune) []rune {
	sorted := append([]rune(nil), runes...)
	for i := range sorted {
		for j := i; j > 0 && sorted[j] < sorted[j-1]; j-- {
			sorted[j], sorted[j-1] = sorted[j-1], sorted[j]
		}
	}
	return sorted
}

func parse(t *testing.T, data []byte) *sfnt.Font {
	t.Helper()
	f, err := sfnt.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// outline writes a glyph's curves and width as text.
func outline(t *testing.T, f *sfnt.Font, r rune) string {
	t.Helper()
	var b sfnt.Buffer
	n, err := f.GlyphIndex(&b, r)
	if err != nil || n == 0 {
		t.Fatalf("%q: glyph %d, %v", r, n, err)
	}
	segments, err := f.LoadGlyph(&b, n, fixed.I(1000), nil)
	if err != nil {
		t.Fatalf("%q: %v", r, err)
	}
	var text strings.Builder
	for _, s := range segments {
		text.WriteString(strings.Repeat("x", int(s.Op)+1))
		for _, p := range s.Args {
			text.WriteString(p.X.String() + "," + p.Y.String() + " ")
		}
	}
	width, err := f.GlyphAdvance(&b, n, fixed.I(1000), font.HintingNone)
	if err != nil {
		t.Fatal(err)
	}
	return text.String() + width.String()
}
