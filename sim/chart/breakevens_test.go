package chart

import (
	"math"
	"testing"

	"fbasim/sim/result"
)

// TestAnOpenIntervalIsToldByTheEndThatIsSure: where the break-even may lie at any volume below 8, local
// stock is surely better above it, and so at the median demand of 40.
func TestAnOpenIntervalIsToldByTheEndThatIsSure(t *testing.T) {
	d := &breakEvens{set: &result.Set{}, market: "CA"}
	for _, c := range []struct {
		point       result.BreakEven
		word, atMed string
	}{
		{result.BreakEven{Status: result.Unbounded, At: 6, CI: result.Interval{Lo: math.Inf(-1), Hi: 8}, Below: "remote", Above: "local"},
			"local above 8", "local"},
		{result.BreakEven{Status: result.Unbounded, At: 70, CI: result.Interval{Lo: 50, Hi: math.Inf(1)}, Below: "remote", Above: "local"},
			"remote below 50", "remote"},
		{result.BreakEven{Status: result.Unbounded, At: 30, CI: result.Interval{Lo: 20, Hi: math.Inf(1)}, Below: "remote", Above: "local"},
			"remote below 20", ""},
		{result.BreakEven{Status: result.Finite, At: 30, CI: result.Interval{Lo: 20, Hi: 60}, Below: "remote", Above: "local"},
			"local above 30", ""},
		{result.BreakEven{Status: result.None, At: math.NaN(), CI: result.Unknown(), Above: "local"}, "unclear", ""},
		{result.BreakEven{Status: result.None, At: math.NaN(), CI: result.Unknown(), Below: "local", Above: "local"}, "local always", "local"},
	} {
		c.point.Unit = "units/month"
		r := newBreakEvenRow(c.point, [3]float64{20, 40, 80}, 1)
		if got := d.verdict(r); got != c.word {
			t.Errorf("%+v is told as %q, want %q", c.point, got, c.word)
		}
		if got := r.atMedian(); got != c.atMed {
			t.Errorf("%+v: %q is better at the median, want %q", c.point, got, c.atMed)
		}
	}
}
