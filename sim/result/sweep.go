package result

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"strconv"
	"strings"
)

// SweepFile is the table of a parameter sweep in its results folder.
const SweepFile = "sweep.csv"

// AssumedFile says beside a sweep's table what was taken for granted.
const AssumedFile = "assumed.json"

// assumedDocument is what AssumedFile holds.
type assumedDocument struct {
	FormatVersion int          `json:"format_version"`
	Assumptions   []Assumption `json:"assumptions"`
	NotModeled    []string     `json:"not_modeled"`
}

// Sweep is all that a parameter sweep produced: the same cases and metrics at many points.
type Sweep struct {
	Manifest Manifest
	// Resolved is the text of resolved.toml: the scenario as it stands, without any point.
	Resolved string
	// Dir is the folder the sweep was written to or read from; no file holds it.
	Dir string

	Parameters []SweepParameter // in the order of the design
	Rows       []SweepRow       // by point, case and metric, in the orders of design, scenario and registry

	// What the points take for granted, and what no figure contains; in AssumedFile.
	Assumptions []Assumption
	NotModeled  []string
}

// SweepParameter is an input that differs between points.
type SweepParameter struct {
	Path string // "product.IRON.price.CA"
	// Unit is that of the numbers: "CAD", "units/month", "d", "%", or "1" for numbers without a
	// unit; "" for a parameter of words, such as a program or a whole distribution.
	Unit string
}

// Words reports whether the values of the parameter are words and not numbers.
func (p SweepParameter) Words() bool { return p.Unit == "" }

// Header is the name of the parameter's column: "product.IRON.price.CA [CAD]", or the path alone
// for words.
func (p SweepParameter) Header() string {
	if p.Words() {
		return p.Path
	}
	return p.Path + " [" + p.Unit + "]"
}

// SweepValue is what a parameter is at a point: a number in the parameter's unit, or a word.
type SweepValue struct {
	Number float64 // NaN for words
	Word   string  // "" for numbers
}

// SweepRow is one metric of one case at one point, as Metric has it, and its difference to the
// baseline case at the same point, paired over replications.
type SweepRow struct {
	Point  int          `json:"point"` // from 1
	Values []SweepValue // one per parameter
	Case   string       `json:"case"`
	Metric string       `json:"metric"` // full name: "profit.CA"
	Unit   string       `json:"unit"`
	N      int          `json:"n"`
	Mean   float64      `json:"mean"`
	SD     float64      `json:"sd"`
	CI     Interval     `json:"ci"`
	P5     float64      `json:"p5"`
	P50    float64      `json:"p50"`
	P95    float64      `json:"p95"`
	// Diff is this case less the baseline; NaN, with an open DiffCI and no verdict, in the rows of
	// the baseline and where no replication has both values.
	Diff   float64  `json:"diff"`
	DiffCI Interval `json:"diff_ci"` // columns diff_lo and diff_hi
	// Verdict says how this case does against the baseline: Better, Worse, Tie, Unclear, or
	// Differs for metrics of which neither direction is good.
	Verdict string `json:"verdict"`
}

// WriteSweepTable writes sweep.csv: `point`, a column per parameter, and the fields of SweepRow.
func WriteSweepTable(w io.Writer, s *Sweep) error {
	out := csv.NewWriter(w)
	fixed := columns(reflect.TypeFor[SweepRow]())
	header := []string{fixed[0]}
	for _, p := range s.Parameters {
		header = append(header, Cell(p.Header()))
	}
	if err := out.Write(append(header, fixed[1:]...)); err != nil {
		return err
	}
	var line, own []string
	for i := range s.Rows {
		own = cells(own[:0], reflect.ValueOf(&s.Rows[i]).Elem())
		line = append(line[:0], own[0])
		for p, v := range s.Rows[i].Values {
			line = append(line, v.cell(s.Parameters[p]))
		}
		if err := out.Write(append(line, own[1:]...)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func (v SweepValue) cell(p SweepParameter) string {
	if p.Words() {
		return Cell(v.Word)
	}
	return Number(v.Number)
}

// ReadSweepTable is the inverse of WriteSweepTable: it sets the parameters and rows of s. The
// parameters are the columns between point and case; errors name the line.
func ReadSweepTable(r io.Reader, s *Sweep) error {
	s.Parameters, s.Rows = nil, nil
	return ScanSweepTable(r, func(parameters []SweepParameter) error {
		s.Parameters = parameters
		return nil
	}, func(row *SweepRow) error {
		s.Rows = append(s.Rows, *row)
		return nil
	})
}

// ScanSweepTable reads a table that WriteSweepTable wrote, row by row: it calls begin once with the
// parameters and then add for each row, which is valid until add returns. Errors name the line, or are
// those that begin or add return.
func ScanSweepTable(r io.Reader, begin func([]SweepParameter) error, add func(*SweepRow) error) error {
	in := csv.NewReader(r)
	in.ReuseRecord = true
	line, err := in.Read()
	if err != nil {
		return fmt.Errorf("the header cannot be read: %w", err)
	}
	s := Sweep{}
	if s.Parameters, err = sweepParameters(line); err != nil {
		return err
	}
	if err := begin(s.Parameters); err != nil {
		return err
	}
	for {
		line, err := in.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		row, err := s.row(line)
		if err != nil {
			return lineError(in, err)
		}
		if err := add(&row); err != nil {
			return err
		}
	}
}

// sweepParameters reads the parameters off the header of a table.
func sweepParameters(line []string) (list []SweepParameter, err error) {
	fixed := columns(reflect.TypeFor[SweepRow]())
	n := len(line) - len(fixed)
	if n < 0 || line[0] != fixed[0] || strings.Join(line[n+1:], ",") != strings.Join(fixed[1:], ",") {
		return nil, fmt.Errorf("the columns are not those of a sweep: point, the parameters, %s",
			strings.Join(fixed[1:], ", "))
	}
	for _, name := range line[1 : n+1] {
		list = append(list, sweepParameter(Uncell(name)))
	}
	return list, nil
}

// sweepParameter is the inverse of Header. A unit holds no bracket, so the last one begins it.
func sweepParameter(header string) SweepParameter {
	at := strings.LastIndex(header, " [")
	if at < 0 || !strings.HasSuffix(header, "]") {
		return SweepParameter{Path: header}
	}
	return SweepParameter{Path: header[:at], Unit: header[at+2 : len(header)-1]}
}

func (s *Sweep) row(line []string) (row SweepRow, err error) {
	n := len(s.Parameters)
	own := map[string]string{}
	for i, name := range columns(reflect.TypeFor[SweepRow]()) {
		if i == 0 {
			own[name] = line[0]
			continue
		}
		own[name] = line[n+i]
	}
	if err = setCells(reflect.ValueOf(&row).Elem(), func(name string) string { return own[name] }); err != nil {
		return row, err
	}
	for i, p := range s.Parameters {
		v := SweepValue{Number: math.NaN()}
		if p.Words() {
			v.Word = Uncell(line[1+i])
		} else if v.Number, err = strconv.ParseFloat(line[1+i], 64); err != nil {
			return row, fmt.Errorf("column %s: %w", p.Header(), err)
		}
		row.Values = append(row.Values, v)
	}
	return row, nil
}
