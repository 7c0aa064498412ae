package ledger

import "fbasim/sim/money"

// Party owns accounts, one per currency.
type Party uint8

// The parties. Balance is what Amazon holds for the seller until the next
// settlement; Inventory is the landed cost of the seller's stock; Result is the
// seller's profit and loss; Capital is what the seller put in (opening stock).
const (
	Bank Party = iota
	Balance
	Inventory
	Result
	Capital
	Buyers
	Amazon
	Carriers
	Authorities
	Vendors
	Deposits
	Exchange
	TaxClaims
	PartyCount
)

var partyNames = [PartyCount]string{
	"bank", "balance", "inventory", "result", "capital", "buyers", "amazon", "carriers",
	"authorities", "vendors", "deposits", "exchange", "tax_claims",
}

// String returns the party's name in ledger.csv.
func (p Party) String() string { return partyNames[p] }

// passing lists the accounts that only pass money on: each must be zero in
// every currency when a replication has drained.
var passing = [...]Party{Balance, Deposits, TaxClaims}

// Account is one party's account in one currency.
type Account struct {
	Party    Party
	Currency money.Currency
}
