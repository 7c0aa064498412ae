package imported_test

import (
	"strings"
	"testing"

	"fbasim/sim/imported"
)

// TestReturnsOfSalesThatDoNotCountDoNotCount leaves a product out of a marketplace where it has no price:
// its returns there must not raise the rate of the others.
func TestReturnsOfSalesThatDoNotCountDoNotCount(t *testing.T) {
	h := made(1)
	h.Products[0].Prices = h.Products[0].Prices[:1]
	returned, sold := 0, 0
	for _, r := range h.Returns {
		if r.SKU == h.Products[0].SKU && r.Store == "US" {
			returned += r.Units
		}
	}
	for _, s := range h.Series {
		if s.SKU == h.Products[0].SKU && s.Store == "US" {
			sold += s.Units
		}
	}
	im, _ := build(t, h, imported.Options{})
	for _, f := range im.Products[0].Fits {
		if f.Key != "returns" {
			continue
		}
		// Some purchases of the last weeks will still come back: a few percent of all.
		if share := float64(returned) / float64(sold); f.N != sold || f.Value < share || f.Value > 1.06*share {
			t.Errorf("rate %g of %d units, %g of %d came back so far", f.Value, f.N, share, sold)
		}
	}
}

func TestWhatMustBeFilledInIsOfTheProductsThatAreLeft(t *testing.T) {
	h := made(1)
	h.Products[1].SKU = strings.Repeat("x", 200)
	for i := range h.Series {
		if h.Series[i].SKU == "PAN 24" {
			h.Series[i].SKU = h.Products[1].SKU
		}
	}
	im, _ := build(t, h, imported.Options{})
	if err := im.Prove(); err != nil {
		t.Fatal(err)
	}
	if len(im.Products) != 2 || !strings.Contains(im.Open[0].Ask, "of 2 products") {
		t.Error(len(im.Products), im.Open[0].Ask)
	}
}

func TestReservedUnitsThatNobodyExplainsAreTold(t *testing.T) {
	h := made(1)
	for i := range h.Stock {
		h.Stock[i].Moving.Has = false
	}
	im, _ := build(t, h, imported.Options{})
	if !strings.Contains(strings.Join(im.Notes, "\n"), "60 reserved units are not counted") {
		t.Error(im.Notes)
	}
}
