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
	reviewed int64 // tick of the last review, 0 before the first
	onOrder  int64
	sent     uint64 // shipments or reviews so far, the index of their draws
	key      random.Key
	counted  int64 // unit-ticks already charged for storage
	shipped  [market.MarketplaceCount]int64
	line     line       // orders that wait for stock
	underway level      // cost of the goods on the way, in cents
	days     []stockDay // a ring over the days to look back; nil where no fee does
	supply   supply
	disposes bool      // a removal order is on the calendar
	warm     integrals // at the end of the warm-up
	span     integrals // from there to the horizon
}

// integrals are a pool's areas over time: sellable units, time without one, and
// the landed cost on hand and on the way in cents.
type integrals struct{ shelf, empty, value int64 }

func (p *pool) integrals(now int64) integrals {
	return integrals{
		shelf: p.stock.ShelfTicks(now), empty: p.stock.StockoutTicks(now),
		value: p.stock.ValueTicks(now) + p.underway.at(now),
	}
}

// shipment is stock under way.
type shipment struct {
	pool  int32
	units int64
	goods money.Amount // cost of goods per unit
	key   random.Key
	index uint64
	on    civil.Date // day of receipt
	paid  bool       // on its way at the start: everything but fees is paid
	cost  stock.Cost // of a unit of what is paid
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
func (r *Run) openStock() {
	for i := range r.pools {
		sku, m := i/int(market.MarketplaceCount), market.Marketplace(i%int(market.MarketplaceCount))
		p := &r.pools[i]
		p.cfg, p.sku, p.country = &r.cfg.SKUs[sku].Pools[m], int32(sku), m
		p.stock.Reset(0)
		p.stock.Need(0, m == market.US)
		p.onOrder, p.sent, p.counted, p.warm = 0, 0, 0, integrals{}
		p.shipped, p.line, p.underway = [market.MarketplaceCount]int64{}, line{}, level{}
		p.supply, p.disposes = supply{}, false
		clear(p.days)
		if !p.cfg.Used {
			continue
		}
		p.key = r.keys.supply.With(r.cfg.SKUs[sku].Name).With(m.String())
		r.putOpening(p)
		p.reviewed = 0
	}
	r.planStock()
}

// planStock lets the planner of each pool expect its demand and sets the first reviews. Which program
// a plan begins with may depend on the stock anywhere, so all pools are open before.
func (r *Run) planStock() {
	for i := range r.pools {
		p := &r.pools[i]
		if !p.cfg.Used {
			continue
		}
		r.turnTo(p.sku)
		p.forecast = inbound.NewForecast(r.expectedDemand(p), r.cfg.Memory)
		if rp := p.cfg.Replenish; rp != nil && !rp.OnlyPlans && rp.From < r.cfg.Horizon {
			r.at(p.cfg.Replenish.From, classReview, evReview, uint32(i))
		}
	}
	r.turnToAll()
}

func (r *Run) putOpening(p *pool) {
	for _, lot := range p.cfg.Opening {
		c, _ := r.landedCost(p, lot.Units, nil)
		if lot.Age < 0 {
			r.expect(p, lot, c)
		} else {
			p.stock.Open(0, stock.Lot{Units: lot.Units, Received: -lot.Age, Cost: c})
		}
		if v := money.Amount(lot.Units) * c.Total(); v > 0 {
			r.book.Move(&ledger.Posting{
				SKU: p.sku, Market: p.country, From: ledger.Capital, To: ledger.Inventory,
				Amount: v, Currency: r.cfg.Report,
			})
		}
	}
}

// expect has a lot arrive that is on its way at the start. All of its landed cost has been paid.
func (r *Run) expect(p *pool, lot OpeningLot, c stock.Cost) {
	slot := r.newShipment()
	r.shipments[slot] = shipment{
		pool: poolIndex(int(p.sku), p.country), units: lot.Units, goods: c.Total(), key: p.key, paid: true, cost: c,
	}
	p.onOrder += lot.Units
	p.underway.add(r.now(), int64(money.Amount(lot.Units)*c.Total()/money.Cent))
	r.after(-lot.Age, classReceipt, evReceipt, slot)
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
	perDay := r.cfg.Inputs[l.cfg.Demand].Dist.Mean()
	for _, o := range r.overrides {
		if o.Input == l.cfg.Demand {
			perDay = o.Value
		}
	}
	if v := r.volume; v != nil && v.SKU == int(l.sku) && v.Market == l.market {
		perDay = v.PerDay
	}
	full := r.landed(l, use, r.fullPrice(l, use))
	return perDay * r.speedResponse(l.market, use) * r.priceResponse(l, full)
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
	p.forecast.Update(float64(r.now()-p.reviewed) / float64(civil.Day))
	p.reviewed = r.now()
	r.replenish(p)
	if next := r.now() + rp.Review; next < r.cfg.Horizon && !rp.Policy.Continuous() {
		r.at(next, classReview, evReview, ev.Subject)
	}
}

// sold lets a continuously reviewed pool decide after a sale.
func (r *Run) sold(p *pool) {
	rp := p.cfg.Replenish
	if rp != nil && !rp.OnlyPlans && rp.Policy.Continuous() && r.now() >= rp.From && r.now() < r.cfg.Horizon {
		r.replenish(p)
	}
}

func (r *Run) replenish(p *pool) {
	p.sent++
	units := p.cfg.Replenish.Policy.Order(inbound.Position{
		OnHand: p.stock.Sellable(), OnOrder: p.onOrder, Backorders: p.line.waiting,
		ForecastPerDay: p.forecast.PerDay,
	})
	if units > 0 {
		r.order(p, units)
	}
}

// order sends for units; they are paid now and arrive after the lead time. With
// chance in compliance they travel as an inbound plan.
func (r *Run) order(p *pool, units int64) {
	if r.cfg.Chance.Inbound && r.rules != nil {
		r.orderByPlan(p, units)
		return
	}
	rp := p.cfg.Replenish
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
		r.capitalize(p, ledger.Goods, v)
		p.underway.add(r.now(), int64(v/money.Cent))
	}
}

// capitalize is a payment from the bank that becomes part of the landed cost.
func (r *Run) capitalize(p *pool, line ledger.Line, v money.Amount) {
	r.book.Move(&ledger.Posting{
		Tick: r.now(), SKU: p.sku, Market: p.country, Line: line, From: ledger.Bank, To: ledger.Inventory,
		Amount: v, Currency: r.cfg.Report,
	})
}

// receiptArrives puts a shipment on the shelf and pays for bringing it in.
func receiptArrives(r *Run, ev des.Event) {
	sh := r.shipments[ev.Subject]
	p := &r.pools[sh.pool]
	p.onOrder -= sh.units
	p.underway.add(r.now(), -int64(money.Amount(sh.units)*sh.goods/money.Cent))
	r.settleShipment(p, ev.Subject)
	r.shelve(p, &sh)
}

// shelve puts the units of a shipment on the shelf and pays for bringing them in.
func (r *Run) shelve(p *pool, sh *shipment) {
	c := sh.cost
	if !sh.paid {
		c = r.payLanding(p, sh)
	}
	r.storedIn(p.country)
	empty := p.stock.Sellable() == 0
	p.stock.Receive(r.now(), stock.Lot{Units: sh.units, Received: r.now(), Cost: c})
	r.recent.Received[p.country] += sh.units
	if r.tracer != nil {
		r.tracer.Stock(r.now(), int(p.sku), p.country, sh.units, "received")
	}
	r.arrived(p, empty)
}

// payLanding pays for bringing in a shipment, and returns what a unit of it costs on the shelf.
func (r *Run) payLanding(p *pool, sh *shipment) stock.Cost {
	c, tax := r.landedCost(p, sh.units, sh)
	r.capitalizeCost(p, sh.units, &c)
	r.claimTax(p, money.Amount(sh.units)*tax)
	r.payEntry(p)
	return c
}

// capitalizeCost pays for what the landed cost of units holds besides the goods.
func (r *Run) capitalizeCost(p *pool, units int64, c *stock.Cost) {
	for i, part := range costLines(c) {
		if i > 0 && part.amount > 0 {
			r.capitalize(p, part.line, money.Amount(units)*part.amount)
		}
	}
}

// landedCost is the cost of a unit on the shelf: goods, freight, duty and the
// import tax that cannot be recovered; what can be is returned besides. Opening
// stock (no shipment) is valued at the rates of the start.
func (r *Run) landedCost(p *pool, units int64, sh *shipment) (c stock.Cost, recovered money.Amount) {
	c.Goods = r.money(r.cfg.SKUs[p.sku].Cost)
	if sh != nil {
		c.Goods = sh.goods
	}
	rp := p.cfg.Replenish
	if rp == nil {
		if sh != nil && r.scripted {
			r.planLanding(p, &c)
		}
		return c, 0
	}
	for i, f := range rp.Freight {
		c.Freight += r.freight(p, f, units, sh, i)
	}
	customs := c.Goods
	if declared := r.cfg.SKUs[p.sku].Customs; declared.Ref != NoRef {
		customs = r.money(declared)
	}
	c.Freight += r.money(rp.Brokerage) / money.Amount(max(units, 1))
	if r.holds("GS-INB-01") {
		c.Duty = exact(customs.Float() * r.value(rp.Duty, 0))
	}
	tax := exact((customs + c.Duty).Float() * r.value(rp.ImportTax, 0))
	if rp.Recovered {
		return c, tax
	}
	c.Tax = tax
	return c, 0
}

// planLanding is what a unit of a plan of the script costs to bring in where the
// scenario says nothing.
func (r *Run) planLanding(p *pool, c *stock.Cost) {
	c.Freight = r.planned("inbound_freight")
	if p.country != market.US && r.holds("GS-INB-01") {
		c.Duty = r.plannedDuty(c.Goods)
	}
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

func (r *Run) newShipment() uint32 {
	if n := len(r.shelved); n > 0 {
		slot := r.shelved[n-1]
		r.shelved = r.shelved[:n-1]
		return slot
	}
	r.shipments = append(r.shipments, shipment{})
	return uint32(len(r.shipments) - 1)
}
