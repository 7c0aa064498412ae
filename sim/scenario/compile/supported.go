package compile

import (
	"fmt"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/scenario"
)

// simulated are the programs that the model follows through an order's life.
var simulated = [market.ProgramCount]bool{
	market.NoProgram: true, market.RemoteFulfillment: true, market.LocalFBA: true,
}

// checkPrograms refuses plans whose program would be simulated at no cost, and
// products that stock a country of which nobody said what that costs.
func (c *compiler) checkPrograms() {
	for m := market.US; m < market.MarketplaceCount; m++ {
		c.checkRows(c.plan.Programs[m])
		for _, p := range c.plan.Products {
			own := p.Programs[m]
			c.checkRows(own)
			if own.Uses(market.LocalFBA) && m != market.US && c.plan.Locals[m] == nil {
				c.list.Add(own.Pos.Problem("missing", fmt.Sprintf(
					"case %s stocks %s, but [local.%s] does not say what that costs", c.plan.Case, m, m),
					fmt.Sprintf("add [local.%s] with setup, monthly and entry", m)))
			}
		}
	}
}

func (c *compiler) checkRows(plan *scenario.ProgramPlan) {
	if plan == nil {
		return
	}
	for _, row := range plan.Rows {
		if !simulated[row.Use] {
			c.list.Add(row.Pos.Problem("unsupported",
				fmt.Sprintf("%s is not simulated yet", row.Use),
				`fbasim quote prices it; plans take remote-fulfillment, local-fba or none`))
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
