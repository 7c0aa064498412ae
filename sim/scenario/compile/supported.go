package compile

import (
	"fmt"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/scenario"
)

// checkPrograms refuses products that stock a country of which nobody said what that
// costs, unless actions decide what happens there.
func (c *compiler) checkPrograms() {
	for m := market.US; m < market.MarketplaceCount; m++ {
		for _, p := range c.plan.Products {
			own := p.Programs[m]
			bare := own.Uses(market.LocalFBA) && m != market.US && c.plan.Locals[m] == nil
			if bare && len(c.plan.Script.Actions) == 0 {
				c.list.Add(own.Pos.Problem("missing", fmt.Sprintf(
					"case %s stocks %s, but [local.%s] does not say what that costs", c.plan.Case, m, m),
					fmt.Sprintf("add [local.%s] with setup, monthly and entry", m)))
			}
		}
	}
}

// mostOrders bounds the orders expected in one replication of a case. A hundred
// times the largest sellers' products stay below it; more is a slip of the pen
// that would fill the memory.
const mostOrders = 50e6

// checkSize refuses demand beyond what one replication can simulate.
func (c *compiler) checkSize() {
	days := float64(c.cfg.Horizon) / float64(civil.Day)
	sum, largest := 0.0, 0.0
	var worst *scenario.Input
	for _, p := range c.plan.Products {
		for _, in := range p.Demand {
			if in == nil {
				continue
			}
			orders := in.Dist.Mean() * days
			sum += orders
			if orders > largest {
				largest, worst = orders, in
			}
		}
	}
	if sum > mostOrders {
		c.list.Add(worst.Pos.Problem("range",
			fmt.Sprintf("the demand of case %s means %.3g orders in a replication, more than %.3g", c.plan.Case, sum, mostOrders),
			"check the unit of time, or shorten the horizon"))
	}
}
