package model

import (
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// Outcome is what one replication of one case came to. Money is in the report
// currency, time in ticks.
type Outcome struct {
	Profit        money.Amount
	Lines         [ledger.LineCount][market.MarketplaceCount]money.Amount
	Native        [ledger.LineCount][market.MarketplaceCount]money.Amount // in the currencies charged
	Cards         [ledger.LineCount][market.MarketplaceCount]uint16       // last card of a line
	Marks         [ledger.LineCount][market.MarketplaceCount]ledger.Mark
	Markets       [market.MarketplaceCount]MarketOutcome
	SKUs          []SKUOutcome
	Trough        money.Amount // lowest cumulated cash since statistics start
	Cash          money.Amount // and cash at the end
	Payback       int64        // since when cash is at zero or above; -1 where it never is
	Leftover      money.Amount // landed cost of the units left over
	LeftoverUnits int64
	Capital       float64 // time average of the landed cost of stock on hand and on the way
	Ticks         int64   // ticks that statistics cover: the horizon less the warm-up
	Events        uint64
	Snapshots     int64 // at which aged inventory was counted
	Findings      int64 // decisions of rules that a planner wants to hear of
	Violations    int64 // of the inbound policy
	Suspended     int64 // ticks for which the seller may not send shipments
	Failures      []Failure
}

// MarketOutcome is the part of one marketplace.
type MarketOutcome struct {
	Profit        money.Amount
	Orders        int64 // accepted, those that waited and were canceled included
	Waited        int64 // orders that found no stock and waited for it
	Canceled      int64 // orders that waited until nothing more came
	Lost          int64 // buyers who wanted a unit and got none
	LostNoStock   int64
	LostInactive  int64
	Delivered     int64
	Promised      int64 // delivered orders that a window was promised for
	Late          int64
	Returned      int64
	DeliverySum   int64 // ticks from order to door
	DeliveryMin   int64
	DeliveryMax   int64
	Days          [MaxDays + 1]int64 // deliveries by whole days, the last bin open
	InTransit     int64              // integral of orders between placing and delivery
	Backorders    int64              // integral of orders that wait for stock
	OnHand        int64              // integral of sellable units in the country's centers
	StockoutTicks int64              // ticks without a sellable unit while needed, summed over SKUs
	Capital       float64            // time average of the landed cost of the country's stock
	Aged          int64              // units that paid for their age, summed over snapshots
	AssumedFees   int64              // fee lines priced by an assumed card
}

// SKUOutcome is the part of one SKU by marketplace; costs that SKUs share are
// not in it.
type SKUOutcome struct {
	Parts ledger.Parts
	Units [market.MarketplaceCount]int64
	Lost  [market.MarketplaceCount]int64
}

// MaxDays is the last whole day with a bin of its own in delivery histograms.
const MaxDays = 60

func (o *Outcome) reset(skus int) {
	kept := o.SKUs
	if cap(kept) < skus {
		kept = make([]SKUOutcome, skus)
	}
	*o = Outcome{SKUs: kept[:skus]}
	clear(o.SKUs)
}

// finish closes the books after the replication has drained.
func (r *Run) finish() {
	o := &r.out
	r.valueLeftover()
	o.Ticks = r.cfg.Horizon - r.cfg.Warmup
	for m := market.US; m < market.MarketplaceCount; m++ {
		o.Markets[m] = r.marketOutcome(m)
		o.Profit += o.Markets[m].Profit
		o.Capital += o.Markets[m].Capital
		for l := range o.Lines {
			line := ledger.Line(l)
			o.Lines[l][m], o.Native[l][m] = r.book.Line(line, m), r.book.Native(line, m)
			o.Cards[l][m], o.Marks[l][m] = r.book.Card(line, m)
		}
	}
	for i := range o.SKUs {
		o.SKUs[i].Parts = *r.book.SKU(i)
	}
	o.Cash, o.Trough = r.book.Cash()
	o.Payback = r.payback()
	o.Events, o.Snapshots = r.executed(), r.snapshots
	o.Findings, o.Violations = int64(len(r.findings)), r.countFindings(outcomeViolation)
	o.Suspended, o.Failures = min(r.suspended.at(r.now()), r.cfg.Horizon), r.failures
}

// payback is the time from the start of statistics until cash stays at zero or
// above, -1 where it ends below.
func (r *Run) payback() int64 {
	tick, ok := r.book.Payback()
	if !ok {
		return -1
	}
	return max(0, tick-r.cfg.Warmup)
}

func (r *Run) marketOutcome(m market.Marketplace) MarketOutcome {
	t := &r.tally[m]
	o := MarketOutcome{
		Profit: r.book.Market(m), Orders: t.orders, Waited: t.waited, Canceled: t.canceled,
		Delivered: t.delivered, Promised: t.promised, Late: t.late, Returned: t.returns,
		LostNoStock: t.lost[lostNoStock], LostInactive: t.lost[lostOfferInactive],
		DeliverySum: t.sum, DeliveryMin: t.least, DeliveryMax: t.most, Days: t.days,
		InTransit: t.transitArea, Backorders: t.waitingArea, Aged: t.aged, AssumedFees: t.assumed,
	}
	for _, n := range t.lost {
		o.Lost += n
	}
	for i := int(m); i < len(r.pools); i += int(market.MarketplaceCount) {
		if p := &r.pools[i]; p.cfg.Used {
			o.OnHand += p.span.shelf
			o.StockoutTicks += p.span.empty
			o.Capital += float64(p.span.value) * money.Cent.Float() / float64(r.out.Ticks)
		}
	}
	return o
}
