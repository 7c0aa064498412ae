package model

import "fbasim/sim/market"

// Only returns the configuration with a single SKU. Draws are keyed by SKU, so
// the SKU fares exactly as it does among the others. The fixed costs of a country
// are its own only where no other SKU is stocked there: moving one of several
// SKUs neither adds nor saves them.
func (c *Config) Only(sku int) *Config {
	one := *c
	one.SKUs = c.SKUs[sku : sku+1]
	for m := range one.Markets {
		if len(c.SKUs) > 1 {
			one.Markets[m].Limits = nil // what the others leave of the capacity is not known
		}
		one.Markets[m].FixedShare = c.FixedShare(sku, market.Marketplace(m))
		one.Markets[m].StocksHere = c.Markets[m].StocksHere && c.SKUs[sku].Pools[m].Stocked
	}
	return &one
}

// FixedShare is the part of a country's fixed costs that a decision about one SKU
// bears: all of them where it is the only one stocked there, else none.
func (c *Config) FixedShare(sku int, m market.Marketplace) float64 {
	if !c.SKUs[sku].Pools[m].Stocked || c.Sharers(m) > 1 {
		return 0
	}
	return c.Markets[m].FixedShare
}

// Sharers is the number of SKUs stocked in a country, which share its fixed costs.
func (c *Config) Sharers(m market.Marketplace) int {
	n := 0
	for i := range c.SKUs {
		if c.SKUs[i].Pools[m].Stocked {
			n++
		}
	}
	return n
}
