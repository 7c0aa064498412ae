package harvest

import (
	"cmp"
	"slices"

	"fbasim/sim/amazon"
	"fbasim/sim/money"
)

// productTable is the products by SKU.
type productTable struct{ products map[string]*Product }

func newProductTable() *productTable { return &productTable{map[string]*Product{}} }

func (t *productTable) at(sku string) *Product {
	p := t.products[sku]
	if p == nil {
		p = &Product{SKU: sku}
		t.products[sku] = p
	}
	return p
}

func (p *Product) identify(fnsku, asin string) {
	p.FNSKU, p.ASIN = cmp.Or(p.FNSKU, fnsku), cmp.Or(p.ASIN, asin)
}

func (p *Product) name(name string) *Product {
	p.Name = cmp.Or(p.Name, name)
	return p
}

// preview adds a row of the FBA Fee Preview. Of two rows of a SKU and store the first counts.
func (t *productTable) preview(r amazon.FeePreview) use {
	p := t.at(r.SKU).name(r.Name)
	p.identify(r.FNSKU, r.ASIN)
	p.Brand, p.Group, p.Tier = cmp.Or(p.Brand, r.Brand), cmp.Or(p.Group, r.Group), cmp.Or(p.Tier, r.Tier)
	if d, ok := r.Dims(); ok && !p.Dims.Has {
		p.Dims = amazon.Some(d)
	}
	if w, ok := r.PackageWeight(); ok && !p.Weight.Has {
		p.Weight = amazon.Some(w)
	}
	store := storeOf(r.Store, r.Currency)
	if slices.ContainsFunc(p.Fees, func(f Fees) bool { return f.Store == store && f.Currency == r.Currency }) {
		return use{unused: true}
	}
	price := r.SalesPrice
	if price.Or(0) <= 0 {
		price = r.Price
	}
	p.Fees = append(p.Fees, Fees{Store: store, Currency: r.Currency, Price: price, Total: r.Total, Referral: r.Referral,
		Closing: r.Closing, Fulfillment: r.FulfillmentFee()})
	p.price(store, price, r.Currency, "fee preview")
	return use{}
}

// storeOf is the store of a row that names none, where its currency tells.
func storeOf(s amazon.Store, c money.Currency) amazon.Store {
	if s != "" {
		return s
	}
	switch c {
	case money.USD:
		return "US"
	case money.CAD:
		return "CA"
	case money.MXN:
		return "MX"
	case money.BRL:
		return "BR"
	case money.GBP:
		return "GB"
	}
	return ""
}

// price notes a price where the store has none yet.
func (p *Product) price(store amazon.Store, a amazon.Maybe[money.Amount], c money.Currency, source string) {
	if !a.Has || a.Value <= 0 || slices.ContainsFunc(p.Prices, func(x Price) bool { return x.Store == store }) {
		return
	}
	p.Prices = append(p.Prices, Price{Store: store, Money: money.Money{Amount: a.Value, Currency: c}, Source: source})
}

// inventory adds what Manage FBA Inventory says of a product. Its price has a currency only where the
// row names a store.
func (t *productTable) inventory(r amazon.Stock) {
	p := t.at(r.SKU).name(r.Name)
	p.identify(r.FNSKU, r.ASIN)
	if m, ok := r.Store.Market(); ok {
		p.price(r.Store, r.Price, m.Currency(), "inventory")
	}
}

// fromSeries adds products that only sales know of, and mean prices where no report has any.
func (t *productTable) fromSeries(series []Series) {
	mean := func(s Series, own bool) {
		if m, ok := s.Store.Market(); ok && s.Priced > 0 && (s.Currency == m.Currency()) == own {
			each := money.Amount(money.MulDiv(int64(s.Sales), 1, int64(s.Priced))).RoundCents()
			t.at(s.SKU).price(s.Store, amazon.Some(each), s.Currency, "orders")
		}
	}
	for _, s := range series {
		t.at(s.SKU).identify("", s.ASIN)
		mean(s, true)
	}
	for _, s := range series { // a line in a foreign currency is no price where there are others
		mean(s, false)
	}
}

func (t *productTable) list() (list []Product) {
	for _, p := range t.products {
		slices.SortFunc(p.Prices, func(a, b Price) int { return cmp.Compare(a.Store, b.Store) })
		slices.SortFunc(p.Fees, func(a, b Fees) int {
			return cmp.Or(cmp.Compare(a.Store, b.Store), cmp.Compare(a.Currency, b.Currency))
		})
		list = append(list, *p)
	}
	slices.SortFunc(list, func(a, b Product) int { return cmp.Compare(a.SKU, b.SKU) })
	return list
}
