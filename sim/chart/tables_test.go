package chart

import (
	"os"
	"path/filepath"
	"testing"

	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"
)

// tableFigures are the charts of tables that do not belong to a run, each from a hand-made table.
func tableFigures(t testing.TB) map[string][]figure {
	s := widget(t)
	return map[string][]figure{
		"pareto":     paretoCharts(s, plansOf("", 24), Options{}),
		"pareto-sku": paretoCharts(crowd(t), plansOf("WIDGET-WITH-A-LONG-NAME-0123456789", 9), Options{}),
	}
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
