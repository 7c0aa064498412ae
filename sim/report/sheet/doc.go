// Package sheet writes a finished run as an XLSX workbook that planners continue
// from: amounts are cells, and profits per unit, margins and differences are live
// formulas over them, beside the run's own figures.
//
// Same results give the same bytes: the document's properties are fixed and hold no
// clock. Text from scenarios is stored as text in cells formatted as text, so that
// none starts a formula, not even after it has been edited.
package sheet
