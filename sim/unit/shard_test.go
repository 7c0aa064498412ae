package unit_test

import (
	"maps"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fbasim/sim/unit"
)

func env(pairs ...string) func(string) string {
	return func(name string) string {
		for _, p := range pairs {
			if k, v, _ := strings.Cut(p, "="); k == name {
				return v
			}
		}
		return ""
	}
}

// slurm is the environment of a task of an array.
func slurm(id, count, first, last, step string) []string {
	return []string{"SLURM_ARRAY_TASK_ID=" + id, "SLURM_ARRAY_TASK_COUNT=" + count, "SLURM_ARRAY_TASK_MIN=" + first,
		"SLURM_ARRAY_TASK_MAX=" + last, "SLURM_ARRAY_TASK_STEP=" + step}
}

func TestShardsAreReadFromWordsAndFromSchedulers(t *testing.T) {
	for _, x := range []struct {
		text, want, fails string
		env               []string
	}{
		{text: "1/8", want: "1/8"},
		{text: "8/8", want: "8/8"},
		{text: "1/1", want: "1/1"},
		{text: "0/8", fails: "the first is 1/8, the last 8/8"},
		{text: "9/8", fails: "the first is 1/8"},
		{text: "x/8", fails: `shard "x" of 8`},
		{text: "3", fails: "write i/n"},
		{text: "1/0", fails: "a number from 1"},
		{text: "1/", fails: "a number from 1"},
		{text: "auto", fails: "SLURM_ARRAY_TASK_ID is not set"},
		{text: "auto/4", fails: "neither SLURM_ARRAY_TASK_ID nor JOB_COMPLETION_INDEX is set"},
		{text: "auto", want: "3/5", env: slurm("2", "5", "0", "4", "1")},
		{text: "auto", want: "3/5", env: slurm("3", "5", "1", "5", "")},
		{text: "auto", want: "3/4", env: slurm("30", "4", "10", "40", "10")},
		{text: "auto", fails: "have gaps", env: slurm("7", "3", "1", "7", "1")},
		{text: "auto", fails: "is \"\", not a number", env: []string{"SLURM_ARRAY_TASK_ID=3"}},
		{text: "auto/5", want: "3/5", env: slurm("2", "2", "0", "2", "1")}, // some tasks are repeated
		{text: "auto/5", fails: "numbered from 0 to 4, as in --array=0-4", env: slurm("5", "5", "1", "5", "1")},
		{text: "auto/5", want: "5/5", env: []string{"JOB_COMPLETION_INDEX=4"}},
		{text: "auto", fails: "write auto/n", env: []string{"JOB_COMPLETION_INDEX=4"}},
		{text: "auto/5", fails: "both", env: []string{"JOB_COMPLETION_INDEX=4", "SLURM_ARRAY_TASK_ID=4"}},
	} {
		got, err := unit.ParseShard(x.text, env(x.env...))
		switch {
		case x.fails != "":
			if err == nil || !strings.Contains(err.Error(), x.fails) {
				t.Errorf("%s %v: %v, want %q", x.text, x.env, err, x.fails)
			}
		case err != nil || got.String() != x.want || got.Whole():
			t.Errorf("%s %v: %v, %v, want %s", x.text, x.env, got, err, x.want)
		}
	}
}

// TestShardsShareEveryUnitOnce, and evenly.
func TestShardsShareEveryUnitOnce(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n, units := rapid.IntRange(1, 40).Draw(rt, "shards"), rapid.IntRange(0, 200).Draw(rt, "units")
		sizes := map[int]int{}
		for u := range units {
			owners := 0
			for i := range n {
				s, err := unit.ParseShard(strconv.Itoa(i+1)+"/"+strconv.Itoa(n), env())
				if err != nil {
					rt.Fatal(err)
				}
				if s.Has(u) {
					owners++
					sizes[i]++
				}
			}
			if owners != 1 || !(unit.Shard{}).Has(u) {
				rt.Fatalf("unit %d has %d shards", u, owners)
			}
		}
		for size := range maps.Values(sizes) {
			if size < units/n || size > units/n+1 {
				rt.Fatalf("%d of %d units in one of %d shards", size, units, n)
			}
		}
	})
}
