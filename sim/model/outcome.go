package model

import (
	"fbasim/sim/civil"
	"fbasim/sim/des"
	"fbasim/sim/fee"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// Outcome is what one replication of one case came to. Money is in the report
// currency, time in ticks.
type Outcome struct {
	Profit   money.Amount
	Lines    [ledger.LineCount][market.MarketplaceCount]money.Amount
	Native   [ledger.LineCount][market.MarketplaceCount]money.Amount // in the currencies charged
	Cards    [ledger.LineCount][market.MarketplaceCount]uint16       // last card of a line
	Marks    [ledger.LineCount][market.MarketplaceCount]ledger.Mark
	Markets  [market.MarketplaceCount]MarketOutcome
	SKUs     []SKUOutcome
	Trough   money.Amount // lowest cumulated cash
	Cash     money.Amount // cash at the end
	Leftover money.Amount // landed cost of the units left over
	Capital  float64      // time average of the landed cost of stock on hand
	Ticks    int64        // ticks that statistics cover: the horizon less the warm-up
	Events   uint64
}

// MarketOutcome is the part of one marketplace.
type MarketOutcome struct {
	Profit        money.Amount
	Orders        int64
	Lost          int64 // buyers who wanted a unit and got none
	LostNoStock   int64
	LostInactive  int64
	Delivered     int64
	Late          int64
	Returned      int64
	DeliverySum   int64 // ticks from order to door
	DeliveryMin   int64
	DeliveryMax   int64
	Days          [MaxDays + 1]int64 // deliveries by whole days, the last bin open
	InTransit     int64              // integral of orders between placing and delivery
	OnHand        int64              // integral of units in the country's centers
	StockoutTicks int64              // ticks without a sellable unit, summed over SKUs
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

// tally counts what happens in a marketplace while a replication runs.
type tally struct {
	orders, ended, returns, received int64
	lost                             [lostReasonCount]int64
	delivered, late                  int64
	sum, least, most                 int64
	days                             [MaxDays + 1]int64
	inTransit                        level
	atHorizon                        int64 // area of inTransit at the horizon
	assumed                          int64
}

// level is the exact area under a whole-numbered level over time.
type level struct{ value, since, area int64 }

func (v *level) add(now, change int64) {
	v.area += v.value * (now - v.since)
	v.value, v.since = v.value+change, now
}

func (v *level) at(now int64) int64 { return v.area + v.value*(now-v.since) }

func (t *tally) deliver(now, wait int64, w Window) {
	t.inTransit.add(now, -1)
	t.delivered++
	t.sum += wait
	if t.least == 0 || wait < t.least {
		t.least = wait
	}
	t.most = max(t.most, wait)
	if w.Max > 0 && wait > w.Max {
		t.late++
	}
	t.days[min(wait/civil.Day, MaxDays)]++
}

func (t *tally) assume(f *dayFees) {
	for _, l := range [...]*fee.Line{&f.referral, &f.fulfillment} {
		if l.Assumed {
			t.assumed++
		}
	}
}

// warmupEnds restarts the statistics; orders under way stay.
func warmupEnds(r *Run, _ des.Event) {
	for m := range r.tally {
		t := &r.tally[m]
		under := t.inTransit.value
		ended := t.ended - t.orders
		*t = tally{inTransit: level{value: under, since: r.now()}, ended: ended}
	}
	for i := range r.pools {
		r.pools[i].warm = r.pools[i].integrals(r.now())
	}
	r.book.ClearProfit()
	clear(r.out.SKUs)
}

// horizonEnds takes the time averages; the run goes on draining.
func horizonEnds(r *Run, _ des.Event) {
	for m := range r.tally {
		r.tally[m].atHorizon = r.tally[m].inTransit.at(r.now())
	}
	for i := range r.pools {
		p := &r.pools[i]
		p.span = p.integrals(r.now())
		p.span.held -= p.warm.held
		p.span.empty -= p.warm.empty
		p.span.value -= p.warm.value
	}
}

// finish closes the books after the replication has drained.
func (r *Run) finish() {
	o := &r.out
	r.valueLeftover()
	for m := market.US; m < market.MarketplaceCount; m++ {
		o.Markets[m] = r.marketOutcome(m)
		o.Profit += o.Markets[m].Profit
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
	o.Ticks = r.cfg.Horizon - r.cfg.Warmup
	for i := range r.pools {
		if r.pools[i].cfg.Used {
			o.Capital += float64(r.pools[i].span.value) * money.Cent.Float() / float64(o.Ticks)
		}
	}
	o.Events = r.engine.Executed()
}

func (r *Run) marketOutcome(m market.Marketplace) MarketOutcome {
	t := &r.tally[m]
	o := MarketOutcome{
		Profit: r.book.Market(m), Orders: t.orders, Delivered: t.delivered, Late: t.late, Returned: t.returns,
		LostNoStock: t.lost[lostNoStock], LostInactive: t.lost[lostOfferInactive],
		DeliverySum: t.sum, DeliveryMin: t.least, DeliveryMax: t.most, Days: t.days,
		InTransit: t.atHorizon, AssumedFees: t.assumed,
	}
	for _, n := range t.lost {
		o.Lost += n
	}
	for i := int(m); i < len(r.pools); i += int(market.MarketplaceCount) {
		if p := &r.pools[i]; p.cfg.Used {
			o.OnHand += p.span.held
			o.StockoutTicks += p.span.empty
		}
	}
	return o
}

// valueLeftover writes leftover units down to their salvage value where the
// scenario asks for it; at landed cost they change no profit.
func (r *Run) valueLeftover() {
	for i := range r.pools {
		p := &r.pools[i]
		if !p.cfg.Used {
			continue
		}
		r.out.Leftover += p.stock.Value()
		salvage := r.cfg.SKUs[p.sku].Salvage
		if r.cfg.Leftover != AtSalvage || salvage.Ref == NoRef {
			continue
		}
		worth := money.Amount(p.stock.OnHand()) * r.money(salvage)
		if down := p.stock.Value() - worth; down > 0 {
			r.book.Pay(&ledger.Posting{
				Tick: r.now(), SKU: p.sku, Market: p.country, Line: ledger.Leftover,
				From: ledger.Inventory, To: ledger.Result, Amount: down, Currency: r.cfg.Report,
			})
		}
	}
}
