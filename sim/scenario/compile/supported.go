package compile

import (
	"fmt"

	"fbasim/sim/market"
)

// simulated are the programs that the model follows through an order's life.
var simulated = [market.ProgramCount]bool{
	market.NoProgram: true, market.RemoteFulfillment: true, market.LocalFBA: true,
}

// checkPrograms refuses plans whose program would be simulated at no cost.
func (c *compiler) checkPrograms() {
	for m := market.US; m < market.MarketplaceCount; m++ {
		plan := c.plan.Programs[m]
		if plan == nil {
			continue
		}
		for _, row := range plan.Rows {
			if !simulated[row.Use] {
				c.list.Add(row.Pos.Problem("unsupported",
					fmt.Sprintf("%s is not simulated yet", row.Use),
					`fbasim quote prices it; plans take remote-fulfillment, local-fba or none`))
			}
		}
	}
}
