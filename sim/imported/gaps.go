package imported

import (
	"fmt"

	"fbasim/sim/amazon/harvest"
	"fbasim/sim/civil"
	"fbasim/sim/estimate"
	"fbasim/sim/market"
)

// leaveGaps takes the days out of the histories on which there was nothing to sell: no stock in the
// country, and none in the US from which a remote order could have come. A day with a sale stays.
func (im *Import) leaveGaps(h *harvest.Harvest) {
	if len(h.Shelves) == 0 {
		im.Notes = append(im.Notes, "no daily summary of the Inventory Ledger: days without stock are not known and count as days without demand")
		return
	}
	empty := im.emptyDays(h)
	for m := market.US; m < market.MarketplaceCount; m++ {
		days, of := 0, 0
		for _, p := range im.Products {
			s := p.Series[m]
			home, known := empty[place{p.SKU, market.US}]
			if s == nil || !known {
				continue
			}
			local, stocked := empty[place{p.SKU, m}]
			n := 0
			for i := range s.Counts {
				if s.Counts[i] == 0 && home[i] && (!stocked || local[i]) {
					s.Counts[i] = estimate.Gap
					n++
				}
			}
			if n > 0 {
				days, of = days+n, of+1
			}
		}
		if days > 0 {
			im.Notes = append(im.Notes, fmt.Sprintf("%v: %d days without stock of %s are left out of the fits", m, days, products(of)))
		}
	}
}

// emptyDays are the days without stock of each SKU and country, by day since the first that counts.
func (im *Import) emptyDays(h *harvest.Harvest) map[place][]bool {
	out := map[place][]bool{}
	for _, s := range h.Shelves {
		m, ok := market.ParseMarketplace(s.Country)
		if s.Country == "" {
			m, ok = market.US, true
		}
		if !ok {
			continue
		}
		days := make([]bool, im.To-im.From+1)
		for _, d := range s.Empty {
			if i := d - im.From; i >= 0 && i < civil.Date(len(days)) {
				days[i] = true
			}
		}
		out[place{s.SKU, m}] = days
	}
	return out
}
