package columnar

import (
	"io"
	"math"

	"fbasim/sim/result"
)

// The names of the files of a run.
const (
	OrdersFile       = "orders.parquet"
	ReplicationsFile = "replications.parquet"
)

// Orders writes the sample of orders of a run, columns and rows as in orders.csv.
// Errors are those of w, or name a row and a column whose value has not the form
// that the schema of results promises.
func Orders(w io.Writer, s *result.Set) error {
	type row = result.Order
	currency, local := s.Manifest.Inputs.Currency, "time in the marketplace"
	return writeAll(w, "orders", &s.Manifest, []column[row]{
		words("id", func(o *row) string { return o.ID }),
		words("case", func(o *row) string { return o.Case }),
		counts("replication", "", func(o *row) int { return o.Replication }),
		words("sku", func(o *row) string { return o.SKU }),
		words("market", func(o *row) string { return o.Market }),
		words("program", func(o *row) string { return o.Program }),
		words("status", func(o *row) string { return o.Status }),
		words("reason", func(o *row) string { return o.Reason }),
		counts("units", "units", func(o *row) int { return o.Units }),
		times("ordered", local, func(o *row) string { return o.Ordered }),
		times("shipped", local, func(o *row) string { return o.Shipped }),
		times("delivered", local, func(o *row) string { return o.Delivered }),
		times("returned", local, func(o *row) string { return o.Returned }),
		days("promised", "last day of the window, in the marketplace", func(o *row) string { return o.Promised }),
		flags("late", func(o *row) bool { return o.Late }),
		amounts("price", "as column currency says", func(o *row) float64 { return o.Price }),
		words("currency", func(o *row) string { return o.Currency }),
		amounts("fees", currency, func(o *row) float64 { return o.Fees }),
		amounts("contribution", currency, func(o *row) float64 { return o.Contribution }),
	}, s.Orders)
}

// Replications writes the outcomes of single replications of a run, columns and rows
// as in replications.csv: case, replication, and a column for each metric, in the
// metric's unit. Errors are those of w.
func Replications(w io.Writer, s *result.Set) error {
	type row = result.Replication
	columns := []column[row]{
		words("case", func(r *row) string { return r.Case }),
		counts("replication", "", func(r *row) int { return r.Index }),
	}
	for i, metric := range s.Replications.Metrics {
		unit := ""
		if d, ok := result.Define(metric); ok {
			unit = d.UnitIn(s.Manifest.Inputs.Currency)
		}
		columns = append(columns, figures(metric, unit, func(r *row) float64 {
			if i >= len(r.Values) {
				return math.NaN()
			}
			return r.Values[i]
		}))
	}
	return writeAll(w, "replications", &s.Manifest, columns, s.Replications.Rows)
}
