package fee

import (
	"fbasim/sim/civil"
	"fbasim/sim/market"
)

// UnitKinds are the fees of a unit sold and shipped, as Sale, Ship and AddOns return them.
var UnitKinds = []market.FeeKind{
	market.Referral, market.Closing, market.Fulfillment, market.MCFExport, market.FuelSurcharge,
	market.Overmax, market.BulkyPackaging, market.SIPPDiscount,
}

// SameUntil returns the last day for which fees of these kinds are as on day d: to the day before
// another card, period or row begins, or before the source counts as carried on. What was looked
// up for day d may be used until then.
func (t *Tariff) SameUntil(d civil.Date, kinds []market.FeeKind) civil.Date {
	until := Forever
	for _, k := range kinds {
		for i := range t.spans[k] {
			s := &t.spans[k][i]
			for _, change := range [...]civil.Date{s.from, s.to + 1, s.carried} {
				if change > d {
					until = min(until, change-1)
				}
			}
		}
	}
	return until
}
