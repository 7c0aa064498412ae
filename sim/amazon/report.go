package amazon

// Report names a report, whatever its variant. The names are those of command lines and JSON.
type Report string

// The reports, and Unknown for a file that is none of them.
const (
	Unknown            Report = ""
	Orders             Report = "orders"
	Shipments          Report = "shipments"
	Settlement         Report = "settlement"
	Transactions       Report = "transactions"
	FeePreviews        Report = "fee-preview"
	EligibilityReport  Report = "eligibility"
	Inventory          Report = "inventory"
	LocalInventory     Report = "local-inventory"
	ReservedInventory  Report = "reserved-inventory"
	Returns            Report = "returns"
	Ledger             Report = "ledger"
	LedgerSummary      Report = "ledger-summary"
	Business           Report = "business"
	PlanningReport     Report = "planning"
	InboundPerformance Report = "inbound-performance"
	StorageFees        Report = "storage-fees"
	ReferralFees       Report = "referral-fees"
	Reimbursements     Report = "reimbursements"
)

// kind is a row of the table by which files are recognized.
type kind struct {
	report   Report
	title    string    // as Seller Central calls it
	api      string    // report type of the Selling Partner API
	known    []string  // columns, normalized, that together are in no other report
	never    []string  // columns of which it has none
	variants []variant // the first that fits
	uses     []use     // columns that are read
	bind     binder    // set where columns stand in groups and have no fixed names
}

// variant is a spelling of a report.
type variant struct {
	name       string
	has, lacks []string // columns, normalized
}

// kinds is the table of reports.
var kinds = []kind{
	ordersKind, shipmentsKind, settlementKind, settlementV1Kind, transactionsKind,
	feePreviewKind, eligibilityKind, stockKind, byCountryKind, afnKind, reservedKind,
	returnsKind, sellerReturnsKind, ledgerKind, receiptsKind, eventsKind, ledgerDayKind,
	trafficKind, planningKind, inboundKind, storageKind, referralKind, reimbursementsKind,
}

// Title returns the report's name in Seller Central, "" for Unknown. Where reports are read alike
// it is that of the first.
func (r Report) Title() string {
	for _, k := range kinds {
		if k.report == r {
			return k.title
		}
	}
	return ""
}
