package experiment_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fbasim/sim/experiment"
	"fbasim/sim/result"
	"fbasim/sim/unit"
)

// kept has a study keep its units in a folder.
func kept(s *experiment.Study, dir string) *experiment.Study {
	s.Settings.Keep = &experiment.Keep{Folder: experiment.Units(dir, "fbasim test", "test", "abc")}
	return s
}

// merged puts units together and simulates nothing.
func merged(s *experiment.Study, dir string) *experiment.Study {
	kept(s, dir).Settings.Keep.Only = true
	return s
}

// written are the hashes of all files of a results folder.
func written(t testing.TB, set *result.Set) []result.FileHash {
	t.Helper()
	if _, err := result.Write(filepath.Join(t.TempDir(), "run"), set, result.Options{}); err != nil {
		t.Fatal(err)
	}
	return set.Manifest.Outputs
}

// sequential is a run of several looks at the precision, whose units are a few replications each.
func sequential(t testing.TB) *experiment.Study {
	s := study(t, "quickstart.toml", "horizon=4 w", "experiment.replications=5..40", "experiment.batch=3",
		"experiment.precision=10 %")
	s.Settings.Levers = nil
	return s
}

// TestAnyShardsInAnyOrderGiveTheBytesOfOneProcess: any number of shards, started in any order, some
// again, with any number of workers.
func TestAnyShardsInAnyOrderGiveTheBytesOfOneProcess(t *testing.T) {
	s := sequential(t)
	whole := run(t, s)
	want := written(t, whole)
	if n := whole.Manifest.Precision.Replications; n <= s.Settings.Min+3 || n >= s.Settings.Max {
		t.Fatalf("the run stopped after %d replications: no test of stopping", n)
	}
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(rt, "shards")
		order := rapid.Permutation(slices.Repeat(count(n), 2)).Draw(rt, "order")
		dir := t.TempDir()
		for _, i := range order[:rapid.IntRange(n, 2*n).Draw(rt, "processes")] {
			share(rt, s, dir, unit.Shard{Index: i, Count: n}, rapid.IntRange(1, 3).Draw(rt, "workers"))
		}
		for _, i := range order { // whatever was left out
			share(rt, s, dir, unit.Shard{Index: i, Count: n}, 2)
		}
		if got := written(t, run(t, merged(s, dir))); !slices.Equal(got, want) {
			rt.Fatalf("%v", cmp.Diff(want, got))
		}
	})
}

func count(n int) (list []int) {
	for i := range n {
		list = append(list, i)
	}
	return list
}

// share computes a shard.
func share(t interface{ Fatal(...any) }, s *experiment.Study, dir string, shard unit.Shard, workers int) {
	kept(s, dir).Settings.Workers = workers
	if _, err := experiment.Share(context.Background(), s, shard, s.Settings.Max, nil); err != nil {
		t.Fatal(err)
	}
}

// TestUnitsHoldAllThatResultsShow: findings, failed expectations, several products, days, controls.
func TestUnitsHoldAllThatResultsShow(t *testing.T) {
	for _, path := range []string{"four-programs.toml", "switching-plan.toml", "mexico-risk.toml", "fba-export.toml"} {
		s := study(t, path, "experiment.replications=7", "experiment.precision=100 %")
		s.Settings.Levers = nil
		want := written(t, run(t, s))
		dir := t.TempDir()
		if got := written(t, run(t, kept(s, dir))); !slices.Equal(got, want) {
			t.Errorf("%s: keeping units changes results: %v", path, cmp.Diff(want, got))
		}
		if got := written(t, run(t, merged(s, dir))); !slices.Equal(got, want) {
			t.Errorf("%s: units hold something else: %v", path, cmp.Diff(want, got))
		}
	}
}

// TestWhatIsKeptIsNotSimulatedAgain: neither the files nor their times change.
func TestWhatIsKeptIsNotSimulatedAgain(t *testing.T) {
	s, dir := sequential(t), t.TempDir()
	share(t, s, dir, unit.Shard{Index: 0, Count: 2}, 2)
	before := stamps(t, dir)
	run(t, kept(s, dir))
	after := stamps(t, dir)
	if len(after) <= len(before) {
		t.Errorf("%d files, %d before", len(after), len(before))
	}
	for name, stamp := range before {
		if after[name] != stamp {
			t.Errorf("%s was written again", name)
		}
	}
}

// stamps are the times of all files of a folder.
func stamps(t testing.TB, dir string) map[string]int64 {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]int64{}
	for _, f := range files {
		info, err := f.Info()
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name()] = info.ModTime().UnixNano()
	}
	return all
}

func TestAMergeSaysWhatARunStillNeeds(t *testing.T) {
	s, dir := sequential(t), t.TempDir()
	short := func() *experiment.Short {
		t.Helper()
		_, err := experiment.Run(context.Background(), merged(s, dir), nil)
		var out *experiment.Short
		if !errors.As(err, &out) {
			t.Fatalf("%v", err)
		}
		if err := s.Missing(out); err != nil {
			t.Fatal(err)
		}
		return out
	}
	if e := short(); !slices.Equal(e.Missing, []int{0}) || e.Replications != 0 || e.Needed != "" {
		t.Errorf("nothing is there: %+v", e)
	}
	if _, err := experiment.Share(context.Background(), kept(s, dir), unit.Shard{Index: 0, Count: 1}, 9, nil); err != nil {
		t.Fatal(err)
	}
	if e := short(); !slices.Equal(e.Missing, []int{3}) || e.Replications != 11 || e.Needed == "" ||
		!strings.Contains(e.Error(), "the precision is not reached with the 11 replications") {
		t.Errorf("eleven replications are there: %+v", e)
	}
	if err := os.Truncate(unit.Path(dir, 1), 50); err != nil {
		t.Fatal(err)
	}
	if e := short(); len(e.Broken) != 1 || e.Broken[0].Index != 1 || !strings.Contains(e.Error(), "000001.unit is damaged") {
		t.Errorf("a unit is damaged: %+v", e)
	}
	if err := os.Remove(unit.Path(dir, 0)); err != nil {
		t.Fatal(err)
	}
	if e := short(); !slices.Equal(e.Missing, []int{0}) || len(e.Broken) != 1 || e.Needed != "" {
		t.Errorf("the first unit is missing: %+v", e)
	}
}

// FuzzUnit: no payload makes a merge panic, and one that can be read is summarized.
func FuzzUnit(f *testing.F) {
	s := study(f, "quickstart.toml", "horizon=1 w", "experiment.replications=2")
	s.Settings.Levers = nil
	dir := f.TempDir()
	run(f, kept(s, dir))
	piece := s.Pieces()[0]
	whole, err := s.Settings.Keep.Folder.Read(piece)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	for _, n := range []int{0, 1, len(whole) / 3, len(whole) - 1} {
		f.Add(whole[:n])
	}
	f.Add(append(slices.Clone(whole), 0))
	f.Fuzz(func(t *testing.T, payload []byte) {
		dir := t.TempDir()
		if err := merged(s, dir).Settings.Keep.Folder.Write(piece, payload); err != nil {
			t.Fatal(err)
		}
		_, err := experiment.Run(context.Background(), s, nil)
		var short *experiment.Short
		if err != nil && !errors.As(err, &short) {
			t.Fatal(err)
		}
		if slices.Equal(payload, whole) && err != nil {
			t.Fatal(err)
		}
	})
}
