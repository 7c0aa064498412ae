package compile_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fbasim/sim/civil"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
)

// bills lists the postings of one kind of fee, and the months in which units went out
// and came back.
type bills struct {
	silent
	start   civil.Date
	kind    market.FeeKind
	list    []string
	shipped map[model.OrderName]int64
	months  map[string]*[2]int64 // by month of shipment: shipped, returned in time
}

func (b *bills) day(tick int64) civil.Date { return b.start + civil.Date(tick/civil.Day) }

func (b *bills) Record(p ledger.Posting) {
	if p.Line == ledger.Fee(b.kind) {
		b.list = append(b.list, fmt.Sprintf("%v %v %v", b.day(p.Tick), p.Market, money.Money{Amount: p.Amount, Currency: p.Currency}))
	}
}

func (b *bills) Order(tick int64, o model.OrderName, s model.Step) {
	switch s {
	case model.Shipped:
		b.shipped[o] = tick
		m := b.day(tick).String()[:7]
		if b.months[m] == nil {
			b.months[m] = &[2]int64{}
		}
		b.months[m][0]++
	case model.Returned:
		out, back := b.day(b.shipped[o]), b.day(tick)
		if back < out.NextMonth().NextMonth().NextMonth().FirstOfMonth() {
			b.months[out.String()[:7]][1]++
		}
	}
}

func billsOf(t testing.TB, cfg *model.Config, kind market.FeeKind) *bills {
	t.Helper()
	b := &bills{start: cfg.Start, kind: kind, shipped: map[model.OrderName]int64{}, months: map[string]*[2]int64{}}
	simulate(t, model.NewRun(cfg), model.Options{Seed: 7, Tracer: b, Recorder: b})
	return b
}

// manyReturns sells 6 units a day in the US from 2026-02-02 to 2026-04-02, of which 30 % come back.
const manyReturns = `schema = 1
extends = ["unit.toml"]
horizon = "60 d"
warmup = "0 d"
[product.UNIT]
returns = "30 %"
returns_threshold = "12.5 %"
demand.US = "6 units/d"
opening.US = "3000 units"
[market.US.returns]
delay = "DELAY"
transit = "0 d"
[case.only]
program.US = "local-fba"
`

// apparelPin lets the table for apparel of 2021 stand in for the amounts, 2.76 USD for the unit.
const apparelPin = `assume.cards={ "returns_processing.local-fba.US" = "returns-us-2021", "storage.US" = "storage-us-2024-04" }`

func TestReturnsAboveTheThresholdPayInTheThirdMonthAfterShipment(t *testing.T) {
	for delay, counted := range map[string]bool{"10 d": true, "50 d": true, "100 d": false} {
		text := strings.Replace(manyReturns, "DELAY", delay, 1)
		cfg := compiled(t, text, apparelPin)[0].Config
		b := billsOf(t, cfg, market.ReturnsProcessing)
		var want []string
		for _, m := range []struct{ month, billed string }{{"2026-02", "2026-05-07"}, {"2026-03", "2026-06-07"}, {"2026-04", "2026-07-07"}} {
			n := b.months[m.month]
			if n == nil {
				continue
			}
			pay := n[1] - n[0]/8 // above 12.5 %
			if n[0] >= 25 && pay > 0 {
				fee := money.Money{Amount: money.Amount(pay) * 276 * money.Cent, Currency: money.USD}
				want = append(want, fmt.Sprintf("%s US %v", m.billed, fee))
			}
		}
		if counted != (len(want) > 0) || b.months["2026-04"] == nil || b.months["2026-04"][0] >= 25 {
			t.Fatalf("returns after %s: the sample does not show the rule: %v, %v", delay, want, b.months)
		}
		if diff := cmp.Diff(want, b.list); diff != "" {
			t.Errorf("returns after %s: processing fees (-want +got):\n%s", delay, diff)
		}
	}
}

func TestTheFirstReturnsOfANewProductDoNotPay(t *testing.T) {
	text := strings.Replace(manyReturns, "DELAY", "10 d", 1)
	old := billsOf(t, compiled(t, text, apparelPin)[0].Config, market.ReturnsProcessing)
	fresh := billsOf(t, compiled(t, text, apparelPin, "product.UNIT.established=false")[0].Config, market.ReturnsProcessing)
	sum := func(b *bills) (total money.Amount) {
		for _, line := range b.list {
			a, err := money.Parse(strings.Fields(line)[2])
			if err != nil {
				t.Fatal(err)
			}
			total += a
		}
		return total
	}
	if got, want := sum(old)-sum(fresh), 20*276*money.Cent; got != want {
		t.Errorf("a new product saves %v, want %v for 20 units", got, want)
	}
}

func TestAThresholdWithoutAmountsIsAMissingCard(t *testing.T) {
	text := strings.Replace(manyReturns, "DELAY", "10 d", 1)
	_, problems := tryText(t, text, "assume.cards={ \"storage.US\" = \"storage-us-2024-04\" }")
	for _, want := range []string{"error[missing-card]", "returns_processing.local-fba.US from 2026-02-02", `cards."returns_processing.local-fba.US" = "returns-us-2021"`} {
		if !strings.Contains(problems, want) {
			t.Errorf("no %q in\n%s", want, problems)
		}
	}
	without := compiled(t, strings.Replace(text, "returns_threshold = \"12.5 %\"\n", "", 1))[0]
	if !strings.Contains(strings.Join(without.Remarks, "\n"), "UNIT: the processing fee on returns above the threshold") {
		t.Errorf("no remark among %q", without.Remarks)
	}
}

func TestDefectsOfArrivingStockPayOnTheDayOfReceipt(t *testing.T) {
	text := `schema = 1
extends = ["unit.toml"]
start = 2025-03-03
horizon = "60 d"
warmup = "0 d"
[product.UNIT]
demand.US = "0 units/d"
opening.US = "0 units"
[replenish.US]
policy = "base-stock"
level = "500 units"
lead_time = "20 d"
defects = { share = "3 %", service = "bagging", level = "elevated" }
[case.only]
program.US = "local-fba"
`
	b := billsOf(t, compiled(t, text)[0].Config, market.InboundDefect)
	if diff := cmp.Diff([]string{"2025-03-23 US 21.00 USD"}, b.list); diff != "" { // 3 % of 500 units at 1.40
		t.Errorf("defect fees (-want +got):\n%s", diff)
	}
	_, problems := tryText(t, text, "start=2025-12-01")
	for _, want := range []string{"test.toml:13:21: error[missing-card]: no inbound_defect card for US on 2026-01-01", "rates show unplanned-us-2024 --toml"} {
		if !strings.Contains(problems, want) {
			t.Errorf("no %q in\n%s", want, problems)
		}
	}
	_, problems = tryText(t, strings.Replace(text, `service = "bagging", `, "", 1))
	if !strings.Contains(problems, "replenish.US.defects does not say what Amazon has to do") {
		t.Errorf("a share of nothing in particular:\n%s", problems)
	}
	_, problems = tryText(t, strings.Replace(text, "bagging", "washing", 1))
	if !strings.Contains(problems, `has no service "washing" at level "elevated"`) {
		t.Errorf("a service that no card has:\n%s", problems)
	}
}

func TestStockAboveTheCapacityLimitPaysByTheMonth(t *testing.T) {
	// 9000 units of 48 cubic inches are 250 cubic feet: 50 above the limit, at 10 USD a month, 27 days of February.
	text := `schema = 1
extends = ["unit.toml"]
horizon = "58 d"
warmup = "0 d"
[product.UNIT]
demand.US = "0 units/d"
opening.US = "9000 units"
[market.US]
storage_limit.standard = "200 cu ft"
storage_limit.oversize = "1 cu ft"
[case.only]
program.US = "local-fba"
`
	want := []string{"2026-03-01 US 482.14 USD", "2026-04-01 US 500.00 USD"}
	if diff := cmp.Diff(want, billsOf(t, compiled(t, text)[0].Config, market.StorageOverage).list); diff != "" {
		t.Errorf("overage (-want +got):\n%s", diff)
	}
	two := text + "[product.OTHER]\ncategory = \"toys\"\nsize = \"12 x 12 x 6 in\"\nweight = \"1 lb\"\ncost = \"1 USD\"\nreturns = \"0 %\"\n" +
		"price.US = \"20 USD\"\ndemand.US = \"0 units/d\"\nopening.US = \"50 units\"\n"
	got := billsOf(t, compiled(t, two)[0].Config, market.StorageOverage).list
	// 25 cubic feet of another product: 75 above the limit, 250 parts of 275 of it for the unit.
	want = []string{"2026-03-01 US 65.75 USD", "2026-03-01 US 657.46 USD", "2026-04-01 US 68.18 USD", "2026-04-01 US 681.82 USD"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("overage of two products (-want +got):\n%s", diff)
	}
	_, problems := tryText(t, strings.Replace(text, "[market.US]", "[market.CA]", 1)+"program.CA = \"remote-fulfillment\"\n",
		"product.UNIT.demand.CA=1 units/d")
	if !strings.Contains(problems, "error[missing-card]: no storage_overage card for CA") {
		t.Errorf("a limit in a store whose fee is not known:\n%s", problems)
	}
}

func TestAnArenaWithAutomaticPricesAndLateFeesIsAsGoodAsNew(t *testing.T) {
	text := strings.Replace(manyReturns, "DELAY", "gamma(mean=20, cv=0.5) d", 1) + `program.CA = "remote-fulfillment"
replenish.US = { policy = "base-stock", level = "400 units", lead_time = "20 d", placement = "minimal" }
[market.US.storage_limit]
standard = "5 cu ft"
[market.CA.auto_price]
sync = "3 d"
`
	cfg := compiled(t, text, "product.UNIT.price.CA=auto", "product.UNIT.demand.CA=4 units/d",
		"product.UNIT.opening.US=300 units aged 30 d", "assume.cards=nearest",
		`fx.CAD={ start = "uniform(0.70, 0.76) USD", model = "gbm", vol = "15 %/year" }`)[0].Config
	postings := func(run *model.Run, rep int) []string {
		all := &everything{}
		simulate(t, run, model.Options{Seed: 9, Replication: rep, Recorder: all})
		return all.list
	}
	used := model.NewRun(cfg)
	first := postings(used, 0)
	if second := postings(used, 1); len(second) == 0 || cmp.Equal(first, second) {
		t.Fatal("two replications are alike")
	}
	if diff := cmp.Diff(first, postings(used, 0)); diff != "" {
		t.Errorf("the first replication again, in a used arena:\n%s", diff)
	}
	if diff := cmp.Diff(first, postings(model.NewRun(cfg), 0)); diff != "" {
		t.Errorf("in a new arena:\n%s", diff)
	}
	for _, kind := range []market.FeeKind{market.ReturnsProcessing, market.StorageOverage, market.Placement} {
		if !strings.Contains(strings.Join(first, "\n"), " "+kind.String()+" ") {
			t.Errorf("no %v fee among the postings", kind)
		}
	}
}

// everything writes down every posting.
type everything struct{ list []string }

func (e *everything) Record(p ledger.Posting) {
	e.list = append(e.list, fmt.Sprintf("%d %d %v %v %v %d", p.Tick, p.SKU, p.Market, p.Line, p.Amount, p.Order))
}
