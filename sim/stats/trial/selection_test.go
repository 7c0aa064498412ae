package trial

import (
	"testing"

	"fbasim/sim/known"
	"fbasim/sim/random"
	"fbasim/sim/stats"
)

// TestSelectionsAreRight is the short form of the study: of 100 macro-replications at least 88 must
// be right where 95 % are promised; fewer has a chance below 2 in 1000, and the seed is fixed.
func TestSelectionsAreRight(t *testing.T) {
	for _, p := range Procedures(Promise{Correct: 0.95, Delta: 1}) {
		got := p.Run(1, 100, 2)
		t.Logf("%s, common %v: %d of %d right with %.0f replications", p.Name, p.Common, got.Correct, got.Macros, got.Replications.Mean)
		if got.Correct < 88 {
			t.Errorf("%s, common %v: %d of %d right", p.Name, p.Common, got.Correct, got.Macros)
		}
	}
}

// TestKnownPolicies reproduces the table of known results.
func TestKnownPolicies(t *testing.T) {
	known.Check(t, "trial", map[string]func(*testing.T, known.Params) known.Results{
		"Policy": func(_ *testing.T, p known.Params) known.Results {
			var cost stats.Summary
			for r := range int64(3000) {
				cost.Add(Policy{p.Int("s"), p.Int("S")}.cost(random.NewKey(30).WithInt(r), p.Int("periods")))
			}
			return known.Results{"cost": known.Estimated(cost.Mean, cost.SE())}
		},
	})
}

func TestEqualAllocationBecomesRight(t *testing.T) {
	curve := Equal(1, 60, 80, 2, true)
	if curve[79] < 0.9 || curve[79] < curve[0] {
		t.Errorf("80 replications each: right in %v, one each: %v", curve[79], curve[0])
	}
	if got := EqualFor(0.5, []float64{0.2, 0.6, 0.4, 0.5, 0.9}); got != 4*len(Policies()) {
		t.Errorf("right in half of them from %d on, want 20", got)
	}
	if EqualFor(0.95, []float64{0.2, 0.9}) != 0 {
		t.Error("never right enough")
	}
}
