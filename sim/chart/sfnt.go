package chart

import (
	"encoding/binary"
	"maps"
	"slices"
	"unicode/utf16"

	"golang.org/x/image/font/sfnt"
)

// mapping says which glyph shows a character.
type mapping struct{ code, glyph uint16 }

// cmapTable returns a table cmap of format 4 with a segment for each character.
// The codes must be ascending.
func cmapTable(codes []mapping) []byte {
	const formatLength = 16
	segments := append(slices.Clone(codes), mapping{0xffff, 0})
	n := len(segments)
	out := words(0, 1, 3, 1, 0, 12) // version, one table: Windows, Unicode BMP, at 12
	power, log := 1, 0
	for power*2 <= n {
		power, log = power*2, log+1
	}
	out = append(out, words(4, formatLength+8*n, 0, 2*n, 2*power, log, 2*(n-power))...)
	for _, s := range segments {
		out = append(out, words(int(s.code))...) // ends
	}
	out = append(out, 0, 0)
	for _, s := range segments {
		out = append(out, words(int(s.code))...) // starts
	}
	for _, s := range segments {
		delta := int(s.glyph) - int(s.code)
		if s.code == 0xffff {
			delta = 1
		}
		out = append(out, words(delta)...)
	}
	return append(out, make([]byte, 2*n)...) // no range offsets
}

// nameTable keeps what a font must say about itself: copyright, family, style,
// license.
func (tt *trueType) nameTable() []byte {
	var text []byte
	var records [][]byte
	var buffer sfnt.Buffer
	for _, id := range []sfnt.NameID{
		sfnt.NameIDCopyright, sfnt.NameIDFamily, sfnt.NameIDSubfamily, sfnt.NameIDLicense,
	} {
		name, err := tt.font.Name(&buffer, id)
		if err != nil {
			continue // the font does not say
		}
		from := len(text)
		for _, unit := range utf16.Encode([]rune(name)) {
			text = binary.BigEndian.AppendUint16(text, unit)
		}
		records = append(records, words(3, 1, 0x409, int(id), len(text)-from, from))
	}
	out := words(0, len(records), 6+12*len(records))
	return append(append(out, slices.Concat(records...)...), text...)
}

// assemble puts tables together to a font file with all its checksums.
func assemble(tables map[string][]byte) []byte {
	tags := slices.Sorted(maps.Keys(tables))
	n := len(tags)
	power, log := 1, 0
	for power*2 <= n {
		power, log = power*2, log+1
	}
	out := append([]byte{0, 1, 0, 0}, words(n, 16*power, log, 16*(n-power))...)
	tables["head"] = slices.Clone(tables["head"])
	binary.BigEndian.PutUint32(tables["head"][8:], 0)
	offset := len(out) + 16*n
	var body []byte
	head := 0
	for _, tag := range tags {
		if tag == "head" {
			head = offset + len(body)
		}
		out = append(out, tag...)
		out = binary.BigEndian.AppendUint32(out, checksum(tables[tag]))
		out = binary.BigEndian.AppendUint32(out, uint32(offset+len(body)))
		out = binary.BigEndian.AppendUint32(out, uint32(len(tables[tag])))
		body = append(body, tables[tag]...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	out = append(out, body...)
	const whole = 0xb1b0afba // what the sum over the file must come to
	binary.BigEndian.PutUint32(out[head+8:], whole-checksum(out))
	return out
}

// checksum adds the bytes up as 32-bit numbers.
func checksum(data []byte) (sum uint32) {
	for len(data) >= 4 {
		sum += binary.BigEndian.Uint32(data)
		data = data[4:]
	}
	var rest [4]byte
	copy(rest[:], data)
	return sum + binary.BigEndian.Uint32(rest[:])
}

// words writes 16-bit numbers.
func words(values ...int) []byte {
	var out []byte
	for _, v := range values {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	return out
}
