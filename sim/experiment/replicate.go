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
	parts [market.MarketplaceCount][ledger.GroupCount]money.Amount
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
				r.totals[i].parts[m][g] = v
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

// addSKUs returns the sum, for which it may take the memory of sum but not of part.
func addSKUs(sum, part []skuTotals) []skuTotals {
	if sum == nil {
		return slices.Clone(part)
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
