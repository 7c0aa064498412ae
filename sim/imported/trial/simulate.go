package trial

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/program"
	"fbasim/sim/study"
)

// Canary is the word that stands in every column with personal data.
const Canary = "CANARY"

// Sale is an order of one unit.
type Sale struct {
	SKU       string
	Market    market.Marketplace
	Placed    int64 // tick on the wall clock of the seller's days
	Shipped   int64
	Delivered int64
	Returned  int64 // 0: kept, or not back by the end
}

// History is what buyers did from the start of a scenario to its horizon.
type History struct {
	Study *study.Study
	Sales []Sale // in the order in which they were placed
	Start int64  // tick of the first day
	End   int64  // tick of the horizon: nothing later is known
}

// Simulate runs one replication of the first case of a scenario and writes down its sales. The error
// says what is wrong with the scenario.
func Simulate(text string, replication int) (*History, error) {
	const file = "seller.toml"
	s, list, err := study.Open(file, study.Options{Read: func(path string) ([]byte, error) {
		if path != file {
			return nil, fs.ErrNotExist
		}
		return []byte(text), nil
	}})
	if err != nil {
		return nil, err
	}
	if list.Errors() > 0 {
		return nil, list
	}
	cfg := s.Cases[0].Config
	b := &book{skus: cfg.SKUs, at: map[model.OrderName]int{}}
	start := int64(cfg.Start) * civil.Day
	o := model.Options{Seed: s.Scenario.Experiment.Seed.Value, Replication: replication, Tracer: b}
	outcome, err := model.NewRun(cfg).Simulate(o)
	if err != nil {
		return nil, err
	}
	if lost := outcome.Markets[market.US].Lost + outcome.Markets[market.CA].Lost + outcome.Markets[market.MX].Lost; lost > 0 {
		return nil, fmt.Errorf("%d sales are lost, so that the history is not what buyers wanted: give the seller more stock", lost)
	}
	if len(b.sales) == 0 {
		return nil, errors.New("nobody buys anything")
	}
	h := &History{Study: s, Sales: b.sales, Start: start, End: start + cfg.Horizon}
	for i := range h.Sales {
		h.Sales[i].add(start, h.End)
	}
	slices.SortStableFunc(h.Sales, func(a, b Sale) int { return cmp.Compare(a.Placed, b.Placed) })
	return h, nil
}

// add moves a sale from ticks since the start to those of the calendar, and forgets what comes later
// than the end.
func (s *Sale) add(start, end int64) {
	for _, t := range []*int64{&s.Placed, &s.Shipped, &s.Delivered, &s.Returned} {
		if *t >= 0 {
			*t += start
		}
		if *t < 0 || *t >= end {
			*t = 0
		}
	}
}

// book notes the steps of orders.
type book struct {
	skus  []model.SKU
	at    map[model.OrderName]int
	sales []Sale
}

// Order notes a step.
func (b *book) Order(tick int64, o model.OrderName, step model.Step) {
	if step == model.Placed {
		b.at[o] = len(b.sales)
		b.sales = append(b.sales, Sale{SKU: b.skus[o.SKU].Name, Market: o.Market, Placed: tick, Shipped: -1, Delivered: -1, Returned: -1})
		return
	}
	i, ok := b.at[o]
	if !ok {
		return
	}
	switch s := &b.sales[i]; step {
	case model.Shipped:
		s.Shipped = tick
	case model.Delivered:
		s.Delivered = tick
	case model.Returned:
		s.Returned = tick
	}
}

// Offer, Plan and Stock are of no interest here.
func (b *book) Offer(int64, int, market.Marketplace, program.Remote, string) {}

// Plan does nothing.
func (b *book) Plan(int64, int, market.Marketplace, market.Program) {}

// Stock does nothing.
func (b *book) Stock(int64, int, market.Marketplace, int64, string) {}
