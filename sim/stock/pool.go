package stock

import (
	"fmt"

	"fbasim/sim/money"
)

// Lot is a batch of sellable units received together at one landed cost.
type Lot struct {
	Units    int64
	Received int64 // tick of receipt, for ageing
	Cost     Cost
}

// Counts are the units that ever moved through a pool. Returned counts units
// that came back and were restocked or found unsellable; Found and Lost are what
// Amazon's counts put right.
type Counts struct {
	Opening, Received, Returned, Found, Shipped, Removed, Lost int64
}

// Pool is the stock of one SKU in one country. The zero value is empty; Reset
// keeps its memory for the next replication.
type Pool struct {
	lots       []Lot // ring: lots[(head+i) % len], FIFO
	head, size int
	sellable   int64
	reserved   int64
	unsellable int64
	counts     Counts
	value      money.Amount // landed cost of sellable and reserved units
	needed     bool         // an empty shelf is a stock-out
	onHand     integral
	shelf      integral // sellable units
	stockout   integral
	worth      integral // landed cost on hand in whole cents
}

// Reset empties the pool at a tick. It is needed: an empty shelf counts as a
// stock-out.
func (p *Pool) Reset(now int64) {
	*p = Pool{lots: p.lots, needed: true}
	p.onHand.start(now, 0)
	p.shelf.start(now, 0)
	p.stockout.start(now, 1)
	p.worth.start(now, 0)
}

// Need says whether an empty shelf counts as a stock-out from now on: not while
// the plan serves the country from elsewhere.
func (p *Pool) Need(now int64, needed bool) {
	p.needed = needed
	p.stockout.set(now, p.out())
}

// out is 1 while the shelf is empty and needed.
func (p *Pool) out() int64 {
	if p.needed && p.sellable == 0 {
		return 1
	}
	return 0
}

// Open puts opening stock on the shelf.
func (p *Pool) Open(now int64, lot Lot) {
	p.counts.Opening += lot.Units
	p.put(now, lot)
}

// Receive puts a delivered lot on the shelf.
func (p *Pool) Receive(now int64, lot Lot) {
	p.counts.Received += lot.Units
	p.put(now, lot)
}

// Restock puts a returned unit back on the shelf as a lot of one, which is the
// newest.
func (p *Pool) Restock(now int64, c Cost) {
	p.counts.Returned++
	p.put(now, Lot{Units: 1, Received: now, Cost: c})
}

// Find puts units that turned up on the shelf.
func (p *Pool) Find(now int64, lot Lot) {
	p.counts.Found += lot.Units
	p.put(now, lot)
}

// FindUnsellable counts units that turned up and cannot be sold.
func (p *Pool) FindUnsellable(units int64) {
	p.counts.Found += units
	p.unsellable += units
}

// Lose takes the oldest sellable unit off the shelf for good and returns its cost;
// false when nothing is sellable.
func (p *Pool) Lose(now int64) (Cost, bool) {
	c, ok := p.Reserve(now)
	if !ok {
		return Cost{}, false
	}
	p.reserved--
	p.counts.Lost++
	p.onHand.add(now, -1)
	p.revalue(now, -c.Total())
	return c, true
}

// Discard counts a returned unit that cannot be sold again.
func (p *Pool) Discard() {
	p.counts.Returned++
	p.unsellable++
}

// RemoveUnsellable takes the unsellable units away and returns how many.
func (p *Pool) RemoveUnsellable() int64 {
	n := p.unsellable
	p.counts.Removed += n
	p.unsellable = 0
	return n
}

// Reserve promises the oldest sellable unit to an order and returns its cost;
// false when nothing is sellable.
func (p *Pool) Reserve(now int64) (Cost, bool) {
	if p.sellable == 0 {
		return Cost{}, false
	}
	lot := &p.lots[p.head]
	c := lot.Cost
	lot.Units--
	if lot.Units == 0 {
		p.head = p.wrap(p.head + 1)
		p.size--
	}
	p.sellable--
	p.reserved++
	p.shelf.add(now, -1)
	if p.sellable == 0 {
		p.stockout.set(now, p.out())
	}
	return c, true
}

// Release puts a reserved unit back, for an order that was canceled.
func (p *Pool) Release(now int64, c Cost) {
	p.reserved--
	p.onHand.add(now, -1)
	p.revalue(now, -c.Total())
	p.put(now, Lot{Units: 1, Received: now, Cost: c})
}

// Ship takes a reserved unit out of the country's fulfillment centers.
func (p *Pool) Ship(now int64, c Cost) {
	p.reserved--
	p.counts.Shipped++
	p.onHand.add(now, -1)
	p.revalue(now, -c.Total())
}

// Sellable returns the units that can be promised now.
func (p *Pool) Sellable() int64 { return p.sellable }

// OnHand returns sellable and reserved units.
func (p *Pool) OnHand() int64 { return p.sellable + p.reserved }

// Unsellable returns the units that cannot be sold again.
func (p *Pool) Unsellable() int64 { return p.unsellable }

// Value returns the landed cost of the units on hand.
func (p *Pool) Value() money.Amount { return p.value }

// Counts returns the running counts.
func (p *Pool) Counts() Counts { return p.counts }

// OnHandTicks returns the integral of units on hand over time since Reset, in
// unit-ticks: what storage is charged for.
func (p *Pool) OnHandTicks(now int64) int64 { return p.onHand.at(now) }

// ShelfTicks returns the integral of sellable units over time since Reset, in
// unit-ticks.
func (p *Pool) ShelfTicks(now int64) int64 { return p.shelf.at(now) }

// StockoutTicks returns the ticks without a sellable unit while one was needed,
// since Reset.
func (p *Pool) StockoutTicks(now int64) int64 { return p.stockout.at(now) }

// ValueTicks returns the integral of the landed cost on hand since Reset, in
// cent-ticks.
func (p *Pool) ValueTicks(now int64) int64 { return p.worth.at(now) }

// Lots calls f for every lot with units, oldest first.
func (p *Pool) Lots(f func(Lot)) {
	for i := range p.size {
		f(p.lots[p.wrap(p.head+i)])
	}
}

// Old returns the units on the shelf that were received at a tick or before. Lots lie in the order
// of their receipt.
func (p *Pool) Old(received int64) (units int64) {
	for i := range p.size {
		lot := &p.lots[p.wrap(p.head+i)]
		if lot.Received > received {
			break
		}
		units += lot.Units
	}
	return units
}

// Check proves that every unit that came is either on hand, unsellable, shipped,
// removed or lost (INV-02).
func (p *Pool) Check() error {
	var inLots int64
	p.Lots(func(l Lot) { inLots += l.Units })
	c := p.counts
	in, out := c.Opening+c.Received+c.Returned+c.Found, c.Shipped+c.Removed+c.Lost+p.OnHand()+p.unsellable
	if in != out {
		return fmt.Errorf("stock: %d units came in and %d are accounted for", in, out)
	}
	if inLots != p.sellable {
		return fmt.Errorf("stock: lots hold %d units and %d are sellable", inLots, p.sellable)
	}
	return nil
}

func (p *Pool) put(now int64, lot Lot) {
	if lot.Units == 0 {
		return
	}
	if last := p.last(); last != nil && last.Cost == lot.Cost && last.Received == lot.Received {
		last.Units += lot.Units
	} else {
		p.push(lot)
	}
	if p.sellable == 0 {
		p.stockout.set(now, 0)
	}
	p.sellable += lot.Units
	p.shelf.add(now, lot.Units)
	p.onHand.add(now, lot.Units)
	p.revalue(now, money.Amount(lot.Units)*lot.Cost.Total())
}

func (p *Pool) revalue(now int64, change money.Amount) {
	p.value += change
	p.worth.set(now, int64(p.value/money.Cent))
}

func (p *Pool) last() *Lot {
	if p.size == 0 {
		return nil
	}
	return &p.lots[p.wrap(p.head+p.size-1)]
}

func (p *Pool) push(lot Lot) {
	if p.size == len(p.lots) {
		grown := make([]Lot, max(4, 2*len(p.lots)))
		for i := range p.size {
			grown[i] = p.lots[p.wrap(p.head+i)]
		}
		p.lots, p.head = grown, 0
	}
	p.lots[p.wrap(p.head+p.size)] = lot
	p.size++
}

func (p *Pool) wrap(i int) int {
	if i >= len(p.lots) {
		return i - len(p.lots)
	}
	return i
}
