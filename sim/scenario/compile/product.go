package compile

import (
	"slices"

	"fbasim/sim/civil"
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
	"fbasim/sim/program"
	"fbasim/sim/scenario"
)

// product compiles a SKU: its offers in every marketplace it has demand in, and
// its stock in every country a plan uses.
func (c *compiler) product(p *scenario.Product) model.SKU {
	clear(c.tariffs)
	sku := model.SKU{
		Name: p.SKU, Category: categoryOf(p), Volume: p.Size.Value.Volume(), Weight: p.Weight.Value,
		Cost: c.money(p.Cost), Salvage: c.money(p.Salvage), Customs: c.money(p.CustomsValue),
	}
	for m := market.US; m < market.MarketplaceCount; m++ {
		sku.Ads[m] = c.ads(p, m)
		sku.Listings[m] = c.listing(p, m)
	}
	sku.Exports = c.exportListings(p, &sku.Listings[market.US])
	for m := market.US; m < market.MarketplaceCount; m++ {
		sku.Pools[m] = c.pool(p, m, &sku)
		sku.OptedOut[m] = c.begin.or(ofProduct("opted out", p.SKU, m.String()), c.law.Bool("opt_out_auto"))
	}
	sku.Facts, sku.Dims = c.productFacts(p), p.Size.Value
	sku.Away = c.begin.or(beginsAway(p.SKU), false)
	return sku
}

func (c *compiler) ads(p *scenario.Product, m market.Marketplace) model.Ref {
	in := p.Ads[m]
	if in == nil {
		in = c.plan.Markets[m].Ads
	}
	if in == nil || in.Dist.Mean() == 0 {
		return model.NoRef
	}
	return c.input(in)
}

func (c *compiler) listing(p *scenario.Product, m market.Marketplace) model.Listing {
	l := model.Listing{Demand: c.input(p.Demand[m]), Returns: c.input(p.Returns[m]), Enrolled: true}
	for use := range l.Price {
		l.Price[use] = model.NoRef
	}
	plan := c.planOf(p, m)
	programs := c.programsOf(plan, m)
	sells := c.scripted() && (p.Sells(c.plan.Script, m) || c.listable(p, m))
	if (l.Demand == model.NoRef || len(programs) == 0) && !sells {
		l.Demand = model.NoRef // nobody sells it there
		return l
	}
	l.Sold = true
	if l.Demand == model.NoRef { // only actions place orders
		l.Demand = c.constant("product."+p.SKU+".demand."+m.String(), 0, "units/d")
	}
	if len(programs) > 0 {
		l.Plan = c.rows(plan)
	}
	if m != market.US && len(opening(p, m)) > 0 && !slices.Contains(programs, market.LocalFBA) {
		programs = append(slices.Clip(programs), market.LocalFBA) // stock there is sold first (RF-LOC-01)
	}
	for _, use := range programs {
		c.offered(p, m, use, &l)
	}
	if sells {
		c.impliedOffers(p, m, programs, &l)
	} else {
		l.NotOffered = onlyExport(programs)
	}
	ref := c.reference(m)
	if l.Price[ref] == model.NoRef {
		l.Price[ref], _ = c.price(p, m, ref)
	}
	if l.Price[ref] != model.NoRef {
		l.Reference, _ = money.FromFloat(c.cfg.Inputs[l.Price[ref]].Dist.Mean())
	}
	l.Threshold = c.returnLimit(p, programs, m)
	c.terms(p, m, &l)
	return l
}

// offered compiles the offer of a program that a plan calls for.
func (c *compiler) offered(p *scenario.Product, m market.Marketplace, use market.Program, l *model.Listing) {
	switch use {
	case market.NoProgram:
	case market.FBAExport:
		c.exported(p, m, l)
	default:
		l.Price[use], l.Links[use] = c.price(p, m, use)
		l.Tariff[use] = c.needed(p, use, m)
		l.PaysReturn[use] = c.paysReturns(p, use, m)
	}
}

// planOf returns how a product is served in a marketplace: its own plan, or that of
// the marketplace; nil where neither says.
func (c *compiler) planOf(p *scenario.Product, m market.Marketplace) *scenario.ProgramPlan {
	if p.Programs[m] != nil {
		return p.Programs[m]
	}
	return c.plan.Programs[m]
}

// programs lists the programs of a marketplace over all products, in order of use.
func (c *compiler) programs(m market.Marketplace) []market.Program {
	var list []market.Program
	for _, p := range c.plan.Products {
		for _, use := range c.programsOf(c.planOf(p, m), m) {
			if !slices.Contains(list, use) {
				list = append(list, use)
			}
		}
	}
	return list
}

// programsOf lists the programs of a plan in order of use. The US is served by
// ordinary FBA where a scenario says nothing.
func (c *compiler) programsOf(plan *scenario.ProgramPlan, m market.Marketplace) []market.Program {
	if plan == nil {
		if m == market.US {
			return []market.Program{market.LocalFBA}
		}
		return nil
	}
	var list []market.Program
	for _, r := range plan.Rows {
		if !slices.Contains(list, r.Use) {
			list = append(list, r.Use)
		}
	}
	slices.SortStableFunc(list, func(a, b market.Program) int { return int(c.firstUse(plan, a) - c.firstUse(plan, b)) })
	return list
}

// firstUse returns the tick from which a plan may use a program.
func (c *compiler) firstUse(plan *scenario.ProgramPlan, use market.Program) int64 {
	first := program.Forever
	for _, r := range plan.Rows {
		if r.Use == use {
			first = min(first, c.tick(r.From, 0, 0))
		}
	}
	return first
}

// tick returns the ticks from the start to a date plus days, or the fallback.
func (c *compiler) tick(d *scenario.Date, days civil.Date, fallback int64) int64 {
	if d == nil {
		return fallback
	}
	return max(0, (d.Value+days).Tick()-c.plan.Start.Value.Tick())
}

func (c *compiler) rows(plan *scenario.ProgramPlan) program.Plan {
	if plan == nil {
		return program.Plan{{Use: market.LocalFBA, To: program.Forever}}
	}
	var rows program.Plan
	for _, r := range plan.Rows {
		rows = append(rows, program.Row{
			Use: r.Use, From: c.tick(r.From, 0, 0), To: c.tick(r.To, 1, program.Forever), When: c.condition(r.When),
		})
	}
	return rows
}

// offer is a program in a marketplace.
type offer struct {
	use    market.Program
	market market.Marketplace
}

// tariff looks up the fees of a product, nil where cards are missing, which is
// reported with all other gaps.
func (c *compiler) tariff(p *scenario.Product, use market.Program, m market.Marketplace) *fee.Tariff {
	if t, known := c.tariffs[offer{use, m}]; known {
		return t
	}
	route := fee.Route{Program: use, Market: m, From: c.cfg.Start, To: c.cfg.LastDay}
	route.Also = c.alsoCharged(p, use, m)
	t, gaps := c.prices.Tariff(c.item(p, use, m), route)
	if len(gaps) > 0 && c.switchedOn("RF-FEE-05") {
		c.gaps = append(c.gaps, gaps...)
		t = nil
	} else {
		for _, a := range t.Assumptions() {
			if !c.assumed[a] {
				c.assumed[a] = true
				c.out.Assumptions = append(c.out.Assumptions, a)
			}
		}
	}
	c.tariffs[offer{use, m}] = t
	return t
}

// item is what the fees of a product depend on. Bands that include a tax get it
// added where the prices of local stock are stated without.
func (c *compiler) item(p *scenario.Product, use market.Program, m market.Marketplace) fee.Item {
	return itemOf(p, use == market.LocalFBA && !c.cfg.Markets[m].Tax.Included)
}

// switchedOn reports whether a rule has not been switched off.
func (c *compiler) switchedOn(id string) bool {
	return c.law == nil || c.law.On(id) || !c.law.InForce(id)
}

func categoryOf(p *scenario.Product) market.Category {
	if p.Category == nil {
		return market.NoCategory
	}
	return p.Category.Value
}
