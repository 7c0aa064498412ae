package compile

import (
	"errors"
	"slices"

	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/policy"
	"fbasim/sim/program"
	"fbasim/sim/scenario"
)

// rules resolves which rules hold; mistakes in the choice are problems where they
// are written.
func (c *compiler) rules() {
	choice, at := ruleChoice(&c.plan.Rules)
	rules, errs := c.facts.Rules.Resolve(choice)
	for _, err := range errs {
		var e *policy.ChoiceError
		if errors.As(err, &e) {
			c.list.Add(at[e.Field+e.Name].Problem("no-match", e.Msg, e.Hint))
			continue
		}
		c.list.Add(c.plan.Pos.Problem("rules", err.Error(), ""))
	}
	if rules == nil { // compilation goes on with the defaults to find other problems
		rules, _ = c.facts.Rules.Resolve(policy.Choice{})
	}
	c.warnOfIdle()
	c.cfg.Rules, c.law = rules, rules.At(c.cfg.Start)
	c.numbers = c.law.Numbers()
	if choice.Profile != "" && choice.Profile != policy.ByDate {
		c.remark("The rules of profile " + choice.Profile + " hold, whatever the date.")
	}
}

// seller is the account at the start: as stated, else as the first action about it
// implies, else as the rules say.
func (c *compiler) seller() program.Seller {
	s, b := &c.plan.Seller, c.begin
	out := program.Seller{
		HomeCountry: textOr(s.Home, "US"), UnifiedAccount: boolOr(s.Unified, true),
		ExportEnabled: boolOr(s.Export, b.or(beginsExport, c.law.Bool("export_enabled"))),
		Enrolled:      boolOr(s.Enrolled, b.or(beginsEnrolled, c.law.Word("initial_rf") == "active" && c.mayBeRemote())),
	}
	out.EverEnrolled = out.Enrolled
	out.Converter = boolOr(s.Converter, b.or(beginsConverter, boolOr(c.plan.Conversion.ACCS, true)))
	c.registrations(&out)
	switch {
	case s.AutoListing != nil:
		out.AutoListing = flagsOf(s.AutoListing.Value)
	case b.or(beginsListing, true):
		out.AutoListing = c.listedByDefault()
	}
	out.Defaults.AutoListing = c.listedByDefault()
	switch {
	case s.Stranded != nil:
		out.StrandedDays = int64(s.Stranded.Value)
		out.StrandedOff = out.StrandedDays == 0
	case out.Enrolled && (c.law.On("RF-STR-01") || !c.law.InForce("RF-STR-01")):
		out.StrandedDays = int64(c.law.Delay("stranded_auto_days"))
	}
	for m := market.US; m < market.MarketplaceCount; m++ {
		word := c.law.Word("return_address")
		if m.String() == out.HomeCountry {
			word = program.LocalAddress.String()
		}
		out.ReturnAddress[m], _ = program.ParseAddress(textOr(s.ReturnAddress[m], word))
		out.FreeReturns[m] = boolOr(s.FreeReturns[m], c.law.Bool("free_returns"))
	}
	out.Excluded = c.excluded()
	return out
}

// listedByDefault are the marketplaces of automatic listing where the seller names none.
func (c *compiler) listedByDefault() (f program.Flags) {
	for _, code := range c.law.List("alc") {
		if m, ok := market.ParseMarketplace(code); ok {
			f[m] = true
		}
	}
	return f
}

// mayBeRemote reports whether any product may be sold by Remote Fulfillment: where
// plans sell everything abroad in other ways, the seller is not enrolled.
func (c *compiler) mayBeRemote() bool {
	elsewise := false
	for i, p := range c.plan.Products {
		for m := market.US + 1; m < market.MarketplaceCount; m++ {
			plan := c.planOf(p, m)
			if !c.cfg.SKUs[i].Listings[m].Sold {
				continue
			}
			if plan == nil || plan.Uses(market.RemoteFulfillment) {
				return true
			}
			elsewise = true
		}
	}
	return !elsewise
}

// registrations says where the seller is registered for FBA.
func (c *compiler) registrations(out *program.Seller) {
	s := &c.plan.Seller
	for m := market.US; m < market.MarketplaceCount; m++ {
		out.FBARegistered[m] = s.Registered == nil && c.begin.or(registeredIn(m.String()), true)
	}
	for _, t := range s.Registered {
		if m, ok := market.ParseMarketplace(t.Value); ok {
			out.FBARegistered[m] = true
		} else {
			out.Countries = append(out.Countries, t.Value)
		}
	}
}

// excluded is what actions open again that was excluded from export before.
func (c *compiler) excluded() (e program.Exclusions) {
	for _, a := range c.plan.Script.Actions {
		country := a.Text("country")
		switch a.Word.Name {
		case "exclude_country":
			if c.begin.or(ofProduct("excluded", "", country), false) {
				e, _ = e.ExcludeCountry(country, true, nil)
			}
		case "exclude_product":
			if country == "" {
				country = everywhere
			}
			if asin := a.Text("asin"); c.begin.or(ofProduct("excluded", asin, country), false) {
				e, _ = e.ExcludeProduct(asin, country, true, nil)
			}
		}
	}
	return e
}

// productFacts is what the rules know of a product at the start.
func (c *compiler) productFacts(p *scenario.Product) program.Product {
	f, b := &p.Facts, c.begin
	out := program.Fine(p.ASIN)
	out.Classes = classesOf(f.Classes)
	if p.DangerousGoods != nil && p.DangerousGoods.Value {
		out.Classes |= program.DangerousClass
	}
	out.Media, _ = program.ParseMedia(textOr(f.Media, "none"))
	out.PrepAmazon = textOr(f.Prep, "seller") == "amazon"
	out.HasDescription, out.HasBullet = boolOr(f.Description, true), boolOr(f.Bullet, true)
	out.Oversize = c.oversize(p)
	for m := market.US; m < market.MarketplaceCount; m++ {
		is := func(what string) bool { return b.or(ofProduct(what, p.ASIN, m.String()), true) }
		risk := program.RiskPassed
		if !is("assessed") {
			risk = program.Unassessed
		}
		out.Risk[m], _ = program.ParseRisk(textOr(f.Risk[m], risk.String()))
		out.Compliant[m] = boolOr(f.Compliant[m], is("compliant"))
		out.Approved[m] = boolOr(f.Approval[m], b.or(ofProduct("approved", p.ASIN, m.String()), c.law.Bool("approved_default")))
		out.FBAEnabled[m] = boolOr(f.FBAEnabled[m], is("enabled"))
		out.TransportBlock[m] = boolOr(f.Blocked[m], !is("carried"))
		if !b.or(ofProduct("fine", p.SKU, m.String()), true) {
			out.ListingProblem[m] = c.problemOf(p.SKU, m)
		}
	}
	out.USNotApproved = !out.Approved[market.US]
	out.USPulled = !b.or(ofProduct("shown", p.SKU, "US"), true)
	c.setLawful(p, &out)
	return out
}

// problemOf is the problem of a listing that an action solves.
func (c *compiler) problemOf(sku string, m market.Marketplace) string {
	for _, a := range inTime(c.plan.Script.Actions) {
		if a.Word.Name == "listing_fixed" && a.Text("sku") == sku && slices.Contains(a.Markets(), m) {
			if why := a.Text("reason"); why != "" {
				return why
			}
		}
	}
	return program.BadListing.String()
}

// setLawful says which countries let a product in at the start.
func (c *compiler) setLawful(p *scenario.Product, out *program.Product) {
	out.SetLawful(everywhere, c.law.Bool("lawful_default"))
	stated := map[string]bool{}
	for _, x := range p.Facts.Lawful {
		stated[x.Country] = true
		if x.Is != nil {
			out.SetLawful(x.Country, x.Is.Value)
		}
	}
	for _, a := range c.plan.Script.Actions {
		country := a.Text("country")
		if a.Word.Name != "lawful_change" || a.Text("asin") != p.ASIN || stated[country] {
			continue
		}
		stated[country] = true
		if is, implied := c.begin[ofProduct("lawful", p.ASIN, country)]; implied {
			out.SetLawful(country, is)
		}
	}
}

// oversize asks the size tiers of US cards; where none is known of the day, the
// nearest ones.
func (c *compiler) oversize(p *scenario.Product) bool {
	route := fee.Route{Program: market.LocalFBA, Market: market.US, From: c.cfg.Start, To: c.cfg.Start}
	t, _ := c.nearest.Tariff(c.item(p, market.LocalFBA, market.US), route)
	if t == nil {
		return false
	}
	m, ok := t.Tier(c.cfg.Start)
	return ok && m.Class == oversizeClass
}

// oversizeClass is the class of the cards' size tiers that FBA Export leaves out.
const oversizeClass = "oversize"

// openings are the classes barred from import that a country lets in.
func (c *compiler) openings() (list []program.Opening) {
	for _, x := range c.plan.Exports {
		for _, t := range x.Open {
			if class, ok := program.ParseClass(t.Value); ok {
				list = append(list, program.Opening{Class: class, Country: x.Country})
			}
		}
	}
	return list
}

// chance is what goes wrong at random: what [risk] names, or with errors =
// "catalogue" everything at the rates of the rules.
func (c *compiler) chance() model.Chance {
	r := &c.plan.Risk
	rate := func(in *scenario.Input, param, unit string) model.Ref {
		switch {
		case in != nil:
			return c.input(in)
		case r.All:
			return c.constant("rules."+param, c.law.Share(param), unit)
		}
		return model.NoRef
	}
	inbound := r.All || r.Misroute != nil || r.Short != nil || boolOr(r.Split, false)
	return model.Chance{
		Inbound: inbound, Misroute: rate(r.Misroute, "misroute_prob", "1"), Short: rate(r.Short, "short_prob", "1"),
		Hazard: rate(r.Hazard, "eligibility_hazard", "1/year"), Splits: boolOr(r.Split, r.All),
		Fault: c.faults(),
	}
}

// faults is the share of unsellable returns that Amazon is to blame for: of scripted
// returns only where the scenario asks for it.
func (c *compiler) faults() model.Ref {
	const param = "p_fault_amazon"
	if c.plan.Risk.All || c.statesRule(param) {
		return c.constant("rules."+param, c.law.Share(param), "1")
	}
	return model.NoRef
}

func classesOf(list []*scenario.Text) (out program.Classes) {
	for _, t := range list {
		if class, ok := program.ParseClass(t.Value); ok {
			out |= class
		}
	}
	return out
}

func flagsOf(list []market.Marketplace) (f program.Flags) {
	for _, m := range list {
		f[m] = true
	}
	return f
}

func boolOr(b *scenario.Bool, fallback bool) bool {
	if b == nil {
		return fallback
	}
	return b.Value
}

func textOr(t *scenario.Text, fallback string) string {
	if t == nil {
		return fallback
	}
	return t.Value
}
