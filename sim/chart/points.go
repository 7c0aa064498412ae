package chart

import (
	"bytes"
	"encoding/csv"
	"math"

	"fbasim/sim/result"
)

// point is one thing drawn, as the chart's CSV file lists it: what a reader needs
// to draw the chart again elsewhere.
type point struct {
	Panel  string
	Series string // case, or what the series is
	Role   string // "line", "bar", "mark", "band", "interval", "text"
	// X and Y place it, Lo and Hi are its interval in y (or of a bar, its ends);
	// NaN where there is none.
	X, Y, Lo, Hi float64
	Label        string
}

// newPoint returns a point without an interval.
func newPoint(panel, series, role string, x, y float64) point {
	return point{Panel: panel, Series: series, Role: role, X: x, Y: y, Lo: math.NaN(), Hi: math.NaN()}
}

// pointBytes writes the figure's points as CSV.
func (g *figure) pointBytes() ([]byte, error) {
	rows := [][]string{{"panel", "series", "role", "x", "y", "lo", "hi", "label"}}
	for _, p := range g.points {
		rows = append(rows, []string{
			result.Cell(p.Panel), result.Cell(p.Series), result.Cell(p.Role), result.Number(p.X),
			result.Number(p.Y), result.Number(p.Lo), result.Number(p.Hi), result.Cell(p.Label),
		})
	}
	var table bytes.Buffer
	err := csv.NewWriter(&table).WriteAll(rows)
	return table.Bytes(), err
}

func known(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
