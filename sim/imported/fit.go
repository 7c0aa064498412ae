package imported

import (
	"fmt"

	"fbasim/sim/amazon"
	"fbasim/sim/amazon/harvest"
	"fbasim/sim/civil"
	"fbasim/sim/estimate"
	"fbasim/sim/market"
)

// fitDemand fits the marketplaces one by one.
func (im *Import) fitDemand() error {
	for m := market.US; m < market.MarketplaceCount; m++ {
		var list []estimate.Series
		var of []*Product
		units := 0
		for _, p := range im.Products {
			if s := p.Series[m]; s != nil {
				series := s.Series
				if s.Units > 0 {
					series = estimate.FromFirstSale(series)
				}
				list, of = append(list, series), append(of, p)
				units += s.Units
			}
		}
		if units == 0 {
			continue
		}
		fit, err := estimate.Fit(list, estimate.Options{Start: im.Start, Days: im.Days})
		if err != nil {
			return fmt.Errorf("demand in %v: %w", m, err)
		}
		im.Fitted[m] = &Market{Market: fit, Units: units, Reference: market.LocalFBA}
		for _, note := range fit.Notes {
			im.Notes = append(im.Notes, fmt.Sprintf("%v: %s", m, note))
		}
		for i, p := range of {
			key := "demand." + m.String()
			level := fit.Demand[i].Level
			p.Cells[key] = level.Dist.String() + " units/month"
			p.Fits = append(p.Fits, Fit{key, "units/month", level})
		}
	}
	return nil
}

// fewestSold is the number of units sold from which on a product has a return rate of its own; with
// fewer the default of its category says more.
const fewestSold = 30

// fitReturns fits the share of units that come back, of each product over all marketplaces, and how
// long that takes in each marketplace.
func (im *Import) fitReturns(h *harvest.Harvest) {
	if len(h.Returns) == 0 {
		im.Notes = append(im.Notes, "no returns report: return rates and delays are the defaults of the categories")
		return
	}
	end := im.recordsEnd(h)
	var all []estimate.Return
	var byMarket [market.MarketplaceCount][]estimate.Return
	series := map[string]*[market.MarketplaceCount]*Sales{}
	for _, p := range im.Products {
		series[p.SKU] = &p.Series
	}
	back := map[string]int{} // of the units that count
	unmatched := 0
	for _, r := range h.Returns {
		m, ok := r.Store.Market()
		if !ok {
			unmatched += r.Units
			continue
		}
		for _, d := range r.Delays {
			if d.Bought < im.From || d.Bought > im.To {
				continue
			}
			for range d.N {
				x := estimate.Return{Delay: float64(d.Days), Age: float64(end - d.Bought)}
				all, byMarket[m] = append(all, x), append(byMarket[m], x)
			}
			if sold := series[r.SKU]; sold != nil && sold[m] != nil {
				back[r.SKU] += d.N
			}
		}
	}
	if unmatched > 0 {
		im.Notes = append(im.Notes, fmt.Sprintf("%d returned units belong to no order of the reports and are not used", unmatched))
	}
	if len(all) == 0 {
		return
	}
	completion := estimate.Complete(all, nil)
	few := 0
	for _, p := range im.Products {
		if !im.fitRate(p, end, back[p.SKU], completion) {
			few++
		}
	}
	if few > 0 {
		im.Notes = append(im.Notes, fmt.Sprintf("return rates: %s with fewer than %d units sold take the default of the category",
			products(few), fewestSold))
	}
	im.fitGrades(h)
	for m := range byMarket {
		if d, err := estimate.ReturnDelays(byMarket[m]); err == nil && im.Fitted[m] != nil {
			im.Fitted[m].Back = &d
		}
	}
}

// sellableDisposition is how the returns report calls units that go back on the shelf.
const sellableDisposition = "SELLABLE"

// fitGrades fits the share of returned units that can be sold again, of the units that Amazon graded.
func (im *Import) fitGrades(h *harvest.Harvest) {
	var good, all [market.MarketplaceCount]int
	for _, r := range h.Returns {
		m, ok := r.Store.Market()
		if !ok || r.Channel == amazon.Merchant {
			continue
		}
		for _, d := range r.Dispositions {
			if d.Name == "" {
				continue
			}
			all[m] += d.N
			if d.Name == sellableDisposition {
				good[m] += d.N
			}
		}
	}
	for m, f := range im.Fitted {
		if f != nil && all[m] > 0 {
			share := estimate.Share(good[m], all[m])
			f.Good = &share
		}
	}
}

// recordsEnd is the last day that the reports of sales and returns tell of.
func (im *Import) recordsEnd(h *harvest.Harvest) civil.Date {
	end := im.To
	for _, r := range h.Returns {
		for _, d := range r.Delays {
			end = max(end, d.Bought+civil.Date(d.Days))
		}
	}
	return end
}

// fitRate fits the return rate of a product, false where it has too few sales.
func (im *Import) fitRate(p *Product, end civil.Date, returned int, c estimate.Completion) bool {
	var bought []estimate.Cohort
	units := 0
	for _, s := range p.Series {
		if s == nil {
			continue
		}
		for i, n := range s.Counts {
			if n > 0 {
				bought = append(bought, estimate.Cohort{Age: float64(end - s.Start - civil.Date(i)), Units: int(n)})
				units += int(n)
			}
		}
	}
	if units < fewestSold {
		return false
	}
	rate := estimate.ReturnRate(bought, min(returned, units), c)
	p.Cells["returns"] = rate.Dist.String() + " %"
	p.Fits = append(p.Fits, Fit{"returns", "%", rate})
	return true
}

// fitTransit fits the days to the door, of each marketplace by the program that most units of it were
// shipped by.
func (im *Import) fitTransit(h *harvest.Harvest) {
	for m, fitted := range im.Fitted {
		if fitted == nil {
			continue
		}
		m := market.Marketplace(m)
		fitted.Reference = im.reference(h, m)
		var days []float64
		for _, t := range h.Transit {
			if s, ok := t.Store.Market(); ok && s == m && t.Country == m.String() && t.Channel != amazon.Merchant {
				days = append(days, spread(t.Door)...)
			}
		}
		if d, err := estimate.Delays(days); err == nil {
			fitted.Door = &d
		}
	}
}

// spread lists counted values one by one.
func spread(list []harvest.Count) (out []float64) {
	for _, c := range list {
		for range c.N {
			out = append(out, float64(c.Value))
		}
	}
	return out
}

// reference is the program by which most units of a marketplace were shipped: abroad that is Remote
// Fulfillment unless most of them are of products with stock in the country.
func (im *Import) reference(h *harvest.Harvest, m market.Marketplace) market.Program {
	if m == market.US {
		return market.LocalFBA
	}
	lies := map[string]bool{}
	for _, s := range h.Stock {
		lies[s.SKU] = lies[s.SKU] || s.Country == m.String() && s.Fulfillable > 0
	}
	local, remote, merchant := 0, 0, 0
	for _, p := range im.Products {
		if s := p.Series[m]; s != nil {
			merchant += s.Merchant
			if lies[p.SKU] {
				local += s.Units - s.Merchant
			} else {
				remote += s.Units - s.Merchant
			}
		}
	}
	switch {
	case merchant > local+remote:
		return market.SellerFulfilled
	case local > remote:
		return market.LocalFBA
	}
	return market.RemoteFulfillment
}

// fewestShipments is the number of inbound shipments from which on receiving is fitted.
const fewestShipments = 3

// fitReceiving fits how long units lie at the dock of a country before they are on the shelf.
func (im *Import) fitReceiving(h *harvest.Harvest) {
	var days [market.MarketplaceCount][]float64
	var shipments [market.MarketplaceCount]int
	for _, r := range h.Receipts {
		m, ok := market.ParseMarketplace(r.Country)
		if r.Country == "" {
			m, ok = market.US, true
		}
		if ok {
			days[m] = append(days[m], spread(r.Days)...)
			shipments[m]++
		}
	}
	for m := range days {
		if shipments[m] < fewestShipments {
			continue
		}
		if d, err := estimate.Delays(days[m]); err == nil {
			d.Method += fmt.Sprintf(", of %d shipments", shipments[m])
			im.Receive[market.Marketplace(m)] = d
		}
	}
}
