package model

import (
	"fbasim/sim/civil"
	"fbasim/sim/des"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// monthEnd returns the tick at which the running month of storage ends: the next
// first of a month, or the horizon.
func (r *Run) monthEnd() int64 {
	end := int64(r.month.NextMonth()-r.cfg.Start) * civil.Day
	return min(end, r.cfg.Horizon)
}

// monthEnds charges storage for the month that ended, on the average daily
// volume in each country's fulfillment centers, and the surcharge on stock that
// lies long for what is shipped.
func monthEnds(r *Run, _ des.Event) {
	r.chargeUtilization()
	r.chargeOverage()
	for i := range r.pools {
		r.chargeStorage(&r.pools[i])
	}
	r.month = r.month.NextMonth()
	if r.now() < r.cfg.Horizon {
		r.at(r.monthEnd(), classStatistics, evMonthEnd, 0)
	}
}

// monthDay is the date that picks the card of the running month: its first day in
// the scenario.
func (r *Run) monthDay() civil.Date { return max(r.month.FirstOfMonth(), r.cfg.Start) }

func (r *Run) chargeStorage(p *pool) {
	if !p.cfg.Used || p.cfg.Tariff == nil {
		return
	}
	area := p.stock.OnHandTicks(r.now())
	unitTicks := area - p.counted
	p.counted = area
	if unitTicks == 0 {
		return
	}
	first := r.month.FirstOfMonth()
	length := int64(first.NextMonth()-first) * civil.Day
	line := p.cfg.Tariff.Storage(r.monthDay(), unitTicks, length)
	if line.Missing && r.holds("RF-FEE-05") {
		r.noCard("no %v card for %v; add a card file, or let the nearest in time stand in with [assume] cards = \"nearest\"", line.Kind, r.monthDay())
	}
	if line.Amount > 0 {
		r.shareStorage(p, line.Amount, ledger.Posting{
			Tick: r.now(), SKU: p.sku, Line: ledger.Fee(line.Kind), Currency: line.Currency,
			Card: uint16(line.Card), Mark: markOf(&line), From: ledger.Balance, To: ledger.Amazon,
		})
	}
	p.shipped = [market.MarketplaceCount]int64{}
}

// shareStorage books a pool's storage on the marketplaces that its units were
// shipped to during the month; without shipments the country itself bears it.
func (r *Run) shareStorage(p *pool, fee money.Amount, post ledger.Posting) {
	var total int64
	for _, n := range p.shipped {
		total += n
	}
	rest := fee
	for m, n := range p.shipped {
		if n == 0 || market.Marketplace(m) == p.country {
			continue
		}
		post.Market, post.Amount = market.Marketplace(m), money.Amount(money.MulDiv(int64(fee), n, total))
		rest -= post.Amount
		if post.Amount > 0 {
			r.book.Pay(&post)
		}
	}
	post.Market, post.Amount = p.country, rest
	if rest > 0 {
		r.book.Pay(&post)
	}
}

// stockingStarts returns the tick from which a country is stocked: at once where
// opening stock lies there, else when its replenishment begins.
func (r *Run) stockingStarts(m market.Marketplace) int64 {
	start := r.cfg.Horizon
	for i := range r.cfg.SKUs {
		p := &r.cfg.SKUs[i].Pools[m]
		switch {
		case !p.Stocked:
		case len(p.Opening) > 0 || p.Replenish == nil:
			start = 0
		default:
			start = min(start, p.Replenish.From)
		}
	}
	return start
}

// fixedCosts remembers what stocking a country has cost so far.
type fixedCosts struct {
	first  civil.Date // day of the set-up
	months int        // months paid
}

// localMonthBegins charges the fixed costs of stocking a country: the set-up
// once, then a month in advance, every month while demand lasts.
func localMonthBegins(r *Run, ev des.Event) {
	m, f := market.Marketplace(ev.Subject), &r.fixed[ev.Subject]
	lc := &r.cfg.Markets[m].Local
	if f.months == 0 {
		f.first = r.today()
		r.fixedCost(m, ledger.Setup, lc.Setup)
	}
	r.fixedCost(m, ledger.Monthly, lc.Monthly)
	f.months++
	y, mo, d := f.first.YMD()
	next := int64(civil.Of(y, mo+f.months, d)-r.cfg.Start) * civil.Day
	if next < r.cfg.Horizon {
		r.at(next, classStatus, evLocalMonth, ev.Subject)
	}
}

func (r *Run) fixedCost(m market.Marketplace, line ledger.Line, cost Money) {
	if cost.Ref == NoRef {
		return
	}
	if v := amount(r.values[cost.Ref] * r.cfg.Markets[m].FixedShare); v > 0 {
		r.book.Pay(&ledger.Posting{
			Tick: r.now(), SKU: -1, Market: m, Line: line, From: ledger.Bank, To: ledger.Vendors,
			Amount: v, Currency: cost.Currency,
		})
	}
}
