package program

import "fbasim/sim/money"

// Contender is an offer that competes for the Featured Offer.
type Contender struct {
	Price    money.Amount // of the item
	Shipping money.Amount // to a buyer who pays for it
	Deposit  money.Amount // import fees
	Days     float64      // promised, to the door
	Prime    bool         // free of shipping for members of Prime
}

// Score rates an offer for a buyer, the higher the better (RF-FO-01): it falls
// strictly with price and shipping and with delivery days, each day counting for a
// share of the price. Shipping counts for buyers who pay it (RF-FO-02); import fees
// only with fo_price_includes_deposit (AMB-41). With RF-FO-01 off the lowest item
// price wins.
func (c Contender) Score(prime bool, r Rules) float64 {
	if r == nil || !on(r, "RF-FO-01") {
		return -c.Price.Float()
	}
	price := c.Price
	if !(prime && c.Prime) && on(r, "RF-FO-02") {
		price += c.Shipping
	}
	if yes(r, "fo_price_includes_deposit", false) {
		price += c.Deposit
	}
	return -price.Float() * (r.Number("fo_price_weight") + r.Share("fo_speed_weight")*c.Days)
}

// Winner returns the index of the offer that a buyer is shown first, the earliest of
// equals, -1 where there is none.
func Winner(offers []Contender, prime bool, r Rules) int {
	best, top := -1, 0.0
	for i, o := range offers {
		if score := o.Score(prime, r); best < 0 || score > top {
			best, top = i, score
		}
	}
	return best
}
