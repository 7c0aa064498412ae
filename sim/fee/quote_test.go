package fee

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"fbasim/sim/market"
	"fbasim/sim/money"
)

// ask is a question about Remote Fulfillment into Canada at 39.99 CAD.
func ask(t testing.TB, on string, item Item) Ask {
	return Ask{Program: market.RemoteFulfillment, Market: market.CA, On: day(t, on), Item: item, Price: usd(t, "39.99")}
}

// short writes the lines of a quote.
func short(q Quote) string {
	var parts []string
	for _, l := range q.Lines {
		parts = append(parts, fmt.Sprintf("%v %v %v %s %s", l.Kind, l.Amount, l.Currency, l.CardID, l.Confidence))
	}
	return strings.Join(parts, "; ")
}

func TestQuoteOfAUnitSoldByRemoteFulfillment(t *testing.T) {
	b := builtin(t)
	a := ask(t, "2026-05-01", iron(t, "home"))
	a.Card = "rf-ca-2024"
	q, err := b.Quote(a)
	if err != nil {
		t.Fatal(err)
	}
	want := "referral 6.00 CAD referral-ca-2020-09 T; fulfillment 15.83 CAD rf-ca-2024 A; fuel_surcharge 0.55 CAD fuel-na-2026 A"
	if short(q) != want || q.Tier != "large_standard" || q.ShippingWeight != "3.35 lb" || len(q.Assumptions) != 1 {
		t.Errorf("quote %s\n%s, %s, %+v\nwant %s", short(q), q.Tier, q.ShippingWeight, q.Assumptions, want)
	}
	for _, l := range q.Lines {
		if !strings.HasPrefix(l.Source, "https://") {
			t.Errorf("%v has no source", l.Kind)
		}
	}
}

func TestQuotesOfTheOtherPrograms(t *testing.T) {
	b := builtin(t)
	for _, c := range []struct {
		p    market.Program
		m    market.Marketplace
		on   string
		item Item
		want string
	}{
		{market.LocalFBA, market.US, "2026-05-01", iron(t, "home"),
			"referral 6.00 USD referral-us-2024-01 T; fulfillment 7.13 USD fba-us-2026 A*; fuel_surcharge 0.25 USD fuel-na-2026 A"},
		{market.FBAExport, market.MX, "2026-05-01", iron(t, "home"),
			"referral 6.00 USD referral-us-2024-01 T; fulfillment 7.13 USD fba-us-2026 A*; fuel_surcharge 0.25 USD fuel-na-2026 A"},
		{market.SellerFulfilled, market.CA, "2026-05-01", iron(t, "footwear"), "referral 6.00 CAD referral-ca-2020-09 E"},
		{market.MCF, market.CA, "2026-05-01", iron(t, "home"), "mcf_export 23.85 USD mcf-export-legacy A"},
		{market.MCF, market.CA, "2026-05-02", iron(t, "home"), "fuel_surcharge 0.83 USD fuel-mcf-2026 A; mcf_export 23.85 USD mcf-export-legacy A"},
		{market.LocalFBA, market.US, "2026-02-01", iron(t, "books"),
			"referral 6.00 USD referral-us-2024-01 T; closing 1.80 USD referral-us-2024-01 T; fulfillment 7.13 USD fba-us-2026 A*"},
		{market.LocalFBA, market.US, "2026-02-01", unit(t, "home", "54 x 35 x 3.5 in", "41 lb"),
			"referral 6.00 USD referral-us-2024-01 T; fulfillment 44.19 USD fba-us-2026 A*; overmax 17.00 USD overmax-us-2026 T"},
	} {
		q, err := b.Quote(Ask{Program: c.p, Market: c.m, On: day(t, c.on), Item: c.item, Price: usd(t, "39.99")})
		if err != nil || short(q) != c.want {
			t.Errorf("%v %v: %s, %v\nwant %s", c.p, c.m, short(q), err, c.want)
		}
	}
}

func TestOnlyTheKindsAskedForAreLookedUp(t *testing.T) {
	b := builtin(t)
	a := ask(t, "2026-05-01", Item{Category: category(t, "home")}) // no size, and no card for 2026
	a.Kinds = []market.FeeKind{market.Referral}
	if q, err := b.Quote(a); err != nil || short(q) != "referral 6.00 CAD referral-ca-2020-09 T" || q.Tier != "" {
		t.Errorf("referral alone: %s, %v", short(q), err)
	}
	a = ask(t, "2026-05-01", iron(t, "home"))
	a.Kinds, a.Card = []market.FeeKind{market.FuelSurcharge}, "rf-ca-2024"
	if q, err := b.Quote(a); err != nil || short(q) != "fuel_surcharge 0.55 CAD fuel-na-2026 A" {
		t.Errorf("surcharge alone: %s, %v", short(q), err)
	}
	a.Kinds, a.Card = []market.FeeKind{market.Storage, market.Removal}, ""
	if q, err := b.Quote(a); err != nil || !strings.HasPrefix(short(q), "storage 0.21 USD storage-us-2024-04 A*; removal 5.01 USD") {
		t.Errorf("storage and removal: %s, %v", short(q), err)
	}
}

func TestAQuoteListsWhatIsMissingBesideWhatIsKnown(t *testing.T) {
	q, err := builtin(t).Quote(ask(t, "2026-05-01", iron(t, "books")))
	var missing MissingCards
	if !errors.As(err, &missing) || len(missing) != 2 || missing[0].Kind != market.Closing || missing[1].Kind != market.Fulfillment {
		t.Fatalf("error %v, want the closing fee and the fulfillment card", err)
	}
	if missing[1].Nearest != "rf-ca-2024" || short(q) != "referral 6.00 CAD referral-ca-2020-09 T" {
		t.Errorf("nearest %q, lines %s", missing[1].Nearest, short(q))
	}
	if _, err := builtin(t).Quote(ask(t, "2024-06-01", Item{Category: category(t, "home")})); err == nil || !strings.Contains(err.Error(), "size") {
		t.Errorf("a unit without a size: %v", err)
	}
}

func TestOwnPackagingSwapsAFeeForADiscount(t *testing.T) {
	b := builtin(t)
	for own, want := range map[bool]string{false: "bulky_packaging 1.97", true: ""} {
		item := unit(t, "home", "40 x 25 x 1 in", "4.5 lb")
		item.OwnPackaging = own
		tariff := tariffOn(t, b, market.LocalFBA, market.US, "2026-03-01", item)
		_, packaging, discount := tariff.AddOns(day(t, "2026-03-01"))
		if got := packaging.Amount.String(); (got == "1.97") == own || discount.Amount != 0 {
			t.Errorf("own packaging %v: %v and %v, want %s", own, packaging.Amount, discount.Amount, want)
		}
	}
	item := iron(t, "home")
	item.OwnPackaging = true
	tariff := tariffOn(t, b, market.LocalFBA, market.US, "2026-03-01", item)
	if _, _, d := tariff.AddOns(day(t, "2026-03-01")); d.Amount != -usd(t, "0.23") || d.Missing {
		t.Errorf("discount %+v, want -0.23", d)
	}
}

func TestAutomaticPricesRoundOnceAndHalfUp(t *testing.T) {
	b := builtin(t)
	plain, _ := b.PriceRule("bil-plain")
	for _, c := range []struct{ fx, pct, price, want string }{
		{"1.17", "0.05", "10.00", "12.29"},     // 12.285 exactly
		{"1.169999999", "0.05", "10", "12.28"}, // 12.2849999895: no double rounding
		{"1.17", "0.0499999", "10", "12.28"},
	} {
		fx, _ := money.ParseRate(c.fx)
		pct, _ := money.ParseRate(c.pct)
		got, err := plain.Steps(PriceInputs{Price: usd(t, c.price), FX: fx, Option: PriceOption{"pct_above", pct}})
		if err != nil || got.Price.String() != c.want {
			t.Errorf("%s x %s + %s: %v, %v; want %s", c.price, c.fx, c.pct, got.Price, err, c.want)
		}
	}
	v2, _ := b.PriceRule("bil-v2")
	in := PriceInputs{Price: usd(t, "24.99"), Fulfillment: usd(t, "7.13"), Surcharge: 35_000_000, Referral: 150_000_000, FX: 1_368_000_000,
		Conversion: 15_000_000, Target: usd(t, "15.83"), TargetSurcharge: 35_000_000, TargetReferral: 150_000_000}
	got, err := v2.Steps(in)
	if err != nil {
		t.Fatal(err)
	}
	// Selling at the price leaves the same net proceeds, but for the last cent.
	net := got.Price - got.Price.Times(in.TargetReferral) - in.Target - in.Target.Times(in.TargetSurcharge)
	if diff := net - got.Expected; diff > money.Cent/2 || diff < -money.Cent/2 {
		t.Errorf("price %v leaves %v, want %v", got.Price, net, got.Expected)
	}
	for _, bad := range []PriceInputs{{Price: 1}, {Price: 1, FX: 1, TargetReferral: money.One}, {Price: 1, FX: 1, Option: PriceOption{Rule: "double"}}, {Price: 1, FX: 1, OptionStep: "last"}} {
		if _, err := v2.Steps(bad); err == nil {
			t.Errorf("%+v gave a price", bad)
		}
	}
}

func TestAnExchangeRateHasAsManyDecimalsAsTheRowExpects(t *testing.T) {
	b := builtin(t)
	for want, got := range map[string]string{"20.01": "20.01", "20.007": "20.007", "20": "20.01", "20.0070": "20.007"} {
		row := map[string]string{"kind": "bil_rate", "expected_amount": want,
			"inputs": "formula=net_proceeds; source_price=10.00; fx=19.5; converter_fee=0.026"}
		if a, err := b.Answer(row); err != nil || a.Got != got || a.OK != (want != "20") {
			t.Errorf("expecting %s: %+v, %v", want, a, err)
		}
	}
}

func TestQuestionsWithoutAnAnswerSayWhy(t *testing.T) {
	b := builtin(t)
	for _, c := range []struct {
		row  map[string]string
		want string
	}{
		{map[string]string{"kind": "shipping"}, "not a kind"},
		{map[string]string{"kind": "referral", "marketplace": "US", "effective_date": "2026-02-01"}, "price"},
		{map[string]string{"kind": "referral", "marketplace": "DE", "effective_date": "2026-02-01", "price": "5"}, "marketplace"},
		{map[string]string{"kind": "referral", "marketplace": "US", "effective_date": "2026-02-30", "price": "5"}, "date"},
		{map[string]string{"kind": "referral", "marketplace": "US", "effective_date": "2026-02-01", "price": "5", "category": "moon rocks"}, "category"},
		{map[string]string{"kind": "fulfillment", "program": "RF", "marketplace": "BR", "effective_date": "2026-02-01"}, "marketplace"},
		{map[string]string{"kind": "fulfillment", "program": "RF", "marketplace": "CA", "effective_date": "2026-02-01", "size": "1 x 1 x 1 in", "weight": "1 lb"}, "for remote-fulfillment.CA on 2026-02-01"},
		{map[string]string{"kind": "long_term_storage", "marketplace": "CA", "inputs": "card=nothing"}, "names no card"},
		{map[string]string{"kind": "mcf_export", "inputs": "card=mcf-export-legacy;destination=europe;total_weight_lb=19"}, "above 20 lb"},
		{map[string]string{"kind": "courier_global_tax", "marketplace": "MX", "effective_date": "2025-08-14", "price": "100", "inputs": "ship_from=US;channel=courier"}, "no rate"},
		{map[string]string{"kind": "returns_units_charged", "marketplace": "US", "effective_date": "2025-03-01", "inputs": "shipped_units=100;returned_units=30"}, "threshold_rate"},
		{map[string]string{"kind": "fulfillment", "program": "RF", "marketplace": "MX", "currency": "MXN", "effective_date": "2025-03-01", "size": "6 x 4 x 0.5 in", "weight": "2 oz", "inputs": "assume_card=rf-ca-2024"}, "is in CAD, the row in MXN"},
		{map[string]string{"kind": "inbound_defect", "effective_date": "2026-02-01"}, "no inbound_defect card"},
		{map[string]string{"kind": "placement", "marketplace": "US", "effective_date": "2026-03-01", "size": "24 x 7.5 x 6 in", "weight": "7.9 lb"}, "no minimal placement"},
		{map[string]string{"kind": "returns_processing", "marketplace": "US", "category": "shoes", "effective_date": "2025-03-01", "size": "12 x 8 x 4 in", "weight": "2 lb"}, "not found"},
	} {
		got, err := b.CheckExample(c.row)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "[assume]") {
			t.Errorf("%v: %q, %v; want an error with %q and no advice for scenarios", c.row, got, err, c.want)
		}
	}
}
