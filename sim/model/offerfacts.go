package model

import (
	"fbasim/sim/market"
	"fbasim/sim/program"
)

// What the rules of Remote Fulfillment see of stock and offers.

// facts are what the rules of Remote Fulfillment look at.
func (r *Run) facts(l *listing) program.Facts {
	f := program.Facts{
		Market: l.market, Now: r.now(), SameOffer: r.twins[l.sku].FBA[l.market],
		LocalUnits: r.blockingUnits(l.sku, l.market), USUnits: r.pools[r.usPool(l)].stock.Sellable(), Clocks: r.clocks,
	}
	if r.rules != nil {
		f.Rules, f.Seller = r.rules, &r.seller
	}
	if p := &r.products[l.sku]; p.ASIN != "" {
		f.Product = p
	}
	if r.scripted {
		f.OtherOffer = r.otherOffer(l)
		other := market.CA + market.MX - l.market
		if l.market != market.US {
			f.OtherLocalUnits = r.blockingUnits(l.sku, other)
			if o := r.listingAt(l.sku, other); o != nil {
				s := o.remote.State
				f.StaysElsewhere = s != program.NotEnrolled && s != program.Removed
			}
		}
	}
	return f
}

// usPool is the US stock that an offer is linked to: that of its SKU, with RF-OFFER-03
// off that of another SKU of the ASIN where its own has none.
func (r *Run) usPool(l *listing) int32 {
	if r.holds("RF-OFFER-03") || len(r.siblings) == 0 || r.pools[l.us].stock.Sellable() > 0 {
		return l.us
	}
	for _, s := range r.siblings[l.sku] {
		if i := poolIndex(int(s), market.US); r.pools[i].stock.Sellable() > 0 {
			return i
		}
	}
	return l.us
}

// unitsOf counts the sellable units of all SKUs of an ASIN in a country.
func (r *Run) unitsOf(sku int32, m market.Marketplace) int64 {
	if len(r.siblings) == 0 {
		return r.pools[poolIndex(int(sku), m)].stock.Sellable()
	}
	var units int64
	for _, s := range r.siblings[sku] {
		units += r.pools[poolIndex(int(s), m)].stock.Sellable()
	}
	return units
}

// blockingUnits counts the units in a country that keep Remote Fulfillment out: those
// that can be sold, by local_counts those that cannot too (RF-LOC-01).
func (r *Run) blockingUnits(sku int32, m market.Marketplace) int64 {
	units := r.unitsOf(sku, m)
	if r.rules == nil || r.rules.Word("local_counts") != "all" {
		return units
	}
	if len(r.siblings) == 0 {
		return units + r.pools[poolIndex(int(sku), m)].stock.Unsellable()
	}
	for _, s := range r.siblings[sku] {
		units += r.pools[poolIndex(int(s), m)].stock.Unsellable()
	}
	return units
}

// localBlocks reports whether stock in a listing's country keeps Remote Fulfillment out.
func (r *Run) localBlocks(l *listing) bool {
	least := int64(1)
	if r.rules != nil {
		least = r.rules.Int("local_block_min_units")
	}
	return r.blockingUnits(l.sku, l.market) >= least
}

// syncRemote lets an offer that is active at the start see the stock there is.
func (r *Run) syncRemote(l *listing) {
	if r.blockingUnits(l.sku, l.market) > 0 {
		r.signal(l, program.LocalReceipt)
	} else if r.pools[r.usPool(l)].stock.Sellable() == 0 {
		r.signal(l, program.USStockOut)
	}
}
