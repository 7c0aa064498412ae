// Package stats analyzes the output of simulation experiments: replication means and their
// intervals, paired comparisons under common random numbers, several comparisons at once, risk
// measures, warm-up and batching, sequential stopping and variance reduction.
//
// An observation is one number per independent replication. Intervals are t intervals over
// replications; nothing here assumes that the observations inside one replication are independent.
// Slices of two systems correspond by index: replication i of both used the same streams.
//
// # What to use for what
//
//	one system            Summarize, TInterval; Quantile, QuantileInterval; ProportionInterval
//	two systems           PairedT with common random numbers, WelchT without; Judge with a margin
//	several at once       Bonferroni for intervals, Holm for p-values
//	risk                  CVaR, CVaRProfit, CVaRInterval; Regret; ProbBest
//	one long run          MSER for the warm-up, BatchMeans and Lag1 after it
//	how many replications Precision for one metric, Stopping for several; NeededN and Look for advice
//	less variance         VarianceReduction of common numbers, Antithetic, ControlVariates
//	where a sign changes  Search, Curve, Crossing: break-even points with their intervals
//
// # Blocks of replications
//
// Replications can be added later or elsewhere: Summary, Moments, Wins and Regrets merge, and
// PairedTOf, WelchT, TInterval, Stopping and ControlledMean take what has been merged. Merged
// results equal those of all replications at once up to rounding; merged in the order of the blocks
// they are the same bits every time. Quantiles, CVaR and the bootstrap need the observations
// themselves: keep them by replication and put the blocks one after another.
//
// # How good the intervals are
//
// Package stats/trial repeats toy studies with known truth; results/studies/coverage.txt has the
// shares that cover it. Intervals for means and differences hold what they say but for very skewed
// outputs and few replications (92.8 % in place of 95 % for 30 exponential ones). Order-statistic
// intervals cover at least what they say, bootstrap intervals of CVaR somewhat less.
//
// # Rules
//
// Everything is deterministic: results depend on the order of the observations given, so merge
// partial summaries in the order of replication index. Levels and probabilities are fractions
// (0.95), not percent. Functions return NaN or infinite limits where there is too little data, and
// say so; they panic only on arguments that no data can produce, such as a level outside (0, 1).
//
// Ranking and selection is in package selection, experimental designs in package design, closed
// forms of queueing and inventory theory in package closedform. Published results that all of them
// reproduce, by their ids, are in package known.
//
// The textbook behind most of it is A. M. Law, Simulation Modeling and Analysis (first editions by
// Law & Kelton), chapters 9 to 11; other sources stand with the functions.
package stats
