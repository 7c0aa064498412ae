package experiment_test

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

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

// text is the quickstart's text.
func text(t testing.TB) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "scenarios", "quickstart.toml"))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
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
		Workers: 2, Levers: []experiment.Lever{experiment.Volume()},
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

// small is the quickstart with few replications and without break-even search.
func small(t testing.TB, sets ...string) *experiment.Study {
	s := study(t, "quickstart.toml", append(sets, "experiment.replications=8")...)
	s.Settings.Levers = nil
	return s
}

func TestQuickstartFindsABreakEvenVolume(t *testing.T) {
	set := run(t, study(t, "quickstart.toml", "experiment.replications=20"))
	if len(set.BreakEven) != 1 {
		t.Fatalf("%d break-even volumes, want 1", len(set.BreakEven))
	}
	e := set.BreakEven[0]
	if e.Status != result.Finite || e.Below != "remote" || e.Above != "local" || !e.CI.Contains(e.At) || !e.CI.Bounded() {
		t.Errorf("break-even %+v", e)
	}
	if e.At < 60 || e.At > 300 {
		t.Errorf("break-even at %.1f units a month, outside the demand of the scenario", e.At)
	}
	if len(set.Decisions) != 1 || set.Decisions[0].Diff <= 0 || set.Decisions[0].BreakEven != e.At {
		t.Errorf("decisions %+v", set.Decisions)
	}
	c := comparison(t, set, "local", "profit")
	if math.Abs(math.Abs(c.Diff)-set.Decisions[0].Diff) > 1e-6 {
		t.Errorf("the comparison says %.4f and the decision %.4f", c.Diff, set.Decisions[0].Diff)
	}
}

func comparison(t testing.TB, set *result.Set, b, metric string) result.Comparison {
	t.Helper()
	for _, c := range set.Comparisons {
		if c.B == b && c.Metric == metric {
			return c
		}
	}
	t.Fatalf("no comparison of %s in %s", b, metric)
	return result.Comparison{}
}

func TestAnyNumberOfWorkersGivesTheSameResults(t *testing.T) {
	one, many := study(t, "quickstart.toml", "experiment.replications=6"), study(t, "quickstart.toml", "experiment.replications=6")
	one.Settings.Workers, many.Settings.Workers = 1, 3
	if diff := cmp.Diff(run(t, one), run(t, many), cmpopts.EquateNaNs()); diff != "" {
		t.Errorf("1 and 3 workers differ:\n%s", diff)
	}
}

func TestACaseAgainstACopyOfItselfIsATie(t *testing.T) {
	set := run(t, studyOf(t, text(t)+"\n[case.copy]\nprogram.CA = \"remote-fulfillment\"\n", "experiment.replications=8"))
	n := 0
	for _, c := range set.Comparisons {
		if c.B != "copy" {
			continue
		}
		n++
		if c.Diff != 0 || c.CI.Lo != 0 || c.CI.Hi != 0 || c.Verdict != result.Tie {
			t.Errorf("%s: difference %v %v, %s", c.Metric, c.Diff, c.CI, c.Verdict)
		}
	}
	if n < 20 {
		t.Errorf("only %d comparisons", n)
	}
}

func TestAThirdCaseMovesNoNumberOfTheFirstTwo(t *testing.T) {
	two := run(t, small(t))
	third := studyOf(t, text(t)+"\n[case.bold]\nprogram.CA = \"local-fba\"\nreplenish.CA.cover = \"150 d\"\n", "experiment.replications=8")
	third.Settings.Levers = nil
	three := run(t, third)
	for i := range two.Cases {
		if diff := cmp.Diff(two.Cases[i], three.Cases[i], cmpopts.EquateNaNs()); diff != "" {
			t.Errorf("case %s moved:\n%s", two.Cases[i].Name, diff)
		}
	}
}

func TestStoppingWaitsForThePrecisionAsked(t *testing.T) {
	loose := small(t, "experiment.precision=50 %")
	loose.Settings.Min, loose.Settings.Max, loose.Settings.Batch = 4, 60, 4
	loose.Settings.Precision, loose.Settings.Equivalence = 0.5, 0
	tight := small(t)
	tight.Settings.Min, tight.Settings.Max, tight.Settings.Batch = 4, 60, 4
	tight.Settings.Precision, tight.Settings.Equivalence = 0.1, 0
	a, b := run(t, loose), run(t, tight)
	if a.Manifest.Precision.Replications >= b.Manifest.Precision.Replications {
		t.Errorf("50 %% took %d replications and 10 %% took %d", a.Manifest.Precision.Replications, b.Manifest.Precision.Replications)
	}
	c := comparison(t, b, "local", "profit")
	if half := (c.CI.Hi - c.CI.Lo) / 2; b.Manifest.Precision.Reached && half > 0.1*math.Abs(c.Diff) {
		t.Errorf("half-width %.1f of a difference of %.1f", half, c.Diff)
	}
	never := small(t)
	never.Settings.Min, never.Settings.Max, never.Settings.Precision, never.Settings.Equivalence = 4, 8, 1e-6, 0
	if run(t, never).Manifest.Precision.Reached {
		t.Error("a millionth was reached in 8 replications")
	}
}

func TestAnInterruptedRunIsMarked(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	s := small(t)
	s.Settings.Min, s.Settings.Max, s.Settings.Batch, s.Settings.Precision, s.Settings.Equivalence = 4, 4000, 4, 1e-9, 0
	set, err := experiment.Run(ctx, s, func(_ string, done, _ int) {
		if done >= 12 {
			cancel()
		}
	})
	if err != nil || !set.Manifest.Interrupted || set.Manifest.Precision.Replications < 12 {
		t.Errorf("error %v, results %+v", err, set.Manifest.Precision)
	}
	cancel()
	if _, err := experiment.Run(ctx, s, nil); err == nil {
		t.Error("a run that never began has results")
	}
}

func TestTheStepsOfAWaterfallAddUp(t *testing.T) {
	set := run(t, small(t))
	sum, last := map[string]float64{}, 0
	for _, u := range set.UnitEconomics {
		key := u.Case + "/" + u.Market
		if u.Kind == result.KindContribution {
			last++
			if math.Abs(sum[key]-u.Amount) > 1e-6 {
				t.Errorf("%s: steps sum to %.6f and contribute %.6f", key, sum[key], u.Amount)
			}
			continue
		}
		sum[key] += u.Amount
	}
	if last != 4 {
		t.Errorf("%d waterfalls, want 2 cases in 2 marketplaces", last)
	}
}

func TestEveryMeasureHasItsDefinition(t *testing.T) {
	set := run(t, small(t))
	for _, m := range set.Cases[0].Metrics {
		d, ok := result.Define(m.Name)
		if !ok || d.Text == "" || m.Unit == "" {
			t.Errorf("metric %s has no definition or unit", m.Name)
		}
	}
}

func TestAThousandOrdersToldAgainAgreeWithTheLedgerLineByLine(t *testing.T) {
	s := small(t, "product.IRON.demand.US=90 units/month", "horizon=26 w")
	s.Settings.Orders = 1000
	set := run(t, s)
	type line struct{ kind, amount, currency string }
	ledger := map[string][]line{}
	for _, l := range set.Ledger {
		ledger[l.Case+" "+l.Entity] = append(ledger[l.Case+" "+l.Entity], line{l.Kind, l.Amount.String(), l.Currency})
	}
	checked := 0
	for _, o := range set.Orders {
		name, err := experiment.ParseOrder(s.Cases[0].Config, o.ID)
		if err != nil {
			t.Fatal(err)
		}
		c := 0
		if o.Case == "local" {
			c = 1
		}
		story, ok, err := s.Follow(c, name)
		if err != nil || !ok {
			t.Fatalf("%s in case %s: %v %v", o.ID, o.Case, ok, err)
		}
		var told []line
		for i := range story.Postings {
			p := &story.Postings[i]
			kind := p.Line.String()
			if p.Value == 0 {
				kind = "transfer"
			}
			told = append(told, line{kind, p.Amount.String(), p.Currency.String()})
		}
		if diff := cmp.Diff(ledger[o.Case+" "+o.ID], told, cmp.AllowUnexported(line{})); diff != "" {
			t.Fatalf("%s in case %s: ledger.csv and the story differ:\n%s", o.ID, o.Case, diff)
		}
		if checked++; checked == 1000 {
			break
		}
	}
	if checked < 1000 {
		t.Errorf("only %d orders were sampled", checked)
	}
}

// twoSKUs is the quickstart with a second product beside the iron.
func twoSKUs(t testing.TB, more string) *experiment.Study {
	t.Helper()
	text := strings.Replace(text(t), "[market.CA]", `[product.MUG]
category = "Home & Kitchen"
size     = "5 x 4.5 x 4 in"
weight   = "0.95 lb"
cost     = "2.90 USD"
returns  = "4 %"
price    = { US = "14.99 USD", CA = "27.99 CAD" }
demand   = { US = "90 units/month", CA = "pert(10, 25, 60) units/month" }
opening.US = "400 units"

[market.CA]`, 1)
	s := studyOf(t, text+more, "experiment.replications=8")
	s.Settings.Levers = nil
	return s
}

func TestAMixedPlanEarnsWhatItsDecisionsSay(t *testing.T) {
	set := run(t, twoSKUs(t, `
[case.mixed]
program.CA = "local-fba"
product.MUG.program.CA = "remote-fulfillment"
`))
	local, mixed := comparison(t, set, "local", "profit"), comparison(t, set, "mixed", "profit")
	for _, d := range set.Decisions {
		if d.SKU != "MUG" {
			continue
		}
		// Moving the mug alone neither adds nor saves the fixed costs of Canada, which the iron needs.
		diff := d.Diff
		if d.Best != "local" {
			diff = -diff
		}
		if math.Abs(local.Diff-mixed.Diff-diff) > 1e-6 {
			t.Errorf("all local earns %.4f more than mixed, the decision about the mug says %.4f", local.Diff-mixed.Diff, diff)
		}
		return
	}
	t.Error("no decision about the mug")
}
