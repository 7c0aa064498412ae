package compile

import (
	"fmt"

	"fbasim/sim/civil"
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
	"fbasim/sim/scenario"
)

// salesTax compiles the tax on sales of stock in a country. Without a rate in the
// scenario it is that of the place parcels are reckoned to go to, so that local
// and imported offers compare at what buyers pay in all.
func (c *compiler) salesTax(m market.Marketplace) model.SalesTax {
	p := &c.plan.Markets[m].Tax
	t := model.SalesTax{Rate: model.NoRef, Included: p.PriceIncludes != nil && p.PriceIncludes.Value != "none"}
	switch {
	case p.Rate == nil:
	case !p.Rate.FromDefault || p.Rate.Dist.Mean() > 0:
		t.Rate = c.input(p.Rate)
	default:
		if rate, ok := c.facts.Cards.DestinationTax(c.cfg.Start, m, c.place(m)); ok {
			t.Rate = c.constant(placeTax(m), rate.Float(), "1")
		}
	}
	t.Withheld = c.withheld(m)
	return t
}

// placeTax names the sales tax of that place among the inputs.
func placeTax(m market.Marketplace) string { return "rule.RF-DTY-02.tax." + m.String() }

// place is the province that parcels to a country are reckoned to go to, "" where
// the tax does not depend on it.
func (c *compiler) place(m market.Marketplace) string {
	place, _ := c.numbers.Lookup("RF-DTY-02", "place_"+m.String())
	return place
}

// withholdings names the rules of what the platform withholds in Mexico, by the
// seller's registration, oldest first.
var withholdings = map[string][]string{
	"none":       {"MX-WHT-NONE-2020"},
	"individual": {"MX-WHT-INDIVIDUAL-2020", "MX-WHT-INDIVIDUAL-2026"},
	"company":    {"MX-WHT-COMPANY-2020", "MX-WHT-COMPANY-2026"},
}

// withheld compiles what the platform withholds: by rule, unless the scenario
// states the shares.
func (c *compiler) withheld(m market.Marketplace) []model.Withholding {
	p := &c.plan.Markets[m].Tax
	own := model.Withholding{Income: c.input(p.WithholdingIncome), VAT: c.input(p.WithholdingVAT)}
	if own.Income != model.NoRef && own.VAT != model.NoRef {
		return []model.Withholding{own}
	}
	var list []model.Withholding
	if m == market.MX && p.RFC != nil {
		for _, rule := range withholdings[p.RFC.Value] {
			w := own
			w.From = (c.numbers.Date(rule, "from") - c.cfg.Start).Tick()
			if w.Income == model.NoRef {
				w.Income = c.ruleShare(rule, "income")
			}
			if w.VAT == model.NoRef {
				w.VAT = c.ruleShare(rule, "vat")
			}
			list = append(list, w)
		}
	}
	if list == nil && (own.Income != model.NoRef || own.VAT != model.NoRef) {
		return []model.Withholding{own}
	}
	return list
}

// ruleShare registers a share that a rule states.
func (c *compiler) ruleShare(rule, param string) model.Ref {
	return c.constant("rule."+rule+"."+param, c.numbers.Percent(rule, param).Float(), "1")
}

// imports compiles what buyers pay at the border on parcels from the US.
func (c *compiler) imports(m market.Marketplace, mk *model.Market) {
	if m == market.US {
		return
	}
	rules := c.numbers
	im := &model.Imports{
		From: rules.Text("RF-DTY-02", "from"), Channel: rules.Text("RF-DTY-02", "channel"),
		Place: c.place(m), Duty: model.NoRef,
	}
	if r := c.plan.Replenish[m]; r != nil && r.Duty != nil && !r.Duty.FromDefault {
		im.Duty = c.input(r.Duty)
	}
	line, _ := c.facts.Cards.ImportCharges(c.parcel(m, im, c.cfg.Start, 0))
	im.Currency = line.Currency
	if im.Currency == money.NoCurrency {
		return
	}
	if c.plan.Programs[m].Uses(market.RemoteFulfillment) {
		c.needRate(m, im.Currency)
	}
	c.cfg.Cards = c.facts.Cards
	for _, use := range []market.Program{market.RemoteFulfillment, market.FBAExport} {
		mk.Imports[use] = im
	}
}

// parcel is a parcel to a buyer, its value in the border's currency.
func (c *compiler) parcel(m market.Marketplace, im *model.Imports, on civil.Date, value money.Amount) fee.Parcel {
	p := fee.Parcel{On: on, To: m, Place: im.Place, From: im.From, Channel: im.Channel, Value: value}
	if im.Duty != model.NoRef {
		p.DutyRate, _ = money.RateFromFloat(c.cfg.Inputs[im.Duty].Dist.Mean())
	}
	return p
}

// borderChanges returns the ticks at which the border's charges on a price change
// during the scenario, and remarks on days for which they are not known.
func (c *compiler) borderChanges(p *scenario.Product, m market.Marketplace, price model.Ref) []int64 {
	im := c.cfg.Markets[m].Imports[market.RemoteFulfillment]
	if im == nil || price == model.NoRef {
		return nil
	}
	value, _ := money.FromFloat(c.cfg.Inputs[price].Dist.Mean() * c.cross(m.Currency(), im.Currency))
	charge := func(d civil.Date) money.Amount {
		line, err := c.facts.Cards.ImportCharges(c.parcel(m, im, d, value))
		if err != nil {
			c.remark(fmt.Sprintf("What buyers in %s pay at the border is not known (%v): nothing is counted.",
				m, err))
			return -1
		}
		return line.Amount
	}
	first, last := c.cfg.Start, civil.DateOf(c.cfg.Start.Tick()+c.cfg.Horizon-1)
	if charge(first) == charge(last) {
		return nil
	}
	lo, hi := first, last // the charge differs between them
	for hi-lo > 1 {
		if mid := lo + (hi-lo)/2; charge(mid) == charge(first) {
			lo = mid
		} else {
			hi = mid
		}
	}
	return []int64{(hi - c.cfg.Start).Tick()}
}
