package fee

import (
	"reflect"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/quantity"
)

// drawnItem is any item, of sizes and weights that repeat.
func drawnItem(t *rapid.T) Item {
	side := func(most int) quantity.Length {
		return quantity.Length(rapid.IntRange(1, most).Draw(t, "side")) * quantity.Inch
	}
	return Item{
		Dims: quantity.Dims{side(24), side(15), side(9)}, HasDims: true,
		Weight:         quantity.Weight(rapid.IntRange(1, 80).Draw(t, "weight")) * quantity.Pound / 4,
		Category:       market.Category(rapid.IntRange(1, market.CategoryCount()-1).Draw(t, "category")),
		DangerousGoods: rapid.IntRange(0, 5).Draw(t, "dangerous") == 0,
		PriceAddsTax:   rapid.Bool().Draw(t, "tax"),
	}
}

func drawnRoute(t *rapid.T) Route {
	r := Route{
		Program: rapid.SampledFrom([]market.Program{market.LocalFBA, market.RemoteFulfillment,
			market.SellerFulfilled}).Draw(t, "program"),
		Market: market.Marketplace(rapid.IntRange(0, int(market.MarketplaceCount)-1).Draw(t, "market")),
		From:   civil.Date(rapid.IntRange(19783, 20486).Draw(t, "from")), // 2024-03-01 .. 2026-02-02
	}
	r.To = r.From + 365
	if r.Program == market.LocalFBA {
		r.Also = rapid.SampledFrom([][]market.FeeKind{nil, {market.Removal}, stockKinds}).Draw(t, "also")
	}
	return r
}

// TestKeptTariffsAreThoseOfTheBook asks a few stores again and again, so that sheets are
// shared by items and routes.
func TestKeptTariffsAreThoseOfTheBook(t *testing.T) {
	b := builtin(t)
	for _, assume := range []Assume{{}, {Nearest: true},
		{Cards: map[string]string{"fulfillment.remote-fulfillment.CA": "rf-ca-2024"}}} {
		kept := b.Tariffs(assume)
		rapid.Check(t, func(t *rapid.T) {
			item, route := drawnItem(t), drawnRoute(t)
			want, gaps := b.Tariff(item, route, assume)
			for range 2 {
				got, gotGaps := kept.Tariff(item, route)
				if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(gotGaps, gaps) {
					t.Fatalf("kept %+v %v\nwant %+v %v", got.sheet, gotGaps, want.sheet, gaps)
				}
			}
		})
	}
}

func TestItemsThatPayAlikeShareOneSheet(t *testing.T) {
	kept := builtin(t).Tariffs(Assume{Nearest: true})
	route := Route{Program: market.LocalFBA, Market: market.US, From: day(t, "2026-02-02"),
		To: day(t, "2027-02-02"), Also: []market.FeeKind{market.LowInventory, market.Placement}}
	item := iron(t, "home")
	sheets, tariffs := map[*sheet]bool{}, map[*Tariff]bool{}
	for i := range 50 {
		item.Weight++ // a thousandth of a gram
		item.Dims[0] -= quantity.Length(i % 2)
		tariff, _ := kept.Tariff(item, route)
		sheets[tariff.sheet], tariffs[tariff] = true, true
	}
	if len(sheets) != 1 || len(tariffs) != 50 {
		t.Errorf("%d sheets for %d items, want 1 for 50", len(sheets), len(tariffs))
	}
	again, _ := kept.Tariff(item, route)
	if !tariffs[again] {
		t.Error("a tariff was looked up twice")
	}
}

func TestGoroutinesMayShareTariffs(t *testing.T) {
	b := builtin(t)
	kept := b.Tariffs(Assume{Nearest: true})
	item := iron(t, "home")
	route := Route{Program: market.RemoteFulfillment, Market: market.CA, From: day(t, "2026-01-01"), To: day(t, "2026-12-31")}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			own := item
			for i := range 100 {
				own.Weight = item.Weight + quantity.Weight(i)*quantity.Ounce
				got, _ := kept.Tariff(own, route)
				if want, _ := b.Tariff(own, route, Assume{Nearest: true}); !reflect.DeepEqual(got, want) {
					t.Errorf("%v: %+v, want %+v", own.Weight, got.sheet, want.sheet)
				}
			}
		})
	}
	all.Wait()
}

// BenchmarkTariffs looks up items of a catalog: each has its own weight, many share a sheet.
func BenchmarkTariffs(b *testing.B) {
	kept := builtin(b).Tariffs(Assume{Nearest: true})
	item := iron(b, "home")
	route := Route{Program: market.RemoteFulfillment, Market: market.CA, From: day(b, "2026-01-01"), To: day(b, "2026-12-31")}
	b.ReportAllocs()
	for b.Loop() {
		item.Weight += quantity.Ounce / 1000
		if _, gaps := kept.Tariff(item, route); len(gaps) > 0 {
			b.Fatal(gaps)
		}
	}
}
