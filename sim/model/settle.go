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

// settle moves a marketplace's balance to the bank. Conversion at Amazon costs a
// share of the proceeds, exact to the micro-unit: its rounding is not published.
func (r *Run) settle(m market.Marketplace) {
	c := m.Currency()
	held := r.book.Held(ledger.Balance, c)
	post := ledger.Posting{Tick: r.now(), SKU: -1, Market: m, Currency: c}
	if held > 0 && c != r.cfg.Report && r.cfg.Accs > 0 {
		r.charge(post, fee.Line{
			Kind: market.Conversion, Amount: held.Times(r.cfg.Accs), Currency: c, Card: r.cfg.AccsCard,
		})
		held = r.book.Held(ledger.Balance, c)
	}
	switch {
	case held > 0:
		post.Amount, post.From, post.To = held, ledger.Balance, ledger.Bank
	case held < 0:
		post.Amount, post.From, post.To = -held, ledger.Bank, ledger.Balance
	default:
		return
	}
	r.book.Move(post)
}
