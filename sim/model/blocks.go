package model

import (
	"fbasim/sim/des"
	"fbasim/sim/market"
)

// Blocks. Products meet in what the account, the months, the exchange rates and the settlements do
// to all of them; between two such events each lives for itself. So the catalog is divided into
// blocks of a few products with a calendar each, and before an event of the whole every block
// catches up with it, one after the other. A block's orders, offers and stock stay in the
// processor's cache while it does: with 1,000 products that halves the time of an order and more.
//
// Results are the same for any division, since whatever blocks share is a sum, is kept by time
// (package ledger), or changes in events of the whole alone. Where that does not hold, all products
// are one block: where products share an ASIN, or somebody looks on and wants to be told in the
// order of time. A test compares the two.

const (
	blockSize = 4    // products; their working set fits in a cache of the second level
	maxBlocks = 4096 // a calendar's own memory is some 20 KiB
)

// openBlocks divides the catalog for a replication. A script, and chance in compliance, act on the
// account and on products in turn, so such a case has one calendar for everything.
func (r *Run) openBlocks(o Options) {
	size := len(r.cfg.SKUs)
	switch {
	case r.scripted || r.chances():
		r.blocks = r.blocks[:0]
		r.turnToAll()
		return
	case r.independent(o):
		size = max(blockSize, (size+maxBlocks-1)/maxBlocks)
	}
	n := (len(r.cfg.SKUs) + size - 1) / size
	r.blockSize = size
	for len(r.calendars) < n {
		r.calendars = append(r.calendars, des.New(r, handlers()))
	}
	r.blocks = r.calendars[:n]
	for _, b := range r.blocks {
		b.Reset()
	}
	r.turnToAll()
}

// independent reports whether products meet in nothing but sums.
func (r *Run) independent(o Options) bool {
	watched := o.Recorder != nil || o.Tracer != nil || o.Audit != nil || o.Status != nil || o.Daily != nil || o.Strict
	return !watched && r.siblings == nil
}

// chances reports whether chance touches the account.
func (r *Run) chances() bool {
	c := &r.cfg.Chance
	return c.Inbound || c.Hazard != NoRef && r.cfg.Rules != nil
}

// turnTo makes the calendar of a product the current one, on which events are planned.
func (r *Run) turnTo(sku int32) { r.engine = r.calendarOf(sku) }

// turnToAll makes the calendar of the whole the current one.
func (r *Run) turnToAll() { r.engine = r.whole }

// calendarOf returns the calendar of a product's block.
func (r *Run) calendarOf(sku int32) *des.Engine[Run] {
	if len(r.blocks) == 0 {
		return r.whole
	}
	return r.blocks[int(sku)/r.blockSize]
}

// afterBlocks is a table of handlers for events of the whole: every block catches up first. At one
// instant and class the whole goes before its parts.
func afterBlocks(table []des.Handler[Run]) []des.Handler[Run] {
	for kind, h := range table {
		if kind == int(evLocalMonth) || kind == int(evAccountFee) {
			continue // they book a cost of no product, at rates that change in events of the whole
		}
		table[kind] = func(r *Run, ev des.Event) {
			if r.catchUp(); r.fault == nil {
				h(r, ev)
			}
		}
	}
	return table
}

// catchUp brings every block up to the event of the whole that is due.
func (r *Run) catchUp() {
	now, class := r.whole.Now(), r.whole.Class()
	for _, b := range r.blocks {
		if r.engine = b; r.fault == nil {
			b.RunBefore(now, class)
		}
	}
	r.turnToAll()
	if r.fault != nil {
		r.whole.Stop()
		return
	}
	r.book.CatchUp()
}

// pending returns the number of events on all calendars.
func (r *Run) pending() int {
	n := r.whole.Pending()
	for _, b := range r.blocks {
		n += b.Pending()
	}
	return n
}

// executed returns the number of events executed on all calendars.
func (r *Run) executed() uint64 {
	n := r.whole.Executed()
	for _, b := range r.blocks {
		n += b.Executed()
	}
	return n
}

// poolsOf returns the pools of a block, or all where there are no blocks.
func (r *Run) poolsOf(block uint32) []pool {
	if len(r.blocks) == 0 {
		return r.pools
	}
	perBlock := r.blockSize * int(market.MarketplaceCount)
	from := int(block) * perBlock
	return r.pools[from:min(from+perBlock, len(r.pools))]
}
