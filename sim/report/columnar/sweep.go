package columnar

import (
	"io"

	"fbasim/sim/result"
)

// PointsFile is the name of the file of a sweep.
const PointsFile = "points.parquet"

// Points writes the points of a sweep, columns and rows as in sweep.csv, which it
// reads row by row from r: a table of any length passes through the memory of one
// row group. Errors are those of w and of the table; the latter name the line.
func Points(w io.Writer, m *result.Manifest, r io.Reader) error {
	var t *table[result.SweepRow]
	err := result.ScanSweepTable(r, func(parameters []result.SweepParameter) (err error) {
		t, err = create(w, "points", m, pointColumns(parameters))
		return err
	}, func(row *result.SweepRow) error { return t.add(row) })
	if err != nil {
		return err
	}
	return t.close()
}

func pointColumns(parameters []result.SweepParameter) []column[result.SweepRow] {
	type row = result.SweepRow
	const unit = "as column unit says"
	columns := []column[row]{counts("point", "", func(r *row) int { return r.Point })}
	for i, p := range parameters {
		if p.Words() {
			columns = append(columns, words(p.Header(), func(r *row) string { return r.Values[i].Word }))
			continue
		}
		columns = append(columns, figures(p.Header(), p.Unit, func(r *row) float64 { return r.Values[i].Number }))
	}
	return append(columns,
		words("case", func(r *row) string { return r.Case }),
		words("metric", func(r *row) string { return r.Metric }),
		words("unit", func(r *row) string { return r.Unit }),
		counts("n", "replications", func(r *row) int { return r.N }),
		figures("mean", unit, func(r *row) float64 { return r.Mean }),
		figures("sd", unit, func(r *row) float64 { return r.SD }),
		figures("ci_lo", unit, func(r *row) float64 { return r.CI.Lo }),
		figures("ci_hi", unit, func(r *row) float64 { return r.CI.Hi }),
		figures("p5", unit, func(r *row) float64 { return r.P5 }),
		figures("p50", unit, func(r *row) float64 { return r.P50 }),
		figures("p95", unit, func(r *row) float64 { return r.P95 }),
		figures("diff", unit, func(r *row) float64 { return r.Diff }),
		figures("diff_lo", unit, func(r *row) float64 { return r.DiffCI.Lo }),
		figures("diff_hi", unit, func(r *row) float64 { return r.DiffCI.Hi }),
		words("verdict", func(r *row) string { return r.Verdict }),
	)
}
