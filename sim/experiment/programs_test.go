package experiment_test

import (
	"math"
	"testing"

	"fbasim/sim/result"
)

// What is said of the four programs where they differ in kind: FBA Export sells in USD,
// and it and the seller's own parcels promise no window, so none of them is late.
func TestProgramsWithoutAPromiseAreNotPunctual(t *testing.T) {
	s := study(t, "four-programs.toml", "experiment.replications=8")
	s.Settings.Levers = nil
	set := run(t, s)
	promises := map[string]bool{"remote": true, "local": true}
	for i := range set.Cases {
		c := &set.Cases[i]
		late := c.Metric("late_share.CA")
		if known := late != nil && !math.IsNaN(late.Mean); known != promises[c.Name] {
			t.Errorf("%s: late orders %+v", c.Name, late)
		}
	}
	for _, b := range set.Histograms {
		if b.Market == "CA" && math.IsNaN(b.WindowHi) == promises[b.Case] {
			t.Errorf("%s: promised until day %v", b.Case, b.WindowHi)
		}
	}
	want := map[string]string{"remote": "CAD", "local": "CAD", "own": "CAD", "export": "USD"}
	for _, step := range set.UnitEconomics {
		if step.Market != "CA" || step.Kind != result.KindPrice {
			continue
		}
		if step.LocalCurrency != want[step.Case] {
			t.Errorf("%s: price in %s, want %s", step.Case, step.LocalCurrency, want[step.Case])
		}
		if step.LocalCurrency == "USD" && math.Abs(step.Local-step.Amount) > 1e-9 {
			t.Errorf("%s: price of %v USD is %v USD", step.Case, step.Local, step.Amount)
		}
	}
}
