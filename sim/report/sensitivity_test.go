package report

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"fbasim/sim/result"
)

// swung is the widget with a tornado of three inputs, and of eleven more that move little.
func swung(t *testing.T) *result.Set {
	s := widget(t)
	row := func(rank int, input, low, high, unit string, from, to float64) result.SensitivityRow {
		return result.SensitivityRow{
			Case: s.Cases[1].Name, Against: s.Cases[0].Name, Metric: "profit", Unit: "USD", Rank: rank, Input: input,
			Low: low + " " + unit, High: high + " " + unit, InputUnit: unit, AtLow: from, AtHigh: to, Base: 900,
			Swing: to - from, N: 40, FlipsAt: math.NaN(), FlipsCI: result.Unknown(),
			SobolFirst: math.NaN(), SobolTotal: math.NaN(),
		}
	}
	flip := row(1, "product.WIDGET.demand.CA", "60", "220", "units/month", -400, 2300)
	flip.FlipsTo, flip.FlipsAt, flip.FlipsCI = flip.Against, 84, result.Interval{Lo: 80, Hi: 88}
	flip.SobolFirst, flip.SobolTotal = -0.01, 0.7
	weak := row(2, "market.CA.late_share", "2", "8", "%", 1100, 700)
	weak.Evidence = "default (E)"
	spread := row(3, "replenish.CA.freight", "1.08", "1.62", "USD/unit", 1000, 800)
	spread.Evidence = "spread 20 %"
	s.Sensitivity = []result.SensitivityRow{flip, weak, spread}
	for i := range 11 {
		s.Sensitivity = append(s.Sensitivity, row(4+i, fmt.Sprintf("product.WIDGET.other-%d", i), "1", "2", "d", 901, 900))
	}
	return s
}

func sensitivityText(t *testing.T, s *result.Set, width int) string {
	t.Helper()
	var b bytes.Buffer
	if err := Sensitivity(&b, s, Options{Width: width}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// flat joins lines, wherever they were broken.
func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

func TestTornadoRanksInputsAndSaysWhatFlipsAndWhatIsWeak(t *testing.T) {
	text := flat(sensitivityText(t, swung(t), 100))
	for _, want := range []string{
		"1 product.WIDGET.demand.CA 60 .. 220 units/month -400 2,300 0.00 0.70",
		"2 market.CA.late_share 2 .. 8 % 1,100 700",
		"below 84 units/month of product.WIDGET.demand.CA (80-88).",
		"Weak evidence: 2 market.CA.late_share (default (E)).",
		"Stated as constants: 3 (spread 20 %).",
		"and 2 more in sensitivity.csv",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
}

func TestTornadoFitsItsWidth(t *testing.T) {
	for _, width := range []int{80, 100, 160} {
		for _, line := range strings.Split(sensitivityText(t, swung(t), width), "\n") {
			if n := utf8.RuneCountInString(line); n > width {
				t.Errorf("%d columns of %d: %s", n, width, line)
			}
		}
	}
}

func TestNoFlipIsSaid(t *testing.T) {
	s := swung(t)
	s.Sensitivity = s.Sensitivity[1:]
	if text := flat(sensitivityText(t, s, 100)); !strings.Contains(text, "no input changes the winner on its own") {
		t.Error(text)
	}
}

func TestAFlipWithoutSureSignsSaysSo(t *testing.T) {
	s := swung(t)
	s.Sensitivity[0].FlipsCI = result.Unknown()
	if text := flat(sensitivityText(t, s, 100)); !strings.Contains(text, "by the mean; no sign is sure there") {
		t.Error(text)
	}
}
