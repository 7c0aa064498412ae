package compile_test

import (
	"cmp"
	"flag"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
	"fbasim/sim/policy"
	"fbasim/sim/program"
)

// Random plans of seller actions never break an invariant: units are conserved, the
// ledger balances, nothing is active in Remote Fulfillment beside local stock, no
// evaluation takes longer than its limit, inbound plans add up (INV-01, 02, 05, 07, 08).

// mostActions bounds the length of a random plan.
const mostActions = 24

// randomPlan draws a script over three SKUs, two of one ASIN, and two countries.
func randomPlan(t *rapid.T, cfg *model.Config) model.Script {
	var s model.Script
	for i := range rapid.IntRange(1, mostActions).Draw(t, "actions") {
		a := randomAction(t, cfg, i)
		s.Actions = append(s.Actions, a)
	}
	slices.SortStableFunc(s.Actions, func(a, b model.Action) int { return cmp.Compare(a.At, b.At) })
	return s
}

func randomAction(t *rapid.T, cfg *model.Config, i int) model.Action {
	words := policy.Actions()
	word := words[rapid.IntRange(0, len(words)-1).Draw(t, "do")]
	a := model.Action{Name: word.Name, Do: word.Name, At: int64(rapid.IntRange(0, 60*24).Draw(t, "at")) * civil.Hour}
	a.Args.SKU = int32(rapid.IntRange(0, len(cfg.SKUs)-1).Draw(t, "sku"))
	a.Args.ASIN = cfg.SKUs[a.Args.SKU].Facts.ASIN
	m := market.Marketplace(rapid.IntRange(0, 2).Draw(t, "market"))
	a.Args.Market = &m
	for _, arg := range word.Args {
		if !arg.Optional || rapid.Bool().Draw(t, arg.Name+"?") {
			randomArg(t, &a.Args, word, arg, m)
		}
	}
	return a
}

// pick draws one of some words.
func pick(t *rapid.T, name string, words ...string) string {
	return words[rapid.IntRange(0, len(words)-1).Draw(t, name)]
}

func coin(t *rapid.T, name string) *bool {
	yes := rapid.Bool().Draw(t, name)
	return &yes
}

func randomArg(t *rapid.T, x *model.Args, word policy.Action, arg policy.Arg, m market.Marketplace) {
	switch arg.Type {
	case "markets":
		list := [][]market.Marketplace{{}, {market.CA}, {market.CA, market.MX}}[rapid.IntRange(0, 2).Draw(t, "markets")]
		x.Markets = &list
	case "country":
		x.Country = pick(t, "country", "CA", "MX", "GB", "JP", "US", "IN")
		x.Home = "US"
	case "method":
		x.Method = pick(t, "method", "alc", "bil", "manual")
	case "channel":
		use := []market.Program{market.LocalFBA, market.RemoteFulfillment, market.SellerFulfilled, market.NoProgram}[rapid.IntRange(0, 3).Draw(t, "channel")]
		x.Channel = &use
	case "money":
		x.Price = &money.Money{Amount: money.Amount(rapid.IntRange(100, 9000).Draw(t, "price")) * money.Cent * 10, Currency: m.Currency()}
	case "units":
		x.Units = int64(rapid.IntRange(1, 60).Draw(t, "units"))
	case "signed":
		x.Units = int64(rapid.IntRange(-40, 40).Draw(t, "units"))
	case "span":
		span := int64(rapid.IntRange(0, 40).Draw(t, "days")) * civil.Day
		x.Span = &span
	case "plan":
		x.Plan = pick(t, "plan", "A", "B")
	case "shipment":
		x.Shipment = rapid.IntRange(1, 3).Draw(t, "shipment")
	case "order":
		x.Order = rapid.IntRange(0, 4).Draw(t, "order")
	case "items":
		x.Items = []model.Item{{SKU: x.SKU, Units: int64(rapid.IntRange(1, 90).Draw(t, "items"))}}
	case "counts":
		if len(x.Items) > 0 {
			half := x.Items[0].Units / 2
			x.Split = []int64{half, x.Items[0].Units - half}
		}
	case "via":
		x.Via = pick(t, "via", "ui", "api")
	case "mode":
		x.Mode = pick(t, "mode", "parcel", "ltl", "ftl")
	case "level":
		x.Level = pick(t, "level", "pass", "high", "unassessed")
	case "condition":
		x.Condition = pick(t, "condition", "sellable", "unsellable")
	case "fault":
		x.Fault = pick(t, "fault", "amazon", "buyer", "none")
	case "address":
		x.Address = pick(t, "address", "local", "foreign", "none")
	case "cause":
		x.Cause = pick(t, "cause", "carrier_only", "mixed", "seller")
	case "classes":
		x.Classes = []string{pick(t, "class", "EXR1", "IMR4", "TRR1", "dangerous_goods", "restricted")}
	case "program":
		use := market.Program(rapid.IntRange(1, int(market.SellerFulfilled)).Draw(t, "program"))
		x.Program = &use
	case "bool":
		randomFlag(t, x, arg.Name)
	}
}

func randomFlag(t *rapid.T, x *model.Args, name string) {
	switch yes := coin(t, name); name {
	case "placement":
		x.Placement = nil // the service has no fee card on these days
	case "duty_paid":
		x.DutyPaid = yes
	case "appointment":
		x.Appointment = yes
	case "partnered_carrier":
		x.Partnered = yes
	case "prime":
		x.Prime = yes
	case "defect":
		x.Defect = yes
	case "free_returns":
		x.FreeReturns = yes
	default:
		x.Enable = yes
	}
}

func TestRandomPlansOfActionsBreakNoInvariant(t *testing.T) {
	const few = 2000 // the slow campaign tries 100,000
	tryPlans(t, few)
}

// tryPlans plays random plans with the invariants looked at after every event.
func tryPlans(t *testing.T, wanted int) {
	t.Helper()
	tried, events, findings := 0, uint64(0), int64(0)
	base := load(t, "random-plans.toml")[0].Config
	check := func(t *rapid.T) {
		tried++
		cfg := *base
		cfg.Script = randomPlan(t, base)
		enrolled := rapid.Bool().Draw(t, "enrolled")
		cfg.Seller.Enrolled, cfg.Seller.EverEnrolled = enrolled, enrolled
		cfg.Seller.AutoListing = program.Flags{market.CA: rapid.Bool().Draw(t, "alc"), market.MX: rapid.Bool().Draw(t, "alc mx")}
		out, err := model.NewRun(&cfg).Simulate(model.Options{Seed: 1, Replication: tried, Strict: true})
		if err == nil {
			events, findings = events+out.Events, findings+out.Findings
		} else {
			for _, a := range cfg.Script.Actions {
				t.Logf("%6.1f h %s %+v", float64(a.At)/float64(civil.Hour), a.Do, a.Args)
			}
			t.Fatal(err)
		}
	}
	defer seedRapid(t, "1")
	for round := 1; tried < wanted; round++ {
		seedRapid(t, strconv.Itoa(round)) // each round draws other plans
		rapid.Check(t, check)
		if t.Failed() {
			return
		}
	}
	t.Logf("%d random plans, %d events, %d findings: no invariant broken", tried, events, findings)
}

func seedRapid(t *testing.T, seed string) {
	t.Helper()
	if err := flag.Set("rapid.seed", seed); err != nil {
		t.Fatal(err)
	}
}
