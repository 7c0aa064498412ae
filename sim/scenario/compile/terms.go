package compile

import (
	"slices"

	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/program"
	"fbasim/sim/scenario"
)

// terms compiles what changes an offer over time: the promotions of the product
// and of the whole marketplace, and the charges at the border.
func (c *compiler) terms(p *scenario.Product, m market.Marketplace, l *model.Listing) {
	for _, promo := range p.Promotions {
		if promo.Market != nil && promo.Market.Value == m {
			l.Promotions = append(l.Promotions, c.promotion(promo))
		}
	}
	for _, promo := range c.plan.Markets[m].Promotions {
		l.Promotions = append(l.Promotions, c.promotion(promo))
	}
	for _, promo := range l.Promotions {
		l.Reprice = append(l.Reprice, promo.From, promo.To)
	}
	l.Reprice = append(l.Reprice, c.borderChanges(p, m, l.Price[market.RemoteFulfillment])...)
	slices.Sort(l.Reprice)
	outside := func(t int64) bool { return t <= 0 || t >= c.cfg.Horizon }
	l.Reprice = slices.DeleteFunc(slices.Compact(l.Reprice), outside)
}

func (c *compiler) promotion(p *scenario.Promotion) model.Promotion {
	out := model.Promotion{
		From: c.tick(p.From, 0, 0), To: c.tick(p.To, 1, program.Forever),
		Price: model.NoRef, Uplift: c.input(p.Uplift),
	}
	if p.Discount != nil {
		out.Discount = p.Discount.Value
	}
	if p.Price != nil {
		out.Price = c.constant(p.Price.Path, p.Price.Value.Amount.Float(), p.Price.Value.Currency.String())
	}
	return out
}
