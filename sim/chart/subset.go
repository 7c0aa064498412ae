package chart

import (
	"encoding/binary"
	"errors"
	"slices"

	"golang.org/x/image/font/sfnt"
)

// An SVG file carries the glyphs it needs as a small TrueType font: a whole face
// would make each chart half a megabyte. The layout of the tables is in
// https://learn.microsoft.com/en-us/typography/opentype/spec/otff (read
// 2026-11-22). Hints, kerning and ligatures are left out; outlines and widths stay
// exactly as they are.

// errFont says that a font's tables are not as TrueType wants them.
var errFont = errors.New("chart: not a TrueType font with glyf outlines")

// trueType gives access to the tables of a font file.
type trueType struct {
	font   *sfnt.Font
	tables map[string][]byte
}

func parseTrueType(data []byte) (*trueType, error) {
	parsed, err := sfnt.Parse(data)
	if err != nil {
		return nil, err
	}
	tt := &trueType{parsed, map[string][]byte{}}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		record := data[12+16*i:]
		offset, length := binary.BigEndian.Uint32(record[8:]), binary.BigEndian.Uint32(record[12:])
		tt.tables[string(record[:4])] = data[offset : offset+length]
	}
	for _, tag := range []string{"glyf", "loca", "head", "hhea", "hmtx", "maxp", "OS/2"} {
		if tt.tables[tag] == nil {
			return nil, errFont
		}
	}
	return tt, nil
}

// subset returns a font with the glyphs of the runes, which must be ascending,
// under their codes; runes that the font lacks are left out.
func subset(data []byte, runes []rune) ([]byte, error) {
	tt, err := parseTrueType(data)
	if err != nil {
		return nil, err
	}
	glyphs := []uint16{0} // old numbers; glyph 0 stands for missing ones
	var codes []mapping
	var buffer sfnt.Buffer
	for _, r := range runes {
		old, err := tt.font.GlyphIndex(&buffer, r)
		if err != nil {
			return nil, err
		}
		if old == 0 || r > 0xfffe {
			continue
		}
		at := slices.Index(glyphs, uint16(old))
		if at < 0 {
			at = len(glyphs)
			glyphs = append(glyphs, uint16(old))
		}
		codes = append(codes, mapping{uint16(r), uint16(at)})
	}
	glyf, loca, glyphs := tt.outlines(glyphs)
	return assemble(map[string][]byte{
		"glyf": glyf, "loca": loca, "cmap": cmapTable(codes), "hmtx": tt.metrics(glyphs),
		"hhea": with16(tt.tables["hhea"], 34, len(glyphs)),
		"maxp": with16(tt.tables["maxp"], 4, len(glyphs)),
		"head": with16(tt.tables["head"], 50, 1), // long offsets in loca
		"post": append([]byte{0, 3, 0, 0}, make([]byte, 28)...),
		"name": tt.nameTable(), "OS/2": tt.tables["OS/2"],
	}), nil
}

// glyph returns the outline of a glyph by its old number.
func (tt *trueType) glyph(n uint16) []byte {
	loca, glyf := tt.tables["loca"], tt.tables["glyf"]
	if binary.BigEndian.Uint16(tt.tables["head"][50:]) == 0 {
		from := 2 * int(binary.BigEndian.Uint16(loca[2*int(n):]))
		return glyf[from : 2*int(binary.BigEndian.Uint16(loca[2*int(n)+2:]))]
	}
	from := binary.BigEndian.Uint32(loca[4*int(n):])
	return glyf[from:binary.BigEndian.Uint32(loca[4*int(n)+4:])]
}

// outlines returns the tables glyf and loca of the glyphs, and the glyphs with
// the parts of composed ones (letters with accents) appended.
func (tt *trueType) outlines(glyphs []uint16) (glyf, loca []byte, all []uint16) {
	for i := 0; i < len(glyphs); i++ { // grows as parts are found
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		outline := tt.glyph(glyphs[i])
		if len(outline) == 0 {
			continue
		}
		if int16(binary.BigEndian.Uint16(outline)) >= 0 {
			outline = withoutHints(outline)
		} else {
			outline, glyphs = renumber(outline, glyphs)
		}
		glyf = append(glyf, outline...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
	}
	return glyf, binary.BigEndian.AppendUint32(loca, uint32(len(glyf))), glyphs
}

// withoutHints cuts the instructions out of a simple glyph: their subroutines are
// not in the subset.
func withoutHints(outline []byte) []byte {
	at := 10 + 2*int(binary.BigEndian.Uint16(outline)) // after the ends of the contours
	length := int(binary.BigEndian.Uint16(outline[at:]))
	short := append(slices.Clone(outline[:at]), 0, 0)
	return append(short, outline[at+2+length:]...)
}

// renumber gives the parts of a composed glyph their new numbers, appending parts
// that are not in the list, and drops its instructions.
func renumber(outline []byte, glyphs []uint16) ([]byte, []uint16) {
	const (
		wideArguments, oneScale, more, twoScales, matrix, hints = 0x01, 0x08, 0x20, 0x40, 0x80, 0x100
	)
	outline = slices.Clone(outline)
	for at := 10; ; {
		flags := binary.BigEndian.Uint16(outline[at:])
		part := binary.BigEndian.Uint16(outline[at+2:])
		number := slices.Index(glyphs, part)
		if number < 0 {
			number = len(glyphs)
			glyphs = append(glyphs, part)
		}
		binary.BigEndian.PutUint16(outline[at:], flags&^hints)
		binary.BigEndian.PutUint16(outline[at+2:], uint16(number))
		at += 6
		if flags&wideArguments != 0 {
			at += 2
		}
		switch {
		case flags&oneScale != 0:
			at += 2
		case flags&twoScales != 0:
			at += 4
		case flags&matrix != 0:
			at += 8
		}
		if flags&more == 0 {
			return outline[:at], glyphs
		}
	}
}

// metrics returns the table hmtx: width and left bearing of each glyph.
func (tt *trueType) metrics(glyphs []uint16) []byte {
	hmtx := tt.tables["hmtx"]
	full := int(binary.BigEndian.Uint16(tt.tables["hhea"][34:]))
	var out []byte
	for _, g := range glyphs {
		if n := int(g); n < full {
			out = append(out, hmtx[4*n:4*n+4]...)
		} else { // glyphs at the end share the last width
			out = append(out, hmtx[4*full-4:4*full-2]...)
			out = append(out, hmtx[2*full+2*n:2*full+2*n+2]...)
		}
	}
	return out
}

// with16 returns a copy of a table with a 16-bit number replaced.
func with16(table []byte, offset, value int) []byte {
	table = slices.Clone(table)
	binary.BigEndian.PutUint16(table[offset:], uint16(value))
	return table
}
