package model

import (
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/program"
	"fbasim/sim/stock"
)

// What Amazon and the world do: assessments, approvals, classes and laws change, US
// offers are pulled, listings have problems, stock is found or lost.

// eachSKU calls f with the SKUs of an ASIN.
func (r *Run) eachSKU(asin string, f func(sku int32)) {
	for i := range r.products {
		if r.products[i].ASIN == asin {
			f(int32(i))
		}
	}
}

// reassess tells the offers of a SKU in a marketplace that their product changed.
func (r *Run) reassess(sku int32, m market.Marketplace, s program.Signal) {
	if l := r.listingAt(sku, m); l != nil && m != market.US {
		r.signal(l, s)
		r.advise(l)
	}
}

// advise names the programs that remain where Remote Fulfillment cannot serve
// (RF-ELIG-13).
func (r *Run) advise(l *listing) {
	if l.remote.State != program.Ineligible {
		return
	}
	if rest := r.alternatives(l); rest != "" {
		r.audit("RF-ELIG-13", r.entity(l.sku, l.market), outcomeOK, l.remote.Reason.String(), "remaining: "+rest)
	}
}

func actRisk(r *Run, a *Action) {
	level, _ := program.ParseRisk(a.Args.Level)
	m := *a.Args.Market
	r.eachSKU(a.Args.ASIN, func(sku int32) {
		r.products[sku].Risk[m], r.products[sku].RiskReason[m] = level, a.Args.Reason
		r.reassess(sku, m, program.RiskChange)
	})
}

func actCompliance(r *Run, a *Action) {
	m := *a.Args.Market
	r.eachSKU(a.Args.ASIN, func(sku int32) {
		r.products[sku].Compliant[m] = *a.Args.Enable
		r.reassess(sku, m, program.ComplianceChange)
	})
}

func actApproval(r *Run, a *Action) {
	m := *a.Args.Market
	r.eachSKU(a.Args.ASIN, func(sku int32) {
		r.products[sku].Approved[m] = *a.Args.Enable
		if m == market.US {
			r.products[sku].USNotApproved = !*a.Args.Enable
			r.tellRemotes(r.poolOf(sku, market.US), usSignal(*a.Args.Enable))
			return
		}
		r.reassess(sku, m, program.ApprovalChange)
	})
}

// usSignal is what becomes of offers abroad when the US offer is fine again or not.
func usSignal(fine bool) program.Signal {
	if fine {
		return program.USOfferRestored
	}
	return program.USOfferPulled
}

func actEnabled(r *Run, a *Action) {
	m := *a.Args.Market
	r.eachSKU(a.Args.ASIN, func(sku int32) {
		r.products[sku].FBAEnabled[m] = *a.Args.Enable
		for other := market.CA; other < market.MarketplaceCount; other++ {
			r.reassess(sku, other, program.ComplianceChange)
		}
	})
}

func actTransport(r *Run, a *Action) {
	m := *a.Args.Market
	r.eachSKU(a.Args.ASIN, func(sku int32) {
		r.products[sku].TransportBlock[m] = *a.Args.Enable
		r.reassess(sku, m, program.ComplianceChange)
	})
}

func actClasses(r *Run, a *Action) {
	var classes program.Classes
	for _, code := range a.Args.Classes {
		class, _ := program.ParseClass(code)
		classes |= class
	}
	r.eachSKU(a.Args.ASIN, func(sku int32) {
		r.products[sku].Classes = classes
		for m := market.CA; m < market.MarketplaceCount; m++ {
			r.reassess(sku, m, program.ComplianceChange)
		}
		r.planCycle()
	})
}

func actLawful(r *Run, a *Action) {
	r.eachSKU(a.Args.ASIN, func(sku int32) { r.products[sku].SetLawful(a.Args.Country, *a.Args.Enable) })
}

func actUSPulled(r *Run, a *Action)   { r.pullUS(a.Args.SKU, true) }
func actUSRestored(r *Run, a *Action) { r.pullUS(a.Args.SKU, false) }

func (r *Run) pullUS(sku int32, pulled bool) {
	r.products[sku].USPulled = pulled
	r.tellRemotes(r.poolOf(sku, market.US), usSignal(!pulled))
}

func actListingProblem(r *Run, a *Action) {
	why := a.Args.Reason
	if why == "" {
		why = program.BadListing.String()
	}
	r.setProblem(a, why, program.ListingProblem)
}

func actListingFixed(r *Run, a *Action) { r.setProblem(a, "", program.ListingFixed) }

func (r *Run) setProblem(a *Action, why string, s program.Signal) {
	m := *a.Args.Market
	r.products[a.Args.SKU].ListingProblem[m] = why
	if l := r.listingAt(a.Args.SKU, m); l != nil && m != market.US {
		r.signal(l, s)
	}
}

func actPriceSync(r *Run, a *Action) {
	for i := range r.listings {
		l := &r.listings[i]
		if l.linked && (a.Args.Market == nil || *a.Args.Market == l.market) {
			price := r.automaticPrice(l, false)
			r.setPrice(l, price)
			r.audit("RF-ALC-03", r.entity(l.sku, l.market), outcomeOK, "", "price "+price.String())
		}
	}
}

// actAdjustStock finds units, or with a negative number loses them.
func actAdjustStock(r *Run, a *Action) {
	p := r.poolOf(a.Args.SKU, *a.Args.Market)
	units := a.Args.Units
	switch {
	case units < 0:
		r.loseUnits(p, -units)
	case a.Args.Condition == "unsellable":
		p.stock.FindUnsellable(units)
		r.tellUnsellable(p)
	default:
		r.findUnits(p, units)
	}
}

// tellUnsellable tells the offers in a country of units there that cannot be sold, where
// they count by local_counts (RF-LOC-01).
func (r *Run) tellUnsellable(p *pool) {
	if p.country != market.US && r.rules != nil && r.rules.Word("local_counts") == "all" {
		r.tellCountry(p, program.LocalReturnReceived)
	}
}

// loseUnits takes units off the shelf for good.
func (r *Run) loseUnits(p *pool, units int64) {
	before := p.stock.Sellable()
	for range units {
		c, ok := p.stock.Lose(r.now())
		if !ok {
			break
		}
		post := ledger.Posting{Tick: r.now(), SKU: p.sku, Market: p.country}
		r.writeOff(&post, c.Total())
	}
	if before > 0 && p.stock.Sellable() == 0 {
		r.soldOut(p)
	}
}

// findUnits puts units that turned up on the shelf. They are worth what the SKU
// costs, which is taken out of what was written off before.
func (r *Run) findUnits(p *pool, units int64) {
	empty := p.stock.Sellable() == 0
	c := stock.Cost{Goods: r.money(r.cfg.SKUs[p.sku].Cost)}
	p.stock.Find(r.now(), stock.Lot{Units: units, Received: r.now(), Cost: c})
	post := ledger.Posting{Tick: r.now(), SKU: p.sku, Market: p.country}
	for range units {
		r.writeOn(&post, c.Total())
	}
	r.putBack(p, empty)
}

// putBack puts units on sale that reappeared in a country, found or sent back by a
// buyer: they block Remote Fulfillment again (RF-LOC-08).
func (r *Run) putBack(p *pool, empty bool) {
	if p.country == market.US || !r.scripted {
		r.arrived(p, empty)
		return
	}
	r.serveLine(p)
	if empty && p.stock.Sellable() > 0 {
		r.tellCountry(p, program.LocalReturnReceived)
		if l := r.listingOf(p); l != nil {
			r.reconsider(l)
		}
	}
}
