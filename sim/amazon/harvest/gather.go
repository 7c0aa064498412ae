package harvest

import (
	"cmp"
	"context"
	"errors"
	"io"
	"slices"
	"sync/atomic"
	"time"

	"fbasim/sim/amazon"
	"fbasim/sim/civil"
)

// Options say how files are read.
type Options struct {
	Workers int // goroutines that read a file; 0 means 1
	// Location is where days begin: Seller Central's own reports of North America count days from
	// midnight Pacific time. nil means UTC.
	Location *time.Location
	// Progress, where set, is told the bytes read and those of all files together, as stored. It may
	// be called from several goroutines.
	Progress func(done, total int64)
}

// passes is the order in which reports are read: returns before the orders they are joined with, and
// what fills a gap of another report after it.
var passes = [][]amazon.Report{
	{amazon.Returns},
	{amazon.FeePreviews},
	{amazon.Inventory},
	{amazon.ReservedInventory, amazon.LocalInventory},
	{amazon.EligibilityReport, amazon.PlanningReport, amazon.Business, amazon.InboundPerformance, amazon.Ledger,
		amazon.LedgerSummary},
	{amazon.Orders},
	{amazon.Shipments},
}

// elsewhere says of reports that are recognized and not read here what they are for.
var elsewhere = map[amazon.Report]string{
	amazon.Settlement:     "it holds what Amazon charged: compare a run with it by fbasim backtest",
	amazon.Transactions:   "it holds what Amazon charged in sums; a settlement report says more",
	amazon.StorageFees:    "storage is computed from the rate cards",
	amazon.ReferralFees:   "referral fees are computed from the rate cards",
	amazon.Reimbursements: "reimbursements are not modeled from history",
}

// gatherer is the sums while files are read.
type gatherer struct {
	opts     Options
	files    []File
	series   *seriesTable
	returns  *returnTable
	products *productTable
	stock    *stockTable
	shelves  *shelfTable
	offers   *offerTable
	transit  []*transitTable // one per worker, as are receipts
	receipts []*receiptTable
	created  map[string]civil.Date // of shipments
	issues   map[issueKey]*Issue
	shipped  map[issueShipment]bool // shipments counted in issues
	traffic  map[trafficKey]*Traffic
	sold     bool // an orders report was read, so shipments need not stand in for one
	doubles  *doubles
}

// Gather reads the files and adds up what they say. What is wrong with a file stands with it in the
// result; the error is that of the context alone. Where files of orders, returns or shipments share
// days, it reads them twice, so that what stands in several counts once.
func Gather(ctx context.Context, files []amazon.Recognized, opts Options) (*Harvest, error) {
	opts.Workers = max(opts.Workers, 1)
	if opts.Location == nil {
		opts.Location = time.UTC
	}
	h, err := gatherOnce(ctx, files, opts, nil)
	if err != nil {
		return nil, err
	}
	if d := findDoubles(h.Files); d != nil {
		return gatherOnce(ctx, files, opts, d)
	}
	return h, nil
}

func gatherOnce(ctx context.Context, files []amazon.Recognized, opts Options, d *doubles) (*Harvest, error) {
	g := newGatherer(opts)
	g.doubles = d
	g.take(ctx, files)
	if err := g.skipTwins(ctx); err != nil {
		return nil, err
	}
	for _, reports := range passes {
		for k := range g.files {
			i := k
			if d != nil {
				i = d.order[k]
				d.file = i
			}
			f := &g.files[i]
			if f.Note != "" || !slices.Contains(reports, f.Report) {
				continue
			}
			f.Err = g.read(i)
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if f.Report == amazon.Orders {
				g.sold = true
			}
		}
	}
	return g.result(), nil
}

func newGatherer(opts Options) *gatherer {
	g := &gatherer{
		opts: opts, series: newSeriesTable(), returns: newReturnTable(), products: newProductTable(), stock: newStockTable(),
		shelves: &shelfTable{rows: map[stockKey]*balance{}}, offers: &offerTable{index: map[offerKey]int{}},
		created: map[string]civil.Date{}, issues: map[issueKey]*Issue{}, shipped: map[issueShipment]bool{},
		traffic: map[trafficKey]*Traffic{},
	}
	for range opts.Workers {
		g.transit = append(g.transit, &transitTable{sums: map[transitKey]*transitSum{}})
		g.receipts = append(g.receipts, &receiptTable{sums: map[string]*receiptSum{}})
	}
	return g
}

// take notes the files, and watches what is read of them.
func (g *gatherer) take(ctx context.Context, files []amazon.Recognized) {
	var done atomic.Int64
	var total int64
	for _, f := range files {
		file := File{Recognized: f}
		if f.Report == amazon.Unknown {
			file.Note = f.Why
		} else if why, ok := elsewhere[f.Report]; ok {
			file.Note = why
		} else {
			total += f.Source.Size
		}
		g.files = append(g.files, file)
	}
	for i := range g.files {
		source := &g.files[i].Source
		open := source.Open
		source.Open = func() (io.ReadCloser, error) {
			in, err := open()
			if err != nil {
				return nil, err
			}
			return watched{in, ctx}, nil
		}
		if report := g.opts.Progress; report != nil {
			source.Progress = func(n int64) { report(done.Add(n), total) }
		}
	}
}

// watched ends a file with the context.
type watched struct {
	io.ReadCloser
	ctx context.Context
}

// Read reads unless the context is done.
func (w watched) Read(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.ReadCloser.Read(p)
}

// skipTwins notes files that are another's copy: reading both would count everything twice.
func (g *gatherer) skipTwins(ctx context.Context) error {
	var of []int
	var list []amazon.Recognized
	for i, f := range g.files {
		if f.Note == "" {
			of, list = append(of, i), append(list, f.Recognized)
		}
	}
	for k, twin := range amazon.Twins(list) {
		if twin >= 0 {
			g.files[of[k]].Note = "it is a copy of " + list[twin].Source.Name
		}
	}
	return ctx.Err()
}

// read reads a file into the sums.
func (g *gatherer) read(i int) error {
	f := &g.files[i]
	switch f.Report {
	case amazon.Orders:
		return each(g, f, amazon.ReadOrders, g.order)
	case amazon.Shipments:
		return each(g, f, amazon.ReadShipments, g.shipment)
	case amazon.Ledger:
		return each(g, f, amazon.ReadLedger, g.ledger)
	case amazon.LedgerSummary:
		return one(f, amazon.ReadLedgerSummary, g.ledgerDay)
	case amazon.Returns:
		return one(f, amazon.ReadReturns, g.returned)
	case amazon.FeePreviews:
		return one(f, amazon.ReadFeePreviews, func(r amazon.FeePreview) use { return g.products.preview(r) })
	case amazon.Inventory:
		return one(f, amazon.ReadInventory, func(r amazon.Stock) use { return g.inventory(i, r) })
	case amazon.ReservedInventory:
		return one(f, amazon.ReadReserved, g.reserved)
	case amazon.LocalInventory:
		return one(f, amazon.ReadLocalInventory, func(r amazon.LocalStock) use { return g.local(i, r) })
	case amazon.EligibilityReport:
		return one(f, amazon.ReadEligibility, g.offer)
	case amazon.PlanningReport:
		return one(f, amazon.ReadPlanning, func(r amazon.Planning) use { return g.planning(i, r) })
	case amazon.Business:
		return one(f, amazon.ReadBusiness, g.business)
	case amazon.InboundPerformance:
		return one(f, amazon.ReadInbound, g.issue)
	}
	return errors.New("harvest: no reader for " + string(f.Report))
}

// use says whether a row was of use and when it happened; 0 where it has no date.
type use struct {
	day    civil.Date
	unused bool
	double bool // another file has told it
}

// tally counts the rows of a file, in one goroutine.
type tally struct {
	rows, unused, doubled int
	from, to              civil.Date
}

func (t *tally) add(u use) {
	t.rows++
	if u.unused {
		t.unused++
	}
	if u.double {
		t.doubled++
	}
	if u.day != 0 && (t.from == 0 || u.day < t.from) {
		t.from = u.day
	}
	t.to = max(t.to, u.day)
}

func (f *File) count(tallies []tally) {
	for _, t := range tallies {
		f.Rows += t.rows
		f.Unused += t.unused
		f.Doubled += t.doubled
		if t.from != 0 && (f.From == 0 || t.from < f.From) {
			f.From = t.from
		}
		f.To = max(f.To, t.to)
	}
}

// each reads a file with all workers.
func each[T any](g *gatherer, f *File, read func(amazon.Recognized, ...amazon.Visit[T]) error,
	add func(worker int, row T) use) error {
	tallies := make([]tally, g.opts.Workers)
	visits := make([]amazon.Visit[T], g.opts.Workers)
	for w := range visits {
		t := &tally{}
		visits[w] = func(row T) error {
			t.add(add(w, row))
			tallies[w] = *t
			return nil
		}
	}
	err := read(f.Recognized, visits...)
	f.count(tallies)
	return err
}

// one reads a file with one worker, in the order of its rows.
func one[T any](f *File, read func(amazon.Recognized, ...amazon.Visit[T]) error, add func(row T) use) error {
	tallies := make([]tally, 1)
	err := read(f.Recognized, func(row T) error {
		tallies[0].add(add(row))
		return nil
	})
	f.count(tallies)
	return err
}

// day returns the day of a moment where days begin; a date without a time is its day.
func (g *gatherer) day(t time.Time) civil.Date {
	if t.IsZero() {
		return 0
	}
	if amazon.IsDate(t) {
		return civil.DateOf(t.Unix())
	}
	_, offset := t.In(g.opts.Location).Zone()
	return civil.DateOf(t.Unix() + int64(offset))
}

func (g *gatherer) result() *Harvest {
	h := &Harvest{Files: g.files, Series: g.series.list(), Offers: g.offers.list}
	g.products.fromSeries(h.Series)
	h.Products = g.products.list()
	h.Stock = g.stock.list()
	h.Shelves = g.shelves.list()
	h.Returns = g.returns.list()
	h.Transit = transitList(g.transit)
	h.Receipts = receiptList(g.receipts, g.created)
	for _, i := range g.issues {
		h.Issues = append(h.Issues, *i)
	}
	slices.SortFunc(h.Issues, func(a, b Issue) int {
		return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.Currency, b.Currency))
	})
	for _, t := range g.traffic {
		h.Traffic = append(h.Traffic, *t)
	}
	slices.SortFunc(h.Traffic, func(a, b Traffic) int {
		return cmp.Or(cmp.Compare(a.SKU, b.SKU), cmp.Compare(a.ASIN, b.ASIN))
	})
	return h
}
