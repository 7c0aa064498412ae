// Package trial makes report files of sellers whose truth is known: a scenario is simulated, and what
// its buyers did is written down as Seller Central would write it. Import such files, and the
// fitted values can be compared with the scenario they came from.
//
// Every column that says who a buyer is holds the word CANARY, so that tests can tell whether anything
// of it comes out anywhere.
package trial
