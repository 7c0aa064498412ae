package compile

import (
	"fmt"

	"fbasim/sim/civil"
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
	"fbasim/sim/scenario"
)

// returnMonths reads the rule on returns above a threshold.
func (c *compiler) returnMonths() model.ReturnMonths {
	number := func(param string) int { return int(c.numbers.Days("FBA-RET-01", param).Mean()) }
	return model.ReturnMonths{
		Counted: number("counted_months"), Billed: number("billed_months"), Day: number("billed_day"),
	}
}

// aboveThreshold reports whether returns of a product pay above a threshold on the
// first or the last day. Stock of Remote Fulfillment goes back to the US and pays there.
func (c *compiler) aboveThreshold(p *scenario.Product, use market.Program, m market.Marketplace) bool {
	fromUS := use == market.RemoteFulfillment || use == market.LocalFBA && m == market.US
	if p.Category == nil || !fromUS {
		return false
	}
	const many = 1_000_000
	for _, day := range [...]civil.Date{c.cfg.Start, c.cfg.LastDay} {
		count := fee.ReturnsCount{On: day, Category: p.Category.Value, Program: use, Shipped: many, Returned: many}
		all, _, ok := c.facts.Cards.ReturnsCharged(count)
		count.Threshold = money.One
		none, _, _ := c.facts.Cards.ReturnsCharged(count)
		if ok && all > none {
			return true
		}
	}
	return false
}

// threshold is the share of returns above which a product pays: the scenario's or
// that of a card.
func (c *compiler) threshold(p *scenario.Product) (money.Rate, bool) {
	if p.Threshold != nil {
		return p.Threshold.Value, true
	}
	if p.Category == nil {
		return 0, false
	}
	share, ok := c.facts.Cards.ReturnThreshold(c.cfg.Start, p.Category.Value)
	if !ok {
		share, ok = c.facts.Cards.ReturnThreshold(c.cfg.LastDay, p.Category.Value)
	}
	return share, ok
}

// returnLimit compiles the threshold of an offer, nil where none is known or none applies.
func (c *compiler) returnLimit(
	p *scenario.Product, programs []market.Program, m market.Marketplace,
) *model.ReturnLimit {
	share, known := c.threshold(p)
	if !known {
		return nil
	}
	for _, use := range programs {
		if !c.aboveThreshold(p, use, m) {
			continue
		}
		c.cfg.Cards = c.facts.Cards
		limit := &model.ReturnLimit{Use: use, Category: p.Category.Value, Threshold: share}
		if !yes(p.Established) {
			limit.Free = int64(c.numbers.Days("FBA-RET-01", "new_product_units").Mean())
		}
		return limit
	}
	return nil
}

// defects compiles what arrives with a defect, nil where nothing does. Days without a
// card are reported at once.
func (c *compiler) defects(m market.Marketplace) *model.Defects {
	r := c.plan.Replenish[m]
	if r == nil || r.Defects.Share == nil || r.Defects.Share.Dist.Mean() == 0 {
		return nil
	}
	d := &model.Defects{Share: c.input(r.Defects.Share), Service: r.Defects.Service.Value, Level: "standard"}
	if r.Defects.Level != nil {
		d.Level = r.Defects.Level.Value
	}
	for day := c.cfg.Start; day <= c.cfg.LastDay; day++ {
		if _, err := c.facts.Cards.DefectFee(m, day, d.Service, d.Level); err != nil {
			c.list.Add(r.Defects.Share.Pos.Problem("missing-card", err.Error(), c.cardHint(market.InboundDefect)))
			return nil
		}
	}
	c.cfg.Cards = c.facts.Cards
	return d
}

// cardHint says how to add a card, after the one that is nearest.
func (c *compiler) cardHint(k market.FeeKind) string {
	nearest := ""
	for _, card := range c.facts.Cards.Cards() {
		if card.Kind == k && card.Charged {
			nearest = card.ID
		}
	}
	if nearest == "" {
		return fmt.Sprintf("add a card of kind = %q to a file and name it in cards = [\"my-cards.toml\"]", k)
	}
	return fmt.Sprintf("add a card of kind = %q to a file named in cards = [\"my-cards.toml\"]; "+
		"fbasim rates show %s --toml is one to start from", k, nearest)
}

// limits compiles the capacity limits of a country.
func (c *compiler) limits(m market.Marketplace) (list []model.StorageLimit) {
	limit := &c.plan.Markets[m].Limit
	for _, one := range [...]struct {
		class string
		given *scenario.Volume
	}{{"standard", limit.Standard}, {"oversize", limit.Oversize}} {
		if one.given == nil {
			continue
		}
		for day := c.cfg.Start; day <= c.cfg.LastDay; day = day.NextMonth().FirstOfMonth() {
			if _, err := c.facts.Cards.Overage(m, day, 0, one.given.Value); err != nil {
				c.list.Add(one.given.Pos.Problem("missing-card", err.Error(), c.cardHint(market.StorageOverage)))
				return nil
			}
		}
		c.cfg.Cards = c.facts.Cards
		list = append(list, model.StorageLimit{Class: one.class, Volume: one.given.Value})
	}
	return list
}

// remarkThresholds says that returns above a threshold are left out where it is unknown.
func (c *compiler) remarkThresholds(m market.Marketplace) {
	for _, p := range c.plan.Products {
		_, known := c.threshold(p)
		for _, use := range c.programsOf(c.planOf(p, m), m) {
			if !known && c.aboveThreshold(p, use, m) {
				c.remarkOf(p.SKU, "the processing fee on returns above the threshold of the category is not "+
					"modeled: Seller Central alone shows thresholds and amounts. Give returns_threshold and a card "+
					"of kind \"returns_processing\" to count it.")
			}
		}
	}
}
