package amazon

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

func TestAFilesColumnsAreUsedIgnoredOrPersonal(t *testing.T) {
	f, err := Recognize(fixture("shipments.txt"))
	if err != nil {
		t.Fatal(err)
	}
	used := "amazon-order-id purchase-date shipment-date sku quantity-shipped currency item-price ship-service-level " +
		"ship-country carrier estimated-arrival-date fulfillment-center-id fulfillment-channel sales-channel"
	hidden := "buyer-email buyer-name buyer-phone-number recipient-name ship-address-1 ship-address-2 ship-address-3 " +
		"ship-city ship-state ship-postal-code ship-phone-number bill-address-1 bill-address-2 bill-address-3 bill-city " +
		"bill-state bill-postal-code bill-country tracking-number"
	if got := strings.Join(f.Used, " "); got != used {
		t.Errorf("used: %s", got)
	}
	if got := strings.Join(f.Personal, " "); got != hidden {
		t.Errorf("personal: %s", got)
	}
	if got := strings.Join(f.Ignored, " "); !strings.HasPrefix(got, "merchant-order-id shipment-id") {
		t.Errorf("ignored: %s", got)
	}
}

func TestNoReaderAsksForAPersonalColumn(t *testing.T) {
	for _, k := range kinds {
		for _, u := range k.uses {
			for _, name := range u.names {
				if slices.Contains(personal, name) {
					t.Errorf("%s reads %s", k.title, name)
				}
				if !vocabulary[name] && !strings.HasPrefix(name, "expected-future-domestic") && name != "sessions" &&
					name != "page-views" && name != "buy-box-percentage" {
					t.Errorf("%s reads %s, which no header has", k.title, name)
				}
			}
		}
	}
	for _, name := range personal {
		if !vocabulary[name] {
			t.Errorf("no header has the personal column %s", name)
		}
	}
}

func TestAColumnNobodyKnowsIsNamedByItsPlaceOnly(t *testing.T) {
	text := readFixture(t, "referral-fees.txt")
	text = strings.ReplaceAll(text, "\n", "\tMs CANARY\n")
	f, err := Recognize(BytesSource("f", []byte(text)))
	if err != nil || f.Report != ReferralFees || !slices.Equal(f.Ignored, []string{"item-name", "column 6 (unknown)"}) {
		t.Error(f.Ignored, f.Why, err)
	}
}

// TestEveryKindHasAFixture keeps the tables together: a new report comes with a file that is read.
func TestEveryKindHasAFixture(t *testing.T) {
	for _, k := range kinds {
		seen := map[string]bool{}
		for _, c := range fixtures {
			if c.report == k.report {
				seen[c.variant] = true
			}
		}
		for _, v := range k.variants {
			if !seen[v.name] && v.name != "other" && v.name != "by ASIN" {
				t.Errorf("%s: no fixture of variant %q", k.title, v.name)
			}
		}
		if k.report.Title() == "" {
			t.Errorf("%s has no title", k.report)
		}
	}
	if Unknown.Title() != "" {
		t.Error("unknown files have no title")
	}
}

func TestPreviewsOfCanadaAddTheirParts(t *testing.T) {
	var previews []FeePreview
	for _, file := range []string{"fee-preview-ca-2020.txt", "fee-preview-us-2020.txt"} {
		f, err := Recognize(fixture(file))
		if err != nil {
			t.Fatal(err)
		}
		if err := ReadFeePreviews(f, func(p FeePreview) error { previews = append(previews, p); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	ca, us, none := previews[0], previews[1], previews[2]
	if ca.FulfillmentFee() != Some(1105*money.Cent) || us.FulfillmentFee() != Some(637*money.Cent) || none.FulfillmentFee().Has {
		t.Error(ca.FulfillmentFee(), us.FulfillmentFee(), none.FulfillmentFee())
	}
	if d, ok := ca.Dims(); !ok || d.Longest() != 32*quantity.Centimeter {
		t.Error(d, ok)
	}
	if w, ok := us.PackageWeight(); !ok || w != quantity.Pound*335/100 {
		t.Error(w, ok)
	}
	if _, ok := none.Dims(); ok || none.SalesPrice.Or(5) != 5 {
		t.Error("what is missing has a value")
	}
}

func TestStorageFeesMeasureItems(t *testing.T) {
	f, err := Recognize(fixture("storage-fees.txt"))
	if err != nil {
		t.Fatal(err)
	}
	err = ReadStorageFees(f, func(s StorageFee) error {
		d, ok1 := s.Dims()
		w, ok2 := s.ItemWeight()
		if !ok1 || !ok2 || d.Shortest() != quantity.Inch*55/10 || w != quantity.Pound*335/100 {
			t.Error(d, w)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestStatusesAndStores(t *testing.T) {
	if !(OrderLine{Status: "Cancelled"}).Cancelled() || !(OrderLine{ItemStatus: "Canceled"}).Cancelled() ||
		(OrderLine{Status: "Shipped"}).Cancelled() {
		t.Error("cancelled lines are not told")
	}
	if !(Eligibility{Status: "Enabled"}).Enabled() || (Eligibility{Status: "Removed"}).Enabled() {
		t.Error("enabled offers are not told")
	}
	if m, ok := Store("MX").Market(); !ok || m != market.MX {
		t.Error(m, ok)
	}
	if _, ok := Store("BR").Market(); ok {
		t.Error("Brazil is modeled")
	}
}

func TestSourcesAreTheFilesBelowFoldersInOrder(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.txt", "a/z.csv", ".hidden", "a/.git/x", "c/y.txt"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("12"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	list, err := Sources(dir, filepath.Join(dir, ".hidden"))
	var names []string
	for _, s := range list {
		name, _ := filepath.Rel(dir, s.Name)
		names = append(names, filepath.ToSlash(name))
		if s.Size != 2 {
			t.Error(s.Name, s.Size)
		}
	}
	if err != nil || strings.Join(names, " ") != "a/z.csv b.txt c/y.txt .hidden" {
		t.Error(names, err)
	}
	if _, err := Sources(filepath.Join(dir, "nowhere")); err == nil {
		t.Error("a path that does not exist is no error")
	}
	if _, err := Recognize(FileSource(dir)); err == nil {
		t.Error("a folder is an empty file")
	}
	if _, err := Recognize(FileSource(filepath.Join(dir, "nowhere"))); err == nil {
		t.Error("a file that cannot be opened is no error")
	}
}

func TestLinksAreFollowedWhereTheyAreNamed(t *testing.T) {
	dir := t.TempDir()
	in := filepath.Join(dir, "in")
	if err := os.Mkdir(in, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(in, "a.txt"), []byte("12"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]string{"link": in, "in/loop": in, "in/gone": "nothing", "round": "round"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	list, err := Sources(filepath.Join(dir, "link"))
	if err != nil || len(list) != 2 || filepath.Base(list[0].Name) != "a.txt" || filepath.Base(list[1].Name) != "gone" {
		t.Error(list, err) // the link to nothing is told when it is opened, the loop is left out
	}
	for _, path := range []string{"in/gone", "round"} {
		if _, err := Sources(filepath.Join(dir, path)); err == nil {
			t.Errorf("%s: a link to nothing is no error", path)
		}
	}
	if _, err := Sources(os.DevNull); err == nil {
		t.Error("a device is no error")
	}
}

func TestCommentsOfSeveralLinesAreSkipped(t *testing.T) {
	text := readFixture(t, "returns-fba.txt")
	want, err := rowsOf(t, "returns", text)
	if err != nil {
		t.Fatal(err)
	}
	got, err := rowsOf(t, "returns", strings.ReplaceAll(text, "CANARY customer-comments", "CANARY it broke\n\nCANARY twice"))
	if err != nil || !slices.Equal(got, want) {
		t.Error(got, err)
	}
	if _, err := rowsOf(t, "returns", text+"2026-05-2"); err == nil || !strings.Contains(err.Error(), "truncated") {
		t.Error("a file that ends in its first cell is not truncated:", err)
	}
}
