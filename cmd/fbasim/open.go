package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fbasim/sim/result"
	"fbasim/sim/study"
)

// runDir finds the folder of a finished run: the folder itself, or that of a
// scenario's results, whose newest run is meant.
func runDir(path string) (string, error) {
	if _, err := os.Stat(filepath.Join(path, "manifest.json")); err == nil {
		return path, nil
	}
	if dir, err := result.Latest(path); err == nil {
		return dir, nil
	}
	return "", fail(exitInput, fmt.Errorf("%s is no finished run: name a folder that holds manifest.json, "+
		"such as results/quickstart/0a1b2c3d, or results/quickstart for its newest run", path))
}

// openRun reads a finished run.
func openRun(path string) (*result.Set, error) {
	dir, err := runDir(path)
	if err != nil {
		return nil, err
	}
	set, err := result.Read(dir)
	if err != nil {
		return nil, fail(exitInput, err)
	}
	if set.Manifest.OfSweep() {
		return nil, fail(exitInput, fmt.Errorf("%s is a sweep and no run: its table is %s; to check that it "+
			"comes out the same, repeat its command with -o and another folder", dir, result.SweepFile))
	}
	return set, nil
}

// openWhole reads a finished run whose files are as the run wrote them; charts
// may have been drawn again.
func openWhole(path string) (*result.Set, error) {
	set, err := openRun(path)
	if err != nil {
		return nil, err
	}
	changed, err := result.Changed(set.Dir)
	if err != nil {
		return nil, fail(exitInput, err)
	}
	changed = slices.DeleteFunc(changed, func(name string) bool { return strings.HasPrefix(name, result.ChartsDir) })
	if len(changed) > 0 {
		return nil, fail(exitInput, fmt.Errorf("%s was changed after the run wrote it (%s): run the scenario again with --force",
			set.Dir, strings.Join(changed, ", ")))
	}
	return set, nil
}

// reload compiles the scenario of a finished run again, from its resolved.toml.
func reload(cmd *cobra.Command, set *result.Set) (*study.Study, error) {
	s := &sources{color: "never", from: set.Dir}
	l, err := s.load(cmd, filepath.Join(set.Dir, "resolved.toml"))
	if err != nil {
		return nil, err
	}
	for _, f := range set.Manifest.Inputs.Files {
		if f.Name == "cards" && f.SHA256 != l.Fingerprint || f.Name == "rules" && f.SHA256 != l.Facts.Rules.Fingerprint() {
			fmt.Fprintf(cmd.ErrOrStderr(), "note: the %s built into this fbasim are not those of the run\n", f.Name)
		}
	}
	return l, nil
}
