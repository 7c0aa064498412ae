package program

import (
	"strings"
	"testing"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

func request(method string, price money.Amount, c money.Currency) OfferRequest {
	return OfferRequest{Method: method, Use: market.RemoteFulfillment, Price: money.Money{Amount: price, Currency: c}, USPrice: 20 * money.Unit}
}

func TestMakingOffers(t *testing.T) {
	for _, method := range []string{"alc", "bil", "manual"} {
		rule(t, "RF-OFFER-01", method, func(t *testing.T, r Rules, on bool) {
			if v := request(method, 30*money.Unit, money.CAD).Create(situation(r)); v.Done() != on || v.Finding {
				t.Errorf("%+v", v)
			}
		})
	}
	if v := request("feed", 30*money.Unit, money.CAD).Create(situation(rules())); v.Done() {
		t.Errorf("a method that does not exist: %+v", v)
	}
	rule(t, "RF-OFFER-02", "", func(t *testing.T, r Rules, on bool) {
		if v := request("manual", 20*money.Unit, money.CAD).Create(situation(r)); v.Finding != on || !v.Done() || on && v.Reason != SamePriceAsUS {
			t.Errorf("the US figure: %+v", v)
		}
		if v := request("manual", 20*money.Unit, money.USD).Create(situation(r)); (v.Reason == WrongCurrency) != on {
			t.Errorf("in dollars: %+v", v)
		}
		if v := request("bil", 20*money.Unit, money.CAD).Create(situation(r)); v.Finding {
			t.Errorf("made by Build International Listings: %+v", v)
		}
	})
	rule(t, "RF-OFFER-05", "", func(t *testing.T, r Rules, on bool) {
		q := request("manual", 30*money.Unit, money.CAD)
		q.MissingASIN = true
		if v := q.Create(situation(r)); v.Done() != on {
			t.Errorf("%+v", v)
		}
	})
	rule(t, "RF-GSKU-01", "", func(t *testing.T, r Rules, on bool) {
		if got := PoolView(40, 3, r); (got == 40) != on || !on && got != 3 {
			t.Errorf("%d units", got)
		}
	})
}

func TestOffersOfAnotherSKU(t *testing.T) {
	rule(t, "RF-OFFER-03", "", func(t *testing.T, r Rules, on bool) {
		w := after(r, day)
		w.happen(OtherOfferCreated)
		w.pass(day)
		if (w.r.State != Active) != on {
			t.Errorf("%v", w.r.State)
		}
	})
	rule(t, "RF-OFFER-06", "", func(t *testing.T, r Rules, on bool) {
		w := after(r, day, same)
		w.happen(OtherOfferCreated)
		if (w.r == with(mismatch, had)) != on || !on && w.r.State != Active {
			t.Errorf("%+v", w.r)
		}
		if (after(r, day, same, other).r.Reason == SKUMismatch) != on {
			t.Error("found by the evaluation")
		}
	})
	rule(t, "RF-OFFER-07", "", func(t *testing.T, r Rules, on bool) {
		w := after(r, day, same, other)
		w.happen(OtherOfferRemoved)
		w.pass(day)
		if (w.r.State == Active) != on || !on && w.r.Reason != SKUMismatch {
			t.Errorf("%+v", w.r)
		}
	})
	rule(t, "RF-OFFER-08", "", func(t *testing.T, r Rules, on bool) {
		w := after(r, day, other)
		if (w.r == notFound) != on {
			t.Fatalf("%+v", w.r)
		}
		for _, gone := range []bool{false, true} {
			w := after(r, day, other)
			w.happen(OfferCreated)
			w.pass(hour)
			if gone {
				w.happen(OtherOfferRemoved)
			}
			w.pass(22 * hour)
			if (w.r.Reason == OfferNotFound) != on {
				t.Errorf("at 23 h, other gone %v: %+v", gone, w.r)
			}
			w.pass(2 * hour)
			if (w.r.Reason == SKUMismatch) == gone || on && gone && w.r.State != Pending {
				t.Errorf("at 25 h, other gone %v: %+v", gone, w.r)
			}
		}
	})
	if !Conflicts(false, rules()) || Conflicts(true, rules()) || !Conflicts(true, rules("mismatch_scope=any_sku")) {
		t.Error("AMB-44: which SKUs conflict")
	}
	for _, sells := range []bool{false, true} { // AMB-37
		r := rules()
		if sells {
			r = rules("mismatch_sells=true")
		}
		if got := with(mismatch, had).Sells(situation(r, same, other)); got != sells {
			t.Errorf("mismatch_sells %v: sells %v", sells, got)
		}
		if with(mismatch, had).Sells(situation(r, same, other, soldOut)) {
			t.Error("sells without stock")
		}
	}
}

func TestAnOfferMayBeEligibleAndNotSell(t *testing.T) {
	for _, c := range []struct {
		rule   string
		signal Signal
		facts  func(*Facts)
		want   Reason
	}{
		{"RF-OFFER-09", USOfferPulled, pulled, USPulled},
		{"RF-OFFER-09", USOfferPulled, func(f *Facts) { f.Product.USNotApproved = true }, USNotApproved},
		{"RF-OFFER-09", USStockOut, soldOut, USOutOfStock},
		{"RF-RPT-05", ListingProblem, problem, BadListing},
		{"RF-RPT-05", USStockOut, soldOut, USOutOfStock},
		{"RF-GEN-05", USStockOut, soldOut, USOutOfStock},
	} {
		rule(t, c.rule, c.want.String(), func(t *testing.T, r Rules, on bool) {
			f := situation(r, same, c.facts)
			to, _ := active.On(c.signal, f)
			if (to.State == NotSellable && to.Reason == c.want) != on || !on && to != active {
				t.Errorf("%v(%v)", to.State, to.Reason)
			}
			if want := (Reasons(0)).With(c.want); (Sellability(f) == want) != on {
				t.Errorf("%v", Sellability(f))
			}
		})
	}
}

// start is the first day of the test's scenarios.
var start = civil.Of(2023, 6, 1)

func shown() money.Money { return money.Money{Amount: 9 * money.Unit, Currency: money.CAD} }

func TestTheReportIsThereOnceEnrolled(t *testing.T) {
	outside, s := ready(), ready()
	s, _ = s.Enroll(nil, 0, rules())
	rule(t, "RF-RPT-01", "", func(t *testing.T, r Rules, on bool) {
		if v := s.Report(r); v.Done() != on {
			t.Errorf("%+v", v)
		}
		if v := outside.Report(r); on && (v.Outcome != Rejected || v.Reason != OutsideProgram) {
			t.Errorf("not enrolled: %+v", v)
		}
	})
}

func TestReportRows(t *testing.T) {
	statuses := map[State]string{NotEnrolled: "", Evaluating: "evaluating", Ineligible: "ineligible",
		ActionRequired: "action_required", NoOffer: "action_required", Pending: "eligible", Active: "eligible",
		NotSellable: "eligible", Removed: "removed"}
	rule(t, "RF-RPT-02", "", func(t *testing.T, r Rules, on bool) {
		for state, want := range statuses {
			if got := (Remote{State: state}).Row("X", situation(r), start, shown()).Status; on && got != want || !on && got != "" {
				t.Errorf("%v: %q", state, got)
			}
		}
	})
	rule(t, "RF-RPT-06", "", func(t *testing.T, r Rules, on bool) {
		for _, state := range append(inProgram, removed) {
			row := state.Row("X", situation(r, same), start, shown())
			if (row.Details != "") != (on && state.State != Active) {
				t.Errorf("%v: %q", state.State, row.Details)
			}
		}
		if got := evaluating.Row("X", situation(r), start, shown()).Details; strings.Contains(got, "by 2023-06-02 00:16:40") != on {
			t.Errorf("awaited until when: %q", got)
		}
	})
	rule(t, "RF-RPT-08", "", func(t *testing.T, r Rules, on bool) {
		for reason, f := range map[Reason]func(*Facts){USPulled: pulled, USOutOfStock: soldOut,
			USNotApproved: func(f *Facts) { f.Product.USNotApproved = true }} {
			row := Remote{State: NotSellable, Reason: reason}.Row("WIDGET-7", situation(r, same, f), start, shown())
			if strings.Contains(row.Details, "WIDGET-7") != on || row.Details == "" || row.Reason != reason.String() {
				t.Errorf("%v: %q", reason, row.Details)
			}
		}
	})
	rule(t, "RF-DLV-04", "", func(t *testing.T, r Rules, on bool) {
		for _, state := range append(inProgram, removed) {
			got := state.Row("X", situation(r), start, shown()).ShippingShown
			if (got == "9.00 CAD") != (on && state.HasRemoteOffer()) {
				t.Errorf("%v: %q", state.State, got)
			}
		}
	})
	row := with(active, risky).Row("X", situation(rules(), highRisk, local, func(f *Facts) { f.Product.RiskReason[market.CA] = "docs" }), start, shown())
	if !strings.Contains(row.Details, "high (docs)") || !strings.Contains(row.Details, "Stock in CA sells first") {
		t.Errorf("not every reason is listed: %q", row.Details)
	}
}

func TestEveryReasonOfAStateHasItsAdvice(t *testing.T) {
	for reason, id := range reasonRules {
		if (id != "") != (sentences[reason] != "") {
			t.Errorf("%v: rule %q, sentence %q", Reason(reason), id, sentences[reason])
		}
	}
}

func TestUploadingTheReport(t *testing.T) {
	rule(t, "RF-RPT-03", "", func(t *testing.T, r Rules, on bool) {
		for _, add := range []bool{true, false} {
			from, want := active, Removed
			if add {
				from, want = removed, Pending
			}
			to, _, v := from.Upload(add, situation(r, same))
			if (to.State == want) != on || v.Done() != on || !on && (to != from || v.Reason != NotPermitted) {
				t.Errorf("add %v: %v %+v", add, to.State, v)
			}
		}
	})
	rule(t, "RF-RPT-04", "", func(t *testing.T, r Rules, on bool) {
		w := &world{f: situation(r, same), r: removed}
		w.tell(ReportAdd)
		w.pass(day - 1)
		if (w.r.State == Pending) != on {
			t.Errorf("%v before 24 h", w.r.State)
		}
		if w.pass(1); w.r.State != Active {
			t.Errorf("%v after 24 h", w.r.State)
		}
	})
	rule(t, "RF-RPT-07", "", func(t *testing.T, r Rules, on bool) {
		for _, from := range []Remote{with(active, risky), removed} {
			to, _, v := from.Upload(true, situation(r, same, highRisk, disproved))
			if (to == from) != on || (v.Outcome == Rejected) != on || on && (v.Reason != RiskHigh || v.Details.String() != "risk_high, approval") {
				t.Errorf("%v: %v %+v", from.State, to.State, v)
			}
		}
	})
	rule(t, "RF-OFFER-04", "", func(t *testing.T, r Rules, on bool) {
		to, _, v := active.Upload(false, situation(r, same, func(f *Facts) { f.StaysElsewhere = true }))
		if (to.State == Removed) != on || v.Done() != on {
			t.Errorf("%v %+v", to.State, v)
		}
	})
	if to, _, v := active.Upload(true, situation(rules(), same)); to != active || !v.Done() {
		t.Errorf("adding what is in: %v %+v", to.State, v)
	}
}

func TestSellerFulfilledTwins(t *testing.T) {
	twin := Twin{FBA: Flags{market.US: true}, Merchant: Flags{market.US: true, market.CA: true},
		Quantity: [market.MarketplaceCount]int64{9, 4, 0}, Visible: Flags{true, true, false}}
	inside, out := Seller{Enrolled: true, EverEnrolled: true}, Seller{EverEnrolled: true}
	rule(t, "RF-SF-01", "", func(t *testing.T, r Rules, on bool) {
		got, _ := twin.Enroll(false, r)
		if (got.Quantity == [market.MarketplaceCount]int64{}) != on || !on && got.Quantity != twin.Quantity {
			t.Errorf("%v", got.Quantity)
		}
	})
	rule(t, "RF-SF-02", "", func(t *testing.T, r Rules, on bool) {
		got, _ := twin.Enroll(false, r)
		if (got.Visible == Flags{}) != on {
			t.Errorf("%v", got.Visible)
		}
	})
	rule(t, "RF-SF-03", "", func(t *testing.T, r Rules, on bool) {
		zeroed, _ := twin.Enroll(false, r)
		got, v := zeroed.AddQuantity(market.CA, 5, &inside, r)
		if (got == zeroed) != on || (v.Reason == FBAOfferExists) != on {
			t.Errorf("%v %+v", got.Quantity, v)
		}
		if _, v := zeroed.AddQuantity(market.CA, 5, &Seller{}, r); !v.Done() {
			t.Errorf("never enrolled: %+v", v)
		}
		if _, v := zeroed.AddQuantity(market.CA, 5, &out, r); v.Done() == on {
			t.Errorf("enrolled before: %+v", v)
		}
	})
	rule(t, "RF-SF-04", "", func(t *testing.T, r Rules, on bool) {
		zeroed, _ := twin.Enroll(false, r)
		zeroed.FBA = Flags{}
		if got, v := zeroed.AddQuantity(market.CA, 5, &inside, r); v.Done() == on || on != (got.Quantity[market.CA] == 0) {
			t.Errorf("enrolled, FBA offer gone: %+v", v)
		}
		if got, v := zeroed.AddQuantity(market.CA, 5, &out, r); !v.Done() || got.Quantity[market.CA] != 5 || !got.Visible[market.CA] {
			t.Errorf("not enrolled, FBA offer gone: %+v", v)
		}
		plain := Twin{Merchant: Flags{market.CA: true}}
		if _, v := plain.AddQuantity(market.CA, 5, &inside, r); !v.Done() {
			t.Errorf("never a twin: %+v", v)
		}
	})
	body := rules("sf_lock=fba") // AMB-03
	zeroed, _ := twin.Enroll(false, body)
	zeroed.FBA = Flags{}
	if _, v := zeroed.AddQuantity(market.CA, 5, &inside, body); !v.Done() {
		t.Errorf("body form, FBA offer gone: %+v", v)
	}
	rule(t, "RF-SF-05", "", func(t *testing.T, r Rules, on bool) {
		apart := Twin{Merchant: Flags{market.US: true}, Quantity: [market.MarketplaceCount]int64{9, 0, 0}, Visible: Flags{true, false, false}}
		if got, _ := apart.Enroll(true, r); (got == apart) != on || !on && got.Quantity[market.US] != 0 {
			t.Errorf("%+v", got)
		}
		v := OfferRequest{Method: "manual", Use: market.SellerFulfilled, OtherSKU: true}.Create(situation(r, localReturns))
		if v.Done() != on {
			t.Errorf("%+v", v)
		}
	})
	rule(t, "RF-SF-06", "", func(t *testing.T, r Rules, on bool) {
		if twin.SellerSees(market.US, r) == on || !twin.BuyerSees(market.US) {
			t.Errorf("seller %v, buyer %v", twin.SellerSees(market.US, r), twin.BuyerSees(market.US))
		}
	})
	foreign := Twin{FBA: Flags{market.US: true}, Merchant: Flags{market.CA: true}} // AMB-33
	if !foreign.IsTwin(rules()) || foreign.IsTwin(rules("twin_scope=us")) || !twin.IsTwin(rules("twin_scope=us")) {
		t.Error("AMB-33: which SKUs are twins")
	}
}

// reverted plays an FBA offer changed to seller-fulfilled with stock left: the tick
// after which it is FBA again, 0 for never.
func reverted(t *testing.T, stranded int64, opted bool, r Rules) int64 {
	t.Helper()
	s, _ := ready().Enroll(nil, 0, r)
	if stranded > 0 {
		var v Verdict
		if s, v = s.SetStrandedDays(stranded, r); !v.Done() {
			t.Logf("setting refused: %+v", v)
		}
	}
	offer := Twin{FBA: Flags{market.US: true, market.CA: true}, Quantity: [market.MarketplaceCount]int64{0, 6, 0}}
	if opted {
		offer, _, _ = offer.OptOut(market.CA, true, &s, r)
	}
	offer, due := offer.Merchantize(market.CA, 12, &s, r)
	if !offer.Stranded[market.CA] || offer.FBA[market.CA] {
		t.Fatalf("not stranded: %+v", offer)
	}
	if due == 0 {
		return 0
	}
	back, done := offer.Revert(market.CA, r)
	if !done || !back.FBA[market.CA] || back.Stranded[market.CA] || back.Quantity[market.CA] != 0 { // INV-10
		t.Errorf("reverted: %+v", back)
	}
	return due
}

func TestStrandedStockGoesBackToFBA(t *testing.T) { // T-10
	for _, c := range []struct {
		id    string
		days  int64
		opted bool
		want  [2]int64 // with the rule on and off
	}{
		{"RF-STR-02", 0, false, [2]int64{day, 0}},
		{"RF-STR-03", 3 * day, false, [2]int64{3 * day, day}},
		{"RF-STR-04", 0, true, [2]int64{0, day}},
	} {
		rule(t, c.id, "", func(t *testing.T, r Rules, on bool) {
			want := c.want[0]
			if !on {
				want = c.want[1]
			}
			if got := reverted(t, c.days, c.opted, r); got != want {
				t.Errorf("after %d ticks, want %d", got, want)
			}
		})
	}
	offer, due := Twin{FBA: Flags{market.CA: true}}.Merchantize(market.CA, 0, &Seller{Preferences: Preferences{StrandedDays: day}}, rules())
	if offer.Stranded[market.CA] || due != 0 {
		t.Errorf("nothing left to strand: %+v, due %d", offer, due)
	}
	s := Seller{Preferences: Preferences{StrandedDays: day}}
	offer, _ = Twin{FBA: Flags{market.CA: true}}.Merchantize(market.CA, 2, &s, rules())
	offer, _, _ = offer.OptOut(market.CA, true, &s, rules())
	if _, done := offer.Revert(market.CA, rules()); done {
		t.Error("opted out after it was stranded, and reverted")
	}
	if _, due, _ := offer.OptOut(market.CA, false, &s, rules()); due != day {
		t.Errorf("opted in again: due %d", due)
	}
}

func TestPrices(t *testing.T) {
	cad := money.Money{Amount: 30 * money.Unit, Currency: money.CAD}
	rule(t, "GS-DEC-02", "", func(t *testing.T, r Rules, on bool) {
		if v := SetPrice(cad, market.CA, true, r); v.Done() != on {
			t.Errorf("a price of one program: %+v", v)
		}
		if v := SetPrice(cad, market.CA, false, r); !v.Done() {
			t.Errorf("a price of all: %+v", v)
		}
	})
	rule(t, "RF-OFFER-02", "currency", func(t *testing.T, r Rules, on bool) {
		if v := SetPrice(cad, market.MX, false, r); v.Done() == on {
			t.Errorf("%+v", v)
		}
	})
	rule(t, "RF-LOC-05", "", func(t *testing.T, r Rules, on bool) {
		if KeepsPrice(market.LocalFBA, r) != on || !KeepsPrice(market.RemoteFulfillment, r) {
			t.Error("the price of a change to local stock")
		}
	})
	if KeepsPrice(market.RemoteFulfillment, rules("price_back=new")) {
		t.Error("AMB-27")
	}
}
