package harvest

import (
	"fbasim/sim/amazon"
	"fbasim/sim/civil"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// Harvest is what a set of files says. Lists are sorted: products by SKU; series by SKU, store,
// channel and currency.
type Harvest struct {
	Files    []File
	Products []Product
	Series   []Series
	Stock    []Stock
	Shelves  []Shelf
	Offers   []Offer
	Returns  []Returned
	Transit  []Transit
	Receipts []Receipt
	Issues   []Issue
	Traffic  []Traffic
}

// File says what came out of a file.
type File struct {
	amazon.Recognized
	Rows   int // read
	Unused int // of them, those of no use here: cancelled lines, rows without a SKU, ...
	// Doubled is the rows that a newer file tells, too, which count there.
	Doubled int
	// From and To are the first and last day that its rows name; 0 where they have no dates.
	From, To civil.Date
	Note     string // why it was not used although it was recognized, "" where it was
	Err      error  // what is wrong with it, as a *diag.List or diag.Problem; nil where all is well
}

// Product is what is known of a SKU. What several files say is taken from the fee preview first,
// then from the inventory, then from orders.
type Product struct {
	SKU, FNSKU, ASIN string
	Name             string
	Brand            string
	Group            string // Amazon's product group, "" where unknown
	Tier             string // size tier in Amazon's words
	Dims             amazon.Maybe[quantity.Dims]
	Weight           amazon.Maybe[quantity.Weight]
	Prices           []Price // by store
	Fees             []Fees  // previewed, by store
}

// Price is what a unit is offered for in a store.
type Price struct {
	Store amazon.Store // "" where the report named none
	money.Money
	Source string // "fee preview", "inventory", "orders" (the mean of the last units sold)
}

// Fees are those that the fee preview expects for a unit.
type Fees struct {
	Store       amazon.Store // "" where the report named none
	Currency    money.Currency
	Price       amazon.Maybe[money.Amount]
	Total       amazon.Maybe[money.Amount]
	Referral    amazon.Maybe[money.Amount]
	Closing     amazon.Maybe[money.Amount]
	Fulfillment amazon.Maybe[money.Amount]
}

// Key is what sales are counted by.
type Key struct {
	SKU      string
	Store    amazon.Store
	Channel  amazon.Channel
	Currency money.Currency
}

// Series is the units of a key sold on each day on which there were any, in order of days.
type Series struct {
	Key
	ASIN   string
	Days   []Day
	Units  int
	Priced int // units of lines that have a price
	Lines  int // order lines
	Sales  money.Amount
	// Cancelled is the units of lines that were cancelled; they are in no other figure.
	Cancelled int
}

// Day is a day of a series.
type Day struct {
	Date  civil.Date
	Units int32
	Sales money.Amount // item prices less promotions; lines without a price yet count nothing
}

// Stock is the units of a SKU in a country.
type Stock struct {
	SKU         string
	Country     string // "" where the report named none: the country of the seller's account
	Fulfillable int
	Reserved    int
	// Moving is the reserved units that are between centers or being processed and will be sellable;
	// missing where no report of reserved inventory says.
	Moving     amazon.Maybe[int]
	Unsellable int
	Working    int // inbound
	Shipped    int
	Receiving  int
	Ages       []int // by amazon.AgeBands; nil where unknown

	aged civil.Date // of the snapshot that Ages is from
}

// Offer is a SKU's Remote Fulfillment offer in a store.
type Offer struct {
	SKU, ASIN string
	Store     amazon.Store
	Status    string
	Details   string
	Enable    amazon.Maybe[bool]
}

// Returned is the returns of a SKU from a store. Rates are for the estimator: units over units of the
// series of the same key.
type Returned struct {
	SKU          string
	Store        amazon.Store // of the order; "" where its order is in no file
	Channel      amazon.Channel
	Units        int
	Delays       []Delay // of those whose order is in a file, by day of purchase and days
	Dispositions []Named
	Reasons      []Named
}

// Delay is a number of units that were bought on a day and came back so many days later.
type Delay struct {
	Bought civil.Date
	Days   int
	N      int
}

// Count is how often a whole number was seen.
type Count struct {
	Value int
	N     int
}

// Named is how many units a name was seen on.
type Named struct {
	Name string
	N    int
}

// Transit is the times of shipped orders by store and buyers' country.
type Transit struct {
	Store    amazon.Store
	Country  string
	Channel  amazon.Channel
	Units    int
	Handling []Count // days from purchase to shipment
	Days     []Count // days from shipment to estimated arrival
	Door     []Count // days from purchase to estimated arrival
}

// Receipt is an inbound shipment's receiving.
type Receipt struct {
	Shipment string
	Country  string
	Created  amazon.Maybe[civil.Date] // where Inbound performance names it
	First    civil.Date
	Last     civil.Date
	Units    int
	Days     []Count // units by days since the first receipt
}

// Issue is the inbound problems of a type.
type Issue struct {
	Type      string
	Currency  money.Currency
	Shipments int
	Units     int
	Fees      money.Amount
}

// Traffic is the sessions and units of an ASIN or SKU of the Business reports.
type Traffic struct {
	SKU, ASIN string
	Sessions  int
	Units     int
	BuyBox    amazon.Maybe[money.Rate]
}
