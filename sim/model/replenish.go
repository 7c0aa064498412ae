package model

import (
	"fbasim/sim/civil"
	"fbasim/sim/des"
	"fbasim/sim/inbound"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
	"fbasim/sim/random"
	"fbasim/sim/stock"
)

// pool is the stock of a SKU in a country with what is on the way to it.
type pool struct {
	cfg      *Pool
	sku      int32
	country  market.Marketplace
	stock    stock.Pool
	forecast inbound.Forecast
	onOrder  int64
	sent     uint64 // shipments or reviews so far, the index of their draws
	key      random.Key
	counted  int64 // unit-ticks already charged for storage
	shipped  [market.MarketplaceCount]int64
	warm     integrals // at the end of the warm-up
	span     integrals // from there to the horizon
}

// integrals are a pool's areas over time.
type integrals struct{ held, empty, value int64 }

func (p *pool) integrals(now int64) integrals {
	return integrals{p.stock.OnHandTicks(now), p.stock.StockoutTicks(now), p.stock.ValueTicks(now)}
}

// shipment is stock under way.
type shipment struct {
	pool  int32
	units int64
	goods money.Amount // cost of goods per unit
	key   random.Key
	index uint64
}

// The draws of one shipment.
const (
	drawLead uint64 = iota
	drawReceiving
	drawFreight
)

func poolIndex(sku int, m market.Marketplace) int32 {
	return int32(sku)*int32(market.MarketplaceCount) + int32(m)
}

// openStock sets every pool to its opening stock and plans its first review.
func (r *Run) openStock(s streams) {
	for i := range r.pools {
		sku, m := i/int(market.MarketplaceCount), market.Marketplace(i%int(market.MarketplaceCount))
		p := &r.pools[i]
		p.cfg, p.sku, p.country = &r.cfg.SKUs[sku].Pools[m], int32(sku), m
		p.stock.Reset(0)
		p.onOrder, p.sent, p.counted, p.warm = 0, 0, 0, integrals{}
		p.shipped = [market.MarketplaceCount]int64{}
		if !p.cfg.Used {
			continue
		}
		p.key = s.supply.With(r.cfg.SKUs[sku].Name).With(m.String())
		r.putOpening(p)
		p.forecast = inbound.NewForecast(r.expectedDemand(p), r.cfg.Memory)
		if p.cfg.Replenish != nil && p.cfg.Replenish.From < r.cfg.Horizon {
			r.at(p.cfg.Replenish.From, classReview, evReview, uint32(i))
		}
	}
}

func (r *Run) putOpening(p *pool) {
	for _, lot := range p.cfg.Opening {
		c := r.landedCost(p, lot.Units, nil)
		p.stock.Open(0, stock.Lot{Units: lot.Units, Received: -lot.Age, Cost: c})
		if v := money.Amount(lot.Units) * c.Total(); v > 0 {
			r.book.Move(&ledger.Posting{
				SKU: p.sku, Market: p.country, From: ledger.Capital, To: ledger.Inventory,
				Amount: v, Currency: r.cfg.Report,
			})
		}
	}
}

// expectedDemand is what the seller expects a pool to ship a day at the start:
// the demand inputs' means at the offers' multipliers, for the listings that the
// pool serves then. The country's own pool expects to serve its own listing.
func (r *Run) expectedDemand(p *pool) float64 {
	sum := 0.0
	for m := market.US; m < market.MarketplaceCount; m++ {
		i := r.listed[poolIndex(int(p.sku), m)]
		if i < 0 {
			continue
		}
		l := &r.listings[i]
		if m == p.country {
			sum += r.expectedVolume(l, market.LocalFBA)
		} else if p.country == market.US && l.cfg.Plan.At(r.view(l)) == market.RemoteFulfillment {
			sum += r.expectedVolume(l, market.RemoteFulfillment)
		}
	}
	return sum
}

// expectedVolume is the demand a day that an offer is expected to reach.
func (r *Run) expectedVolume(l *listing, use market.Program) float64 {
	if l.cfg.Tariff[use] == nil {
		return 0
	}
	mk := &r.cfg.Markets[l.market]
	perDay := r.cfg.Inputs[l.cfg.Demand].Dist.Mean()
	for _, o := range r.overrides {
		if o.Input == l.cfg.Demand {
			perDay = o.Value
		}
	}
	if v := r.volume; v != nil && v.SKU == int(l.sku) && v.Market == l.market {
		perDay = v.PerDay
	}
	return perDay * r.speedResponse(mk, use) * r.priceResponse(l, mk, use)
}

// ask tells the forecasts what buyers wanted: the pool that would ship, and the
// country's own pool, whose planner watches the country's demand.
func (r *Run) ask(l *listing, from int32) {
	r.pools[from].forecast.Ask(1)
	if l.local != from {
		r.pools[l.local].forecast.Ask(1)
	}
}

// stockReviewed orders what the policy asks for and plans the next review.
func stockReviewed(r *Run, ev des.Event) {
	p := &r.pools[ev.Subject]
	rp := p.cfg.Replenish
	p.forecast.Update(float64(rp.Review) / float64(civil.Day))
	r.replenish(p)
	if next := r.now() + rp.Review; next < r.cfg.Horizon && !rp.Policy.Continuous() {
		r.at(next, classReview, evReview, ev.Subject)
	}
}

// sold lets a continuously reviewed pool decide after a sale.
func (r *Run) sold(p *pool) {
	rp := p.cfg.Replenish
	if rp != nil && rp.Policy.Continuous() && r.now() >= rp.From && r.now() < r.cfg.Horizon {
		r.replenish(p)
	}
}

func (r *Run) replenish(p *pool) {
	rp := p.cfg.Replenish
	p.sent++
	units := rp.Policy.Order(inbound.Position{
		OnHand: p.stock.Sellable(), OnOrder: p.onOrder, ForecastPerDay: p.forecast.PerDay,
	})
	if units == 0 {
		return
	}
	p.onOrder += units
	slot := r.newShipment()
	sh := shipment{pool: poolIndex(int(p.sku), p.country), units: units, key: p.key, index: p.sent}
	sh.goods = r.money(r.cfg.SKUs[p.sku].Cost)
	r.shipments[slot] = sh
	r.payGoods(p, &sh)
	wait := r.draw(rp.LeadTime, sh.key.Uniform(sh.index, drawLead))
	if rp.Receiving != NoRef {
		wait += r.draw(rp.Receiving, sh.key.Uniform(sh.index, drawReceiving))
	}
	r.after(ticks(wait), classReceipt, evReceipt, slot)
	if r.tracer != nil {
		r.tracer.Stock(r.now(), int(p.sku), p.country, units, "ordered")
	}
}

// payGoods pays the supplier when the order is placed.
func (r *Run) payGoods(p *pool, sh *shipment) {
	if v := money.Amount(sh.units) * sh.goods; v > 0 {
		r.capitalize(p, v)
	}
}

// capitalize is a payment from the bank that becomes part of the landed cost.
func (r *Run) capitalize(p *pool, v money.Amount) {
	r.book.Move(&ledger.Posting{
		Tick: r.now(), SKU: p.sku, Market: p.country, From: ledger.Bank, To: ledger.Inventory,
		Amount: v, Currency: r.cfg.Report,
	})
}

// receiptArrives puts a shipment on the shelf and pays for bringing it in.
func receiptArrives(r *Run, ev des.Event) {
	sh := r.shipments[ev.Subject]
	p := &r.pools[sh.pool]
	c := r.landedCost(p, sh.units, &sh)
	if extra := c.Total() - c.Goods; extra > 0 {
		r.capitalize(p, money.Amount(sh.units)*extra)
	}
	r.payEntry(p)
	empty := p.stock.Sellable() == 0
	p.onOrder -= sh.units
	p.stock.Receive(r.now(), stock.Lot{Units: sh.units, Received: r.now(), Cost: c})
	r.tally[p.country].received += sh.units
	r.shelved = append(r.shelved, ev.Subject)
	if r.tracer != nil {
		r.tracer.Stock(r.now(), int(p.sku), p.country, sh.units, "received")
	}
	if empty {
		r.stocked(p)
	}
}

// landedCost is the cost of a unit on the shelf: goods, freight, duty and the
// import tax that cannot be recovered. Opening stock (no shipment) is valued at
// the rates of the start.
func (r *Run) landedCost(p *pool, units int64, sh *shipment) stock.Cost {
	c := stock.Cost{Goods: r.money(r.cfg.SKUs[p.sku].Cost)}
	if sh != nil {
		c.Goods = sh.goods
	}
	rp := p.cfg.Replenish
	if rp == nil {
		return c
	}
	for i, f := range rp.Freight {
		c.Freight += r.freight(p, f, units, sh, i)
	}
	customs := c.Goods
	if declared := r.cfg.SKUs[p.sku].Customs; declared.Ref != NoRef {
		customs = r.money(declared)
	}
	c.Freight += r.money(rp.Brokerage) / money.Amount(max(units, 1))
	c.Duty = exact(customs.Float() * r.value(rp.Duty, 0))
	if !rp.Recovered {
		c.Tax = exact((customs + c.Duty).Float() * r.value(rp.ImportTax, 0))
	}
	return c
}

func (r *Run) freight(p *pool, f Freight, units int64, sh *shipment, i int) money.Amount {
	rate := r.value(f.Rate.Ref, 0)
	if sh != nil {
		rate = r.draw(f.Rate.Ref, sh.key.Uniform(sh.index, drawFreight+uint64(i)))
	}
	switch f.Per {
	case PerKilogram:
		rate *= float64(r.cfg.SKUs[p.sku].Weight) / float64(quantity.Kilogram)
	case PerShipment:
		rate /= float64(max(units, 1))
	}
	return exact(rate).Times(r.book.Rate(f.Rate.Currency))
}

// payEntry books the cost of one entry into the country.
func (r *Run) payEntry(p *pool) {
	cost := r.cfg.Markets[p.country].Local.Entry
	if cost.Ref == NoRef || p.country == market.US {
		return
	}
	if v := amount(r.values[cost.Ref]); v > 0 {
		r.book.Pay(&ledger.Posting{
			Tick: r.now(), SKU: p.sku, Market: p.country, Line: ledger.Entry,
			From: ledger.Bank, To: ledger.Vendors, Amount: v, Currency: cost.Currency,
		})
	}
}

func (r *Run) newShipment() uint32 {
	if n := len(r.shelved); n > 0 {
		slot := r.shelved[n-1]
		r.shelved = r.shelved[:n-1]
		return slot
	}
	r.shipments = append(r.shipments, shipment{})
	return uint32(len(r.shipments) - 1)
}
