package amazon

import (
	"bytes"
	"unicode/utf8"

	"fbasim/sim/diag"
)

// parser turns cells into values. One belongs to one goroutine.
type parser struct {
	file     string
	style    style
	problems problems
	texts    map[string]string // one copy of each text that repeats
	before   []string          // the text before, by column: often the next is equal
	stores   map[string]Store  // by names that are not in the table as they are written

	line    int    // of the row
	record  []byte // the row
	at      int    // byte offset of the cell in the row
	name    string // of the column
	index   int    // of the column among those that are read
	failed  bool   // the row has a problem
	scratch []byte // for quoted cells
}

// style says how a file writes what its cells alone leave open.
type style struct {
	comma    bool // decimal comma: "1.234" is a thousand
	dayFirst bool // "03/04/2026" is in April
}

// maxTexts bounds the texts of which one copy is kept; maxText the length of one.
const (
	maxTexts = 1 << 18
	maxText  = 1 << 12
)

// intern returns the text of a cell; equal texts share their memory.
func (p *parser) intern(cell []byte) string {
	if s := p.before[p.index]; s == string(cell) {
		return s
	}
	s, ok := p.texts[string(cell)]
	if !ok {
		s = string(utf8Text(cell))
		if len(p.texts) < maxTexts {
			p.texts[string(cell)] = s
		}
	}
	p.before[p.index] = s
	return s
}

func (p *parser) text(cell []byte) string { return p.intern(cell[:min(len(cell), maxText)]) }

// present returns a cell without the space around it, nil where it says that there is no value.
func present(cell []byte) []byte {
	if n := len(cell); n > 0 && (cell[0] <= ' ' || cell[n-1] <= ' ') {
		cell = bytes.TrimSpace(cell)
	}
	switch len(cell) {
	case 0:
		return nil
	case 1:
		if cell[0] == '-' {
			return nil
		}
	case 2:
		if cell[0] == '-' && cell[1] == '-' {
			return nil
		}
	case 3:
		if string(cell) == "N/A" || string(cell) == "n/a" || string(cell) == "–" || string(cell) == "—" {
			return nil
		}
	}
	return cell
}

// bad reports a cell that cannot be read. Only its shape is told, because in a damaged file the cell
// may be of another column.
func (p *parser) bad(code, what string, cell []byte) {
	p.report(diag.Problem{Len: max(1, utf8.RuneCount(cell)), Code: code,
		Msg:  `"` + p.name + `" ` + what + `; it looks like ` + shape(cell),
		Hint: "download the report again, or correct the cell (shown with a for letters and 9 for digits)"})
}

func (p *parser) missing() {
	p.report(diag.Problem{Code: "missing", Msg: `"` + p.name + `" is empty, and the row is of no use without it`,
		Hint: "download the report again, or delete the row"})
}

func (p *parser) report(problem diag.Problem) {
	problem.File, problem.Line, problem.Col = p.file, p.line, p.column()
	p.problems.add(problem)
	p.failed = true
}

// column returns where the cell begins, in characters from 1.
func (p *parser) column() int {
	return 1 + utf8.RuneCount(p.record[:min(p.at, len(p.record))])
}
