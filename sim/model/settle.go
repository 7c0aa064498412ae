package model

import (
	"fbasim/sim/des"
	"fbasim/sim/fee"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
)

// balanceSettled pays out what Amazon holds for the seller, or collects what the
// seller owes, and converts foreign proceeds (RF-GEN-07). Settlements go on
// until everything else has ended.
func balanceSettled(r *Run, _ des.Event) {
	for m := market.US; m < market.MarketplaceCount; m++ {
		r.settle(m)
	}
	if r.engine.Pending() > 0 {
		r.after(r.cfg.Period, classSettlement, evSettlement, 0)
	}
}

// settle moves a marketplace's balance to the bank.
func (r *Run) settle(m market.Marketplace) {
	c := m.Currency()
	if r.book.Held(ledger.Balance, c) > 0 && c != r.cfg.Report && r.cfg.Accs > 0 {
		r.convert(m)
	}
	r.book.Settled(c)
	post := ledger.Posting{Tick: r.now(), SKU: -1, Market: m, Currency: c}
	switch held := r.book.Held(ledger.Balance, c); {
	case held > 0:
		post.Amount, post.From, post.To = held, ledger.Balance, ledger.Bank
	case held < 0:
		post.Amount, post.From, post.To = -held, ledger.Bank, ledger.Balance
	default:
		return
	}
	r.book.Move(&post)
}

// convert charges Amazon's currency converter: a share of the proceeds, each SKU
// for what it earned, exact to the micro-unit, since no rounding is published. A
// SKU whose refunds exceed its sales lowers the proceeds and with them the fee.
func (r *Run) convert(m market.Marketplace) {
	for i := range r.cfg.SKUs {
		if held := r.book.HeldOf(i, m.Currency()); held != 0 {
			r.charge(&ledger.Posting{Tick: r.now(), SKU: int32(i), Market: m}, &fee.Line{
				Kind: market.Conversion, Amount: held.Times(r.cfg.Accs), Currency: m.Currency(), Card: r.cfg.AccsCard,
			})
		}
	}
}
