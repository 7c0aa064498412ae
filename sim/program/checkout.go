package program

import (
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// Checkout is what a buyer is asked to pay for an offer besides its price, and how.
type Checkout struct {
	Use       market.Program
	Prime     bool
	Price     money.Amount
	Listed    money.Amount // shipping to a buyer who pays for it
	Threshold money.Amount // price from which local orders ship free without Prime; 0 for none
	Deposit   money.Amount // import fees as Amazon estimates them
	Unlucky   float64      // the buyer's draw in [0, 1): Prime members' local orders that pay anyway
}

// Shipping returns what the buyer pays for shipping: Prime members nothing under
// Remote Fulfillment (RF-DLV-03) and with FBA in the country (GS-FBA-08), always
// something for Export (EXP-PAY-01), and what the offer says where the seller ships.
func (c Checkout) Shipping(r Rules) money.Amount {
	switch c.Use {
	case market.RemoteFulfillment:
		if c.Prime || !on(r, "RF-DLV-03") {
			return 0
		}
	case market.LocalFBA:
		if !on(r, "GS-FBA-08") || c.free(r) {
			return 0
		}
	case market.FBAExport:
		if !on(r, "EXP-PAY-01") {
			return 0
		}
	}
	return c.Listed
}

func (c *Checkout) free(r Rules) bool {
	if c.Prime {
		return r == nil || c.Unlucky < r.Share("local_free_share")
	}
	return c.Threshold > 0 && c.Price >= c.Threshold
}

// ImportFees returns the deposit that the buyer pays: for Remote Fulfillment
// (RF-DTY-02) and Export (EXP-PAY-01).
func (c Checkout) ImportFees(r Rules) money.Amount {
	switch {
	case c.Use == market.RemoteFulfillment && on(r, "RF-DTY-02"),
		c.Use == market.FBAExport && on(r, "EXP-PAY-01"):
		return c.Deposit
	}
	return 0
}

// Landed returns the price that the buyer sees at checkout, which demand goes by
// (RF-DTY-02).
func (c Checkout) Landed(r Rules) money.Amount {
	return c.Price + c.Shipping(r) + c.ImportFees(r)
}
