package model

import (
	"math"

	"fbasim/sim/civil"
	"fbasim/sim/des"
	"fbasim/sim/fee"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/quantity"
)

// Fees on how stock compares with what is shipped: too little of it costs at each
// shipment (low inventory level), too much of it at the end of the month (storage
// utilization). Shipments of Remote Fulfillment count as shipments from the US,
// though only those to US buyers pay. What lies before the scenario is not known:
// until there are days enough, averages are over those that there are.

// stockDay is a pool's counters at the end of a day.
type stockDay struct{ shelf, shipped int64 }

// supply is a pool's days of supply as last updated, and the units-days of its old
// units in the running month.
type supply struct {
	long, short float64
	counts      bool // enough is sold for the fee on low stock
	fee         fee.Line
	until       civil.Date // last day of the fee as looked up
	oldDays     int64
	area        int64 // of units on hand at the start of the month
}

// watchPools gives the pools whose fees look back their memory.
func (r *Run) watchPools() {
	for i := range r.pools {
		cfg := &r.cfg.SKUs[i/int(market.MarketplaceCount)].Pools[i%int(market.MarketplaceCount)]
		if cfg.Used && (cfg.Fees.Utilization || cfg.Fees.LowStock.To > 0) {
			u := &r.cfg.Upkeep
			r.pools[i].days = make([]stockDay, 1+max(u.Long, u.Short, u.Quarter))
			r.watched = true
		}
	}
}

// stockDayEnds notes the day's counters and updates the days of supply when due.
func stockDayEnds(r *Run, ev des.Event) {
	day := r.now() / civil.Day
	pools := r.poolsOf(ev.Subject)
	for i := range pools {
		p := &pools[i]
		if p.days == nil {
			continue
		}
		today := &p.days[day%int64(len(p.days))]
		*today = stockDay{p.stock.ShelfTicks(r.now()), p.stock.Counts().Shipped}
		if p.cfg.Fees.LowStock.To > 0 && day%r.cfg.Upkeep.Update == 0 {
			r.updateSupply(p, day)
		}
		if p.cfg.Fees.Utilization {
			p.supply.oldDays += r.oldUnits(p)
		}
	}
	if next := r.now() + civil.Day; next <= r.cfg.Horizon {
		r.at(next, classSettlement, evStockDay, ev.Subject) // before the month ends
	}
}

func (r *Run) updateSupply(p *pool, day int64) {
	u := &r.cfg.Upkeep
	s := &p.supply
	s.long, s.short = p.daysOfSupply(day, u.Long), p.daysOfSupply(day, u.Short)
	_, sold := p.lookBack(day, u.FewWithin)
	s.counts, s.until = sold >= u.FewSold || r.now() < u.FewFrom, 0
}

// lookBack returns the unit-ticks on the shelf and the units shipped of the last
// days, or of all days where there were fewer.
func (p *pool) lookBack(day, days int64) (shelf, shipped int64) {
	n := int64(len(p.days))
	now, past := p.days[day%n], p.days[(day-min(days, day))%n]
	return now.shelf - past.shelf, now.shipped - past.shipped
}

func (p *pool) daysOfSupply(day, days int64) float64 {
	shelf, shipped := p.lookBack(day, days)
	if shipped == 0 {
		return math.Inf(1)
	}
	return fee.DaysOfSupply(float64(shelf)/float64(civil.Day), float64(shipped))
}

// chargeLowStock charges the low-inventory-level fee on a unit that leaves a pool
// for a buyer of its country.
func (r *Run) chargeLowStock(p *pool, l *listing, post *ledger.Posting) {
	s := &p.supply
	if !s.counts || l.market != p.country || !p.cfg.Fees.LowStock.Holds(r.now()) {
		return
	}
	if day := r.feeDay(); day > s.until {
		s.fee = p.cfg.Tariff.LowInventory(day, s.long, s.short)
		s.until = p.cfg.Tariff.SameUntil(day, lowStockKinds)
	}
	r.charge(post, &s.fee)
}

var lowStockKinds = []market.FeeKind{market.LowInventory}

// oldUnits counts the units that are old enough for the utilization surcharge.
func (r *Run) oldUnits(p *pool) (units int64) {
	young := p.cfg.Tariff.NewUnitsDays(r.feeDay())
	return p.stock.Old(r.now() - (young+1)*civil.Day)
}

// classUse is the seller's stock and shipments of one storage class: volume times
// ticks of the month, and volume times units shipped in the time to look back.
type classUse struct {
	name          string
	held, shipped float64
}

// maxClasses is more than there are storage classes.
const maxClasses = 8

// chargeUtilization charges the surcharge of the month that ended, by the weeks of
// supply of the seller's stock in each storage class.
func (r *Run) chargeUtilization() {
	if !r.watched {
		return
	}
	first := r.month.FirstOfMonth()
	start := max(0, int64(first-r.cfg.Start)*civil.Day)
	month := r.now() - start
	if month <= 0 {
		return
	}
	r.sumClasses()
	for i := range r.pools {
		p := &r.pools[i]
		if p.days == nil || !p.cfg.Fees.Utilization {
			continue
		}
		if c := r.class(p); c != nil && p.supply.oldDays > 0 {
			r.surcharge(p, c, month)
		}
		p.supply.oldDays, p.supply.area = 0, p.stock.OnHandTicks(r.now())
	}
}

func (r *Run) sumClasses() {
	r.classes = [maxClasses]classUse{}
	day := r.now() / civil.Day
	for i := range r.pools {
		p := &r.pools[i]
		if p.days == nil || !p.cfg.Fees.Utilization {
			continue
		}
		if c := r.class(p); c != nil {
			volume := float64(p.cfg.Tariff.Volume())
			_, shipped := p.lookBack(day, r.cfg.Upkeep.Quarter)
			c.held += volume * float64(p.stock.OnHandTicks(r.now())-p.supply.area)
			c.shipped += volume * float64(shipped)
		}
	}
}

// class finds a pool's storage class, nil where its card names none.
func (r *Run) class(p *pool) *classUse {
	m, ok := p.cfg.Tariff.Tier(r.monthDay())
	if !ok {
		return nil
	}
	for i := range r.classes {
		if c := &r.classes[i]; c.name == m.Class || c.name == "" {
			c.name = m.Class
			return c
		}
	}
	return nil
}

// surcharge books the utilization surcharge on a pool's old units.
func (r *Run) surcharge(p *pool, c *classUse, month int64) {
	days := min(r.now()/civil.Day, r.cfg.Upkeep.Quarter)
	weeks := math.Inf(1)
	if c.shipped > 0 {
		weeks = c.held / float64(month) / (c.shipped / float64(days)) / 7
	}
	first := r.month.FirstOfMonth()
	line := p.cfg.Tariff.Utilization(fee.Usage{
		Month: r.monthDay(), Weeks: weeks, SellerVolume: quantity.Volume(c.held / float64(month)),
		SinceFirstReceipt: r.sinceFirstReceipt(),
		UnitTicks:         p.supply.oldDays * civil.Day,
		OfTicks:           int64(first.NextMonth()-first) * civil.Day,
	})
	r.chargePool(p, &line)
}

// sinceFirstReceipt is how many days ago the seller first stocked the country, long
// ago for an established one.
func (r *Run) sinceFirstReceipt() int64 {
	if !r.cfg.Upkeep.NewSeller {
		return math.MaxInt64
	}
	return r.now() / civil.Day
}
