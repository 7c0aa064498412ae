package main

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fbasim/sim/result"
)

// smallSweep saves a sweep of price by volume under a folder.
func smallSweep(t *testing.T, root string) (dir string) {
	t.Helper()
	s := &result.Sweep{
		Resolved: "[case.remote]\nprogram.CA = \"remote-fulfillment\"\n[case.local]\nprogram.CA = \"local-fba\"\n",
		Parameters: []result.SweepParameter{
			{Path: "product.IRON.price.CA", Unit: "CAD"}, {Path: "product.IRON.demand.CA", Unit: "units/month"},
		},
	}
	s.Manifest.Inputs = result.Inputs{Scenario: "small", Seed: 1, Tool: "fbasim"}
	for i := range 9 {
		price, volume := 40+5*float64(i/3), 50*float64(1+i%3)
		values := []result.SweepValue{{Number: price}, {Number: volume}}
		gain := (price-45)*volume + 10
		s.Rows = append(s.Rows,
			result.SweepRow{Point: i + 1, Values: values, Case: "remote", Metric: "profit", Unit: "USD", N: 20, Mean: 900,
				CI: result.Interval{Lo: 800, Hi: 1000}, Diff: math.NaN(), DiffCI: result.Unknown()},
			result.SweepRow{Point: i + 1, Values: values, Case: "local", Metric: "profit", Unit: "USD", N: 20, Mean: 900 + gain,
				CI: result.Interval{Lo: 800 + gain, Hi: 1000 + gain}, Diff: gain,
				DiffCI: result.Interval{Lo: gain - 20, Hi: gain + 20}, Verdict: result.Unclear})
	}
	if _, err := result.SaveSweep(root, s, result.Options{}); err != nil {
		t.Fatal(err)
	}
	return s.Dir
}

func TestPlotDrawsSweepsAndPlans(t *testing.T) {
	dir := smallSweep(t, t.TempDir())
	var stdout, stderr bytes.Buffer
	if code := run([]string{"plot", dir}, &stdout, &stderr); code != exitDone {
		t.Fatalf("exit %d: %s", code, stderr.String())
	}
	for _, stem := range []string{"winner-map-product-iron-price-ca-product-iron-demand-ca", "sweep-product-iron-price-ca"} {
		for _, ending := range []string{".svg", ".png", ".csv", ".txt"} {
			found, _ := filepath.Glob(filepath.Join(dir, "charts", stem+"*"+ending))
			if len(found) == 0 {
				t.Errorf("no %s%s among\n%s", stem, ending, stdout.String())
			}
		}
	}
	stdout.Reset()
	if code := run([]string{"plot", dir, "waterfall"}, &stdout, &stderr); code != exitDone || stdout.Len() > 0 ||
		!strings.Contains(stderr.String(), "winner-map") {
		t.Errorf("exit %d: %s%s", code, stdout.String(), stderr.String())
	}
	plans := t.TempDir()
	text := "sku,plan,x,x_lo,x_hi,x_metric,x_unit,x_better,y,y_lo,y_hi,y_metric,y_unit,y_better,n,front,baseline,chosen\n" +
		",CA local-fba,10,9,11,profit,USD,higher,5,4,6,capital,USD,lower,20,true,false,true\n" +
		",CA remote-fulfillment,8,7,8.5,profit,USD,higher,2,1,3,capital,USD,lower,20,true,true,false\n"
	if err := os.WriteFile(filepath.Join(plans, "pareto.csv"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	if code := run([]string{"plot", plans, "pareto"}, &stdout, &stderr); code != exitDone ||
		!strings.Contains(stdout.String(), "pareto.svg") {
		t.Errorf("exit %d: %s%s", code, stdout.String(), stderr.String())
	}
	if err := os.WriteFile(filepath.Join(plans, "pareto.csv"), []byte(strings.Replace(text, "10,9", "ten,9", 1)), 0o666); err != nil {
		t.Fatal(err)
	}
	stderr.Reset()
	if code := run([]string{"plot", plans}, &stdout, &stderr); code != exitInput || !strings.Contains(stderr.String(), "line 2") {
		t.Errorf("exit %d: %s", code, stderr.String())
	}
}
