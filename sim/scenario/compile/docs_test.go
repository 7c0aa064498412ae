package compile_test

import (
	"os"
	"regexp"
	"testing"

	"fbasim/sim/model"
)

// TestTheExamplesOfTheScenarioDocsHold runs every block of TOML in the documentation of
// scenarios and looks at what it expects.
func TestTheExamplesOfTheScenarioDocsHold(t *testing.T) {
	text, err := os.ReadFile("../../../scenarios/README.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```toml\n(.*?)```").FindAllSubmatch(text, -1)
	if len(blocks) == 0 {
		t.Fatal("no blocks")
	}
	for _, b := range blocks {
		for _, c := range compiled(t, string(b[1])) {
			if len(c.Expected) == 0 {
				t.Errorf("case %s expects nothing", c.Plan.Case)
			}
			out := simulate(t, model.NewRun(c.Config), model.Options{Seed: 1})
			for _, f := range out.Failures {
				t.Errorf("%s: expected %s; found %s", f.Name, f.Text, f.Found)
			}
		}
	}
}
