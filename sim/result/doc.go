// Package result is the one schema between the simulation and everything that
// shows results: tables, charts, reports and later comparisons.
//
// A Set is all that one run produced, as plain values. Save gives it a folder
// results/<scenario>/<hash8>/ and Read gives the Set back, so that run, compare,
// plot and report talk to each other only through folders. RunJSON is the
// document that "fbasim run --json" prints.
//
// Conventions that hold in every file:
//
//   - A number that is not known is NaN here, null in JSON and an empty cell in
//     CSV. An interval that is open at an end is infinite there, and null or
//     empty in files.
//   - Differences are b minus a, and a verdict says how b does against a.
//   - Shares are fractions of one (unit "share"); money is in whole units of the
//     currency named beside it, except the ledger, whose amounts are exact.
//   - The same inputs give the same bytes. Wall-clock times stand only in the
//     "timing" block of manifest.json.
//   - Text cells of CSV files cannot start a spreadsheet formula (see Cell).
package result
