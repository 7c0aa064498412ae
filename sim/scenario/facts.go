package scenario

import (
	"fbasim/sim/market"
	"fbasim/sim/scenario/document"
)

// Seller is the seller's account at the start of the scenario. Nil parts have their default.
type Seller struct {
	Professional *Bool // the plan's monthly fee is counted
	Established  *Bool // false: first receipt and first sale lie in the scenario

	Home          *Text
	Unified       *Bool
	Registered    []*Text // countries
	Export        *Bool
	Enrolled      *Bool                          // nil: unless an action enrolls
	AutoListing   *Field[[]market.Marketplace]   // nil: as the rules say
	Converter     *Bool                          // nil: as conversion.accs says
	Stranded      *Span                          // nil: never, until enrolling sets it
	ReturnAddress [market.MarketplaceCount]*Text // "foreign", "local" or "none"
	FreeReturns   [market.MarketplaceCount]*Bool
}

// ProductFacts is what the rules ask of a product at the start of the scenario.
type ProductFacts struct {
	Classes      []*Text
	Media        *Text // "none", "book", "music", "video", "dvd" or "movie"
	Prep         *Text // "seller" or "amazon"
	Description  *Bool
	Bullet       *Bool
	Risk         [market.MarketplaceCount]*Text // nil: pass, unless an action assesses it first
	Compliant    [market.MarketplaceCount]*Bool
	Approval     [market.MarketplaceCount]*Bool
	FBAEnabled   [market.MarketplaceCount]*Bool
	Blocked      [market.MarketplaceCount]*Bool // by transport
	Lawful       []CountryBool                  // by country
	Offered      [market.MarketplaceCount]*Bool
	SellerStock  [market.MarketplaceCount]*Int // of a seller-fulfilled twin
	ExportDemand []CountryInput                // by country
}

// CountryBool is a statement about a country.
type CountryBool struct {
	Country string
	Is      *Bool
}

// CountryInput is a quantity by country.
type CountryInput struct {
	Country string
	Input   *Input
}

// Competitor is an offer of others.
type Competitor struct {
	Name     string
	Pos      document.Pos
	Price    *Money
	Days     *Input
	Shipping *Money // nil: none
	Prime    *Bool
	SKUs     names
}

// Merchant is how the seller ships orders itself. Nil parts are not counted, or follow the rules.
type Merchant struct {
	Pos         document.Pos
	Shipping    *Input // an order
	Discount    *Percent
	Charged     *Input // to the buyer
	Handling    *Span
	Incoterm    *Text // "DAP" or "DDP"
	Duty        *Input
	Service     *Input
	ReturnCost  *Input
	Claims      *Input
	LimitSize   *Size
	LimitWeight *Weight
}

// Export is what buyers of the US offer in another country want and pay.
type Export struct {
	Country  string
	Pos      document.Pos
	Demand   *Input // share of each product's US demand; nil for none
	Shipping *Input
	Duty     *Input
	Transit  *Input
	Open     []*Text // import classes that the country lets in
}
