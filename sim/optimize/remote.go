package optimize

import (
	"fmt"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/result"
)

// remoteChanges lists the SKUs that Remote Fulfillment serves today or in the plan, with what is to be done.
func (p *Problem) remoteChanges(plan, today *model.Config, picks []*candidate, answers []result.SKUPlan) (list []result.RemoteChange) {
	for i := range plan.SKUs {
		for m := market.US + 1; m < market.MarketplaceCount; m++ {
			before, after := &today.SKUs[i].Listings[m], &plan.SKUs[i].Listings[m]
			was := before.Sold && before.Plan.Uses(market.RemoteFulfillment)
			will := after.Sold && after.Plan.Uses(market.RemoteFulfillment)
			if !was && !will {
				continue
			}
			row := result.RemoteChange{
				SKU: plan.SKUs[i].Name, ASIN: p.skus[i].product.ASIN, Market: m.String(), Action: "keep",
				Today: p.programs(today, i, m), Plan: p.programs(plan, i, m), From: plan.Start.String(),
				Reason: answers[i].Answer,
			}
			switch {
			case was && !will:
				row.Action = "remove"
			case will && !was:
				row.Action = "add"
			case picks[i].words == todayWords:
				row.Reason = "as today"
			case after.Plan.Uses(market.LocalFBA) && !before.Plan.Uses(market.LocalFBA):
				row.Reason = fmt.Sprintf("until stock ordered from %s on is on the shelf; %s",
					stocking(plan, i, m), answers[i].Answer)
			}
			list = append(list, row)
		}
	}
	return list
}

// stocking is the first day on which stock is ordered for a country.
func stocking(cfg *model.Config, sku int, m market.Marketplace) civil.Date {
	if rp := cfg.SKUs[sku].Pools[m].Replenish; rp != nil {
		return civil.DateOf(cfg.Start.Tick() + rp.From)
	}
	return cfg.Start
}

// programs names the programs of a SKU's plan in a marketplace.
func (p *Problem) programs(cfg *model.Config, sku int, m market.Marketplace) string {
	text := ""
	seen := map[market.Program]bool{}
	for _, r := range cfg.SKUs[sku].Listings[m].Plan {
		if !seen[r.Use] {
			if seen[r.Use] = true; text != "" {
				text += ", "
			}
			text += r.Use.String()
		}
	}
	return text
}
