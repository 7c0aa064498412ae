package amazon

import (
	"time"

	"fbasim/sim/money"
)

// Return is a row of the returns reports: FBA Customer Returns
// (GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA) and the seller-fulfilled one
// (GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE). What customers wrote is not read.
type Return struct {
	Order       OrderID
	Returned    time.Time // received by Amazon, or requested of the seller
	Ordered     time.Time // of the seller-fulfilled report only
	SKU, ASIN   string
	FNSKU       string
	Quantity    int
	Center      string
	Disposition string // "SELLABLE", "CUSTOMER_DAMAGED", ...
	Reason      string // "UNWANTED_ITEM", ...
	Status      string
	Channel     Channel
	Currency    money.Currency      // of the seller-fulfilled report only
	Refunded    Maybe[money.Amount] // likewise
}

var returnColumns = schema[Return]{
	moment("return-date", must, func(r *Return) *time.Time { return &r.Returned }),
	orderID("order-id", must, func(r *Return) *OrderID { return &r.Order }),
	text("sku", must, func(r *Return) *string { return &r.SKU }),
	text("asin", may, func(r *Return) *string { return &r.ASIN }),
	text("fnsku", may, func(r *Return) *string { return &r.FNSKU }),
	count("quantity", must, func(r *Return) *int { return &r.Quantity }),
	text("fulfillment-center-id", may, func(r *Return) *string { return &r.Center }),
	text("detailed-disposition", may, func(r *Return) *string { return &r.Disposition }),
	text("reason", may, func(r *Return) *string { return &r.Reason }),
	text("status", may, func(r *Return) *string { return &r.Status }),
}

var returnsKind = kind{
	report: Returns, title: "FBA Customer Returns", api: "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA",
	known:    columns("return-date order-id sku quantity detailed-disposition"),
	variants: []variant{{name: "FBA"}},
	uses:     returnColumns.uses(),
}

var sellerReturnColumns = schema[Return]{
	orderID("order-id", must, func(r *Return) *OrderID { return &r.Order }),
	moment("order-date", may, func(r *Return) *time.Time { return &r.Ordered }),
	moment("return-request-date", must, func(r *Return) *time.Time { return &r.Returned }),
	text("return-request-status", may, func(r *Return) *string { return &r.Status }),
	currency("currency-code", may, func(r *Return) *money.Currency { return &r.Currency }),
	text("asin", may, func(r *Return) *string { return &r.ASIN }),
	text("merchant-sku", must, func(r *Return) *string { return &r.SKU }),
	count("return-quantity", must, func(r *Return) *int { return &r.Quantity }),
	text("return-reason", may, func(r *Return) *string { return &r.Reason }),
	text("resolution", may, func(r *Return) *string { return &r.Disposition }),
	amount("refunded-amount", may, func(r *Return) *Maybe[money.Amount] { return &r.Refunded }),
}

var sellerReturnsKind = kind{
	report: Returns, title: "Seller-fulfilled returns", api: "GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE",
	known:    columns("order-id return-request-date merchant-sku return-quantity return-reason"),
	variants: []variant{{name: sellerVariant}},
	uses:     sellerReturnColumns.uses(),
}

// sellerVariant is the variant of Returns of orders the seller ships.
const sellerVariant = "seller-fulfilled"

// ReadReturns reads the rows of a returns report of either kind.
func ReadReturns(f Recognized, visit ...Visit[Return]) error {
	by, columns := Amazon, returnColumns
	if f.Variant == sellerVariant {
		by, columns = Merchant, sellerReturnColumns
	}
	rows := make([]Visit[Return], len(visit))
	for i, each := range visit {
		rows[i] = func(r Return) error {
			r.Channel = by
			return each(r)
		}
	}
	return read(f, Returns, columns, rows)
}
