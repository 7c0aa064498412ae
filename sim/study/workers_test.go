package study_test

import (
	"context"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"fbasim/sim/experiment"
	"fbasim/sim/result"
	"fbasim/sim/study"
)

// TestWorkersShareTheConditionsOfAPlan: conditions on stock are compiled once and asked by all workers
// at once. Any number of them comes to the same.
func TestWorkersShareTheConditionsOfAPlan(t *testing.T) {
	run := func(workers int) *result.Set {
		s, list, err := study.Open("../../scenarios/switching-plan.toml", study.Options{
			Read: os.ReadFile, Sets: []string{"experiment.replications=8", "horizon=26 w"},
		})
		if err != nil || list.Errors() > 0 {
			t.Fatal(err, list.All())
		}
		set, err := experiment.Run(context.Background(), s.Experiment(workers), nil)
		if err != nil {
			t.Fatal(err)
		}
		return set
	}
	if diff := cmp.Diff(run(1), run(4), cmpopts.EquateNaNs()); diff != "" {
		t.Errorf("1 and 4 workers differ:\n%s", diff)
	}
}
