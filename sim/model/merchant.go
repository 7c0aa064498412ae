package model

import (
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/stock"
)

// A seller-fulfilled order leaves the seller's own warehouse, which is not
// simulated: it always has the product, bought when it is sold, unless a unit that
// came back lies there. The seller pays the carrier and the service, confirms the
// shipment after the handling time, and under DDP pays the import charges; refused
// parcels and upheld A-to-z claims are refunded (GS-SF-01 to GS-SF-05).

// noPool stands for the seller's own warehouse.
const noPool int32 = -1

// ownStock is what came back to the seller's warehouse.
type ownStock struct {
	units int64
	value money.Amount
}

// sendOwn takes a unit from the seller's warehouse and plans its confirmation.
func (r *Run) sendOwn(slot uint32) {
	o := &r.orders[slot]
	l := &r.listings[o.listing]
	o.cost = r.takeOwn(l)
	if q := &r.twins[l.sku].Quantity[l.market]; r.scripted && *q > 0 && *q < plenty/2 {
		*q-- // of a quantity that was stated; else nobody counts
	}
	way := r.transit(l, o)
	o.arrives = r.now() + way
	switch {
	case !r.holds("GS-SF-04"):
		way = 0 // told and charged at once
	case o.script > 0 && r.awaitsConfirmation():
		return
	}
	r.after(min(way, r.cfg.Merchant[l.market].Handling), classDemand, evPickup, slot)
}

// takeOwn returns the cost of a unit: one that came back, or one bought now.
func (r *Run) takeOwn(l *listing) stock.Cost {
	own := &r.own[l.sku]
	if own.units > 0 {
		v := own.value / money.Amount(own.units)
		own.units, own.value = own.units-1, own.value-v
		return stock.Cost{Goods: v}
	}
	v := r.money(r.cfg.SKUs[l.sku].Cost)
	if v > 0 {
		r.book.Move(&ledger.Posting{
			Tick: r.now(), SKU: l.sku, Market: l.market, Line: ledger.Goods,
			From: ledger.Bank, To: ledger.Inventory, Amount: v, Currency: r.cfg.Report,
		})
	}
	return stock.Cost{Goods: v}
}

// shipOwn books what the seller pays for a parcel of its own.
func (r *Run) shipOwn(l *listing, o *order, p *ledger.Posting) {
	m := &r.cfg.Merchant[l.market]
	r.expense(p, &o.cost)
	shipping := r.stated(m.Shipping, "parcel")
	if m.Discount != NoRef && r.holds("GS-SF-03") {
		shipping -= shipping.Times(rateOf(r.values[m.Discount]))
	}
	if r.holds("GS-SF-02") {
		r.payOwn(p, ledger.OwnShipping, shipping, ledger.Carriers)
	}
	if r.holds("GS-FBA-01") {
		r.payOwn(p, ledger.OwnService, r.stated(m.Service, "service"), ledger.Vendors)
	}
	if o.shipping > 0 {
		v := money.Money{Amount: o.shipping, Currency: r.currency(l, o.program)}
		r.book.Earn(entry(p, ledger.BuyerShipping, v, ledger.Buyers, ledger.Balance))
	}
}

// payOwn books a cost of the seller's in the report currency, rounded to cents.
func (r *Run) payOwn(p *ledger.Posting, line ledger.Line, v money.Amount, to ledger.Party) {
	if v = v.RoundCents(); v > 0 {
		r.book.Pay(entry(p, line, money.Money{Amount: v, Currency: r.cfg.Report}, ledger.Bank, to))
	}
}

// ownDuty books import charges on a seller-fulfilled parcel: the buyer's under DAP,
// the seller's under DDP (GS-SF-01, AMB-12).
func (r *Run) ownDuty(l *listing, o *order) {
	due := r.ownImport(l, o.price)
	if due <= 0 || !r.holds("GS-SF-01") {
		return
	}
	post := r.posting(l, o)
	if !r.cfg.Merchant[l.market].PaysDuty {
		r.passOn(&post, ledger.OwnDuty, due, ledger.Buyers, ledger.Authorities)
		return
	}
	v := money.Money{Amount: due, Currency: r.currency(l, o.program)}
	r.book.Pay(entry(&post, ledger.OwnDuty, v, ledger.Bank, ledger.Authorities))
}

// ownMishap decides whether a parcel was refused or claimed for, and refunds it.
// A refused parcel comes back unsold, a claimed one is lost.
func (r *Run) ownMishap(l *listing, o *order) bool {
	m := &r.cfg.Merchant[l.market]
	switch {
	case m.Refused != NoRef && o.key.Uniform(o.id.buyer(), drawRefused) < r.values[m.Refused]:
		r.ownReturn(l, o)
		r.takeBack(l, o, true)
		return true
	case m.Claimed != NoRef && o.key.Uniform(o.id.buyer(), drawClaim) < r.values[m.Claimed] && r.holds("GS-SF-05"):
		post := r.posting(l, o)
		r.refund(l, o, &post)
		return true
	}
	r.ownDuty(l, o)
	return false
}

// ownReturn books the postage of a unit that goes back to the seller, where the
// seller bears it: always where the return address is abroad or returns are free
// (GS-RET-01, GS-RET-02, GS-RET-04).
func (r *Run) ownReturn(l *listing, o *order) {
	post := r.posting(l, o)
	cost := r.money(r.cfg.Merchant[l.market].ReturnCost)
	if r.paysOwnReturns(l.market) {
		r.payOwn(&post, ledger.ReturnShipping, cost, ledger.Carriers)
	}
}

// restockOwn puts a unit back into the seller's warehouse.
func (r *Run) restockOwn(l *listing, o *order, sellable bool) {
	if sellable {
		own := &r.own[l.sku]
		own.units, own.value = own.units+1, own.value+o.cost.Total()
	}
}

func rateOf(x float64) money.Rate {
	rate, _ := money.RateFromFloat(x)
	return rate
}

// ownImport is what the border takes on a seller-fulfilled parcel: the scenario's
// share of the price, or else what the cards of couriers say.
func (r *Run) ownImport(l *listing, price money.Amount) money.Amount {
	if l.market == market.US {
		return 0
	}
	if share := r.cfg.Merchant[l.market].Duty; share != NoRef {
		return price.Times(rateOf(r.values[share])).RoundCents()
	}
	return r.importFeesTo(l.market, l.market.Currency(), price, market.RemoteFulfillment)
}

// plannedDuty is the planning value of duty and tax on a value, for scripts alone.
func (r *Run) plannedDuty(value money.Amount) money.Amount {
	if !r.scripted || r.rules == nil {
		return 0
	}
	return value.Times(rateOf(r.rules.Share("planning_duty"))).RoundCents()
}
