package ledger

import (
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// SetRate sets the exchange rate of a currency into the report currency. A
// change counts for what is booked from now on; what was booked before keeps its
// value until Revalue.
func (b *Book) SetRate(c money.Currency, r money.Rate) {
	if old := b.rates[c]; old != 0 && old != r {
		b.moved[c] = true
	}
	b.rates[c] = r
}

// Rate returns the exchange rate of a currency into the report currency.
func (b *Book) Rate(c money.Currency) money.Rate { return b.rates[c] }

// wait notes a movement of the seller's balance and its worth now.
func (b *Book) wait(p *Posting, worth money.Amount) {
	o := b.openOf(p.SKU)
	if p.To == Balance {
		o.held[p.Currency] += p.Amount
		o.worth[p.Currency] += worth
	}
	if p.From == Balance {
		o.held[p.Currency] -= p.Amount
		o.worth[p.Currency] -= worth
	}
}

// openOf returns the open balance of a SKU, or of none.
func (b *Book) openOf(sku int32) *open {
	if sku < 0 {
		return &b.open[len(b.open)-1]
	}
	return &b.open[sku]
}

// HeldOf returns the part of the balance in a currency that a SKU earned since it
// was last settled; a negative SKU asks for what belongs to none.
func (b *Book) HeldOf(sku int32, c money.Currency) money.Amount { return b.openOf(sku).held[c] }

// Revalue brings the open balance of a marketplace's currency to today's rate:
// the difference to what it was worth when it was earned is the line
// FXDifference, SKU by SKU. Where the rate never moved nothing is booked, not
// even a rounding.
func (b *Book) Revalue(tick int64, m market.Marketplace) {
	c := m.Currency()
	if !b.moved[c] {
		return
	}
	b.moved[c] = false
	for i := range b.open {
		o := &b.open[i]
		now := o.held[c].Times(b.rates[c])
		change := now - o.worth[c]
		o.worth[c] = now
		sku := int32(i)
		if i == len(b.open)-1 {
			sku = -1
		}
		p := Posting{Tick: tick, SKU: sku, Market: m, Line: FXDifference, Currency: b.report}
		switch {
		case change > 0:
			p.Amount, p.From, p.To = change, Result, Exchange
			b.Earn(&p)
		case change < 0:
			p.Amount, p.From, p.To = -change, Exchange, Result
			b.Pay(&p)
		}
	}
}

// Settle pays out what the seller's balance of a marketplace holds, or collects
// what the seller owes; foreign money passes through the exchange at today's
// rate. A new settlement period begins.
func (b *Book) Settle(tick int64, m market.Marketplace) {
	b.Revalue(tick, m)
	c := m.Currency()
	held := b.balances[Balance][c]
	p := Posting{Tick: tick, SKU: -1, Market: m, Amount: held, Currency: c, From: Balance, To: Bank}
	if c != b.report {
		p.To = Exchange
		b.transfer(p)
		p.Amount, p.Currency, p.From, p.To = held.Times(b.rates[c]), b.report, Exchange, Bank
	}
	b.transfer(p)
	for i := range b.open {
		b.open[i].held[c], b.open[i].worth[c] = 0, 0
	}
}

// transfer moves an amount, a negative one the other way.
func (b *Book) transfer(p Posting) {
	switch {
	case p.Amount > 0:
		b.Move(&p)
	case p.Amount < 0:
		p.Amount, p.From, p.To = -p.Amount, p.To, p.From
		b.Move(&p)
	}
}
