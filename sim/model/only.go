package model

import "fbasim/sim/market"

// Only returns the configuration with a single SKU. Draws are keyed by SKU, so
// the SKU fares exactly as it does among the others; it bears its equal share of
// the fixed costs of each country that it is stocked in.
func (c *Config) Only(sku int) *Config {
	one := *c
	one.SKUs = c.SKUs[sku : sku+1]
	for m := range one.Markets {
		one.Markets[m].FixedShare = c.FixedShare(sku, market.Marketplace(m))
		one.Markets[m].StocksHere = c.Markets[m].StocksHere && c.SKUs[sku].Pools[m].Stocked
	}
	return &one
}

// FixedShare is one over the number of SKUs that share a country's fixed costs, 0
// for a SKU that is not stocked there.
func (c *Config) FixedShare(sku int, m market.Marketplace) float64 {
	n := 0
	for i := range c.SKUs {
		if c.SKUs[i].Pools[m].Stocked {
			n++
		}
	}
	if n == 0 || !c.SKUs[sku].Pools[m].Stocked {
		return 0
	}
	return c.Markets[m].FixedShare / float64(n)
}
