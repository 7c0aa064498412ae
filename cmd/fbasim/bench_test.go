package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"fbasim/sim/experiment"
)

func TestTheReportOfABenchmark(t *testing.T) {
	r := &benchReport{
		Scenario: "Two countries", Products: 1000, Marketplaces: []string{"US", "CA"}, Cases: 2, Days: 365,
		Orders: 1432752.6, Scaling: 1.2345, Replications: 200, RunSeconds: 240.4, Heap: 128_400_000,
		Machine: machine{"fbasim 1.2.3", "go1.99", "plan9", "mips", 2, "Abacus\x1b[31m"},
		Speeds: []benchRate{
			{Workers: 1, Replications: 4, OrdersPerSec: 1046122.4, OrdersPerCore: 1046122.4, EventsPerSec: 3e6,
				Replication: 1.3691},
			{Workers: 2, Replications: 1500, OrdersPerSec: 1291193, OrdersPerCore: 645596.5, EventsPerSec: 4e6,
				Replication: 0.98765},
		},
	}
	var out bytes.Buffer
	r.print(&out)
	want := `Two countries
1,000 products in US, CA, 2 cases, 365 days: 1,432,753 orders a replication

                           1 worker  2 workers
orders a second           1,046,122  1,291,193
orders a second and core  1,046,122    645,597
events a second           3,000,000  4,000,000
a replication takes          1.37 s     988 ms
replications measured             4      1,500

A catalog of 1,000 SKUs for 365 days takes about 1.37 s a replication with one
worker; 200 replications of it, the most that the scenario asks for, about 4m0s
with 2 workers.
2 workers do 1.23 times the work of one. That is little: other programs may have
used the cores meanwhile.
Memory: 128 MB of heap at most.
Machine: fbasim 1.2.3, go1.99, plan9/mips, 2 cores, Abacus`
	if got := out.String(); !strings.HasPrefix(got, want) || strings.Contains(got, "\x1b") {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	r.Scaling = 1.9
	out.Reset()
	r.print(&out)
	if strings.Contains(out.String(), "That is little") {
		t.Errorf("complains of\n%s", out.String())
	}
}

// What bench counts is what a run of the same replications counts.
func TestABenchmarkCountsTheOrdersOfARun(t *testing.T) {
	cmd, s := &cobra.Command{}, &sources{}
	l, err := s.load(cmd, "../../scenarios/quickstart.toml")
	if err != nil {
		t.Fatal(err)
	}
	b := newBench(l, 2)
	one, err := b.during(0, b.workers[:1], func(time.Duration) {})
	if err != nil {
		t.Fatal(err)
	}
	study := l.Experiment(1)
	study.Settings.Min, study.Settings.Max, study.Settings.Levers = 2, 2, nil
	set, err := experiment.Run(t.Context(), study, nil)
	if err != nil {
		t.Fatal(err)
	}
	var first float64
	for _, c := range set.Cases {
		for _, metric := range []string{"orders.US", "orders.CA"} {
			if _, values := set.Replications.Sample(c.Name, metric); len(values) > 0 {
				first += values[0]
			}
		}
	}
	if one.replications != 1 || float64(one.orders) != first || first == 0 {
		t.Errorf("%d replications with %d orders, want 1 with %v", one.replications, one.orders, first)
	}
	all, err := b.during(0, b.workers, func(time.Duration) {})
	if err != nil || all.replications != 2 || all.workers != 2 || all.orders <= one.orders {
		t.Errorf("%+v, %v", all, err)
	}
	if r := all; r.reps <= 0 || r.ordersPerSec <= r.reps || r.eventsPerSec <= r.ordersPerSec {
		t.Errorf("speeds %+v", r)
	}
	if b.heap == 0 {
		t.Error("no heap was seen")
	}
}
