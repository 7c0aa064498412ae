package result

import (
	"cmp"
	"slices"
)

// Sort brings the rows into the order that files show: cases and metrics as they
// stand, everything else by name, so that no worker count or map order can show.
// Rows that compare equal keep their order.
func (s *Set) Sort() {
	order := make(map[string]int, len(s.Cases))
	for i, c := range s.Cases {
		order[c.Name] = i
	}
	byCase := func(a, b string) int {
		return cmp.Or(cmp.Compare(order[a], order[b]), cmp.Compare(a, b))
	}
	s.sortAnswers(byCase)
	s.sortSeries(byCase)
	sortBy(s.Replications.Rows, func(a, b *Replication) int {
		return cmp.Or(byCase(a.Case, b.Case), cmp.Compare(a.Index, b.Index))
	})
	sortBy(s.Orders, func(a, b *Order) int {
		return cmp.Or(byCase(a.Case, b.Case), cmp.Compare(a.Replication, b.Replication),
			cmp.Compare(a.Ordered, b.Ordered), cmp.Compare(a.ID, b.ID))
	})
	sortBy(s.Ledger, func(a, b *LedgerRow) int {
		return cmp.Or(byCase(a.Case, b.Case), cmp.Compare(a.Time, b.Time))
	})
	sortBy(s.Audit, func(a, b *AuditLine) int {
		return cmp.Or(byCase(a.Case, b.Case), cmp.Compare(a.T, b.T))
	})
}

func (s *Set) sortAnswers(byCase func(a, b string) int) {
	sortBy(s.BreakEven, func(a, b *BreakEven) int {
		return cmp.Or(cmp.Compare(a.SKU, b.SKU), cmp.Compare(a.Market, b.Market),
			cmp.Compare(a.Input, b.Input), byCase(a.A, b.A), byCase(a.B, b.B))
	})
	sortBy(s.Decisions, func(a, b *Decision) int {
		return cmp.Or(cmp.Compare(a.SKU, b.SKU), cmp.Compare(a.Market, b.Market))
	})
	sortBy(s.Findings, func(a, b *Finding) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), byCase(a.Case, b.Case),
			cmp.Compare(a.Market, b.Market), cmp.Compare(a.SKU, b.SKU))
	})
	sortBy(s.Assumptions, func(a, b *Assumption) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Text, b.Text))
	})
}

func (s *Set) sortSeries(byCase func(a, b string) int) {
	sortBy(s.UnitEconomics, func(a, b *UnitStep) int {
		return cmp.Or(cmp.Compare(a.SKU, b.SKU), cmp.Compare(a.Market, b.Market),
			byCase(a.Case, b.Case), cmp.Compare(a.Step, b.Step))
	})
	sortBy(s.Curves, func(a, b *CurvePoint) int {
		return cmp.Or(cmp.Compare(a.SKU, b.SKU), cmp.Compare(a.Market, b.Market),
			cmp.Compare(a.Input, b.Input), cmp.Compare(a.Metric, b.Metric),
			byCase(a.Case, b.Case), cmp.Compare(a.X, b.X))
	})
	sortBy(s.Demand, func(a, b *DemandQuantile) int {
		return cmp.Or(cmp.Compare(a.SKU, b.SKU), cmp.Compare(a.Market, b.Market),
			cmp.Compare(a.Input, b.Input), cmp.Compare(a.P, b.P))
	})
	sortBy(s.Histograms, func(a, b *HistogramBin) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Market, b.Market),
			cmp.Compare(a.SKU, b.SKU), byCase(a.Case, b.Case), cmp.Compare(a.From, b.From))
	})
	sortBy(s.Daily, func(a, b *DailyRow) int {
		return cmp.Or(byCase(a.Case, b.Case), cmp.Compare(a.Market, b.Market),
			cmp.Compare(a.SKU, b.SKU), cmp.Compare(a.Series, b.Series), cmp.Compare(a.Date, b.Date))
	})
	sortBy(s.Sensitivity, func(a, b *SensitivityRow) int {
		return cmp.Or(byCase(a.Case, b.Case), cmp.Compare(a.Against, b.Against),
			cmp.Compare(a.Metric, b.Metric), cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.Input, b.Input))
	})
}

func sortBy[T any](rows []T, compare func(a, b *T) int) {
	by := func(a, b T) int { return compare(&a, &b) }
	if slices.IsSortedFunc(rows, by) { // charts, page and workbook each sort the same set
		return
	}
	slices.SortStableFunc(rows, by)
}
