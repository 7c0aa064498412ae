package fee

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// shares writes the lines of an answer.
func shares(q ShareQuote) string {
	var parts []string
	for _, l := range q.Lines {
		parts = append(parts, fmt.Sprintf("%v %v %v %s %d", l.Kind, l.Amount, l.Currency, l.CardID, l.Days))
	}
	return strings.Join(parts, "; ")
}

// cube is a unit of one cubic foot in the standard storage class.
func cube(t testing.TB, name string) Item { return unit(t, name, "18 x 12 x 8 in", "5 lb") }

func TestStoragePaysEachMonthForItsOwnDays(t *testing.T) {
	b := builtin(t)
	for _, c := range []struct {
		on   string
		days int
		want string
	}{
		// One cubic foot at 0.78 a month.
		{"2026-02-01", 28, "storage 0.78 USD storage-us-2024-04 28"},
		{"2026-02-15", 28, "storage 0.74 USD storage-us-2024-04 28"}, // 14/28 + 14/31
		{"2026-02-01", 1, "storage 0.03 USD storage-us-2024-04 1"},
		// September at 0.78, then October at 2.40.
		{"2026-09-16", 30, "storage 1.55 USD storage-us-2024-04 30"}, // 15/30 x 0.78 + 15/31 x 2.40
		// Two cards: March 2024 at 0.87, April at 0.78.
		{"2024-03-01", 61, "storage 0.87 USD storage-us-2023 31; storage 0.78 USD storage-us-2024-04 30"},
	} {
		a := Ask{Program: market.RemoteFulfillment, Market: market.CA, On: day(t, c.on), Item: cube(t, "toys"), Price: NoPrice}
		q, err := b.Shares(a, Shares{DaysStored: c.days})
		if err != nil || shares(q) != c.want {
			t.Errorf("%d days from %s: %s, %v; want %s", c.days, c.on, shares(q), err, c.want)
		}
	}
}

func TestStorageOfSmallUnitsIsRoundedOnce(t *testing.T) {
	b := builtin(t)
	small := Item{Category: category(t, "toys"), HasDims: true, Weight: quantity.Pound / 4}
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(1, 200).Draw(r, "days")
		side := rapid.IntRange(1, 30).Draw(r, "tenths of an inch")
		a := Ask{Program: market.LocalFBA, Market: market.US, On: civil.Of(2025, 1, 1), Item: small, Price: NoPrice}
		a.Item.Dims = quantity.Dims{quantity.Inch * 4, quantity.Inch * 3, quantity.Inch * quantity.Length(side) / 10}
		want := 0.0
		for i := range n {
			d := a.On + civil.Date(i)
			want += 0.78 * 12 * float64(side) / 10 / 1728 / float64(d.NextMonth()-d.FirstOfMonth())
		}
		q, err := b.Shares(a, Shares{DaysStored: n})
		if err != nil || len(q.Lines) == 0 || math.Abs(q.Lines[0].Amount.Float()-want) > 0.005001 {
			r.Fatalf("%s, %v; want %.4f", shares(q), err, want)
		}
	})
}

func TestAgedStockPaysAtItsSnapshots(t *testing.T) {
	b := builtin(t)
	for _, c := range []struct {
		name, on string
		days     int
		want     string
	}{
		// The 15ths of July to September are 180, 211 and 242 days away.
		{"toys", "2026-01-16", 210, ""},
		{"toys", "2026-01-16", 211, ""},
		{"toys", "2026-01-16", 212, "aged_inventory 1.00 USD aged-us-2026 212"},
		{"toys", "2026-01-16", 243, "aged_inventory 2.50 USD aged-us-2026 243"},
		{"clothing", "2026-01-16", 243, ""}, // exempt until 270 days
	} {
		a := Ask{Program: market.LocalFBA, Market: market.US, On: day(t, c.on), Item: cube(t, c.name), Price: NoPrice}
		q, err := b.Shares(a, Shares{DaysStored: c.days})
		_, got, _ := strings.Cut(shares(q), "; ")
		if err != nil || got != c.want {
			t.Errorf("%s, %d days: %s, %v; want %s", c.name, c.days, got, err, c.want)
		}
	}
}

func TestSharesOfReturnsCreditTheReferralFee(t *testing.T) {
	b := builtin(t)
	price := usd(t, "50")
	for _, c := range []struct {
		p              market.Program
		name, on, want string
		note           string
	}{
		// 15 % of 50 is 7.50, of which Amazon keeps a fifth; 10 % return.
		{market.LocalFBA, "toys", "2024-01-10",
			"referral -0.75 USD referral-us-2019-02 0; refund_admin 0.15 USD refund-admin-us 0", ""},
		{market.LocalFBA, "toys", "2026-01-10",
			"referral -0.75 USD referral-us-2024-01 0; refund_admin 0.15 USD refund-admin-us 0", "threshold"},
		{market.SellerFulfilled, "toys", "2026-01-10",
			"referral -0.75 USD referral-us-2024-01 0; refund_admin 0.15 USD refund-admin-us 0", ""},
	} {
		a := Ask{Program: c.p, Market: market.US, On: day(t, c.on), Item: cube(t, c.name), Price: price}
		q, err := b.Shares(a, Shares{Returned: 10 * money.Percent})
		if notes := strings.Join(q.Notes, ""); err != nil || shares(q) != c.want || c.note == "" && notes != "" || !strings.Contains(notes, c.note) {
			t.Errorf("%v on %s: %s, %q, %v\nwant %s", c.p, c.on, shares(q), q.Notes, err, c.want)
		}
	}
	// Jewelry sold by Remote Fulfillment paid on every return until 2023, domestic
	// jewelry did not.
	a := Ask{Program: market.RemoteFulfillment, Market: market.CA, On: day(t, "2022-06-30"), Item: unit(t, "jewelry", "6 x 4 x 0.5 in", "6 oz"), Price: price}
	a.Assume.Nearest = true
	q, err := b.Shares(a, Shares{Returned: 50 * money.Percent})
	if err != nil || !strings.Contains(shares(q), "returns_processing 1.06 USD returns-us-2021") {
		t.Errorf("remote jewelry: %s, %v", shares(q), err)
	}
	a.Program, a.Market = market.LocalFBA, market.US
	q, err = b.Shares(a, Shares{Returned: 50 * money.Percent})
	if err != nil || strings.Contains(shares(q), "returns_processing") || len(q.Free) != 1 {
		t.Errorf("domestic jewelry: %s, free %v, %v", shares(q), q.Free, err)
	}
}

func TestReturnsAboveAKnownThresholdPayTheirPart(t *testing.T) {
	b := builtin(t)
	a := Ask{Program: market.LocalFBA, Market: market.US, On: day(t, "2026-06-30"), Item: unit(t, "toys", "6 x 4 x 0.5 in", "6 oz"), Price: usd(t, "50")}
	s := Shares{Returned: 12 * money.Percent, Threshold: 10 * money.Percent, Above: true}
	var missing MissingCards
	if _, err := b.Shares(a, s); !errors.As(err, &missing) || missing[0].Nearest != "returns-us-2021" {
		t.Errorf("without amounts: %v", err)
	}
	a.Assume.Nearest = true
	q, err := b.Shares(a, s)
	if err != nil || !strings.Contains(shares(q), "returns_processing 0.04 USD returns-us-2021") { // 2 % of 2.12
		t.Errorf("2 %% above the threshold: %s, %v", shares(q), err)
	}
	s.Threshold = 12 * money.Percent
	if q, err = b.Shares(a, s); err != nil || strings.Contains(shares(q), "returns_processing") || len(q.Free) != 1 {
		t.Errorf("at the threshold: %s, free %v, %v", shares(q), q.Free, err)
	}
	// A card of one's own may hold thresholds and amounts.
	own, err := b.With(CardFile{"own.toml", `[card.returns-own]
title = "from Seller Central"
kind = "returns_processing"
marketplace = ["US"]
currency = "USD"
windows = "2026-01-01 .. 2026-12-31"
scheme = "us-2026"
categories = ["clothing"]
above_threshold = true
exempt_below_shipped = 25
confidence = "A"
source = "own account"
thresholds = """
category   | threshold
toys, baby | 4 %
"""
rates = """
tier | up to | all
*    | -     | 3.00
"""
`})
	if err != nil {
		t.Fatal(err)
	}
	if q, err = own.Shares(a, Shares{Returned: 12 * money.Percent}); err != nil || !strings.Contains(shares(q), "returns_processing 0.24 USD returns-own") {
		t.Errorf("8 %% above a card's threshold: %s, %v", shares(q), err)
	}
	row := map[string]string{"kind": "returns_units_charged", "marketplace": "US", "effective_date": "2026-06-01", "category": "toys",
		"inputs": "shipped_units=100; returned_units=10"}
	if got, err := own.CheckExample(row); err != nil || got != "6" {
		t.Errorf("units above a card's threshold: %s, %v", got, err)
	}
}

func TestSharesOfPlacementAndRemoval(t *testing.T) {
	b := builtin(t)
	a := Ask{Program: market.LocalFBA, Market: market.US, On: day(t, "2025-06-01"), Item: iron(t, "home"), Price: NoPrice}
	q, err := b.Shares(a, Shares{Inbound: "minimal", Removal: true})
	want := "placement 0.53 USD placement-us-2025-02 0; removal 5.01 USD removal-us-2024 0"
	if err != nil || shares(q) != want || len(q.Notes) != 1 || !strings.Contains(q.Notes[0], "0.37 to 0.68 USD") {
		t.Errorf("%s, %q, %v; want %s", shares(q), q.Notes, err, want)
	}
	_, err = b.Shares(a, Shares{Inbound: "partial"})
	var option *OptionError
	if !errors.As(err, &option) || option.Card != "placement-us-2025-02" {
		t.Errorf("partial splits are not offered: %v", err)
	}
	a.Market = market.CA
	if q, err := b.Shares(a, Shares{Inbound: "minimal"}); err != nil || len(q.Free) != 1 || len(q.Lines) != 0 {
		t.Errorf("Canada has no placement fee: %s, %v, %v", shares(q), q.Free, err)
	}
}

func TestMissingCardsOfSharesAreNeverZero(t *testing.T) {
	b := builtin(t)
	for _, c := range []struct {
		m    market.Marketplace
		on   string
		item Item
		s    Shares
		want string
	}{
		{market.MX, "2026-03-01", iron(t, "home"), Shares{DaysStored: 30}, "storage.MX"},
		{market.MX, "2026-03-01", iron(t, "home"), Shares{DaysStored: 200}, "storage.MX aged_inventory.MX"},
		{market.MX, "2026-03-01", iron(t, "home"), Shares{Removal: true}, "removal.MX"},
		{market.CA, "2026-03-01", iron(t, "home"), Shares{Returned: money.Percent}, "refund_admin.CA returns_processing.local-fba.CA"},
		{market.US, "2026-03-01", iron(t, "clothing"), Shares{Returned: money.Percent}, "returns_processing.local-fba.US"},
		{market.US, "2026-03-01", unit(t, "home", "24 x 7.5 x 6 in", "7.9 lb"), Shares{Inbound: "minimal"}, "placement.US"},
	} {
		a := Ask{Program: market.LocalFBA, Market: c.m, On: day(t, c.on), Item: c.item, Price: usd(t, "40")}
		q, err := b.Shares(a, c.s)
		var gaps MissingCards
		var keys []string
		if errors.As(err, &gaps) {
			for _, g := range gaps {
				keys = append(keys, g.Key)
			}
		}
		if strings.Join(keys, " ") != c.want {
			t.Errorf("%v %+v: %v, lines %s; want %s", c.m, c.s, keys, shares(q), c.want)
		}
		for _, l := range q.Lines {
			for _, key := range keys {
				if strings.HasPrefix(key, l.Kind.String()+".") {
					t.Errorf("%v %+v: %v is missing and priced", c.m, c.s, l.Kind)
				}
			}
		}
	}
}
