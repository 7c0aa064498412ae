package report

import (
	"fmt"
	"io"
	"strings"

	"fbasim/sim/result"
)

// tone says what a text means; where color is on, it is shown so too.
type tone int

const (
	plain tone = iota
	strong
	good
	bad
	faint
)

// codes are ANSI attributes: bold, blue for good and yellow for bad, because red
// and green look alike to many readers.
func (t tone) code() string {
	return [...]string{"", "1", "34;1", "33;1", "2"}[t]
}

// cell is a text in a table.
type cell struct {
	text string
	tone tone
}

func text(s string) cell { return cell{s, plain} }

// table is a grid of cells; right says which columns are aligned right. A row that
// is shorter than others ends early.
type table struct {
	right []bool
	rows  [][]cell
}

func (t *table) add(cells ...cell) { t.rows = append(t.rows, cells) }

const tableGap = 2

func (t *table) widths() []int {
	widths := make([]int, len(t.right))
	for _, row := range t.rows {
		for i, c := range row {
			widths[i] = max(widths[i], columns(c.text))
		}
	}
	return widths
}

// width returns the columns that the table takes, with an indent.
func (t *table) width() int {
	total := tableGap
	for i, w := range t.widths() {
		if total += w; i > 0 && w > 0 {
			total += tableGap
		}
	}
	return total
}

// page is where a report is written to.
type page struct {
	w   io.Writer
	o   Options
	err error // the first one; later writes are skipped
}

func (p *page) print(s string) {
	if p.err == nil {
		_, p.err = io.WriteString(p.w, s)
	}
}

func (p *page) paint(s string, t tone) string {
	if !p.o.Color || t == plain || s == "" {
		return s
	}
	return "\x1b[" + t.code() + "m" + s + "\x1b[0m"
}

// table writes a table; spaces at the ends of lines are left out.
func (p *page) table(t *table) {
	widths := t.widths()
	for _, row := range t.rows {
		var b strings.Builder
		pending := tableGap
		for i, c := range row {
			if widths[i] == 0 {
				continue
			}
			fill := widths[i] - columns(c.text)
			if t.right[i] {
				pending += fill
				fill = 0
			}
			if c.text != "" {
				b.WriteString(strings.Repeat(" ", pending) + p.paint(c.text, c.tone))
				pending = 0
			} else {
				fill = widths[i]
				if t.right[i] {
					fill = 0
				}
			}
			pending += fill + tableGap
		}
		p.print(b.String() + "\n")
	}
}

// heading writes a line, or more if need be, that stands out.
func (p *page) heading(s string) {
	for _, line := range wrap(s, p.o.Width) {
		p.print(p.paint(line, strong) + "\n")
	}
}

// paragraph writes a text under a leading word, wrapped with a hanging indent.
func (p *page) paragraph(lead, body string, t tone) {
	const indent = "  "
	lines := wrap(lead+" "+body, p.o.Width-len(indent))
	for i, line := range lines {
		if i > 0 {
			line = indent + line
		} else if rest, ok := strings.CutPrefix(line, lead); ok && lead != "" {
			line = p.paint(lead, t) + rest
		}
		p.print(line + "\n")
	}
}

// some writes at most n lines and says how many more stand in a file.
func (p *page) some(total, n int, file string, write func(i int)) {
	if p.o.All {
		n = total
	}
	for i := range min(total, n) {
		write(i)
	}
	if total > n {
		p.print(p.paint(fmt.Sprintf("  and %d more in %s\n", total-n, file), faint))
	}
}

// name makes a name of the user's files safe to show.
func name(s string, room int) string { return shorten(result.Visible(s), room) }
