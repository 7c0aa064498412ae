package backtest_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fbasim/sim/backtest"
	"fbasim/sim/civil"
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

func amount(t testing.TB, text string) money.Amount {
	t.Helper()
	a, err := money.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// quoted asks the cards themselves.
func quoted(t testing.TB, use market.Program, m market.Marketplace, on civil.Date, price money.Amount) map[market.FeeKind]money.Amount {
	t.Helper()
	book, err := fee.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	dims, err := quantity.ParseDims("12.6 x 6.6 x 5.5 in")
	if err != nil {
		t.Fatal(err)
	}
	weight, err := quantity.ParseWeight("3.35 lb")
	if err != nil {
		t.Fatal(err)
	}
	home, err := market.ParseCategory("home_kitchen")
	if err != nil {
		t.Fatal(err)
	}
	ask := fee.Ask{Program: use, Market: m, On: on, Price: price, Assume: fee.Assume{Nearest: true},
		Item:  fee.Item{Dims: dims, HasDims: true, Weight: weight, Category: home},
		Kinds: append([]market.FeeKind{market.RefundAdmin}, market.Referral, market.Fulfillment, market.FuelSurcharge)}
	q, err := book.Quote(ask)
	if err != nil {
		t.Fatal(err)
	}
	out := map[market.FeeKind]money.Amount{}
	for _, l := range q.Lines {
		out[l.Kind] += l.Amount
	}
	return out
}

// statement makes rows of a settlement of Amazon.ca.
type statement struct {
	lines []backtest.Line
	total money.Amount
}

func (s *statement) add(transaction, kind, description, sku string, quantity int64, a money.Amount) {
	l := backtest.Line{
		File: "s.txt", Row: len(s.lines) + 3, Settlement: "11", Transaction: transaction, AmountType: kind,
		Description: description, Store: "CA", SKU: sku, Quantity: quantity, Posted: civil.Of(2026, 3, 2),
		Currency: "CAD", Amount: a,
	}
	if sku != "" {
		l.Order = "701-0000001-0000001"
	}
	s.lines = append(s.lines, l)
	s.total += a
}

func (s *statement) report(t testing.TB, each func(*backtest.Row)) *backtest.Report {
	c := backtest.NewCollector(prices(t), each)
	c.State(backtest.Total{File: "s.txt", Settlement: "11", Currency: "CAD", Amount: s.total})
	for _, l := range s.lines {
		c.Add(l)
	}
	return c.Report()
}

func group(t testing.TB, r *backtest.Report, kind string) backtest.Group {
	t.Helper()
	for _, g := range r.Groups {
		if g.Kind == kind {
			return g
		}
	}
	t.Fatalf("no group %s in %+v", kind, r.Groups)
	return backtest.Group{}
}

func TestFeesThatFollowTheCardsAgreeToTheCent(t *testing.T) {
	price := amount(t, "59.99")
	fees := quoted(t, market.RemoteFulfillment, market.CA, civil.Of(2026, 3, 2), price)
	ship := fees[market.Fulfillment] + fees[market.FuelSurcharge]
	var s statement
	// Two units: rows of one line stand apart, and tell the quantity once.
	s.add("Order", "ItemPrice", "Principal", "IRON", 2, 2*price)
	s.add("other-transaction", "other-transaction", "Storage Fee", "", 0, amount(t, "-3.21"))
	s.add("Order", "ItemPrice", "Tax", "IRON", 0, amount(t, "15.60"))
	s.add("Order", "ItemFees", "Commission", "IRON", 0, -2*fees[market.Referral])
	s.add("Order", "ItemWithheldTax", "MarketplaceFacilitatorTax-Principal", "IRON", 0, amount(t, "-15.60"))
	s.add("Order", "ItemFees", "FBAPerUnitFulfillmentFee", "IRON", 0, -2*ship)
	s.add("Refund", "ItemPrice", "Principal", "IRON", 0, -2*price)
	s.add("Refund", "ItemFees", "Commission", "IRON", 0, 2*fees[market.Referral])
	s.add("Refund", "ItemFees", "RefundCommission", "IRON", 0, -2*fees[market.RefundAdmin])
	rows := 0
	r := s.report(t, func(*backtest.Row) { rows++ })
	for kind, units := range map[string]int64{"referral": 2, "fulfillment": 2, "referral_credit": 2, "refund_admin": 2} {
		g := group(t, r, kind)
		if g.Difference() != 0 || g.Equal != g.Lines || g.Units != units || g.Explained() != 1 || g.Charged == 0 {
			t.Errorf("%s: %+v", kind, g)
		}
		if g.Program != "remote-fulfillment" || g.Market != "CA" || g.Currency != "CAD" {
			t.Errorf("%s: %+v", kind, g.Key)
		}
	}
	if !r.Clean() || len(r.SKUs) != 0 || rows != 4 {
		t.Errorf("not clean, or differences: %+v, %d rows", r, rows)
	}
	if len(r.Other) != 5 {
		t.Errorf("other rows: %+v", r.Other)
	}
}

func TestACrossBorderFeeAndAPerUnitFeeAreOneFulfillmentFee(t *testing.T) {
	price := amount(t, "59.99")
	fees := quoted(t, market.RemoteFulfillment, market.CA, civil.Of(2026, 3, 2), price)
	var s statement
	s.add("Order", "ItemPrice", "Principal", "IRON", 1, price)
	s.add("Order", "ItemFees", "Commission", "IRON", 0, -fees[market.Referral])
	s.add("Order", "ItemFees", "FBAPerUnitFulfillmentFee", "IRON", 0, -(fees[market.Fulfillment] - money.Unit))
	s.add("Order", "ItemFees", "Cross-Border Fulfilment Fee", "IRON", 0, -(fees[market.FuelSurcharge] + money.Unit))
	r := s.report(t, nil)
	g := group(t, r, "fulfillment")
	if g.Lines != 1 || g.Difference() != 0 || g.Equal != 1 {
		t.Errorf("%+v", g)
	}
	if len(g.As) != 2 || g.As[0].Description != "Cross-Border Fulfilment Fee" || g.As[0].Confidence != "T" ||
		g.As[0].Charged+g.As[1].Charged != g.Charged {
		t.Errorf("charged as %+v", g.As)
	}
}

func TestASaleWithoutAFulfillmentFeeIsADifference(t *testing.T) {
	var s statement
	s.add("Order", "ItemPrice", "Principal", "IRON", 1, amount(t, "59.99"))
	s.add("Order", "ItemFees", "Commission", "IRON", 1, amount(t, "-9.00"))
	g := group(t, s.report(t, nil), "fulfillment")
	if g.Charged != 0 || g.Ours <= 0 || g.Equal != 0 || g.Explained() != 0 {
		t.Errorf("%+v", g)
	}
}

func TestSellerFundedPromotionsLowerThePriceThatReferralGoesBy(t *testing.T) {
	price, off := amount(t, "59.99"), amount(t, "10.00")
	fees := quoted(t, market.RemoteFulfillment, market.CA, civil.Of(2026, 3, 2), price-off)
	var s statement
	s.add("Order", "ItemPrice", "Principal", "IRON", 1, price)
	s.add("Order", "Promotion", "Principal", "IRON", 0, -off)
	s.add("Order", "ItemFees", "Commission", "IRON", 0, -fees[market.Referral])
	if g := group(t, s.report(t, nil), "referral"); g.Difference() != 0 {
		t.Errorf("%+v", g)
	}
}

func TestWhatIsNotUnderstoodIsListedAndNeverDropped(t *testing.T) {
	var s statement
	s.add("Order", "ItemFees", "FBAMoonShippingFee", "IRON", 0, amount(t, "-1.50"))
	s.add("Order", "ItemFees", "FBAMoonShippingFee", "IRON", 0, amount(t, "-0.25"))
	s.add("Order", "ItemPrice", "Principal", "GHOST", 1, amount(t, "20.00"))
	s.add("Order", "ItemFees", "Commission", "GHOST", 0, amount(t, "-3.00"))
	s.add("Service Fee", "other", "Balloon", "", 0, amount(t, "-7.00"))
	r := s.report(t, nil)
	if r.Clean() || len(r.Unmapped) != 2 || len(r.UnknownSKUs) != 1 {
		t.Fatalf("%+v", r)
	}
	if b := r.Unmapped[0]; b.Description != "FBAMoonShippingFee" || b.Lines != 2 || b.Amount != amount(t, "-1.75") || b.Row != 3 {
		t.Errorf("%+v", b)
	}
	if u := r.UnknownSKUs[0]; u.SKU != "GHOST" || u.Fees != amount(t, "-3") || u.Amount != amount(t, "17") || u.Lines != 2 {
		t.Errorf("%+v", u)
	}
	if !r.Settlements[0].OK {
		t.Errorf("does not add up: %+v", r.Settlements[0])
	}
}

func TestASkuOfAStoreThatTheCaseDoesNotServeIsListed(t *testing.T) {
	var s statement
	s.add("Order", "ItemPrice", "Principal", "MUG", 1, amount(t, "20.00"))
	s.lines[0].Store, s.lines[0].Currency = "MX", "MXN"
	r := s.report(t, nil)
	if len(r.UnknownSKUs) != 1 || !strings.Contains(r.UnknownSKUs[0].Reason, "case remote does not sell it there") {
		t.Errorf("%+v", r.UnknownSKUs)
	}
}

func TestAFeeChangeOfTheScenarioIsPartOfOurFee(t *testing.T) {
	price := amount(t, "59.99")
	fees := quoted(t, market.RemoteFulfillment, market.CA, civil.Of(2026, 3, 2), price)
	var s statement
	s.add("Order", "ItemPrice", "Principal", "IRON", 1, price)
	s.add("Order", "ItemFees", "FBAPerUnitFulfillmentFee", "IRON", 0, -(fees[market.Fulfillment] + fees[market.FuelSurcharge] + money.Unit))
	changed := strings.Replace(plan, "[case.remote]", "[market.CA]\nfee_change.remote-fulfillment = \"1.00 CAD\"\n[case.remote]", 1)
	c := backtest.NewCollector(pricesOf(t, changed), nil)
	for _, l := range s.lines {
		c.Add(l)
	}
	if g := group(t, c.Report(), "fulfillment"); g.Difference() != 0 {
		t.Errorf("%+v", g)
	}
}

func TestTheProgramIsThatOfThePlanOnTheDay(t *testing.T) {
	for day, want := range map[civil.Date]string{
		civil.Of(2025, 12, 1): "remote-fulfillment", civil.Of(2026, 3, 31): "remote-fulfillment", civil.Of(2026, 4, 1): "local-fba",
	} {
		var s statement
		s.add("Order", "ItemPrice", "Principal", "MUG", 1, amount(t, "22.99"))
		s.add("Order", "ItemFees", "Commission", "MUG", 1, amount(t, "-3.45"))
		for i := range s.lines {
			s.lines[i].Posted = day
		}
		if g := group(t, s.report(t, nil), "referral"); g.Program != want {
			t.Errorf("%s: %s, want %s", day, g.Program, want)
		}
		for i := range s.lines {
			s.lines[i].Merchant = true
		}
		if g := group(t, s.report(t, nil), "referral"); g.Program != "seller-fulfilled" {
			t.Errorf("merchant: %s", g.Program)
		}
	}
}

func TestATotalThatTheRowsDoNotGiveIsTold(t *testing.T) {
	var s statement
	s.add("Order", "ItemPrice", "Shipping", "IRON", 1, amount(t, "5.00"))
	s.total += money.Cent
	r := s.report(t, nil)
	if got := r.Settlements[0]; got.OK || r.Clean() || got.Stated-got.Sum != money.Cent {
		t.Errorf("%+v", got)
	}
}

// TestEverySettlementAddsUpWhateverItsRows is the promise that nothing is dropped: the sum over all that the
// report tells is the sum of the rows, transfers apart.
func TestEverySettlementAddsUpWhateverItsRows(t *testing.T) {
	book := prices(t)
	rapid.Check(t, func(t *rapid.T) {
		c := backtest.NewCollector(book, nil)
		total, transfers, n := money.Amount(0), money.Amount(0), rapid.IntRange(1, 40).Draw(t, "rows")
		for i := range n {
			l := backtest.Line{
				File: "f", Row: i + 2, Settlement: "1", Currency: "CAD", Posted: civil.Of(2026, 3, 1),
				Transaction: rapid.SampledFrom([]string{"Order", "Refund", "other-transaction", "Transfer", "Mystery"}).Draw(t, "transaction"),
				AmountType:  rapid.SampledFrom([]string{"ItemPrice", "ItemFees", "Promotion", "other", "Unified"}).Draw(t, "type"),
				Description: rapid.SampledFrom([]string{"Principal", "Commission", "FBAPerUnitFulfillmentFee", "RefundCommission", "Tax", "Nonsense", "fba fees"}).Draw(t, "description"),
				Store:       rapid.SampledFrom([]string{"CA", "MX", "US", "", "Amazon.de"}).Draw(t, "store"),
				SKU:         rapid.SampledFrom([]string{"IRON", "MUG", "GHOST", ""}).Draw(t, "sku"),
				Order:       rapid.SampledFrom([]string{"1", "2"}).Draw(t, "order"),
				Quantity:    rapid.Int64Range(0, 3).Draw(t, "quantity"),
				Amount:      money.Amount(rapid.Int64Range(-20000, 20000).Draw(t, "cents")) * money.Cent,
			}
			if l.Transaction == "Transfer" {
				transfers += l.Amount
			} else {
				total += l.Amount
			}
			c.Add(l)
		}
		c.State(backtest.Total{File: "f", Settlement: "1", Currency: "CAD", Amount: total})
		r := c.Report()
		if s := r.Settlements[0]; !s.OK || s.Sum != total || s.Transfers != transfers || s.Lines != int64(n) {
			t.Fatalf("rows sum to %v and %v transferred, report says %+v", total, transfers, s)
		}
		sum := money.Amount(0)
		for _, g := range r.Groups {
			sum -= g.Charged
		}
		for _, b := range append(r.Other, r.Unmapped...) {
			sum += b.Amount
		}
		for _, u := range r.UnknownSKUs {
			sum += u.Amount
		}
		for _, u := range r.Unpriced {
			sum += u.Amount
		}
		if sum != total+transfers {
			t.Fatalf("groups sum to %v, rows to %v", sum, total+transfers)
		}
	})
}
