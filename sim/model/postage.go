package model

import (
	"fbasim/sim/fee"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/program"
	"fbasim/sim/returns"
)

// What moves with a return beside the refund: the postage, by who pays in the table
// of package ledger, and what Amazon reimburses.

// planned is a planning value in the report currency: what stands in for an amount
// that neither scenario nor card states (PLN-01).
func (r *Run) planned(name string) money.Amount {
	if r.rules == nil {
		return 0
	}
	return exact(r.rules.Number("planning_" + name)).Times(r.book.Rate(market.US.Currency()))
}

// stated is an amount of the scenario in the report currency, or else a planning
// value.
func (r *Run) stated(m Money, name string) money.Amount {
	if m.Ref == NoRef || m.Currency == money.NoCurrency {
		if r.scripted {
			return r.planned(name)
		}
		return 0
	}
	return r.money(m)
}

// statedIn is stated in another currency, to the cent.
func (r *Run) statedIn(m Money, name string, c money.Currency) money.Amount {
	return exchanged(r.stated(m, name), money.One, r.book.Rate(c)).RoundCents()
}

// returnCase is a placed order's return as the rules see it.
func (r *Run) returnCase(l *listing, p *placedOrder) returns.Case {
	return returns.Case{
		Use: p.use, Category: r.cfg.SKUs[l.sku].Category, Defect: p.defect,
		Address: r.seller.ReturnAddress[l.market], Free: r.seller.FreeReturns[l.market],
	}
}

// acceptsReturn says whether a return is accepted so long after delivery.
func (r *Run) acceptsReturn(p *placedOrder) bool {
	window := int64(r.rules.Delay("return_window"))
	u := r.keys.script.With("late return").Uniform(uint64(p.placed), uint64(p.units))
	accepted, rule := returns.Accepted(r.now()-p.delivered, window, u, r.rules)
	r.audit(rule, r.orderEntity(&p.unit), outcomeOK, "", "return requested")
	return accepted
}

// payPostage books the postage of a return when the buyer sends it.
func (r *Run) payPostage(l *listing, p *placedOrder) {
	out := r.returnCase(l, p).Postage(r.rules).Out
	r.bookCharge(l, p, out, ledger.ReturnShipping)
}

// refundPostage books what is paid back when the parcel has come (EXP-RET-06,
// GS-RET-02).
func (r *Run) refundPostage(l *listing, p *placedOrder) {
	back := r.returnCase(l, p).Postage(r.rules).Back
	r.bookCharge(l, p, back, ledger.ReturnShippingRefund)
}

// bookCharge books the postage of a placed order's return between two roles.
func (r *Run) bookCharge(l *listing, p *placedOrder, c returns.Charge, line ledger.Line) {
	if !c.Any() {
		return
	}
	post := r.posting(l, &p.unit)
	v := r.returnPostage(l.market, post.Currency)
	if v.Amount <= 0 {
		return
	}
	entry(&post, line, v, parties[c.Payer], parties[c.Payee])
	if c.Payer == ledger.RoleSeller {
		r.book.Pay(&post)
	} else {
		r.book.Move(&post)
	}
	r.audit(c.Rule, r.orderEntity(&p.unit), outcomeOK, "", c.Payer.String()+" pays "+c.Line)
}

// returnPostage is the postage of a return as the scenario states it, or else the
// planning value in the currency of the order.
func (r *Run) returnPostage(m market.Marketplace, own money.Currency) money.Money {
	if c := r.cfg.Merchant[m].ReturnCost; c.Ref != NoRef && c.Currency != money.NoCurrency {
		return money.Money{Amount: exact(r.values[c.Ref]).RoundCents(), Currency: c.Currency}
	}
	return money.Money{Amount: r.statedIn(NoMoney(), "return_postage", own), Currency: own}
}

// parties are the ledger's accounts of the roles in the table of who pays.
var parties = [...]ledger.Party{
	ledger.RoleBuyer: ledger.Buyers, ledger.RoleSeller: ledger.Bank, ledger.RoleAmazon: ledger.Amazon,
	ledger.RoleCarrier: ledger.Carriers, ledger.RoleAuthority: ledger.Authorities, ledger.RoleVendor: ledger.Vendors,
	ledger.RoleDeposit: ledger.Deposits,
}

// reimburse books what Amazon pays for a unit that cannot be sold, by whose fault
// that is (EXP-RET-04).
func (r *Run) reimburse(l *listing, p *placedOrder) {
	fault, _ := returns.ParseFault(p.fault)
	c, pays := r.returnCase(l, p).Reimbursed(fault, r.rules)
	if !pays {
		return
	}
	o := &p.unit
	post := r.posting(l, o)
	fees := r.unitFees(l, o, o.price)
	cost := exchanged(o.cost.Total(), money.One, r.book.Rate(post.Currency))
	v := returns.Value(o.price, fees.referral+fees.ship.lines[0].Amount+fees.ship.lines[1].Amount, cost, r.rules)
	if v > 0 {
		r.book.Earn(entry(&post, ledger.Reimbursement, money.Money{Amount: v.RoundCents(), Currency: post.Currency}, ledger.Amazon, ledger.Balance))
	}
	r.audit(c.Rule, r.orderEntity(o), outcomeOK, p.fault, "reimbursed")
}

// paysOwnReturns reports whether the seller bears the postage of seller-fulfilled
// returns.
func (r *Run) paysOwnReturns(m market.Marketplace) bool {
	if r.rules == nil {
		return r.cfg.Merchant[m].ReturnCost.Ref != NoRef
	}
	p := returns.Case{
		Use: market.SellerFulfilled, Address: r.seller.ReturnAddress[m], Free: r.seller.FreeReturns[m],
	}.Postage(r.rules)
	return p.Out.Payer == ledger.RoleSeller || p.Back.Payer == ledger.RoleSeller
}

// checkReturnAddress finds a seller-fulfilled listing without a local address or free
// returns (GS-RET-04).
func (r *Run) checkReturnAddress(m market.Marketplace) {
	if r.rules != nil {
		r.verdict(r.seller.ReturnsOffered(m, r.rules), r.sellers[m])
	}
}

// freeFrom is the price from which local orders ship free without Prime; beyond all
// prices where nobody says.
func (r *Run) freeFrom(market.Marketplace) money.Amount { return money.Max }

// mcfAsk asks for the fee of an order by Multi-Channel Fulfillment.
func (r *Run) mcfAsk(p *placedOrder) fee.Export {
	weight := r.cfg.SKUs[p.sku].Weight
	for range p.units - 1 {
		weight += r.cfg.SKUs[p.sku].Weight
	}
	return fee.Export{On: r.feeDay(), Region: market.Region(p.country), Units: p.units, Weight: weight}
}

// featured returns who wins the Featured Offer for a buyer: "us" or a competitor.
func (r *Run) featured(l *listing, prime bool) string {
	return r.featuredFor(l, r.serves(l), prime)
}

func (r *Run) featuredFor(l *listing, use market.Program, prime bool) string {
	rivals := r.cfg.Rivals[l.market]
	offers := []program.Contender{r.contender(l, use)}
	names := []string{"us"}
	for i := range rivals {
		c := &rivals[i]
		if !c.competes(l.sku) {
			continue
		}
		names = append(names, c.Name)
		offers = append(offers, program.Contender{
			Price: r.inCurrency(c.Price, l.market.Currency()), Shipping: r.inCurrency(c.Shipping, l.market.Currency()),
			Days: r.value(c.Days, 0), Prime: c.Prime,
		})
	}
	return names[program.Winner(offers, prime, r.rules)]
}

// contender is the listing's own offer in the competition for the Featured Offer.
func (r *Run) contender(l *listing, use market.Program) program.Contender {
	c := program.Contender{
		Price: r.priceOf(l, use), Deposit: r.deposited(use, l.terms[use].deposit), Days: r.promisedDays(l.market, use),
		Prime: use == market.LocalFBA || use == market.RemoteFulfillment,
	}
	switch use {
	case market.RemoteFulfillment, market.LocalFBA:
		c.Shipping = r.statedIn(r.cfg.Markets[l.market].Shipping, "nonprime_shipping", l.market.Currency())
	case market.SellerFulfilled:
		c.Shipping = r.inCurrency(r.cfg.Merchant[l.market].Charged, l.market.Currency())
	}
	return c
}
