package model

import (
	"fbasim/sim/des"
	"fbasim/sim/fee"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// returnReceived refunds the buyer and grades the unit, which goes back to the
// stock it came from: to the US for Remote Fulfillment (RF-RET-01, RF-RET-06).
func returnReceived(r *Run, ev des.Event) {
	o := &r.orders[ev.Subject]
	l := &r.listings[o.listing]
	sellable := o.key.Uniform(o.id.buyer(), drawGrade) < r.draw(r.cfg.Markets[l.market].Returns.Sellable[o.program], 0.5)
	if o.pool == noPool {
		r.ownReturn(l, o)
	}
	r.takeBack(l, o, sellable)
	r.step(o, Returned)
	r.endOrder(ev.Subject)
}

// takeBack refunds an order and puts the unit where it belongs.
func (r *Run) takeBack(l *listing, o *order, sellable bool) {
	post := r.posting(l, o)
	r.refund(l, o, &post)
	if r.law.returnFee(l, o) {
		processing := r.returnTariff(l, o.program).Unit(market.ReturnsProcessing, r.feeDay())
		r.charge(&post, &processing)
	}
	r.tally[l.market].returns++
	r.countReturned(l, o)
	r.recent.Returns[l.market]++
	if !r.law.goesBack(o.program) {
		return // the unit stays on its way
	}
	r.recover(&post, &o.cost)
	if o.pool == noPool {
		r.restockOwn(l, o, sellable)
	} else {
		r.regrade(o, sellable)
	}
	if !sellable {
		r.writeOff(&post, o.cost.Total())
	}
}

// returnTariff prices the processing of a return.
func (r *Run) returnTariff(l *listing, use market.Program) *fee.Tariff {
	if l.cfg.ReturnTariff != nil && use == market.RemoteFulfillment {
		return l.cfg.ReturnTariff
	}
	return r.tariff(l, use)
}

// regrade puts a returned unit on the shelf it came from, or aside.
func (r *Run) regrade(o *order, sellable bool) {
	p := &r.pools[o.pool]
	if !sellable {
		p.stock.Discard()
		if o.script == 0 { // what a script sends back stays where conditions can look at it
			r.callDisposal(o.pool)
		}
		r.tellUnsellable(p)
		return
	}
	empty := p.stock.Sellable() == 0
	p.stock.Restock(r.now(), o.cost)
	r.putBack(p, empty)
}

func (r *Run) writeOff(p *ledger.Posting, cost money.Amount) {
	if v := (money.Money{Amount: cost, Currency: r.cfg.Report}); v.Amount > 0 {
		r.book.Pay(entry(p, ledger.WriteOff, v, ledger.Inventory, ledger.Result))
	}
}

// refund repays the price; Amazon credits the referral fee and keeps its
// administration fee.
func (r *Run) refund(l *listing, o *order, p *ledger.Posting) {
	if o.program == market.MCF || !r.holds("RF-RET-06") { // the recipient bought elsewhere
		return
	}
	r.unsell(p, r.takings(l, o))
	if !r.law.referral(l, o) {
		return
	}
	back := money.Money{Amount: o.referral, Currency: p.Currency}
	if back.Amount > 0 {
		r.book.Earn(entry(p, ledger.ReferralCredit, back, ledger.Amazon, ledger.Balance))
	}
	admin := r.tariff(l, o.program).RefundAdmin(r.feeDay(), o.referral)
	r.charge(p, &admin)
}
