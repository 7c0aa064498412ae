package report_test

import (
	"io"
	"path/filepath"
	"testing"

	"fbasim/sim/chart"
	"fbasim/sim/report"
	"fbasim/sim/result"
)

// BenchmarkQuickstart writes what a run of the quickstart writes: the text on the terminal, the
// folder with its tables, and the charts.
func BenchmarkQuickstart(b *testing.B) {
	const dir = "../../results/reference/quickstart"
	latest, err := result.Latest(dir)
	if err != nil {
		b.Fatal(err)
	}
	set, err := result.Read(latest)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("text", func(b *testing.B) {
		for b.Loop() {
			if err := report.Terminal(io.Discard, set, report.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("folder", func(b *testing.B) {
		out := filepath.Join(b.TempDir(), "run")
		for b.Loop() {
			if _, err := result.Write(out, set, result.Options{Force: true}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("charts", func(b *testing.B) {
		out := b.TempDir()
		for b.Loop() {
			if _, err := chart.Draw(set, "", out, chart.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
