package model_test

import (
	"testing"

	"fbasim/sim/model"
	"fbasim/sim/policy"
	"fbasim/sim/scenario"
	"fbasim/sim/scenario/compile"
	"fbasim/sim/scenario/workload"
)

// reference compiles the case of the reference catalog with n products.
func reference(tb testing.TB, name string, n int) *model.Config {
	tb.Helper()
	cards, err := builtin()
	if err != nil {
		tb.Fatal(err)
	}
	rules, err := policy.Builtin()
	if err != nil {
		tb.Fatal(err)
	}
	study, list := scenario.Load(workload.Name, scenario.Options{Cases: []string{name}, Read: workload.Read(n)})
	var cases []compile.Case
	if list.Errors() == 0 {
		cases = compile.Study(study, compile.Facts{Cards: cards, Rules: rules}, list)
	}
	if list.Errors() > 0 {
		tb.Fatal(list.Err())
	}
	return cases[0].Config
}

// BenchmarkCatalog simulates the reference catalog: 1,000 products in three marketplaces for a
// year, with fees, ledger, returns and policy state. One operation is one replication; ns/order is
// the figure to read.
func BenchmarkCatalog(b *testing.B) {
	for _, c := range []struct{ bench, name string }{
		{"full", "mixed"}, {"remote", "remote"}, {"local", "local"},
	} {
		b.Run(c.bench, func(b *testing.B) {
			benchmark(b, model.NewRun(reference(b, c.name, 1000)), 3)
		})
	}
}

// benchmark repeats a few replications. Before the time counts, each grows the arena to what it
// needs, as a worker's arena has grown after its first replications, so what is allocated then is
// allocated for ever.
func benchmark(b *testing.B, run *model.Run, replications int) {
	for i := range replications {
		simulate(b, run, i)
	}
	b.ReportAllocs()
	b.ResetTimer()
	orders := int64(0)
	for i := range b.N {
		orders += simulate(b, run, i%replications)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(orders), "ns/order")
}

// simulate runs one replication and returns its orders.
func simulate(tb testing.TB, run *model.Run, replication int) (orders int64) {
	tb.Helper()
	o, err := run.Simulate(model.Options{Seed: 1, Replication: replication})
	if err != nil {
		tb.Fatal(err)
	}
	for i := range o.Markets {
		orders += o.Markets[i].Orders
	}
	return orders
}
