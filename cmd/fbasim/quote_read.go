package main

import (
	"errors"
	"fmt"
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/diag"
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// item reads the unit.
func (f *quoteFlags) item() (item fee.Item, err error) {
	item = fee.Item{DangerousGoods: f.hazmat, FeeGroup: f.feeGroup, OwnPackaging: f.ownPackaging,
		PriceAddsTax: f.priceBeforeTax}
	if item.Category, err = parseCategory(f.category); err != nil {
		return item, err
	}
	if f.size != "" {
		if item.Dims, err = quantity.ParseDims(f.size); err != nil {
			return item, wrongValue("size", err)
		}
		item.HasDims = true
	}
	if f.weight != "" {
		if item.Weight, err = quantity.ParseWeight(f.weight); err != nil {
			return item, wrongValue("weight", err)
		}
	}
	return item, nil
}

func parseCategory(text string) (market.Category, error) {
	if text == "" {
		return 0, wrong("category", "", "--category is missing, such as --category \"Home & Kitchen\"")
	}
	c, err := market.ParseCategory(text)
	var unknown *market.UnknownCategory
	if !errors.As(err, &unknown) {
		return c, nil
	}
	if len(unknown.Candidates) > 0 {
		return c, wrong("category", unknown.Candidates[0], "--category: %v", err)
	}
	var ids []string
	for c := market.NoCategory + 1; int(c) < market.CategoryCount(); c++ {
		ids = append(ids, c.ID())
	}
	return c, wrong("category", "", "--category: %v; categories: %s", err, strings.Join(ids, ", "))
}

// priceList holds the prices given, by currency.
type priceList map[money.Currency]money.Amount

// priceList reads the prices. One of them must be in a currency that a program
// sells in.
func (f *quoteFlags) priceList(programs []market.Program, m market.Marketplace) (priceList, error) {
	store := m
	own := m.Currency()
	if len(programs) == 1 {
		store, own = offerStore(programs[0], m), offerCurrency(programs[0], m)
	}
	out := priceList{}
	for _, text := range f.prices {
		p, err := quantity.ParseMoney(text)
		var q *quantity.Error
		if errors.As(err, &q) && q.Code == "currency" && own != money.NoCurrency {
			hint := fmt.Sprintf("%s sells in %v", store.Name(), own)
			if number, unit, _ := quantity.Split(text); unit == "" {
				hint = fmt.Sprintf("write --price \"%s %v\"", number, own)
			}
			return nil, wrong("currency", own.String(), "--price: %s; %s", q.Msg, hint)
		}
		if err != nil {
			return nil, wrongValue("price", err)
		}
		if p.Amount <= 0 {
			return nil, wrong("range", "", "--price %s must be above zero", diag.Escape(text))
		}
		if _, twice := out[p.Currency]; twice {
			return nil, wrong("price", "", "--price: two prices in %v", p.Currency)
		}
		out[p.Currency] = p.Amount
	}
	if _, ok := out[own]; !ok && len(out) > 0 && own != money.NoCurrency {
		return nil, wrong("currency", own.String(), "--price %s: %s sells in %v; give the price "+
			"there in %v (fbasim quote converts no prices)",
			diag.Escape(f.prices[0]), store.Name(), own, own)
	}
	return out, nil
}

// offerCurrency is the currency a program's offer is priced in; Multi-Channel
// Fulfillment ships orders of other shops, whose prices matter to no fee.
func offerCurrency(p market.Program, m market.Marketplace) money.Currency {
	switch p {
	case market.FBAExport:
		return market.US.Currency()
	case market.MCF:
		return money.NoCurrency
	}
	return m.Currency()
}

// offerStore is the store whose offer a program sells.
func offerStore(p market.Program, m market.Marketplace) market.Marketplace {
	if p == market.FBAExport {
		return market.US
	}
	return m
}

// assumption checks what may stand in for missing cards.
func (f *quoteFlags) assumption(book *fee.Book) (nearest bool, err error) {
	for _, id := range f.assumeCards {
		if _, err := findCard(book, "--assume-card", id); err != nil {
			return false, err
		}
	}
	if f.assume != "" && f.assume != "nearest" {
		return false, wrong("assume", "nearest",
			"--assume %s: the only word is nearest; name a card with --assume-card", diag.Escape(f.assume))
	}
	return f.assume == "nearest", nil
}

func parseDay(flag, text string) (civil.Date, error) {
	d, err := civil.ParseDate(text)
	if err != nil {
		return d, wrong("date", "", "--%s: %v", flag, err)
	}
	return d, nil
}

func parseMarket(text string) (market.Marketplace, error) {
	if text == "" {
		return 0, wrong("market", "", "--market is missing: US, CA or MX")
	}
	m, ok := market.ParseMarketplace(strings.ToUpper(text))
	if !ok {
		near := ""
		for c := market.US; c < market.MarketplaceCount; c++ {
			begins := strings.HasPrefix(strings.ToUpper(text), c.String())
			if begins || strings.EqualFold(c.Name(), text) {
				near = c.String()
			}
		}
		hint := "stores are US, CA and MX"
		if near != "" {
			hint = "did you mean " + near + "?"
		}
		return 0, wrong("market", near, "--market: %q is not a store; %s", diag.Escape(text), hint)
	}
	return m, nil
}
