package backtest_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"fbasim/sim/amazon"
	"fbasim/sim/backtest"
	"fbasim/sim/civil"
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

const previewHead = "sku\tasin\tamazon-store\tproduct-group\tyour-price\tsales-price\tlongest-side\tmedian-side\tshortest-side\t" +
	"unit-of-dimension\titem-package-weight\tunit-of-weight\tproduct-size-tier\tcurrency\testimated-fee-total\t" +
	"estimated-referral-fee-per-unit\texpected-fulfillment-fee-per-unit\n"

func previewed(t testing.TB, rows ...string) *backtest.PreviewReport {
	t.Helper()
	text := []byte(previewHead + strings.Join(rows, "\n") + "\n")
	found, err := amazon.Recognize(amazon.Source{Name: "preview.txt", Size: int64(len(text)),
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text)), nil }})
	if err != nil || found.Report != amazon.FeePreviews {
		t.Fatal(found.Why, err)
	}
	book, err := fee.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	p := backtest.Preview{Book: book, On: civil.Of(2026, 3, 2), Category: func(group string) (market.Category, bool) {
		c, err := market.ParseCategory(group)
		return c, err == nil
	}}
	if err := p.Read(found); err != nil {
		t.Fatal(err)
	}
	return p.Report()
}

func previewRow(sku, store, group, price, sale, tier, currency string, referral, fulfillment money.Amount) string {
	return fmt.Sprintf("%s\tB0\t%s\t%s\t%s\t%s\t12.6\t6.6\t5.5\tinches\t3.35\tpounds\t%s\t%s\t--\t%s\t%s", sku, store, group, price, sale,
		tier, currency, referral, fulfillment)
}

func TestEstimatesThatFollowTheCardsAgree(t *testing.T) {
	on := civil.Of(2026, 3, 2)
	us := quoted(t, market.LocalFBA, market.US, on, amount(t, "34.99"))
	ca := quoted(t, market.LocalFBA, market.CA, on, amount(t, "59.99"))
	usFee, caFee := us[market.Fulfillment]+us[market.FuelSurcharge], ca[market.Fulfillment]+ca[market.FuelSurcharge]
	r := previewed(t,
		previewRow("A", "US", "Home & Kitchen", "34.99", "--", "UsLargeStandardSize", "USD", us[market.Referral], usFee),
		previewRow("B", "CA", "Home & Kitchen", "64.99", "59.99", "Standard", "CAD", ca[market.Referral], caFee),
		previewRow("C", "", "Home & Kitchen", "59.99", "49.99", "standard-size", "CAD", ca[market.Referral], caFee),
	)
	if !r.Clean() || r.Rows != 3 || len(r.Fees) != 4 {
		t.Fatalf("%+v", r)
	}
	for _, k := range r.Fees {
		if k.Equal != k.Lines || k.Difference() != 0 || k.Charged == 0 {
			t.Errorf("%+v", k)
		}
	}
	if got := r.Fees[2]; got.Market != "CA" || got.Kind != "referral" || got.ByListPrice != 1 {
		t.Errorf("%+v", got)
	}
}

func TestEstimatesThatDisagreeAreListedWithWhatIsBehindThem(t *testing.T) {
	r := previewed(t,
		previewRow("A", "US", "Home & Kitchen", "34.99", "--", "Small standard-size", "USD", amount(t, "5.25"), amount(t, "1.00")),
		previewRow("B", "US", "Moon dust", "34.99", "--", "", "USD", amount(t, "5.25"), amount(t, "1.50")),
		previewRow("C", "DE", "Home & Kitchen", "34.99", "--", "", "EUR", amount(t, "5.25"), amount(t, "1.50")),
		previewRow("D", "CA", "Home & Kitchen", "34.99", "--", "", "USD", amount(t, "5.25"), amount(t, "1.50")),
	)
	if r.Clean() || len(r.Differences) != 2 || len(r.Tiers) != 1 || len(r.Unmapped) != 1 || len(r.Skipped) != 2 {
		t.Fatalf("%+v", r)
	}
	if d := r.Differences[0]; d.SKU != "A" || d.Kind != "fulfillment" || d.Theirs != money.Unit || d.Ours <= money.Unit || d.Card == "" {
		t.Errorf("%+v", d)
	}
	if got := r.Tiers[0]; got.Theirs != "Small standard-size" || got.Ours != "large_standard" || got.SKU != "A" {
		t.Errorf("%+v", got)
	}
	if got := r.Unmapped[0]; got.Group != "Moon dust" || got.Rows != 1 || got.SKU != "B" {
		t.Errorf("%+v", got)
	}
}
