package model

import (
	"fbasim/sim/civil"
	"fbasim/sim/dist"
	"fbasim/sim/fee"
	"fbasim/sim/inbound"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/program"
	"fbasim/sim/quantity"
)

// Config is everything one case of a scenario says, checked and compiled. It is
// immutable while replications run and may be shared by any number of them.
type Config struct {
	Name     string
	Start    civil.Date
	LastDay  civil.Date // last day that fees were looked up for
	Horizon  int64      // ticks of demand and replenishment
	Warmup   int64      // ticks after which statistics start
	Report   money.Currency
	Inputs   []Input // every uncertain or constant number, by Ref
	SKUs     []SKU   // sorted by name
	Markets  [market.MarketplaceCount]Market
	FX       [money.CurrencyCount]Ref // report currency per unit; NoRef where unused
	Accs     money.Rate               // currency conversion fee on settled foreign proceeds
	AccsCard fee.CardRef
	Period   int64 // ticks between settlements
	Leftover Valuation
	Clocks   Clocks
	Memory   float64 // days of the demand forecast's memory
}

// Clocks are the waiting times of Remote Fulfillment in ticks (rules RF-ENR-03,
// RF-RPT-04, RF-LOC-04).
type Clocks struct{ Evaluation, Activation, Reaction int64 }

// Valuation says what a unit left over at the end is worth.
type Valuation uint8

// Leftover units keep their landed cost, or fetch their salvage value.
const (
	AtLandedCost Valuation = iota
	AtSalvage
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

// SKU is one product with its offers and its stock.
type SKU struct {
	Name     string
	Cost     Money                        // cost of goods per unit, without bringing them in
	Salvage  Money                        // worth of a leftover unit; NoRef for none
	Customs  Money                        // customs value per unit; NoRef: the cost of goods
	Ads      [market.MarketplaceCount]Ref // share of revenue spent on ads
	Volume   quantity.Volume
	Weight   quantity.Weight
	Listings [market.MarketplaceCount]Listing
	Pools    [market.MarketplaceCount]Pool
}

// Listing is a SKU offered in a marketplace.
type Listing struct {
	Sold     bool
	Demand   Ref // units a day at the reference offer
	Plan     program.Plan
	Returns  Ref                      // share of delivered units that come back
	Price    [market.ProgramCount]Ref // local currency; NoRef where not offered
	Deposit  [market.ProgramCount]Ref // import fees deposit the buyer pays, local currency
	Tariff   [market.ProgramCount]*fee.Tariff
	Enrolled bool // Remote Fulfillment offers are active and processed at the start
}

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
	Returns    Returns
	Local      LocalCost
	SalesTax   money.Rate // part of the price that is tax, 0 where prices exclude it
	StocksHere bool       // some plan stocks this country, at its fixed costs
	FixedShare float64    // share of the fixed costs that is booked; 1 but for parts of a catalog
}

// Window is a delivery promise in ticks; orders beyond Max are late.
type Window struct{ Min, Max int64 }

// Response says how demand reacts to an offer, against the reference program's.
type Response struct {
	Reference      market.Program
	PerDayFaster   Ref // share of demand per promised day
	PriceElastic   Ref // elasticity on the landed price
	ReferencePrice Ref // landed price at which demand is stated, local currency; NoRef: the reference program's own
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

// Pool is the stock of a SKU in a country and how it is replenished.
type Pool struct {
	Used      bool
	Stocked   bool // a plan stocks it, which has fixed costs abroad
	Opening   []OpeningLot
	Replenish *Replenish
	Tariff    *fee.Tariff // for storage; nil where nothing is ever stocked
}

// OpeningLot is stock that is there at the start.
type OpeningLot struct {
	Units int64
	Age   int64 // ticks
}

// Replenish is how a pool is refilled.
type Replenish struct {
	Policy    inbound.Policy
	From      int64 // tick of the first review
	Review    int64 // ticks between reviews
	LeadTime  Ref   // days from order to receipt
	Receiving Ref   // days from receipt to sellable, NoRef for none
	Freight   []Freight
	Brokerage Money // a shipment
	Duty      Ref   // share of the customs value
	ImportTax Ref   // share of customs value and duty
	Recovered bool
}

// Freight is one component of the cost of bringing stock in.
type Freight struct {
	Rate Money
	Per  FreightBase
}

// FreightBase is what a freight rate multiplies.
type FreightBase uint8

// Freight is charged per unit, per kilogram or per shipment.
const (
	PerUnit FreightBase = iota
	PerKilogram
	PerShipment
)

// Profile shapes demand over time: factors by month, weekday and trend, all 1
// when flat. It acts on time, so the same buyers come earlier or later.
type Profile struct {
	Monthly [12]float64
	Weekday [7]float64
	Growth  float64 // per year, compounding
}

// FlatProfile is demand without seasonality.
func FlatProfile() Profile {
	p := Profile{}
	for i := range p.Monthly {
		p.Monthly[i] = 1
	}
	for i := range p.Weekday {
		p.Weekday[i] = 1
	}
	return p
}

// Flat reports whether the profile never changes demand.
func (p Profile) Flat() bool { return p == FlatProfile() }
