package harvest

import (
	"cmp"
	"slices"

	"fbasim/sim/amazon"
)

type stockKey struct{ sku, country string }

// stockTable is the stock by SKU and country. Reports of stock have no dates, so of two that name a
// SKU in a country the first is taken.
type stockTable struct {
	stock map[stockKey]*stockRow
	bySKU map[string][]*stockRow
}

type stockRow struct {
	Stock
	file int // index of the file it is from
}

func newStockTable() *stockTable {
	return &stockTable{map[stockKey]*stockRow{}, map[string][]*stockRow{}}
}

// at returns the row that a file may add to, nil where another file has it.
func (t *stockTable) at(file int, sku, country string) *stockRow {
	k := stockKey{sku, country}
	r := t.stock[k]
	if r == nil {
		r = &stockRow{Stock: Stock{SKU: sku, Country: country}, file: file}
		t.stock[k] = r
		t.bySKU[sku] = append(t.bySKU[sku], r)
	}
	if r.file != file {
		return nil
	}
	return r
}

// inventory adds a row of Manage FBA Inventory.
func (g *gatherer) inventory(file int, r amazon.Stock) use {
	g.products.inventory(r)
	s := g.stock.at(file, r.SKU, string(r.Store))
	if s == nil {
		return use{unused: true}
	}
	s.Fulfillable += r.Fulfillable
	s.Reserved += r.Reserved
	s.Unsellable += r.Unsellable
	s.Working += r.Working
	s.Shipped += r.Shipped
	s.Receiving += r.Receiving
	return use{}
}

// reserved tells apart the reserved units that will be sellable. The report names no country: where
// the SKU has stock in several it says nothing.
func (g *gatherer) reserved(r amazon.Reserved) use {
	rows := g.stock.bySKU[r.SKU]
	if len(rows) != 1 {
		return use{unused: true}
	}
	rows[0].Moving = amazon.Some(r.Transfers + r.Processing)
	return use{}
}

// local adds a row of stock by country or of AFN inventory.
func (g *gatherer) local(file int, r amazon.LocalStock) use {
	g.products.at(r.SKU).identify(r.FNSKU, r.ASIN)
	if r.Country == "" && g.stock.named(r.SKU, file) {
		return use{unused: true} // Manage FBA Inventory says more
	}
	s := g.stock.at(file, r.SKU, r.Country)
	if s == nil {
		return use{unused: true}
	}
	if r.Quality == "UNSELLABLE" {
		s.Unsellable += r.Quantity
	} else {
		s.Fulfillable += r.Quantity
	}
	return use{}
}

// named reports whether another file than the given one has stock of a SKU.
func (t *stockTable) named(sku string, file int) bool {
	return slices.ContainsFunc(t.bySKU[sku], func(r *stockRow) bool { return r.file != file })
}

// planning adds a row of FBA inventory planning: ages, and the stock where no other report has it.
func (g *gatherer) planning(file int, r amazon.Planning) use {
	g.products.at(r.SKU).identify("", r.ASIN)
	u := use{day: r.Date}
	s := g.stock.stock[stockKey{r.SKU, string(r.Store)}]
	if s == nil {
		s = g.stock.stock[stockKey{r.SKU, ""}]
	}
	if s == nil {
		s = g.stock.at(file, r.SKU, string(r.Store))
		s.Fulfillable, s.Shipped = r.Available, r.Inbound
	}
	if s.Ages != nil && s.aged >= r.Date {
		u.unused = true
		return u
	}
	s.Ages, s.aged = r.Age[:], r.Date
	return u
}

func (t *stockTable) list() (list []Stock) {
	for _, r := range t.stock {
		list = append(list, r.Stock)
	}
	slices.SortFunc(list, func(a, b Stock) int {
		return cmp.Or(cmp.Compare(a.SKU, b.SKU), cmp.Compare(a.Country, b.Country))
	})
	return list
}

type offerKey struct {
	sku   string
	store amazon.Store
}

// offerTable is the offers in the order of the file.
type offerTable struct {
	list  []Offer
	index map[offerKey]int
}

// offer adds a row of the Remote Fulfillment ASIN Status file.
func (g *gatherer) offer(r amazon.Eligibility) use {
	g.products.at(r.SKU).name(r.Name).identify("", r.ASIN)
	k := offerKey{r.SKU, r.Store}
	if _, ok := g.offers.index[k]; ok {
		return use{unused: true}
	}
	g.offers.index[k] = len(g.offers.list)
	g.offers.list = append(g.offers.list, Offer{r.SKU, r.ASIN, r.Store, r.Status, r.Details, r.Enable})
	return use{}
}
