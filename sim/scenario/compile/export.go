package compile

import (
	"cmp"
	"slices"

	"fbasim/sim/dist"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/program"
	"fbasim/sim/scenario"
)

// exportListings compiles what buyers in other countries want of the US offer, by
// country: what the product says, else the country's share of its US demand.
func (c *compiler) exportListings(p *scenario.Product, us *model.Listing) (list []model.ExportListing) {
	if !us.Sold {
		return nil
	}
	add := func(country string, demand model.Ref) {
		if demand == model.NoRef {
			return
		}
		l := model.Listing{
			Sold: true, Demand: demand, Returns: us.Returns, Reference: us.Reference, Enrolled: true, NotOffered: true,
			Plan: program.Plan{{Use: market.FBAExport, To: program.Forever}}, Promotions: us.Promotions, Reprice: us.Reprice,
		}
		for use := range l.Price {
			l.Price[use] = model.NoRef
		}
		l.Price[market.FBAExport], l.Tariff[market.FBAExport] = us.Price[market.LocalFBA], us.Tariff[market.LocalFBA]
		l.PaysReturn[market.FBAExport] = us.PaysReturn[market.LocalFBA]
		list = append(list, model.ExportListing{Country: country, Listing: l})
	}
	own := map[string]bool{}
	for _, x := range p.Facts.ExportDemand {
		own[x.Country] = true
		add(x.Country, c.input(x.Input))
	}
	for _, x := range c.plan.Exports {
		if !own[x.Country] {
			add(x.Country, c.shareOfDemand(p, x))
		}
	}
	slices.SortFunc(list, func(a, b model.ExportListing) int { return cmp.Compare(a.Country, b.Country) })
	return list
}

// shareOfDemand is a country's share of what US buyers want of a product.
func (c *compiler) shareOfDemand(p *scenario.Product, x *scenario.Export) model.Ref {
	home := p.Demand[market.US]
	if home == nil || x.Demand == nil || x.Demand.Dist.Mean() == 0 {
		return model.NoRef
	}
	path := "product." + p.SKU + ".export." + x.Country
	d := dist.Scale(home.Dist, x.Demand.Dist.Mean())
	if mean, constant := dist.IsConst(home.Dist); constant {
		d = dist.Const(mean * x.Demand.Dist.Mean())
	}
	ref := model.Ref(len(c.cfg.Inputs))
	c.cfg.Inputs = append(c.cfg.Inputs, model.Input{Name: path, Dist: d, PerEvent: home.Draw == scenario.DrawEvent, Unit: home.Unit})
	c.refs[path] = ref
	return ref
}
