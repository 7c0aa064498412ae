package experiment_test

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fbasim/sim/diag"
	"fbasim/sim/experiment"
	"fbasim/sim/fee"
	"fbasim/sim/policy"
	"fbasim/sim/result"
	"fbasim/sim/scenario"
	"fbasim/sim/scenario/compile"
)

// study loads a scenario of the repository with overrides.
func study(t testing.TB, path string, sets ...string) *experiment.Study {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "scenarios", path))
	if err != nil {
		t.Fatal(err)
	}
	return studyOf(t, string(text), sets...)
}

// studyOf compiles the text of a scenario.
func studyOf(t testing.TB, text string, sets ...string) *experiment.Study {
	t.Helper()
	cards, err := fee.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	rules, err := policy.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	read := func(string) ([]byte, error) { return []byte(text), nil }
	s, list := scenario.Load("test.toml", scenario.Options{Sets: sets, Read: read})
	var cases []compile.Case
	if s != nil {
		cases = compile.Study(s, compile.Facts{Cards: cards, Rules: rules}, list)
	}
	if list.Errors() > 0 {
		var b strings.Builder
		_ = diag.Render(&b, list, nil, diag.Options{})
		t.Fatal(b.String())
	}
	out := &experiment.Study{Title: s.Name, Cards: cards, Settings: experiment.Settings{
		Seed: s.Experiment.Seed.Value, Min: int(s.Experiment.MinReps), Max: int(s.Experiment.MaxReps),
		Batch: int(s.Experiment.Batch.Value), Precision: s.Experiment.Precision.Value.Float(),
		Confidence: s.Experiment.Confidence.Value.Float(), Equivalence: s.Experiment.Equivalence.Value.Float(),
		Workers: 2, BreakEven: true,
	}}
	for _, c := range cases {
		out.Cases = append(out.Cases, experiment.Case{
			Name: c.Plan.Case, Baseline: c.Plan.Baseline, Config: c.Config, Programs: c.Programs,
		})
	}
	return out
}

func run(t testing.TB, s *experiment.Study) *result.Set {
	t.Helper()
	set, err := experiment.Run(context.Background(), s, nil)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestQuickstartFindsABreakEvenVolume(t *testing.T) {
	set := run(t, study(t, "quickstart.toml"))
	for _, c := range set.Cases {
		for _, m := range c.Metrics {
			t.Logf("%-8s %-28s %12.3f [%.3f, %.3f] n %d", c.Name, m.Name, m.Mean, m.CI.Lo, m.CI.Hi, m.N)
		}
	}
	for _, c := range set.Comparisons {
		t.Logf("%s %10.2f [%.2f, %.2f] %s vr %.3f", c.Metric, c.Diff, c.CI.Lo, c.CI.Hi, c.Verdict, c.VarianceReduction)
	}
	for _, e := range set.BreakEven {
		t.Logf("%+v", e)
	}
	for _, d := range set.Decisions {
		t.Logf("%+v", d)
	}
	for _, p := range set.Curves {
		t.Logf("%s x %.1f mean %.1f [%.1f %.1f]", p.Case, p.X, p.Mean, p.Lo, p.Hi)
	}
	for _, u := range set.UnitEconomics {
		t.Logf("%s %s %s %.3f (%.3f %s) %s %s", u.Case, u.Market, u.Kind, u.Amount, u.Local, u.LocalCurrency, u.Card, u.Mark)
	}
	if len(set.BreakEven) != 1 || set.BreakEven[0].Status != result.Finite || math.IsNaN(set.BreakEven[0].At) {
		t.Errorf("break-even: %+v", set.BreakEven)
	}
}
