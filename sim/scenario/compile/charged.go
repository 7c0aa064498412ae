package compile

import (
	"fbasim/sim/civil"
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/scenario"
)

// What of a case prices orders that no model simulates: those of a seller's own statements.

// Item is what the fees of a product depend on where a program serves a marketplace.
func (c *Case) Item(p *scenario.Product, use market.Program, m market.Marketplace) fee.Item {
	return itemOf(p, use == market.LocalFBA && !c.Config.Markets[m].Tax.Included)
}

// Assume is what the case lets stand in for missing cards.
func (c *Case) Assume() fee.Assume { return assumeOf(c.Plan) }

// Served returns the program that serves a product in a marketplace on a day, by the dates of its plan;
// before the start of the scenario that of the first day. Conditions are taken to hold, which conditional
// reports. NoProgram means that the case does not sell it there.
func (c *Case) Served(p *scenario.Product, m market.Marketplace, on civil.Date) (use market.Program, conditional bool) {
	plan := p.Programs[m]
	if plan == nil {
		plan = c.Plan.Programs[m]
	}
	if plan == nil {
		if m == market.US {
			return market.LocalFBA, false
		}
		return market.NoProgram, false
	}
	on = max(on, c.Plan.Start.Value)
	for _, r := range plan.Rows {
		if (r.From == nil || r.From.Value <= on) && (r.To == nil || on <= r.To.Value) {
			return r.Use, r.When != nil
		}
	}
	return market.NoProgram, false
}

// FeeChange is what the case adds to the fulfillment fee of a program in a marketplace (market.X.fee_change), at its
// mean; nothing where it says nothing.
func (c *Case) FeeChange(use market.Program, m market.Marketplace) money.Money {
	change := c.Config.Markets[m].FeeChange[use]
	if change == nil {
		return money.Money{}
	}
	mean, _ := money.FromFloat(c.Config.Inputs[change.Ref].Dist.Mean())
	return money.Money{Amount: mean.RoundCents(), Currency: change.Currency}
}

// itemOf is what the fees of a product depend on; addTax says that prices come before the tax that a
// card's bands include.
func itemOf(p *scenario.Product, addTax bool) fee.Item {
	item := fee.Item{
		Dims: p.Size.Value, HasDims: true, Weight: p.Weight.Value, Category: p.Category.Value,
		DangerousGoods: p.DangerousGoods != nil && p.DangerousGoods.Value, PriceAddsTax: addTax,
	}
	if p.FeeGroup != nil {
		item.FeeGroup = p.FeeGroup.Value
	}
	return item
}

// assumeOf reads what a plan lets stand in for missing cards.
func assumeOf(p *scenario.Plan) fee.Assume {
	assume := fee.Assume{Nearest: p.Assume.Nearest, Cards: map[string]string{}}
	for _, pin := range p.Assume.Cards {
		assume.Cards[pin.Fee] = pin.Card.Value
	}
	return assume
}
