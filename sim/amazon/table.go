package amazon

import (
	"time"

	"fbasim/sim/civil"
	"fbasim/sim/money"
)

// Visit is called with every row of a report. With several visitors the rows are split among them,
// in blocks, and each is called from a goroutine of its own; with one, rows come in the order of the
// file. An error ends the reading and is returned. Strings of a row may be kept.
type Visit[T any] func(row T) error

// demand says what a report must have of a column.
type demand uint8

const (
	may  demand = iota // the column may be absent
	need               // the column must be there; cells may be empty
	must               // every cell must hold a value
)

// column is a column that is read: its names, preferred first, and where its cells go.
type column[T any] struct {
	names  []string
	index  int // of the column, counted from 1, where it has no name of its own; 0 otherwise
	demand demand
	set    func(p *parser, cell []byte, row *T)
}

// schema is the allow list of a report: no other column leaves the tokenizer.
type schema[T any] []column[T]

// use is a column that is read, without its type.
type use struct {
	names  []string
	demand demand
}

func (s schema[T]) uses() []use {
	list := make([]use, len(s))
	for i, c := range s {
		list[i] = use{c.names, c.demand}
	}
	return list
}

// field makes a column whose cells are parsed by parse, where they hold something.
func field[T, V any](name string, d demand, at func(*T) *V, parse func(*parser, []byte) V) column[T] {
	return column[T]{names: alternatives(name), demand: d, set: func(p *parser, cell []byte, row *T) {
		if cell = present(cell); cell != nil {
			*at(row) = parse(p, cell)
		} else if d == must {
			p.missing()
		}
	}}
}

// onLine makes a column that notes the line of the file as well.
func onLine[T any](c column[T], at func(*T) *int) column[T] {
	set := c.set
	c.set = func(p *parser, cell []byte, row *T) {
		*at(row) = p.line
		set(p, cell, row)
	}
	return c
}

// maybe is field for values whose absence matters.
func maybe[T, V any](name string, d demand, at func(*T) *Maybe[V], parse func(*parser, []byte) V) column[T] {
	return column[T]{names: alternatives(name), demand: d, set: func(p *parser, cell []byte, row *T) {
		if cell = present(cell); cell != nil {
			*at(row) = Maybe[V]{parse(p, cell), true}
		} else if d == must {
			p.missing()
		}
	}}
}

func text[T any](name string, d demand, at func(*T) *string) column[T] {
	return field(name, d, at, (*parser).text)
}

func orderID[T any](name string, d demand, at func(*T) *OrderID) column[T] {
	return field(name, d, at, func(_ *parser, cell []byte) OrderID { return ParseOrderID(cell) })
}

func moment[T any](name string, d demand, at func(*T) *time.Time) column[T] {
	return field(name, d, at, (*parser).moment)
}

func day[T any](name string, d demand, at func(*T) *civil.Date) column[T] {
	return field(name, d, at, (*parser).day)
}

func maybeDay[T any](name string, d demand, at func(*T) *Maybe[civil.Date]) column[T] {
	return maybe(name, d, at, (*parser).day)
}

func count[T any](name string, d demand, at func(*T) *int) column[T] {
	return field(name, d, at, (*parser).count)
}

func maybeCount[T any](name string, d demand, at func(*T) *Maybe[int]) column[T] {
	return maybe(name, d, at, (*parser).count)
}

func amount[T any](name string, d demand, at func(*T) *Maybe[money.Amount]) column[T] {
	return maybe(name, d, at, (*parser).amount)
}

func percent[T any](name string, d demand, at func(*T) *Maybe[money.Rate]) column[T] {
	return maybe(name, d, at, (*parser).percent)
}

func number[T any](name string, d demand, at func(*T) *Maybe[float64]) column[T] {
	return maybe(name, d, at, (*parser).number)
}

func currency[T any](name string, d demand, at func(*T) *money.Currency) column[T] {
	return field(name, d, at, (*parser).currency)
}

func store[T any](name string, d demand, at func(*T) *Store) column[T] {
	return field(name, d, at, (*parser).store)
}

func channel[T any](name string, d demand, at func(*T) *Channel) column[T] {
	return field(name, d, at, (*parser).channel)
}

func country[T any](name string, d demand, at func(*T) *string) column[T] {
	return field(name, d, at, (*parser).country)
}

func yes[T any](name string, d demand, at func(*T) *bool) column[T] {
	return field(name, d, at, (*parser).yes)
}

func maybeYes[T any](name string, d demand, at func(*T) *Maybe[bool]) column[T] {
	return maybe(name, d, at, (*parser).yes)
}
