package compile_test

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/policy"
)

// samples is a value of every type of argument.
func samples() map[string]string {
	return map[string]string{
		"sku": `"X"`, "asin": `"B1"`, "market": `"CA"`, "markets": `["CA"]`, "country": `"DE"`, "method": `"bil"`,
		"channel": `"seller-fulfilled"`, "program": `"remote-fulfillment"`, "money": `"29.99 CAD"`, "units": "40",
		"signed": `"-3 units"`, "span": `"3 d"`, "plan": `"P1"`, "shipment": "2", "level": `"high"`,
		"reason": `"no_image"`, "risk_reason": `"docs"`, "bool": "true", "items": "{ X = 40 }", "counts": "[20, 20]",
		"via": `"api"`, "mode": `"ltl"`, "order": "1", "condition": `"unsellable"`, "fault": `"buyer"`,
		"address": `"local"`, "cause": `"mixed"`, "classes": `["EXR5"]`, "file": `"exclusions.csv"`, "text": `"YYZ4"`,
	}
}

// TestEveryActionOfTheVocabularyCompiles writes each action with all its arguments and
// looks for each of them in the compiled one.
func TestEveryActionOfTheVocabularyCompiles(t *testing.T) {
	text := stageText + does("plan", "1 h", "create_plan", `plan = "P1"`, `market = "CA"`, "items = { X = 40 }") +
		does("order", "1 h", "place_order", `sku = "X"`, `market = "CA"`, "units = 1")
	words := policy.Actions()
	for i, a := range words {
		var args []string
		for _, arg := range a.Args {
			value := samples()[arg.Type]
			if a.Name == "create_plan" && arg.Name == "plan" {
				value = `"P2"`
			}
			args = append(args, arg.Name+" = "+value)
		}
		text += does(fmt.Sprintf("a%d", i), fmt.Sprintf("%d h", i+2), a.Name, args...)
	}
	cases := compiled(t, text)
	actions := cases[0].Config.Script.Actions
	if len(actions) != len(words)+2 {
		t.Fatalf("%d actions of %d", len(actions), len(words)+2)
	}
	for i, a := range words {
		got := &actions[i+2]
		if got.Do != a.Name || got.At != int64(i+2)*civil.Hour {
			t.Fatalf("%s at %d stands in the place of %s", got.Do, got.At, a.Name)
		}
		if set := filled(&got.Args); set != len(a.Args) {
			t.Errorf("%s has %d arguments and %d of them are filled in: %+v", a.Name, len(a.Args), set, got.Args)
		}
		if !model.Knows(a.Name) {
			t.Errorf("the model has no handler for %s", a.Name)
		}
	}
}

// filled counts the arguments that are not left out. "all" is written out as no number.
func filled(a *model.Args) (n int) {
	v := reflect.ValueOf(*a)
	for i := range v.NumField() {
		if name := v.Type().Field(i).Name; name == "SKU" {
			if a.SKU >= 0 {
				n++
			}
		} else if !v.Field(i).IsZero() {
			n++
		}
	}
	return n
}

func TestActionsStandInTheOrderOfTimeAndForEachMarketplace(t *testing.T) {
	cases := compiled(t, stageText+does("late", "9 d", "unenroll")+
		"[action.cond]\ndo = \"unenroll\"\nwhen = \"day() > 2\"\n"+
		does("all", "3 d", "approval_change", `asin = "X"`, `market = "all"`, "approved = false")+
		does("early", "1 d", "enroll")+does("never", "61 d", "enroll"))
	var got []string
	for _, a := range cases[0].Config.Script.Actions {
		where := ""
		if a.Args.Market != nil {
			where = a.Args.Market.String()
		}
		got = append(got, a.Name+where)
	}
	if text := strings.Join(got, " "); text != "early allUS allCA allMX late cond" {
		t.Errorf("the actions are %s", text)
	}
}

func TestTheChoiceOfRulesIsCheckedAtItsPlace(t *testing.T) {
	for _, c := range []struct{ more, place, msg, hint string }{
		{"[rules]\neval_hours_maxx = \"12 h\"\n", "22:1", `no rule has a parameter "eval_hours_maxx"`, "eval_hours_max"},
		{"[rules]\neval_mode = \"fast\"\n", "22:1", "eval_mode", ""},
		{"[rules]\nprofile = \"2021\"\n", "22:11", `there is no profile "2021"`, ""},
		{"[rules]\noff = [\"RF-ELIG-01\", \"RF-ELIG-77\"]\n", "22:22", "RF-ELIG-77", ""},
		{does("a", "1 d", "enroll") + "[expect.x]\nat = \"2 d\"\nthat = \"day() > 1\"\nrule = \"RF-NOPE-01\"\n", "28:8", "no rule is called", ""},
		{"[expect.x]\nat = \"2 d\"\nthat = 'rf_state(\"Y\", \"CA\") == \"ACTIVE\"'\n", "23:18", `no product is called "Y"`, "X, X-CA"},
		{"[rule.x]\nwhen = \"stok.CA > 0\"\ndo = \"block\"\n", "22:9", "unknown name stok", `"stock"`},
		{does("a", "1 d", "enroll") + "[action.b]\nwhen = 'offer(\"X\", \"CA\")'\ndo = \"unenroll\"\n", "26:8", "expected bool", ""},
	} {
		_, problems := tryText(t, stageText+c.more+"[case.base]\n")
		if !strings.Contains(problems, "test.toml:"+c.place+":") || !strings.Contains(problems, c.msg) ||
			!strings.Contains(problems, c.hint) {
			t.Errorf("want %q (%s) at %s:\n%s", c.msg, c.hint, c.place, problems)
		}
	}
}

func TestACaseMayHoldOtherRules(t *testing.T) {
	cases := compiled(t, stageText+does("a", "1 d", "enroll")+"[rules]\neval_hours_max = \"12 h\"\noff = [\"RF-ELIG-03\"]\n"+
		"[case.dated]\n[case.seed]\nprofile = \"seed\"\nrules.eval_hours_max = \"6 h\"\n")
	for i, want := range []string{"2024 12h 43200", "seed 6h 21600"} {
		set := cases[i].Config.Rules.At(cases[i].Config.Start)
		text := fmt.Sprintf("%s %s %d", set.Profile(), strings.ReplaceAll(set.Text("eval_hours_max"), " ", ""), set.Delay("eval_hours_max"))
		if text != want || set.On("RF-ELIG-03") || !set.On("RF-ELIG-02") {
			t.Errorf("case %d: %s, want %s", i, text, want)
		}
	}
}

func TestFeesThatOnlyActionsMayNeedAreNoError(t *testing.T) {
	bare := strings.Replace(strings.Replace(stageText, "[assume]\ncards = \"nearest\"\n", "", 1), "2026-02-02", "2018-10-01", 1)
	cases := compiled(t, bare+does("a", "1 d", "create_plan", `plan = "P1"`, `market = "US"`, "items = { X = 40 }"))
	for _, l := range cases[0].Config.SKUs[0].Listings {
		if l.Tariff[market.LocalFBA] != nil || !l.Sold {
			t.Errorf("a card of 2018, or not sold: %+v", l.Sold)
		}
	}
	if remarks := strings.Join(cases[0].Remarks, "\n"); !strings.Contains(remarks, "US: local FBA has no card for ") {
		t.Errorf("nothing says so:\n%s", remarks)
	}
	_, problems := tryText(t, strings.Replace(bare, "opening.US", "demand.US = \"2 units/d\"\nopening.US", 1)+
		does("a", "1 d", "create_plan", `plan = "P1"`, `market = "US"`, "items = { X = 40 }"))
	if !strings.Contains(problems, "error[missing-card]") {
		t.Errorf("buyers need cards:\n%s", problems)
	}
}

func TestAReplicationShowsEverythingWhereNothingIsDrawn(t *testing.T) {
	for more, want := range map[string]bool{
		does("a", "1 d", "enroll"): true,
		does("a", "1 d", "place_order", `sku = "X"`, `market = "US"`, "units = 1"): false,
		does("a", "1 d", "enroll") + "[risk]\nerrors = \"catalogue\"\n":            false,
		does("a", "1 d", "enroll") + "[rules]\neval_mode = \"uniform\"\n":          false,
		does("a", "1 d", "enroll") + "[market.CA]\nads = \"uniform(1, 2) %\"\n":    false,
	} {
		cases := compiled(t, stageText+more)
		if got := cases[0].Certain(); got != want {
			t.Errorf("%s: certain %v", more, got)
		}
	}
}

func TestRisksAreOffUnlessAskedFor(t *testing.T) {
	base := stageText + does("a", "1 d", "enroll")
	none := compiled(t, base)[0].Config
	if c := none.Chance; c.Misroute != model.NoRef || c.Short != model.NoRef || c.Hazard != model.NoRef || c.Splits {
		t.Errorf("chance without [risk]: %+v", c)
	}
	all := compiled(t, base+"[risk]\nerrors = \"catalogue\"\nshort = \"9 %\"\n")[0].Config
	if c := all.Chance; !c.Splits || mean(all, c.Misroute) != 0.01 || mean(all, c.Short) != 0.09 || mean(all, c.Hazard) != 0.03 {
		t.Errorf("chance: %+v", c)
	}
	if ref := all.Merchant[market.CA].Refused; mean(all, ref) != 0.02 {
		t.Errorf("refusals %v", ref)
	}
}

func mean(c *model.Config, ref model.Ref) float64 {
	if ref == model.NoRef {
		return -1
	}
	return c.Inputs[ref].Dist.Mean()
}

func TestMerchantsExportsAndRivalsCompile(t *testing.T) {
	c := compiled(t, stageText+does("a", "1 d", "enroll")+`
[merchant.CA]
shipping = "12 USD/order"
discount = "10 %"
charged = "5 CAD/order"
handling = "1 d"
incoterm = "DDP"
service = "1 USD/order"
return_cost = "25 CAD/order"
limit.weight = "20 lb"
[export.DE]
shipping = "14 USD/order"
duty = "19 %"
open = ["IMR1", "IMR4"]
[market.CA]
competitor.rival = { price = "27 CAD", days = "2 d", prime = true, sku = "X-CA" }
`)[0].Config
	m := &c.Merchant[market.CA]
	if mean(c, m.Shipping.Ref) != 12 || mean(c, m.Discount) != 0.1 || mean(c, m.Charged.Ref) != 5 || m.Handling != civil.Day ||
		!m.PaysDuty || mean(c, m.ReturnCost.Ref) != 25 || m.Limit.Weight == 0 || m.Limit.HasDims {
		t.Errorf("merchant %+v", m)
	}
	if us := &c.Merchant[market.US]; us.PaysDuty || us.Handling != 2*civil.Day || us.Shipping.Ref != model.NoRef {
		t.Errorf("a merchant by the rules: %+v", us)
	}
	if len(c.Abroad) != 1 || c.Abroad[0].Country != "DE" || mean(c, c.Abroad[0].Duty) != 0.19 || len(c.Open) != 2 {
		t.Errorf("abroad %+v, open %+v", c.Abroad, c.Open)
	}
	if r := c.Rivals[market.CA]; len(r) != 1 || r[0].Name != "rival" || !r[0].Prime || mean(c, r[0].Price.Ref) != 27 || fmt.Sprint(r[0].SKUs) != "[1]" {
		t.Errorf("rivals %+v", r)
	}
}

// TestAskingChangesNothing compares the cases of a plan with and without an expectation
// and a rule that never holds: scripted cases go another way through the model. Stock
// in Canada runs out again and again.
func TestAskingChangesNothing(t *testing.T) {
	text := head + `
[local.CA]
setup   = "900 CAD"
monthly = "60 CAD/month"
entry   = "90 USD/shipment"
[replenish.US]
policy    = "order-up-to"
cover     = "40 d"
lead_time = "pert(10, 12, 20) d"
[replenish.CA]
policy    = "base-stock"
level     = "20 units"
lead_time = "20 d"
freight   = "1.35 USD/unit"
[assume]
cards = "nearest"
[case.remote]
program.CA = "remote-fulfillment"
[case.local]
program.CA = "local-fba"
[case.switch]
program.CA = [ { use = "local-fba", from = 2026-11-01 }, { use = "remote-fulfillment" } ]
[merchant.CA]
shipping = "9 USD/order"
service  = "1 USD/order"
return_cost = "12 USD/order"
duty     = "5 %"
[case.merchant]
program.CA = "seller-fulfilled"
[case.export]
program.CA = "fba-export"
`
	plain := compiled(t, text)
	for _, more := range []string{
		"[rule.none]\nwhen = \"stock.CA < 0\"\ndo = \"block\"\n",
		"[expect.x]\nat = \"9 d\"\nthat = \"day() == 9\"\n",
	} {
		asked := compiled(t, text+more)
		for i := range plain {
			for rep := range 3 {
				o := model.Options{Seed: 7, Replication: rep}
				a := *simulate(t, model.NewRun(plain[i].Config), o)
				b := *simulate(t, model.NewRun(asked[i].Config), o)
				if a.Profit != b.Profit || a.Markets[market.CA].Orders != b.Markets[market.CA].Orders || a.Markets[market.CA].Orders == 0 {
					t.Errorf("%s in case %s, replication %d: profit %v and %v, %d and %d orders in Canada", more[1:7],
						plain[i].Plan.Case, rep, a.Profit, b.Profit, a.Markets[market.CA].Orders, b.Markets[market.CA].Orders)
				}
			}
		}
	}
}

func TestBuyersAbroadWantAShareOfUSDemand(t *testing.T) {
	text := strings.Replace(head, "opening.US", "export.JP = \"1 units/d\"\nopening.US", 1) + `
[assume]
cards = "nearest"
[export.DE]
demand   = "10 %"
shipping = "14 USD/order"
duty     = "19 %"
[export.JP]
demand   = "50 %"
[case.a]
program.CA = "none"
`
	c := compiled(t, text)[0].Config
	x := c.SKUs[0].Exports
	if len(x) != 2 || x[0].Country != "DE" || x[1].Country != "JP" || math.Abs(mean(c, x[0].Listing.Demand)-0.1*13/6) > 1e-9 || mean(c, x[1].Listing.Demand) != 1 {
		t.Fatalf("exports %+v", x)
	}
	home := sample(t, compiled(t, strings.Replace(text, "export.JP = \"1 units/d\"\n", "", 1), "export.DE.demand=0 %", "export.JP.demand=0 %")[0].Config, 4,
		func(o *model.Outcome) float64 { return o.Profit.Float() })
	world := sample(t, c, 4, func(o *model.Outcome) float64 { return o.Profit.Float() })
	if world.Mean <= home.Mean {
		t.Errorf("profit %v with buyers abroad, %v without", world.Mean, home.Mean)
	}
}
