package compile

import (
	"fmt"

	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
	"fbasim/sim/scenario"
)

// price registers the price under a program as an input of its own, so that a
// sweep can move it.
func (c *compiler) price(p *scenario.Product, m market.Marketplace, use market.Program) model.Ref {
	price := p.Price[m][use]
	if price == nil {
		return model.NoRef
	}
	if price.Auto {
		v, ok := c.autoPrice(p, m, use)
		if !ok {
			return model.NoRef
		}
		return c.constant(price.Path+"."+use.String(), v.Float(), m.Currency().String())
	}
	return c.constant(price.Path, price.Value.Amount.Float(), m.Currency().String())
}

// linked names the rule by which Build International Listings prices an offer:
// equal net proceeds under Remote Fulfillment, else the US price converted.
func linked(use market.Program) string {
	if use == market.RemoteFulfillment {
		return "bil-v2"
	}
	return "bil-plain"
}

// autoPrice is the price that Build International Listings makes of the US price
// on the first day. It stays for the whole scenario.
func (c *compiler) autoPrice(
	p *scenario.Product, m market.Marketplace, use market.Program,
) (price money.Amount, ok bool) {
	rule, known := c.facts.Cards.PriceRule(linked(use))
	us := p.Price[market.US][market.LocalFBA]
	if !known || us == nil || us.Auto {
		return 0, false
	}
	in := fee.PriceInputs{Price: us.Value.Amount}
	in.FX, _ = money.RateFromFloat(c.cross(market.US.Currency(), m.Currency()))
	if use == market.RemoteFulfillment && !c.netProceeds(p, m, &in) {
		return 0, false // missing cards, reported with all others
	}
	// The target's referral rate depends on the price and the price on the rate.
	for range 20 {
		steps, err := rule.Steps(in)
		if err != nil {
			c.list.Add(p.Price[m][use].Pos.Problem("impossible", err.Error(), "write the price"))
			return 0, false
		}
		if steps.Price == price {
			break
		}
		price = steps.Price
		if use == market.RemoteFulfillment {
			in.TargetReferral = c.referralRate(c.tariff(p, use, m), price)
		}
	}
	if price <= 0 {
		c.list.Add(p.Price[m][use].Pos.Problem("impossible", fmt.Sprintf(
			"Build International Listings makes %s of %s, which is no price", price, us.Value), "write the price"))
		return 0, false
	}
	c.remark(fmt.Sprintf("%s is priced %s %s in %s (%s): Build International Listings (%s) from %s "+
		"at the first day's exchange rate.", p.SKU, price, m.Currency(), m, use, rule.ID, us.Value))
	return price, true
}

// netProceeds fills in the fees of both stores; false where cards are missing.
// Surcharges count as part of the source store's fulfillment.
func (c *compiler) netProceeds(p *scenario.Product, m market.Marketplace, in *fee.PriceInputs) bool {
	source, target := c.tariff(p, market.LocalFBA, market.US), c.tariff(p, market.RemoteFulfillment, m)
	if source == nil || target == nil {
		return false
	}
	ship, surcharge := source.Ship(c.cfg.Start, in.Price)
	in.Fulfillment, in.Referral = ship.Amount+surcharge.Amount, c.referralRate(source, in.Price)
	ship, _ = target.Ship(c.cfg.Start, fee.NoPrice)
	in.Conversion, in.Target = c.cfg.Accs, ship.Amount
	in.TargetReferral = c.referralRate(target, in.Price.Times(in.FX))
	return true
}

// referralRate is the referral fee as a share of a price.
func (c *compiler) referralRate(t *fee.Tariff, price money.Amount) money.Rate {
	referral, _ := t.Sale(c.cfg.Start, price)
	return money.Rate(money.MulDiv(int64(referral.Amount), int64(money.One), int64(price)))
}
