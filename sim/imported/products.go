package imported

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"fbasim/sim/amazon/harvest"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// takeProducts decides which products the catalog holds, and fills in their facts and prices.
func (im *Import) takeProducts(h *harvest.Harvest, sales map[place]*Sales) error {
	stocked := map[string]bool{}
	for _, s := range h.Stock {
		stocked[s.SKU] = stocked[s.SKU] || sellable(s)+s.Shipped+s.Receiving > 0
	}
	sold := [market.MarketplaceCount]bool{}
	for at := range maps.Keys(sales) {
		sold[at.m] = true
	}
	for m := market.US + 1; m < market.MarketplaceCount; m++ {
		if sold[m] {
			im.Markets = append(im.Markets, m)
		}
	}
	for _, f := range h.Products {
		p := &Product{Product: f, Cells: map[string]string{"sku": f.SKU}}
		any := false
		for m := market.US; m < market.MarketplaceCount; m++ {
			any = any || sales[place{f.SKU, m}] != nil
		}
		if !any && !stocked[f.SKU] {
			im.leave(f.SKU, "no sales in these days and no stock")
			continue
		}
		im.Costs.fill(p)
		if why := im.fillFacts(p); why != "" {
			im.leave(f.SKU, why)
			continue
		}
		im.fillPrices(p)
		im.fillSales(p, sales)
		if p.Cells["price.US"] == "" {
			im.leave(f.SKU, "no price in the US in any report")
			continue
		}
		im.Products = append(im.Products, p)
	}
	if len(im.Products) == 0 {
		return errors.New("no product can be used: " + im.Left[0].SKU + ": " + im.Left[0].Why +
			"; sizes and prices come from an FBA Fee Preview, or from --costs")
	}
	return nil
}

func (im *Import) leave(sku, why string) { im.Left = append(im.Left, Left{sku, why}) }

// assume notes an assumption once.
func (im *Import) assume(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if !slices.Contains(im.Assumed, text) {
		im.Assumed = append(im.Assumed, text)
	}
}

// fillFacts fills in what fees depend on, and returns what is missing.
func (im *Import) fillFacts(p *Product) (why string) {
	if p.ASIN != "" {
		p.Cells["asin"] = p.ASIN
	}
	if p.Cells["size"] == "" && p.Dims.Has {
		p.Cells["size"] = p.Dims.Value.String()
	}
	if p.Cells["weight"] == "" && p.Weight.Has {
		p.Cells["weight"] = fmt.Sprintf("%.4g lb", p.Weight.Value.Pounds())
	}
	if p.Cells["size"] == "" || p.Cells["weight"] == "" {
		return "no size or weight: it is in no FBA Fee Preview; give them with --costs"
	}
	if p.Cells["category"] == "" {
		id, known := categoryOf(p.Group)
		p.Cells["category"], p.Unclassed = id, !known
	}
	return ""
}

// fillPrices takes the first price of each marketplace in its own currency.
func (im *Import) fillPrices(p *Product) {
	for _, price := range p.Prices {
		m, ok := price.Store.Market()
		if price.Store == "" {
			m, ok = sellingIn(price.Currency)
		}
		column := "price." + m.String()
		switch {
		case !ok || price.Amount <= 0 || p.Cells[column] != "":
		case price.Currency != m.Currency():
			im.Notes = append(im.Notes, fmt.Sprintf("%s: a price in %v of the store %v is not used: it sells in %v",
				p.SKU, price.Currency, m, m.Currency()))
		default:
			p.Cells[column] = price.Money.String()
		}
	}
}

// sellingIn is the marketplace with a currency.
func sellingIn(c money.Currency) (market.Marketplace, bool) {
	for m := market.US; m < market.MarketplaceCount; m++ {
		if m.Currency() == c {
			return m, true
		}
	}
	return market.US, false
}

// fillSales gives the product its history in each marketplace where it has a price. Where it has one
// but no sale, demand is what no sale in so many days says.
func (im *Import) fillSales(p *Product, sales map[place]*Sales) {
	for m := market.US; m < market.MarketplaceCount; m++ {
		c := sales[place{p.SKU, m}]
		priced := p.Cells["price."+m.String()] != ""
		switch {
		case c != nil && !priced:
			im.Notes = append(im.Notes, fmt.Sprintf("%s: %d units sold in %v have no price in any report: left out there",
				p.SKU, c.Units, m))
		case !priced || c == nil && m != market.US && !slices.Contains(im.Markets, m):
			delete(p.Cells, "price."+m.String())
		default:
			if p.Series[m] = c; c == nil {
				p.Series[m] = im.none()
			}
		}
	}
}
