package fee

import (
	"slices"
	"strings"
)

// table is a text of rows with cells between bars, headed by the names of its
// columns:
//
//	tier           | up to | nonpeak | peak
//	small_standard | 2 oz  | 8.21    | 8.70
//
// Blank lines and lines that start with # do not count.
type table struct {
	sec     *section
	line    int // of the columns
	columns []string
	rows    []tableRow
}

type tableRow struct {
	t     *table
	line  int
	cells []string
}

// parseTable reads a table whose first columns must bear the given names.
func parseTable(s *section, text string, firstLine int, columns []string) *table {
	t := &table{sec: s}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "|")
		for j := range cells {
			cells[j] = strings.TrimSpace(cells[j])
		}
		if t.columns == nil {
			t.columns, t.line = cells, firstLine+i
			t.checkHeader(firstLine+i, columns)
			continue
		}
		if len(cells) != len(t.columns) {
			s.fail(firstLine+i, "cells", "columns: "+strings.Join(t.columns, " | "),
				"this row has %d cells, the table %d columns", len(cells), len(t.columns))
			continue
		}
		t.rows = append(t.rows, tableRow{t, firstLine + i, cells})
	}
	if len(t.rows) == 0 {
		s.fail(firstLine, "empty", "", "this table has no rows")
	}
	return t
}

func (t *table) checkHeader(line int, columns []string) {
	for i, name := range columns {
		if i >= len(t.columns) || t.columns[i] != name {
			want := strings.Join(columns, " | ")
			t.sec.fail(line, "columns", "", "the columns must begin with %s", want)
			return
		}
	}
	for i, name := range t.columns {
		if name == "" || slices.Contains(t.columns[:i], name) {
			t.sec.fail(line, "columns", "", "column %d has no name of its own", i+1)
		}
	}
}

// cell returns the text of a column, "" where the table has no such column.
func (r tableRow) cell(column string) string {
	if i := slices.Index(r.t.columns, column); i >= 0 {
		return r.cells[i]
	}
	return ""
}

func (r tableRow) fail(code, hint, format string, args ...any) {
	r.t.sec.fail(r.line, code, hint, format, args...)
}

// cellAs parses a cell; an empty cell or "-" gives def without a problem.
func cellAs[T any](r tableRow, column string, def T, parse func(string) (T, error)) T {
	text := r.cell(column)
	if text == "" || text == "-" {
		return def
	}
	v, err := parse(text)
	if err != nil {
		r.fail("value", hintOf(err), "%s: %v", column, err)
		return def
	}
	return v
}
