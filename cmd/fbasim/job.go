package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"fbasim/sim/batch"
	"fbasim/sim/result"
	"fbasim/sim/study"
	"fbasim/sim/sweep"
)

// job is what shards leave beside their units for merge: the command and all files that it read, so
// that nothing but the folder is needed to put the units together, on any machine.
type job struct {
	Schema   string            `json:"schema"`
	Tool     string            `json:"tool"`
	Hash     string            `json:"hash"`    // of all inputs
	Command  string            `json:"command"` // computes what is missing when it is typed again
	Kind     string            `json:"kind"`    // run or sweep
	File     string            `json:"file"`
	Sets     []string          `json:"sets"`
	Cases    []string          `json:"cases"`
	Without  []string          `json:"without"`
	NoCharts bool              `json:"no_charts"`
	Sweep    sweep.Settings    `json:"sweep"`
	Files    map[string][]byte `json:"files"`  // by name as it was read
	Sum      string            `json:"sha256"` // of this document without the sum
}

const (
	jobSchema = "fbasim-job-1"
	jobFile   = "job.json"

	// unitsSuffix completes the name of a results folder to that of its units of work.
	unitsSuffix = ".units"
)

// Kinds of jobs.
const (
	runJob   = "run"
	sweepJob = "sweep"
)

// newJob describes the work of a command on an opened study.
func newJob(cmd *cobra.Command, kind, path, hash string, s *sources, l *study.Study) job {
	return job{
		Schema: jobSchema, Tool: tool, Hash: hash, Command: commandLine(cmd, path), Kind: kind, File: path,
		Sets: s.sets, Cases: s.cases, Without: s.off, Files: l.Files,
	}
}

// commandLine is the command as it would be typed, without what is only about this process.
func commandLine(cmd *cobra.Command, path string) string {
	parts := []string{cmd.CommandPath(), batch.Quote(path)}
	cmd.Flags().Visit(func(f *pflag.Flag) {
		switch f.Name {
		case "shard", "until", "quiet", "progress", "color", "json", "jobs":
			return
		}
		values := []string{f.Value.String()}
		if list, ok := f.Value.(pflag.SliceValue); ok {
			values = list.GetSlice()
		}
		for _, v := range values {
			if f.Value.Type() == "bool" {
				parts = append(parts, "--"+f.Name)
				continue
			}
			parts = append(parts, "--"+f.Name, batch.Quote(v))
		}
	})
	return strings.Join(parts, " ")
}

// encode writes the document with its sum.
func (j job) encode() ([]byte, error) {
	j.Sum = ""
	data, err := json.Marshal(j)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	j.Sum = hex.EncodeToString(sum[:])
	return json.MarshalIndent(j, "", " ")
}

// keep writes the job beside its units, unless an equal one of the same inputs is there.
func (j job) keep(dir string) error {
	if old, err := readJob(dir); err == nil && old.Hash == j.Hash && old.Tool == j.Tool {
		return nil
	}
	data, err := j.encode()
	if err != nil {
		return err
	}
	return result.WriteWhole(filepath.Join(dir, jobFile), data)
}

// readJob reads the job of a folder of units.
func readJob(dir string) (j job, err error) {
	path := filepath.Join(dir, jobFile)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return j, fmt.Errorf("%s has no %s, which the commands with --shard write: repeat one of them, or the "+
			"command without --shard, which merges at its end", dir, jobFile)
	}
	if err != nil {
		return j, err
	}
	damaged := fmt.Errorf("%s is damaged: remove it and repeat a command with --shard", path)
	if json.Unmarshal(data, &j) != nil {
		return j, damaged
	}
	if whole, err := j.encode(); j.Schema == jobSchema && (err != nil || string(whole) != string(data)) {
		return j, damaged
	}
	switch {
	case j.Schema != jobSchema:
		return j, fmt.Errorf("%s: its format is %q, not %q: merge with the version of fbasim that wrote it", path, j.Schema, jobSchema)
	case j.Tool != tool:
		return j, fmt.Errorf("%s was written by %s, this is %s: versions are not mixed; merge with that one, or remove "+
			"the folder and compute all units with this one", path, j.Tool, tool)
	}
	return j, nil
}

// read returns the contents of a file as the shards read it.
func (j *job) read(path string) ([]byte, error) {
	if data, known := j.Files[filepath.ToSlash(path)]; known {
		return data, nil
	}
	return nil, fs.ErrNotExist
}

// sources opens the study of the job as the shards did.
func (j *job) sources() sources {
	return sources{sets: j.Sets, cases: j.Cases, off: j.Without, given: j.read}
}
