package program

import (
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// Offer is an offer of a SKU in a marketplace and channel.
type Offer struct {
	Exists          bool
	Use             market.Program // LocalFBA, RemoteFulfillment or SellerFulfilled
	Price           money.Amount
	Method          string // how it was made: alc, bil or manual
	Linked          bool   // its price follows the US price
	RemovedBySeller bool
	Idle            bool // nothing is behind it (RF-EXIT-05)
}

// OfferRequest asks for a new offer.
type OfferRequest struct {
	Method      string // alc, bil or manual
	Use         market.Program
	Price       money.Money // Currency none where the method makes it
	USPrice     money.Amount
	MissingASIN bool // the marketplace does not know the ASIN yet
	OtherSKU    bool // not the SKU of the US offer
	State       State
}

// Create says whether an offer can be made, and what to find about it.
func (q OfferRequest) Create(f Facts) Verdict {
	manual := q.Method == "manual" && f.on("RF-OFFER-02") && q.Price.Currency != money.NoCurrency
	switch {
	case !f.on("RF-OFFER-01"), f.Rules != nil && !f.Rules.Lists("offer_methods", q.Method):
		return refuse(NotPermitted, "RF-OFFER-01")
	case q.MissingASIN && !f.on("RF-OFFER-05"):
		return refuse(MissingASIN, "RF-OFFER-05")
	case f.Product != nil && !f.Product.Approved[f.Market] && f.on("RF-ELIG-14"):
		return refuse(NoApproval, "RF-ELIG-14")
	case q.State == Ineligible && q.Use != market.RemoteFulfillment && !f.on("RF-ELIG-12"):
		return refuse(RemoteIneligible, "RF-ELIG-12")
	case q.Use == market.SellerFulfilled && q.OtherSKU && !f.on("RF-SF-05"):
		return refuse(NotPermitted, "RF-SF-05")
	case manual && q.Price.Currency != f.Market.Currency():
		return refuse(WrongCurrency, "RF-OFFER-02")
	}
	v := Verdict{Rule: "RF-OFFER-01"}
	if q.Use == market.SellerFulfilled && f.Seller != nil {
		v = f.Seller.ReturnsOffered(f.Market, f.Rules)
	}
	if manual && f.Market != market.US && q.Price.Amount == q.USPrice {
		v = warn(SamePriceAsUS, "RF-OFFER-02")
	}
	return v
}

// PoolView returns the quantity that a marketplace shows of a SKU with offers in
// several: that of the US pool everywhere (RF-GSKU-01), else its own.
func PoolView(us, local int64, r Rules) int64 {
	if on(r, "RF-GSKU-01") {
		return us
	}
	return local
}

// SetPrice says whether an offer's price may be set: in the marketplace's currency
// (RF-OFFER-02), and for one program apart from the others where each has its own
// costs (GS-DEC-02).
func SetPrice(price money.Money, m market.Marketplace, apart bool, r Rules) Verdict {
	switch {
	case price.Currency != m.Currency() && on(r, "RF-OFFER-02"):
		return refuse(WrongCurrency, "RF-OFFER-02")
	case apart && !on(r, "GS-DEC-02"):
		return refuse(NotPermitted, "GS-DEC-02")
	}
	return Verdict{Rule: "GS-DEC-02"}
}

// KeepsPrice reports whether an offer keeps its price when it changes to another
// program: to local stock (RF-LOC-05), back to Remote Fulfillment by price_back
// (AMB-27). Otherwise the price is made anew, as automatic listing makes it.
func KeepsPrice(to market.Program, r Rules) bool {
	if to == market.RemoteFulfillment {
		return !word(r, "price_back", "new")
	}
	return to != market.LocalFBA || on(r, "RF-LOC-05")
}
