package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fbasim/sim/diag"
	"fbasim/sim/experiment"
	"fbasim/sim/report"
	"fbasim/sim/result"
	"fbasim/sim/sweep"
	"fbasim/sim/unit"
)

// mergeFlags are the flags of merge.
type mergeFlags struct {
	workFlags
	noCharts bool
	keep     bool
	shards   int
	wait     time.Duration
}

func mergeCommand() *cobra.Command {
	f := &mergeFlags{}
	cmd := &cobra.Command{
		Use:   "merge DIR",
		Short: "put the units of shards together: the results of one machine",
		Long: `Checks that all units of work of a run or sweep are there and whole, and writes
the results folder that the same command without --shard writes, byte for byte.

DIR is the folder of units that the shards name, results/SCENARIO/HASH.units, or
a folder above it that holds no other. Units that are missing or damaged are
named, with the command that computes just those; with --wait, other processes
are given so much time to compute them first.`,
		Example: "  fbasim merge results/quickstart\n" +
			"  fbasim merge results/quickstart/sweep-0a1b2c3d.units --shards 8",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringVarP(&f.out, "out", "o", "", "results `folder`, instead of the one the units stand in")
	flags.BoolVar(&f.keep, "keep", false, "leave the units where they are")
	flags.IntVar(&f.shards, "shards", 0, "name those of so many `shards` that have work left")
	flags.DurationVar(&f.wait, "wait", 0, "wait for units that are not there, for so much `time`")
	flags.BoolVar(&f.noCharts, "no-charts", false, "draw no charts of a run")
	flags.IntVarP(&f.workers, "jobs", "j", allCores(), "`workers`; results do not depend on it")
	flags.BoolVar(&f.json, "json", false, "write one JSON document to stdout and nothing else")
	flags.StringVar(&f.color, "color", "auto", "`auto`, always, never; NO_COLOR counts")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "print nothing but errors")
	flags.StringVar(&f.progress, "progress", "auto", "`auto`, plain or none")
	return cmd
}

func (f *mergeFlags) run(cmd *cobra.Command, path string) error {
	if err := f.check(); err != nil {
		return fail(exitUsage, err)
	}
	if cmd.Flags().Changed("shards") && (f.shards < 1 || f.shards > unit.MostShards) {
		return fail(exitUsage, fmt.Errorf("--shards %d: a number from 1 to %d is needed", f.shards, unit.MostShards))
	}
	return f.await(cmd, path)
}

// once merges what is there.
func (f *mergeFlags) once(cmd *cobra.Command, path string) error {
	dir, err := unitsFolder(path)
	if err != nil {
		return fail(exitInput, err)
	}
	j, err := readJob(dir)
	if done, ok := mergedBefore(dir); ok && err != nil {
		if !f.quiet && !f.json {
			fmt.Fprintf(cmd.ErrOrStderr(), "note: all units are merged already: %s\n", done)
		}
		return f.show(cmd, done)
	}
	if err != nil {
		return fail(exitInput, err)
	}
	own := f.workFlags
	own.sources = j.sources()
	own.json, own.color = f.json, f.color
	if own.out == "" {
		own.out = filepath.Dir(filepath.Dir(dir))
	}
	return f.advised(j, f.merge(cmd, j, own, dir))
}

// advised adds to an error about missing units how they are computed.
func (f *mergeFlags) advised(j job, err error) error {
	var incomplete *unit.Incomplete
	var short *experiment.Short
	switch {
	case errors.As(err, &short):
		text := short.Error()
		if short.Needed != "" {
			text += "; with --shard, add --until " + strings.ReplaceAll(short.Needed, ",", "")
		}
		return fail(exitInput, f.advise(j, text, &short.Incomplete))
	case errors.As(err, &incomplete):
		return fail(exitInput, f.advise(j, incomplete.Error(), incomplete))
	}
	return err
}

func (f *mergeFlags) merge(cmd *cobra.Command, j job, own workFlags, dir string) error {
	switch j.Kind {
	case sweepJob:
		return f.mergeSweep(cmd, j, &sweepFlags{workFlags: own, settings: j.Sweep}, dir)
	case runJob:
		r := &runFlags{workFlags: own, noCharts: j.NoCharts || f.noCharts, print: report.Terminal}
		return f.mergeRun(cmd, j, r, dir)
	}
	return fail(exitInput, fmt.Errorf("%s: it is no run and no sweep, but %q", filepath.Join(dir, jobFile), j.Kind))
}

// unitsFolder finds the folder of units at a path or below it.
func unitsFolder(path string) (string, error) {
	path = filepath.Clean(path)
	if _, ok := mergedBefore(path); ok {
		return path, nil
	}
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return "", fmt.Errorf("%s is no folder: name that of the units, such as results/quickstart/0a1b2c3d%s", path, unitsSuffix)
	}
	if _, err := os.Stat(filepath.Join(path, jobFile)); err == nil || strings.HasSuffix(path, unitsSuffix) {
		return path, nil
	}
	var found []string
	for _, depth := range []string{"", "*"} {
		list, err := filepath.Glob(filepath.Join(globbed(path), depth, "*"+unitsSuffix, jobFile))
		if err != nil {
			return "", err
		}
		for _, file := range list {
			found = append(found, filepath.Dir(file))
		}
	}
	slices.Sort(found)
	switch len(found) {
	case 0:
		return "", fmt.Errorf("%s holds no units of shards: start them with --shard, or see whether they are merged already", path)
	case 1:
		return found[0], nil
	}
	return "", fmt.Errorf("%s holds units of several runs, name one:\n  %s", path, strings.Join(found, "\n  "))
}

// mergedBefore returns the folder of results that was made of a folder of units, and whether it is
// there: a merge that is repeated finds its work done.
func mergedBefore(dir string) (results string, ok bool) {
	results, ok = strings.CutSuffix(dir, unitsSuffix)
	if !ok {
		return "", false
	}
	_, err := result.ReadManifest(results)
	return results, err == nil
}

// show prints the answer of a merge that was done before.
func (f *mergeFlags) show(cmd *cobra.Command, dir string) error {
	m, err := result.ReadManifest(dir)
	if err != nil {
		return fail(exitInput, err)
	}
	if m.OfSweep() {
		s, err := result.ReadSweep(dir)
		if err != nil {
			return fail(exitInput, err)
		}
		return (&sweepFlags{workFlags: f.workFlags}).show(cmd, s)
	}
	set, err := result.Read(dir)
	if err != nil {
		return fail(exitInput, err)
	}
	return (&runFlags{workFlags: f.workFlags, print: report.Terminal}).show(cmd, set)
}

// globbed quotes a path for filepath.Glob.
func globbed(path string) string {
	return strings.NewReplacer("[", `\[`, "*", `\*`, "?", `\?`).Replace(path)
}

// here refuses a folder of units that was given another name, unless the user says where results go.
func (f *mergeFlags) here(dir, want string) error {
	if f.out == "" && filepath.Clean(want) != dir {
		return fmt.Errorf("%s was renamed, its name was %s: say with -o where the results go", dir,
			filepath.ToSlash(filepath.Join(filepath.Base(filepath.Dir(want)), filepath.Base(want))))
	}
	return nil
}

// advise adds to what is missing how it is computed.
func (f *mergeFlags) advise(j job, text string, e *unit.Incomplete) error {
	if e.Mixed() {
		return errors.New(text) // which says what to remove
	}
	text += "\nthis computes what is missing and nothing that is there, and merges; with --shard i/n, a share of it:\n  " + j.Command
	if f.shards > 0 {
		var of, ids []string
		for _, k := range e.Shards(f.shards) {
			of, ids = append(of, unit.Shard{Index: k, Count: f.shards}.String()), append(ids, fmt.Sprint(k))
		}
		text += fmt.Sprintf("\nshards of %d with work left: %s (tasks %s of auto/%d)", f.shards, strings.Join(of, ", "),
			strings.Join(ids, ","), f.shards)
	}
	return &lacking{text, e}
}

// mismatch says that the study of a job came out otherwise than the shards found it.
func mismatch(dir string) error {
	return fail(exitInput, fmt.Errorf("%s: its units are of other inputs than this fbasim finds in its %s; merge with the "+
		"build of fbasim that computed them", dir, jobFile))
}

// mergeSweep verifies and merges the units of a sweep.
func (f *mergeFlags) mergeSweep(cmd *cobra.Command, j job, s *sweepFlags, dir string) error {
	l, err := s.load(cmd, j.File)
	if err != nil {
		return err
	}
	list := &diag.List{}
	sw := sweep.New(l, s.settings, tool, list)
	if list.Errors() > 0 {
		list.Sort()
		return s.report(cmd, list)
	}
	if sw.Hash() != j.Hash {
		return mismatch(dir)
	}
	if err := f.here(dir, result.SweepFolder(s.out, sw.Inputs())+unitsSuffix); err != nil {
		return fail(exitUsage, err)
	}
	if done, ok := result.ExistingSweep(s.out, sw.Inputs()); ok { // a merge was interrupted after its last step but one
		if !f.keep {
			cleanUnits(cmd, dir)
		}
		return f.show(cmd, done)
	}
	if err := sw.Verify(dir); err != nil {
		return fail(exitInput, err)
	}
	return s.finish(cmd, sw, l, dir, f.keep)
}

// mergeRun merges the units of a run. The search for break-even values, which is no unit's, comes
// then, as on a single machine.
func (f *mergeFlags) mergeRun(cmd *cobra.Command, j job, r *runFlags, dir string) error {
	l, err := r.load(cmd, j.File)
	if err != nil {
		return err
	}
	in := l.Inputs(tool)
	if in.Hash() != j.Hash {
		return mismatch(dir)
	}
	if err := f.here(dir, result.Folder(r.out, in)+unitsSuffix); err != nil {
		return fail(exitUsage, err)
	}
	if done, ok := result.Existing(r.out, in); ok {
		if !f.keep {
			cleanUnits(cmd, dir)
		}
		return f.show(cmd, done)
	}
	keep := r.keeps(cmd, in, dir)
	keep.Only = true
	err = keep.Folder.Verify(l.Experiment(1).Pieces())
	var incomplete *unit.Incomplete // what the run does not need may be missing
	if errors.As(err, &incomplete) && !incomplete.Mixed() {
		err = nil
	}
	if err != nil {
		return fail(exitInput, err)
	}
	return r.finish(cmd, l, in, keep, f.keep)
}
