package scenario

import (
	"path/filepath"

	"fbasim/sim/diag"
	"fbasim/sim/market"
	"fbasim/sim/scenario/document"
)

// LoadCatalog reads a catalog file by itself: its products with what fees depend on, which is
// category, size, weight, dangerous goods, fee group and prices, by SKU. The products are nil
// when the list, which is sorted and never nil, holds errors.
func LoadCatalog(path string, read func(path string) ([]byte, error)) ([]*Product, *diag.List) {
	list := &diag.List{}
	file := filepath.ToSlash(filepath.Clean(path))
	b := newBuilder(file, Options{Read: read}, list)
	at := document.Pos{File: file, Line: 1, Col: 1}
	name := document.NewString(filepath.Base(file), at)
	rows := b.catalog(document.NewTable(at, document.Field{Name: "file", Node: name}))
	all := b.root(rows).sub("product")
	var products []*Product
	for _, f := range all.node.Fields() {
		products = append(products, buildPriced(all.sub(f.Name), f.Name))
	}
	list.Sort()
	if list.Errors() > 0 {
		return nil, list
	}
	sortBySKU(products)
	return products, list
}

// buildPriced reads what the fees of a product depend on.
func buildPriced(s scope, sku string) *Product {
	p := &Product{
		SKU: sku, ASIN: sku, Pos: s.near,
		Category: s.sub("category").categoryField(), Size: s.sub("size").sizeField(),
		Weight:         s.sub("weight").weightField(),
		DangerousGoods: s.sub("dangerous_goods").boolField(),
		FeeGroup:       s.sub("fee_group").textField(),
	}
	for m := market.US; m < market.MarketplaceCount; m++ {
		p.Price[m] = prices(s.sub("price").sub(m.String()))
		p.hasPrice[m] = s.sub("price").sub(m.String()).present()
	}
	return p
}
