package model

import (
	"fbasim/sim/fee"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// Who owes which tax: on sales of stock in the country the buyer pays sales tax,
// inside the price or on top, and the platform may withhold part of the proceeds
// for the tax office. On parcels from abroad the buyer is the importer and pays
// duty and tax as a deposit (RF-DTY-01 to 03); the seller owes nothing there.

// takings is what a price is made of: the seller's revenue, the sales tax that
// the buyer pays besides, and what is withheld of the revenue.
type takings struct{ net, tax, withheld money.Amount }

// domestic reports whether a program sells goods that lie in the buyer's country.
func domestic(use market.Program) bool { return use == market.LocalFBA }

// takings splits the price of an order.
func (r *Run) takings(l *listing, o *order) takings {
	use, price := o.program, o.price
	tax := &r.cfg.Markets[l.market].Tax
	if !domestic(use) || tax.Rate == NoRef && len(tax.Withheld) == 0 {
		return takings{net: price}
	}
	rate := r.value(tax.Rate, 0)
	t := takings{net: price, tax: r.taxOnTop(l, use, price)}
	if tax.Included {
		t.net = amount(price.Float() / (1 + rate))
		t.tax = price - t.net
	}
	for i := len(tax.Withheld) - 1; i >= 0; i-- {
		if w := &tax.Withheld[i]; w.From <= o.placed {
			// Value-added tax withheld up to the rate is the buyer's; more would be a cost.
			share := r.value(w.Income, 0) + max(0, r.value(w.VAT, 0)-rate)
			t.withheld = amount(t.net.Float() * share)
			break
		}
	}
	return t
}

// taxOnTop is the sales tax that a buyer pays on top of the price shown.
func (r *Run) taxOnTop(l *listing, use market.Program, price money.Amount) money.Amount {
	tax := &r.cfg.Markets[l.market].Tax
	if !domestic(use) || tax.Included || tax.Rate == NoRef {
		return 0
	}
	return amount(price.Float() * r.values[tax.Rate])
}

// sell books the revenue of a price and what the platform withholds. The sales
// tax only passes through: it is booked from the buyer to the authorities,
// whether the platform remits it or the seller does.
func (r *Run) sell(p *ledger.Posting, t takings) {
	revenue := money.Money{Amount: t.net, Currency: p.Currency}
	r.book.Earn(entry(p, ledger.Revenue, revenue, ledger.Buyers, ledger.Balance))
	r.passOn(p, ledger.Line(market.NoFee), t.tax, ledger.Buyers, ledger.Authorities)
	if revenue.Amount = t.withheld; t.withheld > 0 {
		r.book.Pay(entry(p, ledger.Withholding, revenue, ledger.Balance, ledger.Authorities))
	}
}

// unsell gives back the price of a returned unit, and the tax on it.
func (r *Run) unsell(p *ledger.Posting, t takings) {
	back := money.Money{Amount: t.net, Currency: p.Currency}
	r.book.Pay(entry(p, ledger.Refund, back, ledger.Balance, ledger.Buyers))
	r.passOn(p, ledger.Line(market.NoFee), t.tax, ledger.Authorities, ledger.Buyers)
	if back.Amount = t.withheld; t.withheld > 0 {
		r.book.Earn(entry(p, ledger.Withholding, back, ledger.Authorities, ledger.Balance))
	}
}

// passOn books money of others that the seller only watches.
func (r *Run) passOn(p *ledger.Posting, line ledger.Line, v money.Amount, from, to ledger.Party) {
	if v > 0 {
		memo := money.Money{Amount: v, Currency: p.Currency}
		r.book.Move(entry(p, line, memo, from, to))
	}
}

// importFees is the deposit that Amazon takes from the buyer of a parcel from
// abroad, in the currency of the order: an estimate of duty and tax at today's
// rates (RF-DTY-02). Where no card says, there is none, which the compiler
// remarks on.
func (r *Run) importFees(l *listing, use market.Program, price money.Amount) money.Amount {
	return r.importFeesTo(l.market, r.currency(l, use), price, use)
}

// importFeesTo is what the border of a country takes on a parcel worth price: what the
// cards say, in scripts the planning value where they do not.
func (r *Run) importFeesTo(m market.Marketplace, c money.Currency, price money.Amount, use market.Program) money.Amount {
	im := r.cfg.Markets[m].Imports[use]
	if price <= 0 {
		return 0
	}
	if im == nil {
		return r.plannedDuty(price)
	}
	here, there := r.book.Rate(c), r.book.Rate(im.Currency)
	duty, _ := money.RateFromFloat(r.value(im.Duty, 0))
	line, err := r.cfg.Cards.ImportCharges(fee.Parcel{
		On: r.feeDay(), To: m, Place: im.Place, From: im.From, Channel: im.Channel,
		Value: exchanged(price, here, there), DutyRate: duty,
	})
	if err != nil {
		return r.plannedDuty(price)
	}
	return exchanged(line.Amount, there, here).RoundCents()
}

// exchanged turns an amount of one currency into another, both given by their
// value in the report currency.
func exchanged(a money.Amount, from, to money.Rate) money.Amount {
	if from == to || to == 0 {
		return a
	}
	return a.Times(from).Over(to)
}
