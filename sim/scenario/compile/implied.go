package compile

import (
	"fmt"
	"slices"

	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
	"fbasim/sim/scenario"
)

// With actions an offer may come to be served by programs that no plan calls for:
// enrolling is always for Canada and Mexico, stock may be sent anywhere. Their fees
// are looked up too, and where cards are missing that is an error only once an order
// needs one.

// needed looks up the fees of a program that a plan calls for. In a case with actions
// where nobody wants the product they are only implied.
func (c *compiler) needed(p *scenario.Product, use market.Program, m market.Marketplace) *fee.Tariff {
	if c.scripted() && p.Demand[m] == nil {
		return c.impliedTariff(p, use, m)
	}
	return c.tariff(p, use, m)
}

// impliedTariff looks up fees that an order may need; nil, with a remark, where no
// card is known.
func (c *compiler) impliedTariff(p *scenario.Product, use market.Program, m market.Marketplace) *fee.Tariff {
	key := offer{use, m}
	if t, known := c.tariffs[key]; known {
		return t
	}
	if c.implied[key] {
		return nil
	}
	gaps := len(c.gaps)
	t := c.tariff(p, use, m)
	if t == nil {
		c.remark(fmt.Sprintf("%s: %s has no card for %s from %s on; an order that needs one ends the run "+
			"(cards = \"nearest\" in [assume] lets the nearest card stand in).", m, use.Title(),
			c.gaps[gaps].Key, c.gaps[gaps].From))
		c.gaps = c.gaps[:gaps]
		delete(c.tariffs, key)
		c.implied[key] = true
	}
	return t
}

// impliedOffers compiles what actions may make of an offer: each program that may
// come to serve it, the price of automatic listing, and how it stands at the start.
func (c *compiler) impliedOffers(
	p *scenario.Product, m market.Marketplace, planned []market.Program, l *model.Listing,
) {
	uses := []market.Program{market.LocalFBA, market.SellerFulfilled}
	if m != market.US {
		uses = append(uses, market.RemoteFulfillment)
	}
	for _, use := range uses {
		if slices.Contains(planned, use) {
			continue
		}
		l.Price[use], l.Links[use] = c.price(p, m, use)
		l.Tariff[use] = c.impliedTariff(p, use, m)
		l.PaysReturn[use] = c.paysReturns(p, use, m)
	}
	if m != market.US {
		c.automaticListing(p, m, l)
		c.returnsOfAll(p, m, l)
	}
	c.offersAtStart(p, m, planned, l)
}

// returnsOfAll prices returns in every category as in those of free returns, where the
// rule that spares the others is switched off (RF-RET-04).
func (c *compiler) returnsOfAll(p *scenario.Product, m market.Marketplace, l *model.Listing) {
	if c.switchedOn("RF-RET-04") || p.Category == nil || p.Category.Value.FreeReturns() {
		return
	}
	item := c.item(p, market.RemoteFulfillment, m)
	for one := market.Category(1); int(one) < market.CategoryCount(); one++ {
		if one.FreeReturns() {
			item.Category = one
			break
		}
	}
	route := fee.Route{
		Program: market.RemoteFulfillment, Market: m, From: c.cfg.Start, To: c.cfg.LastDay,
		Also: []market.FeeKind{market.ReturnsProcessing},
	}
	l.ReturnTariff, _ = c.lenient.Tariff(item, route)
}

// listable reports whether automatic listing may offer a product of the US in a
// marketplace whose currency has an exchange rate (RF-ALC-01).
func (c *compiler) listable(p *scenario.Product, m market.Marketplace) bool {
	known := m.Currency() == c.plan.Currency || c.plan.FX[m.Currency()] != nil
	return m != market.US && p.HasPrice(market.US) && known && len(c.plan.Script.Actions) > 0
}

// automaticListing compiles how automatic listing would price an offer.
func (c *compiler) automaticListing(p *scenario.Product, m market.Marketplace, l *model.Listing) {
	source := c.impliedTariff(p, market.LocalFBA, market.US)
	target := l.Tariff[market.RemoteFulfillment]
	for rule, id := range [model.AutoRuleCount]string{
		model.OlderRule: "bil-v1", model.NetProceedsRule: "bil-v2", model.PlainRule: "bil-plain",
	} {
		price, known := c.facts.Cards.PriceRule(id)
		if !known || price.Fees() && (source == nil || target == nil) {
			continue
		}
		l.Listing[rule] = &fee.Link{Rule: price, Source: source, Target: target, Conversion: c.cfg.Accs}
	}
}

// offersAtStart says which offers exist at the start: as stated, else as the first
// action about them implies, else wherever there is a price or a plan.
func (c *compiler) offersAtStart(
	p *scenario.Product, m market.Marketplace, planned []market.Program, l *model.Listing,
) {
	stands := p.HasPrice(m) || len(l.Plan) > 0 && p.Demand[m] != nil
	if len(l.Plan) > 0 && onlyExport(planned) {
		stands = false
	}
	if own, made := c.begin[ofOwnOffer(p.SKU, m)]; made && !own && !p.HasPrice(market.US) {
		stands = false // a SKU of the marketplace's own, whose offer the seller makes later
	}
	stands = boolOr(p.Facts.Offered[m], c.begin.or(ofOffer(p.SKU, m), stands))
	l.Offered, l.NotOffered = stands, !stands
	own := p.Facts.SellerStock[m]
	l.OwnUnits, l.OwnOffer = valueOf(own), own != nil || c.begin.or(ofOwnOffer(p.SKU, m), false)
}

// onlyExport reports whether programs reach buyers by nothing but the US offer, so that
// the marketplace has no offer of its own.
func onlyExport(programs []market.Program) bool {
	return len(programs) > 0 && !slices.ContainsFunc(programs, func(use market.Program) bool {
		return use != market.FBAExport && use != market.NoProgram
	})
}

// exported compiles an offer that buyers reach by FBA Export: that of the US, at its
// price and fees. The price in the marketplace's currency serves to compare.
func (c *compiler) exported(p *scenario.Product, m market.Marketplace, l *model.Listing) {
	us := p.Price[market.US][market.LocalFBA]
	if us == nil || us.Auto {
		return // reported
	}
	local := us.Value.Amount.Float() * c.cross(market.US.Currency(), m.Currency())
	amount, _ := money.FromFloat(local)
	l.Price[market.FBAExport] = c.constant(us.Path+".abroad."+m.String(), amount.RoundCents().Float(), m.Currency().String())
	l.Tariff[market.FBAExport] = c.needed(p, market.LocalFBA, market.US)
}
