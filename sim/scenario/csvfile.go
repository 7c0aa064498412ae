package scenario

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"fbasim/sim/scenario/document"
)

// table is a CSV or tab-separated file with a header.
type table struct {
	file   string
	header []string
	rows   [][]cell
	lines  [][]byte
}

// cell is a value with its place.
type cell struct {
	text string
	pos  document.Pos
}

// tableError is a mistake inside a CSV file.
type tableError struct {
	pos document.Pos
	msg string
}

// Error returns the message with its place.
func (e *tableError) Error() string { return e.pos.String() + ": " + e.msg }

// tableProblem reports that a file cannot be used: inside the file where that is known, otherwise
// where it is named.
func (b *builder) tableProblem(name *document.Node, err error) {
	var inside *tableError
	if errors.As(err, &inside) {
		b.list.Add(inside.pos.Problem("file", inside.msg, ""))
		return
	}
	b.list.Add(name.Pos.Problem("file", err.Error(),
		"file names are relative to the file that names them"))
}

// openTable reads a file named in another file.
func (b *builder) openTable(from, name string) (*table, error) {
	if from == document.SetFile {
		from = b.file
	}
	path := document.Beside(from, name)
	data, err := b.read(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %s", name, document.Reason(err))
	}
	shown := filepath.ToSlash(filepath.Clean(path))
	b.list.Keep(shown, data)
	if len(data) > maxTable {
		return nil, fmt.Errorf("%s has more than %d MB", name, maxTable>>20)
	}
	if !utf8.Valid(data) {
		return nil, fmt.Errorf(`%s is not UTF-8; save it as "CSV UTF-8"`, name)
	}
	return readTable(shown, data)
}

// maxTable bounds a CSV file, in bytes: a catalog of 100,000 products has some 20 MB.
const maxTable = 256 << 20

// readTable splits a file at commas, semicolons or tabs, whichever its header has most of.
func readTable(file string, data []byte) (*table, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	head, _, _ := bytes.Cut(data, []byte("\n"))
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord, r.ReuseRecord = -1, true
	for _, sep := range []rune{';', '\t'} {
		if strings.Count(string(head), string(sep)) > strings.Count(string(head), string(r.Comma)) {
			r.Comma = sep
		}
	}
	r.LazyQuotes = r.Comma == '\t'
	t := &table{file: file, lines: bytes.Split(data, []byte("\n"))}
	for {
		record, err := r.Read()
		if err == io.EOF {
			break
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			return nil, &tableError{document.Pos{File: file, Line: bad.Line, Col: max(bad.Column,
				1), Len: 1},
				"the table cannot be read here: " + bad.Err.Error()}
		} else if err != nil {
			return nil, err
		}
		t.add(r, record)
	}
	if t.header == nil {
		return nil, fmt.Errorf("%s is empty", file)
	}
	return t, nil
}

func (t *table) add(r *csv.Reader, record []string) {
	if t.header == nil {
		for _, name := range record {
			t.header = append(t.header, strings.TrimSpace(name))
		}
		return
	}
	row := make([]cell, len(record))
	for i, text := range record {
		row[i] = cell{text, t.pos(r.FieldPos(i))}
		row[i].pos.Len = max(1, utf8.RuneCountInString(text))
	}
	t.rows = append(t.rows, row)
}

// pos turns a place in bytes into one in characters, and skips the quote of a quoted cell.
func (t *table) pos(line, col int) document.Pos {
	text := t.lines[line-1]
	if col <= len(text) && text[col-1] == '"' {
		col++
	}
	before := text[:min(col-1, len(text))]
	return document.Pos{File: t.file, Line: line, Col: utf8.RuneCount(before) + 1}
}

// column returns the index of a column by name, -1 when there is none.
func (t *table) column(name string) int {
	for i, h := range t.header {
		if h == name {
			return i
		}
	}
	return -1
}

// columnID names a column of a file that is named in another file.
func columnID(from, file, column string) string { return from + "\x00" + file + "\x00" + column }

// column reads the numbers of a column of a file, for empirical("file", "column").
func (v value) column(file, column string) ([]float64, error) {
	id := columnID(v.meta.Pos.File, file, column)
	if xs, ok := v.b.columns[id]; ok {
		return xs, nil
	}
	t, err := v.b.openTable(v.meta.Pos.File, file)
	if err != nil {
		return nil, err
	}
	i := t.column(column)
	if i < 0 {
		return nil, fmt.Errorf("%s has no column %q; columns are %s", file, column,
			strings.Join(t.header, ", "))
	}
	var xs []float64
	for _, row := range t.rows {
		if i >= len(row) || strings.TrimSpace(row[i].text) == "" {
			continue
		}
		x, err := strconv.ParseFloat(strings.TrimSpace(row[i].text), 64)
		if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
			return nil, fmt.Errorf("%s: %q is not a number", row[i].pos, row[i].text)
		}
		xs = append(xs, x)
	}
	v.b.columns[id] = xs
	return xs, nil
}
