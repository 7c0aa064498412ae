package program

import (
	"slices"

	"fbasim/sim/market"
)

// Address is where a seller takes returns of seller-fulfilled orders back.
type Address uint8

// The return addresses: in another country, in the marketplace's own, nowhere.
const (
	ForeignAddress Address = iota
	LocalAddress
	NoAddress
)

var addressNames = [...]string{"foreign", "local", "none"}

// String returns the address's name in scenario files.
func (a Address) String() string { return addressNames[a] }

// ParseAddress returns the address of a name.
func ParseAddress(name string) (Address, bool) { return parse[Address](addressNames[:], name) }

// Seller is a seller's account. It is a value: what changes it returns a changed
// copy.
type Seller struct {
	HomeCountry    string // ISO 3166
	UnifiedAccount bool   // North America Unified Account
	FBARegistered  Flags
	Countries      []string // where the seller is registered for FBA besides the marketplaces
	ImporterSetup  bool     // importer of record set up and paid for (RF-DTY-04)
	ExportEnabled  bool     // FBA Export
	Excluded       Exclusions

	Enrolled, EverEnrolled bool  // in Remote Fulfillment
	EnrolledAt             int64 // tick of the last enrollment
	Preferences
	Defaults Preferences // what RF-EXIT-02 keeps the seller from falling back to

	Converter     bool // Amazon's currency converter pays CA and MX proceeds to a US bank
	ReturnAddress [market.MarketplaceCount]Address
	FreeReturns   Flags                          // the seller pays for returns of its own parcels
	HeldUntil     [market.MarketplaceCount]int64 // tick until which disbursements are held
	TaxFlags      Flags                          // stock was stored there: tax obligations (GS-TAX-01)
}

// Preferences are the settings of Remote Fulfillment that outlive it.
type Preferences struct {
	AutoListing  Flags // automatic listing (Build International Listings)
	StrandedDays int64 // ticks until stranded stock goes back to FBA, 0 where never set
	StrandedOff  bool  // set to 0: it never does
}

// lists reports whether automatic listing makes offers in a marketplace: where it
// was chosen (RF-ALC-01), and nowhere else (RF-ALC-05).
func (s *Seller) lists(m market.Marketplace, r Rules) bool {
	if s == nil || !on(r, "RF-ALC-01") || !on(r, "RF-OFFER-01") {
		return false
	}
	return s.AutoListing[m] || m != market.US && s.AutoListing.Any() && !on(r, "RF-ALC-05")
}

// passedOver reports whether automatic listing was chosen for another marketplace
// and not for this one (RF-ENR-09).
func (s *Seller) passedOver(m market.Marketplace) bool {
	return s != nil && s.AutoListing.Any() && !s.AutoListing[m]
}

// SameCountry reports whether two codes name a country: GB is UK in Amazon's lists.
func SameCountry(a, b string) bool { return countryCode(a) == countryCode(b) }

// registered reports whether the seller is registered for FBA in a country.
func (s *Seller) registered(code string) bool {
	if m, ok := market.ParseMarketplace(code); ok {
		return s.FBARegistered[m]
	}
	return slices.Contains(s.Countries, code)
}

// SetAutoListing chooses the marketplaces in which automatic listing makes offers;
// none of them turns it off (RF-ALC-06).
func (s Seller) SetAutoListing(markets Flags, r Rules) (Seller, Verdict) {
	if s.EverEnrolled && !on(r, "RF-ALC-06") {
		return s, refuse(NotPermitted, "RF-ALC-06")
	}
	s.AutoListing = markets
	s.AutoListing[market.US] = false
	return s, Verdict{Rule: "RF-ALC-06"}
}

// SetStrandedDays changes after how many ticks stranded stock goes back to FBA, for
// what is stranded from now on (RF-STR-03); 0 turns it off.
func (s Seller) SetStrandedDays(ticks int64, r Rules) (Seller, Verdict) {
	if !on(r, "RF-STR-03") {
		return s, refuse(NotPermitted, "RF-STR-03")
	}
	s.StrandedDays, s.StrandedOff = ticks, ticks == 0
	return s, Verdict{Rule: "RF-STR-03"}
}

// strandedAfter returns after how many ticks stranded stock goes back to FBA, 0 for
// never: as the setting says, by revert_hours where nobody has made it and enrolling
// has not yet (RF-STR-01, RF-STR-02).
func (s *Seller) strandedAfter(r Rules) int64 {
	if s.StrandedDays > 0 || s.StrandedOff || s.EverEnrolled || r == nil {
		return s.StrandedDays
	}
	return wait(r, "", "revert_hours")
}

// SetConverter turns the currency converter on or off; the next settlement uses it
// (RF-GEN-07).
func (s Seller) SetConverter(enable bool) Seller {
	s.Converter = enable
	return s
}

// PaymentMethodChanged says what changing the charge or deposit method of a
// marketplace leads to: announced to support, nothing; unannounced, a notice, and
// a hold of the disbursements where unlucky (RF-GEN-09). unlucky is the caller's
// draw in [0, 1).
func (s Seller) PaymentMethodChanged(m market.Marketplace, announced bool, unlucky float64, now int64, r Rules) (Seller, Verdict) {
	if announced || !on(r, "RF-GEN-09") || r == nil {
		return s, Verdict{}
	}
	if unlucky < r.Share("hold_prob") {
		s.HeldUntil[m] = max(s.HeldUntil[m], now+int64(r.Delay("hold_days")))
	}
	return s, warn(UnannouncedChange, "RF-GEN-09")
}

// StoresIn notes stock that is stored in a country: the first abroad may create tax
// obligations, which is worth a flag and the cost of setting up (GS-TAX-01). first
// reports that it is the first.
func (s Seller) StoresIn(m market.Marketplace, r Rules) (changed Seller, first bool) {
	if m.String() == s.HomeCountry || m == market.US && s.HomeCountry == "" || s.TaxFlags[m] || !on(r, "GS-TAX-01") {
		return s, false
	}
	s.TaxFlags[m] = true
	return s, true
}
