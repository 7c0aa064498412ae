package amazon

import (
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// StorageFee is a row of the monthly storage fees (GET_FBA_STORAGE_FEE_CHARGES_DATA).
type StorageFee struct {
	ASIN, FNSKU string
	Center      string
	Country     string // ISO 3166
	Sides       [3]Maybe[float64]
	SideUnit    string
	Weight      Maybe[float64]
	WeightUnit  string
	Volume      Maybe[float64] // of an item, in VolumeUnit
	VolumeUnit  string
	Tier        string
	OnHand      Maybe[float64] // average units
	Pending     Maybe[float64] // average units pending removal
	TotalVolume Maybe[float64]
	Month       string // "2026-05", as the report writes it
	Rate        Maybe[money.Amount]
	BaseRate    Maybe[money.Amount]
	Surcharge   Maybe[money.Amount] // utilization surcharge rate
	Currency    money.Currency
	Fee         Maybe[money.Amount] // estimated monthly storage fee
}

// Dims returns the sides, false where one is missing or the unit is unknown.
func (f StorageFee) Dims() (quantity.Dims, bool) { return dims(f.Sides, f.SideUnit) }

// ItemWeight returns the weight, false where it is missing or the unit is unknown.
func (f StorageFee) ItemWeight() (quantity.Weight, bool) { return weight(f.Weight, f.WeightUnit) }

var storageColumns = schema[StorageFee]{
	text("asin", must, func(r *StorageFee) *string { return &r.ASIN }),
	text("fnsku", may, func(r *StorageFee) *string { return &r.FNSKU }),
	text("fulfillment-center", may, func(r *StorageFee) *string { return &r.Center }),
	country("country-code", may, func(r *StorageFee) *string { return &r.Country }),
	number("longest-side", may, func(r *StorageFee) *Maybe[float64] { return &r.Sides[0] }),
	number("median-side", may, func(r *StorageFee) *Maybe[float64] { return &r.Sides[1] }),
	number("shortest-side", may, func(r *StorageFee) *Maybe[float64] { return &r.Sides[2] }),
	text("measurement-units", may, func(r *StorageFee) *string { return &r.SideUnit }),
	number("weight", may, func(r *StorageFee) *Maybe[float64] { return &r.Weight }),
	text("weight-units", may, func(r *StorageFee) *string { return &r.WeightUnit }),
	number("item-volume", may, func(r *StorageFee) *Maybe[float64] { return &r.Volume }),
	text("volume-units", may, func(r *StorageFee) *string { return &r.VolumeUnit }),
	text("product-size-tier", may, func(r *StorageFee) *string { return &r.Tier }),
	number("average-quantity-on-hand", may, func(r *StorageFee) *Maybe[float64] { return &r.OnHand }),
	number("average-quantity-pending-removal", may, func(r *StorageFee) *Maybe[float64] { return &r.Pending }),
	number("estimated-total-item-volume", may, func(r *StorageFee) *Maybe[float64] { return &r.TotalVolume }),
	text("month-of-charge", must, func(r *StorageFee) *string { return &r.Month }),
	amount("storage-rate", may, func(r *StorageFee) *Maybe[money.Amount] { return &r.Rate }),
	amount("base-rate", may, func(r *StorageFee) *Maybe[money.Amount] { return &r.BaseRate }),
	amount("utilization-surcharge-rate", may, func(r *StorageFee) *Maybe[money.Amount] { return &r.Surcharge }),
	currency("currency", may, func(r *StorageFee) *money.Currency { return &r.Currency }),
	amount("estimated-monthly-storage-fee", need, func(r *StorageFee) *Maybe[money.Amount] { return &r.Fee }),
}

var storageKind = kind{
	report: StorageFees, title: "Monthly storage fees", api: "GET_FBA_STORAGE_FEE_CHARGES_DATA",
	known:    columns("asin month-of-charge estimated-monthly-storage-fee"),
	variants: []variant{{name: "general"}},
	uses:     storageColumns.uses(),
}

// ReadStorageFees reads the rows of the monthly storage fees.
func ReadStorageFees(f Recognized, visit ...Visit[StorageFee]) error {
	return read(f, StorageFees, storageColumns, visit)
}
