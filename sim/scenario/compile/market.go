package compile

import (
	"fmt"
	"slices"

	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/scenario"
)

// market compiles what holds for every SKU of a marketplace.
func (c *compiler) market(m market.Marketplace) model.Market {
	p := c.plan.Markets[m]
	mk := model.Market{Profile: model.FlatProfile()}
	for use := range mk.Transit {
		mk.Transit[use] = c.ruled(p.Transit[use], deliveryDays[m][use])
		mk.LateShare[use], mk.LateExtra[use] = model.NoRef, model.NoRef
		mk.Window[use], mk.Pickup[use] = c.window(m, market.Program(use))
	}
	c.lateness(m, &mk)
	mk.Response = model.Response{
		PerDayFaster: c.input(p.Response.PerDayFaster), PriceElastic: c.input(p.Response.PriceElasticity),
		Reference: c.reference(m), ReferenceDays: c.input(p.Response.ReferenceDays),
	}
	mk.Returns = model.Returns{
		Delay: c.input(p.Returns.Delay), Transit: c.ruled(p.Returns.Transit, returnTransits[m]),
	}
	for use := range mk.Returns.Sellable {
		mk.Returns.Sellable[use] = c.ruledShare(p.Returns.Sellable[use], sellableShares[use])
	}
	c.season(m, &mk)
	mk.Local = model.LocalCost{Setup: model.NoMoney(), Monthly: model.NoMoney(), Entry: model.NoMoney()}
	if l := c.plan.Locals[m]; l != nil {
		mk.Local = model.LocalCost{Setup: c.money(l.Setup), Monthly: c.money(l.Monthly), Entry: c.money(l.Entry)}
	}
	for use, in := range p.FeeChange {
		if in != nil {
			change := c.money(in)
			mk.FeeChange[use] = &change
			c.remark(fmt.Sprintf("%s: %s is added to the fulfillment fee of each unit by %s.", m, in.Text,
				market.Program(use).Title()))
		}
	}
	mk.PrimeShare, mk.Shipping = model.NoRef, c.money(p.Nonprime)
	if len(p.Competitors) > 0 || mk.Shipping.Ref != model.NoRef || c.merchantSells(m) {
		mk.PrimeShare = c.ruledShare(p.PrimeShare, "prime_share")
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
	if p.LateShare.FromDefault && !p.Transit[rf].FromDefault && !c.statesRule("late_prob") {
		return
	}
	mk.LateShare[rf] = c.ruledShare(p.LateShare, "late_prob")
	mk.LateExtra[rf] = c.ruled(p.LateExtra, "late_extra_days")
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
	rules := c.numbers
	w.Min, w.Max = int64(rules.Delay(rule.window, "window_min")), int64(rules.Delay(rule.window, "window_max"))
	return w, int64(rules.Delay(rule.pickup, "pickup"))
}

// Parameters of rules that a scenario can state in place of an input: days to the door
// (RF-DLV-01, RF-DLV-02, GS-FBA-07, EXT-11), days back (RF-RET-01), and the share of
// returned units that can be sold again (RF-RET-02, EXP-RET-01).
var (
	deliveryDays = [market.MarketplaceCount][market.ProgramCount]string{
		market.CA: {
			market.RemoteFulfillment: "ca_days", market.LocalFBA: "local_days_ca",
			market.SellerFulfilled: "sf_days_ca",
		},
		market.MX: {market.RemoteFulfillment: "mx_days", market.LocalFBA: "local_days_mx"},
	}
	returnTransits = [market.MarketplaceCount]string{
		market.CA: "return_transit_ca", market.MX: "return_transit_mx",
	}
	sellableShares = [market.ProgramCount]string{
		market.RemoteFulfillment: "rf_sellable_share", market.FBAExport: "export_sellable_share",
	}
)

// statesRule reports whether the scenario states a parameter of a rule.
func (c *compiler) statesRule(param string) bool {
	return slices.ContainsFunc(c.plan.Rules.Params, func(p scenario.RuleParam) bool { return p.Name == param })
}

// ruled is an input, or the time that [rules] states under its own name where the
// scenario leaves the input to its default.
func (c *compiler) ruled(in *scenario.Input, param string) model.Ref {
	if !c.statesRule(param) || in != nil && !in.FromDefault {
		return c.input(in)
	}
	path := "rules." + param
	if ref, ok := c.refs[path]; ok {
		return ref
	}
	ref := model.Ref(len(c.cfg.Inputs))
	c.cfg.Inputs = append(c.cfg.Inputs, model.Input{Name: path, Dist: c.law.Dist(param), PerEvent: true, Unit: "d"})
	c.refs[path] = ref
	return ref
}

// ruledShare is the same of a share.
func (c *compiler) ruledShare(in *scenario.Input, param string) model.Ref {
	if !c.statesRule(param) || in != nil && !in.FromDefault {
		return c.input(in)
	}
	return c.constant("rules."+param, c.law.Share(param), "1")
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
