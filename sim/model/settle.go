package model

import (
	"fbasim/sim/des"
	"fbasim/sim/fee"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
)

// balanceSettled pays out what Amazon holds for the seller, or collects what the
// seller owes, and converts foreign proceeds at the day's rate (RF-GEN-07).
// Settlements go on until nothing but exchange rates is pending; the last one ends
// the replication.
func balanceSettled(r *Run, _ des.Event) {
	if r.stop != nil && r.stop.Load() {
		r.fault = ErrStopped
		r.engine.Stop()
		return
	}
	r.held = false
	for m := market.US; m < market.MarketplaceCount; m++ {
		r.settle(m)
	}
	if r.pending() > r.moving || r.held {
		r.after(r.cfg.Period, classSettlement, evSettlement, 0)
	} else {
		r.engine.Stop()
	}
}

// settle moves a marketplace's balance to the bank.
func (r *Run) settle(m market.Marketplace) {
	c := m.Currency()
	if r.seller.HeldUntil[m] > r.now() { // disbursements are held (RF-GEN-09)
		r.held = true
		return
	}
	if r.book.Held(ledger.Balance, c) > 0 && c != r.cfg.Report && r.cfg.Accs > 0 && r.converts() {
		r.convert(m)
	}
	r.book.Settle(r.now(), m)
}

// convert charges Amazon's currency converter: a share of the proceeds, each SKU
// for what it earned, exact to the micro-unit, since no rounding is published. A
// SKU whose refunds exceed its sales lowers the proceeds and with them the fee.
func (r *Run) convert(m market.Marketplace) {
	for i := int32(-1); int(i) < len(r.cfg.SKUs); i++ {
		if held := r.book.HeldOf(i, m.Currency()); held != 0 {
			r.charge(&ledger.Posting{Tick: r.now(), SKU: i, Market: m}, &fee.Line{
				Kind: market.Conversion, Amount: held.Times(r.cfg.Accs), Currency: m.Currency(), Card: r.cfg.AccsCard,
			})
		}
	}
}

// converts reports whether foreign proceeds are paid out by Amazon's currency
// converter (RF-GEN-07).
func (r *Run) converts() bool {
	return r.rules == nil || r.seller.Converter && r.holds("RF-GEN-07")
}
