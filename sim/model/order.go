package model

import (
	"fbasim/sim/des"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/random"
	"fbasim/sim/stock"
)

// orderID names a buyer of a listing, the same in every case. Orders placed by
// actions have strip 0 and their number.
// An id is the order number of a posting too.
type orderID int64

const buyerBits = 40

func newOrderID(strip int32, buyer uint64) orderID {
	return orderID(int64(strip)<<buyerBits | int64(buyer))
}

func (id orderID) strip() int32  { return int32(id >> buyerBits) }
func (id orderID) buyer() uint64 { return uint64(id) % (1 << buyerBits) }

// order is a unit sold and not yet ended. It fills two lines of the cache.
type order struct {
	id       orderID
	key      random.Key
	listing  int32
	pool     int32  // it ships from, noPool for the seller's own warehouse
	next     uint32 // behind it in the line of its pool, while it waits for stock
	script   int32  // number of the action that placed it, 0 for a buyer of the demand
	program  market.Program
	untaken  bool  // it comes from no stock: RF-GEN-01 is switched off
	month    int32 // of shipment, where its returns are counted
	placed   int64
	arrives  int64
	price    money.Amount // shown to the buyer
	deposit  money.Amount // import fees that the buyer pays besides
	due      money.Amount // what the border takes of it
	shipping money.Amount // that the buyer pays, where it is counted
	referral money.Amount
	cost     stock.Cost
}

// accept notes an order; nothing is reserved for it yet.
func (r *Run) accept(l *listing, id orderID, key random.Key, c channel) uint32 {
	slot := r.newOrder()
	r.orders[slot] = order{
		id: id, key: key, listing: l.index, pool: c.pool, program: c.use,
		placed: r.now(), price: r.priceOf(l, c.use), deposit: r.deposited(c.use, l.terms[c.use].deposit), due: l.terms[c.use].deposit,
	}
	t := &r.tally[l.market]
	t.orders++
	t.inTransit.add(r.now(), 1)
	r.out.SKUs[l.sku].Units[l.market]++
	l.terms[c.use].sold++
	r.step(&r.orders[slot], Placed)
	return slot
}

// placeOrder reserves a unit and sends it on its way: the carrier picks it up,
// brings it over the border if there is one, and delivers it.
func (r *Run) placeOrder(l *listing, id orderID, key random.Key, c channel) uint32 {
	slot := r.accept(l, id, key, c)
	if c.pool == noPool {
		r.sendOwn(slot)
		return slot
	}
	p := &r.pools[c.pool]
	r.send(p, slot)
	if p.stock.Sellable() == 0 {
		r.soldOut(p)
	}
	r.sold(p)
	return slot
}

// send reserves the oldest unit for an order and calls the carrier. The time to
// the door counts from here, and the pick-up is never after it.
func (r *Run) send(p *pool, slot uint32) {
	o := &r.orders[slot]
	if o.untaken = o.program == market.RemoteFulfillment && !r.law.takesUS; !o.untaken {
		o.cost, _ = p.stock.Reserve(r.now())
	}
	l := &r.listings[o.listing]
	way := r.transit(l, o)
	o.arrives = r.now() + way
	r.after(min(way, r.cfg.Markets[l.market].Pickup[o.program]), classDemand, evPickup, slot)
}

// carrierPicksUp hands the parcel over: the sale and its fees are charged at the
// prices of the ship date, and title passes (RF-DLV-05, RF-FEE-01 to 03).
func carrierPicksUp(r *Run, ev des.Event) {
	o := &r.orders[ev.Subject]
	l := &r.listings[o.listing]
	post := r.posting(l, o)
	t := r.takings(l, o)
	fees := r.unitFees(l, o, t.net)
	o.referral = fees.referral
	r.sell(&post, t)
	r.collect(&post, o)
	if r.law.referral(l, o) {
		r.chargeAll(&post, &fees.sale)
	}
	if o.pool == noPool {
		r.shipOwn(l, o, &post)
	} else {
		r.shipFromCenter(l, o, &post, fees)
	}
	r.advertise(l, &post, t.net)
	r.tally[l.market].assumed += int64(fees.sale.assumed + fees.ship.assumed)
	o.arrives = max(o.arrives, r.now())
	r.at(o.arrives, classDemand, evDelivery, ev.Subject)
	if o.script > 0 {
		r.placedShipped(o)
	}
	r.step(o, Shipped)
}

// shipFromCenter takes the unit out of Amazon's fulfillment center and charges for
// it.
func (r *Run) shipFromCenter(l *listing, o *order, post *ledger.Posting, fees *unitFees) {
	p := &r.pools[o.pool]
	if !o.untaken {
		p.stock.Ship(r.now(), o.cost)
	}
	p.shipped[l.market]++
	r.countShipped(l, o)
	if r.law.fulfillment(l, o) {
		r.chargeAll(post, &fees.ship)
	}
	r.chargeLowStock(p, l, post)
	r.expense(post, &o.cost)
}

// collect books what the buyer pays besides the price: shipping, which is
// Amazon's, and the import fees deposit, which is held until the border (RF-DLV-03,
// RF-DTY-02, EXP-PAY-01).
func (r *Run) collect(p *ledger.Posting, o *order) {
	if o.shipping > 0 && o.pool != noPool {
		r.passOn(p, ledger.BuyerShipping, o.shipping, ledger.Buyers, ledger.Amazon)
	}
	r.passOn(p, ledger.ImportDeposit, o.deposit, ledger.Buyers, ledger.Deposits)
}

// transit draws the time from order to door, late ones included.
func (r *Run) transit(l *listing, o *order) int64 {
	if !r.law.takesTime(l, o.program) || o.script > 0 && !r.placed[o.script-1].prime && o.program == market.RemoteFulfillment && !r.holds("RF-DLV-07") {
		return 0
	}
	mk := &r.cfg.Markets[l.market]
	way, u := r.transitOf(l, o), o.key.Uniform(o.id.buyer(), drawTransit)
	if way == NoRef && o.program == market.FBAExport && r.scripted {
		return r.exportDays(u)
	}
	days := r.draw(way, u)
	if late := mk.LateShare[o.program]; late != NoRef && o.script == 0 && o.key.Uniform(o.id.buyer(), drawLate) < r.values[late] {
		extra := r.draw(mk.LateExtra[o.program], o.key.Uniform(o.id.buyer(), drawLateExtra))
		return r.windowOf(l, o.program, o.placed).Max + ticks(extra)
	}
	return r.along(l, o.program, o.placed, ticks(days)) + r.withoutPrime(o)
}

// withoutPrime is how much longer a placed order of a buyer without Prime takes where
// the window is Prime's only (RF-DLV-07, AMB-30).
func (r *Run) withoutPrime(o *order) int64 {
	if o.script == 0 || o.program != market.RemoteFulfillment || r.placed[o.script-1].prime || r.rules == nil ||
		r.rules.Word("nonprime_days") != "longer" {
		return 0
	}
	return int64(r.rules.Delay("nonprime_extra_days"))
}

// transitOf is the input that an order's days to the door are drawn from. With
// GS-FBA-07 off local orders take as long as those of the seller.
func (r *Run) transitOf(l *listing, o *order) Ref {
	mk := &r.cfg.Markets[l.market]
	switch {
	case o.program == market.FBAExport && (l.country != "" || l.market == market.US):
		country := l.country
		if o.script > 0 {
			country = r.placed[o.script-1].country
		}
		if m, ok := market.ParseMarketplace(country); ok {
			return r.cfg.Markets[m].Transit[o.program]
		}
		if a := r.abroad(country); a != nil && a.Days != NoRef {
			return a.Days
		}
	case o.program == market.LocalFBA && l.market != market.US && !r.law.localIsFaster && mk.Transit[market.SellerFulfilled] != NoRef:
		return mk.Transit[market.SellerFulfilled]
	}
	return mk.Transit[o.program]
}

// expense turns a unit's landed cost from stock into cost of goods sold.
func (r *Run) expense(p *ledger.Posting, c *stock.Cost) {
	var parts [4]ledger.Part
	n := 0
	for _, part := range costLines(c) {
		if part.amount > 0 {
			parts[n] = ledger.Part{Amount: part.amount, Line: part.line}
			n++
		}
	}
	p.From, p.To, p.Currency = ledger.Inventory, ledger.Result, r.cfg.Report
	r.book.PayAll(p, parts[:n])
}

// recover takes a unit's landed cost back into stock.
func (r *Run) recover(p *ledger.Posting, c *stock.Cost) {
	for _, part := range costLines(c) {
		if part.amount > 0 {
			v := money.Money{Amount: part.amount, Currency: r.cfg.Report}
			r.book.Earn(entry(p, part.line, v, ledger.Result, ledger.Inventory))
		}
	}
}

type costLine struct {
	line   ledger.Line
	amount money.Amount
}

func costLines(c *stock.Cost) [4]costLine {
	return [4]costLine{
		{ledger.Goods, c.Goods}, {ledger.InboundFreight, c.Freight},
		{ledger.InboundDuty, c.Duty}, {ledger.ImportTax, c.Tax},
	}
}

// advertise books the share of revenue spent on ads.
func (r *Run) advertise(l *listing, p *ledger.Posting, revenue money.Amount) {
	ref := l.ads
	if ref == NoRef || !r.holds("RF-GEN-06") && p.Program == market.RemoteFulfillment {
		return
	}
	spent := money.Money{Amount: amount(revenue.Float() * r.values[ref]), Currency: p.Currency}
	if spent.Amount > 0 {
		r.book.Pay(entry(p, ledger.Ads, spent, ledger.Balance, ledger.Amazon))
	}
}

// parcelDelivered ends the transit and decides whether the unit will come back.
// The buyer's deposit has paid the authorities (RF-DTY-03).
func parcelDelivered(r *Run, ev des.Event) {
	o := &r.orders[ev.Subject]
	if o.arrives > r.now() { // held up on the way
		r.at(o.arrives, classDemand, evDelivery, ev.Subject)
		return
	}
	l := &r.listings[o.listing]
	t := &r.tally[l.market]
	t.deliver(r.now(), r.now()-o.placed, r.windowOf(l, o.program, o.placed))
	if o.due > 0 {
		r.clear(l, o)
	}
	r.step(o, Delivered)
	if o.script > 0 {
		r.placedArrived(ev.Subject)
		return
	}
	if o.pool == noPool && r.ownMishap(l, o) || !r.comesBack(l, o) {
		r.endOrder(ev.Subject)
		return
	}
	back := &r.cfg.Markets[l.market].Returns
	wait := r.draw(back.Delay, o.key.Uniform(o.id.buyer(), drawReturnDelay))
	if back.Transit != NoRef {
		wait += r.draw(back.Transit, o.key.Uniform(o.id.buyer(), drawReturnTransit))
	}
	r.after(ticks(wait), classReceipt, evReturn, ev.Subject)
}

// deposited is the import fees deposit on charges due at the border, which Amazon can
// estimate too high or too low (RF-DTY-02, AMB-22).
func (r *Run) deposited(use market.Program, due money.Amount) money.Amount {
	switch {
	case use == market.RemoteFulfillment && !r.law.deposits:
		return 0
	case r.law.depositError == 0:
		return due
	}
	return (due + due.Times(r.law.depositError)).RoundCents()
}

// clear pays the border out of the deposit. The buyer gets back what is left of it, or
// pays what is missing; the seller has no part in it (AMB-22). Where the rules that
// charge at the border are off, all of the deposit goes back.
func (r *Run) clear(l *listing, o *order) {
	due := o.due
	if !r.law.clears(o.program) {
		due = 0
	}
	post := r.posting(l, o)
	r.passOn(&post, ledger.ImportActual, min(due, o.deposit), ledger.Deposits, ledger.Authorities)
	r.passOn(&post, ledger.ImportDeposit, o.deposit-due, ledger.Deposits, ledger.Buyers)
	r.passOn(&post, ledger.ImportActual, due-o.deposit, ledger.Buyers, ledger.Authorities)
}

func (r *Run) comesBack(l *listing, o *order) bool {
	return l.cfg.Returns != NoRef && o.key.Uniform(o.id.buyer(), drawReturn) < r.draw(l.cfg.Returns, 0.5)
}

func (r *Run) newOrder() uint32 {
	r.open++
	if n := len(r.free); n > 0 {
		slot := r.free[n-1]
		r.free = r.free[:n-1]
		return slot
	}
	r.orders = append(r.orders, order{})
	return uint32(len(r.orders) - 1)
}

func (r *Run) endOrder(slot uint32) {
	if r.orders[slot].listing < 0 {
		r.fail("order %d ended twice", slot)
		return
	}
	r.tally[r.listings[r.orders[slot].listing].market].ended++
	r.orders[slot].listing = -1
	r.free = append(r.free, slot)
	r.open--
}

// lose counts a buyer who wanted a unit and did not get one.
func (r *Run) lose(l *listing, why lostReason) {
	r.tally[l.market].lost[why]++
	r.out.SKUs[l.sku].Lost[l.market]++
}
