package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"fbasim/sim/experiment"
	"fbasim/sim/result"
	"fbasim/sim/study"
	"fbasim/sim/unit"
)

// keeps says where the units of a run are kept.
func (f *runFlags) keeps(cmd *cobra.Command, in result.Inputs, units string) *experiment.Keep {
	return &experiment.Keep{
		Folder: experiment.Units(units, in.Tool, in.Scenario, in.Hash()),
		Note: func(damaged error) {
			fmt.Fprintf(cmd.ErrOrStderr(), "note: %v and computed again\n", damaged)
		},
	}
}

// goOn says that an earlier process left units, or removes them to start over.
func (f *runFlags) goOn(cmd *cobra.Command, units string) error {
	n := unitsIn(units)
	if n == 0 {
		return nil
	}
	if f.force {
		if err := os.RemoveAll(units); err != nil {
			return fmt.Errorf("cannot start over: %w", err)
		}
		return nil
	}
	if !f.quiet {
		fmt.Fprintf(cmd.ErrOrStderr(), "note: going on with %s of work done before\n", unitsOf(n))
	}
	return nil
}

// part computes the units of a shard of a run and leaves them for merge.
func (f *runFlags) part(cmd *cobra.Command, l *study.Study, path string, in result.Inputs, keep *experiment.Keep) error {
	units := keep.Folder.Dir
	j := newJob(cmd, runJob, path, in.Hash(), &f.sources, l)
	j.NoCharts = f.noCharts
	if err := j.keep(units); err != nil {
		return fail(exitInput, err)
	}
	e := l.Experiment(f.workers)
	e.Settings.Keep = keep
	until := f.until
	if until == 0 {
		until = e.Settings.Max
	}
	bar := newProgress(cmd.ErrOrStderr(), f.progress, f.quiet || f.json)
	n, err := experiment.Share(cmd.Context(), e, f.shard, until, bar.update)
	bar.done()
	if dir, ok := result.Existing(f.out, in); ok { // merged meanwhile
		cleanUnits(cmd, units)
		return f.merged(cmd, &f.workFlags, dir)
	}
	if err != nil {
		return f.failed(cmd, l, units, err)
	}
	return f.told(cmd, &f.workFlags, n, units)
}

// unitsIn counts the unit files of a folder.
func unitsIn(dir string) int {
	files, err := filepath.Glob(filepath.Join(globbed(dir), "*.unit"))
	if err != nil {
		return 0
	}
	return len(files)
}

// whatIsKept says what an interrupted command leaves behind.
func whatIsKept(units string) string {
	n := unitsIn(units)
	if n == 0 {
		return "nothing was written"
	}
	return fmt.Sprintf("%s of work kept in %s;\nthe same command goes on from there, --force starts over", unitsOf(n), units)
}

// kept adds to an error that it lost nothing.
func kept(err error) error {
	return fmt.Errorf("%w; what is done is kept, and the same command goes on from there", err)
}

// ofDisk reports whether an error is about a file, such as a full disk.
func ofDisk(err error) bool {
	var path *os.PathError
	var link *os.LinkError
	return errors.As(err, &path) || errors.As(err, &link) || unit.Unusable(err)
}

// cleanUnits removes the units of a finished run.
func cleanUnits(cmd *cobra.Command, units string) {
	if err := removeUnits(units); err != nil {
		fmt.Fprintf(cmd.ErrOrStderr(), "note: the run is finished, but its units of work could not be removed: %v\n", err)
	}
}

// removeUnits removes a folder of units, the job last: as long as anything is there, merge knows what
// it is.
func removeUnits(dir string) (err error) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if e.Name() != jobFile {
			err = errors.Join(err, os.RemoveAll(filepath.Join(dir, e.Name())))
		}
	}
	return errors.Join(err, os.RemoveAll(dir))
}

// unitsOf counts units in words.
func unitsOf(n int) string {
	if n == 1 {
		return "1 unit"
	}
	return fmt.Sprintf("%d units", n)
}
