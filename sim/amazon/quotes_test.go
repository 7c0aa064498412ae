package amazon

import "testing"

// TestQuotesInsideQuotedTabFilesAreSingle is about files whose every cell stands in quotes: there a quote
// of the text is written twice, and the SKU is the one that files without quotes have.
func TestQuotesInsideQuotedTabFilesAreSingle(t *testing.T) {
	text := "\"seller-sku\"\t\"asin\"\t\"item-name\"\t\"price\"\t\"estimated-referral-fee-per-item\"\n" +
		"\"12\"\" pan\"\t\"B0\"\t\"x\"\t\"9.00\"\t\"1.35\"\n\"a \" b\"\t\"B1\"\t\"x\"\t\"9.00\"\t\"1.35\"\n"
	f, err := Recognize(BytesSource("f", []byte(text)))
	if err != nil || f.Report != ReferralFees {
		t.Fatal(f.Why, err)
	}
	var skus []string
	err = ReadReferralFees(f, func(r ReferralFee) error { skus = append(skus, r.SKU); return nil })
	if err != nil || len(skus) != 2 || skus[0] != `12" pan` || skus[1] != `a " b` {
		t.Errorf("%q %v", skus, err)
	}
}

func TestWhatMeasuresNothingWasNotMeasured(t *testing.T) {
	side := func(x float64) [3]Maybe[float64] { return [3]Maybe[float64]{Some(10.0), Some(6.0), Some(x)} }
	for x, want := range map[float64]bool{0: false, -1: false, 0.1: true, 2e6: false} {
		if _, ok := dims(side(x), "inches"); ok != want {
			t.Errorf("a side of %g: %v", x, ok)
		}
		if _, ok := weight(Some(x), "pounds"); ok != want {
			t.Errorf("a weight of %g: %v", x, ok)
		}
	}
}
