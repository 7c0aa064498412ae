//go:build slow

package study_test

import (
	"fmt"
	"testing"

	"fbasim/sim/stats"
)

// TestControlsCoverage runs the Canadian scenario with many seeds. Truth is the mean over all of
// them: its own error is so much smaller than that of one study that it does not matter.
func TestControlsCoverage(t *testing.T) {
	for _, c := range []struct {
		n, studies int
		least      float64 // 95 % less three standard errors
	}{{20, 400, 0.917}, {40, 400, 0.917}, {100, 100, 0.885}} {
		t.Run(fmt.Sprintf("n=%d", c.n), func(t *testing.T) { coverStudies(t, c.n, c.studies, c.least) })
	}
}

func coverStudies(t *testing.T, n, studies int, least float64) {
	var paired, controlled, a, b []float64
	var intervals, wider []stats.Interval
	for seed := range studies {
		set := results(t, canada, fmt.Sprintf("experiment.seed=%d", 1000+seed), fmt.Sprintf("experiment.replications=%d", n))
		c := find(t, set, "local", "profit")
		paired, controlled = append(paired, c.PairedDiff), append(controlled, c.ControlledDiff)
		wider = append(wider, stats.Interval{Lo: c.PairedCI.Lo, Hi: c.PairedCI.Hi})
		intervals = append(intervals, stats.Interval{Lo: c.ControlledCI.Lo, Hi: c.ControlledCI.Hi})
		a, b = append(a, set.Case("remote").Metric("profit").Mean), append(b, set.Case("local").Metric("profit").Mean)
	}
	truth := stats.Summarize(controlled).Mean
	covered, half := share(intervals, truth)
	coveredPaired, halfPaired := share(wider, truth)
	independent := stats.Summarize(a).Variance() + stats.Summarize(b).Variance()
	t.Logf("n %3d: truth %.0f; pairs cover %.1f %% (half-width %.0f, variance %.0f times smaller than of independent runs), "+
		"controls cover %.1f %% (half-width %.0f, variance %.0f times smaller)", n, truth,
		100*coveredPaired, halfPaired, independent/stats.Summarize(paired).Variance(),
		100*covered, half, independent/stats.Summarize(controlled).Variance())
	if covered < least {
		t.Errorf("n %d: %.1f %% of intervals cover", n, 100*covered)
	}
}

// share of intervals that hold x, and their mean half-width.
func share(list []stats.Interval, x float64) (covered, half float64) {
	for _, iv := range list {
		if iv.Contains(x) {
			covered++
		}
		half += iv.HalfWidth()
	}
	return covered / float64(len(list)), half / float64(len(list))
}
