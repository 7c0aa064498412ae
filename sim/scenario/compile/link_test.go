package compile_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fbasim/sim/civil"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
	"fbasim/sim/scenario/compile"
)

// shown notes the price of each Canadian order with the day on which it was placed.
type shown struct {
	silent
	start  civil.Date
	placed map[int64]int64
	prices map[int64]money.Amount
}

func (s *shown) Order(tick int64, o model.OrderName, step model.Step) {
	if step == model.Placed && o.Market == market.CA {
		s.placed[int64(o.Strip)<<40|int64(o.Buyer)] = tick
	}
}

func (s *shown) Record(p ledger.Posting) {
	if p.Line == ledger.Revenue && p.Market == market.CA {
		s.prices[p.Order] = p.Amount
	}
}

// changes lists the days on which the price changed, and to what: "2026-02-02 34.99".
func (s *shown) changes() (list []string) {
	var orders []int64
	for o := range s.prices {
		orders = append(orders, o)
	}
	slices.SortFunc(orders, func(a, b int64) int { return int(s.placed[a] - s.placed[b]) })
	last := money.Amount(-1)
	for _, o := range orders {
		if p := s.prices[o]; p != last {
			list = append(list, fmt.Sprintf("%v %v", s.start+civil.Date(s.placed[o]/civil.Day), p))
			last = p
		}
	}
	return list
}

// pricesOf simulates and lists the prices of Canadian orders.
func pricesOf(t testing.TB, c compile.Case, overrides ...model.Override) []string {
	t.Helper()
	s := &shown{start: c.Config.Start, placed: map[int64]int64{}, prices: map[int64]money.Amount{}}
	simulate(t, model.NewRun(c.Config), model.Options{Seed: 5, Tracer: s, Recorder: s, Overrides: overrides})
	return s.changes()
}

// linkedPrice is the price that Build International Listings makes on a day.
func linkedPrice(t testing.TB, c compile.Case, use market.Program, on string, us, fx float64) string {
	t.Helper()
	d, err := civil.ParseDate(on)
	if err != nil {
		t.Fatal(err)
	}
	source, _ := money.FromFloat(us)
	rate, _ := money.RateFromFloat(1 / fx)
	steps, err := c.Config.SKUs[0].Listings[market.CA].Links[use].Price(d, source, rate)
	if err != nil {
		t.Fatal(err)
	}
	return on + " " + steps.Price.String()
}

// autoCA sells the unit in Canada at an automatic price for 100 days from 2026-02-02.
const autoCA = "extends = [\"canada.toml\"]\nhorizon = \"100 d\"\n[product.UNIT]\nprice.CA = \"auto\"\nopening.CA = \"0 units\"\n"

func TestAnAutomaticPriceFollowsTheExchangeRateBeyondTheDeadBand(t *testing.T) {
	// The Canadian dollar falls by 0.7 % on the 10th, by 1.6 % more on the 20th and is back on March 1.
	// A part of the price are Canadian fees, which a rate does not move.
	rates := `fx.CAD={ points = ["2026-01-01 0.75", "2026-02-10 0.745", "2026-02-20 0.733", "2026-03-01 0.75"] }`
	rf := market.RemoteFulfillment
	for _, c := range []struct {
		name string
		sets []string
		at   []string  // days of change
		fx   []float64 // rates then
	}{
		{"daily", nil, []string{"2026-02-02", "2026-02-20", "2026-03-01"}, []float64{0.75, 0.733, 0.75}},
		{"weekly", []string{"market.CA.auto_price.sync=7 d"}, []string{"2026-02-02", "2026-02-23", "2026-03-02"}, []float64{0.75, 0.733, 0.75}},
		{"without a dead band", []string{"market.CA.auto_price.dead_band=0 %"},
			[]string{"2026-02-02", "2026-02-10", "2026-02-20", "2026-03-01", "2026-04-17"}, []float64{0.75, 0.745, 0.733, 0.75, 0.75}},
		{"a wide dead band", []string{"market.CA.auto_price.dead_band=5 %"}, []string{"2026-02-02"}, []float64{0.75}},
		{"until a day", []string{"market.CA.auto_price.until=2026-02-28"}, []string{"2026-02-02", "2026-02-20"}, []float64{0.75, 0.733}},
	} {
		one := compiled(t, autoCA, append(c.sets, rates)...)[0]
		var want []string
		for i, on := range c.at {
			want = append(want, linkedPrice(t, one, rf, on, 24.99, c.fx[i]))
		}
		if diff := cmp.Diff(want, pricesOf(t, one)); diff != "" {
			t.Errorf("%s: prices (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestAnAutomaticPriceFollowsItsOwnPathOfTheExchangeRate(t *testing.T) {
	one := compiled(t, autoCA, `fx.CAD={ start = "uniform(0.70, 0.80) USD", model = "gbm", vol = "20 %/year" }`)[0]
	list := pricesOf(t, one)
	if len(list) < 5 {
		t.Fatalf("at a volatility of 20 %% the price changes %d times in 100 days: %v", len(list), list)
	}
	for i := 1; i < len(list); i++ {
		before, _ := money.Parse(strings.Fields(list[i-1])[1])
		after, _ := money.Parse(strings.Fields(list[i])[1])
		if by := (after - before).Float() / before.Float(); by < 0.0095 && by > -0.0095 {
			t.Errorf("the price moved by %.4f on %s, inside the dead band", by, list[i])
		}
	}
	again := pricesOf(t, one)
	if diff := cmp.Diff(list, again); diff != "" {
		t.Errorf("a second run:\n%s", diff)
	}
}

func TestAUSSaleIsFollowedInsideItsPeriodOnly(t *testing.T) {
	one := compiled(t, autoCA+`
demand.US = "5 units/d"
[product.UNIT.promotion.sale]
market = "US"
from = 2026-02-20
to = 2026-02-24
price = "19.99 USD"
`)[0]
	rf := market.RemoteFulfillment
	want := []string{linkedPrice(t, one, rf, "2026-02-02", 24.99, 0.731), linkedPrice(t, one, rf, "2026-02-20", 19.99, 0.731),
		linkedPrice(t, one, rf, "2026-02-25", 24.99, 0.731)}
	if diff := cmp.Diff(want, pricesOf(t, one)); diff != "" {
		t.Errorf("prices (-want +got):\n%s", diff)
	}
}

func TestTheSellersOwnPriceBreaksTheLink(t *testing.T) {
	rates := `fx.CAD={ points = ["2026-01-01 0.75", "2026-02-20 0.70"] }`
	promotion := func(lines string) string {
		return autoCA + "[product.UNIT.promotion.own]\nmarket = \"CA\"\nfrom = 2026-02-10\nto = 2026-02-14\n" + lines
	}
	rf := market.RemoteFulfillment
	own := compiled(t, promotion("price = \"30.00 CAD\"\n"), rates)[0]
	first := linkedPrice(t, own, rf, "2026-02-02", 24.99, 0.75)
	price := strings.Fields(first)[1]
	if diff := cmp.Diff([]string{first, "2026-02-10 30.00", "2026-02-15 " + price}, pricesOf(t, own)); diff != "" {
		t.Errorf("a price of the seller's own (-want +got):\n%s", diff)
	}
	// A discount is on the automatic price and leaves the link.
	off := compiled(t, promotion("discount = \"10 %\"\n"), rates)[0]
	list := pricesOf(t, off)
	if n := len(list); n != 4 || list[n-1] != linkedPrice(t, off, rf, "2026-02-20", 24.99, 0.70) {
		t.Errorf("after a discount the prices are %v", list)
	}
	ref := own.Config.SKUs[0].Listings[market.CA].Price[rf]
	swept := pricesOf(t, own, model.Override{Input: ref, Value: 40})
	if diff := cmp.Diff([]string{"2026-02-02 40.00", "2026-02-10 30.00", "2026-02-15 40.00"}, swept); diff != "" {
		t.Errorf("a price that a sweep sets (-want +got):\n%s", diff)
	}
}

func TestAnotherWayOfServingKeepsThePriceAndBreaksTheLink(t *testing.T) {
	rates := `fx.CAD={ points = ["2026-01-01 0.75", "2026-03-20 0.70"] }`
	text := autoCA + `
[case.any]
replenish.CA = { policy = "base-stock", level = "3000 units", lead_time = "20 d", from = 2026-02-02 }
program.CA = [ { use = "local-fba", when = "stock.CA > 0" }, { use = "remote-fulfillment" } ]
`
	one := compiled(t, text, rates)[0]
	list := pricesOf(t, one)
	want := []string{linkedPrice(t, one, market.RemoteFulfillment, "2026-02-02", 24.99, 0.75)}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Errorf("prices (-want +got):\n%s", diff)
	}
}

func TestStoreWideOptionsActOnTheirStep(t *testing.T) {
	price := func(sets ...string) money.Amount {
		c := compiled(t, autoCA, append(sets, "fx.CAD=0.75 USD")...)[0]
		got, err := money.Parse(strings.Fields(pricesOf(t, c)[0])[1])
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	near := func(what string, got money.Amount, want float64) {
		t.Helper()
		if by := got.Float() - want; by > 0.011 || by < -0.011 {
			t.Errorf("%s: %v, want %.2f", what, got, want)
		}
	}
	plain := price().Float()
	near("10 % above, before the referral fee", price("market.CA.auto_price.above=10 %"), plain*1.1)
	near("10 % above the price", price("market.CA.auto_price.above=10 %", "market.CA.auto_price.option_step=price"), plain*1.1)
	near("5 % below", price("market.CA.auto_price.below=5 %"), plain*0.95)
	near("1 USD above, before the referral fee", price("market.CA.auto_price.fixed_above=1 USD"), plain+1/0.75/0.85)
	near("1 USD above the price", price("market.CA.auto_price.fixed_above=1 USD", "market.CA.auto_price.option_step=price"), plain+1/0.75)
	near("the rate converted alone", price("market.CA.auto_price.rule=plain"), 24.99/0.75)
	near("at a whole rate", price("market.CA.auto_price.rule=plain", "market.CA.auto_price.rate_rounding=whole"), 24.99)
	_, problems := tryText(t, autoCA, "market.CA.auto_price.above=10 %", "market.CA.auto_price.below=10 %")
	if !strings.Contains(problems, "give above or below, not both") {
		t.Errorf("two options at once:\n%s", problems)
	}
}
