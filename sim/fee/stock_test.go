package fee

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// stockTariff compiles the fees on stock in the US on one day.
func stockTariff(t testing.TB, on string, item Item) *Tariff {
	t.Helper()
	d := day(t, on)
	tariff, _ := builtin(t).Tariff(item, Route{Program: market.LocalFBA, Market: market.US, From: d, To: d, Also: stockKinds}, Assume{})
	return tariff
}

func TestLowInventoryFeeGoesByTheGreaterSupply(t *testing.T) {
	tariff := stockTariff(t, "2026-03-01", iron(t, "home"))
	for _, c := range []struct {
		long, short float64
		want        string
	}{
		{0, 0, "1.11"}, {13.999, 5, "1.11"}, {5, 14, "0.87"}, {20.999, 20, "0.87"}, {21, 0, "0.47"}, {0, 27.999, "0.47"},
		{28, 0, "0.00"}, {0, 28, "0.00"}, {100, 100, "0.00"},
	} {
		if l := tariff.LowInventory(day(t, "2026-03-01"), c.long, c.short); l.Amount.String() != c.want || l.Missing {
			t.Errorf("%v and %v days: %v, want %s", c.long, c.short, l.Amount, c.want)
		}
	}
	xl := stockTariff(t, "2026-03-01", unit(t, "home", "60 x 40 x 40 in", "60 lb"))
	if l := xl.LowInventory(day(t, "2026-03-01"), 1, 1); l.Amount != 0 || l.Missing {
		t.Errorf("extra-large pays %+v", l)
	}
}

func TestAgedInventoryBandsIncludeBothEnds(t *testing.T) {
	item := unit(t, "home", "18 x 12 x 8 in", "3 lb") // one cubic foot
	tariff := stockTariff(t, "2026-02-15", item)
	for age, want := range map[int]string{0: "0.00", 180: "0.00", 181: "5.00", 210: "5.00", 211: "10.00", 240: "10.00", 241: "15.00", 270: "15.00",
		271: "54.50", 300: "54.50", 301: "57.00", 330: "57.00", 331: "59.00", 365: "59.00", 366: "69.00", 455: "69.00", 456: "79.00", 9999: "79.00"} {
		if l := tariff.Aged(day(t, "2026-02-15"), age, 10); l.Amount.String() != want {
			t.Errorf("%d days: %v, want %s", age, l.Amount, want)
		}
	}
	item.Category = category(t, "shoes")
	shoes := stockTariff(t, "2026-02-15", item)
	for age, want := range map[int]string{270: "0.00", 271: "54.50"} {
		if l := shoes.Aged(day(t, "2026-02-15"), age, 10); l.Amount.String() != want {
			t.Errorf("shoes of %d days: %v, want %s", age, l.Amount, want)
		}
	}
	small := stockTariff(t, "2026-02-15", unit(t, "home", "2 x 2 x 2 in", "3 oz"))
	for age, want := range map[int]string{365: "0.27", 366: "3.00", 456: "3.50"} {
		if l := small.Aged(day(t, "2026-02-15"), age, 10); l.Amount.String() != want {
			t.Errorf("ten small units of %d days: %v, want %s", age, l.Amount, want)
		}
	}
}

func TestUtilizationNeedsAllItsConditions(t *testing.T) {
	on := day(t, "2026-06-01")
	tariff := stockTariff(t, "2026-06-01", unit(t, "home", "18 x 12 x 8 in", "3 lb"))
	base := Usage{Month: on, Weeks: 30, SellerVolume: 25 * quantity.CubicFoot, SinceFirstReceipt: 366, UnitTicks: 100, OfTicks: 1}
	for weeks, want := range map[float64]string{21: "0.00", 22: "0.00", 22.001: "44.00", 27.999: "44.00", 28: "76.00", 36: "116.00", 44: "158.00", 51.99: "158.00", 52: "188.00", 500: "188.00"} {
		u := base
		u.Weeks = weeks
		if l := tariff.Utilization(u); l.Amount.String() != want {
			t.Errorf("%v weeks: %v, want %s", weeks, l.Amount, want)
		}
	}
	young, little := base, base
	young.SinceFirstReceipt, little.SellerVolume = 365, 25*quantity.CubicFoot-1
	for name, u := range map[string]Usage{"a seller of 365 days": young, "less than 25 cubic feet": little} {
		if l := tariff.Utilization(u); l.Amount != 0 || l.Missing {
			t.Errorf("%s pays %+v", name, l)
		}
	}
	if n := tariff.NewUnitsDays(on); n != 30 {
		t.Errorf("units of up to %d days are new, want 30", n)
	}
	bulky := stockTariff(t, "2026-06-01", unit(t, "home", "20 x 15 x 12 in", "9 lb"))
	base.UnitTicks, base.Weeks = 12, 52
	if l := bulky.Utilization(base); l.Amount.String() != "31.50" { // 12 x 3600 in3 = 25 cubic feet at 1.26
		t.Errorf("bulky: %v, want 31.50", l.Amount)
	}
}

func TestPlacementRangesGoByLocation(t *testing.T) {
	tariff := stockTariff(t, "2025-06-01", iron(t, "home"))
	on := day(t, "2025-06-01")
	for share, want := range map[money.Rate]string{0: "0.37", money.One: "0.68", money.One / 4: "0.45"} {
		if l := tariff.Placement(on, "minimal", share); l.Amount.String() != want {
			t.Errorf("share %v: %v, want %s", share, l.Amount, want)
		}
	}
	if l := tariff.Placement(on, "optimized", money.One); l.Amount != 0 || l.Missing {
		t.Errorf("optimized: %+v", l)
	}
	for _, option := range []string{"partial", "somewhere"} {
		if l := tariff.Placement(on, option, 0); !l.Missing {
			t.Errorf("%s: %+v, want missing", option, l)
		}
	}
}

func TestStorageOfAFractionOfAMonth(t *testing.T) {
	tariff := stockTariff(t, "2026-06-01", unit(t, "home", "18 x 12 x 8 in", "3 lb"))
	month := 30 * civil.Day
	for _, c := range []struct {
		on    string
		ticks int64
		want  string
	}{
		{"2026-06-01", month, "0.78"}, {"2026-06-01", month / 2, "0.39"}, {"2026-06-01", month * 1000, "780.00"}, {"2026-06-01", 0, "0.00"},
	} {
		if l := tariff.Storage(day(t, c.on), c.ticks, month); l.Amount.String() != c.want {
			t.Errorf("%d ticks: %v, want %s", c.ticks, l.Amount, c.want)
		}
	}
	if l := tariff.Storage(day(t, "2026-07-01"), month, month); !l.Missing {
		t.Errorf("a month outside the route: %+v, want missing", l)
	}
}

func TestReturnsAboveTheThresholdPay(t *testing.T) {
	b := builtin(t)
	for _, c := range []struct {
		name              string
		shipped, returned int64
		threshold         money.Rate
		on                string
		want              int64
	}{
		{"toys", 1000, 120, 10 * money.Percent, "2024-06-01", 20}, {"toys", 1005, 120, 10 * money.Percent, "2024-06-01", 20},
		{"toys", 1000, 100, 10 * money.Percent, "2024-06-01", 0}, {"toys", 24, 24, 10 * money.Percent, "2024-06-01", 0},
		{"toys", 25, 25, 10 * money.Percent, "2024-06-01", 23}, {"shoes", 24, 24, 10 * money.Percent, "2024-06-01", 24},
		{"toys", 1000, 120, 10 * money.Percent, "2024-05-31", 0}, {"clothing", 1000, 120, 0, "2022-05-31", 120},
	} {
		q := ReturnsCount{day(t, c.on), category(t, c.name), market.LocalFBA, c.shipped, c.returned, c.threshold}
		if got, ref, ok := b.ReturnsCharged(q); !ok || got != c.want || ref == NoCard {
			t.Errorf("%+v: %d, %v; want %d", c, got, ok, c.want)
		}
	}
	if _, _, ok := b.ReturnsCharged(ReturnsCount{On: day(t, "2020-01-01")}); ok {
		t.Error("2020 has a returns rule")
	}
}

func TestImportChargesStepAtTheThresholds(t *testing.T) {
	b := builtin(t)
	for _, c := range []struct {
		to                           market.Marketplace
		from, channel, value, amount string
	}{
		{market.CA, "US", "courier", "40", "0.00"}, {market.CA, "US", "courier", "40.01", "5.20"}, {market.CA, "US", "courier", "150", "19.50"},
		{market.CA, "US", "courier", "150.01", "31.37"}, {market.CA, "CN", "courier", "20", "0.00"}, {market.CA, "US", "mail", "20.01", "4.18"},
		{market.MX, "US", "courier", "50", "0.00"}, {market.MX, "CA", "courier", "50.01", "8.50"}, {market.MX, "US", "courier", "117", "19.89"},
		{market.MX, "US", "courier", "117.01", "22.23"}, {market.MX, "CN", "courier", "1", "0.00"}, {market.MX, "CN", "courier", "2", "0.67"},
		{market.US, "CA", "courier", "100", "7.00"}, {market.US, "CN", "mail", "1", "0.07"},
	} {
		p := Parcel{On: day(t, "2025-09-01"), To: c.to, Place: "ON", From: c.from, Channel: c.channel, Value: usd(t, c.value), DutyRate: 7 * money.Percent}
		if l, err := b.ImportCharges(p); err != nil || l.Amount.String() != c.amount {
			t.Errorf("%v from %s by %s, %s: %v, %v; want %s", c.to, c.from, c.channel, c.value, l.Amount, err, c.amount)
		}
	}
	for _, p := range []Parcel{
		{On: day(t, "2025-08-01"), To: market.US, From: "CN", Channel: "courier", Value: 1},
		{On: day(t, "2025-09-01"), To: market.MX, From: "US", Channel: "mail", Value: 1},
		{On: day(t, "2020-12-31"), To: market.US, From: "CA", Channel: "courier", Value: 1},
	} {
		if l, err := b.ImportCharges(p); err == nil {
			t.Errorf("%+v is priced %v, though no rate was found", p, l.Amount)
		}
	}
}

func TestDestinationTaxesFollowTheirDates(t *testing.T) {
	b := builtin(t)
	for _, c := range []struct {
		on, place string
		want      money.Rate
	}{{"2025-03-31", "NS", 15 * money.Percent}, {"2025-04-01", "NS", 14 * money.Percent}, {"2025-04-01", "QC", 5 * money.Percent}} {
		if got, ok := b.DestinationTax(day(t, c.on), market.CA, c.place); !ok || got != c.want {
			t.Errorf("%s on %s: %v, want %v", c.place, c.on, got, c.want)
		}
	}
	if r, ref, ok := b.FeeTax(market.MX, day(t, "2026-01-01")); !ok || r != 16*money.Percent || b.Card(ref).ID != "fee-tax-mx" {
		t.Errorf("tax on Mexican fees: %v, %v", r, ok)
	}
	if _, _, ok := b.FeeTax(market.US, day(t, "2026-01-01")); ok {
		t.Error("US fees are taxed")
	}
}

func TestConversionTiersIncludeTheirLowerEdge(t *testing.T) {
	b := builtin(t)
	for _, c := range []struct {
		volume string
		payout money.Currency
		want   string
	}{
		{"0", money.USD, "1.5 %"}, {"499999.99", money.USD, "1.5 %"}, {"500000", money.USD, "1.25 %"}, {"1000000", money.CAD, "1 %"},
		{"10000000", money.CAD, "0.75 %"}, {"99999", money.CNY, "0.9 %"}, {"100000", money.CNY, "0.7 %"}, {"10000000", money.CNY, "0.4 %"}, {"10000000", money.CHF, "1.5 %"},
	} {
		r, ref, err := b.Conversion(day(t, "2026-01-01"), usd(t, c.volume), c.payout)
		if err != nil || r.String() != c.want || b.Card(ref).ID != "accs" {
			t.Errorf("%s into %v: %v, %v; want %s", c.volume, c.payout, r, err, c.want)
		}
	}
}

func TestAccountFeesOfTheMonth(t *testing.T) {
	b := builtin(t)
	month := day(t, "2026-03-01")
	if l, err := b.Subscription(market.CA, month); err != nil || l.Amount.String() != "39.99" || l.Currency != money.USD {
		t.Errorf("subscription %+v, %v", l, err)
	}
	if l, err := b.HighVolumeListing(market.CA, month, 1_500_001); err != nil || l.Amount != 0 {
		t.Errorf("one SKU too many costs %v, %v; want a tenth of a cent rounded to 0.00", l.Amount, err)
	}
	if l, err := b.Overage(market.US, month, 1100*quantity.CubicFoot, 1000*quantity.CubicFoot); err != nil || l.Amount.String() != "1000.00" {
		t.Errorf("overage %+v, %v", l, err)
	}
	if l, err := b.Overage(market.US, month, 900*quantity.CubicFoot, 1000*quantity.CubicFoot); err != nil || l.Amount != 0 {
		t.Errorf("overage below the limit %+v, %v", l, err)
	}
	if _, err := b.Overage(market.MX, month, 1, 0); err == nil {
		t.Error("Mexico has an overage card")
	}
}

func TestRunsOfACardAreTheSameAsItsDays(t *testing.T) {
	b := builtin(t)
	cards := b.Cards()
	rapid.Check(t, func(t *rapid.T) {
		c := cards[rapid.IntRange(0, len(cards)-1).Draw(t, "card")]
		from := civil.Of(2019, 1, 1) + civil.Date(rapid.IntRange(0, 3650).Draw(t, "from"))
		d := days{from, from + civil.Date(rapid.IntRange(0, 900).Draw(t, "length"))}
		var want []days
		for day := d.from; day <= d.to; day++ {
			if day > d.from && c.stateAt(day) == c.stateAt(day-1) {
				want[len(want)-1].to = day
				continue
			}
			want = append(want, days{day, day})
		}
		if got := runsOf(c, d); !slices.Equal(got, want) {
			t.Fatalf("%s from %v to %v: %v, want %v", c.ID, d.from, d.to, got, want)
		}
	})
}

func TestKeysForAssumptionsNameFeesAndStores(t *testing.T) {
	keys := builtin(t).AssumeKeys()
	for _, want := range []string{"fulfillment.remote-fulfillment.CA", "fulfillment.local-fba.US", "referral.MX", "closing.CA", "storage.US",
		"refund_admin.CA", "returns_processing.remote-fulfillment.US", "mcf_export.mcf.US", "aged_inventory.MX"} {
		if !slices.Contains(keys, want) {
			t.Errorf("no key %s in %v", want, keys)
		}
	}
	for _, k := range keys {
		if strings.Contains(k, "seller-fulfilled") || strings.HasPrefix(k, "fuel_surcharge") {
			t.Errorf("%s names a fee that nobody pays or that cannot be assumed", k)
		}
	}
}

func TestACardsTextIsItsPartOfTheFile(t *testing.T) {
	b := builtin(t)
	for _, c := range b.Cards() {
		if !strings.HasPrefix(c.Text, fmt.Sprintf("[card.%s]\n", c.ID)) || strings.Count(c.Text, "\n[card.")-strings.Count(c.Text, "\n[card."+c.ID+".") != 0 {
			t.Errorf("%s: text is %.40q...", c.ID, c.Text)
		}
	}
}

func TestAKnownTierGoesBeforeAClassOfTheSameName(t *testing.T) {
	s := builtin(t).schemes["ca"]
	m, ok := s.MeasureAs("standard", 610*quantity.Gram)
	if !ok || m.Tier != "standard" || m.Billed != 700*quantity.Gram || m.String() != "0.7 kg" {
		t.Errorf("standard is %+v, %v", m, ok)
	}
	m, ok = s.MeasureAs("oversize", 610*quantity.Gram)
	if !ok || m.Tier != "" || m.Class != "oversize" || m.Billed != 610*quantity.Gram {
		t.Errorf("oversize is %+v, %v", m, ok)
	}
	if _, ok := s.MeasureAs("huge", quantity.Pound); ok {
		t.Error("a tier the scheme does not know was found")
	}
}
