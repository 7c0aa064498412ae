package optimize_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"fbasim/sim/model"
	"fbasim/sim/optimize"
	"fbasim/sim/result"
	"fbasim/sim/study"
)

func document(t *testing.T, o *result.Optimum) string {
	t.Helper()
	doc, err := result.OptimumJSON(o)
	if err != nil {
		t.Fatal(err)
	}
	return string(doc)
}

func TestAnyNumberOfWorkersChoosesTheSame(t *testing.T) {
	p, _ := optimize.New(opened(t, short+"objective = [\"profit\", \"capital\"]\n"))
	var docs []string
	for _, workers := range []int{1, 3} {
		o, err := p.Run(context.Background(), workers, nil)
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, document(t, o)+o.Plan)
	}
	if docs[0] != docs[1] {
		t.Errorf("1 worker:\n%s\n3 workers:\n%s", docs[0], docs[1])
	}
}

// twins are two products of which none pays for stocking Canada by itself.
const twins = `
schema = 1
extends = ["quickstart.toml"]
[product.IRON]
demand.CA = "28 units/month"
demand.US = "50 units/month"
opening.US = "150 units"
[product.SECOND]
category = "Home & Kitchen"
size = "12.6 x 6.6 x 5.5 in"
weight = "3.35 lb"
cost = "9.10 USD"
returns = "8 %"
price.US = "34.99 USD"
price.CA = "59.99 CAD"
demand.US = "50 units/month"
demand.CA = "28 units/month"
opening.US = "150 units"
[local.CA]
setup = "1100 CAD"
monthly = "0 CAD/month"
entry = "5 USD/shipment"
[experiment]
replications = 20
[optimize]
indifference = "100 USD"
`

// TestTheCostOfACountryIsSharedOnce: one of the products alone does not pay for the set-up, both together do.
func TestTheCostOfACountryIsSharedOnce(t *testing.T) {
	both := chosen(t, twins)
	for _, s := range both.SKUs {
		if s.Stocked != "CA" {
			t.Errorf("both: %s", s.Answer)
		}
	}
	if len(both.Countries) != 2 || !both.Countries[1].Chosen || both.Countries[1].Stocked != "CA" {
		t.Errorf("countries %+v", both.Countries)
	}
	if d := both.Comparison[0]; d.Metric != "profit" || d.CI.Lo <= 0 {
		t.Errorf("the plan as a whole: %+v", d)
	}
	alone := chosen(t, twins+"where = 'sku == \"IRON\"'\n")
	for _, s := range alone.SKUs {
		if s.Plan != "as today" || s.Stocked != "" {
			t.Errorf("alone: %s", s.Answer)
		}
	}
}

func TestBonferroniDividesTheErrorAmongSKUs(t *testing.T) {
	text := strings.Join(chosen(t, twins, "optimize.family=bonferroni").Guarantee, "\n")
	if !strings.Contains(text, "97.5 %") || !strings.Contains(text, "all are right at once with probability 95 %") {
		t.Errorf("guarantee:\n%s", text)
	}
}

func TestAConditionKeepsPlansOut(t *testing.T) {
	const late = short + `
[optimize.require.late]
that = 'metric("late_share.CA").mean < pct(1)'
`
	o := chosen(t, late) // Remote Fulfillment is late more often
	if o.SKUs[0].Stocked != "CA" || len(o.Checks) != 1 || !o.Checks[0].OK {
		t.Errorf("%+v, checks %+v", o.SKUs, o.Checks)
	}
	i := slices.IndexFunc(o.Candidates, func(c result.Candidate) bool { return c.Plan == "as today" })
	if c := o.Candidates[i]; c.Feasible != "no" || !strings.Contains(c.Reason, "late_share.CA") {
		t.Errorf("today %+v", c)
	}
	p, _ := optimize.New(opened(t, strings.ReplaceAll(late, "pct(1)", "pct(-1)")))
	if _, err := p.Run(context.Background(), 2, nil); !errors.Is(err, optimize.ErrNoPlan) ||
		!strings.Contains(err.Error(), "late_share.CA") {
		t.Errorf("error %v", err)
	}
}

// TestALongRangeIsRefined: of 701 covers the best is found on a coarse grid that gets finer.
func TestALongRangeIsRefined(t *testing.T) {
	const text = short + `
[optimize.choose.program]
path = "program.CA"
values = ["local-fba"]
[optimize.choose.cover]
path = "replenish.CA.cover"
from = "20 d"
to = "720 d"
step = "1 d"
`
	o := chosen(t, text, "optimize.indifference=20 USD", "optimize.budget=4000", "local.CA.setup=0 CAD")
	s := o.SKUs[0]
	if s.Candidates > 450 || s.Candidates < 350 {
		t.Errorf("%d candidates", s.Candidates)
	}
	if !strings.Contains(strings.Join(o.Notes, "\n"), "coarse grid") {
		t.Errorf("notes %q", o.Notes)
	}
	var picked int
	if _, err := fmt.Sscanf(s.Plan, "CA local-fba, cover %d d", &picked); err != nil {
		t.Fatal(s.Plan, err)
	}
	own, best := earned(t, text, picked), 0.0
	for cover := 20; cover <= 160; cover += 10 {
		best = max(best, earned(t, text, cover))
	}
	if own < best-30 { // the indifference amount, and an error of the means
		t.Errorf("a cover of %d d earns %.0f, another %.0f", picked, own, best)
	}
}

// earned is the mean profit of local stock with a cover, over many replications.
func earned(t *testing.T, text string, cover int) (mean float64) {
	t.Helper()
	s := opened(t, text, "local.CA.setup=0 CAD", fmt.Sprintf("replenish.CA.cover=%d d", cover), "case.remote.program.CA=local-fba")
	run := model.NewRun(s.Cases[0].Config)
	const n = 200
	for rep := range n {
		o, err := run.Simulate(model.Options{Seed: 11, Replication: rep})
		if err != nil {
			t.Fatal(err)
		}
		mean += o.Profit.Float() / n
	}
	return mean
}

func TestTheFrontIsNotDominated(t *testing.T) {
	o := chosen(t, short+"objective = [\"profit\", \"capital\"]\n")
	front := 0
	for _, p := range o.Pareto {
		if !p.Front {
			continue
		}
		front++
		for _, q := range o.Pareto {
			if q.SKU == p.SKU && (q.X >= p.X && q.Y < p.Y || q.X > p.X && q.Y <= p.Y) {
				t.Errorf("%+v is dominated by %+v", p, q)
			}
		}
	}
	if front < 2 {
		t.Errorf("%d points on the front of %+v", front, o.Pareto)
	}
}

// TestWhatAPlanSendsInIsWhatItOrders: months add up to all that is ordered, and the first shipment is in the first of
// them.
func TestWhatAPlanSendsInIsWhatItOrders(t *testing.T) {
	o := chosen(t, quickstart)
	months, first := 0.0, 0.0
	for _, s := range o.SendIn {
		switch {
		case s.Market != "CA":
		case s.Period == "first":
			first = s.Units
		default:
			months += s.Units
		}
	}
	if first <= 0 || months < 1000 || months > 3000 { // 160 units a month for a year, seven weeks of them without stock or order
		t.Errorf("first %v, all %v of %+v", first, months, o.SendIn)
	}
	if r := o.Remote; len(r) != 1 || r[0].Action != "remove" || r[0].Today != "remote-fulfillment" || r[0].Plan != "local-fba" {
		t.Errorf("changes %+v", r)
	}
}

// TestMistakesAreReportedWhereTheyStand: all at once, with place and advice.
func TestMistakesAreReportedWhereTheyStand(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"metric":   {`objective = "profits"`, `"profits" is no metric`},
		"neutral":  {`objective = "on_hand.CA"`, "neither more nor less is better"},
		"currency": {`indifference = "100 CAD"`, "results are in USD"},
		"unit":     {"objective = \"roi\"\nindifference = \"100 USD\"", "roi is not in money"},
		"number":   {"indifference = 100", "profit is in money"},
		"path":     {"[optimize.choose.x]\npath = \"market.CA.ads\"\nvalues = [\"1 %\"]", "nothing that can be chosen for a SKU"},
		"key":      {"[optimize.choose.x]\npath = \"replenish.CA.coverr\"\nvalues = [\"30 d\"]", "nothing that can be chosen for a SKU"},
		"place":    {"[optimize.choose.x]\npath = \"switch.US\"\nvalues = [2026-03-01]", "nothing that can be chosen for a SKU"},
		"sku":      {"[optimize.choose.x]\npath = \"product.CUP.program.CA\"\nvalues = [\"local-fba\"]", `no product is called "CUP"`},
		"where":    {`where = 'sku = 3'`, "is no condition"},
		"value":    {"[optimize.choose.p]\npath = \"product.*.program.CA\"\nvalues = [\"teleport\"]", `"teleport" is not a program`},
		"kilo":     {"[optimize.choose.p]\npath = \"product.*.replenish.CA.cover\"\nvalues = [\"30 d\", \"20 kg\"]", `"kg" is not a unit of time`},
		"nobody":   {`where = 'sku == "CUP"'`, "nothing to choose"},
		"check":    {"[optimize.require.x]\nthat = 'metric(\"profit.\").mean > 0'", `is no metric`},
	} {
		text := "schema = 1\nextends = [\"quickstart.toml\"]\n[optimize]\n" + c.text
		_, list := optimize.New(opened(t, text))
		if list.Errors() == 0 || !strings.Contains(list.Error(), c.want) || list.All()[0].Line == 0 {
			t.Errorf("%s: %v", name, list.All())
		}
	}
	scripted, problems, err := study.Open("../../scenarios/inbound-policy.toml", study.Options{Read: os.ReadFile})
	if err != nil || problems.Errors() > 0 {
		t.Fatal(err, problems.All())
	}
	if _, list := optimize.New(scripted); scripted.Scenario.Scripted() && list.Errors() == 0 {
		t.Error("a scenario with actions is optimized")
	}
}

// TestAPlanThatDoesNotCompileIsImpossible: it is told why, and others are chosen from.
func TestAPlanThatDoesNotCompileIsImpossible(t *testing.T) {
	o := chosen(t, short+`
[optimize.choose.program]
path = "program.CA"
values = ["local-fba", "mcf"]
`)
	i := slices.IndexFunc(o.Candidates, func(c result.Candidate) bool { return c.Plan == "CA mcf" })
	if i < 0 || o.Candidates[i].Stage != "impossible" || o.Candidates[i].Reason == "" {
		t.Errorf("candidates %+v", o.Candidates)
	}
}

// TestAScenarioWithoutCasesIsOptimized: the plan beside today's is then the only case of its own.
func TestAScenarioWithoutCasesIsOptimized(t *testing.T) {
	text, err := os.ReadFile("../../scenarios/quickstart.toml")
	if err != nil {
		t.Fatal(err)
	}
	base, _, _ := strings.Cut(string(text), "[case.remote]")
	o := chosen(t, base+`
[program]
CA = "remote-fulfillment"
[experiment]
replications = 10
[optimize.choose.program]
path = "program.CA"
values = ["local-fba"]
`)
	if o.SKUs[0].Stocked != "CA" || o.Baseline != "base" || o.Comparison[0].Verdict != result.Better {
		t.Errorf("%+v %+v", o.SKUs, o.Comparison[0])
	}
	if !strings.Contains(o.Plan, "[case.base]\nbaseline = true") {
		t.Errorf("plan:\n%s", o.Plan)
	}
}

// TestASwitchKeepsSellingUntilStockIsThere: with a switch, Remote Fulfillment serves until the shelf is filled, so
// fewer buyers are lost than with local stock alone.
func TestASwitchKeepsSellingUntilStockIsThere(t *testing.T) {
	const alone = short + `
[optimize.choose.program]
path = "program.CA"
values = ["local-fba"]
`
	const switched = alone + `
[optimize.choose.start]
path = "product.*.switch.CA"
values = [2026-01-15]
`
	lost := func(text, plan string) float64 {
		o := chosen(t, text, "optimize.objective=lost_units.CA", "optimize.indifference=3")
		i := slices.IndexFunc(o.Candidates, func(c result.Candidate) bool { return c.Plan == plan })
		if i < 0 {
			t.Fatalf("no %q among %+v", plan, o.Candidates)
		}
		return o.Candidates[i].Mean
	}
	a, b := lost(alone, "CA local-fba"), lost(switched, "CA local-fba, ordering from 2026-01-15")
	if a < 30 || b > a/2 {
		t.Errorf("%.0f buyers are lost with local stock alone, %.0f with a switch", a, b)
	}
}

// TestAPriceIsChosenByTheElasticityOfDemand: at an elasticity of -3 the margin over unit costs is a third of the price.
func TestAPriceIsChosenByTheElasticityOfDemand(t *testing.T) {
	o := chosen(t, short+`
[market.CA.response]
price_elasticity = -3
[optimize.choose.price]
path = "product.*.price.CA"
from = "40 CAD"
to = "100 CAD"
step = "5 CAD"
`, "optimize.indifference=20 USD")
	if len(o.Candidates) != 14 || o.SKUs[0].Diff < 0 && o.SKUs[0].Plan != "as today" {
		t.Errorf("%+v", o.SKUs)
	}
	best := slices.MaxFunc(o.Candidates, func(a, b result.Candidate) int { return int(a.Mean - b.Mean) })
	first, last := o.Candidates[1].Mean, o.Candidates[13].Mean
	if best.Mean <= first || best.Mean <= last {
		t.Errorf("no price within the range is best: %+v", o.Candidates)
	}
}
