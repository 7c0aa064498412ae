package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"fbasim/sim/batch"
	"fbasim/sim/diag"
	"fbasim/sim/result"
	"fbasim/sim/study"
	"fbasim/sim/sweep"
)

// submitFlags are the flags of both batch systems.
type submitFlags struct {
	sweepFlags
	tasks    int
	parallel int
	cpus     int
	memory   string
	limit    time.Duration
	retries  int
	unitTime time.Duration
	program  string
	to       string
}

// Bounds of what is asked of a batch system; more is a mistake in typing.
const (
	mostTasks   = 100_000
	mostCPUs    = 1024
	mostRetries = 100
)

func submitCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "submit",
		Short: "a sweep on many machines: Slurm or Kubernetes",
		Long: `Writes what a batch system needs to compute a sweep on many machines: an array
of tasks, each with its share of the units of work, and a job that puts the
units together when all are there. Units that are there are never computed
again, so a task, or everything, may be repeated at any time.

scenarios/CLUSTER.md leads there from a laptop, step by step.`,
		Example: "  fbasim submit slurm scenarios/sweep-price-volume.toml --go\n" +
			"  fbasim submit k8s scenarios/sweep-price-volume.toml --image fbasim:0.2.0",
		Args: cobra.ArbitraryArgs,
		RunE: onlyCommands, DisableFlagsInUseLine: true,
	}
	cmd.AddCommand(submitSlurmCommand(), submitKubernetesCommand())
	return cmd
}

// register adds the flags of a batch system.
func (f *submitFlags) register(cmd *cobra.Command, program, programHelp string) {
	f.workFlags.register(cmd, "")
	f.registerPoints(cmd)
	flags := cmd.Flags()
	flags.Lookup("jobs").Usage = "`workers` that check the points here"
	flags.IntVar(&f.tasks, "tasks", 0, "`number` of tasks, instead of the one advised")
	flags.IntVar(&f.parallel, "parallel", 0, "`number` of tasks at the same time (default all)")
	flags.IntVar(&f.cpus, "cpus", 1, "`CPUs` of a task")
	flags.StringVar(&f.memory, "mem", "", "`memory` of a task, such as 2G, instead of the advice")
	flags.DurationVar(&f.limit, "time", 0, "limit of `time` of a task, such as 2h, instead of the\nadvice")
	flags.IntVar(&f.retries, "retries", 3, "repeats, at most `N`, of a task whose machine failed\n")
	flags.DurationVar(&f.unitTime, "unit-time", 0, "`time` of a unit on one core; else some are timed here")
	flags.StringVar(&f.program, "fbasim", program, programHelp)
	flags.StringVar(&f.to, "to", "", "`folder` to write to, instead of one beside the results")
}

func (f *submitFlags) checkSubmit(cmd *cobra.Command) error {
	for _, n := range []struct {
		flag               string
		value, least, most int
	}{
		{"tasks", f.tasks, 1, mostTasks}, {"parallel", f.parallel, 1, mostTasks}, {"cpus", f.cpus, 1, mostCPUs},
		{"retries", f.retries, 0, mostRetries},
	} {
		if cmd.Flags().Changed(n.flag) && (n.value < n.least || n.value > n.most) {
			return fmt.Errorf("--%s %d: a number from %d to %d is needed", n.flag, n.value, n.least, n.most)
		}
	}
	for _, d := range []struct {
		flag  string
		value time.Duration
	}{{"time", f.limit}, {"unit-time", f.unitTime}} {
		if cmd.Flags().Changed(d.flag) && d.value <= 0 {
			return fmt.Errorf("--%s %v: a time above 0 is needed", d.flag, d.value)
		}
	}
	if _, err := megabytes(f.memory); err != nil {
		return err
	}
	return f.checkFlags(cmd)
}

// submission is a sweep that was checked and sized, with the job made of it.
type submission struct {
	study  *study.Study
	sweep  *sweep.Sweep
	pilot  batch.Pilot
	job    batch.Job
	folder string // of the results, under --out
	passed []string
}

// prepare checks every point here, times some units, and cuts the sweep into tasks, unless its results
// are where the tasks would write them. The arguments of the job's tasks are still to be given.
func (f *submitFlags) prepare(cmd *cobra.Command, path string, here bool) (*submission, error) {
	if err := f.checkSubmit(cmd); err != nil {
		return nil, fail(exitUsage, err)
	}
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // as the tasks do
	p := &submission{passed: passed(cmd)}
	f.override(cmd)
	began := time.Now()
	l, err := f.load(cmd, path)
	if err != nil {
		return nil, err
	}
	list := &diag.List{}
	s := sweep.New(l, f.settings, tool, list)
	if list.Errors() > 0 {
		list.Sort()
		return nil, f.report(cmd, list)
	}
	if dir, ok := result.ExistingSweep(f.out, s.Inputs()); ok && here {
		return nil, fail(exitUsage, fmt.Errorf("%s has the results of this sweep already: there is nothing to submit", dir))
	}
	loaded := time.Since(began)
	if err := f.checkPoints(cmd, s, list); err != nil {
		return nil, err
	}
	p.study, p.sweep, p.folder = l, s, result.SweepFolder(f.out, s.Inputs())
	if p.pilot, err = f.measure(cmd.Context(), s, loaded, time.Since(began)-loaded); err != nil {
		return nil, err
	}
	f.size(p)
	return p, nil
}

// measure times some units on this machine.
func (f *submitFlags) measure(ctx context.Context, s *sweep.Sweep, load, check time.Duration) (batch.Pilot, error) {
	if f.unitTime > 0 {
		return batch.Pilot{Units: len(s.Units()), Unit: f.unitTime}, nil
	}
	p, err := pilot(ctx, s)
	switch {
	case errors.Is(err, context.Canceled):
		return p, silent(exitInterrupted)
	case err != nil:
		return p, fail(exitScenario, err)
	}
	p.Start = load
	p.Unit += check * time.Duration(f.workers) / time.Duration(p.Units) // a task checks the points of its units
	return p, nil
}

// size fills in what the job asks for: what the user wants, else what the pilot advises.
func (f *submitFlags) size(p *submission) {
	hash := p.sweep.Hash()[:8]
	p.job = batch.Job{
		Name: batch.Name("fbasim", p.study.Slug(), hash), Program: f.program,
		Tasks: f.tasks, Parallel: f.parallel, CPUs: f.cpus, Time: f.limit, Retries: f.retries,
	}
	if f.tasks == 0 {
		p.job.Tasks = p.pilot.Tasks(f.cpus)
	}
	p.job.Tasks = min(p.job.Tasks, p.pilot.Units)
	if p.job.MemoryMB, _ = megabytes(f.memory); p.job.MemoryMB == 0 {
		p.job.MemoryMB = p.pilot.Memory(f.cpus)
	}
	if f.limit == 0 {
		p.job.Time = p.pilot.Limit(p.job.Tasks, f.cpus)
	}
}

// arguments gives the job the command lines of its tasks and its merge, with a results folder as the
// tasks see it.
func (p *submission) arguments(file, out string, slashes func(string) string) {
	if strings.HasPrefix(file, "-") {
		file = "./" + file
	}
	p.job.Task = append([]string{"sweep", file}, p.passed...)
	p.job.Task = append(p.job.Task, "--out="+out, "--progress=plain")
	units := slashes(result.SweepFolder(out, p.sweep.Inputs())) + unitsSuffix
	p.job.Merge = []string{"merge", units, "--shards", fmt.Sprint(p.job.Tasks)}
}

// passed are the flags that were typed and that a sweep has too, each one word, but for those that
// say how this process or a task works.
func passed(cmd *cobra.Command) (words []string) {
	known := sweepCommand().Flags()
	own := []string{"shard", "until", "out", "force", "quiet", "progress", "color", "json", "jobs"}
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if known.Lookup(f.Name) == nil || slices.Contains(own, f.Name) {
			return
		}
		values := []string{f.Value.String()}
		if list, ok := f.Value.(pflag.SliceValue); ok {
			values = list.GetSlice()
		}
		for _, v := range values {
			words = append(words, "--"+f.Name+"="+v)
		}
	})
	return words
}

// folderFor is where the files for a batch system are written.
func (f *submitFlags) folderFor(p *submission, suffix string) string {
	if f.to != "" {
		return filepath.Clean(f.to)
	}
	return p.folder + suffix
}

// pilotTime is how long units are timed, unless one takes longer.
const pilotTime = 10 * time.Second

// pilot times units from the beginning, the middle and the end of a sweep: points differ in what they
// cost.
func pilot(ctx context.Context, s *sweep.Sweep) (p batch.Pilot, err error) {
	var stop atomic.Bool
	defer context.AfterFunc(ctx, func() { stop.Store(true) })()
	units := s.Units()
	p.Units = len(units)
	began := time.Now()
	chosen := slices.Compact([]int{0, len(units) / 2, len(units) - 1})
	for _, i := range chosen {
		if _, err := s.Compute(units[i], &stop, nil); err != nil {
			return p, errors.Join(ctx.Err(), err)
		}
		p.Timed++
		if time.Since(began) > pilotTime {
			break
		}
	}
	p.Unit = time.Since(began) / time.Duration(p.Timed)
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	p.MemoryMB = int((m.Sys - m.HeapReleased) >> 20)
	return p, nil
}

var memoryText = regexp.MustCompile(`^([1-9][0-9]{0,6})(M|Mi|MB|G|Gi|GB)$`)

// megabytes reads a size of memory in units of 2^20 bytes; "" is 0.
func megabytes(text string) (int, error) {
	if text == "" {
		return 0, nil
	}
	m := memoryText.FindStringSubmatch(text)
	if m == nil {
		return 0, fmt.Errorf("--mem %q: write a size such as 800M or 2G", text)
	}
	n, err := strconv.Atoi(m[1])
	if m[2][0] == 'G' {
		n <<= 10
	}
	return n, err
}
