package model

import (
	"fbasim/sim/civil"
	"fbasim/sim/des"
	"fbasim/sim/fee"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/stock"
)

// Fees on stock besides monthly storage: for its age at the snapshot of the month,
// for the disposal of what cannot be sold again, and for placing what comes in.
// The country in which the stock lies bears them.

// Upkeep is how fees on stock are reckoned (rules FBA-AGE, FBA-LOW, FBA-UTL and
// FBA-PLC). Times are in ticks unless they say days.
type Upkeep struct {
	SnapshotDay    int        // of the month, on which old units are counted
	Long, Short    int64      // days that the days of supply look back
	Update         int64      // days between updates of the days of supply
	FewSold        int64      // units shipped in FewWithin days below which nothing is due
	FewWithin      int64      // days
	FewFrom        int64      // tick from which that holds
	Quarter        int64      // days that storage utilization looks back
	NewSeller      bool       // the seller's first receipt lies in the scenario
	PlacementWait  int64      // from receipt to the placement fee
	PlacementShare money.Rate // where in its range by location the placement fee lies

	Returns ReturnMonths
}

// StockFees says which fees a pool's tariff charges on its stock.
type StockFees struct {
	Aged        bool
	Removes     bool // unsellable units leave at the end of the month
	Disposal    bool // which costs a fee
	Utilization bool
	LowStock    Span   // shipments that may pay the low-inventory-level fee
	Placement   string // the inbound option paid for, "" for a free one
	Defects     *Defects
}

// Span is a time in ticks, To exclusive.
type Span struct{ From, To int64 }

// Holds reports whether a tick lies in the span.
func (s Span) Holds(tick int64) bool { return s.From <= tick && tick < s.To }

// AccountFee is a fee of the seller's account that is charged at a tick.
type AccountFee struct {
	Tick   int64
	Market market.Marketplace
	Line   fee.Line
}

// scheduleStockFees puts on the calendar what does not wait for a shipment.
func (r *Run) scheduleStockFees() {
	for i := range max(len(r.blocks), 1) {
		r.turnTo(int32(i * r.blockSize))
		if r.ages() {
			r.nextSnapshot(r.cfg.Start, uint32(i))
		}
		if r.watched {
			r.at(civil.Day, classSettlement, evStockDay, uint32(i))
		}
	}
	r.turnToAll()
	for i := range r.cfg.Account {
		if t := r.cfg.Account[i].Tick; t < r.cfg.Horizon {
			r.at(t, classSettlement, evAccountFee, uint32(i))
		}
	}
}

func (r *Run) ages() bool {
	for i := range r.pools {
		if p := &r.pools[i]; p.cfg.Used && p.cfg.Fees.Aged {
			return true
		}
	}
	return false
}

// nextSnapshot plans the first snapshot of a block on a day or after it.
func (r *Run) nextSnapshot(from civil.Date, block uint32) {
	y, m, d := from.YMD()
	if d > r.cfg.Upkeep.SnapshotDay {
		m++
	}
	tick := int64(civil.Of(y, m, r.cfg.Upkeep.SnapshotDay)-r.cfg.Start) * civil.Day
	if tick < r.cfg.Horizon {
		r.at(tick, classStatistics, evSnapshot, block)
	}
}

// agedStockCounted charges the surcharge on old units, each lot by its age.
func agedStockCounted(r *Run, ev des.Event) {
	if ev.Subject == 0 {
		r.snapshots++
	}
	pools := r.poolsOf(ev.Subject)
	for i := range pools {
		if p := &pools[i]; p.cfg.Used && p.cfg.Fees.Aged {
			r.chargeAge(p)
		}
	}
	r.nextSnapshot(r.today()+1, ev.Subject)
}

// chargeAge books one surcharge for a pool. Units of one age are charged together:
// rounding lots apart would charge returns that trickle in for cents they do not owe.
func (r *Run) chargeAge(p *pool) {
	var total fee.Line
	var same int64
	last := -1
	add := func() {
		if same > 0 {
			line := p.cfg.Tariff.Aged(r.feeDay(), last, same)
			if line.Amount > 0 {
				r.tally[p.country].aged += same
			}
			line.Amount += total.Amount
			line.Missing = line.Missing || total.Missing
			total = line
		}
	}
	p.stock.Lots(func(lot stock.Lot) {
		age := int((r.now() - lot.Received) / civil.Day)
		if age != last {
			add()
			last, same = age, 0
		}
		same += lot.Units
	})
	add()
	r.chargePool(p, &total)
}

// chargePool books a fee on the stock of a pool.
func (r *Run) chargePool(p *pool, l *fee.Line) {
	r.charge(&ledger.Posting{Tick: r.now(), SKU: p.sku, Market: p.country}, l)
}

// callDisposal plans the removal order for a unit that cannot be sold again: one
// order takes away all of a pool at the end of the month.
func (r *Run) callDisposal(index int32) {
	p := &r.pools[index]
	if !p.cfg.Fees.Removes || p.disposes {
		return
	}
	p.disposes = true
	next := r.today().NextMonth().FirstOfMonth()
	r.at(int64(next-r.cfg.Start)*civil.Day, classStatistics, evDisposal, uint32(index))
}

func unsellableLeave(r *Run, ev des.Event) {
	p := &r.pools[ev.Subject]
	p.disposes = false
	units := p.stock.RemoveUnsellable()
	r.tellUnsellable(p)
	if p.cfg.Fees.Disposal {
		line := p.cfg.Tariff.Unit(market.Disposal, r.feeDay())
		line.Amount *= money.Amount(units)
		r.chargePool(p, &line)
	}
}

// settleShipment ends a shipment that was received, unless its placement is still
// to be charged.
func (r *Run) settleShipment(p *pool, slot uint32) {
	r.chargeDefects(p, r.shipments[slot].units)
	if p.cfg.Fees.Placement == "" {
		r.shelved = append(r.shelved, slot)
		return
	}
	r.shipments[slot].on = r.feeDay()
	r.after(r.cfg.Upkeep.PlacementWait, classSettlement, evPlacement, slot)
}

// placementCharged charges inbound placement for the units received, by the card
// of the day of receipt.
func placementCharged(r *Run, ev des.Event) {
	sh := &r.shipments[ev.Subject]
	p := &r.pools[sh.pool]
	line := p.cfg.Tariff.Placement(sh.on, p.cfg.Fees.Placement, r.cfg.Upkeep.PlacementShare)
	line.Amount *= money.Amount(sh.units)
	r.chargePool(p, &line)
	r.shelved = append(r.shelved, ev.Subject)
}

// accountCharged charges a fee of the account. A part of a catalog bears its share,
// as it does of the fixed costs of a country.
func accountCharged(r *Run, ev des.Event) {
	a := &r.cfg.Account[ev.Subject]
	line := a.Line
	if share := r.cfg.Markets[a.Market].FixedShare; share != 1 {
		line.Amount = amount(line.Amount.Float() * share)
	}
	r.charge(&ledger.Posting{Tick: r.now(), SKU: -1, Market: a.Market}, &line)
}
