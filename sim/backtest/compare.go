package backtest

import (
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// expected are the groups of fees that every sale pays: a sale without their row is told as such.
func expected(use market.Program) []string {
	if use == market.SellerFulfilled {
		return []string{market.Referral.String()}
	}
	return []string{market.Referral.String(), market.Fulfillment.String()}
}

// saleMeaning is the first row of the table that is compared with a sale's fees of a name.
func saleMeaning(name string) *Meaning {
	rows := meanings()
	for i := range rows {
		if rows[i].Compared == WithSale && rows[i].Name == name {
			return &rows[i]
		}
	}
	return nil
}

// compare puts the fees of an order line beside ours.
func (c *Collector) compare(it *item, prices map[orderKey]money.Amount) {
	if !it.refund && it.price > 0 {
		for _, name := range expected(it.served) {
			if !it.charged(name) {
				it.fees = append(it.fees, charge{of: saleMeaning(name)})
			}
		}
	}
	if len(it.fees) == 0 {
		return
	}
	units := it.units(prices)
	price := magnitude(it.price).Over(money.Rate(units) * money.One)
	if it.price == 0 {
		price = fee.NoPrice
	}
	q := c.prices.quote(asked{it.SKU, it.store, it.served, it.Posted, price})
	for _, f := range it.fees {
		c.compareFee(it, f, units, &q)
	}
}

func (it *item) charged(name string) bool {
	for _, f := range it.fees {
		if f.of.Name == name {
			return true
		}
	}
	return false
}

func (c *Collector) compareFee(it *item, f charge, units int64, q *quoted) {
	key := Key{groupName(f.of), it.store.String(), it.served.String(), it.Currency}
	c.into(&it.Line, f.amount)
	ours, cards, missing := oursOf(f.of, units, q)
	if want := it.store.Currency().String(); missing == "" && it.Currency != want {
		missing = "our fees are in " + want
	}
	if missing == "" && it.price == 0 {
		missing = "the file has no price of these order lines"
	}
	if missing != "" {
		u := c.unpriced[unpricedKey{key, missing}]
		if u == nil {
			u = &Unpriced{Key: key, Reason: missing}
			c.unpriced[unpricedKey{key, missing}] = u
		}
		u.Lines++
		u.Amount += f.amount
		return
	}
	g := c.groups[key]
	if g == nil {
		g = &Group{Key: key}
		c.groups[key] = g
	}
	g.add(units, -f.amount, ours)
	for _, row := range f.seen {
		g.chargedAs(row)
	}
	if q.isSoft(f.of.Kinds) {
		g.Estimated++
	}
	s := c.skus[skuKey{it.SKU, key}]
	if s == nil {
		s = &SKU{SKU: it.SKU, Key: key}
		c.skus[skuKey{it.SKU, key}] = s
	}
	s.add(units, -f.amount, ours)
	if c.each != nil {
		c.each(&Row{
			Key: key, File: it.File, Settlement: it.Settlement, Order: it.Order, SKU: it.SKU, Line: it.Row,
			Posted: it.Posted.String(), Units: units, Price: it.price, Charged: -f.amount, Ours: ours, Tier: q.tier, Cards: cards,
		})
	}
}

// groupName is the kind under which fees are compared; what comes back with a refund is no fee.
func groupName(m *Meaning) string {
	if m.Compared == WithRefund && m.Kinds[0] != market.RefundAdmin {
		return m.Name + "_credit"
	}
	return m.Name
}

// oursOf is our fee for a line, negative for what comes back with a refund.
func oursOf(m *Meaning, units int64, q *quoted) (ours money.Amount, cards, missing string) {
	unit := money.Amount(0)
	if m.Compared == WithSale {
		unit, cards, missing = q.sum(m.Kinds)
		return unit * money.Amount(units), cards, missing
	}
	for _, k := range m.Kinds {
		one, ids, why := q.sum([]market.FeeKind{k})
		if why != "" {
			return 0, "", why
		}
		if k == market.RefundAdmin {
			unit += one
		} else {
			unit -= one
		}
		if ids != "" && cards != "" {
			cards += " "
		}
		cards += ids
	}
	return unit * money.Amount(units), cards, ""
}
