package sweep_test

import (
	"io"
	"testing"

	"fbasim/sim/diag"
	"fbasim/sim/result"
	"fbasim/sim/unit"
)

// BenchmarkSweep is a whole sweep of 100 points of the quickstart's price and Canadian demand, without
// US buyers, 20 replications a point: checked, computed by one worker, merged and written. What is not
// in model.(*Run).Simulate of its profile is overhead.
func BenchmarkSweep(b *testing.B) {
	st := open(b, "product.IRON.demand.US=0 units/month")
	for b.Loop() {
		s := newSweep(b, st, price+"50..68 CAD step 2", demand+"20..200 units/month step 20")
		list := &diag.List{}
		if err := s.Check(b.Context(), unit.Shard{}, 1, nil, list); err != nil || list.Errors() > 0 {
			b.Fatal(err, list.All())
		}
		dir := b.TempDir()
		compute(b, s, dir, 1)
		merged, err := s.Merge(dir)
		if err != nil {
			b.Fatal(err)
		}
		if err := result.WriteSweepTable(io.Discard, merged); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N*100), "ms/point")
}
