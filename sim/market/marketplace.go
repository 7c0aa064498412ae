package market

import "fbasim/sim/money"

// Marketplace is an Amazon store, which is also the country its local stock
// lies in.
type Marketplace uint8

// The marketplaces modeled.
const (
	US Marketplace = iota
	CA
	MX
	MarketplaceCount
)

type marketplaceFacts struct {
	code, name string
	currency   money.Currency
}

var marketplaces = [MarketplaceCount]marketplaceFacts{
	US: {"US", "Amazon.com", money.USD},
	CA: {"CA", "Amazon.ca", money.CAD},
	MX: {"MX", "Amazon.com.mx", money.MXN},
}

// String returns the country code used in files and metrics: "US", "CA", "MX".
func (m Marketplace) String() string { return marketplaces[m].code }

// Name returns the store's name: "Amazon.ca".
func (m Marketplace) Name() string { return marketplaces[m].name }

// Currency returns the currency the store sells and charges fees in.
func (m Marketplace) Currency() money.Currency { return marketplaces[m].currency }

// ParseMarketplace returns the marketplace of a country code.
func ParseMarketplace(code string) (Marketplace, bool) {
	for m := US; m < MarketplaceCount; m++ {
		if marketplaces[m].code == code {
			return m, true
		}
	}
	return 0, false
}
