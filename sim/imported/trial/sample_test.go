package trial_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fbasim/sim/imported/trial"
)

var update = flag.Bool("update", false, "write the sample reports")

const folder = "../../../scenarios/reports"

// TestTheSampleReportsAreThoseOfTheSampleSeller keeps scenarios/reports what the program makes of the
// sample seller; make golden writes them.
func TestTheSampleReportsAreThoseOfTheSampleSeller(t *testing.T) {
	at, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		t.Fatal(err)
	}
	reports, err := trial.Sample(at)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range reports {
		path := filepath.Join(folder, r.Name)
		if *update {
			if err := os.WriteFile(path, []byte(r.Text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != r.Text {
			t.Errorf("%s differs from what the sample seller's buyers do (%v)", path, err)
		}
	}
}

func TestASellerWhoseStockRunsOutHasNoKnownTruth(t *testing.T) {
	text, err := os.ReadFile("sample.toml")
	if err != nil {
		t.Fatal(err)
	}
	little := strings.ReplaceAll(string(text), `"100000 units"`, `"1 units"`)
	if _, err := trial.Simulate(little, 0); err == nil || !strings.Contains(err.Error(), "more stock") {
		t.Error(err)
	}
	if _, err := trial.Simulate("schema = 1", 0); err == nil {
		t.Error("half a scenario is simulated")
	}
}
