package model

import (
	"slices"

	"fbasim/sim/quantity"
)

// What a scenario says of programs that the seller runs or that reach beyond the
// marketplaces: seller-fulfilled orders, FBA Export, competing offers, and chance
// in compliance.

// Merchant is how the seller fulfills orders of a marketplace (rules GS-SF).
// Amounts are per order.
type Merchant struct {
	Shipping   Money // the seller's carrier
	Charged    Money // shipping that the buyer pays the seller; NoRef for free shipping
	Discount   Ref   // share off Shipping for business rates; NoRef for none (GS-SF-03)
	Service    Money // customer service
	Handling   int64 // ticks from order to confirmation
	Duty       Ref   // on goods, share; NoRef for none
	PaysDuty   bool  // DDP: the seller pays import charges; else DAP, the buyer does (GS-SF-01)
	Refused    Ref   // share of parcels refused at the border; NoRef for none
	Claimed    Ref   // share of orders that an A-to-z claim ends; NoRef for none
	ReturnCost Money // postage of a return
	Limit      ParcelLimit
}

// ParcelLimit is the largest parcel a carrier takes; zero values do not limit.
type ParcelLimit struct {
	Dims      quantity.Dims // sides, longest first
	HasDims   bool
	Weight    quantity.Weight
	LimitName string
}

// Abroad is what buyers in another country pay and wait for a parcel from the US
// stock sold on Amazon.com (rules EXP); amounts are per order and the buyer's.
type Abroad struct {
	Country  string // ISO 3166
	Shipping Money
	Days     Ref // from order to door
	Duty     Ref // import duty and tax, share of the price
}

// Competitor is another seller's offer of the same product.
type Competitor struct {
	Name            string
	Price, Shipping Money
	Days            Ref
	Prime           bool
	SKUs            []int32 // those it competes with; nil for all
}

func (c *Competitor) competes(sku int32) bool {
	return len(c.SKUs) == 0 || slices.Contains(c.SKUs, sku)
}

// Chance is what happens to compliance at random; NoRef and zero switch it off.
type Chance struct {
	Misroute, Short Ref  // shares of inbound shipments
	Fault           Ref  // share of scripted returns that cannot be sold by Amazon's fault, where none is stated
	Hazard          Ref  // changes of eligibility a year, per SKU and marketplace
	Inbound         bool // replenishment travels as inbound plans, judged by the policy
	Splits          bool // plans are split over fulfillment centers by chance
}
