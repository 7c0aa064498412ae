package sheet

import (
	"fmt"
	"io"

	"fbasim/sim/result"
)

// File is the name of the workbook in a run's folder.
const File = "report.xlsx"

// The sheets, in the order in which they stand.
const (
	summarySheet       = "Summary"
	decisionSheet      = "Decisions"
	compareSheet       = "Comparison"
	profitPerUnitSheet = "Profit per unit"
	unitSheet          = "Unit economics"
	profitSheet        = "Profit"
	cashSheet          = "Cash"
	findingSheet       = "Findings"
	assumptionSheet    = "Assumptions"
	replicationSheet   = "Replications"
	daySheet           = "Cash by day"
)

// Write writes the run as an XLSX workbook. The bytes follow from the set alone. It
// sorts the set. Errors are those of w, or of a table beyond the limits of the format
// (1,048,576 rows).
func Write(w io.Writer, s *result.Set) error { return write(w, s, true) }

// write leaves the values of formulas out if told so, for tests that make others
// calculate them.
func write(w io.Writer, s *result.Set, cached bool) error {
	b := newBook(s)
	b.cached = cached
	defer b.file.Close()
	for _, build := range []func() *tab{
		b.summary, b.decisions, b.comparison, b.perUnit, b.unitEconomics, b.profit, b.cash, b.findings,
		b.assumptions, b.replications, b.cashByDay,
	} {
		if t := build(); t != nil {
			b.write(t)
		}
	}
	if b.err != nil {
		return fmt.Errorf("workbook: %w", b.err)
	}
	return Pack(w, b.file)
}
