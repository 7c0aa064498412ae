package model

import (
	"fbasim/sim/random"
)

// With Config.Backorder a buyer who finds no stock orders all the same and waits.
// Orders wait in line for the pool that would have served them, also Remote
// Fulfillment orders for US stock; units that come in go to them before anybody
// else. An order keeps its price and its program while it waits, and its days to
// the door count from the order.
//
// Demand and reviews end at the horizon. A pool that is replenished then orders
// once more, exactly what its waiting orders lack beyond what is on the way; in
// a pool that nothing refills they are canceled, which costs and earns nothing.

// line is the queue of the orders that wait for a pool's stock.
type line struct {
	waiting     int64
	first, last uint32 // slots, meaningful while orders wait
}

// backorder accepts an order that has to wait for stock.
func (r *Run) backorder(l *listing, id orderID, key random.Key, c channel) {
	slot := r.accept(l, id, key, c)
	p := &r.pools[c.pool]
	if p.line.waiting == 0 {
		p.line.first = slot
	} else {
		r.orders[p.line.last].next = slot
	}
	p.line.last = slot
	p.line.waiting++
	t := &r.tally[l.market]
	t.waited++
	t.waiting.add(r.now(), 1)
	r.step(&r.orders[slot], Waiting)
	r.sold(p)
}

// arrived gives units that came in to the orders that wait for them, first come
// first served; what is left goes on sale. The caller says whether the shelf was
// empty before.
func (r *Run) arrived(p *pool, empty bool) {
	r.serveLine(p)
	if empty && p.stock.Sellable() > 0 {
		r.stocked(p)
	}
}

func (r *Run) serveLine(p *pool) {
	for p.line.waiting > 0 && p.stock.Sellable() > 0 {
		slot := p.line.first
		r.leaveLine(p, slot)
		r.send(p, slot)
	}
}

// leaveLine takes the first order out of a pool's line.
func (r *Run) leaveLine(p *pool, slot uint32) {
	p.line.first = r.orders[slot].next
	p.line.waiting--
	r.tally[r.marketOf(slot)].waiting.add(r.now(), -1)
}

// closeLine settles at the horizon what becomes of a pool's waiting orders.
func (r *Run) closeLine(p *pool) {
	short := p.line.waiting - p.onOrder
	if short <= 0 {
		return
	}
	if rp := p.cfg.Replenish; rp != nil && !rp.OnlyPlans && rp.From < r.cfg.Horizon {
		p.sent++
		r.order(p, rp.Policy.AtLeast(short))
		return
	}
	for p.line.waiting > 0 {
		slot := p.line.first
		r.leaveLine(p, slot)
		r.cancel(slot)
	}
}

// cancel ends an order that was never sent.
func (r *Run) cancel(slot uint32) {
	o := &r.orders[slot]
	l := &r.listings[o.listing]
	t := &r.tally[l.market]
	t.inTransit.add(r.now(), -1)
	if o.placed >= r.cfg.Warmup {
		t.canceled++
		r.out.SKUs[l.sku].Units[l.market]--
	}
	r.step(o, Canceled)
	r.endOrder(slot)
}
