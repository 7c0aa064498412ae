package chart

import (
	"os"
	"path/filepath"
	"testing"
)

// TestEveryChartOfTheSamplesIsDrawn draws into a folder that goes away, or with
// pictures into the one that FBASIM_LOOK names, for people to look at.
func TestEveryChartOfTheSamplesIsDrawn(t *testing.T) {
	out := os.Getenv("FBASIM_LOOK")
	o := Options{SkipPNG: out == ""}
	if out == "" {
		out = t.TempDir()
	}
	for name, s := range samples(t) {
		stems, err := Draw(s, "", filepath.Join(out, name), o)
		if err != nil || len(stems) != runCharts() {
			t.Errorf("%s: drew %v, %v", name, stems, err)
		}
	}
}

// runCharts counts the charts that are drawn from a run.
func runCharts() (n int) {
	for _, k := range kinds() {
		if k.of == "run" {
			n++
		}
	}
	return n
}
