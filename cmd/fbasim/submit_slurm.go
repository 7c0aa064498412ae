package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/spf13/cobra"

	"fbasim/sim/batch"
)

// slurmFlags are the flags of submit slurm.
type slurmFlags struct {
	submitFlags
	start     bool
	partition string
	account   string
	qos       string
	options   []string
}

func submitSlurmCommand() *cobra.Command {
	f := &slurmFlags{}
	cmd := &cobra.Command{
		Use:   "slurm FILE [flags of sweep]",
		Short: "write, and with --go submit, an array job for Slurm",
		Long: `Writes three scripts: array.sh, whose tasks compute their shares of a sweep;
merge.sh, which verifies that every unit of work is there and puts them
together; and submit.sh, which submits both, the merge behind the array. With
--go it is run, too.

A task whose machine failed is queued again, a few times; one whose scenario or
input is wrong is not. The program, the scenario and the results folder must be
where all nodes see them, under the same paths. What is asked for follows from
some units of work that are timed here.`,
		Example: "  fbasim submit slurm scenarios/sweep-price-volume.toml --tasks 4 --go\n" +
			"  fbasim submit slurm scenarios/sweep-price-volume.toml --partition short \\\n" +
			"      --cpus 4 --time 30m --sbatch --constraint=avx2",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd, args[0]) },
	}
	f.register(cmd, "", "`path` of fbasim on the nodes (default this program)")
	flags := cmd.Flags()
	flags.BoolVar(&f.start, "go", false, "submit, too")
	flags.StringVar(&f.partition, "partition", "", "`name` of the partition to run in")
	flags.StringVar(&f.account, "account", "", "`account` to charge")
	flags.StringVar(&f.qos, "qos", "", "quality of service, by its `name`")
	flags.StringArrayVar(&f.options, "sbatch", nil, "a further `option` of sbatch, one word (repeatable)")
	return cmd
}

func (f *slurmFlags) run(cmd *cobra.Command, path string) error {
	if f.start {
		if _, err := exec.LookPath("sbatch"); err != nil {
			return fail(exitUsage, errors.New("--go: there is no sbatch on the PATH, so this machine submits nothing to Slurm; "+
				"without --go the scripts are written, and submit.sh is run where sbatch is"))
		}
	}
	p, err := f.prepare(cmd, path, true)
	if err != nil {
		return err
	}
	s, dir, err := f.define(p, path)
	if err != nil {
		return err
	}
	scripts, err := s.Scripts()
	if err != nil {
		return fail(exitUsage, err)
	}
	names, err := writeFiles(dir, scripts)
	if err != nil {
		return err
	}
	next := batch.Command("bash", filepath.Join(dir, batch.SubmitScript))
	if f.start {
		next = ""
	}
	if err := f.told(cmd, p, dir, names, next); err != nil || !f.start {
		return err
	}
	return f.submit(cmd, filepath.Join(dir, batch.SubmitScript))
}

// sharedDelay is how long the merge waits for units that other nodes wrote: caches of shared folders
// may show them late, those of NFS after a minute at most (acdirmax of nfs(5)).
const sharedDelay = "90s"

// define completes the job with the places that the nodes share with this machine.
func (f *slurmFlags) define(p *submission, path string) (s batch.Slurm, dir string, err error) {
	if p.job.Program == "" {
		if p.job.Program, err = os.Executable(); err != nil {
			return s, "", fail(exitInternal, err)
		}
	}
	work, err := os.Getwd()
	if err != nil {
		return s, "", fail(exitInput, err)
	}
	dir = f.folderFor(p, ".slurm")
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return s, "", fail(exitInput, err)
	}
	p.arguments(path, f.out, filepath.Clean)
	p.job.Merge = append(p.job.Merge, "--wait", sharedDelay)
	return batch.Slurm{
		Job: p.job, Dir: absolute, Work: work, Partition: f.partition, Account: f.account, QOS: f.qos, Options: f.options,
	}, dir, nil
}

// submit runs the script that submits.
func (f *slurmFlags) submit(cmd *cobra.Command, script string) error {
	c := exec.CommandContext(cmd.Context(), "bash", script)
	c.Stdout, c.Stderr = cmd.OutOrStdout(), cmd.ErrOrStderr()
	if f.json {
		c.Stdout = c.Stderr
	}
	if err := c.Run(); err != nil {
		return fail(exitInput, fmt.Errorf("Slurm did not take the job (%w): mend what it says above, then: %s", err,
			batch.Command("bash", script)))
	}
	return nil
}
