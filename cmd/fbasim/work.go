package main

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"
)

// workFlags are the flags of every command that simulates a scenario into a folder.
type workFlags struct {
	sources
	seed     int64
	workers  int
	out      string
	force    bool
	quiet    bool
	progress string
}

// register adds them; again says what --force does, and without it there is no such flag.
func (f *workFlags) register(cmd *cobra.Command, again string) {
	f.flags(cmd)
	flags := cmd.Flags()
	flags.Int64Var(&f.seed, "seed", 0, "`seed` of the random numbers, instead of the scenario's")
	flags.IntVarP(&f.workers, "jobs", "j", allCores(), "`workers`; results do not depend on it")
	flags.StringVarP(&f.out, "out", "o", "results", "results `folder`")
	if again != "" {
		flags.BoolVar(&f.force, "force", false, again)
	}
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "print nothing but errors")
	flags.StringVar(&f.progress, "progress", "auto", "`auto`, plain or none")
}

// check refuses values that mean nothing.
func (f *workFlags) check() error {
	if f.workers < 1 {
		return fmt.Errorf("-j %d: at least one worker is needed", f.workers)
	}
	if err := oneOf("--progress", f.progress, "auto", "plain", "none"); err != nil {
		return err
	}
	return oneOf("--color", f.color, "auto", "always", "never")
}

// override turns the seed into an override of the scenario, so that it is checked and recorded like
// any other.
func (f *workFlags) override(cmd *cobra.Command) {
	if cmd.Flags().Changed("seed") {
		f.sets = append(f.sets, "experiment.seed="+strconv.FormatInt(f.seed, 10))
	}
}
