package sweep_test

import (
	"sync/atomic"
	"testing"
)

// BenchmarkUnit computes the first unit of a sweep of the quickstart's price and Canadian demand, 20
// replications a point.
func BenchmarkUnit(b *testing.B) {
	s := newSweep(b, open(b), "product.IRON.price.CA=45..69 CAD step 1", "product.IRON.demand.CA=10..205 units/month step 5")
	u := s.Units()[3]
	var stop atomic.Bool
	for b.Loop() {
		if _, err := s.Compute(u, &stop, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*u.Work()), "us/replication")
}
