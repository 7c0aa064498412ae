package report

import (
	"io"

	"fbasim/sim/result"
)

// Verdicts are the sentences that a planner forwards, as report.html has them: what each
// case is worth against the baseline, and where the better case changes.
func Verdicts(s *result.Set) []string { return verdicts(s) }

// Facts say which run it is: its horizon, seed, replications and rate cards.
func Facts(s *result.Set) []string { return runFacts(s) }

// KeyMetrics are the names of the metrics that reports show, in their order; all others
// are in summary.csv.
func KeyMetrics(s *result.Set) (names []string) {
	for _, r := range newPage(io.Discard, Options{}).rows(s) {
		if !r.spread {
			names = append(names, r.metric)
		}
	}
	return names
}

// Remake are the commands that make the run again and prove it.
func Remake(s *result.Set) []string { return steps(s) }
