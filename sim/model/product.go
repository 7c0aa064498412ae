package model

import (
	"fbasim/sim/fee"
	"fbasim/sim/inbound"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/program"
	"fbasim/sim/quantity"
)

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
	Facts    program.Product // what the programs know of it at the start
	Away     bool            // not yet in US inventory
	OptedOut program.Flags   // of automatic action on stranded stock
	Dims     quantity.Dims   // of a packed unit
	Category market.Category
	Exports  []ExportListing // buyers in other countries, sorted by country
}

// Listing is a SKU offered in a marketplace.
type Listing struct {
	Sold         bool
	Demand       Ref // units a day at the reference offer
	Plan         program.Plan
	Returns      Ref                        // share of delivered units that come back
	Price        [market.ProgramCount]Ref   // local currency; NoRef where not offered
	Links        [market.ProgramCount]*Link // nil where the price is not automatic
	Reference    money.Amount               // price of the offer at which demand is stated; 0: it responds to none
	Tariff       [market.ProgramCount]*fee.Tariff
	Promotions   []Promotion
	Reprice      []int64                   // ticks at which the terms of the offer change, ascending
	PaysReturn   [market.ProgramCount]bool // each return pays the processing fee
	Threshold    *ReturnLimit              // of returns; nil where none is known
	ReturnTariff *fee.Tariff               // prices returns instead of the program; nil for that one
	Enrolled     bool                      // Remote Fulfillment offers are active and processed at the start
	Offered      bool                      // a scripted case: an FBA offer exists at the start ...
	NotOffered   bool                      // ... or does not, though the listing is sold
	OwnUnits     int64                     // seller-fulfilled units at the start
	OwnOffer     bool                      // a seller-fulfilled offer exists at the start, perhaps without units
	Listing      [AutoRuleCount]*fee.Link  // how automatic listing prices an offer; nil where it cannot
}

// Promotion is a time of a lower price: a share off every price, or one price.
// Demand rises by Uplift, or by what the elasticity gives where that is NoRef.
type Promotion struct {
	From, To int64 // ticks, To exclusive
	Discount money.Rate
	Price    Ref // local currency; NoRef for the discount
	Uplift   Ref
}

// Pool is the stock of a SKU in a country and how it is replenished.
type Pool struct {
	Used      bool
	Stocked   bool // a plan stocks it, which has fixed costs abroad
	Opening   []OpeningLot
	Replenish *Replenish
	Tariff    *fee.Tariff // for fees on stock; nil where nothing is ever stocked
	Fees      StockFees
}

// OpeningLot is stock that is there at the start, or that is on its way then and paid for: an age
// below zero is the time until it lies on the shelf.
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
	Recovered bool  // the tax office pays import tax back: it is no cost
	Recovery  Ref   // days until it does
	// OnlyPlans says that nothing is ordered by itself: it is what plans of a script cost
	// and take.
	OnlyPlans bool
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

// AutoRule is a way in which automatic listing prices an offer.
type AutoRule uint8

// The rules: fulfillment fees made up for (RF-ALC-02), equal net proceeds
// (RF-ALC-03), the exchange rate alone.
const (
	OlderRule AutoRule = iota
	NetProceedsRule
	PlainRule
	AutoRuleCount
)

// ExportListing is the US offer as buyers in a country see it, by FBA Export.
type ExportListing struct {
	Country string // ISO 3166
	Listing Listing
}
