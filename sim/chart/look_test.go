package chart

import (
	"os"
	"path/filepath"
	"testing"
)

// TestLook draws the samples into the folder that FBASIM_LOOK names, for people to
// look at; without it, into a folder that goes away.
func TestEveryChartOfTheSamplesIsDrawn(t *testing.T) {
	out := os.Getenv("FBASIM_LOOK")
	if out == "" {
		out = t.TempDir()
	}
	for name, s := range samples(t) {
		stems, err := Draw(s, "", filepath.Join(out, name), Options{})
		if err != nil || len(stems) != len(kinds()) {
			t.Errorf("%s: drew %v, %v", name, stems, err)
		}
	}
}
