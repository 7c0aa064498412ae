package document

import (
	"bytes"
	"sort"
	"strings"
	"unicode/utf8"
)

// source is the text of a file with its line starts.
type source struct {
	file  string
	data  []byte
	lines []int // offset of each line's first byte
	shift int   // added to line numbers in positions

	// The last place computed: places are mostly asked for in ascending order, and counting the
	// characters of a very long line anew for each would take quadratic time.
	lastOff, lastLine, lastCol int
}

func newSource(file string, data []byte) *source {
	s := &source{file: file, data: data, lines: []int{0}}
	for at := 0; ; {
		i := bytes.IndexByte(data[at:], '\n')
		if i < 0 {
			break
		}
		at += i + 1
		s.lines = append(s.lines, at)
	}
	s.lastLine, s.lastCol = 1, 1
	return s
}

// place returns line and column of a byte, both from 1.
func (s *source) place(off int) (line, col int) {
	off = min(max(off, 0), len(s.data))
	line = s.lastLine
	if off < s.lines[line-1] || line < len(s.lines) && off >= s.lines[line] {
		line = sort.SearchInts(s.lines, off+1)
	}
	from, col := s.lines[line-1], 1
	if line == s.lastLine && off >= s.lastOff {
		from, col = s.lastOff, s.lastCol
	}
	col += utf8.RuneCount(s.data[from:off])
	s.lastOff, s.lastLine, s.lastCol = off, line, col
	return line, col
}

// span returns the position of data[from:to], cut at the end of the first line.
func (s *source) span(from, to int) Pos {
	from = min(from, len(s.data))
	to = min(max(to, from), len(s.data))
	if i := bytes.IndexByte(s.data[from:to], '\n'); i >= 0 {
		to = from + len(bytes.TrimSuffix(s.data[from:from+i], []byte("\r")))
	}
	line, col := s.place(from)
	return Pos{s.file, line + s.shift, col, max(1, utf8.RuneCount(s.data[from:to]))}
}

// lineAt returns the text of the line that holds a byte, without its ending.
func (s *source) lineAt(off int) string {
	line, _ := s.place(off)
	rest := s.data[s.lines[line-1]:]
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	return string(bytes.TrimSuffix(rest, []byte("\r")))
}

// inside returns the byte of the file that holds byte `offset` of a text value.
func (s *source) inside(n *Node, offset int) int {
	raw := string(s.data[n.start:n.end])
	quote := openingQuote(raw)
	at, out := len(quote), 0
	if len(quote) == 3 {
		at += newlineLen(raw[at:])
	}
	for at < len(raw)-len(quote) {
		in, decoded := step(raw[at:], quote)
		if out >= offset && decoded > 0 {
			break
		}
		at += in
		out += decoded
	}
	return n.start + min(at, len(raw))
}

// openingQuote returns the quotes a string value begins with.
func openingQuote(raw string) string {
	for _, q := range []string{`"""`, `'''`, `"`, `'`} {
		if strings.HasPrefix(raw, q) && (len(q) == 1 || len(raw) >= 2*len(q)) {
			return q
		}
	}
	return ""
}

func newlineLen(s string) int {
	switch {
	case strings.HasPrefix(s, "\r\n"):
		return 2
	case strings.HasPrefix(s, "\n"):
		return 1
	}
	return 0
}

// step returns how many bytes of the file the next character of a string value takes, and how
// many bytes of the value it makes.
func step(raw, quote string) (in, out int) {
	if raw[0] == '\r' && newlineLen(raw) == 2 {
		return 2, 1
	}
	if raw[0] != '\\' || quote[0] == '\'' || len(raw) < 2 {
		return 1, 1
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[raw[1]]
	if digits > 0 && len(raw) >= 2+digits {
		var r rune
		for _, c := range strings.ToLower(raw[2 : 2+digits]) {
			r = r<<4 | rune(strings.IndexRune("0123456789abcdef", c))
		}
		return 2 + digits, max(1, utf8.RuneLen(r))
	}
	if strings.IndexByte(" \t\r\n", raw[1]) >= 0 { // a line end escaped away, with what follows
		rest := strings.TrimLeft(raw[1:], " \t\r\n")
		return len(raw) - len(rest), 0
	}
	return 2, 1
}
