package experiment

import (
	"slices"

	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
	"fbasim/sim/stats"
)

// sample holds the replications of a study: values[case][replication][column].
type sample struct {
	columns []column
	whole   bool // fee kinds that never occur are kept
	values  [][][]float64
	skus    [][][]skuValues    // [case][replication][sku]
	shared  [][]skuValues      // [case][replication]: profit that belongs to no SKU
	outcome []totals           // by case
	bySKU   [][]skuTotals      // [case][sku]
	days    [][][]model.DayEnd // [case][replication], of the first dailyReplications
	rules   []compliance       // by case

	plans    []*controlPlan               // by case
	controls [][]deviations               // [case][replication]
	bases    map[pair]*stats.ControlBasis // of so many replications:
	basesOf  int
}

// skuValues is the profit of one SKU by marketplace, in whole report units.
type skuValues [market.MarketplaceCount]float64

// skuTotals sums a SKU's parts and units over all replications.
type skuTotals struct {
	parts [market.MarketplaceCount][ledger.GroupCount]float64
	units [market.MarketplaceCount]int64
}

// totals sums over all replications of a case what tables show as averages.
type totals struct {
	n       int
	lines   lineTable
	native  lineTable
	markets [market.MarketplaceCount]model.MarketOutcome
	marks   [ledger.LineCount][market.MarketplaceCount]ledger.Mark
	cards   [ledger.LineCount][market.MarketplaceCount]uint16
	events  uint64
}

// lineTable is money by line and marketplace.
type lineTable [ledger.LineCount][market.MarketplaceCount]money.Amount

func (t *lineTable) add(o *lineTable) {
	for l := range t {
		for m := range t[l] {
			t[l][m] += o[l][m]
		}
	}
}

func newSample(cases int, columns []column) *sample {
	return &sample{
		columns: columns, values: make([][][]float64, cases), skus: make([][][]skuValues, cases),
		shared: make([][]skuValues, cases), outcome: make([]totals, cases), bySKU: make([][]skuTotals, cases),
		days: make([][][]model.DayEnd, cases), rules: make([]compliance, cases), controls: make([][]deviations, cases),
	}
}

// n returns the number of replications so far.
func (s *sample) n() int { return len(s.values[0]) }

// column returns the values of a column of a case by replication.
func (s *sample) column(c, col int) []float64 {
	list := make([]float64, len(s.values[c]))
	for i, row := range s.values[c] {
		list[i] = row[col]
	}
	return list
}

// find returns the index of a column, -1 where there is none.
func (s *sample) find(name string) int {
	for i := range s.columns {
		if s.columns[i].name == name {
			return i
		}
	}
	return -1
}

// extend runs replications up to a number, all cases of a replication on the
// same worker and the same random numbers.
func (s *sample) extend(p *pool, seed int64, upTo int) error {
	from := s.n()
	rows := make([][]replication, upTo-from)
	err := p.each(upTo-from, func(a *arena, i int) error {
		list := make([]replication, len(a.runs))
		for c, run := range a.runs {
			o := model.Options{Seed: seed, Replication: from + i, Stop: p.stop}
			if from+i < dailyReplications {
				o.Daily = &model.Daily{}
			}
			outcome, err := run.Simulate(o)
			if err != nil {
				return err
			}
			list[c] = s.read(outcome)
			if s.plans != nil {
				list[c].controls = s.plans[c].read(run)
			}
			list[c].findings, list[c].failures = run.Findings(), slices.Clone(outcome.Failures)
			if o.Daily != nil {
				list[c].days = o.Daily.Days
			}
		}
		rows[i] = list
		return nil
	})
	if err != nil {
		return err
	}
	for _, list := range rows {
		for c := range list {
			s.values[c] = append(s.values[c], list[c].row)
			s.skus[c] = append(s.skus[c], list[c].skus)
			s.shared[c] = append(s.shared[c], list[c].shared)
			s.outcome[c].add(&list[c].part)
			s.bySKU[c] = addSKUs(s.bySKU[c], list[c].totals)
			s.controls[c] = append(s.controls[c], list[c].controls)
			s.rules[c].add(len(s.values[c]), list[c].findings, list[c].failures)
			if list[c].days != nil {
				s.days[c] = append(s.days[c], list[c].days)
			}
		}
	}
	return nil
}

// replication is what is kept of one outcome.
type replication struct {
	row    []float64
	skus   []skuValues
	totals []skuTotals
	days   []model.DayEnd
	shared skuValues
	part   totals

	findings []model.Finding
	failures []model.Failure
	controls deviations
}

func (s *sample) read(o *model.Outcome) replication {
	r := replication{row: make([]float64, len(s.columns)), skus: make([]skuValues, len(o.SKUs)), totals: make([]skuTotals, len(o.SKUs))}
	for i := range s.columns {
		r.row[i] = s.columns[i].of(o)
	}
	for m := range r.shared {
		rest := o.Markets[m].Profit
		for i := range o.SKUs {
			profit := o.SKUs[i].Parts.Profit(market.Marketplace(m))
			r.skus[i][m] = profit.Float()
			rest -= profit
			for g, v := range o.SKUs[i].Parts[m] {
				r.totals[i].parts[m][g] = v.Float()
			}
			r.totals[i].units[m] = o.SKUs[i].Units[m]
		}
		r.shared[m] = rest.Float()
	}
	r.part = totals{
		n: 1, lines: lineTable(o.Lines), native: lineTable(o.Native), markets: o.Markets,
		marks: o.Marks, cards: o.Cards, events: o.Events,
	}
	return r
}

// add sums a replication in index order.
func (t *totals) add(r *totals) {
	t.n += r.n
	t.events += r.events
	t.lines.add(&r.lines)
	t.native.add(&r.native)
	for m := range r.markets {
		t.markets[m].Orders += r.markets[m].Orders
		for d, n := range r.markets[m].Days {
			t.markets[m].Days[d] += n
		}
		for l := range r.marks {
			t.marks[l][m] |= r.marks[l][m]
			if r.cards[l][m] != 0 {
				t.cards[l][m] = r.cards[l][m]
			}
		}
	}
}

func addSKUs(sum, part []skuTotals) []skuTotals {
	if sum == nil {
		return part
	}
	for i := range part {
		for m := range part[i].parts {
			sum[i].units[m] += part[i].units[m]
			for g, v := range part[i].parts[m] {
				sum[i].parts[m][g] += v
			}
		}
	}
	return sum
}
