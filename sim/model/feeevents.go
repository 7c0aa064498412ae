package model

import (
	"fbasim/sim/civil"
	"fbasim/sim/des"
	"fbasim/sim/fee"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// Fees that wait for others: the processing of returns above a threshold, which is
// known months after the shipment (rule FBA-RET-01), what defects of arriving stock
// cost (FBA-DEF-01), and the storage of what lies above a capacity limit (FBA-OVR-01).

// ReturnLimit is a threshold of returns above which a listing's returned units pay.
type ReturnLimit struct {
	Use       market.Program // whose units count and whose tariff prices them
	Category  market.Category
	Threshold money.Rate
	Free      int64 // units of a new product that do not pay
}

// ReturnMonths say which returns count for a month of shipment, and when they are billed.
type ReturnMonths struct {
	Counted int // months after that of shipment whose returns count
	Billed  int // months after it in which they are charged
	Day     int // on which day of that month
}

// Defects are the share of received units on which an inbound defect fee is due.
type Defects struct {
	Share          Ref
	Service, Level string // a row and a column of the card
}

// StorageLimit is the capacity for a storage class in a country.
type StorageLimit struct {
	Class  string
	Volume quantity.Volume
}

// monthReturns counts the units of a listing shipped in a month, and how many of
// them came back in time to count.
type monthReturns struct{ shipped, returned int64 }

// months counts calendar months since the one the scenario starts in.
func (r *Run) months() int {
	y, m, _ := r.cfg.Start.YMD()
	year, month, _ := r.today().YMD()
	return (year-y)*civil.MonthsPerYear + month - m
}

// countShipped notes the month in which an order's unit leaves. The first of a month
// plans the billing of its returns.
func (r *Run) countShipped(l *listing, o *order) {
	limit := l.cfg.Threshold
	if limit == nil || o.program != limit.Use {
		return
	}
	n := r.months()
	for len(l.byMonth) <= n {
		l.byMonth = append(l.byMonth, monthReturns{})
	}
	o.month = int32(n)
	if l.byMonth[n].shipped++; l.byMonth[n].shipped > 1 {
		return
	}
	y, m, _ := r.today().YMD()
	rule := &r.cfg.Upkeep.Returns
	billed := civil.Of(y, m+rule.Billed, rule.Day) - r.cfg.Start
	r.engine.At(des.Time(billed.Tick()), classSettlement,
		des.Event{Kind: evReturnsDue, Arg: uint16(n), Subject: uint32(l.index)})
}

// countReturned counts a unit that came back for the month of its shipment.
func (r *Run) countReturned(l *listing, o *order) {
	limit := l.cfg.Threshold
	if limit != nil && o.program == limit.Use && r.months()-int(o.month) <= r.cfg.Upkeep.Returns.Counted {
		l.byMonth[o.month].returned++
	}
}

// returnsBilled charges the returns of a month of shipment that lie above the threshold.
func returnsBilled(r *Run, ev des.Event) {
	l := &r.listings[ev.Subject]
	limit, month := l.cfg.Threshold, l.byMonth[ev.Arg]
	y, m, _ := r.cfg.Start.YMD()
	shipped := max(civil.Of(y, m+int(ev.Arg), 1), r.cfg.Start)
	units, _, ok := r.cfg.Cards.ReturnsCharged(fee.ReturnsCount{
		On: shipped, Category: limit.Category, Program: limit.Use,
		Shipped: month.shipped, Returned: month.returned, Threshold: limit.Threshold,
	})
	if !ok || units == 0 {
		return
	}
	free := min(units, l.waived)
	l.waived -= free
	if units -= free; units == 0 {
		return
	}
	line := l.cfg.Tariff[limit.Use].Unit(market.ReturnsProcessing, r.feeDay())
	line.Amount *= money.Amount(units)
	post := r.listingPosting(l)
	r.charge(&post, &line)
}

// openReturns empties the counts of a listing.
func (l *listing) openReturns() {
	l.byMonth, l.waived = l.byMonth[:0], 0
	if l.cfg.Threshold != nil {
		l.waived = l.cfg.Threshold.Free
	}
}

// chargeDefects charges the share of a shipment's units that arrive with a defect.
func (r *Run) chargeDefects(p *pool, units int64) {
	d := p.cfg.Fees.Defects
	if d == nil {
		return
	}
	line, err := r.cfg.Cards.DefectFee(p.country, r.feeDay(), d.Service, d.Level)
	if err != nil {
		r.noCard("%v", err)
		return
	}
	line.Amount = amount(line.Amount.Float() * float64(units) * r.values[d.Share])
	r.chargePool(p, &line)
}

// chargeOverage charges the volume above the capacity limits of the month that ends, by
// the average daily volume of each storage class over the days of the month that lie
// in the scenario. SKUs bear it by their volume.
func (r *Run) chargeOverage() {
	first := r.month.FirstOfMonth()
	start := max(0, (first - r.cfg.Start).Tick())
	elapsed := r.now() - start
	if elapsed <= 0 {
		return
	}
	for m := market.US; m < market.MarketplaceCount; m++ {
		for _, limit := range r.cfg.Markets[m].Limits {
			held := r.heldVolume(m, limit.Class) / float64(elapsed)
			line, err := r.cfg.Cards.Overage(m, r.monthDay(), quantity.Volume(held), limit.Volume)
			if err != nil {
				r.noCard("%v", err)
				return
			}
			length := (first.NextMonth() - first).Tick()
			line.Amount = money.Amount(money.MulDiv(int64(line.Amount), elapsed, length)).RoundCents()
			r.shareOverage(m, limit.Class, line, held*float64(elapsed))
		}
	}
}

// heldVolume is the volume times ticks of the running month in a storage class.
func (r *Run) heldVolume(m market.Marketplace, class string) (sum float64) {
	for i := range r.pools {
		sum += r.volumeTicks(&r.pools[i], m, class)
	}
	return sum
}

func (r *Run) volumeTicks(p *pool, m market.Marketplace, class string) float64 {
	if !p.cfg.Used || p.country != m || p.cfg.Tariff == nil {
		return 0
	}
	if p.cfg.Tariff.StorageClass(r.monthDay()) != class {
		return 0
	}
	return float64(p.cfg.Tariff.Volume()) * float64(p.stock.OnHandTicks(r.now())-p.counted)
}

// shareOverage books a fee on the pools of a class, each for its part of the volume;
// the last bears what rounding leaves.
func (r *Run) shareOverage(m market.Marketplace, class string, line fee.Line, all float64) {
	if line.Amount == 0 {
		return
	}
	rest, last := line.Amount, -1
	for i := range r.pools {
		if r.volumeTicks(&r.pools[i], m, class) > 0 {
			last = i
		}
	}
	for i := range r.pools {
		p := &r.pools[i]
		part := line
		part.Amount = amount(line.Amount.Float() * r.volumeTicks(p, m, class) / all)
		if i == last {
			part.Amount = rest
		}
		if part.Amount > 0 {
			rest -= part.Amount
			r.charge(&ledger.Posting{Tick: r.now(), SKU: p.sku, Market: p.country}, &part)
		}
	}
}
