package study_test

import (
	"context"
	"math"
	"strings"
	"testing"

	"fbasim/sim/experiment"
	"fbasim/sim/result"
)

// TestEveryMetricNamedMustBePrecise: the run goes on until the half-width of each difference is
// within its allowance, and says how many replications would do where it may not.
func TestEveryMetricNamedMustBePrecise(t *testing.T) {
	run := func(sets ...string) *result.Set {
		s := withoutLevers(open(t, append([]string{"experiment.precision=10 %", "experiment.equivalence=0.1 %"}, sets...)...))
		set, err := experiment.Run(context.Background(), s, nil)
		if err != nil {
			t.Fatal(err)
		}
		return set
	}
	relative := func(set *result.Set, metric string) float64 {
		for _, c := range set.Comparisons {
			if c.Metric == metric {
				return (c.CI.Hi - c.CI.Lo) / 2 / math.Abs(c.Diff)
			}
		}
		t.Fatalf("no comparison of %s", metric)
		return 0
	}
	alone := run("experiment.replications=10..400")
	both := run("experiment.replications=10..400", `experiment.precise=["cash_trough"]`)
	if r := relative(alone, "cash_trough"); r <= 0.1 {
		t.Fatalf("the cash trough is known to %.3f without asking, so the test shows nothing", r)
	}
	if r := relative(both, "cash_trough"); r > 0.1 || relative(both, "profit") > 0.1 {
		t.Errorf("the cash trough is known to %.3f, profit to %.3f", r, relative(both, "profit"))
	}
	n := both.Manifest.Precision.Replications
	if few := alone.Manifest.Precision.Replications; n <= few {
		t.Errorf("%d replications, %d without the cash trough", n, few)
	}
	short := run("experiment.replications=10..20", `experiment.precise=["cash_trough"]`)
	if text := strings.Join(short.Warnings, " "); !strings.Contains(text, "20 replications did not reach") ||
		!strings.Contains(text, "would") {
		t.Errorf("warnings %q", text)
	}
}
