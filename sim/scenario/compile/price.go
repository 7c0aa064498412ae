package compile

import (
	"fmt"

	"fbasim/sim/civil"
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
	"fbasim/sim/program"
	"fbasim/sim/scenario"
)

// price registers the price under a program as an input of its own, so that a
// sweep can move it; link is what an automatic price follows.
func (c *compiler) price(p *scenario.Product, m market.Marketplace, use market.Program) (ref model.Ref, link *model.Link) {
	price := c.priceOf(p, m, use)
	if price == nil {
		return model.NoRef, nil
	}
	if !price.Auto {
		return c.constant(price.Path, price.Value.Amount.Float(), m.Currency().String()), nil
	}
	link = c.link(p, m, use)
	if link == nil {
		return model.NoRef, nil
	}
	first, ok := c.firstPrice(p, m, use, link)
	if !ok {
		return model.NoRef, nil
	}
	return c.constant(price.Path+"."+use.String(), first.Float(), m.Currency().String()), link
}

// priceOf is the price that the scenario states under a program. Where prices cannot
// differ by program (GS-DEC-02 off), the first that is stated holds for all.
func (c *compiler) priceOf(p *scenario.Product, m market.Marketplace, use market.Program) *scenario.Price {
	if c.switchedOn("GS-DEC-02") || p.Price[m][use] == nil {
		return p.Price[m][use]
	}
	for _, price := range p.Price[m] {
		if price != nil {
			return price
		}
	}
	return nil
}

// linked names the rule by which Build International Listings prices an offer:
// equal net proceeds under Remote Fulfillment, formerly the difference of fulfillment
// fees, and else the US price converted.
func (c *compiler) linked(m market.Marketplace, use market.Program) string {
	if given := c.plan.Markets[m].AutoPrice.Rule; given != nil {
		return map[string]string{
			"net-proceeds": "bil-v2", "fulfillment-difference": "bil-v1", "plain": "bil-plain",
		}[given.Value]
	}
	switch {
	case use != market.RemoteFulfillment:
		return "bil-plain"
	case c.cfg.Start < c.numbers.Date("BIL-01", "net_proceeds_from"):
		return "bil-v1"
	}
	return "bil-v2"
}

// link compiles what an automatic price follows; nil where something is missing,
// which is reported with all other gaps.
func (c *compiler) link(p *scenario.Product, m market.Marketplace, use market.Program) *model.Link {
	rule, known := c.facts.Cards.PriceRule(c.linked(m, use))
	us := p.Price[market.US][market.LocalFBA]
	if !known || us == nil || us.Auto {
		return nil
	}
	auto := &c.plan.Markets[m].AutoPrice
	k := &model.Link{Until: c.tick(auto.Until, 1, program.Forever)}
	k.Rule, k.Conversion, k.Option = rule, c.cfg.Accs, priceOption(auto)
	k.Source = c.constant(us.Path, us.Value.Amount.Float(), us.Value.Currency.String())
	if auto.OptionStep != nil {
		k.OptionStep = auto.OptionStep.Value
	}
	if auto.RateRounding != nil {
		k.RateRounding = auto.RateRounding.Value
	}
	if rule.Fees() {
		k.Link.Source, k.Target = c.tariff(p, market.LocalFBA, market.US), c.tariff(p, use, m)
		if k.Link.Source == nil || k.Target == nil {
			return nil
		}
	}
	return k
}

func priceOption(a *scenario.AutoPrice) (o fee.PriceOption) {
	switch {
	case a.Above != nil:
		o = fee.PriceOption{Rule: "pct_above", Value: a.Above.Value}
	case a.Below != nil:
		o = fee.PriceOption{Rule: "pct_below", Value: a.Below.Value}
	case a.FixedAbove != nil:
		value := money.Rate(money.MulDiv(int64(a.FixedAbove.Value.Amount), int64(money.One), int64(money.Unit)))
		o = fee.PriceOption{Rule: "fixed_above", Value: value}
	}
	return o
}

// firstPrice is the automatic price of the first day at its mean exchange rate.
func (c *compiler) firstPrice(
	p *scenario.Product, m market.Marketplace, use market.Program, k *model.Link,
) (money.Amount, bool) {
	us, at := p.Price[market.US][market.LocalFBA], p.Price[m][use].Pos
	fx, _ := money.RateFromFloat(c.cross(market.US.Currency(), m.Currency()))
	steps, err := k.Price(c.cfg.Start, us.Value.Amount, fx)
	if err != nil {
		c.list.Add(at.Problem("impossible", "Build International Listings: "+err.Error(), "write the price"))
		return 0, false
	}
	sync := c.sync(m)
	band := "every change is shown"
	if sync.DeadBand > 0 {
		band = fmt.Sprintf("changes below %.4g %% are not shown", 100*sync.DeadBand.Float())
	}
	c.remark(fmt.Sprintf("%s is priced %s %s in %s (%s) at first: Build International Listings (%s) from %s. "+
		"The price follows every %g d; %s (rule EXT-05).", p.SKU, steps.Price, m.Currency(), m, use, k.Rule.ID,
		us.Value, float64(sync.Every)/float64(civil.Day), band))
	return steps.Price, true
}

// sync is how the automatic prices of a marketplace follow.
func (c *compiler) sync(m market.Marketplace) model.PriceSync {
	rules, auto := c.numbers, &c.plan.Markets[m].AutoPrice
	s := model.PriceSync{
		Every: int64(rules.Delay("EXT-05", "price_sync_days")), DeadBand: rules.Percent("EXT-05", "price_sync_dead_band"),
		From: (c.facts.Rules.Begins("EXT-05") - c.cfg.Start).Tick(),
	}
	if auto.Sync != nil {
		s.Every = int64(auto.Sync.Value)
	}
	if auto.DeadBand != nil {
		s.DeadBand, s.From = auto.DeadBand.Value, min(s.From, 0)
	}
	return s
}
