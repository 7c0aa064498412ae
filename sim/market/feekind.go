package market

// FeeKind says what a money line is for. The names are the kind vocabulary of
// quotes, worked examples, the ledger and the metrics "fees.<kind>".
type FeeKind uint8

// The kinds of fees Amazon charges, then the costs that others charge for the
// same unit, in the order in which a waterfall shows them.
const (
	NoFee FeeKind = iota
	Referral
	Closing
	Fulfillment
	FuelSurcharge
	Overmax
	BulkyPackaging
	SIPPDiscount
	LowInventory
	Storage
	StorageUtilization
	StorageOverage
	AgedInventory
	LongTermStorage
	Placement
	InboundDefect
	Prep
	Removal
	Disposal
	LiquidationProcessing
	ReturnsProcessing
	RefundAdmin
	HighVolumeListing
	Subscription
	Conversion
	MCFExport
	ImportTax
	FeeTax
	FeeKindCount
)

var feeKinds = [FeeKindCount]string{
	NoFee: "none", Referral: "referral", Closing: "closing", Fulfillment: "fulfillment",
	FuelSurcharge: "fuel_surcharge", Overmax: "overmax", BulkyPackaging: "bulky_packaging",
	SIPPDiscount: "sipp_discount", LowInventory: "low_inventory", Storage: "storage",
	StorageUtilization: "storage_utilization", StorageOverage: "storage_overage",
	AgedInventory: "aged_inventory", LongTermStorage: "long_term_storage", Placement: "placement",
	InboundDefect: "inbound_defect", Prep: "prep", Removal: "removal", Disposal: "disposal",
	LiquidationProcessing: "liquidation_processing", ReturnsProcessing: "returns_processing",
	RefundAdmin: "refund_admin", HighVolumeListing: "high_volume_listing",
	Subscription: "subscription", Conversion: "conversion", MCFExport: "mcf_export",
	ImportTax: "import_tax", FeeTax: "fee_tax",
}

// String returns the kind's name: "fuel_surcharge".
func (k FeeKind) String() string { return feeKinds[k] }

// ParseFeeKind returns the kind of a name.
func ParseFeeKind(name string) (FeeKind, bool) {
	for k := NoFee; k < FeeKindCount; k++ {
		if feeKinds[k] == name {
			return k, true
		}
	}
	return 0, false
}
