package experiment

import (
	"testing"

	"fbasim/sim/result"
)

// TestAdviceCountsAsOftenAsWhatMadeTheProductUnfit: advice is read from one replication, which says nothing about
// how often it is needed.
func TestAdviceCountsAsOftenAsWhatMadeTheProductUnfit(t *testing.T) {
	s := &Study{Cases: []Case{{Name: "remote"}}}
	rows := []result.AuditLine{{Rule: adviceRule, Entity: "MONITOR/MX", Reason: "risk", Effect: "remaining: local-fba"}}
	shock := result.Finding{Rule: "RF-ELIG-10", Case: "remote", SKU: "MONITOR", Market: "MX", Count: 17, Share: 0.17}
	other := result.Finding{Rule: "RF-ELIG-10", Case: "remote", SKU: "MONITOR", Market: "CA", Count: 90, Share: 0.9}
	for _, c := range []struct {
		found []result.Finding
		count int
		share float64
	}{{[]result.Finding{other, shock}, 17, 0.17}, {nil, 100, 1}} {
		got := s.alternatives(0, rows, c.found, 100)
		if len(got) != 1 || got[0].Count != c.count || got[0].Share != c.share {
			t.Errorf("with %v: %+v", c.found, got)
		}
	}
}
