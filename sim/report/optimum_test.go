package report

import (
	"strings"
	"testing"

	"fbasim/sim/result"
)

func sampleOptimum() *result.Optimum {
	o := &result.Optimum{
		Baseline: "remote", Case: "optimized", PlanFile: "plan.toml", Dir: "results/x/optimize-12345678",
		SKUs: []result.SKUPlan{{
			SKU: "MUG", Answer: "MUG in CA: local FBA.", Diff: 900, CI: result.Interval{Lo: 700, Hi: 1100}, Feasible: result.Unclear,
			Candidates: 6, Replications: 130, Equal: 300,
		}},
		Objectives: []result.Metric{{Name: "profit", Unit: "USD", N: 40, Mean: 5000, CI: result.Interval{Lo: 4900, Hi: 5100}}},
		Comparison: []result.Comparison{
			{Metric: "profit", Unit: "USD", Diff: 900, CI: result.Interval{Lo: 700, Hi: 1100}, Verdict: result.Better},
			{Metric: "orders.CA", Diff: 3},
		},
		Countries: []result.CountryChoice{{Metric: "profit", Unit: "USD", Mean: 4100}, {Stocked: "CA", Unit: "USD", Mean: 5000, Chosen: true}},
		Checks:    []result.Check{{Name: "late", Expect: "x < 1", Got: "x mean 2"}},
		SendIn:    []result.SendIn{{SKU: "MUG", Market: "CA", Period: "first", Date: "2026-02-02", Units: 120, P5: 100, P95: 140}},
		Remote:    []result.RemoteChange{{SKU: "MUG", Market: "CA", Action: "remove"}},
		Guarantee: []string{"With probability 95 %."}, Notes: []string{"Left out: much."},
	}
	o.Manifest.Title = "Mugs"
	return o
}

func TestAnOptimumIsToldVerdictFirst(t *testing.T) {
	o := sampleOptimum()
	var out strings.Builder
	if err := Optimum(&out, o, Options{}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(out.String(), "\n")
	if lines[0] != "Mugs" || !strings.HasPrefix(lines[1], "MUG in CA: local FBA. Whether it meets the conditions is unclear.") {
		t.Errorf("it begins with %q", lines[:2])
	}
	for _, want := range []string{
		"USD +900", "no country", "chosen", "FAILS: late: x < 1 (x mean 2)", "120", "100..140",
		"Remote Fulfillment, remove: MUG CA", "6 plans of single SKUs in 130 replications", "300", "Promise: With probability 95 %.",
		"Note: Left out: much.", "fbasim run results/x/optimize-12345678/plan.toml",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "orders.CA") {
		t.Error("metrics that nobody asked for are shown")
	}
	for _, line := range lines {
		if len([]rune(line)) > 80 {
			t.Errorf("%d columns: %s", len([]rune(line)), line)
		}
	}
}
