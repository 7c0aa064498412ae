package chart

import (
	"encoding/csv"
	"io"
	"math"

	"fbasim/sim/result"
)

// Point is one thing drawn, as the chart's CSV file lists it: what a reader needs
// to draw the chart again elsewhere.
type Point struct {
	Panel  string
	Series string // case, or what the series is
	Role   string // "line", "bar", "mark", "band", "interval", "text"
	// X and Y place it, Lo and Hi are its interval in y (or of a bar, its ends);
	// NaN where there is none.
	X, Y, Lo, Hi float64
	Label        string
}

// newPoint returns a point without an interval.
func newPoint(panel, series, role string, x, y float64) Point {
	return Point{Panel: panel, Series: series, Role: role, X: x, Y: y, Lo: math.NaN(), Hi: math.NaN()}
}

func writePoints(w io.Writer, points []Point) error {
	out := csv.NewWriter(w)
	if err := out.Write([]string{"panel", "series", "role", "x", "y", "lo", "hi", "label"}); err != nil {
		return err
	}
	for _, p := range points {
		line := []string{
			result.Cell(p.Panel), result.Cell(p.Series), result.Cell(p.Role), result.Number(p.X),
			result.Number(p.Y), result.Number(p.Lo), result.Number(p.Hi), result.Cell(p.Label),
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func known(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
