package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"fbasim/sim/fee"
)

// checkedExample is one row of a file of worked examples, computed.
type checkedExample struct {
	ID       string  `json:"id"`
	Kind     string  `json:"kind"`
	Expected string  `json:"expected"`
	Got      *string `json:"got"`
	OK       bool    `json:"ok"`
	Error    *string `json:"error"`
	Warning  string  `json:"warning,omitempty"` // the amount agrees, but not the size tier
}

func (f *checkRates) runExamples(w io.Writer, book *fee.Book) error {
	rows, err := readExamples(f.examples)
	if err != nil {
		return err
	}
	checked := []checkedExample{}
	bad := 0
	for _, r := range rows {
		c := compute(book, r)
		checked = append(checked, c)
		if !c.OK {
			bad++
		}
	}
	if f.json {
		err = writeJSON(w, checked)
	} else {
		f.examplesText(w, rows, checked)
	}
	if err == nil && bad > 0 {
		err = silent(exitCheck)
	}
	return err
}

// exampleRow is a row of the file by column.
type exampleRow struct {
	line  int
	cells map[string]string
	bad   string // why the row cannot be read
}

// readExamples reads a CSV file whose first row names the columns.
func readExamples(name string) ([]exampleRow, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fail(exitInput, newComplaint("file", "", "a file of examples: %v", err))
	}
	rows, err := parseExamples(data)
	if err != nil {
		return nil, fail(exitInput, newComplaint("file", "", "%s: %v", name, err))
	}
	return rows, nil
}

func parseExamples(data []byte) ([]exampleRow, error) {
	in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	in.FieldsPerRecord = -1
	head, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("no row of column names: %w", err)
	}
	for i := range head {
		head[i] = strings.ToLower(strings.TrimSpace(head[i]))
	}
	for _, need := range []string{"kind", "expected_amount"} {
		if !slices.Contains(head, need) {
			return nil, fmt.Errorf("no column %s; its columns are %s", need, strings.Join(head, ", "))
		}
	}
	var out []exampleRow
	for {
		record, err := in.Read()
		switch {
		case errors.Is(err, io.EOF) && len(out) == 0:
			return nil, errors.New("no rows below the column names")
		case errors.Is(err, io.EOF):
			return out, nil
		case err != nil:
			return nil, err
		}
		out = append(out, rowOf(in, head, record))
	}
}

func rowOf(in *csv.Reader, head, record []string) exampleRow {
	line, _ := in.FieldPos(0)
	r := exampleRow{line: line, cells: make(map[string]string, len(head))}
	if len(record) != len(head) {
		r.bad = fmt.Sprintf("line %d has %d cells, the file %d columns", line, len(record), len(head))
	}
	for i, cell := range record[:min(len(record), len(head))] {
		r.cells[head[i]] = strings.TrimSpace(cell)
	}
	return r
}

// compute answers one row.
func compute(book *fee.Book, r exampleRow) checkedExample {
	out := checkedExample{ID: r.cells["id"], Kind: r.cells["kind"],
		Expected: r.cells["expected_amount"]}
	if out.ID == "" {
		out.ID = fmt.Sprintf("line %d", r.line)
	}
	if r.bad != "" {
		out.Error = &r.bad
		return out
	}
	a, err := book.Answer(r.cells)
	if err != nil {
		text := err.Error()
		out.Error = &text
		return out
	}
	out.Got, out.OK = &a.Got, a.OK
	if want := r.cells["expected_size_tier"]; want != "" && a.Tier != "" && a.Tier != want {
		out.Warning = fmt.Sprintf("size tier %s, expected %s", a.Tier, want)
	}
	return out
}

// examplesText prints the rows that disagree, then how many agree.
func (f *checkRates) examplesText(w io.Writer, rows []exampleRow, checked []checkedExample) {
	width := pageWidth()
	g := grid{right: []int{2, 3}}
	g.add("ID", "KIND", "EXPECTED", "GOT")
	var errors, warnings []string
	agree := 0
	for i, c := range checked {
		switch {
		case c.Error != nil:
			place := strings.TrimSuffix(fmt.Sprintf("line %d, %s", rows[i].line, c.Kind), ", ")
			errors = append(errors, fmt.Sprintf("%s (%s): %s", c.ID, place, *c.Error))
		case !c.OK:
			g.add(c.ID, c.Kind, c.Expected, *c.Got)
		default:
			agree++
		}
		if c.Warning != "" {
			warnings = append(warnings, c.ID+": "+c.Warning)
		}
	}
	differ := len(g.rows) - 1
	if differ > 0 {
		fmt.Fprintln(w, "Rows that differ")
		g.write(w)
	}
	section := func(title string, list []string) {
		if len(list) > 0 {
			fmt.Fprintln(w, title)
		}
		for _, text := range list {
			paragraph(w, width, "  ", text)
		}
	}
	section("Rows that could not be computed", errors)
	section("Rows with another size tier", warnings)
	fmt.Fprintf(w, "%s: %d of %s agree", f.examples, agree, count(len(checked), "row"))
	if differ == 1 {
		fmt.Fprint(w, ", 1 differs")
	} else if differ > 0 {
		fmt.Fprintf(w, ", %d differ", differ)
	}
	if len(errors) > 0 {
		fmt.Fprintf(w, ", %d could not be computed", len(errors))
	}
	fmt.Fprintln(w)
}
