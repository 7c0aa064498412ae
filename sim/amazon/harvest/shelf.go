package harvest

import (
	"cmp"
	"slices"

	"fbasim/sim/amazon"
	"fbasim/sim/civil"
)

// Shelf says on which days nothing sellable of a SKU lay in a country: on them sales say nothing of
// demand. It comes from the daily summary of the Inventory Ledger.
type Shelf struct {
	SKU      string
	Country  string // "" where the report named none
	From, To civil.Date
	Empty    []civil.Date // in order; a day of which the report has no row counts as empty
}

// shelfTable is the sellable balance by SKU, country and day.
type shelfTable struct {
	rows map[stockKey]*balance
	last civil.Date
}

// balance is whether anything lay there, by day from the first on.
type balance struct {
	first  civil.Date
	filled []bool
}

// ledgerDay adds a row of the Inventory Ledger's summary.
func (g *gatherer) ledgerDay(r amazon.LedgerDay) use {
	u := use{unused: !r.Date.Has || r.Disposition != "SELLABLE" || r.SKU == ""}
	if u.unused {
		return u
	}
	u.day = r.Date.Value
	t := g.shelves
	t.last = max(t.last, u.day)
	country := ""
	if len(r.Location) == len("US") {
		country = r.Location
	}
	k := stockKey{r.SKU, country}
	b := t.rows[k]
	if b == nil {
		b = &balance{first: u.day}
		t.rows[k] = b
	}
	b.set(u.day, r.Start > 0 || r.End > 0 || r.Shipments != 0)
	return u
}

// set notes a day, in whatever order days come.
func (b *balance) set(day civil.Date, filled bool) {
	if day < b.first {
		b.filled = append(make([]bool, b.first-day), b.filled...)
		b.first = day
	}
	if n := int(day-b.first) + 1; n > len(b.filled) {
		b.filled = append(b.filled, make([]bool, n-len(b.filled))...)
	}
	b.filled[day-b.first] = b.filled[day-b.first] || filled
}

func (t *shelfTable) list() (list []Shelf) {
	for k, b := range t.rows {
		s := Shelf{SKU: k.sku, Country: k.country, From: b.first, To: t.last}
		for day := b.first; day <= t.last; day++ {
			if i := int(day - b.first); i >= len(b.filled) || !b.filled[i] {
				s.Empty = append(s.Empty, day)
			}
		}
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b Shelf) int { return cmp.Or(cmp.Compare(a.SKU, b.SKU), cmp.Compare(a.Country, b.Country)) })
	return list
}
