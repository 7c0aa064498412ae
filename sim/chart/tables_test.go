package chart

import (
	"os"
	"path/filepath"
	"testing"

	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"

	"fbasim/sim/result"
)

// tableFigures are the charts of tables that do not belong to a run, each from a hand-made table.
func tableFigures(t testing.TB) map[string][]figure {
	s := widget(t)
	flips, steady, alone := tornadoOf(s, 16), tornadoOf(s, 7), tornadoOf(crowd(t), 4)
	for i := range steady.swings {
		sw := &steady.swings[i]
		sw.atLow, sw.atHigh, sw.flipsTo, sw.flipsAt = sw.atLow+5000, sw.atHigh+5000, "", ""
		sw.unsettled = i == 6
	}
	steady.base, steady.baseCI = steady.base+5000, result.Interval{Lo: 5000, Hi: 7000}
	alone.a = ""
	for _, x := range []*tornado{flips, steady, alone} {
		x.settle()
	}
	return map[string][]figure{
		"map":        winnerMaps(sweepOf([]string{"remote", "local"}, 9, 8), Options{}),
		"map-3":      winnerMaps(sweepOf([]string{"remote", "local", "export"}, 13, 11), Options{}),
		"map-2x2":    winnerMaps(sweepOf([]string{"remote", "local"}, 2, 2), Options{}),
		"lines":      sweepLineCharts(sweepOf([]string{"remote", "local"}, 9, 1), Options{}),
		"lines-3":    sweepLineCharts(sweepOf([]string{"remote", "local", "export"}, 13, 8), Options{}),
		"lines-word": sweepLineCharts(wordSweep(), Options{}),
		"pareto":     paretoCharts(s, plansOf("", 24), Options{}),
		"pareto-sku": paretoCharts(crowd(t), plansOf("WIDGET-WITH-A-LONG-NAME-0123456789", 9), Options{}),
		"tornado":    {flips.figure(), alone.figure()},
		"steady":     {steady.figure()},
	}
}

// tornadoOf is a hand-made sensitivity: inputs of falling weight, one that moves to both sides, some
// that flip the winner, with weak evidence and without.
func tornadoOf(s *result.Set, n int) *tornado {
	tor := &tornado{set: s, a: "remote", b: "local", metric: "profit", unit: "USD", better: result.Higher, base: 1340,
		baseCI: result.Interval{Lo: 820, Hi: 1860}}
	names := []string{
		"volume in Canada", "fx.CAD", "product.WIDGET-WITH-A-LONG-NAME.price.CA", "market.CA.response.per_day_faster",
		"lead time to Canada", "product.WIDGET.returns", "local.CA.monthly",
	}
	for i := range n {
		name, reach := "market.CA.input."+string(rune('a'+i)), 3200/float64(1+i*i)
		if i < len(names) {
			name = names[i]
		}
		sw := swing{input: name, low: "60 units/month", high: "220 units/month", atLow: 1340 - reach, atHigh: 1340 + 0.8*reach}
		switch i {
		case 1:
			sw.low, sw.high, sw.atLow, sw.atHigh = "0.69 USD", "0.77 USD", 1340+1900, 1340-1600
		case 2:
			sw.low, sw.high, sw.unsettled = "36.99 CAD, a very long value", "44.99 CAD", true
		case 3:
			sw.low, sw.high, sw.evidence = "0 %", "2.5 %", "default of the program, grade E; spread 20 %"
		case 4:
			sw.low, sw.high, sw.atLow, sw.atHigh = "14 d", "45 d", 1340+200, 1340+120
		}
		if sw.atLow < 0 || sw.atHigh < 0 {
			sw.flipsTo, sw.flipsAt = "remote", "84 units/month"
		}
		tor.swings = append(tor.swings, sw)
	}
	return tor
}

func TestChartsOfTablesAreLegible(t *testing.T) {
	f := mustFonts(t)
	out := os.Getenv("FBASIM_LOOK")
	for name, figures := range tableFigures(t) {
		if len(figures) == 0 {
			t.Errorf("%s: no chart", name)
		}
		for _, g := range figures {
			proofread(t, name, g)
			if len(g.alt) < 60 || len(g.points) == 0 {
				t.Errorf("%s: alt %q, %d points", name, g.alt, len(g.points))
			}
			if out != "" {
				dir := filepath.Join(out, name)
				if err := os.MkdirAll(dir, 0o777); err != nil {
					t.Fatal(err)
				}
				if err := g.write(dir, f, Options{}); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// proofread draws a figure and looks for texts that are cut, covered or too small.
func proofread(t *testing.T, name string, g figure) {
	t.Helper()
	f := mustFonts(t)
	w, h := g.size(f)
	var boxes []textBox
	g.draw(draw.NewCanvas(proofreader{vgsvg.New(w, h), t, &boxes}, w, h), f)
	if len(boxes) < 15 {
		t.Errorf("%s %s: only %d texts", name, g.stem, len(boxes))
	}
	for i, a := range boxes {
		if a.Min.X < 0 || a.Min.Y < 0 || a.Max.X > w || a.Max.Y > h {
			t.Errorf("%s %s: %q is cut: %v on a chart of %v x %v", name, g.stem, a.text, a.Rectangle, w, h)
		}
		for _, b := range boxes[:i] {
			if a.Min.X < b.Max.X && b.Min.X < a.Max.X && a.Min.Y < b.Max.Y && b.Min.Y < a.Max.Y {
				t.Errorf("%s %s: %q and %q overlap", name, g.stem, a.text, b.text)
			}
		}
	}
}
