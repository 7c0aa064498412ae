// Package selection chooses the best of several simulated systems: screening by subset selection,
// the two-stage procedures of Dudewicz & Dalal and of Rinott, the fully sequential procedure KN of
// Kim & Nelson, and the allocation of replications by OCBA, of a fixed budget or until a probability
// of correct selection is reached (Budget).
//
// Observations are replication means, normally distributed in good approximation. KN, Rinott's and
// Dudewicz & Dalal's procedures promise the right choice with probability at least 1-alpha whenever
// the best system is better than the others by at least the indifference amount delta; smaller
// differences do not matter to the user. Budget keeps its target in good approximation, with fewer
// replications. Subset (paired form) and KN stay valid, and gain, with common random numbers; Rinott,
// Dudewicz-Dalal and OCBA assume independent systems.
//
// How often they are right, and with how many replications, beside equal allocation, is in
// results/studies/selection.txt (package stats/trial).
//
// An overview is Kim & Nelson, "Selecting the best system", in Henderson & Nelson (eds.), Handbooks
// in OR & MS 13 (2006), chapter 17.
package selection
