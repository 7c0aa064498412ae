// Package backtest compares what Amazon charged, or says that it will charge, with the fees of our cards.
//
// A Collector takes the rows of settlements, puts rows of one order line together, prices the line by the
// scenario of a finished run and tells, by kind of fee, marketplace and program, what was charged, what
// our cards give and what is left unexplained. What a row means is data: descriptions.toml maps
// transaction, amount type and description to our kinds of fees. Every row ends in exactly one place:
//
//   - a Group: compared with our fee of the same order line
//   - Other: known, but no fee that one order line explains (price, tax, storage, transfer)
//   - Unmapped: a description that the table does not know, with its number and amount
//   - UnknownSKUs: of a SKU that the scenario does not have, or does not sell there
//   - Unpriced: a fee whose card is missing; it is never taken as zero
//
// so their sum is the total that the file states, which Settlement tells.
//
// A Preview does the same for the FBA Fee Preview: our referral and fulfillment fee of each row against
// Amazon's estimate.
//
// # Remote Fulfillment
//
// No column of a settlement marks a Remote Fulfillment order. Orders are grouped by the marketplace of
// the row and by the program that the scenario's case gives the SKU there on the day; orders that the
// merchant fulfilled are told by the row.
//
// # What is taken for granted
//
// The day a row was posted stands for the day of the order and of shipment. Referral goes by the price
// charged less the seller's promotions, each without tax. Of several units of a line each pays the fee
// of a unit at the average price; a cent of rounding for every two units counts as equal. A fee_change of the
// scenario counts at its mean where it is in the currency of the store.
package backtest
