package model

import (
	"fbasim/sim/civil"
	"fbasim/sim/dist"
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/policy"
	"fbasim/sim/program"
)

// Config is everything one case of a scenario says, checked and compiled. It is
// immutable while replications run and may be shared by any number of them.
type Config struct {
	Name      string
	Start     civil.Date
	LastDay   civil.Date // last day that fees were looked up for
	Horizon   int64      // ticks of demand and replenishment
	Warmup    int64      // ticks after which statistics start
	Backorder bool       // buyers who find no stock wait for it
	Report    money.Currency
	Inputs    []Input // every uncertain or constant number, by Ref
	Together  []Correlation
	SKUs      []SKU // sorted by name
	Markets   [market.MarketplaceCount]Market
	FX        [money.CurrencyCount]Exchange
	Cards     *fee.Book  // for fees that no tariff holds; nil where nothing asks
	Accs      money.Rate // currency conversion fee on settled foreign proceeds
	AccsCard  fee.CardRef
	Period    int64 // ticks between settlements
	Leftover  Valuation
	Upkeep    Upkeep       // how fees on stock are reckoned
	Account   []AccountFee // by tick
	Clocks    Clocks
	Memory    float64 // days of the demand forecast's memory
	Script    Script
	Rules     *policy.Rules     // the rule catalogue as chosen; nil: every rule holds at its default
	Seller    program.Seller    // as it stands at the start
	Open      []program.Opening // classes barred from import that a country lets in
	Chance    Chance
	Abroad    []Abroad                              // by country; the one without a country is for all others
	Merchant  [market.MarketplaceCount]Merchant     // how seller-fulfilled orders are served
	Rivals    [market.MarketplaceCount][]Competitor // for the Featured Offer
}

// Clocks are the waiting times of Remote Fulfillment in ticks (rules RF-ENR-03,
// RF-RPT-04, RF-LOC-04).
type Clocks struct{ Evaluation, Activation, Reaction int64 }

// Valuation says what a unit left over at the end is worth.
type Valuation uint8

// Leftover units keep their landed cost unless the SKU has a salvage value, which
// then counts, or are removed at Amazon's fee and are worth their salvage value,
// nothing without one.
const (
	AtLandedCost Valuation = iota
	AtRemoval
)

// Ref points to an Input of the configuration; NoRef is none.
type Ref int32

// NoRef is the reference to no input.
const NoRef Ref = -1

// Input is one number of a scenario. Its name is its path in the scenario file,
// so cases that leave it alone draw the same value. It is drawn once per
// replication, or at every event when PerEvent is set.
type Input struct {
	Name     string
	Dist     dist.Dist
	PerEvent bool
	Unit     string
}

// Money is an input in a currency.
type Money struct {
	Ref      Ref
	Currency money.Currency
}

// NoMoney is the absent amount.
func NoMoney() Money { return Money{Ref: NoRef} }

// Exchange is the value of a currency in the report currency: the input Start,
// which then follows a geometric Brownian motion if Vol is given, or else dated
// rates.
type Exchange struct {
	Start      Ref // NoRef where the currency is not used or has Points
	Vol, Drift Ref // a year; NoRef for a rate that stays
	Step       int64
	Points     []RatePoint // by tick; the first also holds before
}

// RatePoint is an exchange rate from a tick on.
type RatePoint struct {
	From int64
	Rate money.Rate
}

// NoExchange is a currency that is not used.
func NoExchange() Exchange { return Exchange{Start: NoRef, Vol: NoRef, Drift: NoRef} }

// Market is what holds for every SKU in a marketplace.
type Market struct {
	Used       bool
	Profile    Profile
	Transit    [market.ProgramCount]Ref // days from order to door
	LateShare  [market.ProgramCount]Ref
	LateExtra  [market.ProgramCount]Ref // days beyond the window
	Pickup     [market.ProgramCount]int64
	Window     [market.ProgramCount]Window
	Response   Response
	Sync       PriceSync
	Limits     []StorageLimit
	Returns    Returns
	Local      LocalCost
	Tax        SalesTax
	Imports    [market.ProgramCount]*Imports // nil where no buyer imports
	StocksHere bool                          // some plan stocks this country, at its fixed costs
	FixedShare float64                       // share of the fixed costs that is booked; 1 but for parts of a catalog
	PrimeShare Ref                           // share of buyers with Prime; NoRef where nothing depends on it
	FeeChange  [market.ProgramCount]*Money   // added to the fulfillment fee of each unit; nil: as the card says
	Shipping   Money                         // what buyers without Prime pay for a Remote Fulfillment order; NoRef: not counted
}

// Window is a delivery promise in ticks; orders beyond Max are late.
type Window struct{ Min, Max int64 }

// Response says how demand reacts to an offer, against the reference program's.
type Response struct {
	Reference     market.Program
	ReferenceDays Ref // promised days of the reference offer; NoRef: those of its program
	PerDayFaster  Ref // share of demand per promised day
	PriceElastic  Ref // elasticity on the landed price
}

// Returns says what happens to units that come back.
type Returns struct {
	Delay    Ref                      // days from delivery to the return
	Transit  Ref                      // days the unit travels back
	Sellable [market.ProgramCount]Ref // share that can be sold again
}

// LocalCost is what stocking a country costs besides Amazon's fees.
type LocalCost struct {
	Setup, Monthly, Entry Money
}

// SalesTax is the tax on sales of stock that lies in the country, and what the
// platform withholds of them for the seller's account.
type SalesTax struct {
	Rate     Ref  // on the price without tax; NoRef for none
	Included bool // prices shown contain it
	Withheld []Withholding
}

// Withholding is what the platform keeps back for the tax office from a tick on,
// as shares of the price without tax.
type Withholding struct {
	From        int64
	Income, VAT Ref
}

// Imports says how the border treats a parcel to a buyer.
type Imports struct {
	From, Channel string         // country it ships from, "courier" or "mail"
	Place         string         // the buyer's province, where the tax depends on it
	Duty          Ref            // on goods; NoRef for none
	Currency      money.Currency // in which the border values a parcel
}
