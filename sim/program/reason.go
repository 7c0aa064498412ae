package program

import (
	"math/bits"
	"strings"
)

// Reason says why something is refused, blocked or waiting. The names are the
// codes of findings and reports.
type Reason uint8

// The reasons. Those that make an ASIN ineligible come first, in the order in
// which the first one found gives the code.
const (
	NoReason Reason = iota
	NotFBAEnabled
	RiskHigh
	RiskUnassessed
	TradeCompliance
	Restricted
	Prohibited
	DangerousGoods
	ExportRestricted
	ImportRestricted
	Transport
	Oversize
	BookToCanada
	NoApproval
	LocalInventory

	OfferNotFound // the seller has to act: only a marketplace-specific SKU is there
	SKUMismatch   // the same, beside the matching offer

	USPulled // eligible, not sellable
	USOutOfStock
	USNotApproved
	BadListing

	FBARegistration // enrollment refused
	UnifiedAccount
	FBAExportOff
	ImporterSetup

	OutsideProgram // actions refused
	NotPermitted
	FBAOfferExists
	TwinLocked
	WrongCurrency
	SamePriceAsUS
	MissingASIN
	RemoteIneligible
	NoFulfillment
	AmazonShips
	UnannouncedChange

	NoFBAThere // accounts
	ClosedToOutsiders
	ExportWhileEnrolled

	Unprocessed // export
	Excluded
	CountryExcluded
	ProductExcluded
	Unlawful
	MCFMediaOnly
	ExclusionLimit
	MediaIgnored

	CarrierLimit // seller-fulfilled
	NoReturnAddress
	NotConfirmed
	reasonCount
)

var reasonNames = [reasonCount]string{
	NotFBAEnabled: "not_fba_enabled", RiskHigh: "risk_high", RiskUnassessed: "risk_unassessed",
	TradeCompliance: "trade_compliance", Restricted: "restricted", Prohibited: "prohibited",
	DangerousGoods: "dangerous_goods", ExportRestricted: "export_restricted", ImportRestricted: "import_restricted",
	Transport: "transport", Oversize: "oversize", BookToCanada: "book_to_ca", NoApproval: "approval",
	LocalInventory: "local_inventory", OfferNotFound: "offer_not_found", SKUMismatch: "sku_mismatch",
	USPulled: "us_pulled", USOutOfStock: "us_out_of_stock", USNotApproved: "us_not_approved",
	BadListing: "listing_problem", FBARegistration: "fba_registration", UnifiedAccount: "unified_account",
	FBAExportOff: "fba_export_off", ImporterSetup: "importer_setup", OutsideProgram: "not_enrolled",
	NotPermitted: "not_permitted", FBAOfferExists: "fba_offer_exists", TwinLocked: "twin_locked",
	WrongCurrency: "currency", SamePriceAsUS: "price_equals_us", MissingASIN: "asin_missing",
	RemoteIneligible: "rf_ineligible", NoFulfillment: "no_fulfilment", AmazonShips: "amazon_ships",
	UnannouncedChange: "payment_method_unannounced", NoFBAThere: "fba_country",
	ClosedToOutsiders: "home_country", ExportWhileEnrolled: "export_off_while_rf", Unprocessed: "unprocessed",
	Excluded: "excluded", CountryExcluded: "country_excluded", ProductExcluded: "product_excluded",
	Unlawful: "unlawful", MCFMediaOnly: "mcf_media_only", ExclusionLimit: "exclusion_limit",
	MediaIgnored: "media_ignored", CarrierLimit: "carrier_limit", NoReturnAddress: "return_address",
	NotConfirmed: "not_confirmed",
}

// String returns the code: "local_inventory"; "" for none.
func (r Reason) String() string { return reasonNames[r] }

// Reasons is a set of reasons.
type Reasons uint64

// With returns the set with one more reason; NoReason adds none.
func (s Reasons) With(r Reason) Reasons { return s | 1<<r&^1 }

// Has reports whether a reason is in the set.
func (s Reasons) Has(r Reason) bool { return s&(1<<r) != 0 && r != NoReason }

// First returns the reason that gives the code, NoReason for the empty set.
func (s Reasons) First() Reason {
	if s == 0 {
		return NoReason
	}
	return Reason(bits.TrailingZeros64(uint64(s)))
}

// List returns the reasons in order.
func (s Reasons) List() (list []Reason) {
	for ; s != 0; s &= s - 1 {
		list = append(list, s.First())
	}
	return list
}

// String writes the codes in order: "risk_high, local_inventory".
func (s Reasons) String() string {
	names := make([]string, 0, bits.OnesCount64(uint64(s)))
	for _, r := range s.List() {
		names = append(names, r.String())
	}
	return strings.Join(names, ", ")
}
