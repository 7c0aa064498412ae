// Package selection chooses the best of several simulated systems: screening by subset selection,
// the two-stage procedures of Dudewicz & Dalal and of Rinott, the fully sequential procedure KN of
// Kim & Nelson, and the allocation of a fixed budget (OCBA).
//
// Observations are replication means, normally distributed in good approximation. The procedures
// promise the right choice with probability at least 1-alpha whenever the best system is better
// than the others by at least the indifference amount delta; smaller differences do not matter to
// the user. Subset (paired form) and KN stay valid, and gain, with common random numbers; Rinott,
// Dudewicz-Dalal and OCBA assume independent systems.
//
// An overview is Kim & Nelson, "Selecting the best system", in Henderson & Nelson (eds.), Handbooks
// in OR & MS 13 (2006), chapter 17.
package selection
