package program

import (
	"slices"
	"testing"

	"fbasim/sim/market"
)

// after lets a SKU live from enrollment with some facts until a tick and returns it.
func after(r Rules, ticks int64, changes ...func(*Facts)) *world {
	w := &world{f: situation(r, changes...)}
	w.tell(Enroll)
	w.pass(ticks)
	return w
}

func TestEnrollingIsOneStepInOrder(t *testing.T) {
	_, e := ready().Enroll(nil, 0, rules())
	if want := []string{"RF-ENR-01", "RF-SF-01", "RF-STR-01", "RF-ENR-02"}; !slices.Equal(e.Log, want) {
		t.Errorf("log %v, want %v", e.Log, want)
	}
	rule(t, "RF-ENR-01", "", func(t *testing.T, r Rules, on bool) {
		s, e := ready().Enroll(nil, 0, r)
		if s.Enrolled != on || e.Outcome == Rejected {
			t.Errorf("%+v", e)
		}
		if to, _ := (Remote{}).On(Enroll, situation(r)); (to.State == Evaluating) != on {
			t.Errorf("%v", to.State)
		}
	})
	rule(t, "RF-STR-01", "", func(t *testing.T, r Rules, on bool) {
		s := ready()
		s.StrandedDays = 9 * day
		if s, _ = s.Enroll(nil, 0, r); (s.StrandedDays == day) != on || !on && s.StrandedDays != 9*day {
			t.Errorf("%d ticks", s.StrandedDays)
		}
	})
	again, e := ready().Enroll(nil, 0, rules())
	if again, e = again.Enroll(nil, 99, rules()); again.EnrolledAt != 0 || e.Rule != "" {
		t.Errorf("enrolled twice: %+v", e)
	}
}

func TestEnrollingEvaluatesTheInventory(t *testing.T) {
	rule(t, "RF-ENR-02", "", func(t *testing.T, r Rules, on bool) {
		if w := after(r, day, same); (w.r.State == Active) != on {
			t.Errorf("%v", w.r.State)
		}
	})
	rule(t, "RF-ENR-03", "", func(t *testing.T, r Rules, on bool) {
		early, late := after(r, day-1, same).r.State, after(r, day, same).r.State
		if (early == Evaluating) != on || late != Active {
			t.Errorf("%v before, %v after 24 h", early, late)
		}
	})
	for _, u := range []float64{0, 0.5, 0.999999} {
		if c := ClocksOf(rules("eval_mode=uniform"), u); c.Evaluation <= 0 || c.Evaluation > day {
			t.Errorf("evaluation takes %d ticks at %v", c.Evaluation, u)
		}
	}
	rule(t, "RF-ENR-04", "", func(t *testing.T, r Rules, on bool) {
		w := &world{f: situation(r, same)}
		w.tell(NewUSItem)
		w.pass(day)
		if (w.r.State == Active) != on || !on && w.r.State != NotEnrolled {
			t.Errorf("%v", w.r.State)
		}
	})
	for _, id := range []string{"RF-ENR-05", "RF-ELIG-11"} {
		rule(t, id, "", func(t *testing.T, r Rules, on bool) {
			w := after(r, day, same, highRisk)
			w.f.Product.Risk[market.CA] = RiskPassed
			w.tell(RiskChange)
			w.pass(day)
			if (w.r.State == Active) != on || !on && w.r.State != Ineligible {
				t.Errorf("%v", w.r.State)
			}
		})
	}
	rule(t, "RF-ELIG-10", "", func(t *testing.T, r Rules, on bool) {
		w := after(r, day, same)
		noComply(&w.f)
		w.tell(ComplianceChange)
		if (w.r.State == Ineligible) != on {
			t.Errorf("%v", w.r.State)
		}
	})
}

func TestEnrollmentIsForBothMarketplaces(t *testing.T) {
	rule(t, "RF-ENR-07", "", func(t *testing.T, r Rules, on bool) {
		chosen, unchosen := situation(r, listing), situation(r, listing)
		unchosen.Market = market.MX
		a, _ := Remote{}.On(Enroll, chosen)
		b, _ := Remote{}.On(Enroll, unchosen)
		if a.State != Evaluating || (b.State == Evaluating) != on {
			t.Errorf("%v and %v", a.State, b.State)
		}
	})
	rule(t, "RF-ENR-08", "", func(t *testing.T, r Rules, on bool) {
		if w := after(r, day, same); (w.r.State == Active) != on {
			t.Errorf("%v", w.r.State)
		}
	})
	rule(t, "RF-ENR-09", "", func(t *testing.T, r Rules, on bool) {
		w := after(r, day, same, func(f *Facts) { f.Market, f.Seller.AutoListing = market.MX, Flags{market.CA: true} })
		if (w.r.State == Active) != on {
			t.Errorf("%v", w.r.State)
		}
	})
	if w := after(rules("existing_second_delay=true"), 2*day-1, same); w.r.State != Pending {
		t.Errorf("AMB-35: %v before the second delay is over", w.r.State)
	}
}

func TestEligibleIsNotForSaleWithoutAnOffer(t *testing.T) {
	for _, id := range []string{"RF-ENR-06", "RF-ENR-10"} {
		rule(t, id, "", func(t *testing.T, r Rules, on bool) {
			w := after(r, 10*day)
			if (w.r.State == NoOffer) != on || !on && w.r.State != Active {
				t.Errorf("%v", w.r.State)
			}
			_, fx := evaluating.On(EvalDone, situation(r))
			if (fx.CreateOffer && fx.PlainPrice) == on {
				t.Errorf("%+v", fx)
			}
		})
	}
	w := after(rules(), 10*day)
	w.happen(OfferCreated)
	w.pass(day - 1)
	if w.r.State != Pending {
		t.Errorf("%v before the activation is over", w.r.State)
	}
	if w.pass(1); w.r.State != Active {
		t.Errorf("%v after it", w.r.State)
	}
}

func TestAutomaticListing(t *testing.T) {
	rule(t, "RF-ALC-01", "", func(t *testing.T, r Rules, on bool) {
		w := after(r, 2*day, listing)
		if (w.r.State == Active && w.f.SameOffer) != on || !on && w.r.State != NoOffer {
			t.Errorf("%v", w.r.State)
		}
		later := after(r, 2*day)
		later.happen(AutoListingOn)
		if (later.r.State == Pending) != on {
			t.Errorf("switched on later: %v", later.r.State)
		}
	})
	rule(t, "RF-ALC-04", "", func(t *testing.T, r Rules, on bool) {
		w := &world{f: situation(r, listing)}
		w.tell(NewUSItem)
		w.pass(2 * day)
		if (w.r.State == Active) != on {
			t.Errorf("%v", w.r.State)
		}
	})
	rule(t, "RF-ALC-05", "", func(t *testing.T, r Rules, on bool) {
		w := after(r, 2*day, listing, func(f *Facts) { f.Market = market.MX })
		if (w.r.State == NoOffer && !w.f.SameOffer) != on {
			t.Errorf("MX, not chosen: %v", w.r.State)
		}
	})
	rule(t, "RF-ALC-06", "", func(t *testing.T, r Rules, on bool) {
		s, _ := ready().Enroll(nil, 0, r)
		changed, v := s.SetAutoListing(Flags{market.CA: true}, r)
		if changed.AutoListing[market.CA] != on || v.Done() != on {
			t.Errorf("%+v", v)
		}
	})
	s, _ := ready().Enroll(&Flags{market.US: true, market.MX: true}, 0, rules())
	if s.AutoListing != (Flags{market.MX: true}) {
		t.Errorf("chosen at enrollment: %v", s.AutoListing)
	}
	if left, _ := s.Unenroll(rules()); left.AutoListing != s.AutoListing {
		t.Error("leaving switched automatic listing off (RF-ALC-06)")
	}
}

func TestLeaving(t *testing.T) {
	rule(t, "RF-EXIT-01", "", func(t *testing.T, r Rules, on bool) {
		to, fx := active.On(Unenroll, situation(r, same))
		if (to.State == NotEnrolled && fx.DeleteOffer) != on || !on && to.State != Active {
			t.Errorf("%v %+v", to.State, fx)
		}
	})
	rule(t, "RF-EXIT-02", "", func(t *testing.T, r Rules, on bool) {
		s, _ := ready().Enroll(nil, 0, r)
		s.StrandedDays, s.AutoListing = 3*day, Flags{market.MX: true}
		left, _ := s.Unenroll(r)
		if (left.Preferences == s.Preferences) != on || !on && left.Preferences != s.Defaults {
			t.Errorf("%+v", left.Preferences)
		}
	})
	rule(t, "RF-EXIT-03", "", func(t *testing.T, r Rules, on bool) {
		s, _ := ready().Enroll(nil, 0, r)
		if _, e := s.Unenroll(r); e.StopFBA == on {
			t.Errorf("%+v", e)
		}
		if _, fx := blocked.On(Unenroll, situation(r, same, local)); fx.DeleteOffer {
			t.Error("the offer that sells local stock went")
		}
	})
	outside := func(f *Facts) { f.Seller.Enrolled = false }
	rule(t, "RF-EXIT-04", "", func(t *testing.T, r Rules, on bool) {
		to, _ := Remote{}.On(NewUSItem, situation(r, outside))
		if (to.State == NotEnrolled) != on {
			t.Errorf("%v", to.State)
		}
	})
	rule(t, "RF-EXIT-05", "", func(t *testing.T, r Rules, on bool) {
		to, fx := Remote{}.On(NewUSItem, situation(r, outside, listing))
		if to.State != NotEnrolled || (fx.CreateOffer && fx.Idle) != on {
			t.Errorf("%v %+v", to.State, fx)
		}
	})
	rule(t, "RF-EXIT-06", "", func(t *testing.T, r Rules, on bool) {
		w := after(r, day, same)
		w.happen(Unenroll)
		w.happen(Enroll)
		w.pass(day)
		if (w.r.State == NoOffer) != on || w.f.SameOffer {
			t.Errorf("enrolled again: %v", w.r.State)
		}
	})
	for _, keep := range []bool{true, false} {
		r := rules()
		if !keep {
			r = rules("keep_removed=false")
		}
		w := after(r, day, same)
		w.happen(ReportRemove)
		w.happen(Unenroll)
		w.happen(Enroll)
		if (w.r.State == Removed) != keep {
			t.Errorf("keep_removed %v: %v", keep, w.r.State)
		}
	}
}

func TestSwitchingExportOffWhileEnrolled(t *testing.T) {
	enrolled := func(r Rules) Seller {
		s, _ := ready().Enroll(nil, 0, r)
		return s
	}
	for word, want := range map[string]struct {
		outcome  Outcome
		on, exit bool
	}{"allow": {Warned, false, false}, "unenrol": {Warned, false, true}, "reject": {Rejected, true, false}} {
		r := rules("export_off_while_rf=" + word)
		s, v, exit := enrolled(r).SetExport(false, r)
		if v.Outcome != want.outcome || s.ExportEnabled != want.on || exit != want.exit || v.Reason != ExportWhileEnrolled {
			t.Errorf("AMB-08 %s: %+v, Export %v, unenroll %v", word, v, s.ExportEnabled, exit)
		}
	}
	rule(t, "EXP-ENR-04", "", func(t *testing.T, r Rules, on bool) {
		if _, v, _ := enrolled(r).SetExport(false, r); v.Finding != on {
			t.Errorf("%+v", v)
		}
	})
	rule(t, "EXP-ENR-02", "", func(t *testing.T, r Rules, on bool) {
		s, v, _ := ready().SetExport(false, r)
		if s.ExportEnabled == on || v.Done() != on {
			t.Errorf("%+v", v)
		}
	})
	rule(t, "EXP-EXC-05", "", func(t *testing.T, r Rules, on bool) {
		if s, v, _ := ready().SetExport(false, r); s.ExportEnabled == on || v.Finding {
			t.Errorf("%+v", v)
		}
		if _, v := (Exclusions{}).ExcludeCountry("BR", true, r); v.Done() != on {
			t.Errorf("%+v", v)
		}
	})
}

func TestUnannouncedPaymentMethodsMayBeHeld(t *testing.T) {
	for _, id := range []string{"", "-RF-GEN-09"} {
		r := rules("hold_prob=100 %", "hold_days=14 d")
		if id != "" {
			r = rules("hold_prob=100 %", id)
		}
		s, v := Seller{}.PaymentMethodChanged(market.CA, false, 0.9, 100, r)
		if on := id == ""; (s.HeldUntil[market.CA] == 100+14*day) != on || v.Finding != on || s.HeldUntil[market.MX] != 0 {
			t.Errorf("%s: held until %d, %+v", id, s.HeldUntil[market.CA], v)
		}
		if s, v := (Seller{}).PaymentMethodChanged(market.CA, true, 0, 100, r); s.HeldUntil[market.CA] != 0 || v.Finding {
			t.Error("announced, and held or noticed")
		}
	}
	if s, v := (Seller{}).PaymentMethodChanged(market.CA, false, 0, 100, rules()); s.HeldUntil[market.CA] != 0 || !v.Finding {
		t.Errorf("by default: held until %d, %+v", s.HeldUntil[market.CA], v)
	}
}

func TestRegisteringForFBA(t *testing.T) {
	american := Seller{HomeCountry: "US", UnifiedAccount: true, FBARegistered: Flags{market.US: true}}
	german := Seller{HomeCountry: "DE", Countries: []string{"DE"}}
	for _, c := range []struct {
		id      string
		s       Seller
		code    string
		refused Reason // with the rule on
		account bool
	}{
		{"GS-FBA-02", american, "BR", NoFBAThere, false},
		{"GS-FBA-03", american, "CN", ClosedToOutsiders, false},
		{"GS-FBA-03", american, "IN", ClosedToOutsiders, false},
		{"GS-FBA-04", american, "UK", NoReason, true},
		{"GS-FBA-04", german, "US", NoReason, true},
		{"GS-FBA-04", Seller{FBARegistered: Flags{market.US: true}}, "CA", NoReason, true}, // no Unified Account
	} {
		rule(t, c.id, c.code, func(t *testing.T, r Rules, on bool) {
			after, got := c.s.RegisterFBA(c.code, "", r)
			if on && got.Reason != c.refused || !on && !got.Done() || after.registered(c.code) != got.Done() {
				t.Errorf("%+v", got)
			}
			if c.account && got.NewAccount != on {
				t.Errorf("new account %v", got.NewAccount)
			}
		})
	}
	for _, c := range []struct {
		s    Seller
		code string
	}{{american, "MX"}, {american, "CA"}, {german, "FR"}, {german, "GB"}, {Seller{}, "JP"}, {Seller{HomeCountry: "IN"}, "IN"}} {
		if _, got := c.s.RegisterFBA(c.code, "", rules()); !got.Done() || got.NewAccount {
			t.Errorf("%s from %s: %+v", c.code, c.s.HomeCountry, got)
		}
	}
	if _, got := (Seller{}).RegisterFBA("CN", "CN", rules()); !got.Done() {
		t.Errorf("a Chinese seller in China: %+v", got)
	}
	s3 := rules("profile=s3") // AMB-07
	if _, got := american.RegisterFBA("MX", "", s3); got.Reason != NoFBAThere {
		t.Errorf("MX by the old list: %+v", got)
	}
	if _, got := american.RegisterFBA("CA", "", s3); !got.NewAccount {
		t.Errorf("CA by the old list: %+v", got)
	}
}

func TestFirstStockAbroadRaisesATaxFlagOnce(t *testing.T) {
	rule(t, "GS-TAX-01", "", func(t *testing.T, r Rules, on bool) {
		s, first := Seller{HomeCountry: "US"}.StoresIn(market.CA, r)
		_, again := s.StoresIn(market.CA, r)
		_, other := s.StoresIn(market.MX, r)
		if first != on || s.TaxFlags[market.CA] != on || again || other != on {
			t.Errorf("first %v, again %v, other %v", first, again, other)
		}
	})
	if _, first := (Seller{HomeCountry: "CA"}).StoresIn(market.CA, rules()); first {
		t.Error("stock at home is no stock abroad")
	}
}
