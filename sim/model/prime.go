package model

import (
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/random"
)

// Buyers with Prime and without are told apart where something depends on it: what
// those without pay for shipping, offers that Prime members do not see (GS-FBA-05),
// competing offers for the Featured Offer (RF-FO-01, RF-FO-02).

// tellsPrime reports whether anything depends on Prime in a listing's marketplace.
func (r *Run) tellsPrime(l *listing) bool {
	mk := &r.cfg.Markets[l.market]
	if mk.PrimeShare == NoRef || r.rules == nil {
		return false
	}
	return mk.Shipping.Currency != money.NoCurrency || len(r.cfg.Rivals[l.market]) > 0 || l.cfg.Plan.Uses(market.SellerFulfilled)
}

// isPrime draws whether a buyer has Prime.
func (r *Run) isPrime(l *listing, id orderID, key random.Key) bool {
	return key.Uniform(id.buyer(), drawPrime) < r.values[r.cfg.Markets[l.market].PrimeShare]
}

// primeSees is the share of Prime members who see a program's offers: some filter for
// Prime, and seller-fulfilled offers have none.
func (r *Run) primeSees(use market.Program) float64 {
	if use != market.SellerFulfilled || !r.on("GS-FBA-05") {
		return 1
	}
	return 1 - r.rules.Share("prime_filter_share")
}

// paidShipping is what buyers without Prime pay for delivery, in the marketplace's
// currency.
func (r *Run) paidShipping(l *listing, use market.Program) float64 {
	return r.memoShipping(l, use, false).Float()
}

// memoShipping is what a buyer of the demand pays for delivery, where the scenario
// says.
func (r *Run) memoShipping(l *listing, use market.Program, prime bool) money.Amount {
	mk := &r.cfg.Markets[l.market]
	switch {
	case use == market.SellerFulfilled:
		return r.inCurrency(r.cfg.Merchant[l.market].Charged, l.market.Currency())
	case use == market.RemoteFulfillment && l.tellsPrime && !prime && r.on("RF-DLV-03"):
		return r.inCurrency(mk.Shipping, l.market.Currency())
	}
	return 0
}

// featuredShare is the share of buyers who still buy an offer: all while it has the
// Featured Offer, some when a competitor has it.
func (r *Run) featuredShare(l *listing, use market.Program, prime bool) float64 {
	if len(r.cfg.Rivals[l.market]) == 0 || r.featuredFor(l, use, prime) == "us" {
		return 1
	}
	return r.rules.Share("lost_featured")
}
