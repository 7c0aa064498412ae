package model

import (
	"fbasim/sim/des"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// What the border asks of a shipment of stock besides duty, which is part of the
// landed cost: the entry, and import tax that the tax office pays back later.

// payEntry books the cost of one entry into the country.
func (r *Run) payEntry(p *pool) {
	cost := r.cfg.Markets[p.country].Local.Entry
	if cost.Ref == NoRef || p.country == market.US {
		return
	}
	if v := amount(r.values[cost.Ref]); v > 0 {
		r.book.Pay(&ledger.Posting{
			Tick: r.now(), SKU: p.sku, Market: p.country, Line: ledger.Entry,
			From: ledger.Bank, To: ledger.Vendors, Amount: v, Currency: cost.Currency,
		})
	}
}

// claim is import tax that the tax office will pay back. It is kept in the report
// currency: recoverable tax moves cash and never profit.
type claim struct {
	pool   int32
	amount money.Amount
}

// claimTax pays recoverable import tax and waits for its return.
func (r *Run) claimTax(p *pool, tax money.Amount) {
	if tax <= 0 {
		return
	}
	slot := r.newClaim()
	r.claims[slot] = claim{poolIndex(int(p.sku), p.country), tax}
	r.moveClaim(&r.claims[slot], ledger.Bank, ledger.TaxClaims)
	r.after(ticks(r.value(p.cfg.Replenish.Recovery, 0)), classSettlement, evTaxBack, slot)
}

func taxPaidBack(r *Run, ev des.Event) {
	r.moveClaim(&r.claims[ev.Subject], ledger.TaxClaims, ledger.Bank)
	r.settled = append(r.settled, ev.Subject)
}

func (r *Run) moveClaim(c *claim, from, to ledger.Party) {
	p := &r.pools[c.pool]
	r.book.Move(&ledger.Posting{
		Tick: r.now(), SKU: p.sku, Market: p.country, From: from, To: to,
		Amount: c.amount, Currency: r.cfg.Report,
	})
}

func (r *Run) newClaim() uint32 {
	if n := len(r.settled); n > 0 {
		slot := r.settled[n-1]
		r.settled = r.settled[:n-1]
		return slot
	}
	r.claims = append(r.claims, claim{})
	return uint32(len(r.claims) - 1)
}
