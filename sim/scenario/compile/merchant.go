package compile

import (
	"slices"

	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/scenario"
)

// merchant compiles how the seller ships orders of a marketplace itself. What the
// scenario leaves out follows the rules, or is not counted.
func (c *compiler) merchant(m market.Marketplace) model.Merchant {
	p := c.plan.Merchants[m]
	if p == nil {
		p = &scenario.Merchant{}
	}
	out := model.Merchant{
		Shipping: c.money(p.Shipping), Charged: c.money(p.Charged), Service: c.money(p.Service),
		ReturnCost: c.money(p.ReturnCost), Duty: c.input(p.Duty), Claimed: c.input(p.Claims),
		Discount: model.NoRef, Refused: model.NoRef,
		Handling: int64(c.law.Delay("handling_days")),
		PaysDuty: textOr(p.Incoterm, c.law.Word("incoterm")) == "DDP",
	}
	if p.Handling != nil {
		out.Handling = int64(p.Handling.Value)
	}
	switch {
	case p.Discount != nil:
		out.Discount = c.constant(p.Discount.Path, p.Discount.Value.Float(), "1")
	case c.law.Share("business_discount") > 0:
		out.Discount = c.constant("rules.business_discount", c.law.Share("business_discount"), "1")
	}
	if c.refuses() {
		param := "refusal_prob_sf_dap"
		if out.PaysDuty {
			param = "refusal_prob_sf_ddp"
		}
		out.Refused = c.constant("rules."+param+"."+m.String(), c.law.Share(param), "1")
	}
	if p.LimitSize != nil {
		out.Limit.Dims, out.Limit.HasDims = p.LimitSize.Value, true
	}
	if p.LimitWeight != nil {
		out.Limit.Weight = p.LimitWeight.Value
	}
	return out
}

// merchantSells reports whether plans, stock of the seller's own or actions make offers
// that the seller ships, which buyers with Prime may not see (GS-FBA-05).
func (c *compiler) merchantSells(m market.Marketplace) bool {
	for _, p := range c.plan.Products {
		if c.planOf(p, m).Uses(market.SellerFulfilled) || p.Facts.SellerStock[m] != nil {
			return true
		}
	}
	return slices.ContainsFunc(c.plan.Script.Actions, func(a *scenario.Action) bool {
		return byMerchant(a) && slices.Contains(a.Markets(), m)
	})
}

// refuses reports whether buyers refuse parcels by chance.
func (c *compiler) refuses() bool { return boolOr(c.plan.Risk.Refusals, c.plan.Risk.All) }

// abroad compiles what buyers of the US offer in other countries pay and wait.
// Countries that only actions name follow the defaults.
func (c *compiler) abroad() (list []model.Abroad) {
	for _, x := range c.plan.Exports {
		list = append(list, model.Abroad{
			Country: x.Country, Shipping: c.money(x.Shipping), Days: c.input(x.Transit), Duty: c.input(x.Duty),
		})
	}
	return list
}

// rivals compiles the competing offers of a marketplace.
func (c *compiler) rivals(m market.Marketplace) (list []model.Competitor) {
	for _, x := range c.plan.Markets[m].Competitors {
		if x.Price == nil || x.Days == nil {
			continue // reported
		}
		path := "market." + m.String() + ".competitor." + x.Name
		rival := model.Competitor{
			Name: x.Name, Days: c.input(x.Days), Prime: boolOr(x.Prime, false), Shipping: model.NoMoney(),
			Price: model.Money{
				Ref: c.constant(path+".price", x.Price.Value.Amount.Float(), x.Price.Value.Currency.String()), Currency: x.Price.Value.Currency,
			},
		}
		if x.Shipping != nil {
			rival.Shipping = model.Money{
				Ref:      c.constant(path+".shipping", x.Shipping.Value.Amount.Float(), x.Shipping.Value.Currency.String()),
				Currency: x.Shipping.Value.Currency,
			}
		}
		for i, p := range c.plan.Products {
			if len(x.SKUs) > 0 && slices.Contains(x.SKUs, p.SKU) {
				rival.SKUs = append(rival.SKUs, int32(i))
			}
		}
		list = append(list, rival)
	}
	return list
}
