package compile

import (
	"fbasim/sim/market"
	"fbasim/sim/model"
)

// market compiles what holds for every SKU of a marketplace.
func (c *compiler) market(m market.Marketplace) model.Market {
	p := c.plan.Markets[m]
	mk := model.Market{Profile: model.FlatProfile()}
	for use := range mk.Transit {
		mk.Transit[use], mk.LateShare[use], mk.LateExtra[use] = c.input(p.Transit[use]), model.NoRef, model.NoRef
		mk.Window[use], mk.Pickup[use] = c.window(m, market.Program(use))
	}
	c.lateness(m, &mk)
	mk.Response = model.Response{
		PerDayFaster: c.input(p.Response.PerDayFaster), PriceElastic: c.input(p.Response.PriceElasticity),
		Reference: c.reference(m), ReferenceDays: c.input(p.Response.ReferenceDays),
	}
	mk.Returns = model.Returns{Delay: c.input(p.Returns.Delay), Transit: c.input(p.Returns.Transit)}
	for use := range mk.Returns.Sellable {
		mk.Returns.Sellable[use] = c.input(p.Returns.Sellable[use])
	}
	c.season(m, &mk)
	mk.Local = model.LocalCost{Setup: model.NoMoney(), Monthly: model.NoMoney(), Entry: model.NoMoney()}
	if l := c.plan.Locals[m]; l != nil {
		mk.Local = model.LocalCost{Setup: c.money(l.Setup), Monthly: c.money(l.Monthly), Entry: c.money(l.Entry)}
	}
	mk.PrimeShare, mk.Shipping = model.NoRef, c.money(p.Nonprime)
	if len(p.Competitors) > 0 || mk.Shipping.Ref != model.NoRef || c.merchantSells(m) {
		mk.PrimeShare = c.input(p.PrimeShare)
	}
	mk.Tax = c.salesTax(m)
	mk.Sync, mk.Limits = c.sync(m), c.limits(m)
	c.imports(m, &mk)
	return mk
}

// reference is the program of the offer at which demand is stated.
func (c *compiler) reference(m market.Marketplace) market.Program {
	if ref := c.plan.Markets[m].Response.ReferenceProgram; ref != nil {
		return ref.Value
	}
	return market.LocalFBA
}

// lateness applies to Remote Fulfillment: a share of orders beyond the promised
// window. A transit time that the scenario states is taken as it is, unless the
// scenario states the late share too.
func (c *compiler) lateness(m market.Marketplace, mk *model.Market) {
	p := c.plan.Markets[m]
	rf := market.RemoteFulfillment
	if p.LateShare == nil || p.Transit[rf] == nil {
		return
	}
	if p.LateShare.FromDefault && !p.Transit[rf].FromDefault {
		return
	}
	mk.LateShare[rf], mk.LateExtra[rf] = c.input(p.LateShare), c.input(p.LateExtra)
}

// promises names the rule that states a program's delivery window in a
// marketplace, and where the pick-up time stands.
var promises = [market.MarketplaceCount][market.ProgramCount]struct{ window, pickup string }{
	market.US: {market.LocalFBA: {"FBA-DLV-US", "FBA-DLV-US"}},
	market.CA: {market.LocalFBA: {"FBA-DLV-CA", "FBA-DLV-CA"}, market.RemoteFulfillment: {"RF-DLV-02", "RF-DLV-05"}},
	market.MX: {market.LocalFBA: {"FBA-DLV-MX", "FBA-DLV-MX"}, market.RemoteFulfillment: {"RF-DLV-01", "RF-DLV-05"}},
}

func (c *compiler) window(m market.Marketplace, use market.Program) (w model.Window, pickup int64) {
	rule := promises[m][use]
	if rule.window == "" {
		return w, 0
	}
	rules := c.facts.Rules
	w.Min, w.Max = int64(rules.Delay(rule.window, "window_min")), int64(rules.Delay(rule.window, "window_max"))
	return w, int64(rules.Delay(rule.pickup, "pickup"))
}

func (c *compiler) season(m market.Marketplace, mk *model.Market) {
	s := &c.plan.Markets[m].Seasonality
	if s.Monthly != nil {
		copy(mk.Profile.Monthly[:], s.Monthly.Value)
	}
	if s.Weekday != nil {
		copy(mk.Profile.Weekday[:], s.Weekday.Value)
	}
	if s.Trend != nil {
		mk.Profile.Growth = c.input(s.Trend)
	}
}
