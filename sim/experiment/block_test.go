package experiment_test

import (
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"fbasim/sim/experiment"
	"fbasim/sim/result"
)

// TestBlocksOfReplicationsSummarizeAsARunDoes: cut anywhere, blocks give the metrics and verdicts
// of a run with as many replications.
func TestBlocksOfReplicationsSummarizeAsARunDoes(t *testing.T) {
	s := study(t, "quickstart.toml", "experiment.replications=7", "experiment.precision=100 %")
	s.Settings.Levers = nil
	want := run(t, s)
	m, unknown, _ := s.Metrics([]string{experiment.AllMetrics})
	if m == nil {
		t.Fatal(unknown)
	}
	var stop atomic.Bool
	for _, cuts := range [][]int{{0, 7}, {0, 1, 5, 7}} {
		var blocks [][]float64
		for i := 1; i < len(cuts); i++ {
			b, err := s.Block(m, cuts[i-1], cuts[i], &stop, nil)
			if err != nil {
				t.Fatal(err)
			}
			blocks = append(blocks, b)
		}
		got := s.Summarize(m, blocks)
		for c := range want.Cases {
			for _, x := range want.Cases[c].Metrics {
				y := got.Cases[c].Metric(x.Name)
				if y == nil || !cmp.Equal(x, *y, cmpopts.EquateNaNs()) {
					t.Errorf("%v: %s is %+v, in a run %+v", cuts, x.Name, y, x)
				}
			}
		}
		for _, x := range want.Comparisons {
			if !contains(got.Comparisons, x) {
				t.Errorf("%v: no comparison %+v", cuts, x)
			}
		}
	}
}

func contains(list []result.Comparison, x result.Comparison) bool {
	for _, y := range list {
		if cmp.Equal(x, y, cmpopts.EquateNaNs()) {
			return true
		}
	}
	return false
}

func TestMetricsThatNobodyAskedForAreNotShown(t *testing.T) {
	s := study(t, "quickstart.toml", "experiment.replications=2")
	m, _, _ := s.Metrics([]string{"units_sold.CA", "profit"})
	if got := m.Names(); !cmp.Equal(got, []string{"profit", "units_sold.CA"}) {
		t.Errorf("names %v", got)
	}
	if _, unknown, near := s.Metrics([]string{"profit", "proft.CA"}); unknown != "proft.CA" || near != "profit.CA" {
		t.Errorf("unknown %q, perhaps %q", unknown, near)
	}
}
