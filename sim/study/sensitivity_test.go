package study_test

import (
	"context"
	"slices"
	"testing"

	"fbasim/sim/experiment"
	"fbasim/sim/result"
)

// TestWeakEvidenceStandsBesideItsInput: what nobody stated is a default with the grade of its
// source; what the scenario states carries no mark, and percentages show as such.
func TestWeakEvidenceStandsBesideItsInput(t *testing.T) {
	s := open(t, "experiment.replications=2", "horizon=60 d").Experiment(2)
	set, err := experiment.Sensitivity(context.Background(), s, experiment.SensitivityOptions{
		Tail: 0.1, Most: 2, Spread: 0.5, Only: []string{"market.CA.late*", "product.IRON.demand.CA", "replenish.CA.duty"},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	find := func(input string) result.SensitivityRow {
		i := slices.IndexFunc(set.Sensitivity, func(r result.SensitivityRow) bool { return r.Input == input })
		if i < 0 {
			t.Fatalf("no row of %s in %d", input, len(set.Sensitivity))
		}
		return set.Sensitivity[i]
	}
	if r := find("market.CA.late_share"); r.Evidence != "default (E); spread 50 %" || r.InputUnit != "%" {
		t.Errorf("%+v", r)
	}
	if r := find("product.IRON.demand.CA"); r.Evidence != "" || r.InputUnit != "units/month" {
		t.Errorf("%+v", r)
	}
	if r := find("replenish.CA.duty"); r.Evidence != "spread 50 %" || r.Low != "3.25 %" {
		t.Errorf("%+v", r)
	}
}
