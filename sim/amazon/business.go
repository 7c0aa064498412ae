package amazon

import "fbasim/sim/money"

// Traffic is a row of the Business report "Detail Page Sales and Traffic by Child Item" or of
// its JSON twin (GET_SALES_AND_TRAFFIC_REPORT, the part by ASIN). It has no
// dates: who imports it says which days it covers. Shares are of one, not of a hundred.
type Traffic struct {
	Parent, ASIN string
	SKU          string // "" in files by ASIN
	Sessions     int    // of consumers and businesses, all devices
	PageViews    int
	BuyBox       Maybe[money.Rate] // featured offer share
	Units        int
	Conversion   Maybe[money.Rate] // units per session; can be above one
	Sales        Maybe[money.Amount]
	Items        int // order items
}

var trafficColumns = schema[Traffic]{
	text("(parent)-asin", may, func(r *Traffic) *string { return &r.Parent }),
	text("(child)-asin", must, func(r *Traffic) *string { return &r.ASIN }),
	text("sku", may, func(r *Traffic) *string { return &r.SKU }),
	count("sessions-total|sessions", must, func(r *Traffic) *int { return &r.Sessions }),
	count("page-views-total|page-views", may, func(r *Traffic) *int { return &r.PageViews }),
	percent("featured-offer-(buy-box)-percentage|featured-offer-percentage|buy-box-percentage", may,
		func(r *Traffic) *Maybe[money.Rate] { return &r.BuyBox }),
	count("units-ordered", must, func(r *Traffic) *int { return &r.Units }),
	percent("unit-session-percentage", may, func(r *Traffic) *Maybe[money.Rate] { return &r.Conversion }),
	amount("ordered-product-sales", may, func(r *Traffic) *Maybe[money.Amount] { return &r.Sales }),
	count("total-order-items", may, func(r *Traffic) *int { return &r.Items }),
}

var trafficKind = kind{
	report: Business, title: "Business report by child item", api: "Seller Central download",
	known: columns("(child)-asin units-ordered unit-session-percentage ordered-product-sales"),
	variants: []variant{
		{name: "by device", has: columns("sessions-mobile-app")},
		{name: "by SKU", has: columns("sku")},
		{name: "by ASIN"},
	},
	uses: trafficColumns.uses(),
}

// ReadBusiness reads the rows of a Business report by child item.
func ReadBusiness(f Recognized, visit ...Visit[Traffic]) error {
	return read(f, Business, trafficColumns, visit)
}
