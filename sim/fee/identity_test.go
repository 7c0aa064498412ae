package fee

import (
	"testing"

	"fbasim/sim/money"
)

// classOf returns the table of a product class of a card.
func classOf(t *testing.T, b *Book, id, class string) *classRates {
	t.Helper()
	card, ok := b.Find(id)
	if !ok {
		t.Fatalf("no card %s", id)
	}
	c := card.tiers.class(class)
	if c == nil {
		t.Fatalf("%s has no class %s", id, class)
	}
	return c
}

func TestUS2026BandsKeepTheirPublishedDistances(t *testing.T) {
	b := builtin(t)
	for _, name := range []string{"nonapparel", "apparel", "dangerous"} {
		for _, row := range classOf(t, b, "fba-us-2026", name).rows {
			for i, cell := range row.cells {
				low, mid, high := cell.base[0], cell.base[1], cell.base[2]
				wantLow, wantHigh := money.Amount(-1), mid
				switch row.tier {
				case "small_standard":
					wantHigh = mid + usd(t, "0.26")
				case "large_standard":
					wantLow, wantHigh = mid-usd(t, "0.82"), mid+usd(t, "0.26")
				default:
					wantLow = mid - usd(t, "0.77")
				}
				if high != wantHigh || wantLow >= 0 && low != wantLow || low >= mid {
					t.Errorf("line %d column %d: %v/%v/%v", row.line, i, low, mid, high)
				}
			}
		}
	}
}

func TestBulkyRowsOf2026AreTheSameForApparel(t *testing.T) {
	b := builtin(t)
	plain, apparel := classOf(t, b, "fba-us-2026", "nonapparel"), classOf(t, b, "fba-us-2026", "apparel")
	for i, row := range plain.rows {
		for j := range row.cells {
			same := row.cells[j] == apparel.rows[i].cells[j]
			standard := row.tier == "small_standard" || row.tier == "large_standard"
			if same == standard {
				t.Errorf("%s up to %d, column %d: equal for apparel is %v", row.tier, row.upTo, j, same)
			}
		}
	}
}

func TestThePeakStepOf2024IsThatOf2026(t *testing.T) {
	b := builtin(t)
	old, now := classOf(t, b, "fba-us-2024-04", "nonapparel"), classOf(t, b, "fba-us-2026", "nonapparel")
	matched := 0
	for _, x := range old.rows {
		for _, y := range now.rows {
			if x.tier != y.tier || x.upTo != y.upTo {
				continue
			}
			matched++
			then, since := x.cells[1].base[0]-x.cells[0].base[0], y.cells[1].base[1]-y.cells[0].base[1]
			if then != since {
				t.Errorf("%s up to %d: peak step %v, in 2026 %v", x.tier, x.upTo, then, since)
			}
		}
	}
	if matched != len(old.rows) {
		t.Errorf("%d of %d rows matched", matched, len(old.rows))
	}
}

func TestMexicanOversizeRowsMeetAtFiftyKilograms(t *testing.T) {
	b := builtin(t)
	for _, name := range []string{"general", "essentials", "special"} {
		c := classOf(t, b, "fba-mx-2026-02", name)
		n := len(c.rows)
		below, above := &c.rows[n-2].cells[0], &c.rows[n-1].cells[0]
		for band := range 4 {
			if above.missing[band] {
				continue
			}
			if got := below.amount(c.rows[n-2].upTo, band); got != above.base[band] {
				t.Errorf("%s band %d: %v at 50 kg, the next row begins with %v", name, band, got, above.base[band])
			}
		}
	}
}

func TestCanadianPeakIsSixPercentAboveForStandardSizes(t *testing.T) {
	for _, row := range classOf(t, builtin(t), "fba-ca-2026", "").rows {
		if row.tier != "standard" && row.tier != "envelope" {
			continue
		}
		ratio := float64(row.cells[1].base[0]) / float64(row.cells[0].base[0])
		if ratio < 1.055 || ratio > 1.066 {
			t.Errorf("%s up to %d: the peak is %.4f of non-peak", row.tier, row.upTo, ratio)
		}
	}
}

func TestRatesOfRemoteFulfillmentRiseRowByRow(t *testing.T) {
	for _, id := range []string{"rf-ca-legacy", "rf-mx-legacy", "rf-ca-2024"} {
		last := make([]money.Amount, 2)
		for _, row := range classOf(t, builtin(t), id, "").rows {
			for i, c := range row.cells {
				if c.state == priced && c.base[0] < last[i] {
					t.Errorf("%s: line %d column %d falls from %v to %v", id, row.line, i, last[i], c.base[0])
				}
				last[i] = c.base[0]
			}
		}
	}
}
