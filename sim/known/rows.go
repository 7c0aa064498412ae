package known

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
)

//go:embed known.csv
var table []byte

// Row is a known result.
type Row struct {
	ID       string
	Calls    []string // "package.Name"
	Params   Params
	Expected []Quantity
	Source   string
}

// Quantity is an expected value, or list of values, with its absolute tolerance.
type Quantity struct {
	Name   string
	Values []float64
	Within float64
}

// Params are the parameters of a row by name.
type Params map[string]string

// Has reports whether a parameter is given.
func (p Params) Has(name string) bool { return p[name] != "" }

// Text returns a parameter as it stands. It panics if there is none, as the others do.
func (p Params) Text(name string) string {
	if !p.Has(name) {
		panic(fmt.Sprintf("known: no parameter %q", name))
	}
	return p[name]
}

// Float returns a number, a fraction such as 14/365, or inf.
func (p Params) Float(name string) float64 { return must(number(p.Text(name))) }

// Int returns a whole number.
func (p Params) Int(name string) int { return must(strconv.Atoi(p.Text(name))) }

// Floats returns a list of numbers.
func (p Params) Floats(name string) []float64 { return must(numbers(p.Text(name))) }

func must[T any](v T, err error) T {
	if err != nil {
		panic("known: " + err.Error())
	}
	return v
}

func number(s string) (float64, error) {
	over, under, fraction := strings.Cut(s, "/")
	v, err := strconv.ParseFloat(over, 64)
	if err != nil || !fraction {
		return v, err
	}
	w, err := strconv.ParseFloat(under, 64)
	return v / w, err
}

func numbers(s string) ([]float64, error) {
	var list []float64
	for _, word := range strings.Fields(s) {
		v, err := number(word)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, nil
}

// Elsewhere is the environment variable that names a file with a table to check in place of
// known.csv, in the same layout.
const Elsewhere = "FBASIM_KNOWN"

// Rows returns the table, or the one that Elsewhere names.
func Rows() ([]Row, error) {
	name, text := "known.csv", table
	if other := os.Getenv(Elsewhere); other != "" {
		var err error
		if text, err = os.ReadFile(other); err != nil {
			return nil, err
		}
		name = other
	}
	records, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(records) < 2 || len(records[0]) != columns {
		return nil, fmt.Errorf("%s: a header and rows of %d columns are needed", name, columns)
	}
	var rows []Row
	for i, r := range records[1:] {
		row, err := parse(r)
		if err != nil {
			return nil, fmt.Errorf("%s: row %d, %s: %w", name, i+1, r[0], err)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// columns are id, calls, parameters, expected, tolerance and source.
const columns = 6

func parse(record []string) (Row, error) {
	row := Row{ID: record[0], Calls: strings.Fields(record[1]), Params: Params{}, Source: record[5]}
	for _, part := range strings.Split(record[2], ";") {
		name, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		if !ok || row.Params.Has(name) {
			return row, fmt.Errorf("parameter %q", part)
		}
		row.Params[name] = value
	}
	expected, within := strings.Split(record[3], ";"), strings.Split(record[4], ";")
	if len(within) != 1 && len(within) != len(expected) {
		return row, fmt.Errorf("%d tolerances of %d quantities", len(within), len(expected))
	}
	for i, part := range expected {
		name, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		values, err := numbers(value)
		if !ok || err != nil || len(values) == 0 {
			return row, fmt.Errorf("expected %q", part)
		}
		tolerance, err := allowance(within[min(i, len(within)-1)])
		if err != nil {
			return row, err
		}
		row.Expected = append(row.Expected, Quantity{name, values, tolerance})
	}
	return row, nil
}

// allowance reads a tolerance; "4 se" is that of estimates, which bring their own standard errors.
func allowance(s string) (float64, error) {
	switch s = strings.TrimSpace(s); s {
	case "exact":
		return 0, nil
	case "4 se":
		return math.NaN(), nil
	}
	return strconv.ParseFloat(s, 64)
}
