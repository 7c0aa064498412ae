package fee

import (
	"testing"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// longTariff is a route of two years through seasons, surcharge and card changes.
func longTariff(t testing.TB) (*Tariff, []civil.Date) {
	t.Helper()
	route := Route{Program: market.RemoteFulfillment, Market: market.CA, From: day(t, "2025-06-01"), To: day(t, "2027-05-31")}
	tariff, gaps := builtin(t).Tariff(iron(t, "electronics accessories"), route, Assume{Nearest: true})
	if len(gaps) > 0 {
		t.Fatal(gaps)
	}
	var dates []civil.Date
	for d := route.From; d <= route.To; d += 7 {
		dates = append(dates, d)
	}
	return tariff, dates
}

func TestPricingASaleAllocatesNothing(t *testing.T) {
	tariff, dates := longTariff(t)
	var sum money.Amount
	allocs := testing.AllocsPerRun(100, func() {
		for _, d := range dates {
			r, c := tariff.Sale(d, 149_990_000)
			f, s := tariff.Ship(d, 149_990_000)
			a, p, o := tariff.AddOns(d)
			sum += r.Amount + c.Amount + f.Amount + s.Amount + a.Amount + p.Amount + o.Amount
			sum += tariff.RefundAdmin(d, r.Amount).Amount + tariff.Storage(d, 1000, 3).Amount
		}
	})
	if allocs != 0 || sum == 0 {
		t.Errorf("%v allocations, sum %v", allocs, sum)
	}
}

func BenchmarkSaleAndShip(b *testing.B) {
	tariff, dates := longTariff(b)
	b.ReportAllocs()
	var sum money.Amount
	for i := 0; b.Loop(); i++ {
		d := dates[i%len(dates)]
		r, c := tariff.Sale(d, 149_990_000)
		f, s := tariff.Ship(d, 149_990_000)
		sum += r.Amount + c.Amount + f.Amount + s.Amount
	}
}

// BenchmarkFullQuote measures a unit, finds its tier and prices every line of a sale:
// referral, closing, fulfillment, surcharge, add-ons, storage and what a refund keeps.
func BenchmarkFullQuote(b *testing.B) {
	tariff, dates := longTariff(b)
	item := iron(b, "home")
	scheme := builtin(b).schemes["us-2024"]
	b.ReportAllocs()
	var sum money.Amount
	for i := 0; b.Loop(); i++ {
		d := dates[i%len(dates)]
		if m := scheme.Measure(item.Dims, item.Weight); m.Tier != "large_standard" {
			b.Fatal(m)
		}
		r, c := tariff.Sale(d, 149_990_000)
		f, s := tariff.Ship(d, 149_990_000)
		x, y, z := tariff.AddOns(d)
		sum += r.Amount + c.Amount + f.Amount + s.Amount + x.Amount + y.Amount + z.Amount +
			tariff.RefundAdmin(d, r.Amount).Amount + tariff.Storage(d, 30, 31).Amount
	}
}

func BenchmarkTariff(b *testing.B) {
	book := builtin(b)
	item := iron(b, "home")
	route := Route{Program: market.RemoteFulfillment, Market: market.CA, From: day(b, "2026-01-01"), To: day(b, "2026-12-31")}
	for b.Loop() {
		if _, gaps := book.Tariff(item, route, Assume{Nearest: true}); len(gaps) > 0 {
			b.Fatal(gaps)
		}
	}
}

func BenchmarkBuiltin(b *testing.B) {
	for b.Loop() {
		if _, err := Builtin(); err != nil {
			b.Fatal(err)
		}
	}
}
