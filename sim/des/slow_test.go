//go:build slow

package des_test

import (
	"math"
	"testing"

	"fbasim/sim/des"
)

// The asymptotic variance constant of the delays of M/M/1 with rho 0.9 is 35,901 (Daley 1968; id
// MM1-TAVC-0.9). Correlation is so strong that it takes thousands of long batches to see it.
func TestVarianceConstantOfDelaysInHeavyTraffic(t *testing.T) {
	const batch, batches = 30_000, 2000
	s := newStation(7, 1, 1/0.9, exponential)
	s.run(batch)
	var means des.Tally
	for range batches {
		s.wait = des.Tally{}
		s.arrived, s.next = s.arrived[:0], 0
		s.run(batch)
		means.Add(s.wait.Mean())
	}
	got := batch * means.Variance()
	// Batches that begin empty lack some of the correlation: a few percent at this length.
	if math.Abs(got-35901) > 0.15*35901 {
		t.Errorf("MM1-TAVC-0.9: %.0f, theory 35901", got)
	}
}
