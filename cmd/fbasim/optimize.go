package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"fbasim/sim/model"
	"fbasim/sim/optimize"
	"fbasim/sim/report"
	"fbasim/sim/result"
	"fbasim/sim/scenario/document"
	"fbasim/sim/study"
)

// optimizeFlags are the flags of optimize.
type optimizeFlags struct{ workFlags }

func optimizeCommand() *cobra.Command {
	f := &optimizeFlags{}
	cmd := &cobra.Command{
		Use:   "optimize FILE",
		Short: "choose programs, cover, switch dates and prices, SKU by SKU",
		Long: `optimize chooses a plan for every SKU over all its marketplaces: among the
values of [optimize.choose], or else the programs of the cases and covers around
the scenario's. It writes the plan as an overlay that runs, what to send in, and
what to add to Remote Fulfillment or remove from it.`,
		Example: "  fbasim optimize scenarios/quickstart.toml\n" +
			"  fbasim optimize scenarios/optimize-canada.toml --set optimize.budget=4000",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd, args[0]) },
	}
	f.register(cmd, "search again even if the same search is there")
	return cmd
}

func (f *optimizeFlags) run(cmd *cobra.Command, path string) error {
	if err := f.check(); err != nil {
		return fail(exitUsage, err)
	}
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // replications allocate next to nothing
	f.override(cmd)
	l, err := f.load(cmd, path)
	if err != nil {
		return err
	}
	problem, list := optimize.New(l)
	if err := f.report(cmd, list); err != nil {
		return err
	}
	in := l.Inputs(tool)
	in.Options = append(in.Options, optimizeOption)
	if o := result.ExistingOptimum(f.out, in); o != nil && !f.force {
		return f.show(cmd, o)
	}
	if err := result.Replaceable(result.OptimumFolder(f.out, in), in, f.force); err != nil {
		return fail(exitInput, err)
	}
	if err := writable(f.out); err != nil {
		return fail(exitInput, err)
	}
	o, err := f.search(cmd, problem)
	if err != nil {
		return err
	}
	o.Manifest.Inputs = in
	options := result.Options{Force: f.force, Extra: func(dir string) error { return besidePlan(l, o, dir) }}
	if _, err := result.SaveOptimum(f.out, o, options); err != nil {
		return fail(exitInput, err)
	}
	return f.show(cmd, o)
}

// search chooses the plan.
func (f *optimizeFlags) search(cmd *cobra.Command, problem *optimize.Problem) (*result.Optimum, error) {
	started := time.Now()
	bar := newProgress(cmd.ErrOrStderr(), f.progress, f.quiet || f.json)
	o, err := problem.Run(cmd.Context(), f.workers, bar.update)
	bar.done()
	var missing *model.NoCard
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, model.ErrStopped):
		fmt.Fprintln(cmd.ErrOrStderr(), "interrupted; nothing was written")
		return nil, silent(exitInterrupted)
	case errors.Is(err, optimize.ErrNoPlan):
		return nil, fail(exitCheck, err)
	case errors.As(err, &missing), errors.Is(err, optimize.ErrAsked):
		return nil, fail(exitScenario, err)
	case err != nil:
		return nil, fail(exitInternal, err)
	}
	o.Manifest.Timing = result.Timing{
		Started: started.UTC().Format(time.RFC3339), Seconds: time.Since(started).Seconds(), Workers: f.workers,
	}
	return o, nil
}

// optimizeOption marks the inputs of an optimization.
const optimizeOption = "optimize"

// optimizeAgain writes a finished optimization anew into a temporary folder and returns its manifest.
func optimizeAgain(cmd *cobra.Command, l *study.Study, old *result.Set, workers int) (m result.Manifest, err error) {
	problem, list := optimize.New(l)
	if list.Errors() > 0 {
		return m, fail(exitScenario, list)
	}
	problem.Title = old.Manifest.Title
	f := &optimizeFlags{workFlags{workers: workers, progress: "auto"}}
	o, err := f.search(cmd, problem)
	if err != nil {
		return m, err
	}
	o.Manifest.Inputs, o.Resolved = old.Manifest.Inputs, old.Resolved
	dir, err := os.MkdirTemp("", "fbasim-verify-")
	if err != nil {
		return m, fail(exitInput, err)
	}
	defer os.RemoveAll(dir)
	_, err = result.SaveOptimum(dir, o, result.Options{Extra: func(dir string) error { return besidePlan(l, o, dir) }})
	return o.Manifest, err
}

// besidePlan copies the scenario's own rate cards to where the plan looks for them, so that the folder alone
// suffices to run it, and writes the page.
func besidePlan(l *study.Study, o *result.Optimum, dir string) error {
	for i, c := range l.Cards {
		name := filepath.Base(c.Name)
		places := []string{filepath.Join(cardsDir, name)}
		if i < len(l.Scenario.Cards) {
			places = append(places, filepath.FromSlash(document.Beside(result.ResolvedFile, l.Scenario.Cards[i].Value)))
		}
		for _, place := range places {
			if !filepath.IsLocal(place) {
				continue
			}
			if err := writeBeside(filepath.Join(dir, place), []byte(c.Text)); err != nil {
				return err
			}
		}
	}
	return pageBeside(dir, func(w io.Writer) error { return report.HTMLOptimum(w, o) })
}

// show prints the answer and returns the exit that follows from it.
func (f *optimizeFlags) show(cmd *cobra.Command, o *result.Optimum) error {
	out := cmd.OutOrStdout()
	switch {
	case f.json:
		doc, err := result.OptimumJSON(o)
		if err != nil {
			return fail(exitInternal, err)
		}
		if _, err := out.Write(doc); err != nil {
			return fail(exitInternal, err)
		}
	case !f.quiet:
		if err := report.Optimum(out, o, report.Options{Width: terminalWidth(), Color: f.paint(out), Page: pageIn(o.Dir)}); err != nil {
			return fail(exitInternal, err)
		}
	}
	for _, c := range o.Checks {
		if !c.OK {
			return silent(exitCheck)
		}
	}
	return nil
}
