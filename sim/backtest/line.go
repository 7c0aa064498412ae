package backtest

import (
	"fbasim/sim/civil"
	"fbasim/sim/money"
)

// Line is an amount of a settlement: a row of the V2 flat file, one of the amounts of a row of the V1 flat
// file, or a column of a row of the transaction CSV of a date range. It holds nothing about the buyer.
type Line struct {
	File        string // as the user named it
	Row         int    // line of the file, from 1
	Settlement  string // its id
	Transaction string // "Order", "Refund", "Service Fee", ...
	AmountType  string // "ItemPrice", "ItemFees", ...; "Unified" for the CSV of a date range
	Description string // "Principal", "Commission", ...
	Store       string // code of a marketplace we know, else the name in the file; "" where the row has none
	Order       string // order id
	Part        string // what tells apart deliveries and adjustments of one order: shipment and adjustment id
	SKU         string // "" for rows about no product
	Merchant    bool   // the merchant fulfilled it
	Quantity    int64  // units, 0 where the row does not say
	Posted      civil.Date
	Currency    string       // ISO 4217
	Amount      money.Amount // positive to the seller, as in the file
}

// Total is what a settlement says that it comes to.
type Total struct {
	File       string
	Settlement string
	Currency   string
	Amount     money.Amount
}
