// Package sheet writes a finished run as an XLSX workbook that planners continue
// from: amounts are cells, and profits per unit, differences, means and intervals are
// live formulas over them, beside the run's own figures. Each formula carries the
// value that it has for the run, so that viewers which calculate nothing show it.
//
// Each sheet is a page of its own, in landscape, with its finding or its question on
// top in the words of report.html, and its heads repeated on every page.
//
// Same results give the same bytes: the document's properties are fixed and hold no
// clock. Text from scenarios is stored as text in cells formatted as text, so that
// none starts a formula, not even after it has been edited; no formula searches for
// such text either.
package sheet
