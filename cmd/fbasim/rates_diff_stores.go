package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
	"fbasim/sim/result"
)

// storeChange is a fee of a product and program in two stores on one day.
type storeChange struct {
	sku     string
	program market.Program
	kind    market.FeeKind
	sides   [2]storeSide
	by      string // the second less the first in the second's currency, "" where it is not known
}

// storeSide is a fee in one store.
type storeSide struct {
	store  market.Marketplace
	span   coverSpan
	amount money.Money
	known  bool
}

// exchange reads --fx "0.731 USD", given as CAD=0.731 USD.
func (f *diffFlags) exchange() (map[money.Currency]money.Money, error) {
	out := map[money.Currency]money.Money{}
	for _, text := range f.fx {
		code, value, found := strings.Cut(text, "=")
		cur, ok := money.ParseCurrency(strings.ToUpper(strings.TrimSpace(code)))
		worth, err := quantity.ParseMoney(value)
		if !found || !ok || err != nil || worth.Amount <= 0 {
			return nil, wrong("fx", "", "--fx %s: write what a unit of a currency is worth, \"CAD=0.731 USD\"", text)
		}
		out[cur] = worth
	}
	return out, nil
}

// convert returns an amount in another currency; false without a rate.
func convert(m money.Money, to money.Currency, rates map[money.Currency]money.Money) (money.Money, bool) {
	if m.Currency == to {
		return m, true
	}
	if r, ok := rates[m.Currency]; ok && r.Currency == to {
		return money.Money{Amount: money.Amount(money.MulDiv(int64(m.Amount), int64(r.Amount), int64(money.Unit))), Currency: to}, true
	}
	if r, ok := rates[to]; ok && r.Currency == m.Currency {
		return money.Money{Amount: money.Amount(money.MulDiv(int64(m.Amount), int64(money.Unit), int64(r.Amount))), Currency: to}, true
	}
	return money.Money{}, false
}

// storeChanges compares two stores on a day for every product and every program that
// serves both, fee by fee.
func (f *diffFlags) storeChanges(a *assortment, filter *cardFilter, stores [2]market.Marketplace, d civil.Date,
	rates map[money.Currency]money.Money) (out []storeChange) {
	for _, use := range filter.programs {
		if !slices.Contains(servers(stores[0]), use) || !slices.Contains(servers(stores[1]), use) {
			continue
		}
		for i := range a.products {
			p := &a.products[i]
			left, right := a.storeFees(p, use, stores[0], filter, d), a.storeFees(p, use, stores[1], filter, d)
			for _, k := range covered {
				c := storeChange{sku: p.sku, program: use, kind: k, sides: [2]storeSide{left[k], right[k]}}
				if c.said() {
					c.compare(rates)
					out = append(out, c)
				}
			}
		}
	}
	return out
}

// storeFees prices the fees of a unit in one store.
func (a *assortment) storeFees(p *product, use market.Program, m market.Marketplace, filter *cardFilter,
	d civil.Date) map[market.FeeKind]storeSide {
	one := *filter
	one.markets, one.programs = []market.Marketplace{m}, []market.Program{use}
	l := lookup{a.book, p.item, &one, a.assume}
	out := map[market.FeeKind]storeSide{}
	for _, k := range covered {
		out[k] = storeSide{store: m}
	}
	ask := fee.Ask{Program: use, Market: m, On: d, Item: p.item, Price: p.prices[m][use], Assume: a.assume}
	for _, row := range l.ofUnit(use, m, period{d, d}) {
		s := storeSide{store: m, span: row.spans[0]}
		s.amount, s.known = amountOf(a.book, ask, row.kind, s.span.card)
		out[row.kind] = s
	}
	return out
}

// said reports whether the fee is charged or missing in either store.
func (c *storeChange) said() bool {
	return slices.ContainsFunc(c.sides[:], func(s storeSide) bool {
		return s.span.missing || s.known && s.amount.Amount != 0
	})
}

func (c *storeChange) compare(rates map[money.Currency]money.Money) {
	a, b := &c.sides[0], &c.sides[1]
	if a.span.missing || b.span.missing || !a.known && a.span.card != "" || !b.known && b.span.card != "" {
		return
	}
	to := b.store.Currency()
	if b.known {
		to = b.amount.Currency
	}
	first, ok := convert(a.amount, to, rates)
	if !a.known {
		first, ok = money.Money{Currency: to}, true
	}
	if ok {
		c.by = signed(money.Money{Amount: (b.amount.Amount - first.Amount).RoundCents(), Currency: to})
	}
}

func (s *storeSide) text() string {
	switch {
	case s.span.missing:
		return "MISSING"
	case s.known:
		return s.amount.String()
	case s.span.card != "":
		return "needs more" // a price, or how the stock is kept
	}
	return "none"
}

func storesText(w io.Writer, changes []storeChange, stores [2]market.Marketplace, d civil.Date) {
	paragraph(w, pageWidth(), "", fmt.Sprintf("Fees of a unit in %v and in %v on %v", stores[0], stores[1], d))
	if len(changes) == 0 {
		fmt.Fprintln(w, "\nNo program serves both stores.")
		return
	}
	for first := 0; first < len(changes); {
		end := first
		for end < len(changes) && changes[end].program == changes[first].program {
			end++
		}
		fmt.Fprintf(w, "\n%v\n", changes[first].program)
		g := grid{indent: 2, right: []int{2, 3, 4}}
		g.add("SKU", "FEE", stores[0].String(), stores[1].String(), "CHANGE")
		for _, c := range changes[first:end] {
			g.add(c.sku, c.kind.String(), c.sides[0].text(), c.sides[1].text(), c.by)
		}
		if changes[first].sku == "" {
			g.remove(0)
		}
		g.drop(1, "")
		g.write(w)
		first = end
	}
}

type storeSideJSON struct {
	Market   string  `json:"market"`
	Status   string  `json:"status"` // "card", "missing" or "none"
	Card     string  `json:"card,omitempty"`
	Amount   *string `json:"amount"` // null where the product does not say
	Currency *string `json:"currency"`
}

func (s *storeSide) json() storeSideJSON {
	out := storeSideJSON{Market: s.store.String(), Status: s.span.status(), Card: s.span.card}
	if s.known && !s.span.missing {
		out.Amount, out.Currency = orNull(s.amount.Amount.String()), orNull(s.amount.Currency.String())
	}
	return out
}

type storeChangeJSON struct {
	SKU        string        `json:"sku,omitempty"`
	Program    string        `json:"program"`
	Kind       string        `json:"kind"`
	Before     storeSideJSON `json:"before"`
	After      storeSideJSON `json:"after"`
	Difference *string       `json:"difference"` // in the second store's currency
}

func storesJSON(w io.Writer, changes []storeChange, d civil.Date) error {
	doc := struct {
		FormatVersion int               `json:"format_version"`
		On            string            `json:"on"`
		Changes       []storeChangeJSON `json:"changes"`
	}{result.FormatVersion, d.String(), []storeChangeJSON{}}
	for i := range changes {
		c := &changes[i]
		by, _, _ := strings.Cut(strings.TrimPrefix(c.by, "+"), " ")
		doc.Changes = append(doc.Changes, storeChangeJSON{c.sku, c.program.String(), c.kind.String(),
			c.sides[0].json(), c.sides[1].json(), orNull(by)})
	}
	return writeJSON(w, doc)
}
