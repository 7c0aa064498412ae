package model

import (
	"errors"
	"fmt"
	"sync/atomic"

	"fbasim/sim/civil"
	"fbasim/sim/des"
	"fbasim/sim/fee"
	"fbasim/sim/inbound"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/policy"
	"fbasim/sim/program"
)

// Override replaces the draw of an input by a value.
type Override struct {
	Input Ref
	Value float64
}

// Volume sweeps the demand of one listing: buyers are added or dropped by
// appeal, so every volume contains the buyers of the smaller ones.
type Volume struct {
	SKU    int
	Market market.Marketplace
	PerDay float64 // units a day at the reference offer
}

// Options say which replication to run and how.
type Options struct {
	Seed        int64
	Replication int
	Overrides   []Override
	Volume      *Volume
	Recorder    ledger.Recorder // receives every posting; nil for none
	Stop        *atomic.Bool    // ends the replication with ErrStopped once set; nil for never
	Tracer      Tracer          // follows orders; nil for none
	Audit       Auditor         // receives every decision of a rule; nil for none
	Status      *StatusReport   // makes the ASIN Status report of a moment; nil for none
	Strict      bool            // look at the invariants after every event
	Daily       *Daily          // receives every day's end; nil for none
}

// ErrStopped is the error of a replication that was told to stop.
var ErrStopped = errors.New("the replication was stopped")

// Run is one worker's arena: it simulates replications of one configuration one
// after another and allocates only while it grows.
type Run struct {
	cfg         *Config
	engine      *des.Engine[Run]   // the calendar in use: of the whole or of a block
	whole       *des.Engine[Run]   // events of the account, the months, the rates
	blocks      []*des.Engine[Run] // events of products, a calendar for each block of them
	calendars   []*des.Engine[Run] // made so far for blocks
	blockSize   int                // products in a block
	book        ledger.Book
	values      []float64
	names       []int64                         // identities of the inputs
	sellers     [market.MarketplaceCount]string // the seller's account in a country, as findings name it
	tied        [][]int64                       // and of those in each correlation
	keys        streams
	replication int
	overrides   []Override
	volume      *Volume
	stop        *atomic.Bool
	tracer      Tracer
	daily       *Daily
	recent      DayEnd // what came in since the last day's end
	listings    []listing
	listed      []int32 // listing of a SKU and marketplace by poolIndex, -1 for none
	pools       []pool
	strips      []strip
	orders      []order
	free        []uint32 // order slots to use again
	shipments   []shipment
	shelved     []uint32 // shipment slots to use again
	claims      []claim
	settled     []uint32 // claim slots to use again
	rates       [money.CurrencyCount]rate
	moving      int // pending changes of exchange rates
	shapes      [market.MarketplaceCount]shape
	tally       [market.MarketplaceCount]tally
	out         Outcome
	open        int64        // orders not ended
	writtenDown money.Amount // of leftover stock
	month       civil.Date
	fixed       [market.MarketplaceCount]fixedCosts
	fault       error
	sight       planView
	snapshots   int64
	watched     bool // some pool's days are remembered
	law         law
	own         []ownStock // by SKU: what lies in the seller's warehouse
	auditor     Auditor
	findings    []finding
	scripted    bool // the script has something to do or to ask
	recorder    ledger.Recorder
	journal     []payment
	placed      []placedOrder
	failures    []Failure
	rules       *policy.Set // in force now; nil: every rule holds
	clocks      program.Clocks
	seller      program.Seller
	products    []program.Product // by SKU, as the next four
	twins       []program.Twin
	exports     []program.Export
	away        []bool
	siblings    [][]int32 // SKUs of the same ASIN, itself among them; nil where each has its own
	acting      *Action
	waiting     []int // actions whose condition has not held yet
	strict      bool  // invariants are looked at after every event
	plans       []consignment
	refused     []refusedPlan
	standing    inbound.Standing
	notices     int64
	judged      int64
	suspended   level
	reportRows  int64
	held        bool // a settlement is held
	status      *StatusReport
	exportList  program.ExportReport
	cycling     bool // a monthly export cycle is on the calendar
	classes     [maxClasses]classUse
}

// NewRun returns an arena for a configuration.
func NewRun(cfg *Config) *Run {
	r := &Run{cfg: cfg, values: make([]float64, len(cfg.Inputs)), names: make([]int64, len(cfg.Inputs))}
	r.scripted = !cfg.Script.Empty()
	r.whole = des.New(r, r.handlers())
	r.engine = r.whole
	r.knowProducts()
	for m := range r.sellers {
		r.sellers[m] = "seller in " + market.Marketplace(m).String()
	}
	for i := range cfg.Inputs {
		r.names[i] = int64(entity(cfg.Inputs[i].Name))
	}
	for i := range cfg.Together {
		var ids []int64
		for _, name := range cfg.Together[i].Names {
			ids = append(ids, int64(entity(name)))
		}
		r.tied = append(r.tied, ids)
	}
	r.listings = make([]listing, 0, len(cfg.SKUs)*int(market.MarketplaceCount))
	r.pools = make([]pool, len(cfg.SKUs)*int(market.MarketplaceCount))
	r.own = make([]ownStock, len(cfg.SKUs))
	r.watchPools()
	r.buildListings()
	r.buildExports()
	return r
}

// Simulate runs one replication and returns its outcome, which stays valid until
// the next call. An error means that an invariant broke, which is a defect of
// the program.
func (r *Run) Simulate(o Options) (*Outcome, error) {
	r.reset(o)
	r.drawInputs(r.keys)
	r.shapeDemand()
	r.openRates()
	r.openLinks()
	r.openAccount()
	r.openReferences()
	r.openStock()
	r.openListings()
	r.openDuties()
	r.scheduleCalendar()
	r.openExportReport()
	r.openHazards()
	r.openUserRules()
	r.openScript()
	if r.status = o.Status; r.status != nil {
		r.status.Rows = nil
		r.at(r.status.At, classStatistics, evStatus, 0)
	}
	r.whole.Run()
	if r.fault == nil {
		r.finish()
	}
	if r.fault == nil {
		r.fault = r.check()
	}
	if r.fault != nil {
		return nil, fmt.Errorf("case %s, replication %d: %w", r.cfg.Name, o.Replication, r.fault)
	}
	return &r.out, nil
}

func (r *Run) reset(o Options) {
	r.whole.Reset()
	r.openBlocks(o)
	r.book.Reset(r.cfg.Report, len(r.cfg.SKUs), r.recorderFor(o))
	r.keys, r.replication = newStreams(o.Seed, o.Replication), o.Replication
	r.overrides, r.volume = o.Overrides, o.Volume
	r.stop, r.tracer, r.daily, r.recent = o.Stop, o.Tracer, o.Daily, DayEnd{}
	r.strips, r.orders, r.free = r.strips[:0], r.orders[:0], r.free[:0]
	r.shipments, r.shelved = r.shipments[:0], r.shelved[:0]
	r.claims, r.settled = r.claims[:0], r.settled[:0]
	clear(r.own)
	r.findings, r.journal, r.placed, r.failures = r.findings[:0], r.journal[:0], r.placed[:0], r.failures[:0]
	r.auditor, r.strict, r.recorder = o.Audit, o.Strict, o.Recorder
	r.plans, r.refused, r.standing, r.notices, r.judged = r.plans[:0], r.refused[:0], inbound.Standing{}, 0, 0
	r.suspended, r.reportRows, r.exportList, r.cycling = level{}, never, program.ExportReport{}, false
	r.tally = [market.MarketplaceCount]tally{}
	r.fixed = [market.MarketplaceCount]fixedCosts{}
	r.out.reset(len(r.cfg.SKUs))
	r.open, r.writtenDown, r.moving, r.snapshots, r.fault = 0, 0, 0, 0, nil
	r.month = r.cfg.Start
}

// scheduleCalendar puts the recurring events on the calendar.
func (r *Run) scheduleCalendar() {
	r.at(r.monthEnd(), classStatistics, evMonthEnd, 0)
	r.at(r.cfg.Period, classSettlement, evSettlement, 0)
	for m := range r.cfg.Markets {
		if start := r.stockingStarts(market.Marketplace(m)); r.cfg.Markets[m].StocksHere && start < r.cfg.Horizon {
			r.at(start, classStatus, evLocalMonth, uint32(m))
		}
	}
	r.at(r.cfg.Horizon, classStatistics, evHorizon, 0)
	if r.cfg.Warmup > 0 {
		r.at(r.cfg.Warmup, classStatistics, evWarmupEnd, 0)
	}
	r.scheduleStockFees()
	if r.daily != nil {
		r.daily.Days = r.daily.Days[:0]
		r.at(civil.Day, classStatistics, evDayEnd, 0)
	}
}

// now returns the ticks since the start of the scenario.
func (r *Run) now() int64 { return int64(r.engine.Now()) }

// today returns the date.
func (r *Run) today() civil.Date { return r.cfg.Start + civil.Date(r.now()/civil.Day) }

// feeDay is the date that picks the rate card: today, or the last day that cards
// were looked up for while the replication drains.
func (r *Run) feeDay() civil.Date { return min(r.today(), r.cfg.LastDay) }

func (r *Run) at(t int64, c des.Class, k des.Kind, subject uint32) {
	r.engine.At(des.Time(t), c, des.Event{Kind: k, Subject: subject})
}

func (r *Run) after(wait int64, c des.Class, k des.Kind, subject uint32) {
	r.at(r.now()+wait, c, k, subject)
}

// amount turns a drawn number of whole units into money, rounded to cents, as
// prices and quoted costs are.
func amount(x float64) money.Amount {
	a, _ := money.FromFloat(x)
	return a.RoundCents()
}

// exact turns a drawn rate into money without rounding to cents: freight per
// kilogram, cost per unit.
func exact(x float64) money.Amount {
	a, _ := money.FromFloat(x)
	return a
}

// ticks turns days into ticks.
func ticks(days float64) int64 { return int64(days*float64(civil.Day) + 0.5) }

// charge books an Amazon fee on the seller's balance; a negative one is a
// discount. The posting's money fields are overwritten.
func (r *Run) charge(p *ledger.Posting, l *fee.Line) {
	if l.Missing && r.holds("RF-FEE-05") {
		r.noCard("no %v card on %v; add a card file, or let the nearest in time stand in with [assume] cards = \"nearest\"", l.Kind, r.feeDay())
	}
	if l.Amount == 0 {
		return
	}
	p.Line, p.Currency, p.Card, p.Mark = ledger.Fee(l.Kind), l.Currency, uint16(l.Card), markOf(l)
	if l.Amount > 0 {
		p.Amount, p.From, p.To = l.Amount, ledger.Balance, ledger.Amazon
		r.book.Pay(p)
		return
	}
	p.Amount, p.From, p.To = -l.Amount, ledger.Amazon, ledger.Balance
	r.book.Earn(p)
}

// entry fills in the money fields of a posting that no card prices.
func entry(p *ledger.Posting, l ledger.Line, v money.Money, from, to ledger.Party) *ledger.Posting {
	p.Line, p.Amount, p.Currency, p.From, p.To = l, v.Amount, v.Currency, from, to
	p.Card, p.Mark = 0, 0
	return p
}

func markOf(l *fee.Line) (m ledger.Mark) {
	if l.Assumed {
		m |= ledger.Assumed
	}
	if l.Estimated {
		m |= ledger.Estimated
	}
	if l.Carried {
		m |= ledger.Carried
	}
	return m
}
