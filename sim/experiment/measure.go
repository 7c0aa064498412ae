package experiment

import (
	"math"

	"fbasim/sim/civil"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
)

// measure computes one metric of the registry from an outcome. Exactly one of
// whole, market and kind-wise applies to a name; whole and market may both.
type measure struct {
	whole  func(o *model.Outcome) float64
	market func(o *model.Outcome, m market.Marketplace) float64
	kind   func(o *model.Outcome, l ledger.Line) float64
}

// measures holds the computation of every metric by its registry name. NaN means
// that a replication has no such value.
func measures() map[string]measure {
	return map[string]measure{
		"profit": {
			whole:  func(o *model.Outcome) float64 { return o.Profit.Float() },
			market: func(o *model.Outcome, m market.Marketplace) float64 { return o.Markets[m].Profit.Float() },
		},
		"revenue": {
			whole:  func(o *model.Outcome) float64 { return overMarkets(o, netRevenue).Float() },
			market: func(o *model.Outcome, m market.Marketplace) float64 { return netRevenue(o, m).Float() },
		},
		"contribution_per_unit": {market: contributionPerUnit},
		"margin": {
			whole: func(o *model.Outcome) float64 {
				return ratio(o.Profit.Float(), overMarkets(o, netRevenue).Float())
			},
			market: func(o *model.Outcome, m market.Marketplace) float64 {
				return ratio(o.Markets[m].Profit.Float(), netRevenue(o, m).Float())
			},
		},
		"orders":        {market: count(func(m *model.MarketOutcome) int64 { return m.Orders })},
		"units_sold":    {market: count(func(m *model.MarketOutcome) int64 { return m.Orders - m.Canceled })},
		"lost_units":    {market: count(func(m *model.MarketOutcome) int64 { return m.Lost })},
		"fill_rate":     {market: fillRate},
		"delivery_days": {market: deliveryDays},
		"late_share": {market: func(o *model.Outcome, m market.Marketplace) float64 {
			return ratio(float64(o.Markets[m].Late), float64(o.Markets[m].Promised))
		}},
		"in_transit": {market: timeAverage(func(m *model.MarketOutcome) int64 { return m.InTransit })},
		"on_hand":    {market: timeAverage(func(m *model.MarketOutcome) int64 { return m.OnHand })},
		"backorders": {market: timeAverage(func(m *model.MarketOutcome) int64 { return m.Backorders })},
		"aged_units": {market: func(o *model.Outcome, m market.Marketplace) float64 {
			return ratio(float64(o.Markets[m].Aged), float64(o.Snapshots))
		}},
		"stockout_days": {market: days(func(m *model.MarketOutcome) int64 { return m.StockoutTicks })},
		"returns":       {market: count(func(m *model.MarketOutcome) int64 { return m.Returned })},
		"capital": {
			whole:  func(o *model.Outcome) float64 { return o.Capital },
			market: func(o *model.Outcome, m market.Marketplace) float64 { return o.Markets[m].Capital },
		},
		"payback_days": {whole: paybackDays},
		"cash_trough":  {whole: func(o *model.Outcome) float64 { return o.Trough.Float() }},
		"roi":          {whole: func(o *model.Outcome) float64 { return ratio(o.Profit.Float(), o.Capital) }},
		"findings":     {whole: func(o *model.Outcome) float64 { return float64(o.Findings) }},
		"suspended_days": {whole: func(o *model.Outcome) float64 {
			return float64(o.Suspended) / float64(civil.Day)
		}},
		"fees": {kind: func(o *model.Outcome, l ledger.Line) float64 {
			return -overMarkets(o, func(o *model.Outcome, m market.Marketplace) money.Amount { return o.Lines[l][m] }).Float()
		}},
	}
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return math.NaN()
	}
	return a / b
}

func overMarkets(o *model.Outcome, f func(*model.Outcome, market.Marketplace) money.Amount) money.Amount {
	var sum money.Amount
	for m := market.US; m < market.MarketplaceCount; m++ {
		sum += f(o, m)
	}
	return sum
}

func netRevenue(o *model.Outcome, m market.Marketplace) money.Amount {
	return o.Lines[ledger.Revenue][m] + o.Lines[ledger.Refund][m]
}

// fixedLines are the costs that do not depend on how much is sold.
var fixedLines = [...]ledger.Line{
	ledger.Setup, ledger.Monthly, ledger.Entry, ledger.Fee(market.Subscription), ledger.Fee(market.HighVolumeListing),
}

func contributionPerUnit(o *model.Outcome, m market.Marketplace) float64 {
	profit := o.Markets[m].Profit
	for _, l := range fixedLines {
		profit -= o.Lines[l][m]
	}
	return ratio(profit.Float(), float64(o.Markets[m].Orders))
}

func count(f func(*model.MarketOutcome) int64) func(*model.Outcome, market.Marketplace) float64 {
	return func(o *model.Outcome, m market.Marketplace) float64 { return float64(f(&o.Markets[m])) }
}

func timeAverage(f func(*model.MarketOutcome) int64) func(*model.Outcome, market.Marketplace) float64 {
	return func(o *model.Outcome, m market.Marketplace) float64 {
		return ratio(float64(f(&o.Markets[m])), float64(o.Ticks))
	}
}

func days(f func(*model.MarketOutcome) int64) func(*model.Outcome, market.Marketplace) float64 {
	return func(o *model.Outcome, m market.Marketplace) float64 {
		return float64(f(&o.Markets[m])) / float64(civil.Day)
	}
}

// fillRate is the share of units wanted that were there at once.
func fillRate(o *model.Outcome, m market.Marketplace) float64 {
	t := &o.Markets[m]
	return ratio(float64(t.Orders-t.Waited), float64(t.Orders+t.Lost))
}

func paybackDays(o *model.Outcome) float64 {
	if o.Payback < 0 {
		return math.NaN()
	}
	return float64(o.Payback) / float64(civil.Day)
}

func deliveryDays(o *model.Outcome, m market.Marketplace) float64 {
	t := &o.Markets[m]
	return ratio(float64(t.DeliverySum)/float64(civil.Day), float64(t.Delivered))
}
