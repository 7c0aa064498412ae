package model

import (
	"fmt"

	"fbasim/sim/des"
	"fbasim/sim/fee"
	"fbasim/sim/market"
)

// Orders, returns and claims that a script asks for.

// actPlaceOrder is a buyer who orders. A buyer abroad on Amazon.com is one of FBA
// Export, whatever the same buyer would be on the site of the country (RF-GEN-04,
// EXP-GEN-01).
func actPlaceOrder(r *Run, a *Action) {
	m := *a.Args.Market
	p := placedOrder{
		sku: a.Args.SKU, at: r.listed[poolIndex(int(a.Args.SKU), m)], units: max(a.Args.Units, 1),
		country: a.Args.Country, prime: a.Args.Prime == nil || *a.Args.Prime, account: m,
	}
	if p.country == "" {
		p.country = m.String()
	}
	if p.at < 0 {
		r.blockOrder(p, "RF-ENR-06", "not_listed")
		return
	}
	asked := a.Args.Program
	if home, ok := market.ParseMarketplace(p.country); ok && home != m && home != market.US && !r.holds("RF-GEN-04") {
		if i := r.listed[poolIndex(int(p.sku), home)]; i >= 0 {
			p.at, asked = i, nil // whatever the site sells by
		}
	}
	if use := a.Args.Program; use != nil && *use == market.MCF {
		to := *a
		to.Args.Country = p.country
		actRequestMCF(r, &to)
		return
	}
	l := &r.listings[p.at]
	c, rule, reason := r.channelFor(l, &p, asked)
	p.use = c.use
	if reason != "" {
		r.blockOrder(p, rule, reason)
		return
	}
	if c.use == market.FBAExport && !r.holds("EXP-GEN-02") {
		r.blockOrder(p, "EXP-GEN-02", "not_fulfilled")
		return
	}
	n := r.newPlaced(p)
	r.sendPlaced(n, c)
	r.audit("RF-GEN-03", r.orderEntity(&r.placed[n-1].unit), outcomeOK, "", "booked in "+r.placed[n-1].account.String())
}

// blockOrder remembers an order that was not possible.
func (r *Run) blockOrder(p placedOrder, rule, reason string) {
	n := r.newPlaced(p)
	r.placed[n-1].status, r.placed[n-1].reason = "blocked", reason
	entity := r.entity(p.sku, p.account)
	if p.country != p.account.String() {
		entity += " to " + p.country
	}
	r.find(rule, outcomeBlocked, reason, entity)
	if p.at >= 0 {
		r.lose(&r.listings[p.at], lostOfferInactive)
	}
}

// channelFor returns what serves a placed order, or the rule and reason for which
// nothing does.
func (r *Run) channelFor(l *listing, p *placedOrder, asked *market.Program) (c channel, rule, reason string) {
	use := market.NoProgram
	switch {
	case asked != nil:
		use = *asked
	case l.market == market.US && p.country != market.US.String():
		use = market.FBAExport
	default:
		use = r.serves(l)
	}
	c = r.channelOf(l, use)
	if rule, reason = r.barrier(l, p, c); reason != "" {
		return c, rule, reason
	}
	if c.pool != noPool && r.pools[c.pool].stock.Sellable() < p.units && (use != market.RemoteFulfillment || r.holds("RF-GEN-01")) {
		return c, "RF-GEN-05", "no_stock"
	}
	return c, "", ""
}

// channelOf is a program with the stock that it takes from.
func (r *Run) channelOf(l *listing, use market.Program) channel {
	switch use {
	case market.LocalFBA:
		return channel{use, l.local}
	case market.SellerFulfilled:
		return channel{use, noPool}
	}
	if use == market.RemoteFulfillment {
		return channel{use, r.usPool(l)}
	}
	return channel{use, l.us}
}

// actRequestMCF sends units abroad by Multi-Channel Fulfillment: only media may go,
// and the seller pays its fee (EXP-MCF-01, EXP-FEE-02).
func actRequestMCF(r *Run, a *Action) {
	p := placedOrder{
		sku: a.Args.SKU, at: r.listed[poolIndex(int(a.Args.SKU), market.US)], units: a.Args.Units,
		country: a.Args.Country, prime: true, use: market.MCF, account: market.US,
	}
	if rule, reason := r.mcfBarrier(&p); reason != "" {
		n := r.newPlaced(p)
		r.placed[n-1].status, r.placed[n-1].reason = "rejected", reason
		r.reject(rule, reason, r.entity(p.sku, market.US)+" to "+p.country)
		return
	}
	line, err := r.cfg.Cards.Export(r.mcfAsk(&p))
	if err != nil { // too heavy, or a country that the card has no rate for
		n := r.newPlaced(p)
		r.placed[n-1].status, r.placed[n-1].reason = "rejected", err.Error()
		r.reject("EXP-FEE-02", err.Error(), r.entity(p.sku, market.US)+" to "+p.country)
		return
	}
	r.sendMCF(r.newPlaced(p), &line)
}

// actReturnOrder is a buyer's return, some time after delivery: an order that is
// under way is returned when it has come.
func actReturnOrder(r *Run, a *Action) {
	r.eachOrder(a, func(n int, p *placedOrder) {
		wait, asked := int64(0), r.now()
		if a.Args.Span != nil {
			wait = *a.Args.Span
		}
		p.defect = a.Args.Defect != nil && *a.Args.Defect
		p.outcome, p.fault = a.Args.Condition, a.Args.Fault
		if p.outcome == "" {
			p.outcome = "sellable"
		}
		if p.delivered == never && (p.status == "placed" || p.status == "shipped") {
			p.returnIn = wait
			return
		}
		if p.delivered != never && wait > 0 {
			asked = max(asked, p.delivered+wait)
		}
		r.at(asked, classStatus, evReturnAsked, uint32(n))
	})
}

// askReturn plans the return of an order that was asked for before it came.
func (r *Run) askReturn(n int) {
	if p := &r.placed[n-1]; p.returnIn != never {
		r.after(p.returnIn, classStatus, evReturnAsked, uint32(n))
		p.returnIn = never
	}
}

// returnAsked is the buyer's request: inside the window it is accepted, later ones
// case by case (EXP-RET-01, EXP-RET-02).
func returnAsked(r *Run, ev des.Event) {
	p := &r.placed[ev.Subject-1]
	if p.delivered == never || p.requested != never {
		r.reject("RF-RET-02", "not_delivered", fmt.Sprintf("order %d", ev.Subject))
		return
	}
	l := &r.listings[p.at]
	if !r.acceptsReturn(p) {
		r.reject("EXP-RET-01", "return_window", r.orderEntity(&p.unit))
		return
	}
	p.requested = r.now()
	r.payPostage(l, p)
	back := &r.cfg.Markets[l.market].Returns
	wait := int64(0)
	if back.Transit != NoRef {
		wait = ticks(r.values[back.Transit])
	}
	p.status = "returning"
	r.after(wait, classReceipt, evPlacedReturn, ev.Subject)
}

// actConfirm confirms the shipment of seller-fulfilled orders; those that Amazon
// ships have nothing to confirm (RF-GEN-02, GS-SF-04).
func actConfirm(r *Run, a *Action) {
	r.eachOrder(a, func(n int, p *placedOrder) {
		switch {
		case p.use != market.SellerFulfilled && p.status != "blocked":
			if r.holds("RF-GEN-02") {
				r.reject("RF-GEN-02", "amazon_ships", r.orderEntity(&p.unit))
			} else {
				p.mailed, p.status = r.now(), "shipped"
				r.audit("RF-GEN-02", r.orderEntity(&p.unit), outcomeOK, "", "confirmation accepted")
			}
		case p.status == "placed":
			r.confirm(p)
		}
	})
}

// confirm ships the units of a seller-fulfilled order now; what the confirmation
// came late by, the parcel comes late by.
func (r *Run) confirm(p *placedOrder) {
	l := &r.listings[p.at]
	for _, slot := range p.slots {
		o := &r.orders[slot]
		if o.listing < 0 {
			continue
		}
		rest := max(0, o.arrives-o.placed-r.cfg.Merchant[l.market].Handling)
		o.arrives = max(o.arrives, r.now()+rest)
		r.at(r.now(), classDemand, evPickup, slot)
	}
}

// actClaim is an A-to-z claim on a seller-fulfilled order; if upheld the seller
// refunds it (GS-SF-05, AMB-29).
func actClaim(r *Run, a *Action) {
	r.eachOrder(a, func(_ int, p *placedOrder) {
		switch {
		case p.use != market.SellerFulfilled:
			r.audit("GS-SF-05", r.orderEntity(&p.unit), outcomeOK, "", "handled by Amazon")
		case p.claimed:
			r.reject("GS-SF-05", "claimed_before", r.orderEntity(&p.unit))
		case *a.Args.Enable && r.holds("GS-SF-05"):
			p.claimed, p.status = true, "claimed"
			l, o := &r.listings[p.at], p.unit
			for range p.units {
				post := r.posting(l, &o)
				r.unsell(&post, r.takings(l, &o))
			}
			r.find("GS-SF-05", "CLAIM", "atoz_upheld", r.orderEntity(&p.unit))
		default:
			r.audit("GS-SF-05", r.orderEntity(&p.unit), outcomeOK, "", "claim not upheld")
		}
	})
}

// actDeliverLate makes the units of an order arrive after the end of its window.
func actDeliverLate(r *Run, a *Action) {
	r.eachOrder(a, func(_ int, p *placedOrder) {
		end := max(p.promised, p.unit.arrives)
		for _, slot := range p.slots {
			if o := &r.orders[slot]; o.listing >= 0 && p.delivered == never {
				o.arrives = end + *a.Args.Span
			}
		}
		p.unit.arrives = end + *a.Args.Span
	})
}

// eachOrder calls f with the order that an action names, or with all.
func (r *Run) eachOrder(a *Action, f func(n int, p *placedOrder)) {
	if a.Args.Order > 0 {
		if p := r.placedNumber(a.Args.Order); p != nil {
			f(a.Args.Order, p)
		} else {
			r.reject("RF-GEN-03", "no_such_order", a.Name)
		}
		return
	}
	for n := range r.placed {
		f(n+1, &r.placed[n])
	}
}

// sendMCF ships the units of an MCF order: no sale, the fee of the whole order once.
func (r *Run) sendMCF(n int, charge *fee.Line) {
	p := &r.placed[n-1]
	l := &r.listings[p.at]
	pool := &r.pools[l.us]
	p.status, p.promised = "placed", 0
	key := r.keys.script.WithInt(int64(n))
	p.unit = order{
		id: newOrderID(0, uint64(n)), key: key, listing: l.index, pool: l.us, program: market.MCF,
		placed: r.now(), price: l.terms[market.LocalFBA].price, script: int32(n),
	}
	for range p.units {
		p.unit.cost, _ = pool.stock.Reserve(r.now())
		pool.stock.Ship(r.now(), p.unit.cost)
		post := r.posting(l, &p.unit)
		r.expense(&post, &p.unit.cost)
	}
	if pool.stock.Sellable() == 0 {
		r.soldOut(pool)
	}
	if r.holds("EXP-FEE-02") {
		post := r.posting(l, &p.unit)
		r.charge(&post, charge)
	}
	p.shipped, p.status = r.now(), "shipped"
	r.after(r.exportTime(p), classDemand, evMCFArrives, uint32(n))
}

func mcfArrives(r *Run, ev des.Event) {
	p := &r.placed[ev.Subject-1]
	p.delivered, p.status = r.now(), "delivered"
	r.clearMCF(&p.unit)
	r.askReturn(int(ev.Subject))
}
