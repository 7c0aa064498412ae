package model

import (
	"fbasim/sim/civil"
	"fbasim/sim/des"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/returns"
)

// Orders placed by actions are numbered from 1 and remembered to the end, so that
// later actions can return them or claim for them and conditions can look at them.
// Chance is switched off for them: none is late, none comes back by itself.

// placedOrder is an order of an action, all its units together.
type placedOrder struct {
	sku       int32
	at        int32 // listing, -1 where none could be found
	country   string
	prime     bool
	units     int64
	use       market.Program
	account   market.Marketplace
	status    string
	reason    string // why it was blocked
	slots     []uint32
	unit      order // what its units are like, kept when they have ended
	invoices  int64
	placed    int64
	shipped   int64 // -1 before, as all that follow
	title     int64
	mailed    int64
	delivered int64
	requested int64
	returned  int64
	promised  int64 // end of the window, 0 for none
	defect    bool
	outcome   string // of a return: sellable or unsellable
	fault     string
	late      bool
	open      int64        // units under way
	landed    money.Amount // what the buyer pays in all
	returnIn  int64        // ticks from delivery to a return asked for before it, -1 for none
	claimed   bool
}

const never = -1

// newPlaced numbers an order.
func (r *Run) newPlaced(p placedOrder) int {
	p.shipped, p.title, p.mailed, p.delivered, p.requested, p.returned = never, never, never, never, never, never
	p.placed, p.status, p.returnIn = r.now(), "placed", never
	r.placed = append(r.placed, p)
	return len(r.placed)
}

// placedNumber returns an order by number, nil where there is none.
func (r *Run) placedNumber(n int) *placedOrder {
	if n < 1 || n > len(r.placed) {
		return nil
	}
	return &r.placed[n-1]
}

// sendPlaced accepts the units of a placed order and sends them.
func (r *Run) sendPlaced(n int, c channel) {
	p := &r.placed[n-1]
	l := &r.listings[p.at]
	key := r.keys.script.WithInt(int64(n))
	p.use, p.account, p.open = c.use, r.account(l, c.use), p.units
	for range p.units {
		slot := r.accept(l, newOrderID(0, uint64(n)), key, c)
		o := &r.orders[slot]
		o.script = int32(n)
		if len(p.slots) == 0 { // the fee is for the order, not for each unit
			o.shipping = r.buyerShipping(l, p, o)
		}
		o.due = r.importFeesOf(l, p, o)
		o.deposit = r.deposited(o.program, o.due)
		p.landed += o.price + o.shipping + o.deposit
		p.slots = append(p.slots, slot)
		if c.pool == noPool {
			r.sendOwn(slot)
		} else {
			r.send(&r.pools[c.pool], slot)
		}
		p.unit = r.orders[slot]
	}
	if w := r.windowOf(l, c.use, p.placed); w.Max > 0 {
		p.promised = p.placed + w.Max + r.withoutPrime(&p.unit)
	}
	if c.pool != noPool {
		if stock := &r.pools[c.pool]; stock.stock.Sellable() == 0 {
			r.soldOut(stock)
		}
		r.sold(&r.pools[c.pool])
	}
}

// account is the store in which an order is booked (RF-GEN-03).
func (r *Run) account(l *listing, use market.Program) market.Marketplace {
	if use == market.FBAExport || use == market.MCF || use == market.RemoteFulfillment && !r.holds("RF-GEN-03") {
		return market.US
	}
	return l.market
}

// placedShipped notes the pick-up of a placed order's unit: title passes to the
// buyer in the US, and exports get one commercial invoice a shipment.
func (r *Run) placedShipped(o *order) {
	p := &r.placed[o.script-1]
	if p.shipped != never {
		return
	}
	p.status, p.shipped, p.unit = "shipped", r.now(), *o
	p.mailed = r.now()
	if r.passesTitle(o, "pickup") {
		p.title = r.now()
	}
	if o.program == market.FBAExport && r.holds("EXP-ENR-03") {
		p.invoices++
		r.audit("EXP-ENR-03", r.orderEntity(o), "OK", "", "commercial invoice made")
	}
}

// passesTitle reports whether the buyer becomes owner at a point of the way: once the
// parcel is picked up in the US, or by the other reading (AMB-18) when it has cleared
// the border (RF-DLV-05).
func (r *Run) passesTitle(o *order, point string) bool {
	if o.program != market.RemoteFulfillment || !r.holds("RF-DLV-05") {
		return false
	}
	at := "pickup"
	if r.rules != nil {
		at = r.rules.Word("title_passes")
	}
	return at == point
}

// placedArrived ends the way of a placed order's unit; the order can still be
// returned.
func (r *Run) placedArrived(slot uint32) {
	o := &r.orders[slot]
	n := int(o.script)
	p := &r.placed[n-1]
	p.status, p.delivered = "delivered", r.now()
	if r.passesTitle(o, "clearance") {
		p.title = r.now()
	}
	if p.promised > 0 && r.now() > p.promised && r.holds("RF-DLV-06") && !p.late {
		p.late = true
		r.find("RF-DLV-06", "LATE", "late", r.orderEntity(o))
	}
	if o.pool == noPool {
		r.ownDuty(&r.listings[o.listing], o)
	}
	if o.program == market.MCF {
		r.clearMCF(o)
	}
	r.endOrder(slot)
	if p.open--; p.open == 0 {
		r.askReturn(n)
	}
}

// clearMCF books what the recipient pays at the border.
func (r *Run) clearMCF(o *order) {
	l := &r.listings[o.listing]
	p := &r.placed[o.script-1]
	if due := r.importShare(p, l, o.price, p.units-p.open); due > 0 {
		post := r.posting(l, o)
		r.passOn(&post, ledger.ImportActual, due, ledger.Buyers, ledger.Authorities)
	}
}

// importShare is what the border takes on the n-th unit of an order, from 0: limits
// and fees are those of the parcel, of which the units have equal shares to the cent.
func (r *Run) importShare(p *placedOrder, l *listing, price money.Amount, n int64) money.Amount {
	all, units := r.depositFor(p, l, price*money.Amount(p.units)), money.Amount(p.units)
	to := func(n int64) money.Amount { return (all * money.Amount(n) / units).RoundCents() }
	return to(n+1) - to(n)
}

// importFeesOf is what the border takes on the next unit of a placed order.
func (r *Run) importFeesOf(l *listing, p *placedOrder, o *order) money.Amount {
	if o.program == market.RemoteFulfillment || o.program == market.FBAExport && r.holds("EXP-PAY-01") {
		return r.importShare(p, l, o.price, int64(len(p.slots)))
	}
	return 0
}

// depositFor estimates import charges on a value in the currency of an order: by
// the cards of Canada and Mexico, elsewhere by the share that the scenario states.
func (r *Run) depositFor(p *placedOrder, l *listing, value money.Amount) money.Amount {
	if m, ok := market.ParseMarketplace(p.country); ok && m != market.US {
		return r.importFeesTo(m, r.currency(l, p.use), value, market.RemoteFulfillment)
	}
	if a := r.abroad(p.country); a != nil && a.Duty != NoRef {
		return value.Times(rateOf(r.values[a.Duty])).RoundCents()
	}
	return r.plannedDuty(value)
}

// buyerShipping is what a placed order's buyer pays for its delivery (RF-DLV-03,
// GS-FBA-08, EXP-PAY-01).
func (r *Run) buyerShipping(l *listing, p *placedOrder, o *order) money.Amount {
	mk := &r.cfg.Markets[l.market]
	own := r.currency(l, p.use)
	switch p.use {
	case market.RemoteFulfillment:
		if !p.prime && r.holds("RF-DLV-03") {
			return r.statedIn(mk.Shipping, "nonprime_shipping", own)
		}
	case market.LocalFBA:
		free := r.priceOf(l, p.use) >= r.freeFrom(l.market)
		if p.prime {
			free = o.key.Uniform(o.id.buyer(), drawFree) < r.rules.Share("local_free_share")
		}
		if !free && r.holds("GS-FBA-08") {
			return r.statedIn(mk.Shipping, "nonprime_shipping", own)
		}
	case market.FBAExport:
		if !r.holds("EXP-PAY-01") {
			return 0
		}
		shipping := NoMoney()
		if a := r.abroad(p.country); a != nil {
			shipping = a.Shipping
		}
		return r.statedIn(shipping, "export_shipping", own)
	case market.SellerFulfilled:
		return r.inCurrency(r.cfg.Merchant[l.market].Charged, own)
	}
	return 0
}

// inCurrency is an amount of the scenario in a currency, to the cent.
func (r *Run) inCurrency(m Money, c money.Currency) money.Amount {
	if m.Ref == NoRef {
		return 0
	}
	return exchanged(exact(r.values[m.Ref]), r.book.Rate(m.Currency), r.book.Rate(c)).RoundCents()
}

// placedReturned is the receipt of a placed order that comes back.
func placedReturned(r *Run, ev des.Event) {
	p := &r.placed[ev.Subject-1]
	l := &r.listings[p.at]
	o := p.unit
	r.refundPostage(l, p)
	for range p.units {
		r.returnOne(l, &o, p)
	}
	p.status, p.returned = "returned", r.now()
}

// returnOne refunds a unit, puts it away and settles whose fault it is.
func (r *Run) returnOne(l *listing, o *order, p *placedOrder) {
	sellable := p.outcome != "unsellable"
	r.takeBack(l, o, sellable)
	if sellable {
		return
	}
	if share := r.cfg.Chance.Fault; p.fault == "" && share != NoRef {
		p.fault = returns.BuyersFault.String()
		if o.key.Uniform(o.id.buyer(), drawFault) < r.values[share] {
			p.fault = returns.AmazonsFault.String()
		}
	}
	r.reimburse(l, p)
}

// daysOf turns a tick into days since the start, -1 for never.
func daysOf(tick int64) float64 {
	if tick == never {
		return -1
	}
	return float64(tick) / float64(civil.Day)
}
