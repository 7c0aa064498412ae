package unit

import (
	"fmt"
	"strconv"
	"strings"
)

// Shard is the share of one of Count processes: the units whose number leaves Index when divided by
// Count. The zero Shard is everything.
type Shard struct {
	Index int // from 0
	Count int
}

// MostShards is the largest number of shards.
const MostShards = 1_000_000

// Has reports whether a unit, by its number from 0, belongs to the shard.
func (s Shard) Has(unit int) bool { return s.Count < 2 || unit%s.Count == s.Index }

// Whole reports whether the shard is everything, as without shards.
func (s Shard) Whole() bool { return s.Count == 0 }

// String names the shard as it is typed, counted from 1: "2/8".
func (s Shard) String() string { return fmt.Sprintf("%d/%d", s.Index+1, s.Count) }

// ParseShard reads "i/n", i from 1 to n; "auto", the task of a Slurm array and its number of tasks;
// or "auto/n", where the number of the task, from 0 to n-1, comes from Slurm or from an Indexed Job of
// Kubernetes. env looks up an environment variable. The error says what to write instead.
func ParseShard(text string, env func(string) string) (Shard, error) {
	first, count, of := strings.Cut(text, "/")
	n := 0
	if of {
		var err error
		if n, err = strconv.Atoi(count); err != nil || n < 1 || n > MostShards {
			return Shard{}, fmt.Errorf("%q shards: write a number from 1 to %d, as in 1/8 or auto/8", count, MostShards)
		}
	}
	switch {
	case first == "auto" && of:
		return numbered(n, env)
	case first == "auto":
		return array(env)
	case !of:
		return Shard{}, fmt.Errorf("%q: write i/n, as in 1/8 to 8/8, or auto, or auto/n", text)
	}
	i, err := strconv.Atoi(first)
	if err != nil || i < 1 || i > n {
		return Shard{}, fmt.Errorf("shard %q of %d: the first is 1/%d, the last %d/%d", first, n, n, n, n)
	}
	return Shard{i - 1, n}, nil
}

// Variables that schedulers set.
const (
	slurmTask  = "SLURM_ARRAY_TASK_ID"
	slurmCount = "SLURM_ARRAY_TASK_COUNT"
	slurmFirst = "SLURM_ARRAY_TASK_MIN"
	slurmLast  = "SLURM_ARRAY_TASK_MAX"
	slurmStep  = "SLURM_ARRAY_TASK_STEP"
	indexedJob = "JOB_COMPLETION_INDEX"
)

// numbered reads the number of the task of n whose numbers begin with 0.
func numbered(n int, env func(string) string) (Shard, error) {
	name, other := slurmTask, indexedJob
	if env(name) == "" {
		name, other = other, name
	}
	switch {
	case env(name) == "":
		return Shard{}, fmt.Errorf("auto: neither %s nor %s is set: this is no task of an array; write i/n",
			slurmTask, indexedJob)
	case env(other) != "":
		return Shard{}, fmt.Errorf("auto: both %s and %s are set; write i/n", slurmTask, indexedJob)
	}
	i, err := strconv.Atoi(env(name))
	if err != nil || i < 0 || i >= n {
		return Shard{}, fmt.Errorf("%s is %q: the tasks of %d shards are numbered from 0 to %d, as in --array=0-%d",
			name, env(name), n, n-1, n-1)
	}
	return Shard{i, n}, nil
}

// array reads the task of a whole Slurm array, whatever its numbers begin with.
func array(env func(string) string) (Shard, error) {
	if env(slurmTask) == "" && env(indexedJob) != "" {
		return Shard{}, fmt.Errorf("auto: %s does not say how many tasks there are; write auto/n", indexedJob)
	}
	if env(slurmTask) == "" {
		return Shard{}, fmt.Errorf("auto: %s is not set: this is no task of an array; write i/n", slurmTask)
	}
	var x [5]int
	for i, name := range []string{slurmTask, slurmCount, slurmFirst, slurmLast, slurmStep} {
		text := env(name)
		if name == slurmStep && text == "" {
			text = "1"
		}
		v, err := strconv.Atoi(text)
		if err != nil || v < 0 {
			return Shard{}, fmt.Errorf("auto: %s is %q, not a number; write auto/n or i/n", name, text)
		}
		x[i] = v
	}
	task, count, first, last, step := x[0], x[1], x[2], x[3], max(x[4], 1)
	if count < 1 || count > MostShards || last != first+(count-1)*step || task < first || task > last || (task-first)%step != 0 {
		return Shard{}, fmt.Errorf("auto: the array has %d tasks between %d and %d, so its numbers have gaps; "+
			"number all tasks from 0 and write auto/n, which also lets some of them be repeated", count, first, last)
	}
	return Shard{(task - first) / step, count}, nil
}
