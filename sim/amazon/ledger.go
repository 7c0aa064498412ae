package amazon

import (
	"time"

	"fbasim/sim/civil"
)

// LedgerEvent is an event of the Inventory Ledger's detail (GET_LEDGER_DETAIL_VIEW_DATA) or of the
// reports it replaced: receipts and inventory events. Identical rows are events of their own.
type LedgerEvent struct {
	Date      civil.Date
	At        time.Time // Date and Time; zero in files without it
	SKU       string
	FNSKU     string
	ASIN      string
	Event     string // "Receipts", "Shipments", "CustomerReturns", "Adjustments", ...
	Reference string // of receipts: the FBA shipment
	Quantity  int    // signed
	Center    string
	// Disposition is that of the units: "SELLABLE", "CUSTOMER_DAMAGED", ...
	Disposition string
	Reason      string
	Country     string // ISO 3166 of the fulfillment center; "" where missing
	Store       Store  // "" where missing
}

var ledgerColumns = schema[LedgerEvent]{
	day("date", must, func(r *LedgerEvent) *civil.Date { return &r.Date }),
	moment("date-and-time", may, func(r *LedgerEvent) *time.Time { return &r.At }),
	text("msku", must, func(r *LedgerEvent) *string { return &r.SKU }),
	text("fnsku", may, func(r *LedgerEvent) *string { return &r.FNSKU }),
	text("asin", may, func(r *LedgerEvent) *string { return &r.ASIN }),
	text("event-type", must, func(r *LedgerEvent) *string { return &r.Event }),
	text("reference-id", may, func(r *LedgerEvent) *string { return &r.Reference }),
	count("quantity", must, func(r *LedgerEvent) *int { return &r.Quantity }),
	text("fulfillment-center", may, func(r *LedgerEvent) *string { return &r.Center }),
	text("disposition", may, func(r *LedgerEvent) *string { return &r.Disposition }),
	text("reason", may, func(r *LedgerEvent) *string { return &r.Reason }),
	country("country", may, func(r *LedgerEvent) *string { return &r.Country }),
	store("store", may, func(r *LedgerEvent) *Store { return &r.Store }),
}

var ledgerKind = kind{
	report: Ledger, title: "Inventory Ledger, detail", api: "GET_LEDGER_DETAIL_VIEW_DATA",
	known:    columns("date msku event-type quantity"),
	variants: []variant{{name: "detail"}},
	uses:     ledgerColumns.uses(),
}

var receiptColumns = schema[LedgerEvent]{
	moment("received-date", must, func(r *LedgerEvent) *time.Time { return &r.At }),
	text("fnsku", may, func(r *LedgerEvent) *string { return &r.FNSKU }),
	text("sku", must, func(r *LedgerEvent) *string { return &r.SKU }),
	count("quantity", must, func(r *LedgerEvent) *int { return &r.Quantity }),
	text("fba-shipment-id", must, func(r *LedgerEvent) *string { return &r.Reference }),
	text("fulfillment-center-id", may, func(r *LedgerEvent) *string { return &r.Center }),
}

// The variants of Ledger whose tables differ from the ledger's own.
const (
	receiptsVariant = "receipts (retired)"
	eventsVariant   = "event detail (retired)"
)

var receiptsKind = kind{
	report: Ledger, title: "Received inventory", api: "GET_FBA_FULFILLMENT_INVENTORY_RECEIPTS_DATA",
	known:    columns("received-date sku quantity fba-shipment-id"),
	variants: []variant{{name: receiptsVariant}},
	uses:     receiptColumns.uses(),
}

var eventColumns = schema[LedgerEvent]{
	moment("snapshot-date", must, func(r *LedgerEvent) *time.Time { return &r.At }),
	text("transaction-type", must, func(r *LedgerEvent) *string { return &r.Event }),
	text("fnsku", may, func(r *LedgerEvent) *string { return &r.FNSKU }),
	text("sku", must, func(r *LedgerEvent) *string { return &r.SKU }),
	text("fulfillment-center-id", may, func(r *LedgerEvent) *string { return &r.Center }),
	count("quantity", must, func(r *LedgerEvent) *int { return &r.Quantity }),
	text("disposition", may, func(r *LedgerEvent) *string { return &r.Disposition }),
}

var eventsKind = kind{
	report: Ledger, title: "Inventory event detail", api: "GET_FBA_FULFILLMENT_INVENTORY_SUMMARY_DATA",
	known:    columns("snapshot-date transaction-type sku quantity disposition"),
	variants: []variant{{name: eventsVariant}},
	uses:     eventColumns.uses(),
}

// ReadLedger reads the events of the Inventory Ledger's detail or of a report it replaced.
func ReadLedger(f Recognized, visit ...Visit[LedgerEvent]) error {
	columns := ledgerColumns
	switch f.Variant {
	case receiptsVariant:
		columns = receiptColumns
	case eventsVariant:
		columns = eventColumns
	default:
		return read(f, Ledger, columns, visit)
	}
	rows := make([]Visit[LedgerEvent], len(visit))
	for i, each := range visit {
		rows[i] = func(r LedgerEvent) error {
			r.Date = civil.DateOf(r.At.Unix())
			if f.Variant == receiptsVariant {
				r.Event = "Receipts"
			}
			return each(r)
		}
	}
	return read(f, Ledger, columns, rows)
}

// LedgerDay is a row of the Inventory Ledger's summary (GET_LEDGER_SUMMARY_VIEW_DATA): a period's
// balance of a SKU, disposition and place. Quantities are signed as the report writes them.
type LedgerDay struct {
	Date        Maybe[civil.Date] // of a day; missing where the rows are of months
	SKU         string
	FNSKU, ASIN string
	Disposition string
	Location    string // country or center
	Store       Store
	Start, End  int // warehouse balance
	Transit     int // between warehouses
	Receipts    int
	Shipments   int
	Returns     int // of customers
	Vendor      int // of vendors
	Transfer    int
	Found       int
	Lost        int
	Damaged     int
	Disposed    int
	Events      int // others
	Unknown     int
}

var ledgerDayColumns = schema[LedgerDay]{
	maybeDay("date", need, func(r *LedgerDay) *Maybe[civil.Date] { return &r.Date }),
	text("msku", must, func(r *LedgerDay) *string { return &r.SKU }),
	text("fnsku", may, func(r *LedgerDay) *string { return &r.FNSKU }),
	text("asin", may, func(r *LedgerDay) *string { return &r.ASIN }),
	text("disposition", may, func(r *LedgerDay) *string { return &r.Disposition }),
	text("location", may, func(r *LedgerDay) *string { return &r.Location }),
	store("store", may, func(r *LedgerDay) *Store { return &r.Store }),
	count("starting-warehouse-balance", need, func(r *LedgerDay) *int { return &r.Start }),
	count("ending-warehouse-balance", need, func(r *LedgerDay) *int { return &r.End }),
	count("in-transit-between-warehouses", may, func(r *LedgerDay) *int { return &r.Transit }),
	count("receipts", may, func(r *LedgerDay) *int { return &r.Receipts }),
	count("customer-shipments", may, func(r *LedgerDay) *int { return &r.Shipments }),
	count("customer-returns", may, func(r *LedgerDay) *int { return &r.Returns }),
	count("vendor-returns", may, func(r *LedgerDay) *int { return &r.Vendor }),
	count("warehouse-transfer-in/out", may, func(r *LedgerDay) *int { return &r.Transfer }),
	count("found", may, func(r *LedgerDay) *int { return &r.Found }),
	count("lost", may, func(r *LedgerDay) *int { return &r.Lost }),
	count("damaged", may, func(r *LedgerDay) *int { return &r.Damaged }),
	count("disposed", may, func(r *LedgerDay) *int { return &r.Disposed }),
	count("other-events", may, func(r *LedgerDay) *int { return &r.Events }),
	count("unknown-events", may, func(r *LedgerDay) *int { return &r.Unknown }),
}

var ledgerDayKind = kind{
	report: LedgerSummary, title: "Inventory Ledger, summary", api: "GET_LEDGER_SUMMARY_VIEW_DATA",
	known:    columns("date msku starting-warehouse-balance ending-warehouse-balance"),
	variants: []variant{{name: "summary"}},
	uses:     ledgerDayColumns.uses(),
}

// ReadLedgerSummary reads the rows of the Inventory Ledger's summary.
func ReadLedgerSummary(f Recognized, visit ...Visit[LedgerDay]) error {
	return read(f, LedgerSummary, ledgerDayColumns, visit)
}
