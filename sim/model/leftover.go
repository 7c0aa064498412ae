package model

import (
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// What is left when a replication has drained: units on hand are worth their
// landed cost, or their salvage value where the scenario gives one and it is
// lower, or they are removed at Amazon's fee and worth their salvage value alone.

// valueLeftover books what leftover units lose; at landed cost they change no
// profit.
func (r *Run) valueLeftover() {
	for i := range r.pools {
		p := &r.pools[i]
		if !p.cfg.Used || p.stock.OnHand() == 0 {
			continue
		}
		r.out.Leftover += p.stock.Value()
		r.out.LeftoverUnits += p.stock.OnHand()
		salvage := r.cfg.SKUs[p.sku].Salvage
		if r.cfg.Leftover == AtRemoval {
			r.remove(p)
		}
		if salvage.Ref != NoRef || r.cfg.Leftover == AtRemoval {
			r.writeDown(p, money.Amount(p.stock.OnHand())*r.money(salvage))
		}
	}
	if r.cfg.Leftover == AtRemoval {
		for m := market.US; m < market.MarketplaceCount; m++ {
			r.settle(m)
		}
	}
}

// remove charges the removal of the units on hand.
func (r *Run) remove(p *pool) {
	line := p.cfg.Tariff.Unit(market.Removal, r.feeDay())
	line.Amount *= money.Amount(p.stock.OnHand())
	post := ledger.Posting{Tick: r.now(), SKU: p.sku, Market: p.country}
	r.charge(&post, &line)
}

// writeDown takes what units on hand are worth less than their landed cost out of
// the stock's value; they are never worth more.
func (r *Run) writeDown(p *pool, worth money.Amount) {
	down := p.stock.Value() - worth
	if down <= 0 {
		return
	}
	r.writtenDown += down
	r.book.Pay(&ledger.Posting{
		Tick: r.now(), SKU: p.sku, Market: p.country, Line: ledger.Leftover,
		From: ledger.Inventory, To: ledger.Result, Amount: down, Currency: r.cfg.Report,
	})
}
