package main

import (
	"errors"
	"slices"
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/diag"
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// questions turns the flags into one question for each program.
func (f *quoteFlags) questions(book *fee.Book) ([]question, error) {
	m, err := parseMarket(f.market)
	if err != nil {
		return nil, err
	}
	programs, err := f.programs(m)
	if err != nil {
		return nil, err
	}
	base := fee.Ask{Market: m, On: f.today(), Price: fee.NoPrice}
	if f.on != "" {
		if base.On, err = parseDay("on", f.on); err != nil {
			return nil, err
		}
	}
	if base.Kinds, err = parseKinds(f.kinds); err != nil {
		return nil, err
	}
	if base.Item, err = f.item(); err != nil {
		return nil, err
	}
	prices, err := f.priceList(programs, m)
	if err != nil {
		return nil, err
	}
	if base.Assume.Nearest, err = f.assumption(book); err != nil {
		return nil, err
	}
	var out []question
	for _, p := range programs {
		ask := base
		ask.Program = p
		q, err := f.question(ask, prices)
		if err != nil {
			return nil, err
		}
		if f.program != "" || len(q.ask.Kinds) > 0 || len(base.Kinds) == 0 {
			out = append(out, q)
		}
	}
	if len(out) == 0 {
		return nil, wrong("kind", "", "--kind %s: no program that serves %v has such a fee", strings.Join(f.kinds, ","), m)
	}
	return out, nil
}

// question completes the question about one program: its own kinds, its own
// currency, and whether a size is needed.
func (f *quoteFlags) question(ask fee.Ask, prices map[money.Currency]money.Amount) (question, error) {
	asked := ask.Kinds
	ask.Kinds = nil
	for _, k := range asked {
		if charges(ask.Program, k) {
			ask.Kinds = append(ask.Kinds, k)
		} else if f.program != "" {
			return question{}, wrong("kind", "", "--kind %v: %s", k, whyNot(ask.Program, k))
		}
	}
	q := question{ask: ask}
	if len(asked) > 0 && len(ask.Kinds) == 0 {
		return q, nil
	}
	if err := f.needSize(ask); err != nil {
		return q, err
	}
	currency := offerCurrency(ask.Program, ask.Market)
	price, ok := prices[currency]
	switch {
	case currency == money.NoCurrency:
	case ok:
		q.ask.Price = price
	case len(prices) > 0 && usesPrice(ask):
		q.bad = newComplaint("currency", currency.String(), "%s sells the %s offer, whose price is in %v: "+
			"add --price \"... %v\" (fbasim quote converts no prices)", ask.Program.Title(), storeOf(ask).Name(), currency, currency)
	case onlyOf(ask.Kinds, market.Referral, market.Closing, market.RefundAdmin):
		return q, wrong("price", "", "--price is missing: the fee depends on it, such as --price \"29.99 %v\"", currency)
	case usesPrice(ask):
		q.notes = append(q.notes, "no price given: no referral fee, and fulfillment in its card's usual price band")
	}
	if slices.Contains(ask.Kinds, market.Storage) {
		q.notes = append(q.notes, "storage is that of one unit on hand for the whole of "+ask.On.String()[:len("2026-02")])
	}
	return q, nil
}

// usesPrice reports whether a fee asked for depends on the price.
func usesPrice(a fee.Ask) bool {
	if len(a.Kinds) == 0 {
		return a.Program != market.MCF
	}
	for _, k := range a.Kinds {
		switch k {
		case market.Referral, market.Closing, market.RefundAdmin, market.Fulfillment, market.FuelSurcharge:
			return true
		}
	}
	return false
}

// needSize requires the size and weight that the fees asked for depend on.
func (f *quoteFlags) needSize(a fee.Ask) error {
	size, weight := a.Program != market.SellerFulfilled && a.Program != market.MCF, a.Program != market.SellerFulfilled
	if len(a.Kinds) > 0 {
		sale := onlyOf(a.Kinds, market.Referral, market.Closing, market.RefundAdmin)
		size = !sale && !(a.Program == market.MCF && onlyOf(a.Kinds, market.MCFExport, market.FuelSurcharge))
		weight = !sale
	}
	var flags []string
	if size && !a.Item.HasDims {
		flags = append(flags, `--size "11 x 7 x 3 in"`)
	}
	if weight && a.Item.Weight == 0 {
		flags = append(flags, `--weight "1.4 lb"`)
	}
	if len(flags) == 0 {
		return nil
	}
	return wrong("size", "", "size or weight is missing: %v fees depend on it; add %s, or ask only --kind referral",
		a.Program, strings.Join(flags, " "))
}

// onlyOf reports whether there are kinds and all of them are in the list.
func onlyOf(kinds []market.FeeKind, list ...market.FeeKind) bool {
	for _, k := range kinds {
		if !slices.Contains(list, k) {
			return false
		}
	}
	return len(kinds) > 0
}

// item reads the unit.
func (f *quoteFlags) item() (item fee.Item, err error) {
	item = fee.Item{DangerousGoods: f.hazmat, FeeGroup: f.feeGroup, OwnPackaging: f.ownPackaging, PriceAddsTax: f.priceBeforeTax}
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

// priceList reads the prices by currency. One of them must be in a currency that a
// program sells in.
func (f *quoteFlags) priceList(programs []market.Program, m market.Marketplace) (map[money.Currency]money.Amount, error) {
	own := m.Currency()
	if len(programs) == 1 {
		own = offerCurrency(programs[0], m)
	}
	out := map[money.Currency]money.Amount{}
	for _, text := range f.prices {
		p, err := quantity.ParseMoney(text)
		var q *quantity.Error
		if errors.As(err, &q) && q.Code == "currency" && own != money.NoCurrency {
			return nil, wrong("currency", own.String(), "--price: %s; write --price \"%s %v\"", q.Msg, leadingNumber(text), own)
		}
		if err != nil {
			return nil, wrongValue("price", err)
		}
		if p.Amount <= 0 {
			return nil, wrong("range", "", "--price %s must be above zero", text)
		}
		if _, twice := out[p.Currency]; twice {
			return nil, wrong("price", "", "--price: two prices in %v", p.Currency)
		}
		out[p.Currency] = p.Amount
	}
	if _, ok := out[own]; !ok && len(out) > 0 && own != money.NoCurrency {
		return nil, wrong("currency", own.String(), "--price %s: %s sells in %v; give the price there in %v "+
			"(fbasim quote converts no prices)", f.prices[0], offerStore(programs, m).Name(), own, own)
	}
	return out, nil
}

func leadingNumber(text string) string {
	value, _, _ := quantity.Split(text)
	return value
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

func offerStore(programs []market.Program, m market.Marketplace) market.Marketplace {
	if len(programs) == 1 && programs[0] == market.FBAExport {
		return market.US
	}
	return m
}

func storeOf(a fee.Ask) market.Marketplace { return offerStore([]market.Program{a.Program}, a.Market) }

// assumption checks what may stand in for missing cards.
func (f *quoteFlags) assumption(book *fee.Book) (nearest bool, err error) {
	for _, id := range f.assumeCards {
		if _, err := findCard(book, "--assume-card", id); err != nil {
			return false, err
		}
	}
	if f.assume != "" && f.assume != "nearest" {
		return false, wrong("assume", "nearest", "--assume %s: the only word is nearest; name a card with --assume-card", f.assume)
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
			if strings.EqualFold(c.Name(), text) || strings.HasPrefix(strings.ToUpper(text), c.String()) {
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
