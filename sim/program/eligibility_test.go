package program

import (
	"slices"
	"testing"

	"fbasim/sim/market"
	"fbasim/sim/money"
)

// given is a case of a gate: facts that a rule finds fault with, for one reason.
type given struct {
	rule   string
	facts  func(*Facts)
	reason Reason
}

var gates = []given{
	{"RF-ELIG-04", func(f *Facts) { f.Product.FBAEnabled[market.CA] = false }, NotFBAEnabled},
	{"RF-ELIG-04", func(f *Facts) { f.Product.FBAEnabled[market.US] = false }, NotFBAEnabled},
	{"RF-ELIG-05", highRisk, RiskHigh},
	{"RF-ELIG-05", func(f *Facts) { f.Product.Risk[market.CA] = Unassessed }, RiskUnassessed},
	{"RF-ELIG-06", noComply, TradeCompliance},
	{"RF-ELIG-07", func(f *Facts) { f.Product.Classes = RestrictedClass }, Restricted},
	{"RF-ELIG-07", class("EXR4"), ExportRestricted},
	{"RF-ELIG-08", func(f *Facts) { f.Product.Classes = ProhibitedClass }, Prohibited},
	{"RF-ELIG-09", func(f *Facts) { f.Product.Classes = DangerousClass }, DangerousGoods},
	{"RF-ELIG-14", disproved, NoApproval},
	{"RF-ELIG-15", local, LocalInventory},
	{"RF-LOC-01", local, LocalInventory},
	{"RF-LOC-02", local, LocalInventory},
}

func class(code string) func(*Facts) {
	return func(f *Facts) {
		c, ok := ParseClass(code)
		if !ok {
			panic(code)
		}
		f.Product.Classes |= c
	}
}

func TestEachGateOfEligibilityRefusesWithItsReason(t *testing.T) {
	for _, g := range gates {
		rule(t, g.rule, g.reason.String(), func(t *testing.T, r Rules, on bool) {
			f := situation(r, same, g.facts)
			want := Reasons(0)
			if on {
				want = want.With(g.reason)
			}
			if got := Eligibility(f); got != want {
				t.Errorf("reasons %v, want %v", got, want)
			}
			to, _ := with(evaluating, had).On(EvalDone, f)
			if (to.State == Ineligible && to.Reason == g.reason) != on || !on && to.State != Active {
				t.Errorf("evaluated: %v(%v)", to.State, to.Reason)
			}
		})
	}
}

func TestAFineProductIsEligibleAndOtherMarketplacesDoNotMatter(t *testing.T) {
	for _, g := range gates[:len(gates)-3] {
		f := situation(rules(), same, g.facts)
		if f.Market = market.MX; g.rule == "RF-ELIG-04" || f.Product.Classes != 0 {
			continue
		}
		if got := Eligibility(f); got != 0 {
			t.Errorf("%s in CA stands in MX as %v", g.rule, got)
		}
	}
	if got := Eligibility(situation(rules(), same)); got != 0 {
		t.Errorf("a fine product: %v", got)
	}
}

func TestTheFirstReasonIsTheCodeAndAllAreListed(t *testing.T) {
	f := situation(rules(), local, disproved, highRisk, class("restricted"), class("dangerous_goods"), class("TRR3"))
	want := []Reason{RiskHigh, Restricted, DangerousGoods, Transport, NoApproval, LocalInventory}
	if got := Eligibility(f); !slices.Equal(got.List(), want) || got.First() != RiskHigh ||
		got.String() != "risk_high, restricted, dangerous_goods, transport, approval, local_inventory" {
		t.Errorf("%v", got)
	}
}

func TestTransportReasonLeavesLocalAndSellerFulfilledOpen(t *testing.T) { // RF-ELIG-12, RF-ELIG-13
	blocked := func(f *Facts) { f.Product.TransportBlock[market.CA] = true }
	for _, why := range []func(*Facts){blocked, class("TRR1"), highRisk, func(f *Facts) { f.Product.Risk[market.CA] = Unassessed }} {
		f := situation(rules(), why)
		if Eligibility(f) == 0 || !slices.Equal(Alternatives(f), []market.Program{market.LocalFBA, market.SellerFulfilled}) {
			t.Errorf("%v leaves %v", Eligibility(f), Alternatives(f))
		}
	}
	if got := Alternatives(situation(rules(), local)); got != nil {
		t.Errorf("local stock is sold already, yet %v are alternatives", got)
	}
	if got := Alternatives(situation(rules())); got != nil {
		t.Errorf("an eligible ASIN has alternatives %v", got)
	}
	if got := Alternatives(situation(rules("-RF-ELIG-13"), blocked)); got != nil {
		t.Errorf("RF-ELIG-13 off: %v", got)
	}
	for _, use := range []market.Program{market.LocalFBA, market.SellerFulfilled} {
		rule(t, "RF-ELIG-12", use.String(), func(t *testing.T, r Rules, on bool) {
			v := OfferRequest{Method: "manual", Use: use, State: Ineligible}.Create(situation(r, blocked, localReturns))
			if v.Done() != on || !on && v.Reason != RemoteIneligible {
				t.Errorf("%+v", v)
			}
		})
	}
}

func localReturns(f *Facts) { f.Seller.ReturnAddress[market.CA] = LocalAddress }

func TestSwitchesOfEligibility(t *testing.T) {
	book := func(f *Facts) { f.Product.Media = Book }
	onlyHere := func(f *Facts) { f.Product.FBAEnabled = Flags{market.US: true, market.CA: true} }
	elsewhere := func(f *Facts) { f.OtherLocalUnits = 2 }
	for _, c := range []struct {
		name   string
		change string
		facts  func(*Facts)
		before Reasons
		after  Reasons
	}{
		{"AMB-20", "require_risk_pass=false", highRisk, Reasons(0).With(RiskHigh), 0},
		{"AMB-31", "rf_books_to_ca=false", book, 0, Reasons(0).With(BookToCanada)},
		{"AMB-05", "fba_scope=all", onlyHere, 0, Reasons(0).With(NotFBAEnabled)},
		{"AMB-04", "local_scope=both", elsewhere, 0, Reasons(0).With(LocalInventory)},
		{"RF-LOC-08", "local_block_min_units=4", local, Reasons(0).With(LocalInventory), 0},
	} {
		if got := Eligibility(situation(rules(), c.facts)); got != c.before {
			t.Errorf("%s by default: %v, want %v", c.name, got, c.before)
		}
		if got := Eligibility(situation(rules(c.change), c.facts)); got != c.after {
			t.Errorf("%s %s: %v, want %v", c.name, c.change, got, c.after)
		}
	}
}

func TestApprovalIsPerMarketplace(t *testing.T) {
	for m, active := range map[market.Marketplace]bool{market.MX: true, market.CA: false} {
		rule(t, "RF-ELIG-14", m.String(), func(t *testing.T, r Rules, on bool) {
			f := situation(r, disproved)
			f.Market = m
			request := OfferRequest{Method: "manual", Use: market.RemoteFulfillment, Price: money.Money{Amount: 5, Currency: m.Currency()}}
			if v := request.Create(f); v.Done() != (active || !on) || !v.Done() && (v.Outcome != Rejected || v.Reason != NoApproval) {
				t.Errorf("%+v", v)
			}
		})
	}
}

// ready is a seller who may enroll.
func ready() Seller {
	return Seller{HomeCountry: "US", UnifiedAccount: true, FBARegistered: All(), ExportEnabled: true,
		Defaults: Preferences{AutoListing: Flags{market.CA: true, market.MX: true}}}
}

func TestEnrollmentAsksForThreeThings(t *testing.T) { // T-01
	missing := []struct {
		rule   string
		reason Reason
		lack   func(s *Seller)
	}{
		{"RF-ELIG-01", FBARegistration, func(s *Seller) { s.FBARegistered[market.MX] = false }},
		{"RF-ELIG-02", UnifiedAccount, func(s *Seller) { s.UnifiedAccount = false }},
		{"RF-ELIG-03", FBAExportOff, func(s *Seller) { s.ExportEnabled = false }},
	}
	for _, m := range missing {
		rule(t, m.rule, "", func(t *testing.T, r Rules, on bool) {
			s := ready()
			m.lack(&s)
			after, e := s.Enroll(nil, 7, r)
			if after.Enrolled == on || e.Done() == on || on && (e.Reason != m.reason || e.Rule != m.rule || e.Outcome != Rejected) {
				t.Errorf("enrolled %v: %+v", after.Enrolled, e)
			}
		})
	}
	all := ready()
	for _, m := range missing {
		m.lack(&all)
	}
	if _, e := all.Enroll(nil, 7, rules()); e.Reason != FBARegistration || e.Details.String() != "fba_registration, unified_account, fba_export_off" {
		t.Errorf("all missing: %+v", e)
	}
	if _, e := all.Enroll(nil, 7, rules("-RF-ELIG-01")); e.Reason != UnifiedAccount {
		t.Errorf("without the first: %+v", e)
	}
	if after, e := ready().Enroll(nil, 7, rules()); !after.Enrolled || !after.EverEnrolled || after.EnrolledAt != 7 || e.Outcome != OK {
		t.Errorf("nothing missing: %+v", e)
	}
	rule(t, "RF-DTY-04", "", func(t *testing.T, r Rules, on bool) {
		after, e := ready().Enroll(nil, 7, r)
		if after.Enrolled != on || !on && e.Reason != ImporterSetup {
			t.Errorf("without importer set-up: %+v", e)
		}
		s := ready()
		s.ImporterSetup = true
		if after, _ := s.Enroll(nil, 7, r); !after.Enrolled {
			t.Error("importer set-up paid, and refused")
		}
	})
}
