package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fbasim/sim/chart"
	"fbasim/sim/experiment"
	"fbasim/sim/model"
	"fbasim/sim/report"
	"fbasim/sim/report/sheet"
	"fbasim/sim/result"
	"fbasim/sim/scenario"
	"fbasim/sim/scenario/document"
	"fbasim/sim/study"
)

// runFlags are the flags of run.
type runFlags struct {
	workFlags
	shardFlags
	until     int
	reps      string
	precision string
	maxTime   time.Duration
	noCharts  bool
	print     func(io.Writer, *result.Set, report.Options) error // the answer, on the terminal
}

func runCommand() *cobra.Command {
	f := &runFlags{}
	cmd := &cobra.Command{
		Use:   "run FILE...",
		Short: "simulate all cases of a scenario and compare them",
		Long: `Simulates all cases of a scenario on the same buyers, shipments and returns,
compares them, and writes a results folder.

Interrupted in any way, the same command goes on where it stopped. With --shard
the replications are computed by several processes: see fbasim merge.`,
		Example: "  fbasim run scenarios/quickstart.toml\n" +
			"  fbasim run scenarios/quickstart.toml --json \\\n" +
			"      --set product.IRON.price.CA='\"56.99 CAD\"'",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, path := range args {
				if err := f.run(cmd, path); err != nil {
					return err
				}
			}
			return nil
		},
	}
	f.register(cmd)
	f.print = report.Terminal
	cmd.Flags().DurationVar(&f.maxTime, "max-time", 0, "stop adding replications after this `time`")
	f.shardFlags.register(cmd)
	cmd.Flags().IntVar(&f.until, "until", 0, "with --shard, replications up to `N` only; otherwise\nthe most that the scenario allows")
	return cmd
}

// register adds the flags of every command that simulates a scenario.
func (f *runFlags) register(cmd *cobra.Command) {
	f.workFlags.register(cmd, "simulate again even if the same run is there")
	flags := cmd.Flags()
	flags.StringVar(&f.reps, "reps", "", "replications, `N` or least..most, instead of the\nscenario's")
	flags.StringVar(&f.precision, "precision", "", "half-width to reach, such as `5%`, instead of the\nscenario's")
	flags.BoolVar(&f.noCharts, "no-charts", false, "draw no charts, and write no page and no workbook")
}

// run simulates one scenario, writes its results folder and prints the answer.
func (f *runFlags) run(cmd *cobra.Command, path string) error {
	if err := f.checkFlags(); err != nil {
		return fail(exitUsage, err)
	}
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // replications allocate next to nothing
	f.override(cmd)
	l, err := f.load(cmd, path)
	if err != nil {
		return err
	}
	in := l.Inputs(tool)
	units := result.Folder(f.out, in) + unitsSuffix
	if dir, ok := result.Existing(f.out, in); ok && !f.force {
		if set, err := result.Read(dir); err == nil {
			cleanUnits(cmd, units) // after a crash between the last steps
			if !f.shard.Whole() {
				return f.merged(cmd, &f.workFlags, dir)
			}
			return f.show(cmd, set)
		}
	}
	if err := result.Replaceable(result.Folder(f.out, in), in, f.force); err != nil {
		return fail(exitInput, err)
	}
	if err := writable(f.out); err != nil {
		return fail(exitInput, err)
	}
	keep := f.keeps(cmd, in, units)
	if !f.shard.Whole() {
		return f.part(cmd, l, path, in, keep)
	}
	if err := f.goOn(cmd, units); err != nil {
		return fail(exitInput, err)
	}
	return f.finish(cmd, l, in, keep, false)
}

// finish simulates what is not kept, writes the results folder and takes the units away, unless they
// are to be left.
func (f *runFlags) finish(cmd *cobra.Command, l *study.Study, in result.Inputs, keep *experiment.Keep, leave bool) error {
	set, err := f.simulate(cmd, l, keep)
	if err != nil {
		return err
	}
	set.Manifest.Inputs, set.Resolved = in, string(l.Scenario.Resolved())
	if cmd.Context().Err() != nil {
		return f.interrupted(cmd, set, keep.Folder.Dir)
	}
	if err := f.save(set, l); err != nil {
		return fail(exitInput, kept(err))
	}
	if !set.Manifest.Interrupted && !leave { // with more time, the next run goes on
		cleanUnits(cmd, keep.Folder.Dir)
	}
	return f.show(cmd, set)
}

// checkFlags refuses flags whose value means nothing.
func (f *runFlags) checkFlags() error {
	if f.maxTime < 0 {
		return fmt.Errorf("--max-time %v: a time above zero is needed, such as 90s", f.maxTime)
	}
	if err := f.shardFlags.check(f.force); err != nil {
		return err
	}
	if f.shard.Whole() && f.until != 0 {
		return errors.New("--until goes with --shard; write --reps N for a run of N replications")
	}
	if f.until < 0 {
		return fmt.Errorf("--until %d: a number of replications above zero is needed", f.until)
	}
	if !f.shard.Whole() && f.maxTime > 0 {
		return errors.New("--max-time does not go with --shard: stop the process instead, what is done is kept")
	}
	return f.workFlags.check()
}

func oneOf(flag, value string, words ...string) error {
	for _, w := range words {
		if value == w {
			return nil
		}
	}
	return fmt.Errorf("%s %s: write one of %s", flag, value, strings.Join(words, ", "))
}

// writable tells before the work whether the results can be kept after it.
func writable(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("cannot write results to %s: %w; choose another folder with -o", dir, err)
	}
	if err := mayWrite(dir); err != nil {
		return fmt.Errorf("cannot write results to %s: %w; choose another folder with -o", dir, err)
	}
	return nil
}

// override turns the flags of the experiment into overrides of the scenario, so
// that they are checked and recorded like any other.
func (f *runFlags) override(cmd *cobra.Command) {
	f.workFlags.override(cmd)
	if f.reps != "" {
		f.sets = append(f.sets, "experiment.replications="+f.reps)
	}
	if f.precision != "" {
		f.sets = append(f.sets, "experiment.precision="+f.precision)
	}
}

func (f *runFlags) simulate(cmd *cobra.Command, l *study.Study, keep *experiment.Keep) (*result.Set, error) {
	started := time.Now()
	e := l.Experiment(f.workers)
	e.Settings.Keep = keep
	if limit := f.limit(l); limit > 0 && !keep.Only {
		e.Settings.Enough = func() bool { return time.Since(started) > limit }
	}
	bar := newProgress(cmd.ErrOrStderr(), f.progress, f.quiet || f.json)
	set, err := experiment.Run(cmd.Context(), e, bar.update)
	bar.done()
	var short *experiment.Short
	switch {
	case errors.As(err, &short):
		return nil, errors.Join(e.Missing(short), short)
	case err != nil:
		return nil, f.failed(cmd, l, keep.Folder.Dir, err)
	}
	l.Judge(set)
	set.Manifest.Timing = result.Timing{
		Started: started.UTC().Format(time.RFC3339), Seconds: time.Since(started).Seconds(), Workers: f.workers,
	}
	return set, nil
}

// limit is the time after which no replication is added, 0 for none: that of the
// flag, or of the scenario.
func (f *runFlags) limit(l *study.Study) time.Duration {
	if f.maxTime == 0 && l.Scenario.Experiment.MaxTime != nil {
		return time.Duration(l.Scenario.Experiment.MaxTime.Value) * time.Second
	}
	return f.maxTime
}

// save writes the results folder with the scenario's own files and its charts.
func (f *runFlags) save(set *result.Set, l *study.Study) error {
	o := result.Options{Force: f.force, Extra: func(dir string) error {
		return extras(l, set, dir, !f.noCharts)
	}}
	_, err := result.Save(f.out, set, o)
	return err
}

// cardsDir holds the scenario's own rate cards inside a results folder, so that
// the run can be told and verified from the folder alone.
const cardsDir = "cards"

// extras writes what stands in a results folder besides the results: the scenario's
// own cards, the files that its actions upload, charts, and the page and the workbook.
func extras(l *study.Study, set *result.Set, dir string, charts bool) error {
	for _, c := range l.Cards {
		path := filepath.Join(dir, cardsDir, filepath.Base(c.Name))
		if err := writeBeside(path, []byte(c.Text)); err != nil {
			return err
		}
	}
	for _, u := range l.Scenario.Uploads() {
		data := l.Files[filepath.ToSlash(document.Beside(u.Pos.File, u.Value))]
		if err := writeBeside(filepath.Join(dir, scenario.CopiedFile(u.Value)), data); err != nil {
			return err
		}
	}
	if !charts {
		return nil
	}
	if _, err := chart.Draw(set, "", filepath.Join(dir, result.ChartsDir), chart.Options{}); err != nil {
		return err
	}
	if err := besideBy(filepath.Join(dir, report.HTMLFile), func(w io.Writer) error { return report.HTML(w, set) }); err != nil {
		return err
	}
	return besideBy(filepath.Join(dir, sheet.File), func(w io.Writer) error { return sheet.Write(w, set) })
}

// writeBeside writes a file, with the folder it stands in.
func writeBeside(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o666)
}

// show prints the answer and returns the exit that follows from it.
func (f *runFlags) show(cmd *cobra.Command, set *result.Set) error {
	out := cmd.OutOrStdout()
	if f.json {
		doc, err := result.RunJSON(set)
		if err != nil {
			return fail(exitInternal, err)
		}
		if _, err := out.Write(doc); err != nil {
			return fail(exitInternal, err)
		}
	} else if !f.quiet {
		err := f.print(out, set, report.Options{Width: terminalWidth(), Color: f.paint(out), Page: pageIn(set.Dir)})
		if err != nil {
			return fail(exitInternal, err)
		}
	}
	for _, c := range set.Checks {
		if !c.OK {
			return silent(exitCheck)
		}
	}
	if !set.Manifest.Precision.Reached {
		return silent(exitPrecision)
	}
	return nil
}

// failed is the exit after a simulation that gave no results.
func (f *runFlags) failed(cmd *cobra.Command, l *study.Study, units string, err error) error {
	var missing *model.NoCard
	var impossible *experiment.LeverError
	switch {
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(cmd.ErrOrStderr(), "interrupted before the first results; "+whatIsKept(units))
		return silent(exitInterrupted)
	case errors.As(err, &missing), errors.As(err, &impossible):
		return fail(exitScenario, fmt.Errorf("%s: %w", l.Scenario.File, err))
	case ofDisk(err):
		return fail(exitInput, kept(err))
	}
	return fail(exitInternal, err)
}

// interrupted prints what there is, marked as partial; an interrupted run leaves its units of work,
// and no folder of results.
func (f *runFlags) interrupted(cmd *cobra.Command, set *result.Set, units string) error {
	if err := f.show(cmd, set); err != nil {
		var e *exit
		if !errors.As(err, &e) || e.err != nil {
			return err
		}
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "interrupted after %d replications; %s\n", set.Manifest.Precision.Replications,
		whatIsKept(units))
	return silent(exitInterrupted)
}
