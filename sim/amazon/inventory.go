package amazon

import "fbasim/sim/money"

// Stock is a row of Manage FBA Inventory (GET_FBA_MYI_UNSUPPRESSED_INVENTORY_DATA and its archived
// twin GET_FBA_MYI_ALL_INVENTORY_DATA): the units of a SKU in each state. Quantities are 0 where a
// file has no such column.
type Stock struct {
	SKU, FNSKU, ASIN string
	Name             string
	Condition        string
	Price            Maybe[money.Amount]
	Fulfillable      int // afn-fulfillable-quantity: what can be sold
	Unsellable       int
	Reserved         int
	Researching      int
	Warehouse        int // afn-warehouse-quantity
	Total            int
	Working          int // inbound: planned, not yet shipped
	Shipped          int // inbound: on the way
	Receiving        int // inbound: being received
	Future           int // reserved future supply
	Volume           Maybe[float64]
	Store            Store // "" in older files
}

var stockColumns = schema[Stock]{
	text("sku", must, func(r *Stock) *string { return &r.SKU }),
	text("fnsku", may, func(r *Stock) *string { return &r.FNSKU }),
	text("asin", may, func(r *Stock) *string { return &r.ASIN }),
	text("product-name", may, func(r *Stock) *string { return &r.Name }),
	text("condition", may, func(r *Stock) *string { return &r.Condition }),
	amount("your-price", may, func(r *Stock) *Maybe[money.Amount] { return &r.Price }),
	count("afn-fulfillable-quantity", must, func(r *Stock) *int { return &r.Fulfillable }),
	count("afn-unsellable-quantity", may, func(r *Stock) *int { return &r.Unsellable }),
	count("afn-reserved-quantity", may, func(r *Stock) *int { return &r.Reserved }),
	count("afn-researching-quantity", may, func(r *Stock) *int { return &r.Researching }),
	count("afn-warehouse-quantity", may, func(r *Stock) *int { return &r.Warehouse }),
	count("afn-total-quantity", may, func(r *Stock) *int { return &r.Total }),
	count("afn-inbound-working-quantity", may, func(r *Stock) *int { return &r.Working }),
	count("afn-inbound-shipped-quantity", may, func(r *Stock) *int { return &r.Shipped }),
	count("afn-inbound-receiving-quantity", may, func(r *Stock) *int { return &r.Receiving }),
	count("afn-reserved-future-supply", may, func(r *Stock) *int { return &r.Future }),
	number("per-unit-volume", may, func(r *Stock) *Maybe[float64] { return &r.Volume }),
	store("store", may, func(r *Stock) *Store { return &r.Store }),
}

var stockKind = kind{
	report: Inventory, title: "Manage FBA Inventory", api: "GET_FBA_MYI_UNSUPPRESSED_INVENTORY_DATA",
	known: columns("sku afn-listing-exists afn-warehouse-quantity afn-fulfillable-quantity"),
	variants: []variant{
		{name: "with store", has: columns("store")}, {name: "older, without store"},
	},
	uses: stockColumns.uses(),
}

// ReadInventory reads the rows of Manage FBA Inventory.
func ReadInventory(f Recognized, visit ...Visit[Stock]) error {
	return read(f, Inventory, stockColumns, visit)
}

// LocalStock is a row of the reports of stock by country (GET_AFN_INVENTORY_DATA_BY_COUNTRY, which
// names the country) and of AFN inventory (GET_AFN_INVENTORY_DATA, which names the condition).
type LocalStock struct {
	SKU, FNSKU, ASIN string
	Condition        string
	Country          string // ISO 3166; "" in AFN inventory
	Quality          string // "SELLABLE", "UNSELLABLE"; "" by country
	Quantity         int
}

var localStockColumns = schema[LocalStock]{
	text("seller-sku", must, func(r *LocalStock) *string { return &r.SKU }),
	text("fulfillment-channel-sku", may, func(r *LocalStock) *string { return &r.FNSKU }),
	text("asin", may, func(r *LocalStock) *string { return &r.ASIN }),
	text("condition-type", may, func(r *LocalStock) *string { return &r.Condition }),
	country("country", may, func(r *LocalStock) *string { return &r.Country }),
	text("warehouse-condition-code", may, func(r *LocalStock) *string { return &r.Quality }),
	count("quantity-for-local-fulfillment|quantity-available", must, func(r *LocalStock) *int { return &r.Quantity }),
}

var byCountryKind = kind{
	report: LocalInventory, title: "Multi-country inventory", api: "GET_AFN_INVENTORY_DATA_BY_COUNTRY",
	known:    columns("seller-sku country quantity-for-local-fulfillment"),
	variants: []variant{{name: "by country"}},
	uses:     localStockColumns.uses(),
}

var afnKind = kind{
	report: LocalInventory, title: "AFN inventory", api: "GET_AFN_INVENTORY_DATA",
	known:    columns("seller-sku warehouse-condition-code quantity-available"),
	variants: []variant{{name: "AFN"}},
	uses:     localStockColumns.uses(),
}

// ReadLocalInventory reads the rows of stock by country or of AFN inventory.
func ReadLocalInventory(f Recognized, visit ...Visit[LocalStock]) error {
	return read(f, LocalInventory, localStockColumns, visit)
}

// Reserved is a row of Reserved Inventory (GET_RESERVED_INVENTORY_DATA).
type Reserved struct {
	SKU, FNSKU, ASIN string
	Quantity         int
	Customers        int // reserved for orders
	Transfers        int // between fulfillment centers: sellable later
	Processing       int
	Program          string
}

var reservedColumns = schema[Reserved]{
	text("sku", must, func(r *Reserved) *string { return &r.SKU }),
	text("fnsku", may, func(r *Reserved) *string { return &r.FNSKU }),
	text("asin", may, func(r *Reserved) *string { return &r.ASIN }),
	count("reserved-qty", must, func(r *Reserved) *int { return &r.Quantity }),
	count("reserved-customerorders", may, func(r *Reserved) *int { return &r.Customers }),
	count("reserved-fc-transfers", may, func(r *Reserved) *int { return &r.Transfers }),
	count("reserved-fc-processing", may, func(r *Reserved) *int { return &r.Processing }),
	text("program", may, func(r *Reserved) *string { return &r.Program }),
}

var reservedKind = kind{
	report: ReservedInventory, title: "Reserved Inventory", api: "GET_RESERVED_INVENTORY_DATA",
	known:    columns("sku reserved-qty reserved-customerorders"),
	variants: []variant{{name: "general"}},
	uses:     reservedColumns.uses(),
}

// ReadReserved reads the rows of Reserved Inventory.
func ReadReserved(f Recognized, visit ...Visit[Reserved]) error {
	return read(f, ReservedInventory, reservedColumns, visit)
}
