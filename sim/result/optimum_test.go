package result

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sampleOptimum has something in every table.
func sampleOptimum() *Optimum {
	o := &Optimum{
		Resolved: "schema = 1\n", Plan: "extends = [\"resolved.toml\"]\n", PlanFile: "plan.toml", Baseline: "remote", Case: "optimized",
		SKUs:       []SKUPlan{{SKU: "MUG", Plan: "as today", Answer: "MUG stays.", Unit: "USD", Kept: true, Probability: 0.95}},
		Countries:  []CountryChoice{{Stocked: "CA", Mean: 12.5, Chosen: true}},
		Objectives: []Metric{{Name: "profit", Mean: 7}},
		Comparison: []Comparison{{A: "remote", B: "optimized", Metric: "profit", Diff: 3}},
		Checks:     []Check{{Name: "late", OK: true}},
		Candidates: []Candidate{{SKU: "MUG", Plan: "CA local-fba", Stage: "selection"}},
		Pareto:     []ParetoPoint{{SKU: "MUG", Plan: "=1+1", X: 1, XCI: Interval{0, 2}, Y: 3, YCI: Interval{2, 4}, N: 20, Front: true}},
		SendIn:     []SendIn{{SKU: "MUG", Market: "CA", Period: "2026-03", Units: 12}},
		Remote:     []RemoteChange{{SKU: "MUG", Market: "CA", Action: "keep"}},
		Guarantee:  []string{"some"}, Notes: []string{"none"},
	}
	o.Manifest.Inputs = Inputs{Scenario: "mugs", Options: []string{"optimize"}}
	return o
}

func TestAnOptimizationIsWrittenReadAndReused(t *testing.T) {
	root := t.TempDir()
	o := sampleOptimum()
	if reused, err := SaveOptimum(root, o, Options{}); reused || err != nil {
		t.Fatal(reused, err)
	}
	if o.Dir != OptimumFolder(root, o.Manifest.Inputs) || o.Manifest.Run != "mugs/"+filepath.Base(o.Dir) {
		t.Errorf("dir %s, run %s", o.Dir, o.Manifest.Run)
	}
	if _, err := os.Stat(filepath.Join(root, "mugs", LatestFile)); err == nil {
		t.Error("the optimization is noted as the newest run")
	}
	again := ExistingOptimum(root, o.Manifest.Inputs)
	if again == nil {
		t.Fatal("not found")
	}
	again.Resolved, again.Plan, again.Candidates = o.Resolved, o.Plan, o.Candidates // in files of their own
	if d := cmp.Diff(o, again, cmp.AllowUnexported(Optimum{})); d != "" {
		t.Error(d)
	}
	points, err := ReadTable[ParetoPoint](o.Dir, ParetoFile)
	if d := cmp.Diff(o.Pareto, points); err != nil || d != "" {
		t.Error(err, d)
	}
	if reused, err := SaveOptimum(root, sampleOptimum(), Options{}); !reused || err != nil {
		t.Error("a second time:", reused, err)
	}
	if err := os.WriteFile(filepath.Join(o.Dir, "skus.csv"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if ExistingOptimum(root, o.Manifest.Inputs) != nil {
		t.Error("a changed folder is taken for whole")
	}
	if _, err := SaveOptimum(root, sampleOptimum(), Options{}); err == nil {
		t.Error("a changed folder is replaced without being forced")
	}
}
