package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"fbasim/sim/diag"
	"fbasim/sim/model"
	"fbasim/sim/report"
	"fbasim/sim/result"
	"fbasim/sim/scenario"
	"fbasim/sim/study"
	"fbasim/sim/sweep"
)

// sweepFlags are the flags of sweep.
type sweepFlags struct {
	workFlags
	shardFlags
	settings sweep.Settings
}

func sweepCommand() *cobra.Command {
	f := &sweepFlags{}
	cmd := &cobra.Command{
		Use:   "sweep FILE -p PATH=VALUES...",
		Short: "simulate a scenario at many values of its inputs",
		Long: `Simulates all cases of a scenario at many points, all on the same buyers, and
writes one table, a row for each point, case and metric.

VALUES of a parameter are written with their unit:
  "[29.99 CAD, 34.99 CAD]"    a list; words too: [local-fba, remote-fulfillment]
  "30..60 CAD step 5 CAD"     a range with a step
  "30..60 CAD points 7"       a range with a number of values
  "30..60 CAD"                a range that lhs and sobol draw from
Without -p the parameters are the [sweep.NAME] tables of the scenario.

Interrupted in any way, the same command goes on where it stopped.`,
		Example: "  fbasim sweep scenarios/quickstart.toml \\\n" +
			"      -p 'product.IRON.price.CA=50..70 CAD step 5 CAD' --reps 20\n" +
			"  fbasim sweep scenarios/sweep-price-volume.toml",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd, args[0]) },
	}
	f.workFlags.register(cmd, "start over even if parts of the sweep are there")
	f.shardFlags.register(cmd)
	f.registerPoints(cmd)
	return cmd
}

// registerPoints adds the flags that say which points there are, and what is measured of them.
func (f *sweepFlags) registerPoints(cmd *cobra.Command) {
	flags := cmd.Flags()
	s := &f.settings
	flags.StringArrayVarP(&s.Specs, "param", "p", nil, "a parameter, path=values: the `spec` above (repeatable)")
	flags.StringVar(&s.Design, "design", "", "how values make points: `grid` (all combinations),\nzip, list, lhs or sobol")
	flags.IntVar(&s.Points, "points", 0, "`number` of points of lhs and sobol")
	flags.StringVar(&s.List, "list", "", "CSV `file` with a row per point, columns named by paths")
	flags.IntVar(&s.Replications, "reps", 0, "replications `N` a point, instead of the scenario's")
	flags.StringArrayVar(&s.Metrics, "metric", nil, "a `metric` of the table, or all (repeatable)")
}

// run checks every point, computes what is missing, merges and prints the answer.
func (f *sweepFlags) run(cmd *cobra.Command, path string) error {
	if err := f.checkFlags(cmd); err != nil {
		return fail(exitUsage, err)
	}
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // replications allocate next to nothing
	f.override(cmd)
	l, err := f.load(cmd, path)
	if err != nil {
		return err
	}
	list := &diag.List{}
	s := sweep.New(l, f.settings, tool, list)
	if list.Errors() > 0 {
		list.Sort()
		return f.report(cmd, list)
	}
	units := result.SweepFolder(f.out, s.Inputs()) + unitsSuffix
	if dir, ok := result.ExistingSweep(f.out, s.Inputs()); ok && !f.force {
		if found, err := result.ReadSweep(dir); err == nil {
			cleanUnits(cmd, dir+unitsSuffix) // after a crash between the last steps
			if !f.shard.Whole() {
				return f.merged(cmd, &f.workFlags, dir)
			}
			return f.show(cmd, found)
		}
	}
	if err := result.Replaceable(result.SweepFolder(f.out, s.Inputs()), s.Inputs(), f.force); err != nil {
		return fail(exitInput, err)
	}
	if err := writable(f.out); err != nil {
		return fail(exitInput, err)
	}
	if err := f.checkPoints(cmd, s, list); err != nil {
		return err
	}
	if f.shard.Whole() {
		if err := f.compute(cmd, s, l, units); err != nil {
			return err
		}
		return f.finish(cmd, s, l, units, false)
	}
	return f.part(cmd, s, l, path, units)
}

// part computes the units of a shard and leaves them for merge.
func (f *sweepFlags) part(cmd *cobra.Command, s *sweep.Sweep, l *study.Study, path, units string) error {
	j := newJob(cmd, sweepJob, path, s.Hash(), &f.sources, l)
	j.Sweep = f.settings
	if err := j.keep(units); err != nil {
		return fail(exitInput, err)
	}
	if err := f.compute(cmd, s, l, units); err != nil {
		return err
	}
	if dir, ok := result.ExistingSweep(f.out, s.Inputs()); ok { // merged meanwhile
		cleanUnits(cmd, dir+unitsSuffix)
		return f.merged(cmd, &f.workFlags, dir)
	}
	p, err := s.Pending(units, f.shard)
	if err != nil {
		return fail(exitInput, err)
	}
	return f.told(cmd, &f.workFlags, p.Have, units)
}

func (f *sweepFlags) checkFlags(cmd *cobra.Command) error {
	s := &f.settings
	for _, n := range []struct {
		flag  string
		value int
		most  int
	}{{"points", s.Points, scenario.MaxSweepPoints}, {"reps", s.Replications, 1e6}} {
		if cmd.Flags().Changed(n.flag) && (n.value < 1 || n.value > n.most) {
			return fmt.Errorf("--%s %d: a number from 1 to %d is needed", n.flag, n.value, n.most)
		}
	}
	if s.Design != "" {
		if err := oneOf("--design", s.Design, scenario.SweepDesigns()...); err != nil {
			return err
		}
	}
	if s.List != "" && len(s.Specs) > 0 {
		return errors.New("--list and -p both give points: use one of them")
	}
	if err := f.shardFlags.check(f.force); err != nil {
		return err
	}
	return f.workFlags.check()
}

// checkPoints compiles every point, of a shard, before any is simulated.
func (f *sweepFlags) checkPoints(cmd *cobra.Command, s *sweep.Sweep, list *diag.List) error {
	bar := newProgress(cmd.ErrOrStderr(), f.progress, f.quiet || f.json)
	err := s.Check(cmd.Context(), f.shard, f.workers, bar.update, list)
	bar.done()
	if err != nil {
		fmt.Fprintln(cmd.ErrOrStderr(), "interrupted before the first simulation; nothing was written")
		return silent(exitInterrupted)
	}
	return f.report(cmd, list)
}

// compute simulates the units of work that are not there.
func (f *sweepFlags) compute(cmd *cobra.Command, s *sweep.Sweep, l *study.Study, units string) error {
	stderr := cmd.ErrOrStderr()
	if f.force {
		if err := os.RemoveAll(units); err != nil {
			return fail(exitInput, fmt.Errorf("cannot start over: %w", err))
		}
	}
	p, err := s.Pending(units, f.shard)
	if err != nil {
		return fail(exitInput, err)
	}
	for _, file := range p.Damaged {
		fmt.Fprintf(stderr, "note: %s is damaged and computed again\n", file)
	}
	if p.Have > 0 && !f.quiet {
		fmt.Fprintf(stderr, "note: going on with %d of %d replications done before\n", p.Total-p.Work, p.Total)
	}
	bar := newProgress(stderr, f.progress, f.quiet || f.json)
	bar.before = p.Total - p.Work
	err = s.Run(cmd.Context(), units, p, f.workers, bar.update)
	bar.done()
	var missing *model.NoCard
	switch {
	case errors.Is(err, context.Canceled):
		left, _ := s.Pending(units, f.shard)
		fmt.Fprintf(stderr, "interrupted: %d of %d replications are done and kept in %s;\n"+
			"the same command goes on from there, --force starts over\n", left.Total-left.Work, left.Total, units)
		return silent(exitInterrupted)
	case errors.As(err, &missing):
		return fail(exitScenario, fmt.Errorf("%s: %w", l.Scenario.File, err))
	case err == nil:
		return nil
	}
	if _, ok := result.ExistingSweep(f.out, s.Inputs()); ok {
		return nil // another process finished the same sweep meanwhile and took the units away
	}
	if ofDisk(err) {
		return fail(exitInput, kept(err))
	}
	return fail(exitInternal, err)
}

// finish merges the units, writes the folder of the sweep and takes the units away, unless they are to
// be kept.
func (f *sweepFlags) finish(cmd *cobra.Command, s *sweep.Sweep, l *study.Study, units string, keep bool) error {
	merged, err := s.Merge(units)
	if err != nil {
		if dir, ok := result.ExistingSweep(f.out, s.Inputs()); ok {
			if merged, err = result.ReadSweep(dir); err == nil {
				return f.show(cmd, merged)
			}
		}
		return fail(exitInput, err)
	}
	o := result.Options{Force: f.force, Extra: func(dir string) error {
		if err := extras(l, nil, dir, false); err != nil {
			return err
		}
		return pageBeside(dir, func(w io.Writer) error { return report.HTMLSweep(w, merged) })
	}}
	if _, err := result.SaveSweep(f.out, merged, o); err != nil {
		return fail(exitInput, err)
	}
	if !keep {
		cleanUnits(cmd, units)
	}
	return f.show(cmd, merged)
}

// show prints the answer.
func (f *sweepFlags) show(cmd *cobra.Command, s *result.Sweep) (err error) {
	out := cmd.OutOrStdout()
	switch {
	case f.json:
		var doc []byte
		if doc, err = result.SweepJSON(s); err == nil {
			_, err = out.Write(doc)
		}
	case !f.quiet:
		err = report.Sweep(out, s, report.Options{Width: terminalWidth(), Color: f.paint(out), Page: pageIn(s.Dir)})
	}
	if err != nil {
		return fail(exitInternal, err)
	}
	return nil
}
