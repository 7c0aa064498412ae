package imported_test

import (
	"math"
	"testing"
	"time"

	"fbasim/sim/estimate"
	"fbasim/sim/imported/trial"
)

// TestASimulatedHistoryIsImportedWithItsTruthInsideTheIntervals is a short form of make import-study.
func TestASimulatedHistoryIsImportedWithItsTruthInsideTheIntervals(t *testing.T) {
	at, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		t.Fatal(err)
	}
	all := trial.Coverage{}
	for i := range 12 {
		c, err := trial.Replay(i, at)
		if err != nil {
			t.Fatal(err)
		}
		all.Add(c)
	}
	for _, kind := range trial.Kinds() {
		n := all[kind]
		t.Logf("%s: %d of %d intervals hold the truth", kind, n.Held, n.Of)
		if n.Of < 12 {
			t.Errorf("%s: only %d intervals", kind, n.Of)
			continue
		}
		doubt := 3.5 * math.Sqrt(estimate.Confidence*(1-estimate.Confidence)/float64(n.Of))
		if share := float64(n.Held) / float64(n.Of); share < estimate.Confidence-doubt {
			t.Errorf("%s: %.1f %% of %d intervals hold the truth", kind, 100*share, n.Of)
		}
	}
}
