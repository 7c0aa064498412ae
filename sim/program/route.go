package program

import "fbasim/sim/market"

// Route says which program serves an order on a site for a buyer's country, where
// the offer is FBA's: the program goes by the site (RF-GEN-04), stock in the
// country first (RF-LOC-01).
func Route(site market.Marketplace, country string, localUnits int64, r Rules) market.Program {
	at := site
	if !on(r, "RF-GEN-04") { // by the buyer's country, whatever the site
		home, ok := market.ParseMarketplace(country)
		if !ok {
			return market.FBAExport
		}
		at = home
	} else if site == market.US && country != market.US.String() {
		return market.FBAExport
	}
	if at == market.US || localUnits > 0 {
		return market.LocalFBA
	}
	return market.RemoteFulfillment
}

// Account returns the marketplace whose account an order is booked in: the one that
// the buyer bought on (RF-GEN-03).
func Account(use market.Program, site market.Marketplace, r Rules) market.Marketplace {
	if use == market.RemoteFulfillment && !on(r, "RF-GEN-03") {
		return market.US
	}
	return site
}

// ConfirmShipment says whether the seller may confirm the shipment of an order:
// Amazon ships those of FBA (RF-GEN-02).
func ConfirmShipment(use market.Program, r Rules) Verdict {
	switch {
	case use == market.SellerFulfilled:
		return Verdict{Rule: "GS-SF-04"}
	case on(r, "RF-GEN-02"):
		return refuse(AmazonShips, "RF-GEN-02")
	}
	return Verdict{}
}
