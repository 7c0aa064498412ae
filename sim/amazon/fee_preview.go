package amazon

import (
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// FeePreview is a row of the FBA Fee Preview (GET_FBA_ESTIMATED_FBA_FEES_TXT_DATA): what Amazon
// measured of a SKU and the fees it expects.
type FeePreview struct {
	SKU, FNSKU, ASIN string
	Store            Store // of amazon-store; "" in files without that column
	Name             string
	Group            string // product group, Amazon's own category name
	Brand            string
	Local            Maybe[bool] // has-local-inventory, of European files
	Currency         money.Currency
	Price            Maybe[money.Amount] // your-price
	SalesPrice       Maybe[money.Amount]
	Sides            [3]Maybe[float64] // longest, median, shortest, in SideUnit
	SideUnit         string            // "inches", "centimeters"
	Weight           Maybe[float64]    // item-package-weight, in WeightUnit
	WeightUnit       string            // "pounds", "grams", ...
	Tier             string            // product size tier or band, in Amazon's words
	Total            Maybe[money.Amount]
	Referral         Maybe[money.Amount]
	Closing          Maybe[money.Amount]
	Handling         Maybe[money.Amount] // order handling, per order
	PickPack         Maybe[money.Amount]
	WeightHandling   Maybe[money.Amount]
	Fulfillment      Maybe[money.Amount] // expected (domestic) fulfillment fee per unit
	Future           Maybe[money.Amount] // expected fulfillment fee per unit after the next change
	FutureReferral   Maybe[money.Amount]
}

// FulfillmentFee returns the fulfillment fee of a unit. Files without a column for it, such as those
// of Amazon.ca, hold its parts: pick and pack, and weight handling.
func (p FeePreview) FulfillmentFee() Maybe[money.Amount] {
	if p.Fulfillment.Has || !p.PickPack.Has && !p.WeightHandling.Has {
		return p.Fulfillment
	}
	return Some(p.PickPack.Or(0) + p.WeightHandling.Or(0))
}

// Dims returns the sides, false where one is missing or the unit is unknown.
func (p FeePreview) Dims() (quantity.Dims, bool) { return dims(p.Sides, p.SideUnit) }

// PackageWeight returns the weight, false where it is missing or the unit is unknown.
func (p FeePreview) PackageWeight() (quantity.Weight, bool) { return weight(p.Weight, p.WeightUnit) }

var feePreviewColumns = schema[FeePreview]{
	text("sku", must, func(r *FeePreview) *string { return &r.SKU }),
	text("fnsku", may, func(r *FeePreview) *string { return &r.FNSKU }),
	text("asin", may, func(r *FeePreview) *string { return &r.ASIN }),
	store("amazon-store", may, func(r *FeePreview) *Store { return &r.Store }),
	text("product-name", may, func(r *FeePreview) *string { return &r.Name }),
	text("product-group", may, func(r *FeePreview) *string { return &r.Group }),
	text("brand", may, func(r *FeePreview) *string { return &r.Brand }),
	maybeYes("has-local-inventory", may, func(r *FeePreview) *Maybe[bool] { return &r.Local }),
	amount("your-price", may, func(r *FeePreview) *Maybe[money.Amount] { return &r.Price }),
	amount("sales-price", may, func(r *FeePreview) *Maybe[money.Amount] { return &r.SalesPrice }),
	number("longest-side", need, func(r *FeePreview) *Maybe[float64] { return &r.Sides[0] }),
	number("median-side", need, func(r *FeePreview) *Maybe[float64] { return &r.Sides[1] }),
	number("shortest-side", need, func(r *FeePreview) *Maybe[float64] { return &r.Sides[2] }),
	text("unit-of-dimension", may, func(r *FeePreview) *string { return &r.SideUnit }),
	number("item-package-weight", may, func(r *FeePreview) *Maybe[float64] { return &r.Weight }),
	text("unit-of-weight", may, func(r *FeePreview) *string { return &r.WeightUnit }),
	text("product-size-tier|product-size-weight-band", may, func(r *FeePreview) *string { return &r.Tier }),
	currency("currency", need, func(r *FeePreview) *money.Currency { return &r.Currency }),
	amount("estimated-fee-total", may, func(r *FeePreview) *Maybe[money.Amount] { return &r.Total }),
	amount("estimated-referral-fee-per-unit", may, func(r *FeePreview) *Maybe[money.Amount] { return &r.Referral }),
	amount("estimated-variable-closing-fee", may, func(r *FeePreview) *Maybe[money.Amount] { return &r.Closing }),
	amount("estimated-order-handling-fee-per-order", may,
		func(r *FeePreview) *Maybe[money.Amount] { return &r.Handling }),
	amount("estimated-pick-pack-fee-per-unit", may, func(r *FeePreview) *Maybe[money.Amount] { return &r.PickPack }),
	amount("estimated-weight-handling-fee-per-unit", may,
		func(r *FeePreview) *Maybe[money.Amount] { return &r.WeightHandling }),
	amount("expected-fulfillment-fee-per-unit|expected-domestic-fulfillment-fee-per-unit", may,
		func(r *FeePreview) *Maybe[money.Amount] { return &r.Fulfillment }),
	amount("expected-future-fulfillment-fee-per-unit|expected-future-domestic-fulfillment-fee-per-unit", may,
		func(r *FeePreview) *Maybe[money.Amount] { return &r.Future }),
	amount("estimated-future-referral-fee-per-unit", may,
		func(r *FeePreview) *Maybe[money.Amount] { return &r.FutureReferral }),
}

var feePreviewKind = kind{
	report: FeePreviews, title: "FBA Fee Preview", api: "GET_FBA_ESTIMATED_FBA_FEES_TXT_DATA",
	known: columns("sku longest-side median-side shortest-side item-package-weight estimated-fee-total"),
	variants: []variant{
		{name: "Europe", has: columns("expected-domestic-fulfillment-fee-per-unit")},
		{name: "with fee categories", has: columns("current-fee-category")},
		{name: "United States 2026", has: columns("amazon-store expected-future-fulfillment-fee-per-unit")},
		{name: "United States 2020", has: columns("product-size-tier expected-fulfillment-fee-per-unit")},
		{name: "Canada 2020", lacks: columns("product-size-tier expected-fulfillment-fee-per-unit")},
		{name: "other"},
	},
	uses: feePreviewColumns.uses(),
}

// ReadFeePreviews reads the rows of an FBA Fee Preview.
func ReadFeePreviews(f Recognized, visit ...Visit[FeePreview]) error {
	return read(f, FeePreviews, feePreviewColumns, visit)
}
