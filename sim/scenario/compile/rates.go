package compile

import (
	"fmt"

	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
	"fbasim/sim/scenario"
)

// rates compiles exchange rates and the cost of conversion.
func (c *compiler) rates() {
	for cur := range c.cfg.FX {
		c.cfg.FX[cur] = model.NoExchange()
		if fx := c.plan.FX[cur]; fx != nil {
			c.cfg.FX[cur] = c.exchange(fx)
		}
	}
	conv := &c.plan.Conversion
	if conv.ACCS != nil && !conv.ACCS.Value {
		return
	}
	if conv.Rate != nil {
		c.cfg.Accs, _ = money.RateFromFloat(conv.Rate.Dist.Mean())
		return
	}
	volume, payout := money.Amount(0), c.cfg.Report
	if conv.TrailingVolume != nil {
		volume = conv.TrailingVolume.Value.Amount
	}
	if conv.Payout != nil {
		payout = conv.Payout.Value
	}
	rate, card, err := c.facts.Cards.Conversion(c.cfg.Start, volume, payout)
	if err != nil {
		c.list.Add(c.plan.Start.Pos.Problem("missing-card", err.Error(), "write conversion = { rate = \"1.5 %\" }"))
		return
	}
	c.cfg.Accs, c.cfg.AccsCard = rate, card
}

// exchange compiles a constant rate, a process or dated rates.
func (c *compiler) exchange(fx *scenario.FX) model.Exchange {
	x := model.NoExchange()
	switch {
	case fx.Spot != nil:
		x.Start = c.input(fx.Spot)
	case fx.Process != nil:
		p := fx.Process
		x.Start, x.Vol, x.Drift = c.input(p.Start), c.input(p.Vol), c.input(p.Drift)
		x.Step = int64(p.Step.Value)
	}
	for _, p := range fx.Series {
		rate, _ := money.RateFromFloat(p.Rate)
		x.Points = append(x.Points, model.RatePoint{From: (p.Date.Value - c.cfg.Start).Tick(), Rate: rate})
	}
	if len(x.Points) > 0 && x.Points[0].From > 0 {
		c.remark("An exchange rate is dated from " + fx.Series[0].Date.Value.String() +
			" only: its first value holds before.")
	}
	return x
}

// value is what a unit of a currency is worth in the report currency on the first
// day, as far as the scenario says; 1 where it does not.
func (c *compiler) value(cur money.Currency) float64 {
	x := &c.cfg.FX[cur]
	switch {
	case cur == c.cfg.Report:
		return 1
	case x.Start != model.NoRef:
		return c.cfg.Inputs[x.Start].Dist.Mean()
	case len(x.Points) > 0:
		rate := x.Points[0].Rate
		for _, p := range x.Points {
			if p.From <= 0 {
				rate = p.Rate
			}
		}
		return rate.Float()
	}
	return 1
}

// cross is what a unit of one currency is worth in another on the first day.
func (c *compiler) cross(of, in money.Currency) float64 { return c.value(of) / c.value(in) }

// needRate reports a currency that a marketplace needs a rate of beside its own.
func (c *compiler) needRate(m market.Marketplace, cur money.Currency) {
	x := &c.cfg.FX[cur]
	if cur == c.cfg.Report || x.Start != model.NoRef || len(x.Points) > 0 {
		return
	}
	c.list.Add(c.plan.Programs[m].Pos.Problem("fx",
		fmt.Sprintf("the border of %s values parcels in %s, which has no exchange rate", m, cur),
		fmt.Sprintf("add fx.%s, the value of 1 %s in %s", cur, cur, c.cfg.Report)))
}
