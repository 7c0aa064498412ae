package main

import (
	"fmt"
	"io"
	"sync"
	"time"
	_ "time/tzdata" // reports count days from midnight in Seattle

	"fbasim/sim/estimate"
	"fbasim/sim/imported/trial"
)

// leastCovered is what import promises of its 95 % intervals, over all values of a kind: those of one
// seller share their history, so that a few sellers tell little.
const leastCovered = 0.92

// imports prints how often the intervals hold that import fits to the reports of simulated sellers.
func imports(w io.Writer, s size) (kept bool) {
	all, err := replayAll(s)
	if err != nil {
		fmt.Fprintln(w, err)
		return false
	}
	kept = true
	fmt.Fprintf(w, "Two years of %d simulated sellers, written as reports of Seller Central and imported:\n", s.studies)
	fmt.Fprintf(w, "share of 95 %% intervals that hold what the seller's scenario says\n\n")
	fmt.Fprintf(w, "%-10s %9s %9s %9s\n", "fitted", "intervals", "covered", "promised")
	for _, kind := range trial.Kinds() {
		n := all[kind]
		verdict := ""
		if n.Of == 0 || estimate.Share(n.Held, n.Of).Hi < leastCovered {
			kept, verdict = false, "  NOT KEPT"
		}
		fmt.Fprintf(w, "%-10s %9d %7.2f %% %7.0f %%%s\n", kind, n.Of, 100*float64(n.Held)/float64(max(1, n.Of)), 100*leastCovered, verdict)
	}
	return kept
}

// replayAll replays sellers by several workers; the sums do not depend on their number.
func replayAll(s size) (trial.Coverage, error) {
	at, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		return nil, err
	}
	parts, errs := make([]trial.Coverage, s.studies), make([]error, s.studies)
	next := make(chan int)
	var running sync.WaitGroup
	for range s.workers {
		running.Go(func() {
			for i := range next {
				parts[i], errs[i] = trial.Replay(int(s.seed-1)*s.studies+i, at)
			}
		})
	}
	for i := range parts {
		next <- i
	}
	close(next)
	running.Wait()
	all := trial.Coverage{}
	for i, c := range parts {
		if errs[i] != nil {
			return nil, errs[i]
		}
		all.Add(c)
	}
	return all, nil
}
