package sheet

import (
	"math"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"fbasim/sim/result"
)

// cell is what stands in a cell: a text, a number, or a formula with its value.
type cell struct {
	value   any // string, float64 or nil
	formula string
	style   style
	shown   int // about how many characters it takes
}

// words is a text, which can never be a formula.
func words(text string) cell {
	text = result.Visible(text)
	return cell{value: text, shown: len([]rune(text))}
}

func bold(text string) cell {
	c := words(text)
	c.style.look = totalLook
	return c
}

// number is a figure in its unit; one that is not finite leaves the cell empty.
func number(x float64, unit string, l look) cell {
	return formatted(x, formatOf(x, unit, false), len(result.Figure(x, unit))+2, l)
}

// change is a difference in its unit, with its sign.
func change(x float64, unit string, l look) cell {
	shown := len(result.Difference(x, unit)) + 2
	if unit == "share" {
		shown += 5
	}
	return formatted(x, formatOf(x, unit, true), shown, l)
}

func formatted(x float64, format string, shown int, l look) cell {
	c := cell{style: style{look: l, format: format}}
	if !math.IsNaN(x) && !math.IsInf(x, 0) {
		c.value, c.shown = x, shown
	}
	return c
}

// amount is money per unit in a table whose head names the currency.
func amount(x float64, l look) cell { return formatted(x, perUnit, 9, l) }

// share is a fraction of one.
func share(x float64, l look) cell { return number(x, "share", l) }

// count is a whole number.
func count(n int) cell { return formatted(float64(n), countFormat, 7, plainLook) }

// day is a date, an empty cell for what is none.
func day(text string) cell {
	c := cell{style: style{format: dayFormat}, shown: len(dayFormat) + 1}
	if t, err := time.Parse("2006-01-02", text); err == nil {
		first := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC) // day 0 of spreadsheets
		c.value = math.Round(t.Sub(first).Hours() / 24)
	}
	return c
}

// by makes a cell a formula of this package, never of a user's text, whose value the cell has.
func (c cell) by(formula string) cell {
	c.formula = formula
	return c
}

// tab is a sheet in the making: a title, a note, perhaps some sentences, and one table.
type tab struct {
	name, title, note string
	sentences         []string
	heads             []string
	rows              [][]cell
	wraps             map[int]float64 // columns, from 1, whose texts are wrapped, and how wide they may be
	keys              int             // columns that stay in sight and are repeated on every page
	pages             int             // wide on paper; 0 for 1
	sorts             bool            // a filter on each column
	upright           bool            // on paper; else in landscape
	below             []string
	chart             func(t *tab) *excelize.Chart
	beside            bool // the chart stands beside the table and not below it
}

// headRow is the row of the table's head.
func (t *tab) headRow() int { return 4 + len(t.sentences) }

// firstRow is the row of the table's first line, lastRow that of its last.
func (t *tab) firstRow() int { return t.headRow() + 1 }
func (t *tab) lastRow() int  { return t.headRow() + len(t.rows) }

// column returns the number of the column with a head, from 1; 0 for none.
func (t *tab) column(head string) int {
	for i, h := range t.heads {
		if h == head {
			return i + 1
		}
	}
	return 0
}

func (t *tab) add(cells ...cell) { t.rows = append(t.rows, cells) }

const (
	narrowest, widest = 7.0, 60.0 // of columns, in characters
	lineHeight        = 13.5      // of a line of text, in points
)

// widths fits the columns to what they show; heads wrap between words.
func (t *tab) widths() []float64 {
	widths := make([]float64, len(t.heads))
	for i, head := range t.heads {
		widths[i] = narrowest
		for _, word := range strings.Fields(head) {
			widths[i] = max(widths[i], float64(len([]rune(word)))+3) // and the button of the filter
		}
	}
	for _, row := range t.rows {
		for i, c := range row {
			widths[i] = max(widths[i], float64(c.shown)+2)
		}
	}
	for i := range widths {
		limit, wraps := t.wraps[i+1]
		if !wraps {
			limit = widest
		}
		widths[i] = min(widths[i], limit)
	}
	return widths
}

// lines is how many lines a text takes in a column.
func lines(text string, width float64) float64 {
	n, used := 1.0, 0.0
	for _, word := range strings.Fields(text) {
		size := float64(len([]rune(word)))
		if used > 0 && used+1+size > width {
			n, used = n+1, 0
		} else if used > 0 {
			used++
		}
		used += size
		for ; used > width; used -= width {
			n++
		}
	}
	return n
}
