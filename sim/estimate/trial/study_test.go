package trial_test

import (
	"testing"

	"fbasim/sim/estimate/trial"
)

// TestIntervalsCoverTheTruthAsOftenAsTheySay is the short form of the study that the project's
// results hold: a hundred histories of each kind, with an exact binomial acceptance band.
func TestIntervalsCoverTheTruthAsOftenAsTheySay(t *testing.T) {
	for _, s := range trial.Studies() {
		for _, c := range s.Run(1, 100, 2) {
			t.Logf("%-12s %-62s %4d %.3f", c.Measure.Name, c.Study, c.Studies, c.Share())
			if !c.Kept() {
				t.Errorf("%s, %s: %d of %d intervals cover the truth, %v promised", c.Study, c.Measure.Name, c.Hits,
					c.Studies, []float64{c.Measure.Lo, c.Measure.Hi})
			}
		}
	}
}

func TestStudiesDoNotDependOnTheNumberOfWorkers(t *testing.T) {
	s := trial.Studies()[2]
	one, three := s.Run(7, 20, 1), s.Run(7, 20, 3)
	for i := range one {
		if one[i] != three[i] {
			t.Errorf("%+v with one worker, %+v with three", one[i], three[i])
		}
	}
}
