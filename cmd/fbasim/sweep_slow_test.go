//go:build slow

package main

import (
	"path/filepath"
	"testing"
)

// TestAThousandPointsKilledHalfWayEndWithTheSameBytes is the large form of
// TestASweepKilledAnywhereEndsWithTheSameBytes: price x demand of the quickstart, Canadian buyers
// alone, 20 replications a point.
func TestAThousandPointsKilledHalfWayEndWithTheSameBytes(t *testing.T) {
	killSchedule(t, []string{"sweep", filepath.Join(repository, "scenarios/quickstart.toml"),
		"--set", "product.IRON.demand.US=0 units/month", "-p", "product.IRON.price.CA=45..69 CAD step 1",
		"-p", "product.IRON.demand.CA=10..205 units/month step 5", "--reps", "20", "-q"}, []int{1, 83, 40})
}
