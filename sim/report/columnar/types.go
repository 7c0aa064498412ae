package columnar

import (
	"fmt"
	"math"
	"time"

	"github.com/parquet-go/parquet-go"

	"fbasim/sim/money"
)

const (
	amountPrecision, amountScale = 18, 6 // int64 micro-units
	secondLayout, dayLayout      = "2006-01-02T15:04:05", "2006-01-02"
	secondsPerDay                = 86400
)

// words is a column of text; most repeat, so that a dictionary saves space.
func words[T any](name string, get func(*T) string) column[T] {
	return column[T]{name: name, node: parquet.Encoded(parquet.String(), &parquet.RLEDictionary),
		value: func(row *T) (parquet.Value, error) { return parquet.ValueOf(get(row)), nil }}
}

// counts is a column of whole numbers.
func counts[T any](name, unit string, get func(*T) int) column[T] {
	return column[T]{name: name, unit: unit, node: parquet.Leaf(parquet.Int32Type),
		value: func(row *T) (parquet.Value, error) {
			n := get(row)
			if int(int32(n)) != n {
				return parquet.Value{}, fmt.Errorf("%d does not fit in 32 bits", n)
			}
			return parquet.Int32Value(int32(n)), nil
		}}
}

// figures is a column of numbers; one that is not finite is not known.
func figures[T any](name, unit string, get func(*T) float64) column[T] {
	return column[T]{name: name, unit: unit, node: parquet.Optional(parquet.Leaf(parquet.DoubleType)),
		value: func(row *T) (parquet.Value, error) {
			x := get(row)
			if math.IsNaN(x) || math.IsInf(x, 0) {
				return parquet.NullValue(), nil
			}
			if x == 0 {
				x = 0 // no "-0", as in the CSV files
			}
			return parquet.DoubleValue(x), nil
		}}
}

// amounts is a column of money in whole micro-units, exact.
func amounts[T any](name, unit string, get func(*T) float64) column[T] {
	node := parquet.Decimal(amountScale, amountPrecision, parquet.Int64Type)
	return column[T]{name: name, unit: unit, node: parquet.Optional(node),
		value: func(row *T) (parquet.Value, error) {
			x := get(row)
			if math.IsNaN(x) || math.IsInf(x, 0) {
				return parquet.NullValue(), nil
			}
			a, ok := money.FromFloat(x)
			if !ok || a.Float() != x {
				return parquet.Value{}, fmt.Errorf("%v is no amount of whole micro-units", x)
			}
			return parquet.Int64Value(int64(a)), nil
		}}
}

// flags is a column of yes and no.
func flags[T any](name string, get func(*T) bool) column[T] {
	return column[T]{name: name, node: parquet.Leaf(parquet.BooleanType),
		value: func(row *T) (parquet.Value, error) { return parquet.BooleanValue(get(row)), nil }}
}

// times is a column of moments on the clock of the marketplace, null for "".
func times[T any](name, unit string, get func(*T) string) column[T] {
	node := parquet.TimestampAdjusted(parquet.Millisecond, false)
	return column[T]{name: name, unit: unit, node: parquet.Optional(node),
		value: func(row *T) (parquet.Value, error) {
			t, ok, err := parse(secondLayout, get(row))
			if !ok || err != nil {
				return parquet.NullValue(), err
			}
			return parquet.Int64Value(t.UnixMilli()), nil
		}}
}

// days is a column of dates, null for "".
func days[T any](name, unit string, get func(*T) string) column[T] {
	return column[T]{name: name, unit: unit, node: parquet.Optional(parquet.Date()),
		value: func(row *T) (parquet.Value, error) {
			t, ok, err := parse(dayLayout, get(row))
			if !ok || err != nil {
				return parquet.NullValue(), err
			}
			return parquet.Int32Value(int32(t.Unix() / secondsPerDay)), nil // midnight: divides evenly
		}}
}

// parse reads a moment as if it were in UTC; ok is false for none.
func parse(layout, text string) (t time.Time, ok bool, err error) {
	if text == "" {
		return t, false, nil
	}
	t, err = time.Parse(layout, text)
	return t, err == nil, err
}
