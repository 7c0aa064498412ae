// Package stats analyzes the output of simulation experiments: replication means and their
// intervals, paired comparisons under common random numbers, several comparisons at once, risk
// measures, warm-up and batching, sequential stopping and variance reduction.
//
// An observation is one number per independent replication. Intervals are t intervals over
// replications; nothing here assumes that the observations inside one replication are independent.
// Slices of two systems correspond by index: replication i of both used the same streams.
//
// Everything is deterministic: results depend on the order of the observations given, so merge
// partial summaries in the order of replication index. Levels and probabilities are fractions
// (0.95), not percent. Functions return NaN or infinite limits where there is too little data, and
// say so; they panic only on arguments that no data can produce, such as a level outside (0, 1).
//
// Ranking and selection is in package selection, experimental designs in package design, closed
// forms of queueing and inventory theory in package closedform.
//
// The textbook behind most of it is A. M. Law, Simulation Modeling and Analysis (first editions by
// Law & Kelton), chapters 9 to 11; other sources stand with the functions.
package stats
