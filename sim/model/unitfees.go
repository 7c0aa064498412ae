package model

import (
	"fbasim/sim/civil"
	"fbasim/sim/fee"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// unitFees remembers the fees of one unit sold and shipped until they change.
type unitFees struct {
	until      civil.Date
	price, net money.Amount
	referral   money.Amount
	sale, ship charges
}

// charges are fees that fall due together. The usual ones are parts of one payment; one that no
// card knows, a discount, and one in another currency go the long way.
type charges struct {
	lines   [5]fee.Line
	parts   [5]ledger.Part
	n       int8 // parts
	assumed int8 // lines counted as priced by a card that stands in
	odd     bool
}

func (c *charges) set(lines ...fee.Line) {
	*c = charges{}
	copy(c.lines[:], lines)
	for i := range lines {
		l := &lines[i]
		c.odd = c.odd || l.Missing || l.Amount < 0 || l.Amount > 0 && l.Currency != lines[0].Currency
		if l.Amount > 0 {
			c.parts[c.n] = ledger.Part{Amount: l.Amount, Line: ledger.Fee(l.Kind), Card: uint16(l.Card), Mark: markOf(l)}
			c.n++
		}
	}
	if len(lines) > 0 && lines[0].Assumed {
		c.assumed = 1
	}
}

// chargeAll books fees on the seller's balance.
func (r *Run) chargeAll(p *ledger.Posting, c *charges) {
	if c.odd {
		for i := range c.lines {
			r.charge(p, &c.lines[i])
		}
		return
	}
	if c.n > 0 {
		p.From, p.To, p.Currency = ledger.Balance, ledger.Amazon, c.lines[0].Currency
		r.book.PayAll(p, c.parts[:c.n])
	}
}

// unitFees returns the fees of one unit shipped today, looked up again when they
// change. Referral goes by the price without tax, price bands by the one shown.
func (r *Run) unitFees(l *listing, o *order, net money.Amount) *unitFees {
	f, date := l.terms[o.program].fees, r.feeDay()
	if f == nil {
		f = &unitFees{}
		l.terms[o.program].fees = f
	}
	if date <= f.until && f.price == o.price && f.net == net {
		return f
	}
	t := r.tariff(l, o.program)
	f.price, f.net = o.price, net
	if t == nil {
		r.noCard("%s in %s has no fee cards for %s on %s: add one, or let the nearest in time stand in with [assume] cards = \"nearest\"",
			r.cfg.SKUs[l.sku].Name, l.market, o.program.Title(), date)
		return f
	}
	f.until = t.SameUntil(date, fee.UnitKinds)
	referral, closing := t.Sale(date, net)
	f.referral = referral.Amount
	f.sale.set(referral, closing)
	if o.pool != noPool {
		fulfillment, surcharge := t.Ship(date, o.price)
		r.changeFee(&fulfillment, l, o.program)
		overmax, packaging, discount := t.AddOns(date)
		f.ship.set(fulfillment, surcharge, overmax, packaging, discount)
	}
	return f
}

// changeFee adds what a scenario asks the fulfillment fee to be more or less than its card says. The
// fee does not fall below nothing.
func (r *Run) changeFee(fulfillment *fee.Line, l *listing, use market.Program) {
	change := r.cfg.Markets[l.market].FeeChange[use]
	if change == nil || fulfillment.Missing {
		return
	}
	added := exact(r.values[change.Ref])
	if in := fulfillment.Currency; in != change.Currency {
		added = exact(r.money(*change).Float() / r.book.Rate(in).Float())
	}
	fulfillment.Amount = max(0, fulfillment.Amount+added)
}
