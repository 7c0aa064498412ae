package amazon

import (
	"bytes"
	"strings"
)

// sniffed is the number of rows that are looked at for how a file writes numbers and dates.
const sniffed = 200

// sniff looks at the first rows: for decimal commas, days before months, and separators after the
// last column. Those are believed only where the header has them or all rows do and every name of
// the header is known: a header that lost a separator must not shift the columns.
func (f *Recognized) sniff(rows []byte, headerCells int) {
	votes, seen, cells := 0, 0, 0
	alike := true
	for range sniffed {
		n := bytes.IndexByte(rows, '\n')
		if n < 0 {
			break
		}
		row := splitCells(trimEnd(rows[:n]), f.Delimiter)
		rows = rows[n+1:]
		if seen++; seen == 1 {
			cells = len(row)
		}
		alike = alike && len(row) == cells && emptyAfter(row, len(f.header))
		for _, cell := range row {
			cell = strings.Trim(cell, `"`)
			if len(cell) > 32 {
				continue
			}
			votes += commaStyle([]byte(cell))
			if dayBeforeMonth(cell) {
				f.style.dayFirst = true
			}
		}
	}
	f.style.comma = votes > 0
	switch {
	case f.strange || seen > 0 && alike && cells == len(f.header):
	case seen > 1 && alike && cells > len(f.header):
		f.cells = cells
	default:
		f.cells = headerCells
	}
}

func emptyAfter(row []string, n int) bool {
	return len(row) <= n || strings.Join(row[n:], "") == ""
}

// dayBeforeMonth reports whether a cell is a date such as 25/12/2026, whose first number is no month.
func dayBeforeMonth(cell string) bool {
	if len(cell) < 10 || (cell[2] != '/' && cell[2] != '-') || cell[5] != cell[2] {
		return false
	}
	d, ok1 := digits([]byte(cell[:2]))
	m, ok2 := digits([]byte(cell[3:5]))
	_, ok3 := digits([]byte(cell[6:10]))
	return ok1 && ok2 && ok3 && d > 12 && d <= 31 && m <= 12
}
