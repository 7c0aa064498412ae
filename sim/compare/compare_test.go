package compare

import (
	"math"
	"slices"
	"strings"
	"testing"

	"fbasim/sim/result"
	"fbasim/sim/stats"
)

func widget(t *testing.T) *result.Set {
	t.Helper()
	s, err := result.Read("../result/testdata/widget")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// run returns a set of one case with one metric and the outcomes given.
func run(seed int64, name, better string, values ...float64) *result.Set {
	s := &result.Set{}
	s.Manifest.Inputs = result.Inputs{Scenario: name, Seed: seed, Tool: "fbasim 1"}
	s.Cases = []result.Case{
		{
			Name:    name,
			Metrics: []result.Metric{{Name: "profit", Unit: "USD", Better: better, N: len(values)}},
		},
	}
	s.Replications.Metrics = []string{"profit"}
	for i, x := range values {
		s.Replications.Rows = append(
			s.Replications.Rows,
			result.Replication{Case: name, Index: i, Values: []float64{x}},
		)
	}
	return s
}

func only(t *testing.T, r *Report, err error) result.Comparison {
	t.Helper()
	if err != nil || len(r.Comparisons) != 1 {
		t.Fatalf("%+v, %v; want one comparison", r, err)
	}
	return r.Comparisons[0]
}

// The numbers are worked by hand: differences 2, 4, 3, 5, 6 have mean 4 and
// standard deviation sqrt(2.5); t(4, 0.975) = 2.7764451.
func TestEqualSeedsAreComparedInPairs(t *testing.T) {
	a := run(7, "a", result.Higher, 10, 20, 30, 40, 50)
	b := run(7, "b", result.Higher, 12, 24, 33, 45, 56)
	r, err := Runs([]*result.Set{a, b}, Options{})
	c := only(t, r, err)
	half := 2.7764451052 * math.Sqrt(2.5) / math.Sqrt(5)
	if !c.Paired || c.Diff != 4 || c.N != 5 || c.Verdict != result.Better || c.Wins != 1 {
		t.Errorf("%+v", c)
	}
	if math.Abs(c.CI.Lo-(4-half)) > 1e-6 || math.Abs(c.CI.Hi-(4+half)) > 1e-6 {
		t.Errorf("interval %v, want 4 +- %v", c.CI, half)
	}
	if want := 1 - 2.5/(250+297.5); math.Abs(c.VarianceReduction-want) > 1e-12 {
		t.Errorf("variance reduction %v, want %v", c.VarianceReduction, want)
	}
	if len(r.Notes) != 0 {
		t.Errorf("notes %q", r.Notes)
	}
}

func TestDifferentSeedsAreIndependent(t *testing.T) {
	a := run(7, "a", result.Higher, 10, 20, 30, 40, 50)
	b := run(8, "b", result.Higher, 12, 24, 33, 45, 56)
	r, err := Runs([]*result.Set{a, b}, Options{})
	c := only(t, r, err)
	want := stats.WelchT(
		stats.Summarize([]float64{12, 24, 33, 45, 56}),
		stats.Summarize([]float64{10, 20, 30, 40, 50}),
		0.95,
	)
	if c.Paired || c.Verdict != result.Unclear || c.CI.Lo != want.Interval.Lo ||
		c.CI.Hi != want.Interval.Hi {
		t.Errorf("%+v, want Welch's %+v", c, want)
	}
	if c.Wins != 15.0/25 || !math.IsNaN(c.VarianceReduction) {
		t.Errorf("wins %v, variance reduction %v", c.Wins, c.VarianceReduction)
	}
	if len(r.Notes) != 1 || !strings.Contains(r.Notes[0], "different seeds") {
		t.Errorf("notes %q", r.Notes)
	}
}

func TestOnlyReplicationsThatBothHaveArePaired(t *testing.T) {
	a := run(7, "a", result.Higher, 10, 20, math.NaN(), 40, 50)
	b := run(7, "b", result.Higher, 11, 21, 31)
	slices.Reverse(b.Replications.Rows) // the order of rows must not matter
	r, err := Runs([]*result.Set{a, b}, Options{})
	c := only(t, r, err)
	if c.N != 2 || c.Diff != 1 || len(r.Notes) != 1 ||
		!strings.Contains(r.Notes[0], "2 replications have no partner") {
		t.Errorf("%+v, notes %q", c, r.Notes)
	}
}

func TestARunAgainstItselfIsATie(t *testing.T) {
	s := widget(t)
	r, err := Runs([]*result.Set{s, widget(t)}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Comparisons {
		if c.Verdict != result.Tie || c.Diff != 0 || c.Wins != 0.5 {
			t.Errorf("%+v", c)
		}
		if c.A == c.B {
			t.Errorf("both sides are called %q", c.A)
		}
	}
	if len(r.Comparisons) != 14 || len(r.Inputs) != 0 {
		t.Errorf(
			"%d comparisons, inputs %v; want 7 metrics of 2 cases and no inputs",
			len(r.Comparisons),
			r.Inputs,
		)
	}
}

func TestVerdictsFollowDirectionMarginAndFamily(t *testing.T) {
	base := []float64{10, 20, 30, 40, 50}
	plus := []float64{12, 24, 33, 45, 56}
	for _, c := range []struct {
		name, better string
		b            []float64
		margin       float64
		want         string
	}{
		{"higher is better", result.Higher, plus, 0, result.Better},
		{"lower is better", result.Lower, plus, 0, result.Worse},
		{"neutral", result.Neutral, plus, 0, result.Differs},
		{"within the margin", result.Higher, plus, 7, result.Tie},
		{"margin not met", result.Higher, plus, 5, result.Better},
		{"noise", result.Higher, []float64{5, 28, 24, 47, 51}, 0, result.Unclear},
		{"one replication", result.Higher, plus[:1], 0, result.Unclear},
	} {
		a, b := run(7, "a", c.better, base...), run(7, "b", c.better, c.b...)
		r, err := Runs([]*result.Set{a, b}, Options{Margins: map[string]float64{"profit": c.margin}})
		if got := only(t, r, err); got.Verdict != c.want || got.Margin != c.margin {
			t.Errorf("%s: %+v, want %s", c.name, got, c.want)
		}
	}
}

func TestManyCasesNeedMoreEvidence(t *testing.T) {
	s := run(7, "base", result.Higher, 10, 20, 30, 40, 50)
	add := func(name string, values ...float64) {
		other := run(7, name, result.Higher, values...)
		s.Cases = append(s.Cases, other.Cases...)
		s.Replications.Rows = append(s.Replications.Rows, other.Replications.Rows...)
	}
	add("weak", 10.2, 24, 30.6, 47, 55) // p = 0.05 to 0.1 or just below, alone
	alone, err := Cases(s, []string{"base", "weak"}, Options{Level: 0.9})
	if c := only(t, alone, err); c.Verdict != result.Better {
		t.Fatalf("alone: %+v", c)
	}
	for _, name := range []string{"x1", "x2", "x3", "x4"} {
		add(name, 11, 19, 31, 39, 50)
	}
	r, err := Cases(s, nil, Options{Level: 0.9})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Comparisons {
		if c.Verdict == result.Better || c.PAdj < alone.Comparisons[0].PAdj {
			t.Errorf("among five cases: %+v", c)
		}
	}
	if r.Sides[0] != "base" || len(r.Comparisons) != 5 {
		t.Errorf("sides %v, %d comparisons", r.Sides, len(r.Comparisons))
	}
}

func TestAllPairsAreOneFamilyAndAdjustmentIsAChoice(t *testing.T) {
	s := run(7, "base", result.Higher, 10, 20, 30, 40, 50)
	for _, other := range []*result.Set{
		run(7, "up", result.Higher, 12, 24, 33, 45, 56), run(7, "down", result.Higher, 9, 18, 27, 37, 46),
	} {
		s.Cases = append(s.Cases, other.Cases...)
		s.Replications.Rows = append(s.Replications.Rows, other.Replications.Rows...)
	}
	r, err := Cases(s, nil, Options{AllPairs: true})
	if err != nil {
		t.Fatal(err)
	}
	plain, err := Cases(s, nil, Options{AllPairs: true, Unadjusted: true})
	if err != nil {
		t.Fatal(err)
	}
	var pairs []string
	var p, raw []float64
	for i, c := range r.Comparisons {
		pairs = append(pairs, c.B+" - "+c.A)
		p, raw = append(p, c.PAdj), append(raw, plain.Comparisons[i].PAdj)
	}
	if want := []string{"up - base", "down - base", "down - up"}; !slices.Equal(pairs, want) {
		t.Errorf("pairs %q, want %q", pairs, want)
	}
	if !slices.Equal(p, stats.Holm(raw)) || slices.Equal(p, raw) {
		t.Errorf("p-values %v from %v", p, raw)
	}
}

func TestWhatTheRunFoundByControlsIsTakenOver(t *testing.T) {
	s := run(7, "a", result.Higher, 10, 20, 30, 40, 50)
	other := run(7, "b", result.Higher, 12, 24, 33, 45, 56)
	s.Cases = append(s.Cases, other.Cases...)
	s.Replications.Rows = append(s.Replications.Rows, other.Replications.Rows...)
	s.Comparisons = []result.Comparison{{A: "a", B: "b", Metric: "profit", N: 5, Controls: 1, Estimate: result.Controlled,
		Diff: 3.5, CI: result.Interval{Lo: 3, Hi: 4}, ControlledDiff: 3.5, ControlledCI: result.Interval{Lo: 3, Hi: 4}}}
	r, err := Cases(s, nil, Options{})
	c := only(t, r, err)
	if c.Diff != 3.5 || c.Estimate != result.Controlled || c.PairedDiff != 4 || c.PAdj > 0.01 || c.PAdj <= 0 {
		t.Errorf("%+v", c)
	}
	s.Comparisons[0].Estimate = result.Paired
	r, err = Cases(s, nil, Options{})
	if c := only(t, r, err); c.Diff != 4 || c.ControlledDiff != 3.5 || c.Controls != 1 {
		t.Errorf("%+v", c)
	}
	r, err = Cases(s, nil, Options{Level: 0.9})
	if c := only(t, r, err); c.Controls != 0 {
		t.Errorf("another level: %+v", c)
	}
}

func TestOnlyInputsThatDifferAreListed(t *testing.T) {
	a, b := widget(t), widget(t)
	b.Resolved = strings.Replace(
		b.Resolved,
		`price.CA = "39.99 CAD"`,
		`price.CA = "36.99 CAD" # cheaper`,
		1,
	) +
		"\"odd key\".list = [1, \"x\", {a = 2026-02-02}]\n"
	b.Manifest.Inputs.Cards = b.Manifest.Inputs.Cards[:1]
	b.Manifest.Inputs.Files = append(
		b.Manifest.Inputs.Files,
		result.FileHash{Name: "catalog.csv", SHA256: "0123456789abcdef"},
	)
	b.Manifest.Run = "widget/other"
	r, err := Runs([]*result.Set{a, b}, Options{Metrics: []string{"profit.CA"}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, in := range r.Inputs {
		got = append(got, in.Path+": "+in.From+" -> "+in.To)
	}
	want := []string{
		"file catalog.csv:  -> 0123456789ab",
		`product.WIDGET."odd key".list:  -> [1, "x", { a = 2026-02-02 }]`,
		`product.WIDGET.price.CA: "39.99 CAD" -> "36.99 CAD"`,
		"rate cards: rf-ca-2026, fba-ca-2026 -> rf-ca-2026",
	}
	if !slices.Equal(got, want) {
		t.Errorf("inputs\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestCasesOfOneRunListWhatTheyOverride(t *testing.T) {
	s := widget(t)
	s.Resolved += `
[case.remote]
baseline = true
program.CA = "remote-fulfillment"
[case.local]
program.CA = "local-fba"
product.WIDGET.price.CA = "41 CAD"
`
	r, err := Cases(s, nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []Input{
		{"product.WIDGET.price.CA", "local", "", `"41 CAD"`},
		{"program.CA", "local", `"remote-fulfillment"`, `"local-fba"`},
	}
	if !slices.Equal(r.Inputs, want) {
		t.Errorf("inputs %+v, want %+v", r.Inputs, want)
	}
}

func TestCompareAgreesWithTheRunsOwnTable(t *testing.T) {
	s := widget(t)
	r, err := Cases(s, nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, own := range s.Comparisons {
		at := slices.IndexFunc(
			r.Comparisons,
			func(c result.Comparison) bool { return c.Metric == own.Metric },
		)
		if c := r.Comparisons[at]; math.Abs(c.Diff-own.Diff) > 1e-3 || c.Verdict != own.Verdict ||
			c.Margin != own.Margin {
			t.Errorf("%s: %+v, the run says %+v", own.Metric, c, own)
		}
	}
}

func TestMistakesNameWhatThereIs(t *testing.T) {
	s, other := widget(t), run(1, "x", result.Higher, 1, 2)
	runs := func(sets ...*result.Set) func() error {
		return func() error { _, err := Runs(sets, Options{}); return err }
	}
	cases := func(o Options, names ...string) func() error {
		return func() error { _, err := Cases(s, names, o); return err }
	}
	noMetric := Options{Metrics: []string{"profits"}}
	for name, c := range map[string]struct {
		err  func() error
		want string
	}{
		"one run":        {runs(s), "at least two runs"},
		"no names":       {runs(s, other), "has remote, local, x/"},
		"unknown case":   {cases(Options{}, "remote", "lokal"), "it has remote, local"},
		"one case":       {cases(Options{}, "remote"), "at least two cases"},
		"unknown metric": {cases(noMetric), `no metric "profits" in all cases; there are profit.CA`},
	} {
		if err := c.err(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
}

func TestDifferentUnitsAndBrokenScenariosAreNoted(t *testing.T) {
	a, b := run(7, "a", result.Higher, 1, 2, 3), run(7, "b", result.Higher, 1, 2, 3)
	b.Cases[0].Metrics[0].Unit = "CAD"
	b.Resolved = "not = = toml"
	r, err := Runs([]*result.Set{a, b}, Options{})
	if err != nil || len(r.Comparisons) != 0 || len(r.Notes) != 2 {
		t.Fatalf("%+v, %v", r, err)
	}
	if !strings.Contains(r.Notes[0], "is in USD") ||
		!strings.Contains(r.Notes[1], "inputs cannot be compared") {
		t.Errorf("notes %q", r.Notes)
	}
}
