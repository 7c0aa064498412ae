package compile

import (
	"slices"

	"fbasim/sim/civil"
	"fbasim/sim/fee"
	"fbasim/sim/inbound"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/program"
	"fbasim/sim/scenario"
)

// product compiles a SKU: its offers in every marketplace it has demand in, and
// its stock in every country a plan uses.
func (c *compiler) product(p *scenario.Product) model.SKU {
	sku := model.SKU{
		Name: p.SKU, Volume: p.Size.Value.Volume(), Weight: p.Weight.Value,
		Cost: c.money(p.Cost), Salvage: c.money(p.Salvage), Customs: c.money(p.CustomsValue),
	}
	item := itemOf(p)
	for m := market.US; m < market.MarketplaceCount; m++ {
		sku.Ads[m] = c.ads(p, m)
		sku.Listings[m] = c.listing(p, m, item)
		sku.Pools[m] = model.Pool{}
	}
	for m := market.US; m < market.MarketplaceCount; m++ {
		sku.Pools[m] = c.pool(p, m, item, &sku)
	}
	return sku
}

func itemOf(p *scenario.Product) fee.Item {
	item := fee.Item{
		Dims: p.Size.Value, HasDims: true, Weight: p.Weight.Value, Category: p.Category.Value,
		DangerousGoods: p.DangerousGoods != nil && p.DangerousGoods.Value,
	}
	if p.FeeGroup != nil {
		item.FeeGroup = p.FeeGroup.Value
	}
	return item
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

func (c *compiler) listing(p *scenario.Product, m market.Marketplace, item fee.Item) model.Listing {
	l := model.Listing{Demand: c.input(p.Demand[m]), Returns: c.input(p.Returns[m]), Enrolled: true}
	for use := range l.Price {
		l.Price[use], l.Deposit[use] = model.NoRef, model.NoRef
	}
	programs := c.programs(m)
	if l.Demand == model.NoRef || len(programs) == 0 {
		return l
	}
	l.Sold, l.Plan = true, c.rows(m)
	if m != market.US && p.Opening[m] != nil && !slices.Contains(programs, market.LocalFBA) {
		programs = append(programs, market.LocalFBA) // stock there is sold first (RF-LOC-01)
	}
	for _, use := range programs {
		if use == market.NoProgram {
			continue
		}
		l.Price[use] = c.price(p, m, use)
		l.Tariff[use] = c.tariff(item, use, m)
	}
	return l
}

// programs lists the programs of a marketplace in order of use. The US is served
// by ordinary FBA where a scenario says nothing.
func (c *compiler) programs(m market.Marketplace) []market.Program {
	plan := c.plan.Programs[m]
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
	slices.SortStableFunc(list, func(a, b market.Program) int { return int(c.firstUse(m, a) - c.firstUse(m, b)) })
	return list
}

// firstUse returns the tick from which a program may be used.
func (c *compiler) firstUse(m market.Marketplace, use market.Program) int64 {
	first := program.Forever
	for _, r := range c.plan.Programs[m].Rows {
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

func (c *compiler) rows(m market.Marketplace) program.Plan {
	if c.plan.Programs[m] == nil {
		return program.Plan{{Use: market.LocalFBA, To: program.Forever}}
	}
	var plan program.Plan
	for _, r := range c.plan.Programs[m].Rows {
		plan = append(plan, program.Row{
			Use: r.Use, From: c.tick(r.From, 0, 0), To: c.tick(r.To, 1, program.Forever), When: c.condition(r.When),
		})
	}
	return plan
}

// price registers the price under a program as an input of its own, so that a
// sweep can move it.
func (c *compiler) price(p *scenario.Product, m market.Marketplace, use market.Program) model.Ref {
	price := p.Price[m][use]
	if price == nil {
		return model.NoRef
	}
	if price.Auto {
		c.list.Add(price.Pos.Problem("unsupported", `price "auto" is not supported yet`,
			"write the price, such as \"39.99 "+m.Currency().String()+"\""))
		return model.NoRef
	}
	return c.constant(price.Path, price.Value.Amount.Float(), m.Currency().String())
}

func (c *compiler) tariff(item fee.Item, use market.Program, m market.Marketplace) *fee.Tariff {
	assume := fee.Assume{Nearest: c.plan.Assume.Nearest, Cards: map[string]string{}}
	for _, pin := range c.plan.Assume.Cards {
		assume.Cards[pin.Fee] = pin.Card.Value
	}
	route := fee.Route{Program: use, Market: m, From: c.cfg.Start, To: c.cfg.LastDay}
	t, gaps := c.facts.Cards.Tariff(item, route, assume)
	c.gaps = append(c.gaps, gaps...)
	if len(gaps) == 0 {
		for _, a := range t.Assumptions() {
			if !slices.Contains(c.out.Assumptions, a) {
				c.out.Assumptions = append(c.out.Assumptions, a)
			}
		}
	}
	return t
}

// pool compiles the stock of a SKU in a country: used where something is sold
// from it or lies in it, stocked where a plan sends stock there.
func (c *compiler) pool(p *scenario.Product, m market.Marketplace, item fee.Item, sku *model.SKU) model.Pool {
	pool := model.Pool{}
	local := c.plan.Programs[m].Uses(market.LocalFBA) || m == market.US && c.plan.Programs[m] == nil
	served := local && sku.Listings[m].Sold
	pool.Used = served || p.Opening[m] != nil || m == market.US && servesAbroad(sku)
	if !pool.Used {
		return pool
	}
	if p.Opening[m] != nil {
		for _, lot := range p.Opening[m].Lots {
			pool.Opening = append(pool.Opening, model.OpeningLot{Units: lot.Units, Age: int64(lot.Age)})
		}
	}
	pool.Stocked = served
	if r := c.plan.Replenish[m]; r != nil && (served || m == market.US) {
		pool.Replenish = c.replenish(r, m)
	}
	pool.Tariff = sku.Listings[m].Tariff[market.LocalFBA]
	if pool.Tariff == nil {
		pool.Tariff = c.tariff(item, market.LocalFBA, m)
	}
	return pool
}

// servesAbroad reports whether US stock is sold in another marketplace.
func servesAbroad(sku *model.SKU) bool {
	for m := market.US + 1; m < market.MarketplaceCount; m++ {
		if sku.Listings[m].Sold && sku.Listings[m].Plan.Uses(market.RemoteFulfillment) {
			return true
		}
	}
	return false
}

func (c *compiler) replenish(r *scenario.Replenish, m market.Marketplace) *model.Replenish {
	kind, _ := inbound.ParseKind(r.Policy.Value)
	out := &model.Replenish{
		Policy: inbound.Policy{Kind: kind, CasePack: valueOf(r.CasePack), MinOrder: valueOf(r.MinOrder)},
		From:   c.tick(r.From, 0, 0), Review: int64(r.Review.Value),
		LeadTime: c.input(r.LeadTime), Receiving: c.input(r.Receiving), Duty: c.input(r.Duty),
		Brokerage: c.money(r.Brokerage), ImportTax: model.NoRef, Recovered: true,
	}
	out.Policy.Level, out.Policy.Quantity = valueOf(r.Level), valueOf(r.Quantity)
	out.Policy.Reorder = valueOf(r.Reorder)
	if kind == inbound.SS {
		out.Policy.Reorder, out.Policy.Level = valueOf(r.SmallS), valueOf(r.BigS)
	}
	if r.Cover != nil {
		out.Policy.CoverDays = r.Cover.Value.Days()
	}
	for _, f := range r.Freight {
		out.Freight = append(out.Freight, model.Freight{Rate: c.money(f), Per: freightBase(f.Unit)})
	}
	if tax := &c.plan.Markets[m].Tax; m != market.US && tax.ImportTax != nil {
		out.ImportTax = c.input(tax.ImportTax)
		out.Recovered = tax.ImportTaxRecoverable != nil && tax.ImportTaxRecoverable.Value
	}
	return out
}

func valueOf(f *scenario.Int) int64 {
	if f == nil {
		return 0
	}
	return f.Value
}
