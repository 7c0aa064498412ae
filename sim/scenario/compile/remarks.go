package compile

import (
	"fmt"
	"slices"
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
	"fbasim/sim/scenario"
)

// remarkScript says what a case with actions leaves to defaults that other cases have
// to state.
func (c *compiler) remarkScript() {
	if len(c.plan.Script.Actions) == 0 {
		return
	}
	for m := market.US + 1; m < market.MarketplaceCount; m++ {
		local := c.plan.Script.Stocks(m) || c.plan.Programs[m].Uses(market.LocalFBA)
		if local && c.plan.Locals[m] == nil {
			c.remark(fmt.Sprintf("%s: the set-up of stocking the country is a planning value (PLN-01) and its monthly "+
				"costs are not counted, since [local.%s] is not given.", m, m))
		}
		own := c.plan.Programs[m].Uses(market.SellerFulfilled) || slices.ContainsFunc(c.plan.Script.Actions, byMerchant)
		if own && c.plan.Merchants[m] == nil && c.cfg.Markets[m].Used {
			c.remark(fmt.Sprintf("%s: what it costs the seller to ship is a planning value (PLN-01), since [merchant.%s] "+
				"is not given.", m, m))
		}
	}
	for cur, fx := range c.plan.FX {
		if fx != nil && defaulted(fx.Spot) {
			c.remark(fmt.Sprintf("1 %s is worth %s.", money.Currency(cur), fx.Spot.Text))
		}
	}
}

// byMerchant reports whether an action makes an offer that the seller ships.
func byMerchant(a *scenario.Action) bool {
	use, _ := argProgram(a, "channel")
	return use == market.SellerFulfilled || a.Word.Name == "add_seller_fulfilled_quantity"
}

// remark is a sentence about what the compiler took for granted, and the products it is about; none
// where it names what it is about itself.
type remark struct {
	text string
	skus []string
}

// remark adds a sentence, once.
func (c *compiler) remark(text string) { c.remarkOf("", text) }

// remarkOf adds a sentence about a product. Products of which the same is said are named together.
func (c *compiler) remarkOf(sku, text string) {
	i, said := c.said[text]
	if !said {
		i = len(c.taken)
		c.said[text] = i
		c.taken = append(c.taken, remark{text: text})
	}
	if r := &c.taken[i]; sku != "" && (len(r.skus) == 0 || r.skus[len(r.skus)-1] != sku) {
		r.skus = append(r.skus, sku)
	}
}

// String names the first few products of many.
func (r *remark) String() string {
	const named = 5
	switch n := len(r.skus); {
	case n == 0:
		return r.text
	case n > named+1:
		return fmt.Sprintf("%s and %d more: %s", strings.Join(r.skus[:named], ", "), n-named, r.text)
	default:
		return strings.Join(r.skus, ", ") + ": " + r.text
	}
}

// remarkUnstated says what buyers or the seller pay that the scenario is silent on,
// for programs that a plan uses.
func (c *compiler) remarkUnstated() {
	for m := market.US; m < market.MarketplaceCount; m++ {
		uses := func(use market.Program) bool { return slices.Contains(c.out.Programs[m], use) }
		if uses(market.SellerFulfilled) && c.cfg.Merchant[m].Shipping.Ref == model.NoRef {
			c.remark(fmt.Sprintf("%s: seller-fulfilled orders ship for nothing, since merchant.%s.shipping is not given.", m, m))
		}
		shipped := func(a model.Abroad) bool {
			return (a.Country == m.String() || a.Country == "") && a.Shipping.Ref != model.NoRef
		}
		if uses(market.FBAExport) && !slices.ContainsFunc(c.cfg.Abroad, shipped) {
			c.remark(fmt.Sprintf("%s: what buyers pay for shipping by FBA Export is not counted, since export.%s.shipping is not given.", m, m))
		}
	}
}

// remarks says which defaults the results rest on, as far as they matter in this
// case.
func (c *compiler) remarks() {
	for i, p := range c.plan.Products {
		c.remarkProduct(p, &c.cfg.SKUs[i])
	}
	c.remarkScript()
	for m := market.US; m < market.MarketplaceCount; m++ {
		if c.cfg.Markets[m].Used {
			c.remarkMarket(m)
			c.remarkFees(m)
		}
	}
}

func (c *compiler) remarkProduct(p *scenario.Product, sku *model.SKU) {
	for m := market.US; m < market.MarketplaceCount; m++ {
		c.remarkSwitch(p, m)
		if l := &sku.Listings[m]; l.Sold && defaulted(p.Returns[m]) {
			c.remarkOf(p.SKU, p.Returns[m].Text+" of units are returned, the default of the category.")
		}
		if pool := &sku.Pools[m]; pool.Used && len(pool.Opening) == 0 && pool.Replenish != nil {
			c.remarkOf(p.SKU, fmt.Sprintf("no opening stock in %s, so nothing can be sold from there before "+
				"the first receipt.", m))
		}
	}
}

// remarkSwitch says what stock does that arrives before the plan turns to it.
func (c *compiler) remarkSwitch(p *scenario.Product, m market.Marketplace) {
	plan := c.planOf(p, m)
	if !plan.Uses(market.RemoteFulfillment) || !plan.Uses(market.LocalFBA) || c.firstUse(plan, market.LocalFBA) == 0 {
		return
	}
	c.remark(fmt.Sprintf("%s: stock that arrives before local FBA is planned is sold at once, because it "+
		"blocks Remote Fulfillment (rule RF-LOC-01).", m))
}

func (c *compiler) remarkMarket(m market.Marketplace) {
	p, mk := c.plan.Markets[m], &c.cfg.Markets[m]
	c.remarkResponse(p.Response.PerDayFaster, "%s: demand grows by %s for each day of faster delivery.",
		"%s: demand does not respond to faster delivery, since response.per_day_faster is not given.", m)
	c.remarkResponse(p.Response.PriceElasticity, "%s: a price elasticity of %s is taken.",
		"%s: demand does not respond to the landed price, since response.price_elasticity is not given.", m)
	c.remarkDefault(p.Returns.Delay, "%s: buyers return units after %s.", m)
	for _, use := range c.programs(m) {
		if use == market.NoProgram {
			continue
		}
		c.remarkDefault(p.Transit[use], "%s: "+use.Title()+" takes %s to the door.", m)
		c.remarkDefault(p.Returns.Sellable[use], "%s: %s of returned units can be sold again.", m)
		if mk.LateShare[use] != model.NoRef {
			c.remarkDefault(p.LateShare, "%s: %s of orders arrive after the promised window.", m)
		}
	}
	if m != market.US {
		c.remarkBorder(m)
	}
}

// remarkUnknownBorder says what stands in where no card tells what the border takes on a
// parcel from the US.
func (c *compiler) remarkUnknownBorder(m market.Marketplace, im *model.Imports) {
	abroad := slices.Contains(c.programs(m), market.RemoteFulfillment) || slices.Contains(c.programs(m), market.FBAExport)
	if !abroad && !c.scripted() {
		return
	}
	why := "no card is known"
	if im != nil {
		for _, day := range []civil.Date{c.cfg.Start, c.cfg.LastDay} {
			_, err := c.facts.Cards.ImportCharges(c.parcel(m, im, day, money.Unit))
			if err == nil {
				why = ""
				continue
			}
			why = err.Error()
			break
		}
	}
	if why == "" {
		return
	}
	taken := "nothing is taken, so landed prices are too low"
	if c.scripted() {
		taken = fmt.Sprintf("orders of actions take the planning value of %.4g %%", 100*c.law.Share("planning_duty"))
	}
	c.remark(fmt.Sprintf("%s: what buyers pay at the border is not known on all days (%s); %s.", m, why, taken))
}

// remarkBorder is about what crosses the border: parcels to buyers, and stock.
func (c *compiler) remarkBorder(m market.Marketplace) {
	p, mk := c.plan.Markets[m], &c.cfg.Markets[m]
	c.remarkUnknownBorder(m, mk.Imports[market.RemoteFulfillment])
	if im := mk.Imports[market.RemoteFulfillment]; im != nil && slices.Contains(c.programs(m), market.RemoteFulfillment) {
		if im.Duty == model.NoRef {
			c.remark(fmt.Sprintf("%s: no duty is reckoned in what buyers pay at the border, "+
				"since replenish.%s.duty is not given.", m, m))
		}
	}
	if ref, ok := c.refs[placeTax(m)]; ok {
		c.remark(fmt.Sprintf("%s: buyers pay the sales tax of %s, %.4g %%, on local orders and at the border.",
			m, c.place(m), 100*c.cfg.Inputs[ref].Dist.Mean()))
	}
	if !mk.StocksHere {
		return
	}
	r := c.plan.Replenish[m]
	if r != nil {
		c.remarkDefault(r.Receiving, "%s: receiving takes %s.", m)
		c.remarkDefault(p.Tax.ImportTax, "%s: import tax of %s is paid on stock.", m)
	}
	if p.Tax.ImportTaxRecoverable != nil && p.Tax.ImportTaxRecoverable.FromDefault {
		c.remark(fmt.Sprintf("%s: import tax on stock is not paid back, so it is a cost.", m))
	}
	for _, w := range mk.Tax.Withheld {
		if p.Tax.RFC != nil && p.Tax.RFC.FromDefault && w.From <= 0 && w.Income != model.NoRef {
			c.remark(fmt.Sprintf("%s: without an RFC the platform withholds %.4g %% income tax from sales of local stock.",
				m, 100*c.cfg.Inputs[w.Income].Dist.Mean()))
		}
	}
}

// remarkDefault remarks on an input in use that the scenario left to its default.
func (c *compiler) remarkDefault(in *scenario.Input, text string, m market.Marketplace) {
	if defaulted(in) {
		c.remark(fmt.Sprintf(text, m, in.Text))
	}
}

// remarkResponse is remarkDefault for a response of demand, which may be none.
func (c *compiler) remarkResponse(in *scenario.Input, some, none string, m market.Marketplace) {
	if defaulted(in) && in.Dist.Mean() == 0 {
		c.remark(fmt.Sprintf(none, m))
		return
	}
	c.remarkDefault(in, some, m)
}

func defaulted(in *scenario.Input) bool { return in != nil && in.FromDefault }
