package amazon

// Eligibility is a row of the Remote Fulfillment ASIN Status file for one store
// (GET_REMOTE_FULFILLMENT_ELIGIBILITY, a workbook or tab-separated text): a row of the file gives
// as many as it has groups of columns. The layout is inferred from what readers of such files
// expect: a title for each store over its three columns, then the names of the columns.
type Eligibility struct {
	SKU, ASIN string
	Name      string
	Store     Store
	Status    string      // offer status, in English where known: "Enabled"; otherwise as written
	Details   string      // Amazon's reason, "" where none
	Enable    Maybe[bool] // the answer of the column that switches the offer on or off
}

// Enabled reports whether Amazon says that the offer is on.
func (e Eligibility) Enabled() bool { return e.Status == "Enabled" }
