package compile

import (
	"cmp"
	"slices"

	"fbasim/sim/inbound"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/scenario"
)

// pool compiles the stock of a SKU in a country: used where something is sold
// from it or lies in it, stocked where a plan sends stock there.
func (c *compiler) pool(p *scenario.Product, m market.Marketplace, sku *model.SKU) model.Pool {
	pool := model.Pool{}
	plan := c.planOf(p, m)
	local := plan.Uses(market.LocalFBA) || m == market.US && plan == nil
	served := local && sku.Listings[m].Sold
	pool.Opening = opening(p, m)
	planned := c.scripted()
	pool.Used = served || len(pool.Opening) > 0 || m == market.US && servesAbroad(sku) || planned
	if !pool.Used {
		return pool
	}
	pool.Stocked = served && (!c.scripted() || c.plan.Programs[m] != nil || p.Programs[m] != nil)
	if r := c.plan.ReplenishOf(p, m); r != nil && (served || m == market.US || planned) {
		pool.Replenish = c.replenish(r, m)
		pool.Replenish.OnlyPlans = pool.Replenish.OnlyPlans || !served && m != market.US
	}
	pool.Tariff = sku.Listings[m].Tariff[market.LocalFBA]
	if pool.Tariff == nil {
		pool.Tariff = c.needed(p, market.LocalFBA, m)
	}
	pool.Fees = c.stockFees(p, m, pool.Tariff)
	return pool
}

// opening lists the lots that are there at the start, oldest first as they will be sold; "0 units"
// are none. What is on its way comes last, the latest at the end.
func opening(p *scenario.Product, m market.Marketplace) (lots []model.OpeningLot) {
	if p.Opening[m] == nil {
		return nil
	}
	for _, lot := range p.Opening[m].Lots {
		if lot.Units > 0 {
			lots = append(lots, model.OpeningLot{Units: lot.Units, Age: int64(lot.Age - lot.In)})
		}
	}
	slices.SortStableFunc(lots, func(a, b model.OpeningLot) int { return cmp.Compare(b.Age, a.Age) })
	return lots
}

// servesAbroad reports whether US stock is sold in another marketplace.
func servesAbroad(sku *model.SKU) bool {
	for m := market.US + 1; m < market.MarketplaceCount; m++ {
		plan := sku.Listings[m].Plan
		if sku.Listings[m].Sold && (plan.Uses(market.RemoteFulfillment) || plan.Uses(market.FBAExport)) {
			return true
		}
	}
	return false
}

func (c *compiler) replenish(r *scenario.Replenish, m market.Marketplace) *model.Replenish {
	kind, _ := inbound.ParseKind(r.Policy.Value)
	out := &model.Replenish{
		// A policy that a review is given for decides then; otherwise only order-up-to waits for reviews.
		Policy: inbound.Policy{
			Kind: kind, CasePack: valueOf(r.CasePack), MinOrder: valueOf(r.MinOrder),
			Periodic: !r.Review.FromDefault,
		},
		From: c.tick(r.From, 0, 0), Review: int64(r.Review.Value),
		LeadTime: c.input(r.LeadTime), Receiving: c.input(r.Receiving), Duty: c.input(r.Duty),
		Brokerage: c.money(r.Brokerage), ImportTax: model.NoRef, Recovery: model.NoRef,
	}
	out.Policy.Level, out.Policy.Quantity = valueOf(r.Level), valueOf(r.Quantity)
	out.Policy.Reorder = valueOf(r.Reorder)
	if kind == inbound.SS {
		out.Policy.Reorder, out.Policy.Level = valueOf(r.SmallS), valueOf(r.BigS)
	}
	if r.Cover != nil {
		out.Policy.CoverDays = r.Cover.Value.Days()
	}
	out.OnlyPlans = r.Policy.Value == scenario.NoPolicy
	for _, f := range r.Freight {
		out.Freight = append(out.Freight, model.Freight{Rate: c.money(f), Per: freightBase(f.Unit)})
	}
	if tax := &c.plan.Markets[m].Tax; m != market.US && tax.ImportTax != nil {
		out.ImportTax = c.input(tax.ImportTax)
		out.Recovered = tax.ImportTaxRecoverable != nil && tax.ImportTaxRecoverable.Value
		out.Recovery = c.input(tax.RecoveryDelay)
	}
	return out
}

func valueOf(f *scenario.Int) int64 {
	if f == nil {
		return 0
	}
	return f.Value
}
