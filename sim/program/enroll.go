package program

import (
	"slices"

	"fbasim/sim/market"
)

// requirement is something that enrollment in Remote Fulfillment asks for.
type requirement struct {
	rule   string
	reason Reason
	met    func(s *Seller, r Rules) bool
}

// requirements stand in the order in which the first one missing gives the reason.
var requirements = [...]requirement{
	{"RF-ELIG-01", FBARegistration, (*Seller).registeredEnough},
	{"RF-ELIG-02", UnifiedAccount, func(s *Seller, _ Rules) bool { return s.UnifiedAccount }},
	{"RF-ELIG-03", FBAExportOff, func(s *Seller, _ Rules) bool { return s.ExportEnabled }},
}

// registeredEnough reports whether the seller is registered for FBA in every
// marketplace of fba_required; by the later wording FBA in the US is enough (EXT-03).
func (s *Seller) registeredEnough(r Rules) bool {
	for m := market.US; m < market.MarketplaceCount; m++ {
		if !s.FBARegistered[m] && (r == nil || r.Lists("fba_required", m.String())) &&
			!(m != market.US && r != nil && r.On("EXT-03")) {
			return false
		}
	}
	return true
}

// Enrollment is what enrolling did to the account, in order. Twins, the stranded
// setting and the evaluation of the inventory follow it in one step.
type Enrollment struct {
	Verdict
	Log []string // rules, in the order in which they acted
}

// Enroll enrolls the seller in Remote Fulfillment, for Canada and Mexico together.
// Requirements are RF-ELIG-01 to 03; unlike stocking a country it takes no importer
// set-up (RF-DTY-04). auto, if given, chooses automatic listing. Afterwards the
// caller zeroes twins (Twin.Enroll) and signals Enroll to every SKU.
func (s Seller) Enroll(auto *Flags, now int64, r Rules) (Seller, Enrollment) {
	if s.Enrolled {
		return s, Enrollment{}
	}
	if v := s.mayEnroll(r); v.Outcome == Rejected {
		return s, Enrollment{Verdict: v}
	}
	if !on(r, "RF-ENR-01") {
		return s, Enrollment{Verdict: Verdict{Outcome: Skipped, Rule: "RF-ENR-01"}}
	}
	if auto != nil {
		s.AutoListing = *auto
		s.AutoListing[market.US] = false
	}
	s.Enrolled, s.EverEnrolled, s.EnrolledAt = true, true, now
	log := []string{"RF-ENR-01"}
	if on(r, "RF-SF-01") {
		log = append(log, "RF-SF-01")
	}
	if r != nil && on(r, "RF-STR-01") {
		s.StrandedDays, s.StrandedOff = wait(r, "", "stranded_auto_days"), false
		log = append(log, "RF-STR-01")
	}
	if on(r, "RF-ENR-02") {
		log = append(log, "RF-ENR-02")
	}
	return s, Enrollment{Verdict: Verdict{Rule: "RF-ENR-01"}, Log: log}
}

// mayEnroll looks for what is missing: the first gives the reason, the details hold
// all of it.
func (s *Seller) mayEnroll(r Rules) (v Verdict) {
	for _, q := range requirements {
		if !q.met(s, r) && on(r, q.rule) {
			if v.Outcome == OK {
				v = refuse(q.reason, q.rule)
			}
			v.Details = v.Details.With(q.reason)
		}
	}
	if v.Outcome == OK && !s.ImporterSetup && !on(r, "RF-DTY-04") {
		return refuse(ImporterSetup, "RF-DTY-04")
	}
	return v
}

// Exit is what leaving Remote Fulfillment did.
type Exit struct {
	Verdict
	StopFBA bool // US and local FBA offers stop too, where RF-EXIT-03 is off
}

// Unenroll takes the seller out of Remote Fulfillment. Preferences stay as they are
// (RF-EXIT-02, RF-ALC-06), and so do US and local offers (RF-EXIT-03). Afterwards
// the caller signals Unenroll to every SKU.
func (s Seller) Unenroll(r Rules) (Seller, Exit) {
	if !s.Enrolled {
		return s, Exit{}
	}
	s.Enrolled = false
	if !on(r, "RF-EXIT-02") {
		s.Preferences = s.Defaults
	}
	return s, Exit{Verdict{Rule: "RF-EXIT-01"}, !on(r, "RF-EXIT-03")}
}

// SetExport switches FBA Export on or off, which is possible any time (EXP-ENR-02).
// Switching it off while enrolled takes away what enrollment asked for (EXP-ENR-04);
// the word export_off_while_rf says what follows: allow it with a finding, unenroll,
// or reject. unenroll asks the caller to unenroll the seller.
func (s Seller) SetExport(enable bool, r Rules) (changed Seller, v Verdict, unenroll bool) {
	if enable == s.ExportEnabled {
		return s, Verdict{}, false
	}
	for _, rule := range [...]string{"EXP-ENR-02", "EXP-EXC-05"} {
		if !on(r, rule) && (rule == "EXP-ENR-02" || !enable) {
			return s, refuse(NotPermitted, rule), false
		}
	}
	v = Verdict{Rule: "EXP-ENR-02"}
	if !enable && s.Enrolled && on(r, "EXP-ENR-04") {
		if word(r, "export_off_while_rf", "reject") {
			return s, refuse(ExportWhileEnrolled, "EXP-ENR-04"), false
		}
		v, unenroll = warn(ExportWhileEnrolled, "EXP-ENR-04"), word(r, "export_off_while_rf", "unenrol")
	}
	s.ExportEnabled = enable
	return s, v, unenroll
}

// Registration is what registering for FBA in a country takes.
type Registration struct {
	Verdict
	NewAccount bool // an account of its own has to be set up first (GS-FBA-04)
}

// RegisterFBA registers the seller for FBA in a country: FBA must exist there
// (GS-FBA-02), the country must take sellers from where this one lives (GS-FBA-03;
// home, if given, says where), and a country that no account of the seller serves
// takes a new one (GS-FBA-04).
func (s Seller) RegisterFBA(code, home string, r Rules) (Seller, Registration) {
	if home != "" {
		s.HomeCountry = countryCode(home)
	}
	code = countryCode(code)
	switch {
	case on(r, "GS-FBA-02") && r != nil && !r.Lists("fba_countries", code):
		return s, Registration{Verdict: refuse(NoFBAThere, "GS-FBA-02")}
	case on(r, "GS-FBA-03") && lists(r, "closed_countries", code) && s.HomeCountry != code:
		return s, Registration{Verdict: refuse(ClosedToOutsiders, "GS-FBA-03")}
	case s.registered(code):
		return s, Registration{}
	}
	added := Registration{Verdict: Verdict{Rule: "GS-FBA-02"}}
	if on(r, "GS-FBA-04") && s.needsAccount(code, r) {
		added = Registration{Verdict{Rule: "GS-FBA-04"}, true}
	}
	if m, ok := market.ParseMarketplace(code); ok {
		s.FBARegistered[m] = true
	} else {
		s.Countries = append(slices.Clone(s.Countries), code)
	}
	return s, added
}

// countryCode returns the code that Amazon's lists use for a country.
func countryCode(code string) string {
	if code == "GB" {
		return "UK"
	}
	return code
}

// needsAccount reports whether the seller has accounts and none of them serves a
// country.
func (s *Seller) needsAccount(code string, r Rules) bool {
	has := false
	for m := market.US; m < market.MarketplaceCount; m++ {
		if s.FBARegistered[m] {
			has = true
			if s.account(m.String(), r) == s.account(code, r) {
				return false
			}
		}
	}
	for _, other := range s.Countries {
		has = true
		if s.account(other, r) == s.account(code, r) {
			return false
		}
	}
	return has
}

// account names the account that serves a country: North America shares one as a
// Unified Account, Europe always, others have their own.
func (s *Seller) account(code string, r Rules) string {
	if _, ok := market.ParseMarketplace(code); ok && s.UnifiedAccount && yes(r, "na_unified", true) {
		return "North America"
	}
	if lists(r, "eu_shared", code) {
		return "Europe"
	}
	return code
}
