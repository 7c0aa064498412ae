package result

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"

	"fbasim/sim/money"
)

// The struct tags of the row types are the one declaration of their names: the
// keys of JSON objects and the columns of CSV files both come from them. Package
// encoding/json cannot be used as it stands, because it refuses NaN.

var (
	intervalType = reflect.TypeFor[Interval]()
	amountType   = reflect.TypeFor[money.Amount]()
	floatsType   = reflect.TypeFor[[]float64]()
)

// fieldName returns the tag's name, or "" for a field that no file holds.
func fieldName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

// ends are the two columns of an interval: ci_lo and ci_hi of "ci", diff_lo and diff_hi of "diff_ci".
func ends(name string) (lo, hi string) {
	name = strings.TrimSuffix(name, "_ci")
	return name + "_lo", name + "_hi"
}

// columns lists the CSV columns of a row type; an interval takes two.
func columns(row reflect.Type) []string {
	var names []string
	for i := range row.NumField() {
		f := row.Field(i)
		switch name := fieldName(f); {
		case name == "":
		case f.Type == intervalType:
			lo, hi := ends(name)
			names = append(names, lo, hi)
		default:
			names = append(names, name)
		}
	}
	return names
}

// cells appends the CSV cells of one row.
func cells(to []string, row reflect.Value) []string {
	for i := range row.NumField() {
		if fieldName(row.Type().Field(i)) == "" {
			continue
		}
		switch v := row.Field(i).Interface().(type) {
		case Interval:
			to = append(to, Number(v.Lo), Number(v.Hi))
		case money.Amount:
			to = append(to, v.String())
		case []float64:
			to = append(to, joinNumbers(v))
		case string:
			to = append(to, Cell(v))
		case float64:
			to = append(to, Number(v))
		case int:
			to = append(to, strconv.Itoa(v))
		case bool:
			to = append(to, strconv.FormatBool(v))
		default:
			panic(fmt.Sprintf("result: no CSV form for %T", v))
		}
	}
	return to
}

// setCells is the inverse of cells. The error names the column.
func setCells(row reflect.Value, get func(column string) string) error {
	for i := range row.NumField() {
		name := fieldName(row.Type().Field(i))
		if name == "" {
			continue
		}
		if err := setCell(row.Field(i), name, get); err != nil {
			return fmt.Errorf("column %s: %w", name, err)
		}
	}
	return nil
}

func setCell(field reflect.Value, name string, get func(string) string) (err error) {
	switch to := field.Addr().Interface().(type) {
	case *Interval:
		lo, hi := ends(name)
		if to.Lo, err = parseNumber(get(lo), math.Inf(-1)); err != nil {
			return err
		}
		to.Hi, err = parseNumber(get(hi), math.Inf(1))
	case *money.Amount:
		*to, err = money.Parse(get(name))
	case *[]float64:
		*to, err = splitNumbers(get(name))
	case *string:
		*to = Uncell(get(name))
	case *float64:
		*to, err = parseNumber(get(name), math.NaN())
	case *int:
		*to, err = strconv.Atoi(get(name))
	case *bool:
		*to, err = strconv.ParseBool(get(name))
	}
	return err
}

// Number writes x with the fewest digits that read back as x; "" where x is not
// finite.
func Number(x float64) string {
	if !finite(x) {
		return ""
	}
	if x == 0 { // no "-0"
		x = 0
	}
	format := byte('f')
	if a := math.Abs(x); a != 0 && (a < 1e-6 || a >= 1e21) {
		format = 'e'
	}
	return strconv.FormatFloat(x, format, -1, 64)
}

func parseNumber(cell string, empty float64) (float64, error) {
	if cell == "" {
		return empty, nil
	}
	return strconv.ParseFloat(cell, 64)
}

func joinNumbers(xs []float64) string {
	parts := make([]string, len(xs))
	for i, x := range xs {
		parts[i] = Number(x)
	}
	return strings.Join(parts, " ")
}

func splitNumbers(cell string) ([]float64, error) {
	var xs []float64
	for _, part := range strings.Fields(cell) {
		x, err := strconv.ParseFloat(part, 64)
		if err != nil {
			return nil, err
		}
		xs = append(xs, x)
	}
	return xs, nil
}
