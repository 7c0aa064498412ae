package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"fbasim/sim/batch"
	"fbasim/sim/result"
	"fbasim/sim/unit"
)

// shardFlags are those of commands whose work may be split over processes.
type shardFlags struct {
	text  string
	shard unit.Shard
}

// register adds the flag.
func (f *shardFlags) register(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.text, "shard", "", "compute only `i/n` of the units of work, 1/n to n/n;\n"+
		"auto or auto/n as a task of Slurm or Kubernetes;\nfbasim merge puts all together")
}

// check reads the shard; force is the flag --force.
func (f *shardFlags) check(force bool) (err error) {
	if f.text == "" {
		f.shard = unit.Shard{}
		return nil
	}
	if f.shard, err = unit.ParseShard(f.text, os.Getenv); err != nil {
		return fmt.Errorf("--shard %w", err)
	}
	if force {
		return errors.New("--force would remove the units of the other shards: remove the folder of units, then start " +
			"the shards without it")
	}
	return nil
}

// told says where the units of a finished shard are and what comes next.
func (f *shardFlags) told(cmd *cobra.Command, w *workFlags, units int, dir string) error {
	if w.json {
		doc, err := json.MarshalIndent(struct {
			FormatVersion int    `json:"format_version"`
			Shard         int    `json:"shard"`
			Shards        int    `json:"shards"`
			Units         int    `json:"units"`
			Folder        string `json:"folder"`
		}{result.FormatVersion, f.shard.Index + 1, f.shard.Count, units, dir}, "", "  ")
		if err != nil {
			return fail(exitInternal, err)
		}
		fmt.Fprintf(cmd.OutOrStdout(), "%s\n", doc)
		return nil
	}
	if !w.quiet {
		fmt.Fprintf(cmd.OutOrStdout(), "shard %v: all %d of its units are in %s\nwhen all shards are done: fbasim merge %s\n",
			f.shard, units, dir, batch.Quote(dir))
	}
	return nil
}

// merged says that there is nothing left to do for a shard.
func (f *shardFlags) merged(cmd *cobra.Command, w *workFlags, dir string) error {
	if w.json {
		return f.told(cmd, w, 0, dir)
	}
	if !w.quiet {
		fmt.Fprintf(cmd.OutOrStdout(), "shard %v: all units are merged already: %s\n", f.shard, dir)
	}
	return nil
}
