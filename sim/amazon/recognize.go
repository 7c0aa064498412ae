package amazon

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Recognized is what a file turned out to be.
type Recognized struct {
	Source   Source
	Report   Report // Unknown for a file that is none
	Title    string // in Seller Central; "" for Unknown
	Type     string // report type of the Selling Partner API, or where it comes from
	Variant  string
	Encoding string // "UTF-8", "UTF-8 with BOM", "UTF-16", "Windows-1252", "workbook"
	Gzip     bool
	// Delimiter is '\t', ',' or ';'.
	Delimiter byte
	Line      int      // of the header, from 1
	Used      []string // columns that are read, as the file writes them
	Ignored   []string // columns that are not; those fbasim has never heard of by their place only
	Personal  []string // columns dropped because they say who or where a buyer is
	Why       string   // for Unknown: what the file looks like and why it is skipped
	// Doubt is, for Unknown, that the file may well be a report: "columns" for one that lacks some,
	// "damaged" for a packed file that cannot be unpacked; else "".
	Doubt string

	strange bool // there are columns that are in no report

	header []string // normalized names
	above  []string // the row before the header, where it has titles
	style  style
	wrap   bool // of tab-separated files: every cell stands in quotes
	cells  int  // of a row: the columns, and separators after the last
}

// Recognize says which report a file is, by its content. A file that is none is not an error: its
// Report is Unknown and Why says what it looks like. Errors are those of opening and reading it.
func Recognize(s Source) (Recognized, error) {
	progress := s.Progress
	s.Progress = nil
	f := Recognized{Source: s}
	d, err := decode(s, "")
	f.Source.Progress = progress
	if err != nil {
		if why, ok := notAReport(err); ok {
			if f.Why = why; why == whyDamaged || why == errCutWorkbook.Error() {
				f.Doubt = "damaged"
			}
			return f, nil
		}
		return f, err
	}
	defer d.Close()
	f.Encoding, f.Gzip = d.encoding, d.packed
	head, err := d.Peek(headSize)
	if len(head) == 0 && err != nil && d.packed {
		f.Why, f.Doubt = whyDamaged, "damaged"
		return f, nil
	}
	if len(head) == 0 && err != nil && !errors.Is(err, io.EOF) {
		return f, err
	}
	h, ok := findHeader(head)
	if !ok {
		f.Why = whyUnknown(head, h)
		if h.kind != nil {
			f.Doubt, f.Line = "columns", h.line
		}
		return f, nil
	}
	f.fill(h, head)
	return f, nil
}

// header is a line that may be a report's header.
type header struct {
	kind  *kind
	line  int // from 1
	end   int // offset after it
	delim byte
	wrap  bool
	cells int // with empty ones after the last name
	raw   []string
	names []string // normalized
	above []string
	found int // of the kind's columns, for lines that lack some
	lacks []string
}

// maxPreamble is the number of lines among which a header is looked for, maxColumns of its columns
// and maxName the length of a name: no report comes near them.
const (
	maxPreamble = 40
	maxColumns  = 500
	maxName     = 200
)

// findHeader returns the first line that is a report's header. Without one it returns the line that
// comes nearest.
func findHeader(head []byte) (best header, ok bool) {
	var above []byte
	for line, at := 1, 0; line <= maxPreamble && at < len(head); line++ {
		end := len(head)
		if n := bytes.IndexByte(head[at:], '\n'); n >= 0 {
			end = at + n + 1
		}
		text := bytes.TrimRight(head[at:end], "\r\n")
		for _, delim := range []byte{'\t', ',', ';'} {
			if n := bytes.Count(text, []byte{delim}); n == 0 || n > maxColumns {
				continue
			}
			h := header{line: line, end: end, delim: delim}
			h.split(text, above)
			if h.match() {
				return h, true
			}
			if h.found > best.found {
				best = h
			}
		}
		above, at = text, end
	}
	return best, false
}

// split cuts the header into names.
func (h *header) split(text, above []byte) {
	h.raw = splitCells(text, h.delim)
	if h.delim == '\t' {
		h.wrap = wrapped(h.raw)
		for i, name := range h.raw {
			if h.wrap {
				h.raw[i] = strings.ReplaceAll(name[1:len(name)-1], `""`, `"`)
			} else if len(name) > 1 && name[0] == '"' && name[len(name)-1] == '"' {
				h.raw[i] = name[1 : len(name)-1]
			}
		}
	}
	h.cells = len(h.raw)
	for n := len(h.raw); n > 1 && h.raw[n-1] == ""; n-- { // a separator after the last name
		h.raw = h.raw[:n-1]
	}
	h.names = make([]string, len(h.raw))
	for i, name := range h.raw {
		if len(name) <= maxName {
			h.names[i] = normalize(name)
		}
	}
	h.above = splitCells(above, h.delim)
}

// wrapped reports whether every name stands in quotes.
func wrapped(names []string) bool {
	return !slices.ContainsFunc(names, func(s string) bool {
		return len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"'
	})
}

// splitCells cuts a line; quotes count where the delimiter is no tab.
func splitCells(line []byte, delim byte) (cells []string) {
	for at := 0; at <= len(line); {
		cell, next := cutCell(line, at, delim, nil)
		cells = append(cells, strings.TrimSpace(string(utf8Text(cell))))
		if next < 0 {
			break
		}
		at = next
	}
	return cells
}

// cutCell returns the cell that begins at an offset, without its quotes, and where the next begins,
// -1 after the last. scratch is memory for cells that hold quotes.
func cutCell(line []byte, at int, delim byte, scratch []byte) (cell []byte, next int) {
	if delim != '\t' && at < len(line) && line[at] == '"' {
		if n := closing(line[at:]); n > 0 {
			inside, after := line[at+1:at+n-1], at+n
			if bytes.IndexByte(inside, '"') >= 0 {
				inside = unquote(scratch, inside)
			}
			if after >= len(line) {
				return inside, -1
			}
			if line[after] == delim {
				return inside, after + 1
			}
		}
	}
	n := bytes.IndexByte(line[at:], delim)
	if n < 0 {
		return line[at:], -1
	}
	return line[at : at+n], at + n + 1
}

// unquote writes a cell with its doubled quotes single.
func unquote(to, cell []byte) []byte {
	to = to[:0]
	for i := 0; i < len(cell); i++ {
		to = append(to, cell[i])
		if cell[i] == '"' && i+1 < len(cell) && cell[i+1] == '"' {
			i++
		}
	}
	return to
}

// match finds the report of the header: of those whose columns are all there the one that asks for
// most. Without one it notes the nearest.
func (h *header) match() bool {
	best := 0
	for i := range kinds {
		k := &kinds[i]
		lacks := k.lacks(h)
		if len(lacks) == 0 && len(k.known) > best {
			best, h.kind, h.lacks = len(k.known), k, nil
		}
		if found := len(k.known) - len(lacks); best == 0 && found > h.found && 2*found > len(k.known) {
			h.found, h.kind, h.lacks = found, k, lacks
		}
	}
	return best > 0
}

// lacks returns the columns of a report, among those that tell it and those it cannot do without,
// that a header has not.
func (k *kind) lacks(h *header) (missing []string) {
	for _, name := range k.known {
		if !slices.Contains(h.names, name) {
			missing = append(missing, name)
		}
	}
	for _, name := range k.never {
		if slices.Contains(h.names, name) {
			return k.known
		}
	}
	for _, u := range k.uses {
		if u.demand != may && !slices.ContainsFunc(u.names, func(n string) bool { return slices.Contains(h.names, n) }) &&
			!slices.Contains(missing, u.names[0]) {
			missing = append(missing, u.names[0])
		}
	}
	return missing
}

func (k *kind) variant(names []string) string {
	for _, v := range k.variants {
		has := func(n string) bool { return slices.Contains(names, n) }
		lacks := func(n string) bool { return !slices.Contains(names, n) }
		if !slices.ContainsFunc(v.has, lacks) && !slices.ContainsFunc(v.lacks, has) {
			return v.name
		}
	}
	return "unknown variant"
}

// fill completes what a file with a header is.
func (f *Recognized) fill(h header, head []byte) {
	k := h.kind
	f.Report, f.Title, f.Type = k.report, k.title, k.api
	f.Variant = k.variant(h.names)
	f.Delimiter, f.Line, f.header, f.above, f.wrap = h.delim, h.line, h.names, h.above, h.wrap
	f.cells = len(h.names)
	for i, title := range f.above { // nothing is kept of a row that may be anything, but stores
		if s, ok := ParseStore(title); ok {
			f.above[i] = string(s)
		} else {
			f.above[i] = ""
		}
	}
	used := map[int]bool{}
	for _, u := range k.used(h.names) {
		used[u] = true
	}
	for i, name := range h.names {
		switch {
		case used[i]:
			f.Used = append(f.Used, h.raw[i])
		case slices.Contains(personal, name):
			f.Personal = append(f.Personal, h.raw[i])
		case vocabulary[name]:
			f.Ignored = append(f.Ignored, h.raw[i])
		default:
			f.Ignored = append(f.Ignored, fmt.Sprintf("column %d (unknown)", i+1))
			f.strange = true
			f.header[i] = ""
		}
	}
	f.sniff(head[h.end:], h.cells)
}

// used returns the indexes of the columns of a header that are read.
func (k *kind) used(names []string) (at []int) {
	if k.bind != nil {
		return k.bind(names)
	}
	for _, u := range k.uses {
		if i := indexOf(names, u.names); i >= 0 {
			at = append(at, i)
		}
	}
	return at
}

// indexOf returns the index of the first alternative that a header has, -1 for none.
func indexOf(header, names []string) int {
	for _, n := range names {
		if i := slices.Index(header, n); i >= 0 {
			return i
		}
	}
	return -1
}

// binder returns the indexes of the columns that are read, for reports whose columns stand in groups.
type binder func(header []string) []int
