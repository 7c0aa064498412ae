package result

import (
	"math"
	"testing"
)

func TestSavingsAreToldInWords(t *testing.T) {
	for want, c := range map[string]Comparison{
		"": {PairedFewer: math.NaN(), ControlledFewer: math.NaN()},
		"common random numbers: 8.3 times fewer replications than independent runs": {
			PairedFewer: 8.34, ControlledFewer: math.NaN()},
		"common random numbers and controls: 1,402 times fewer replications than independent runs " +
			"(4 controls; without them 9.9 times fewer)": {
			PairedFewer: 9.91, ControlledFewer: 1402.3, Controls: 4},
		"common random numbers: 1.2 times more replications than independent runs": {
			PairedFewer: 0.8, ControlledFewer: math.NaN()},
	} {
		if got := c.Savings(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
