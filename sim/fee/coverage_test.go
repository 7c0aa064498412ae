package fee

import (
	"fmt"
	"testing"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/quantity"
)

const (
	coverFrom = "2021-01-01"
	coverTo   = "2027-12-31"
)

// covered is what is known of a fee between two days, both inclusive; card "" is
// nothing.
type covered struct{ from, to, card, column string }

var carried = "2026-11-22"

func day(t testing.TB, text string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func category(t testing.TB, text string) market.Category {
	t.Helper()
	c, err := market.ParseCategory(text)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// unit returns an item of a size and weight.
func unit(t testing.TB, name, size, weight string) Item {
	t.Helper()
	d, err := quantity.ParseDims(size)
	if err != nil {
		t.Fatal(err)
	}
	w, err := quantity.ParseWeight(weight)
	if err != nil {
		t.Fatal(err)
	}
	return Item{Dims: d, HasDims: true, Weight: w, Category: category(t, name)}
}

func iron(t testing.TB, name string) Item { return unit(t, name, "12.6 x 6.6 x 5.5 in", "3.35 lb") }

func TestCoverageByDateOfFulfillment(t *testing.T) {
	usOld := []covered{{"2021-01-01", "2023-01-16", "", ""}, {"2023-01-17", "2023-10-14", "fba-us-2023", ""},
		{"2023-10-15", "2024-01-14", "", ""}, {"2024-01-15", "2024-02-04", "fba-us-2023", ""},
		{"2024-02-05", "2024-04-14", "fba-us-2024-02", ""}, {"2024-04-15", "2024-10-14", "fba-us-2024-04", "nonpeak"},
		{"2024-10-15", "2025-01-14", "fba-us-2024-04", "peak"}, {"2025-01-15", "2025-10-14", "fba-us-2024-04", "nonpeak"},
		{"2025-10-15", "2026-01-14", "fba-us-2024-04", "peak"}}
	us2026 := []covered{{"2026-01-15", "2026-10-14", "fba-us-2026", "nonpeak"}, {"2026-10-15", "2027-01-14", "fba-us-2026", "peak"},
		{"2027-01-15", "2027-12-31", "", ""}}
	us := append(append([]covered{}, usOld...), us2026...)
	dangerous := iron(t, "home")
	dangerous.DangerousGoods = true
	for _, c := range []struct {
		p    market.Program
		m    market.Marketplace
		item Item
		want []covered
	}{
		{market.LocalFBA, market.US, iron(t, "home"), us},
		{market.FBAExport, market.CA, iron(t, "home"), us},
		{market.LocalFBA, market.US, iron(t, "clothing"), append([]covered{{"2021-01-01", "2026-01-14", "", ""}}, us2026...)},
		{market.LocalFBA, market.US, dangerous, append([]covered{{"2021-01-01", "2026-01-14", "", ""}}, us2026...)},
		{market.LocalFBA, market.CA, iron(t, "home"), []covered{{"2021-01-01", "2025-01-14", "", ""},
			{"2025-01-15", "2025-10-14", "fba-ca-2026", "nonpeak"}, {"2025-10-15", "2026-01-14", "", ""},
			{"2026-01-15", "2026-10-14", "fba-ca-2026", "nonpeak"}, {"2026-10-15", "2027-01-14", "fba-ca-2026", "peak"},
			{"2027-01-15", "2027-12-31", "", ""}}},
		{market.LocalFBA, market.MX, iron(t, "home"), []covered{{"2021-01-01", "2026-02-16", "", ""}, {"2026-02-17", "2027-12-31", "fba-mx-2026-02", ""}}},
		{market.RemoteFulfillment, market.CA, iron(t, "clothing"), []covered{{"2021-01-01", "2021-05-31", "", ""},
			{"2021-06-01", "2022-06-29", "rf-ca-legacy", ""}, {"2022-06-30", "2024-02-04", "", ""},
			{"2024-02-05", "2024-10-14", "rf-ca-2024", "nonpeak"}, {"2024-10-15", "2025-01-14", "rf-ca-2024", "peak"},
			{"2025-01-15", "2025-10-14", "rf-ca-2024", "nonpeak"}, {"2025-10-15", "2027-12-31", "", ""}}},
		{market.RemoteFulfillment, market.MX, iron(t, "home"), []covered{{"2021-01-01", "2021-05-31", "", ""},
			{"2021-06-01", "2022-06-29", "rf-mx-legacy", ""}, {"2022-06-30", "2027-12-31", "", ""}}},
		{market.RemoteFulfillment, market.CA, unit(t, "home", "60 x 20 x 10 in", "90 lb"), []covered{
			{"2021-01-01", "2021-05-31", "", ""}, {"2021-06-01", "2022-06-29", "rf-ca-legacy", ""}, {"2022-06-30", "2027-12-31", "", ""}}},
	} {
		checkCoverage(t, market.Fulfillment, c.p, c.m, c.item, c.want)
	}
}

func TestCoverageByDateOfTheOtherFees(t *testing.T) {
	storageUS := []covered{{"2021-01-01", "2022-01-31", "storage-us-2021", ""}, {"2022-02-01", "2023-01-31", "storage-us-2022", ""},
		{"2023-02-01", "2024-03-31", "storage-us-2023", ""}, {"2024-04-01", "2027-12-31", "storage-us-2024-04", ""}}
	referralUS := []covered{{"2021-01-01", "2024-01-14", "referral-us-2019-02", ""}, {"2024-01-15", "2027-12-31", "referral-us-2024-01", ""}}
	none := []covered{{coverFrom, coverTo, "", ""}}
	fuel := []covered{{"2021-01-01", "2026-04-16", "", ""}, {"2026-04-17", "2027-12-31", "fuel-na-2026", ""}}
	for _, c := range []struct {
		k    market.FeeKind
		p    market.Program
		m    market.Marketplace
		want []covered
	}{
		{market.Storage, market.RemoteFulfillment, market.CA, storageUS},
		{market.Storage, market.FBAExport, market.MX, storageUS},
		{market.Storage, market.LocalFBA, market.US, storageUS},
		{market.Storage, market.LocalFBA, market.CA, []covered{{"2021-01-01", "2025-12-31", "", ""}, {"2026-01-01", "2027-12-31", "storage-ca-2026", ""}}},
		{market.Storage, market.LocalFBA, market.MX, none},
		{market.Referral, market.LocalFBA, market.US, referralUS},
		{market.Referral, market.FBAExport, market.CA, referralUS},
		{market.Referral, market.RemoteFulfillment, market.CA, []covered{{coverFrom, coverTo, "referral-ca-2020-09", ""}}},
		{market.Referral, market.SellerFulfilled, market.CA, []covered{{coverFrom, coverTo, "referral-ca-2020-09", ""}}},
		{market.Referral, market.LocalFBA, market.MX, none},
		{market.FuelSurcharge, market.RemoteFulfillment, market.CA, fuel},
		{market.FuelSurcharge, market.RemoteFulfillment, market.MX, fuel},
		{market.FuelSurcharge, market.LocalFBA, market.CA, fuel},
		{market.FuelSurcharge, market.LocalFBA, market.MX, none},
		{market.FuelSurcharge, market.LocalFBA, market.US, []covered{{"2021-01-01", "2022-04-27", "", ""},
			{"2022-04-28", "2023-01-16", "fuel-us-2022", ""}, {"2023-01-17", "2026-04-16", "", ""}, {"2026-04-17", "2027-12-31", "fuel-na-2026", ""}}},
		{market.MCFExport, market.MCF, market.CA, []covered{{coverFrom, coverTo, "mcf-export-legacy", ""}}},
		{market.AgedInventory, market.LocalFBA, market.MX, none},
		{market.LowInventory, market.LocalFBA, market.MX, []covered{{coverFrom, coverTo, "no-low-inventory", ""}}},
		{market.Removal, market.LocalFBA, market.MX, none},
		{market.RefundAdmin, market.LocalFBA, market.CA, none},
	} {
		checkCoverage(t, c.k, c.p, c.m, iron(t, "home"), c.want)
	}
}

// checkCoverage compiles the whole range and compares every day.
func checkCoverage(t *testing.T, k market.FeeKind, p market.Program, m market.Marketplace, item Item, want []covered) {
	t.Helper()
	b := builtin(t)
	c := b.newCompiler(item, Route{Program: p, Market: m, From: day(t, coverFrom), To: day(t, coverTo)}, Assume{})
	c.compile(k)
	missing := 0
	for _, w := range want {
		from, to := day(t, w.from), day(t, w.to)
		if w.card == "" {
			missing += int(to-from) + 1
		}
		for d := from; d <= to; d++ {
			s := c.t.at(k, d)
			got, column := "", ""
			if s != nil {
				got, column = s.card.ID, s.card.columnAt(d)
			}
			if got != w.card || w.column != "" && column != w.column {
				t.Fatalf("%v %v %v on %v: card %q %s, want %q %s", k, p, m, d, got, column, w.card, w.column)
			}
			if s != nil && (d > day(t, carried)) != (d >= s.carried) && s.card.Windows[len(s.card.Windows)-1].To == Forever {
				t.Fatalf("%v %v %v on %v: carried on is %v", k, p, m, d, d >= s.carried)
			}
		}
	}
	gaps := 0
	for _, g := range c.gaps {
		gaps += int(g.To-g.From) + 1
	}
	if !optional(k) && gaps != missing {
		t.Errorf("%v %v %v: gaps of %d days, want %d: %v", k, p, m, gaps, missing, fmt.Sprint(c.gaps))
	}
}
