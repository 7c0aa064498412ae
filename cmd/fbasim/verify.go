package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"fbasim/sim/experiment"
	"fbasim/sim/result"
)

func verifyCommand() *cobra.Command {
	workers := allCores()
	cmd := &cobra.Command{
		Use:   "verify RUN",
		Short: "simulate a finished run again and compare every byte",
		Example: "  fbasim verify results/quickstart\n" +
			"  fbasim verify results/quickstart/0a1b2c3d -j 1",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return verify(cmd, args[0], workers) },
	}
	cmd.Flags().IntVarP(&workers, "jobs", "j", workers, "`workers`; results do not depend on it")
	return cmd
}

// verify runs the scenario of a manifest again and compares the hashes of all
// files.
func verify(cmd *cobra.Command, path string, workers int) error {
	old, err := openRun(path)
	if err != nil {
		return err
	}
	changed, err := result.Changed(old.Dir)
	if err != nil {
		return fail(exitInput, err)
	}
	for _, name := range changed {
		fmt.Fprintf(cmd.OutOrStdout(), "%s: changed since the run wrote it\n", name)
	}
	fresh, err := simulateAgain(cmd, old, workers)
	if err != nil {
		return err
	}
	differ := compareOutputs(cmd, old.Manifest.Outputs, fresh.Outputs)
	if len(changed) > 0 || differ > 0 {
		fmt.Fprintf(cmd.OutOrStdout(), "%s: not reproduced\n", old.Dir)
		return silent(exitCheck)
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s: reproduced, %d files byte for byte\n", old.Dir, len(fresh.Outputs))
	return nil
}

// simulateAgain writes the run anew into a temporary folder and returns its
// manifest.
func simulateAgain(cmd *cobra.Command, old *result.Set, workers int) (m result.Manifest, err error) {
	l, err := reload(cmd, old)
	if err != nil {
		return m, err
	}
	if slices.Contains(old.Manifest.Inputs.Options, optimizeOption) {
		return optimizeAgain(cmd, l, old, workers)
	}
	bar := newProgress(cmd.ErrOrStderr(), "auto", false)
	var set *result.Set
	if o, ok := sensitivityOf(old.Manifest.Inputs); ok {
		set, err = experiment.Sensitivity(cmd.Context(), l.Experiment(workers), o, bar.update)
	} else {
		set, err = experiment.Run(cmd.Context(), l.Experiment(workers), bar.update)
	}
	bar.done()
	if err != nil {
		return m, fail(exitInternal, err)
	}
	l.Judge(set)
	set.Manifest.Inputs, set.Resolved, set.Manifest.Title = old.Manifest.Inputs, old.Resolved, old.Manifest.Title
	dir, err := os.MkdirTemp("", "fbasim-verify-")
	if err != nil {
		return m, fail(exitInput, err)
	}
	defer os.RemoveAll(dir)
	to := filepath.Join(dir, "run")
	o := result.Options{Extra: func(dir string) error {
		return extras(l, set, dir, hasCharts(old.Manifest.Outputs))
	}}
	if _, err := result.Write(to, set, o); err != nil {
		return m, fail(exitInput, err)
	}
	return result.ReadManifest(to)
}

func hasCharts(files []result.FileHash) bool {
	for _, f := range files {
		if filepath.Ext(f.Name) == ".svg" {
			return true
		}
	}
	return false
}

// compareOutputs names the files that differ and counts them.
func compareOutputs(cmd *cobra.Command, old, fresh []result.FileHash) (differ int) {
	hashes := map[string]string{}
	for _, f := range fresh {
		hashes[f.Name] = f.SHA256
	}
	for _, f := range old {
		switch hash, ok := hashes[f.Name]; {
		case !ok:
			fmt.Fprintf(cmd.OutOrStdout(), "%s: not written this time\n", f.Name)
			differ++
		case hash != f.SHA256:
			fmt.Fprintf(cmd.OutOrStdout(), "%s: differs\n", f.Name)
			differ++
		}
		delete(hashes, f.Name)
	}
	for _, f := range fresh {
		if _, extra := hashes[f.Name]; extra {
			fmt.Fprintf(cmd.OutOrStdout(), "%s: new this time\n", f.Name)
			differ++
		}
	}
	return differ
}
