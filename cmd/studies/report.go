package main

import (
	"fmt"
	"io"

	"fbasim/sim/stats/trial"
)

// coverage prints how often intervals cover.
func coverage(w io.Writer, s size) (kept bool) {
	kept = true
	fmt.Fprintf(w, "Share of studies whose 95 %% interval covers the truth, with its own exact 95 %% interval\n\n")
	fmt.Fprintf(w, "%-12s %-58s %8s %8s %17s %12s\n", "procedure", "toy study", "studies", "covered", "between", "promised")
	for _, toy := range trial.Toys() {
		c := toy.Run(s.seed, s.studies, s.workers)
		promise, iv := "-", c.Interval()
		if toy.Hi > 0 {
			promise = fmt.Sprintf("%.0f to %.0f %%", 100*toy.Lo, 100*toy.Hi)
		}
		verdict := ""
		if !c.Kept() {
			kept, verdict = false, "  NOT KEPT"
		}
		fmt.Fprintf(w, "%-12s %-58s %8d %6.2f %% %6.2f to %5.2f %% %12s%s\n",
			toy.Family, toy.Name, c.Studies, 100*c.Share(), 100*iv.Lo, 100*iv.Hi, promise, verdict)
	}
	return kept
}

// selection prints how often the procedures choose the best policy, and what plain equal allocation
// would take to be right as often.
func selection(w io.Writer, s size) (kept bool) {
	kept = true
	promise := trial.Promise{Correct: 0.95, Delta: 1}
	curves := map[bool][]float64{}
	for _, common := range []bool{false, true} {
		curves[common] = trial.Equal(s.seed, s.macros, s.most, s.workers, common)
	}
	fmt.Fprintf(w, "Selecting the best of five (s, S) policies (Koenig & Law 1985), %d macro-replications\n", s.macros)
	fmt.Fprintf(w, "Asked for: the best with probability %v where it is better by %v; replications of all policies together\n\n",
		promise.Correct, promise.Delta)
	fmt.Fprintf(w, "%-20s %-12s %8s %14s %9s %25s\n", "procedure", "demand", "correct", "replications", "st. dev.", "equal allocation, as good")
	for _, p := range trial.Procedures(promise) {
		got := p.Run(s.seed, s.macros, s.workers)
		verdict := ""
		if got.Share() < promise.Correct {
			kept, verdict = false, "  NOT KEPT"
		}
		fmt.Fprintf(w, "%-20s %-12s %8.3f %14.1f %9.1f %25s%s\n", p.Name, demand(p.Common), got.Share(),
			got.Replications.Mean, got.Replications.SD(), replications(trial.EqualFor(got.Share(), curves[p.Common]), s.most), verdict)
	}
	fmt.Fprintf(w, "\nEqual allocation to all five\n\n%-20s %12s %12s\n", "replications of each", "independent", "common")
	for n := 5; n <= s.most; n *= 2 {
		fmt.Fprintf(w, "%-20d %12.3f %12.3f\n", n, curves[false][n-1], curves[true][n-1])
	}
	for _, common := range []bool{false, true} {
		fmt.Fprintf(w, "\nright in %v with %s demand from %s replications of all together", promise.Correct,
			demand(common), replications(trial.EqualFor(promise.Correct, curves[common]), s.most))
	}
	fmt.Fprintln(w)
	return kept
}

func demand(common bool) string {
	if common {
		return "common"
	}
	return "independent"
}

// replications writes a number of replications of all policies; 0 is more than was tried.
func replications(n, most int) string {
	if n == 0 {
		return fmt.Sprintf("more than %d", most*len(trial.Policies()))
	}
	return fmt.Sprint(n)
}
