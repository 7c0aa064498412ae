package compile_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"fbasim/sim/civil"
	"fbasim/sim/fee"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
	"fbasim/sim/scenario/compile"
)

// buyers notes who ordered when, and the revenue by day of the order.
type buyers struct {
	silent
	placed map[model.OrderName]int64
}

func (b *buyers) Order(tick int64, o model.OrderName, s model.Step) {
	if s == model.Placed {
		b.placed[o] = tick
	}
}

func ordersOf(t testing.TB, cfg *model.Config) (map[model.OrderName]int64, *model.Outcome) {
	t.Helper()
	b := &buyers{placed: map[model.OrderName]int64{}}
	o := simulate(t, model.NewRun(cfg), model.Options{Seed: 3, Tracer: b})
	return b.placed, o
}

// within counts the orders placed from one day of the scenario to another.
func within(placed map[model.OrderName]int64, from, to int64) (n float64) {
	for _, tick := range placed {
		if tick >= from*civil.Day && tick < to*civil.Day {
			n++
		}
	}
	return n
}

// demand is 100 units a day in the US for 100 days at 25.00 USD.
const demand = `schema = 1
extends = ["unit.toml"]
horizon = "100 d"
warmup = "0 d"
[product.UNIT]
price = { US = "25.00 USD" }
demand.US = "100 units/d"
opening.US = "30000 units"
[case.only]
program.US = "local-fba"
`

func TestAPromotionSellsMoreOnItsDaysAndMovesNobodyElse(t *testing.T) {
	// Days 20 to 29, 60 to 64 and 80 to 84; the second overlaps a market-wide one that is worth less.
	plain, full := ordersOf(t, compiled(t, demand)[0].Config)
	cfg := compiled(t, demand+`
[product.UNIT.promotion.spring]
market = "US"
from = 2026-02-22
to = 2026-03-03
discount = "20 %"
uplift = "150 %"
[product.UNIT.promotion.flash]
market = "US"
from = 2026-04-03
to = 2026-04-07
price = "15.00 USD"
uplift = "400 %"
[product.UNIT.promotion.again]
market = "US"
from = 2026-04-23
to = 2026-04-27
discount = "20 %"
uplift = "150 %"
[market.US.promotion.week]
from = 2026-04-01
to = 2026-04-07
discount = "10 %"
uplift = "0 %"
`)[0].Config
	promoted, o := ordersOf(t, cfg)
	for name, tick := range plain {
		if promoted[name] != tick {
			t.Fatalf("%v ordered on day %d and with promotions on day %d", name, tick/civil.Day, promoted[name]/civil.Day)
		}
	}
	for _, c := range []struct {
		from, to int64
		times    float64
	}{{0, 20, 1}, {20, 30, 2.5}, {30, 60, 1}, {60, 65, 5}, {65, 80, 1}, {80, 85, 2.5}, {85, 100, 1}} {
		before, after := within(plain, c.from, c.to), within(promoted, c.from, c.to)
		if c.times == 1 && before != after {
			t.Errorf("days %d to %d: %v orders became %v without a promotion", c.from, c.to, before, after)
		}
		want := 100 * float64(c.to-c.from) * c.times
		if math.Abs(after-want) > 4*math.Sqrt(want) {
			t.Errorf("days %d to %d: %v orders, want about %.0f", c.from, c.to, after, want)
		}
	}
	spring := within(promoted, 20, 30) + within(promoted, 80, 85)
	flash, week := within(promoted, 60, 65), within(promoted, 58, 60)
	rest := float64(len(promoted)) - spring - flash - week
	want := money.Amount(rest*25+spring*20+flash*15)*money.Unit + money.Amount(week*22.5*float64(money.Unit))
	if got := o.Native[ledger.Revenue][market.US]; got != want {
		t.Errorf("revenue %v, want %v", got, want)
	}
	if full.Native[ledger.Revenue][market.US] != money.Amount(len(plain))*25*money.Unit {
		t.Errorf("revenue %v without promotions", full.Native[ledger.Revenue][market.US])
	}
}

func TestAPromotionWithoutUpliftFollowsTheElasticity(t *testing.T) {
	cfg := compiled(t, demand+`
[market.US]
response.price_elasticity = "-2"
[market.US.promotion.half]
from = 2026-02-12
to = 2026-04-02
discount = "20 %"
`)[0].Config
	placed, _ := ordersOf(t, cfg)
	want := 100 * 50 / (0.8 * 0.8)
	if got := within(placed, 10, 60); math.Abs(got-want) > 4*math.Sqrt(want) {
		t.Errorf("%v orders in 50 days at 20 %% off, want about %.0f", got, want)
	}
	if got := within(placed, 60, 100); math.Abs(got-4000) > 4*math.Sqrt(4000) {
		t.Errorf("%v orders in 40 days at the full price", got)
	}
}

func TestAnUpliftStandsForThePriceResponse(t *testing.T) {
	cfg := compiled(t, demand+`
[market.US]
response.price_elasticity = "-2"
[market.US.promotion.half]
from = 2026-02-12
to = 2026-04-02
discount = "20 %"
uplift = "100 %"
`)[0].Config
	placed, _ := ordersOf(t, cfg)
	if got := within(placed, 10, 60); math.Abs(got-10_000) > 4*math.Sqrt(10_000) {
		t.Errorf("%v orders in 50 days, want twice 5000 whatever the elasticity", got)
	}
}

func TestAPriceOfNextToNothingHasALimitedReach(t *testing.T) {
	cfg := compiled(t, demand+`
[market.US]
response.price_elasticity = "-6"
[market.US.promotion.gift]
from = 2026-02-12
to = 2026-02-12
discount = "99.9 %"
`, "product.UNIT.demand.US=1 units/d")[0].Config
	placed, _ := ordersOf(t, cfg)
	if got := within(placed, 10, 11); math.Abs(got-1000) > 4*math.Sqrt(1000) {
		t.Errorf("%v orders on the day, want a thousand times the usual one", got)
	}
}

func TestBuyersComeInTheSameSecond(t *testing.T) {
	cfg := compiled(t, demand, "horizon=1 d", "product.UNIT.demand.US=200000 units/d", "product.UNIT.opening.US=300000 units")[0].Config
	o := simulate(t, model.NewRun(cfg), model.Options{Seed: 3})
	if got := float64(o.Markets[market.US].Orders); math.Abs(got-200_000) > 4*math.Sqrt(200_000) {
		t.Errorf("%v orders, want about 200000", got)
	}
}

func TestEveryProgramHasItsPriceAndDemandIsStatedAtTheReferences(t *testing.T) {
	// Local FBA at 10 % less than the reference offer, elasticity -2, no border charges up to 40 CAD by courier but
	// 13 % sales tax at home.
	text := []string{"product.UNIT.price.CA={ default = \"30.00 CAD\", local-fba = \"27.00 CAD\" }", "fx.CAD=0.75 USD"}
	remote, _ := ordersOf(t, load(t, "canada.toml", append(text, "product.UNIT.opening.CA=0 units")...)[0].Config)
	local, o := ordersOf(t, load(t, "canada.toml", append(text, "case.any.program.CA=local-fba")...)[0].Config)
	landed := 27.00 * 1.13 / 30.00
	want := 20 * 200 * math.Pow(landed, -2)
	if got := float64(len(local)); math.Abs(got-want) > 4*math.Sqrt(want) {
		t.Errorf("%v local orders, want about %.0f", got, want)
	}
	if got := float64(len(remote)); math.Abs(got-4000) > 4*math.Sqrt(4000) {
		t.Errorf("%v orders at the reference offer, want about 4000", got)
	}
	if got, want := o.Native[ledger.Revenue][market.CA], money.Amount(len(local))*27*money.Unit; got != want {
		t.Errorf("revenue %v CAD, want %v", got, want)
	}
}

func TestACaseWithAnotherPriceSellsMoreOrLess(t *testing.T) {
	cases := compiled(t, strings.Replace(demand, "[case.only]\nprogram.US = \"local-fba\"\n", `
[market.US]
response.price_elasticity = "-2"
[case.cheap]
product.UNIT.price.US = "20.00 USD"
[case.usual]
baseline = true
`, 1))
	cheap, _ := ordersOf(t, cases[0].Config)
	usual, _ := ordersOf(t, cases[1].Config)
	for name, tick := range usual {
		if cheap[name] != tick {
			t.Fatalf("%v does not buy at the lower price", name)
		}
	}
	want := float64(len(usual)) / (0.8 * 0.8)
	if got := float64(len(cheap)); math.Abs(got-want) > 4*math.Sqrt(want) {
		t.Errorf("%v orders at 20 %% less, want about %.0f", got, want)
	}
	// A sweep of the price moves demand as well.
	price := model.Ref(slices.IndexFunc(cases[1].Config.Inputs, func(in model.Input) bool { return in.Name == "product.UNIT.price.US" }))
	o, err := model.NewRun(cases[1].Config).Simulate(model.Options{Seed: 3, Overrides: []model.Override{{Input: price, Value: 20}}})
	if err != nil || o.Markets[market.US].Orders != int64(len(cheap)) {
		t.Errorf("%d orders with the price overridden (%v), %d in the case", o.Markets[market.US].Orders, err, len(cheap))
	}
}

func TestAutomaticPricesLeaveTheNetProceedsOfTheUS(t *testing.T) {
	auto := []string{"product.UNIT.price.CA=auto", "fx.CAD=0.75 USD"}
	remote := load(t, "canada.toml", auto...)[0]
	price := priceOf(t, remote, market.RemoteFulfillment)
	f, err := facts()
	if err != nil {
		t.Fatal(err)
	}
	// Amazon's steps, from the fees of each store.
	us := fees(t, f.Cards, remote, market.US, market.LocalFBA, 24.99)
	ca := fees(t, f.Cards, remote, market.CA, market.RemoteFulfillment, price)
	accs := remote.Config.Accs.Float()
	net := (24.99 - us.referral - us.fulfillment) / 0.75 * (1 + accs)
	want := (net + ca.fulfillment) / (1 - ca.referral/price)
	if math.Abs(price-want) > 0.011 || accs <= 0 {
		t.Errorf("Remote Fulfillment is priced %.2f CAD, by hand %.2f (%+v %+v)", price, want, us, ca)
	}
	dated := load(t, "canada.toml", "product.UNIT.price.CA=auto",
		`fx.CAD={ points = ["2026-01-01 0.70", "2026-02-02 0.75", "2026-02-03 0.80"] }`)[0]
	if got := priceOf(t, dated, market.RemoteFulfillment); got != price {
		t.Errorf("at a dated rate of 0.75 on the first day the price is %.2f, want %.2f", got, price)
	}
	local := load(t, "canada.toml", append(auto, "case.any.program.CA=local-fba")...)[0]
	if got := priceOf(t, local, market.LocalFBA); math.Abs(got-24.99/0.75) > 0.006 {
		t.Errorf("local FBA is priced %.2f CAD, want the US price converted", got)
	}
	if !slices.ContainsFunc(remote.Remarks, func(s string) bool { return strings.Contains(s, "bil-v2") }) {
		t.Errorf("no remark on the price among %q", remote.Remarks)
	}
}

func priceOf(t testing.TB, c compile.Case, use market.Program) float64 {
	t.Helper()
	ref := c.Config.SKUs[0].Listings[market.CA].Price[use]
	if ref == model.NoRef {
		t.Fatalf("%v has no price", use)
	}
	return c.Config.Inputs[ref].Dist.Mean()
}

type unitFees struct{ referral, fulfillment float64 }

func fees(t testing.TB, book *fee.Book, c compile.Case, m market.Marketplace, use market.Program, price float64) unitFees {
	t.Helper()
	tariff := c.Config.SKUs[0].Listings[m].Tariff[use]
	if m == market.US {
		tariff = c.Config.SKUs[0].Pools[market.US].Tariff
	}
	p, _ := money.FromFloat(price)
	referral, _ := tariff.Sale(c.Config.Start, p)
	ship, surcharge := tariff.Ship(c.Config.Start, p)
	f := unitFees{referral.Amount.Float(), ship.Amount.Float()}
	if m == market.US {
		f.fulfillment += surcharge.Amount.Float()
	}
	return f
}
