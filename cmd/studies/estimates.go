package main

import (
	"fmt"
	"io"

	"fbasim/sim/estimate/trial"
)

// estimates prints how often the intervals that are fitted to history cover.
func estimates(w io.Writer, s size) (kept bool) {
	kept = true
	fmt.Fprintf(w, "Share of histories whose 95 %% interval covers the truth, with its own exact 95 %% interval.\n"+
		"A promise is not kept where the exact 99.9 %% interval lies outside.\n\n")
	fmt.Fprintf(w, "%-12s %-62s %9s %8s %17s %13s\n", "fitted", "history", "histories", "covered", "between", "promised")
	for _, study := range trial.Studies() {
		for _, c := range study.Run(s.seed, s.studies, s.workers) {
			promise, verdict, iv := "-", "", c.Interval()
			if c.Measure.Hi > 0 {
				promise = fmt.Sprintf("%.0f to %.0f %%", 100*c.Measure.Lo, 100*c.Measure.Hi)
			}
			if !c.Kept() {
				kept, verdict = false, "  NOT KEPT"
			}
			fmt.Fprintf(w, "%-12s %-62s %9d %6.2f %% %6.2f to %6.2f %% %13s%s\n",
				c.Measure.Name, c.Study, c.Studies, 100*c.Share(), 100*iv.Lo, 100*iv.Hi, promise, verdict)
		}
	}
	return kept
}
