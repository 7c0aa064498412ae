package scenario

import (
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/scenario/document"
)

// Study is a checked scenario: its cases in file order, and what to do with them.
type Study struct {
	File         string
	Name         string
	Description  string
	Cards        []*Text // files of rate cards, relative to the file that names them
	Cases        []*Plan // in file order; one of them is the baseline
	Experiment   Experiment
	Correlations []*Correlation
	Checks       []*Check
	Compare      Compare
	Optimize     Optimize
	Script       *Script  // of all cases
	Sweep        []*Swept // parameters of a sweep, in file order

	tree    *document.Node // everything merged, cases included
	notes   []note         // defaults in use
	columns map[string][]float64
}

// Plan is one case: the base with the case's overrides.
type Plan struct {
	Case     string
	Title    string
	Pos      document.Pos // of the case
	Baseline bool

	Start      *Date
	Horizon    *Span
	Currency   money.Currency
	Warmup     *Span
	Timezone   *Text
	Unmet      *Text // "lost" or "backorder"
	Settlement *Span
	Leftover   *Text // "landed-cost", "salvage" or "removal"

	Products   []*Product // by SKU
	Programs   [market.MarketplaceCount]*ProgramPlan
	Markets    [market.MarketplaceCount]*Market    // never nil; empty where no case sells
	Locals     [market.MarketplaceCount]*Local     // nil where the table is absent
	Replenish  [market.MarketplaceCount]*Replenish // nil where the table is absent
	FX         [money.CurrencyCount]*FX
	Conversion Conversion
	Seller     Seller
	Assume     Assume
	Rules      RuleChoice
	Risk       Risk
	Merchants  [market.MarketplaceCount]*Merchant // nil where the table is absent
	Exports    []*Export                          // by country
	Script     *Script                            // the case's part of it, never nil

	Inputs []*Input // every input in use, defaults included, by order of reading
}

// Product is one SKU. Indexes are marketplaces and programs.
type Product struct {
	SKU            string
	Pos            document.Pos
	ASIN           string
	Category       *Category
	Size           *Size
	Weight         *Weight
	Cost           *Input
	Returns        [market.MarketplaceCount]*Input
	Price          [market.MarketplaceCount][market.ProgramCount]*Price
	Demand         [market.MarketplaceCount]*Input
	Opening        [market.MarketplaceCount]*Lots
	Ads            [market.MarketplaceCount]*Input // nil: that of the marketplace
	Salvage        *Input
	Origin         *Text
	CustomsValue   *Input
	Programs       [market.MarketplaceCount]*ProgramPlan // nil: that of the marketplace
	Ordering       [market.MarketplaceCount]*Ordering    // nil: that of the country
	DangerousGoods *Bool
	FeeGroup       *Text
	Established    *Bool    // false: new at the start of the scenario
	Threshold      *Percent // of returns; nil: unknown
	Promotions     []*Promotion
	Facts          ProductFacts

	// Whether the file has a value, even a wrong one: what is wrong is not missing besides.
	hasPrice, hasDemand, hasOpening [market.MarketplaceCount]bool
	hasSalvage                      bool
	// Whether the price is a table by program.
	spreadPrice [market.MarketplaceCount]bool
}

// Promotion is a time of lower price. Either Discount or Price is set.
type Promotion struct {
	Name     string
	Pos      document.Pos
	Market   *Place // nil for promotions of a whole marketplace
	From, To *Date  // first and last day
	Discount *Percent
	Price    *Money
	Uplift   *Input // nil: what the price elasticity gives
}

// ProgramPlan is how a marketplace is served: the first row that holds wins.
type ProgramPlan struct {
	Meta
	Rows []ProgramRow
}

// ProgramRow is one row of a program plan.
type ProgramRow struct {
	Pos      document.Pos
	Use      market.Program
	From, To *Date      // first and last day, nil for open ends
	When     *Condition // nil: always
}

// Uses reports whether any row names the program.
func (p *ProgramPlan) Uses(program market.Program) bool {
	if p != nil {
		for _, r := range p.Rows {
			if r.Use == program {
				return true
			}
		}
	}
	return false
}

// Market is what is assumed about a marketplace.
type Market struct {
	Pos         document.Pos
	Transit     [market.ProgramCount]*Input // nil where there is no default and none is given
	LateShare   *Input
	LateExtra   *Input
	PrimeShare  *Input
	Ads         *Input
	Response    Response
	Returns     Returns
	Tax         Tax
	Seasonality Seasonality
	Promotions  []*Promotion
	FeeChange   [market.ProgramCount]*Input // added to the card
	Nonprime    *Input                      // shipping paid without Prime; nil: not counted
	Competitors []*Competitor
	AutoPrice   AutoPrice
	Limit       StorageLimit

	hasTransit [market.ProgramCount]bool // whether the file has a value, even a wrong one
}

// Response is how demand answers to a better or worse offer than the reference offer.
type Response struct {
	PerDayFaster     *Input
	PriceElasticity  *Input
	ReferenceProgram *Field[market.Program]
	ReferenceDays    *Input // nil: mean transit of the reference program
}

// Returns is when and how returned units come back.
type Returns struct {
	Delay, Transit *Input
	Sellable       [market.ProgramCount]*Input
}

// Tax is a marketplace's sales tax as far as it moves the seller's money.
type Tax struct {
	PriceIncludes        *Text // "none", "vat", "iva", "gst"
	Rate                 *Input
	Registered           *Bool
	ImportTax            *Input
	ImportTaxRecoverable *Bool
	RecoveryDelay        *Input
	RFC                  *Text  // "none", "individual", "company"
	WithholdingIncome    *Input // nil: by RFC
	WithholdingVAT       *Input // nil: by RFC
}

// Seasonality is how demand varies over time; nil parts do not vary.
type Seasonality struct {
	Monthly *Numbers // 12 factors
	Weekday *Numbers // 7 factors, Monday first
	Trend   *Input   // growth a year
}

// Local is what stocking a country costs.
type Local struct {
	Pos                   document.Pos
	Setup, Monthly, Entry *Input
}

// Replenish is how the stock of a country is refilled.
type Replenish struct {
	Pos document.Pos
	Ordering
	Review    *Span
	LeadTime  *Input
	Receiving *Input
	Freight   []*Input
	Duty      *Input
	Brokerage *Input
	Placement *Text // "optimized", "partial" or "minimal"; nil outside the US
	Defects   Defects
	Origin    *Text
}

// Ordering is when and how much is ordered.
type Ordering struct {
	Policy            *Text // "order-up-to", "base-stock", "r-Q", "s-S"
	Cover             *Span
	Level             *Int
	Reorder, Quantity *Int // r-Q
	SmallS, BigS      *Int // s-S
	CasePack          *Int
	MinOrder          *Int
	From              *Date
}

// FX is the value of a foreign currency in the plan's currency. Either Spot, Process or Series is
// set.
type FX struct {
	Pos     document.Pos
	Spot    *Input
	Process *FXProcess
	Series  []FXPoint // by date
}

// FXProcess is a random path of an exchange rate.
type FXProcess struct {
	Model      *Text // "gbm"
	Start      *Input
	Vol, Drift *Input // a year
	Step       *Span
}

// FXPoint is an exchange rate from a date on.
type FXPoint struct {
	Date *Date
	Rate float64
}

// Conversion is how payouts become the seller's currency.
type Conversion struct {
	ACCS           *Bool
	Payout         *Currency
	Rate           *Input // nil: the rate card
	TrailingVolume *Money // nil: unknown
}

// Assume is what to do where no fee card is in force.
type Assume struct {
	Nearest bool
	Pos     document.Pos // of assume.cards, zero when absent
	Cards   []CardPin
}

// CardPin names the card to use for a fee.
type CardPin struct {
	Fee  string // "fulfillment.remote-fulfillment.CA"
	Card *Text
}

// Experiment is how the cases are run.
type Experiment struct {
	Seed                  *Int
	MinReps, MaxReps      int64
	Replications          Meta
	Batch                 *Int
	Precision, Confidence *Percent
	Equivalence           *Percent
	Controls              *Text // "none" or "natural"
	MaxTime               *Span // nil: none
	SampleOrders          *Int
	BreakEven             *BreakEven // nil when the table is absent
	Precise               []*Text    // metrics besides profit
	Sweep                 SweepSettings
}

// BreakEven asks for the value of an input at which two cases are equal.
type BreakEven struct {
	Pos      document.Pos
	Inputs   []*Text // "volume", a path, or "PATH = FROM..TO UNIT"
	Market   *Place
	A, B     *Text
	From, To *Number // multiples of the input's value
	Points   *Int
}

// Correlation ties per-run inputs together.
type Correlation struct {
	Name   string
	Pos    document.Pos
	Inputs []string
	Rank   *Number
}

// Check is a condition on the results, compiled by the caller.
type Check struct {
	Name   string
	Expect *Condition
}

// Compare is which results are compared and how.
type Compare struct {
	Metrics []*Text
	Family  *Text // "holm" or "none"
	Against *Text // "baseline" or "all"
}

// Baseline returns the case that others are compared with, nil for a study without cases.
func (s *Study) Baseline() *Plan {
	for _, p := range s.Cases {
		if p.Baseline {
			return p
		}
	}
	return nil
}
