// Package ledger keeps the money of one replication.
//
// A Posting moves an amount from one account to another in one currency, so an
// imbalance cannot be written down: over all accounts every currency sums to
// zero at every instant. What the seller earns or pays is booked on a Line (a
// fee kind, a revenue or a cost) and a marketplace, in the currency it happened
// in and valued in the report currency at the exchange rate of that moment;
// profit is the sum of the lines. Accounts that only pass money on (import fees
// deposits, claims on the tax office, the seller's balance at Amazon) must end at
// zero, which Check proves after every replication.
//
// Profit is accrual: the landed cost of a unit is a cost when the unit is sold.
// Cash is the seller's bank account, in the report currency at the rate of the
// day; what foreign proceeds gain or lose between the sale and the settlement is
// the line FXDifference.
package ledger
