package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fbasim/sim/experiment"
	"fbasim/sim/model"
	"fbasim/sim/report"
	"fbasim/sim/result"
	"fbasim/sim/study"
)

// sensitivityFlags are the flags of sensitivity.
type sensitivityFlags struct {
	runFlags
	spread  string
	options experiment.SensitivityOptions
}

func sensitivityCommand() *cobra.Command {
	f := &sensitivityFlags{}
	cmd := &cobra.Command{
		Use:   "sensitivity FILE",
		Short: "which inputs move the result, and which change the winner",
		Long: `sensitivity moves one input after the other to its P10 and P90, all others as
drawn, on the same random numbers, and ranks the inputs by what they move. For
the largest it estimates Sobol indices: the share of the variance that an input
explains alone, and in all with its interactions.`,
		Example: "  fbasim sensitivity scenarios/quickstart.toml\n" +
			"  fbasim sensitivity scenarios/quickstart.toml --spread 20% --sobol 0",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd, args[0]) },
	}
	f.register(cmd)
	flags, o := cmd.Flags(), &f.options
	flags.StringVar(&f.spread, "spread", "", "move constants too, by this `share` to both sides,\nsuch as 20%")
	flags.StringArrayVar(&o.Only, "input", nil, "only inputs whose path fits this `pattern`, such as\n'product.*' (repeatable)")
	flags.Float64Var(&o.Tail, "tail", 0.1, "low and high are the quantiles `P` and 1-P")
	flags.IntVar(&o.Most, "most", 100, "replications at each value, at most `N`")
	flags.IntVar(&o.Points, "sobol", 64, "`points` of the Sobol design, a power of 2; 0 for no\nindices")
	flags.IntVar(&o.Top, "top", 8, "estimate indices of at most `N` inputs")
	flags.IntVar(&o.Mean, "mean", 4, "replications averaged at each point, `N`")
	return cmd
}

// checkOptions refuses values that mean nothing.
func (f *sensitivityFlags) checkOptions() error {
	if err := f.checkFlags(); err != nil {
		return err
	}
	o := &f.options
	if f.spread != "" {
		if _, err := fmt.Sscanf(strings.ReplaceAll(f.spread, " ", ""), "%g%%", &o.Spread); err != nil ||
			!strings.HasSuffix(f.spread, "%") || !(o.Spread > 0 && o.Spread < 100) {
			return fmt.Errorf("--spread %q: write a share above 0 %% and below 100 %%, such as 20%%", f.spread)
		}
		o.Spread /= 100
	}
	for _, pattern := range o.Only {
		if _, err := path.Match(pattern, ""); err != nil {
			return fmt.Errorf("--input %q: %w; write a path, with * for any part of it", pattern, err)
		}
	}
	switch {
	case !(o.Tail > 0 && o.Tail < 0.5):
		return fmt.Errorf("--tail %g: write a probability above 0 and below 0.5, such as 0.1", o.Tail)
	case o.Points != 0 && (o.Points < 2 || o.Points&(o.Points-1) != 0 || o.Points > 1<<16):
		return fmt.Errorf("--sobol %d: write 0, or a power of 2 from 2 to 65536, such as 64", o.Points)
	case o.Most < 2:
		return fmt.Errorf("--most %d: at least 2 replications are needed for an interval", o.Most)
	case o.Top < 1:
		return fmt.Errorf("--top %d: write a number of inputs, or --sobol 0 for no indices", o.Top)
	case o.Mean < 1:
		return fmt.Errorf("--mean %d: at least one replication is needed", o.Mean)
	}
	return nil
}

// run analyzes one scenario, writes its results folder and prints the answer.
func (f *sensitivityFlags) run(cmd *cobra.Command, file string) error {
	if err := f.checkOptions(); err != nil {
		return fail(exitUsage, err)
	}
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // replications allocate next to nothing
	f.override(cmd)
	l, err := f.load(cmd, file)
	if err != nil {
		return err
	}
	in := l.Inputs(tool)
	in.Options = append(in.Options, sensitivityOption(f.options))
	if dir, ok := result.Existing(f.out, in); ok && !f.force {
		if set, err := result.Read(dir); err == nil {
			return f.show(cmd, set)
		}
	}
	if err := result.Replaceable(result.Folder(f.out, in), in, f.force); err != nil {
		return fail(exitInput, err)
	}
	if err := writable(f.out); err != nil {
		return fail(exitInput, err)
	}
	set, err := f.analyze(cmd, l)
	if err != nil {
		return err
	}
	set.Manifest.Inputs, set.Resolved = in, string(l.Scenario.Resolved())
	if err := f.save(set, l); err != nil {
		return fail(exitInput, err)
	}
	return f.show(cmd, set)
}

func (f *sensitivityFlags) analyze(cmd *cobra.Command, l *study.Study) (*result.Set, error) {
	started := time.Now()
	bar := newProgress(cmd.ErrOrStderr(), f.progress, f.quiet || f.json)
	set, err := experiment.Sensitivity(cmd.Context(), l.Experiment(f.workers), f.options, bar.update)
	bar.done()
	var missing *model.NoCard
	switch {
	case errors.As(err, &missing): // a price or size that was moved asks for other cards
		return nil, fail(exitScenario, fmt.Errorf("%s: %w", l.Scenario.File, err))
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(cmd.ErrOrStderr(), "interrupted; nothing was written")
		return nil, silent(exitInterrupted)
	case errors.Is(err, experiment.ErrNoFactors):
		return nil, fail(exitScenario, fmt.Errorf("%s: %w: give inputs a distribution, or all constants a spread "+
			"with --spread 20%%", l.Scenario.File, err))
	case err != nil:
		return nil, fail(exitInternal, err)
	}
	l.Judge(set)
	set.Manifest.Timing = result.Timing{
		Started: started.UTC().Format(time.RFC3339), Seconds: time.Since(started).Seconds(), Workers: f.workers,
	}
	return set, nil
}

// show prints the answer.
func (f *sensitivityFlags) show(cmd *cobra.Command, set *result.Set) error {
	out := cmd.OutOrStdout()
	if f.json {
		doc, err := result.SensitivityJSON(set)
		if err == nil {
			_, err = out.Write(doc)
		}
		return asInternal(err)
	}
	if f.quiet {
		return nil
	}
	return asInternal(report.Sensitivity(out, set, report.Options{Width: terminalWidth(), Color: f.paint(out), Page: pageIn(set.Dir)}))
}

// asInternal is the exit of an error that nobody expects, nil for none.
func asInternal(err error) error {
	if err == nil {
		return nil
	}
	return fail(exitInternal, err)
}

// sensitivityPrefix begins the option of a manifest that tells an analysis from a run.
const sensitivityPrefix = "sensitivity="

func sensitivityOption(o experiment.SensitivityOptions) string {
	text, err := json.Marshal(o)
	if err != nil {
		return sensitivityPrefix // no number of the options is infinite
	}
	return sensitivityPrefix + string(text)
}

// sensitivityOf reads the options of an analysis from a manifest; false for a plain run.
func sensitivityOf(in result.Inputs) (o experiment.SensitivityOptions, ok bool) {
	for _, text := range in.Options {
		if rest, found := strings.CutPrefix(text, sensitivityPrefix); found {
			return o, json.Unmarshal([]byte(rest), &o) == nil
		}
	}
	return o, false
}
