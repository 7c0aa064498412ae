package main

import (
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"fbasim/sim/model"
	"fbasim/sim/scenario/workload"
	"fbasim/sim/study"
)

// benchFlags are the flags of bench.
type benchFlags struct {
	sources
	time     time.Duration
	workers  int
	progress string
}

func benchCommand() *cobra.Command {
	f := &benchFlags{}
	cmd := &cobra.Command{
		Use:   "bench [FILE]",
		Short: "how many orders a second this machine simulates",
		Long: `Simulates replications of a scenario for a while, with one worker and then with
all, and says how many orders a second that makes, how it scales, and how long a
run would take. Without FILE the workload is the same everywhere: a catalog of
1,000 SKUs in three marketplaces for a year. Nothing is written.`,
		Example: "  fbasim bench scenarios/quickstart.toml\n" +
			"  fbasim bench scenarios/catalog-canada-mexico.toml --time 20s --json",
		Args: cobra.MaximumNArgs(1),
		RunE: f.run,
	}
	f.flags(cmd)
	flags := cmd.Flags()
	flags.DurationVar(&f.time, "time", 5*time.Second, "`time` to measure each for")
	flags.IntVarP(&f.workers, "jobs", "j", allCores(), "`workers` to compare with one")
	flags.StringVar(&f.progress, "progress", "auto", "`auto`, plain or none")
	return cmd
}

// run measures one scenario and prints what came of it.
func (f *benchFlags) run(cmd *cobra.Command, args []string) error {
	if err := f.checkFlags(); err != nil {
		return fail(exitUsage, err)
	}
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // as run does
	l, err := f.loadWorkload(cmd, args)
	if err != nil {
		return err
	}
	bar := newProgress(cmd.ErrOrStderr(), f.progress, f.json)
	b := newBench(l, f.workers)
	err = b.measure(cmd.Context(), f.time, bar)
	bar.done()
	var missing *model.NoCard
	switch {
	case cmd.Context().Err() != nil:
		fmt.Fprintln(cmd.ErrOrStderr(), "interrupted before the measurement was over")
		return silent(exitInterrupted)
	case errors.As(err, &missing):
		return fail(exitScenario, fmt.Errorf("%s: %w", l.Scenario.File, err))
	case err != nil:
		return fail(exitInternal, err)
	}
	r := b.report(l)
	if f.json {
		err = r.json(cmd.OutOrStdout())
	} else {
		r.print(cmd.OutOrStdout())
	}
	if err != nil {
		return fail(exitInternal, err)
	}
	return nil
}

func (f *benchFlags) checkFlags() error {
	if f.workers < 1 {
		return fmt.Errorf("-j %d: at least one worker is needed", f.workers)
	}
	if f.time <= 0 {
		return fmt.Errorf("--time %v: a time above zero is needed, such as 5s", f.time)
	}
	if err := oneOf("--progress", f.progress, "auto", "plain", "none"); err != nil {
		return err
	}
	return oneOf("--color", f.color, "auto", "always", "never")
}

// loadWorkload loads the scenario of the command line, or the case of the reference
// catalog that BenchmarkCatalog/full simulates too.
func (f *benchFlags) loadWorkload(cmd *cobra.Command, args []string) (*study.Study, error) {
	if len(args) == 1 {
		return f.load(cmd, args[0])
	}
	const products = 1000
	f.given = workload.Read(products)
	if len(f.cases) == 0 {
		f.cases = []string{"mixed"}
	}
	f.sets = append([]string{"experiment.replications=200"}, f.sets...) // of a serious run
	return f.load(cmd, workload.Name)
}
