package model

import (
	"fbasim/sim/fee"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/program"
)

// FBA Export sells the Amazon.com offer to buyers abroad: the order is booked in
// the US account at the US price and pays the fees of a domestic unit; the buyer
// pays shipping and import fees (EXP-GEN-01, EXP-FEE-01, EXP-PAY-01). The orders of
// buyers in Canada and Mexico are counted with the sales of their country, so that
// programs compare.

// usListing returns the US listing of a SKU, nil where it has none.
func (r *Run) usListing(sku int32) *listing {
	if i := r.listed[poolIndex(int(sku), market.US)]; i >= 0 {
		return &r.listings[i]
	}
	return nil
}

// booked is the listing whose account an order is booked in.
func (r *Run) booked(l *listing, use market.Program) *listing {
	if us := r.usListing(l.sku); us != nil && (use == market.FBAExport || use == market.MCF) {
		return us
	}
	return l
}

// currency is what an order of a listing is paid and charged in.
func (r *Run) currency(l *listing, use market.Program) money.Currency {
	if use == market.FBAExport || use == market.MCF {
		return market.US.Currency()
	}
	return l.market.Currency()
}

// tariff returns the fees of a unit sold by a program, nil where cards are missing.
func (r *Run) tariff(l *listing, use market.Program) *fee.Tariff {
	if use != market.FBAExport {
		return l.cfg.Tariff[use]
	}
	if us := r.usListing(l.sku); us != nil {
		return us.cfg.Tariff[market.LocalFBA]
	}
	return nil
}

// priceOf is the price of a program now, in the currency of its orders.
func (r *Run) priceOf(l *listing, use market.Program) money.Amount {
	if use == market.FBAExport {
		return r.booked(l, use).terms[market.LocalFBA].price
	}
	return l.terms[use].price
}

// abroad returns what buyers of a country pay and wait, nil where the scenario says
// nothing.
func (r *Run) abroad(country string) *Abroad {
	var rest *Abroad
	for i := range r.cfg.Abroad {
		switch a := &r.cfg.Abroad[i]; {
		case program.SameCountry(a.Country, country):
			return a
		case a.Country == "":
			rest = a
		}
	}
	return rest
}

// posting starts a posting about an order of a listing.
func (r *Run) posting(l *listing, o *order) ledger.Posting {
	return ledger.Posting{
		Tick: r.now(), SKU: l.sku, Order: int64(o.id), Market: l.market, Program: o.program,
		Currency: r.currency(l, o.program),
	}
}

// listingPosting starts a posting about a listing and no order.
func (r *Run) listingPosting(l *listing) ledger.Posting {
	return ledger.Posting{Tick: r.now(), SKU: l.sku, Market: l.market, Currency: l.market.Currency()}
}
