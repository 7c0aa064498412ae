package scenario

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/scenario/document"
)

// checkPlan checks what no single key can: whether the parts of a case fit together.
func (b *builder) checkPlan(p *Plan) {
	b.checkName(p.Case, "case", p.Pos)
	if len(p.Products) == 0 {
		b.list.Add(document.Pos{File: b.file, Line: 1, Col: 1, Len: 1}.Problem("missing",
			"the scenario has no product", `add [product.MUG], or [catalog] file = "catalog.csv"`))
	}
	if p.Warmup != nil && p.Horizon != nil && p.Warmup.Value >= p.Horizon.Value {
		b.list.Add(p.Warmup.Pos.Problem("range", "the warm-up is not shorter than the horizon", ""))
	}
	for _, product := range p.Products {
		b.checkProduct(p, product)
	}
	for m := market.US; m < market.MarketplaceCount; m++ {
		b.checkMarket(p, m)
	}
	b.checkDates(p)
	b.checkFX(p)
}

// checkName refuses names that cannot be shown or used as file names.
func (b *builder) checkName(name, what string, at document.Pos) {
	bad := strings.IndexFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }) >= 0 ||
		strings.TrimSpace(name) != name || len(name) > 100
	if what == "case" {
		bad = bad || strings.ContainsAny(name, `/\:*?"<>|`) || strings.Trim(name, ".") == ""
	}
	if bad {
		b.list.Add(at.Problem("name", fmt.Sprintf("%q cannot be the name of a %s", name, what),
			"use letters, digits, spaces and - _ . up to 100"))
	}
}

func (b *builder) checkProduct(p *Plan, product *Product) {
	b.checkName(product.SKU, "product", product.Pos)
	if p.Leftover != nil && p.Leftover.Value == "salvage" && !product.hasSalvage {
		b.list.Add(product.Pos.Problem("missing", fmt.Sprintf("product %s has no salvage",
			product.SKU),
			`leftover = "salvage" needs salvage = "2.00 USD"`))
	}
	for m := market.US; m < market.MarketplaceCount; m++ {
		if product.hasDemand[m] {
			b.checkPrices(p, product, m)
		}
	}
	for m := market.US; m < market.MarketplaceCount; m++ {
		b.checkOrdering(p, product, m)
		if own := product.Programs[m]; own != nil {
			for _, row := range own.Rows {
				b.checkKind(m, row)
			}
		}
	}
	for _, promo := range product.Promotions {
		b.checkWindow(p, promo.From, promo.To, "promotion "+promo.Name)
	}
}

// checkPrices checks that a product which sells has a price under every program that may sell it.
func (b *builder) checkPrices(p *Plan, product *Product, m market.Marketplace) {
	plan := p.Programs[m]
	if product.Programs[m] != nil {
		plan = product.Programs[m]
	}
	if plan == nil {
		return
	}
	for _, row := range plan.Rows {
		if row.Use == market.NoProgram {
			continue
		}
		if row.Use == market.FBAExport {
			b.checkExportPrice(product, m)
			continue
		}
		price := product.Price[m][row.Use]
		if price == nil && p.Script.Prices(product.SKU, m) {
			continue
		}
		if price == nil && product.hasPrice[m] && !product.spreadPrice[m] {
			return // reported as wrong
		}
		if price == nil {
			b.list.Add(product.Pos.Problem("missing",
				fmt.Sprintf("product %s sells in %s but has no price.%s", product.SKU, m, m),
				fmt.Sprintf("add price.%s = \"39.99 %s\"", m, m.Currency())))
			return
		}
		if price.Auto && !product.hasPrice[market.US] {
			b.list.Add(price.Pos.Problem("missing", fmt.Sprintf(
				"the price is \"auto\", but product %s has no US price to follow", product.SKU),
				`add price.US = "24.99 USD"`))
		}
	}
}

// checkExportPrice checks that an offer which FBA Export brings to buyers has a price: that of the
// US.
func (b *builder) checkExportPrice(product *Product, m market.Marketplace) {
	if us := product.Price[market.US][market.LocalFBA]; us != nil || product.hasPrice[market.US] {
		return
	}
	b.list.Add(product.Pos.Problem("missing", fmt.Sprintf(
		"product %s is exported to %s but has no price.US", product.SKU, m),
		`FBA Export sells the US offer: add price.US = "24.99 USD"`))
}

// checkMarket checks that the programs of a marketplace can work.
func (b *builder) checkMarket(p *Plan, m market.Marketplace) {
	plan := p.Programs[m]
	if plan != nil && len(plan.Rows) == 0 {
		return // reported as wrong
	}
	if plan == nil {
		if hasDemand(p, m) && !p.Script.Scripted() {
			b.list.Add(p.Pos.Warning("unused",
				fmt.Sprintf("case %s does not say how %s is served: nothing is sold there",
					p.Case, m),
				fmt.Sprintf("add program.%s = \"remote-fulfillment\", or \"none\"", m)))
		}
		return
	}
	sells := false
	for i, row := range plan.Rows {
		b.checkUse(p, m, row)
		b.checkWindow(p, row.From, row.To, "row")
		sells = sells || row.Use != market.NoProgram
		if i+1 < len(plan.Rows) && row.From == nil && row.To == nil && row.When == nil {
			b.list.Add(plan.Rows[i+1].Pos.Warning("unused",
				"this row is never reached: the one before it always holds", ""))
			break
		}
	}
	if sells && !plan.FromDefault && !hasDemand(p, m) && !p.Script.Scripted() {
		note := plan.Pos.Problem
		if len(p.Script.Expects) > 0 { // they may ask about the offer alone
			note = plan.Pos.Warning
		}
		b.list.Add(note("missing", fmt.Sprintf("%s is served, but no product has demand there", m),
			fmt.Sprintf(`add demand.%s = "120 units/month" to a product`, m)))
	}
}

// checkUse checks that a program can work in a marketplace.
func (b *builder) checkUse(p *Plan, m market.Marketplace, row ProgramRow) {
	usStock := stocked(p, market.US) || p.Script.Scripted()
	selling := hasDemand(p, m)
	abroad := row.Use == market.RemoteFulfillment || row.Use == market.FBAExport
	switch {
	case !b.checkKind(m, row):
	case m == market.US && row.Use == market.LocalFBA && selling && !usStock, abroad && !usStock:
		b.list.Add(row.Pos.Problem("impossible",
			fmt.Sprintf("case %s sells from US stock, but there is none",
				p.Case), "add [replenish.US], or opening.US to a product"))
	case row.Use != market.NoProgram:
		b.checkTransit(p, m, row)
		if m != market.US && row.Use == market.LocalFBA {
			b.checkLocal(p, m, row)
		}
	}
}

// checkKind checks that a program can serve a marketplace at all.
func (b *builder) checkKind(m market.Marketplace, row ProgramRow) bool {
	switch {
	case row.Use == market.MCF:
		b.list.Add(row.Pos.Problem("unsupported", "mcf does not serve the buyers of a marketplace",
			"write seller-fulfilled for an offer shipped by Multi-Channel Fulfillment"))
	case m == market.US && (row.Use == market.RemoteFulfillment || row.Use == market.FBAExport):
		b.list.Add(row.Pos.Problem("impossible", fmt.Sprintf("%s sells abroad, not in the US",
			row.Use),
			`write program.US = "local-fba"`))
	default:
		return true
	}
	return false
}

// checkTransit checks that a program's time to the door is known.
func (b *builder) checkTransit(p *Plan, m market.Marketplace, row ProgramRow) {
	if p.Markets[m].Transit[row.Use] != nil || p.Markets[m].hasTransit[row.Use] {
		return
	}
	b.list.Add(row.Pos.Problem("missing", fmt.Sprintf("nothing says how long %s takes in %s",
		row.Use, m),
		fmt.Sprintf(`add market.%s.transit.%s = "pert(3, 5, 8) d"`, m, row.Use)))
}

// checkLocal checks that local stock has a source and a cost.
func (b *builder) checkLocal(p *Plan, m market.Marketplace, row ProgramRow) {
	if !stocked(p, m) && !p.Script.Stocks(m) {
		b.list.Add(row.Pos.Problem("impossible", fmt.Sprintf(
			"case %s uses local-fba in %s, but nothing sends stock to %s", p.Case, m, m),
			fmt.Sprintf(`add [replenish.%s], or opening.%s to a product, `+
				`or use "remote-fulfillment"`, m, m)))
	}
	if p.Locals[m] == nil && len(p.Script.Actions) == 0 {
		b.list.Add(row.Pos.Problem("missing", fmt.Sprintf(
			"case %s stocks %s, but [local.%s] does not say what that costs", p.Case, m, m),
			fmt.Sprintf(`add [local.%s] with setup = "900 %s", monthly = "60 %s" and `+
				`entry = "150 USD/shipment"`,
				m, m.Currency(), m.Currency())))
	}
	if r := p.Replenish[m]; r != nil {
		if len(r.Freight) == 1 && r.Freight[0].FromDefault {
			b.list.Add(r.Pos.Warning("default",
				fmt.Sprintf("replenish.%s has no freight: none is counted", m), ""))
		}
		if r.Duty != nil && r.Duty.FromDefault {
			b.list.Add(r.Pos.Warning("default",
				fmt.Sprintf("replenish.%s has no duty: none is counted", m), ""))
		}
	}
}

// stocked reports whether a country has stock at the start or gets some.
func stocked(p *Plan, m market.Marketplace) bool {
	if p.Replenish[m] != nil {
		return true
	}
	return slices.ContainsFunc(p.Products, func(x *Product) bool { return x.hasOpening[m] })
}

// hasDemand reports whether any product has demand in a marketplace.
func hasDemand(p *Plan, m market.Marketplace) bool {
	return slices.ContainsFunc(p.Products, func(x *Product) bool { return x.hasDemand[m] })
}

// checkDates warns of dates that the simulation does not reach.
func (b *builder) checkDates(p *Plan) {
	for m := market.US; m < market.MarketplaceCount; m++ {
		if r := p.Replenish[m]; r != nil && r.From != nil {
			if first, last, ok := p.window(); ok && (r.From.Value > last || r.From.Value < first) {
				b.list.Add(r.From.Pos.Warning("dates",
					fmt.Sprintf("%s is outside the horizon, %s to %s",
						r.From.Value, first, last), ""))
			}
		}
		for _, promo := range p.Markets[m].Promotions {
			b.checkWindow(p, promo.From, promo.To, "promotion "+promo.Name)
		}
	}
}

// window returns the first and last day of the horizon.
func (p *Plan) window() (first, last civil.Date, ok bool) {
	if p.Start == nil || p.Horizon == nil {
		return 0, 0, false
	}
	return p.Start.Value, civil.DateOf(p.Start.Value.Tick() + int64(p.Horizon.Value) - 1), true
}

// checkWindow warns of a period that does not touch the horizon.
func (b *builder) checkWindow(p *Plan, from, to *Date, what string) {
	first, last, ok := p.window()
	if !ok {
		return
	}
	late := from != nil && from.Value > last
	early := to != nil && to.Value < first
	at := from
	if early {
		at = to
	}
	if late || early {
		b.list.Add(at.Pos.Warning("dates", fmt.Sprintf("the %s lies outside the horizon, %s to %s",
			what, first, last), ""))
	}
}

// checkFX checks that every currency in use has an exchange rate.
func (b *builder) checkFX(p *Plan) {
	if own := p.FX[p.Currency]; own != nil {
		b.list.Add(own.Pos.Problem("conflict",
			fmt.Sprintf("%s is the currency of results and needs no rate",
				p.Currency), ""))
	}
	var seen [money.CurrencyCount]bool
	seen[p.Currency] = true
	need := func(c money.Currency, at document.Pos, why string) {
		if c == money.NoCurrency || seen[c] || p.FX[c] != nil {
			return
		}
		seen[c] = true
		b.list.Add(at.Problem("fx", fmt.Sprintf("%s needs an exchange rate for %s", why, c),
			fmt.Sprintf(`add fx.%s = "0.731 %s", the value of 1 %s`, c, p.Currency, c)))
	}
	for m := market.US; m < market.MarketplaceCount; m++ {
		if plan := p.Programs[m]; plan != nil && !plan.FromDefault {
			need(m.Currency(), plan.Pos, "selling in "+m.String())
		}
	}
	for _, x := range p.Products {
		for m := market.US; m < market.MarketplaceCount; m++ {
			if x.Sells(p.Script, m) {
				need(m.Currency(), x.Pos, "selling in "+m.String())
			}
		}
	}
	for _, in := range p.Inputs {
		need(in.Currency, in.Pos, in.Path)
	}
}

// checkStudy checks what concerns several cases.
func (b *builder) checkStudy(s *Study) {
	e := s.Experiment.BreakEven
	if e == nil {
		return
	}
	var names []string
	for _, p := range s.Cases {
		names = append(names, p.Case)
	}
	for _, t := range []*Text{e.A, e.B} {
		if t == nil {
			continue
		}
		found := false
		for _, name := range names {
			found = found || name == t.Value
		}
		if !found {
			b.list.Add(t.Pos.Problem("no-match", fmt.Sprintf("no case is called %q", t.Value),
				"cases here: "+someOf(names)))
		}
	}
}
