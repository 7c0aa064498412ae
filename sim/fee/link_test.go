package fee

import (
	"testing"

	"pgregory.net/rapid"

	"fbasim/sim/civil"

	"fbasim/sim/market"
	"fbasim/sim/money"
)

// link prices the iron by Remote Fulfillment in Canada from its US price.
func link(t testing.TB, rule, category string) *Link {
	t.Helper()
	b := builtin(t)
	r, ok := b.PriceRule(rule)
	if !ok {
		t.Fatal(rule)
	}
	tariff := func(p market.Program, m market.Marketplace) *Tariff {
		route := Route{Program: p, Market: m, From: day(t, "2026-01-15"), To: day(t, "2026-12-31")}
		tariff, gaps := b.Tariff(iron(t, category), route, Assume{Nearest: true})
		if len(gaps) > 0 {
			t.Fatal(gaps)
		}
		return tariff
	}
	return &Link{Rule: r, Source: tariff(market.LocalFBA, market.US), Conversion: 15 * money.Percent / 10,
		Target: tariff(market.RemoteFulfillment, market.CA)}
}

func TestALinkedPriceLeavesTheNetProceedsOfTheSource(t *testing.T) {
	for _, c := range []struct{ rule, category, on, price, fx, want string }{
		// By hand: 24.99 less 7.13 and 15 % are 14.1115, times 1.37 x 1.015 is 19.62275; with 15.83 that is
		// 35.45275, over 85 % 41.7091.
		{"bil-v2", "home", "2026-03-01", "24.99", "1.37", "41.71"},
		// The surcharges of both stores: 14.1115 - 0.24955 makes 19.27574, with 15.83 x 1.035 35.65979.
		{"bil-v2", "home", "2026-05-01", "24.99", "1.37", "41.95"},
		{"bil-v1", "home", "2026-05-01", "24.99", "1.37", "40.30"}, // 17.86 x 1.37 + 15.83
		{"bil-plain", "home", "2026-05-01", "24.99", "1.37", "34.24"},
		// Baby products pay 8 % up to 10 USD and 15 CAD. 5 USD less 6.31 and 0.40 are -1.71, times 1.0556
		// -1.80508, with 15.83 14.02492; over 92 % that is 15.24, in the band of 15 %, which makes 16.49991.
		{"bil-v2", "baby", "2026-03-01", "5.00", "1.04", "16.50"},
	} {
		k := link(t, c.rule, c.category)
		fx, err := money.ParseRate(c.fx)
		if err != nil {
			t.Fatal(err)
		}
		got, err := k.Price(day(t, c.on), usd(t, c.price), fx)
		if err != nil || got.Price.String() != c.want {
			t.Errorf("%+v: %v, %v", c, got.Price, err)
		}
	}
}

func TestAMinimumReferralFeeCountsInALinkedPrice(t *testing.T) {
	// A device accessory of 45 %, and a rule whose target charges next to nothing: the price is below the
	// one at which 15 % exceed the minimum of 0.40.
	k := link(t, "bil-v2", "home")
	k.Option = PriceOption{Rule: "pct_below", Value: 95 * money.Percent}
	got, err := k.Price(day(t, "2026-03-01"), usd(t, "10.00"), money.One)
	if err != nil {
		t.Fatal(err)
	}
	referral, _ := k.Target.Sale(day(t, "2026-03-01"), got.Price)
	if left := got.Price - referral.Amount; referral.Amount.String() != "0.40" || (left-got.Adjusted).RoundCents() != 0 {
		t.Errorf("price %v, referral fee %v, left %v of %v", got.Price, referral.Amount, left, got.Adjusted)
	}
}

func TestTheQuickPriceIsTheExactOneBeforeRounding(t *testing.T) {
	links := []*Link{link(t, "bil-v2", "home"), link(t, "bil-v1", "home"), link(t, "bil-plain", "home"), link(t, "bil-v2", "clothing"),
		link(t, "bil-v2", "electronics accessories")}
	first := day(t, "2026-01-15")
	rapid.Check(t, func(t *rapid.T) {
		k := *rapid.SampledFrom(links).Draw(t, "link")
		k.Option.Rule = rapid.SampledFrom([]string{"", "pct_above", "pct_below", "fixed_above"}).Draw(t, "option")
		k.Option.Value = money.Rate(rapid.Int64Range(0, int64(money.One/2)).Draw(t, "value"))
		k.OptionStep = rapid.SampledFrom([]string{"", "source", "adjusted", "price"}).Draw(t, "step")
		k.RateRounding = rapid.SampledFrom([]string{"", "none", "whole"}).Draw(t, "rounding")
		source := money.Amount(rapid.Int64Range(1, 2_000_00).Draw(t, "cents")) * money.Cent
		fx := money.Rate(rapid.Int64Range(int64(money.One/2), int64(30*money.One)).Draw(t, "fx"))
		d := first + civil.Date(rapid.IntRange(0, 330).Draw(t, "day"))
		near, exact := k.Near(d, source, fx), PriceSteps{}
		exact, err := k.Price(d, source, fx)
		if err != nil {
			if near > money.Cent {
				t.Fatalf("near %v, exact %v", near, err)
			}
			return
		}
		if diff := near - exact.Price; diff > money.Cent/2+100 || diff < -money.Cent/2-100 {
			t.Fatalf("near %v, exact %v", near, exact.Price)
		}
	})
	k := links[0]
	if n := testing.AllocsPerRun(100, func() { k.Near(first, 24_990_000, 1_370_000_000) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestAPriceBeyondReasonIsAnError(t *testing.T) {
	k := link(t, "bil-plain", "home")
	for _, source := range []money.Amount{0, -money.Unit, money.Max} {
		if got, err := k.Price(day(t, "2026-03-01"), source, money.One); err == nil || k.Near(day(t, "2026-03-01"), source, money.One) != 0 {
			t.Errorf("%v makes %v", source, got.Price)
		}
	}
}
