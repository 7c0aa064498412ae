package diag

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Options say how Render writes.
type Options struct {
	Max   int  // problems shown at most; 0 means 20, negative means all
	Color bool // use terminal colors
	Width int  // columns for source lines and hints; 0 means 100, fewer than 60 count as 60
}

const (
	defaultMax = 20
	pageWidth  = 100 // columns where a terminal does not say
	leastWidth = 60
	tabWidth   = 4
)

// Render writes each problem as its place and message, the line of the file with a caret under
// the place, and the hint. source returns the text of a file, nil when it cannot be had; when
// source itself is nil, the texts the list keeps are used.
func Render(w io.Writer, list *List, source func(file string) []byte, opts Options) error {
	limit := opts.Max
	if limit == 0 {
		limit = defaultMax
	}
	if limit < 0 {
		limit = list.Len()
	}
	if source == nil {
		source = list.Text
	}
	page := opts.Width
	if page == 0 {
		page = pageWidth
	}
	r := renderer{
		paint: painter(opts.Color), width: max(page, leastWidth),
		source: source, lines: map[string][][]byte{},
	}
	for i, p := range list.All() {
		if i == limit {
			break
		}
		if i > 0 {
			r.out.WriteByte('\n')
		}
		r.problem(p)
	}
	if hidden := list.Len() - limit; hidden > 0 {
		fmt.Fprintf(&r.out, "\n... and %d more\n", hidden)
	}
	_, err := w.Write(r.out.Bytes())
	return err
}

type renderer struct {
	out    bytes.Buffer
	paint  func(style, s string) string
	width  int
	source func(file string) []byte
	lines  map[string][][]byte
}

func (r *renderer) problem(p Problem) {
	severity, style := "error", red
	if p.Warning {
		severity, style = "warning", yellow
	}
	if p.Code != "" {
		severity += "[" + p.Code + "]"
	}
	if place := p.place(); place != "" {
		r.out.WriteString(r.paint(bold, place) + ": ")
	}
	r.out.WriteString(r.paint(style, severity) + ": " + Escape(p.Msg) + "\n")
	line, ok := r.line(p.File, p.Line)
	if !ok {
		r.hint(Escape(p.Hint), "   ")
		r.more(p.More, "   ")
		return
	}
	r.excerpt(p, layout(line, p.Col, p.Len, r.width), style)
	r.more(p.More, strings.Repeat(" ", len("00000"))+" | ")
}

// more writes further lines below a hint.
func (r *renderer) more(lines, margin string) {
	if lines == "" {
		return
	}
	for line := range strings.SplitSeq(lines, "\n") {
		r.out.WriteString(margin + Escape(line) + "\n")
	}
}

func (r *renderer) excerpt(p Problem, e excerpt, style string) {
	number := fmt.Sprintf("%5d", p.Line)
	margin := strings.Repeat(" ", len(number)) + " | "
	fmt.Fprintf(&r.out, "%s | %s\n", number, e.text)
	hint := Escape(p.Hint)
	if p.Col <= 0 {
		r.hint(hint, margin)
		return
	}
	carets := strings.Repeat(" ", e.at) + r.paint(style, strings.Repeat("^", e.carets))
	switch fits := len(margin)+e.at+e.carets+1+len(hint) <= r.width; {
	case hint == "":
		r.out.WriteString(margin + carets + "\n")
	case fits:
		r.out.WriteString(margin + carets + " " + hint + "\n")
	default:
		r.out.WriteString(margin + carets + "\n")
		r.hint(hint, margin)
	}
}

// hint writes a hint on lines of its own, broken between words.
func (r *renderer) hint(text, margin string) {
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len(margin)+len(line)+1+len(word) > r.width {
			r.out.WriteString(margin + line + "\n")
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	if line != "" {
		r.out.WriteString(margin + line + "\n")
	}
}

// line returns a line of a file without its ending.
func (r *renderer) line(file string, number int) (string, bool) {
	if number < 1 {
		return "", false
	}
	lines, ok := r.lines[file]
	if !ok {
		text := bytes.TrimPrefix(r.source(file), []byte("\xef\xbb\xbf"))
		lines = bytes.Split(text, []byte("\n"))
		r.lines[file] = lines
	}
	if number > len(lines) || len(lines) == 1 && len(lines[0]) == 0 {
		return "", false // also a file that cannot be read: there is nothing to point at
	}
	return string(bytes.TrimSuffix(lines[number-1], []byte("\r"))), true
}

// excerpt is a line as printed: carets start after `at` columns.
type excerpt struct {
	text       string
	at, carets int
}

// cell is one character of the source line as printed.
type cell struct {
	text  string
	width int
}

// layout prints a line with tabs expanded, wide characters counted as two columns and, where the
// line does not fit the page, a window around the caret.
func layout(line string, col, length, page int) excerpt {
	cells := cellsOf(line)
	from := min(max(col-1, 0), len(cells))
	to := min(from+max(length, 1), len(cells))
	room := page - len("00000 | ")
	first, last := 0, len(cells)
	if columns(cells) > room {
		first, last = window(cells, from, room-2*len("..."))
	}
	to = min(to, max(last, from))
	var b strings.Builder
	e := excerpt{}
	if first > 0 {
		b.WriteString("...")
		e.at = len("...")
	}
	for _, c := range cells[first:last] {
		b.WriteString(c.text)
	}
	if last < len(cells) {
		b.WriteString("...")
	}
	e.text = b.String()
	e.at += columns(cells[first:from])
	e.carets = max(1, columns(cells[from:to]))
	return e
}

// window returns the range of cells to show: a third of the room before the caret.
func window(cells []cell, caret, room int) (first, last int) {
	first = caret
	for used := 0; first > 0 && used+cells[first-1].width <= room/3; first-- {
		used += cells[first-1].width
	}
	last = first
	for used := 0; last < len(cells) && used+cells[last].width <= room; last++ {
		used += cells[last].width
	}
	return first, max(last, caret)
}

func cellsOf(line string) []cell {
	cells := make([]cell, 0, len(line))
	at := 0
	for i, r := range line {
		c := cell{width: 1}
		switch {
		case r == '\t':
			c.width = tabWidth - at%tabWidth
			c.text = strings.Repeat(" ", c.width)
		case needsEscape(r) && !unicode.Is(unicode.Zs, r):
			c.text = visible(r, line[i:])
			c.width = len(c.text)
		default:
			c.text, c.width = string(r), runeWidth(r)
		}
		at += c.width
		cells = append(cells, c)
	}
	return cells
}

func runeWidth(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

func columns(cells []cell) int {
	n := 0
	for _, c := range cells {
		n += c.width
	}
	return n
}

// Colors of a terminal (ISO 6429 select graphic rendition parameters).
const (
	bold   = "1"
	red    = "1;31"
	yellow = "1;33"
)

func painter(on bool) func(style, s string) string {
	return func(style, s string) string {
		if !on {
			return s
		}
		return "\x1b[" + style + "m" + s + "\x1b[0m"
	}
}
