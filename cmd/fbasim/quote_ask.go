package main

import (
	"slices"
	"strings"

	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/money"
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
		return nil, wrong("kind", "", "--kind %s: no program that serves %v has such a fee",
			strings.Join(f.kinds, ","), m)
	}
	return out, nil
}

// question completes the question about one program: its own kinds, its own
// currency, and whether a size is needed.
func (f *quoteFlags) question(ask fee.Ask, prices priceList) (question, error) {
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
	var err error
	if q.also, err = f.shares(ask); err != nil {
		return q, err
	}
	if len(asked) > 0 && len(ask.Kinds) == 0 {
		return q, nil
	}
	if err := f.needSize(ask); err != nil {
		return q, err
	}
	err = f.setPrice(&q, prices)
	if slices.Contains(ask.Kinds, market.Storage) {
		month := ask.On.String()[:len("2026-02")]
		q.notes = append(q.notes, "storage is that of one unit on hand for the whole of "+month)
	}
	return q, err
}

// setPrice gives the question the price in the currency of its offer, or says what
// follows from having none.
func (f *quoteFlags) setPrice(q *question, prices priceList) error {
	currency := offerCurrency(q.ask.Program, q.ask.Market)
	price, ok := prices[currency]
	switch {
	case currency == money.NoCurrency:
	case ok:
		q.ask.Price = price
	case len(prices) > 0 && usesPrice(q.ask):
		q.bad = newComplaint("currency", currency.String(),
			"%s sells the %s offer, whose price is in %v: add --price \"... %v\" "+
				"(fbasim quote converts no prices)", q.ask.Program.Title(),
			offerStore(q.ask.Program, q.ask.Market).Name(), currency, currency)
	case onlyOf(q.ask.Kinds, market.Referral, market.Closing, market.RefundAdmin):
		return wrong("price", "", "--price is missing: the fee depends on it, "+
			"such as --price \"29.99 %v\"", currency)
	case usesPrice(q.ask):
		q.notes = append(q.notes,
			"no price given: no referral fee, and fulfillment in its card's usual price band")
	}
	return nil
}

// usesPrice reports whether a fee asked for depends on the price.
func usesPrice(a fee.Ask) bool {
	if len(a.Kinds) == 0 {
		return a.Program != market.MCF
	}
	for _, k := range a.Kinds {
		switch k {
		case market.Referral, market.Closing, market.RefundAdmin,
			market.Fulfillment, market.FuelSurcharge:
			return true
		}
	}
	return false
}

// needSize requires the size and weight that the fees asked for depend on.
func (f *quoteFlags) needSize(a fee.Ask) error {
	size := a.Program != market.SellerFulfilled && (a.Program != market.MCF || f.share.ofStock())
	weight := a.Program != market.SellerFulfilled
	if len(a.Kinds) > 0 {
		sale := onlyOf(a.Kinds, market.Referral, market.Closing, market.RefundAdmin)
		export := a.Program == market.MCF && onlyOf(a.Kinds, market.MCFExport, market.FuelSurcharge)
		size, weight = !sale && !export, !sale
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
	return wrong("size", "", "size or weight is missing: %v fees depend on it; add %s, "+
		"or ask only --kind referral", a.Program, strings.Join(flags, " "))
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
