package amazon

import (
	"fbasim/sim/civil"
	"fbasim/sim/money"
)

// AgeBands are the age bands of Planning, in days, the last without end.
var AgeBands = [...]string{"0-90", "91-180", "181-270", "271-365", "366-455", "456+"}

// Planning is a row of FBA inventory planning (GET_FBA_INVENTORY_PLANNING_DATA).
type Planning struct {
	Date         civil.Date // of the snapshot
	SKU, ASIN    string
	Available    int
	Age          [len(AgeBands)]int // units by AgeBands
	Sold         [4]int             // units shipped in the last 7, 30, 60, 90 days
	Price        Maybe[money.Amount]
	Currency     money.Currency
	Volume       Maybe[float64] // item-volume, in VolumeUnit
	VolumeUnit   string
	StorageType  string
	Store        Store
	Supply       Maybe[float64]      // days of supply
	Storage      Maybe[money.Amount] // estimated storage cost of next month
	Inbound      int
	Historical   Maybe[float64] // historical days of supply
	Minimum      Maybe[int]     // minimum inventory level
	LowInventory Maybe[bool]    // the fee is applied this week
	Exempt       Maybe[bool]    // from that fee
}

var planningColumns = schema[Planning]{
	day("snapshot-date", must, func(r *Planning) *civil.Date { return &r.Date }),
	text("sku", must, func(r *Planning) *string { return &r.SKU }),
	text("asin", may, func(r *Planning) *string { return &r.ASIN }),
	count("available", must, func(r *Planning) *int { return &r.Available }),
	count("inv-age-0-to-90-days", may, func(r *Planning) *int { return &r.Age[0] }),
	count("inv-age-91-to-180-days", may, func(r *Planning) *int { return &r.Age[1] }),
	count("inv-age-181-to-270-days", may, func(r *Planning) *int { return &r.Age[2] }),
	count("inv-age-271-to-365-days", may, func(r *Planning) *int { return &r.Age[3] }),
	count("inv-age-366-to-455-days", may, func(r *Planning) *int { return &r.Age[4] }),
	count("inv-age-456-plus-days", may, func(r *Planning) *int { return &r.Age[5] }),
	count("units-shipped-t7", may, func(r *Planning) *int { return &r.Sold[0] }),
	count("units-shipped-t30", may, func(r *Planning) *int { return &r.Sold[1] }),
	count("units-shipped-t60", may, func(r *Planning) *int { return &r.Sold[2] }),
	count("units-shipped-t90", may, func(r *Planning) *int { return &r.Sold[3] }),
	amount("your-price", may, func(r *Planning) *Maybe[money.Amount] { return &r.Price }),
	currency("currency", may, func(r *Planning) *money.Currency { return &r.Currency }),
	number("item-volume", may, func(r *Planning) *Maybe[float64] { return &r.Volume }),
	text("volume-unit-measurement", may, func(r *Planning) *string { return &r.VolumeUnit }),
	text("storage-type", may, func(r *Planning) *string { return &r.StorageType }),
	store("marketplace", may, func(r *Planning) *Store { return &r.Store }),
	number("days-of-supply", may, func(r *Planning) *Maybe[float64] { return &r.Supply }),
	amount("estimated-storage-cost-next-month", may, func(r *Planning) *Maybe[money.Amount] { return &r.Storage }),
	count("inbound-quantity", may, func(r *Planning) *int { return &r.Inbound }),
	number("historical-days-of-supply", may, func(r *Planning) *Maybe[float64] { return &r.Historical }),
	maybeCount("fba-minimum-inventory-level", may, func(r *Planning) *Maybe[int] { return &r.Minimum }),
	maybeYes("low-inventory-level-fee-applied-in-current-week?", may,
		func(r *Planning) *Maybe[bool] { return &r.LowInventory }),
	maybeYes("exempted-from-low-inventory-level-fee?", may, func(r *Planning) *Maybe[bool] { return &r.Exempt }),
}

var planningKind = kind{
	report: PlanningReport, title: "FBA inventory planning", api: "GET_FBA_INVENTORY_PLANNING_DATA",
	known:    columns("snapshot-date sku available units-shipped-t7 days-of-supply"),
	variants: []variant{{name: "general"}},
	uses:     planningColumns.uses(),
}

// ReadPlanning reads the rows of FBA inventory planning.
func ReadPlanning(f Recognized, visit ...Visit[Planning]) error {
	return read(f, PlanningReport, planningColumns, visit)
}
