package result

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"reflect"
)

// writeRows writes a CSV table: a header, then a line for each row.
func writeRows[T any](w io.Writer, rows []T) error {
	out := csv.NewWriter(w)
	if err := out.Write(columns(reflect.TypeFor[T]())); err != nil {
		return err
	}
	var line []string
	for i := range rows {
		line = cells(line[:0], reflect.ValueOf(&rows[i]).Elem())
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// readRows is the inverse of writeRows. Columns may stand in any order and there
// may be more of them; a missing one is an error. Errors name the line.
func readRows[T any](r io.Reader) ([]T, error) {
	in := csv.NewReader(r)
	in.ReuseRecord = true
	header, err := readHeader(in)
	if err != nil {
		return nil, err
	}
	for _, name := range columns(reflect.TypeFor[T]()) {
		if _, ok := header[name]; !ok {
			return nil, fmt.Errorf("column %q is missing", name)
		}
	}
	var rows []T
	for {
		line, err := in.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		var row T
		get := func(name string) string { return line[header[name]] }
		if err := setCells(reflect.ValueOf(&row).Elem(), get); err != nil {
			return nil, lineError(in, err)
		}
		rows = append(rows, row)
	}
}

func readHeader(in *csv.Reader) (map[string]int, error) {
	line, err := in.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("the file is empty")
	}
	header := make(map[string]int, len(line))
	for i, name := range line {
		header[Uncell(name)] = i
	}
	return header, err
}

func lineError(in *csv.Reader, err error) error {
	line, _ := in.FieldPos(0)
	return fmt.Errorf("line %d: %w", line, err)
}

// summaryRow is a line of summary.csv.
type summaryRow struct {
	Case   string   `json:"case"`
	Metric string   `json:"metric"`
	Unit   string   `json:"unit"`
	N      int      `json:"n"`
	Mean   float64  `json:"mean"`
	SD     float64  `json:"sd"`
	CI     Interval `json:"ci"`
	P5     float64  `json:"p5"`
	P50    float64  `json:"p50"`
	P95    float64  `json:"p95"`
	CVaR5  float64  `json:"cvar5"`
	Better string   `json:"better"`
}

func summaryRows(s *Set) []summaryRow {
	var rows []summaryRow
	for _, c := range s.Cases {
		for _, m := range c.Metrics {
			rows = append(rows, summaryRow{
				c.Name, m.Name, m.Unit, m.N, m.Mean, m.SD, m.CI, m.P5, m.P50, m.P95, m.CVaR5, m.Better,
			})
		}
	}
	return rows
}
