package inbound

import (
	"fmt"
	"testing"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/policy"
)

var _ Rules = (*policy.Set)(nil)

// inBook returns the rules of the book on a day under a choice.
func inBook(t *testing.T, date civil.Date, c policy.Choice) *policy.Set {
	t.Helper()
	b, err := policy.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	r, errs := b.Resolve(c)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return r.At(date)
}

// INB-DATE-01, INB-DATE-02, AMB-16: the policy by the day on which a plan of 200
// units was created, by the largest growth accepted.
func TestDatesOfThePolicy(t *testing.T) {
	const all = 59 // whatever is asked
	for _, c := range []struct {
		date    civil.Date
		off     string
		ui, api int64
	}{
		{civil.Of(2018, 8, 31), "", all, all},
		{civil.Of(2018, 9, 1), "", 6, 6},
		{civil.Of(2019, 6, 1), "", 6, 6},
		{civil.Of(2019, 6, 2), "", 6, 10},
		{civil.Of(2026, 3, 1), "", 6, 10},
		{civil.Of(2018, 8, 31), "INB-DATE-01", 6, 6},
		{civil.Of(2019, 6, 1), "INB-DATE-02", 6, 10},
		{civil.Of(2018, 8, 31), "INB-DATE-02", all, 10},
		{civil.Of(2026, 3, 1), "INB-QTY-01", all, 10},
		{civil.Of(2026, 3, 1), "INB-QTY-02", 6, all},
	} {
		choice := policy.Choice{}
		if c.off != "" {
			choice.Off = []string{c.off}
		}
		r := inBook(t, c.date, choice)
		if ui, api := largest(t, UI, r, 200, 1), largest(t, API, r, 200, 1); ui != c.ui || api != c.api {
			t.Errorf("%v without %q: %d and by API %d, want %d and %d", c.date, c.off, ui, api, c.ui, c.api)
		}
	}
}

// Before the policy plans work, and nothing is found.
func TestNothingIsFoundBeforeThePolicy(t *testing.T) {
	r := inBook(t, civil.Of(2018, 8, 31), policy.Choice{})
	p := approved(t, API, 3, r)
	if p.Status != PlanApproved || len(p.Shipments) != 3 {
		t.Fatalf("%v, %d shipments", p.Status, len(p.Shipments))
	}
	o := all(ok(t, p.DeleteShipment(3, 0)), ok(t, p.Ship(1, Dispatch{To: 9, Units: []Units{{1, 1}}}, Standing{}, 1)),
		ok(t, arrive(p, 1, 2)), p.Deadline(60*day), p.AbandonCheck(), ok(t, p.DeletePlan(61*day)))
	if got := says(o); got != "OK" {
		t.Errorf("found %s", got)
	}
	if fee, _ := DefectFee(r); fee {
		t.Error("a fee on violations")
	}
	if got := ReceiptTime(3*day, r); got != 3*day {
		t.Errorf("received after %d ticks", got)
	}
}

// The catalogue's table again with the book of rules: on and off are those of the
// program.
func TestTheBookHasTheSameRules(t *testing.T) {
	date := civil.Of(2022, 6, 1)
	for _, c := range ruleCases {
		if c.id == "INB-PLAN-07" {
			continue // its case needs another tolerance, see below
		}
		if got := c.see(t, inBook(t, date, policy.Choice{})); got != c.on {
			t.Errorf("%s on, %s: %s, want %s", c.id, c.given, got, c.on)
		}
		if got := c.see(t, inBook(t, date, policy.Choice{Off: []string{c.id}})); got != c.off {
			t.Errorf("%s off, %s: %s, want %s", c.id, c.given, got, c.off)
		}
	}
	wide := map[string]string{"edit_cap_ui": "100", "edit_mode": "greater_of"}
	for off, want := range map[string]string{"INB-ENF-04": "REJECTED(unit_removal)", "INB-PLAN-07": "OK"} {
		r := inBook(t, date, policy.Choice{Params: wide, Off: []string{off}})
		if got := says(approved(t, UI, 1, r).Edit(1, 1, 0)); got != want {
			t.Errorf("without %s a line goes to nothing: %s, want %s", off, got, want)
		}
	}
}

func TestProfilesOfTheEnforcement(t *testing.T) {
	for _, c := range []struct {
		profile string
		now     int64
		want    string
	}{
		{"2022", 100 * day, "NOTICED [NOTICE]"},
		{"2022", 900 * day, "NOTICED [FORGOTTEN NOTICE]"},
		{"worst-case", 100 * day, "SUSPENDED [SUSPENDED]"},
		{"worst-case", 900 * day, "SUSPENDED [SUSPENDED]"},
	} {
		r := inBook(t, civil.Of(2022, 6, 1), policy.Choice{Profile: c.profile})
		s := Standing{State: Noticed, NoticeSentAt: 1, MemoryFrom: 1}
		if got := judge(&s, &Plan{Rules: r}, Violation{Code: Short, SentAt: c.now - 1}, c.now, 0.99); got != c.want {
			t.Errorf("%s, day %d: %s, want %s", c.profile, c.now/day, got, c.want)
		}
	}
}

// INB-CONS-03 and EXT-08: a fee on defects is a later fact.
func TestFeesOnViolationsByProfile(t *testing.T) {
	for _, c := range []struct {
		date    civil.Date
		profile string
		want    bool
	}{
		{civil.Of(2022, 6, 1), "", false}, {civil.Of(2023, 12, 31), "", false}, {civil.Of(2024, 1, 1), "", true},
		{civil.Of(2024, 1, 1), "seed", false}, {civil.Of(2024, 1, 1), "2022", false},
	} {
		if got, rule := DefectFee(inBook(t, c.date, policy.Choice{Profile: c.profile})); got != c.want {
			t.Errorf("%v, profile %q: %v by %s", c.date, c.profile, got, rule)
		}
	}
}

// Every parameter that the package names can be read from the book as it needs it.
func TestTheBookHoldsTheDelaysThatOutcomesName(t *testing.T) {
	r := inBook(t, civil.Of(2022, 6, 1), policy.Choice{})
	for _, name := range []string{"appt_delay_days", "reroute_days", "incomplete_days", "delete_days", "notice_delay",
		"receive_days", "receive_days_mx", "receive_days_peak"} {
		if q := r.Dist(name).Quantile(0.5); q < 0 {
			t.Errorf("%s has median %v", name, q)
		}
	}
	months := map[string]string{}
	for month := 1; month <= 12; month++ {
		for m := market.US; m < market.MarketplaceCount; m++ {
			months[m.String()] += fmt.Sprint(len(ReceiptDays(m, month, r))-len("receive_days"), " ")
		}
	}
	// The lengths of what follows "receive_days": nothing, "_mx" or "_peak".
	want := map[string]string{"US": "0 0 0 0 0 0 0 0 0 0 5 5 ", "CA": "0 0 0 0 0 0 0 0 0 0 5 5 ", "MX": "3 3 3 3 3 3 3 3 3 3 3 3 "}
	for code, got := range months {
		if got != want[code] {
			t.Errorf("%s by month: %s, want %s", code, got, want[code])
		}
	}
}
