package model_test

import (
	"testing"

	"fbasim/sim/market"
	"fbasim/sim/model"
)

func TestBothPlansRunAndClose(t *testing.T) {
	for _, plan := range []string{"remote", "local"} {
		w := newWorld(t)
		if plan == "remote" {
			w.iron("IRON", "13.5", "4", remote())
		} else {
			w.iron("IRON", "13.5", "4", local())
		}
		o := w.simulate(0)
		t.Logf("%s: profit %v, CA %v, orders US %d CA %d, lost CA %d, late %d, returned %d, events %d, leftover %v, trough %v, cap %.2f",
			plan, o.Profit, o.Markets[market.CA].Profit, o.Markets[market.US].Orders, o.Markets[market.CA].Orders,
			o.Markets[market.CA].Lost, o.Markets[market.CA].Late, o.Markets[market.CA].Returned, o.Events, o.Leftover, o.Trough, o.Capital)
		for l := range o.Lines {
			for m := range o.Lines[l] {
				if o.Lines[l][m] != 0 {
					t.Logf("   %d %s %v", l, market.Marketplace(m), o.Lines[l][m])
				}
			}
		}
	}
}

func BenchmarkReplication(b *testing.B) {
	w := newWorld(b)
	w.iron("IRON", "13.5", "4", remote())
	run := model.NewRun(w.cfg)
	b.ReportAllocs()
	orders := int64(0)
	for i := range b.N {
		o, err := run.Simulate(model.Options{Seed: 1, Replication: i})
		if err != nil {
			b.Fatal(err)
		}
		orders += o.Markets[market.US].Orders + o.Markets[market.CA].Orders
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(orders), "ns/order")
}
