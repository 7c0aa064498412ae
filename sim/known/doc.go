// Package known holds published and exactly computed values of queueing, inventory, statistics and
// random numbers, and lets the tests of other packages check them by their ids. Only tests use it.
//
// The table is known.csv. A row has an id, the calls that must reproduce it, parameters, expected
// quantities with tolerances, and the source. A call is a package and a name, mostly of a function:
// closedform.PeriodicSS is computed by the tests of package stats/closedform, which say how in one
// place for all rows of that call. A new row with other parameters is therefore a new test without
// a line of code. Lists are separated by blanks, quantities by semicolons; a single tolerance is
// that of every quantity.
//
// Other rows can be tried without touching the code: with FBASIM_KNOWN=/path/to/rows.csv, a file in
// the layout of known.csv, "go test ./sim/... -run TestKnown" checks those in its place.
//
// What a simulation estimates must agree within four of its standard errors, whatever the
// tolerance; seeds are fixed, so that it always or never does.
package known
