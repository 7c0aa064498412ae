package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// manySmall are commands of some thirty units of work of a few hundredths of a second each.
func manySmall() map[string][]string {
	quickstart := filepath.Join(repository, "scenarios/quickstart.toml")
	return map[string][]string{
		"sweep": {"sweep", quickstart, "--set", "horizon=4 w", "--set", "product.IRON.demand.US=0 units/month",
			"-p", "product.IRON.price.CA=50..79 CAD step 1", "--reps", "70", "-q"},
		"run": {"run", quickstart, "--set", "horizon=4 w", "--set", "product.IRON.demand.US=0 units/month",
			"--set", "experiment.break_even.input=[]", "--reps", "3840", "--no-charts", "-q"},
	}
}

// timing are the lines of a manifest that differ between equal runs.
var timing = regexp.MustCompile(`(?m)^ *"(started|seconds|workers)":.*\n`)

// steady are the contents of a results folder, times apart.
func steady(t *testing.T, root string) map[string]string {
	t.Helper()
	all := contents(t, root)
	for name, text := range all {
		if filepath.Base(name) == "manifest.json" {
			all[name] = timing.ReplaceAllString(text, "")
		}
	}
	return all
}

// same reports files that differ.
func same(t *testing.T, got, want map[string]string) {
	t.Helper()
	if maps.Equal(got, want) {
		return
	}
	t.Errorf("files %v, undisturbed %v", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s differs", name)
		}
	}
}

// unitStamps are the finished units below a results folder, by name, with what a file that is written
// anew would change.
func unitStamps(root string) map[string]string {
	all := map[string]string{}
	files, _ := filepath.Glob(filepath.Join(root, "*", "*"+unitsSuffix, "*.unit"))
	for _, f := range files {
		if info, err := os.Stat(f); err == nil {
			all[filepath.Base(f)] = fmt.Sprintf("%v %+v", info.ModTime().UnixNano(), inode(info))
		}
	}
	return all
}

// life runs commands at once and kills all after a time; it reports whether all had ended by
// themselves before.
func life(t *testing.T, program string, commands [][]string, span time.Duration) (ended bool) {
	t.Helper()
	results := make(chan error, len(commands))
	var started []*exec.Cmd
	for _, args := range commands {
		cmd := exec.Command(program, args...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		started = append(started, cmd)
		go func() { results <- cmd.Wait() }()
	}
	time.AfterFunc(span, func() {
		for _, cmd := range started {
			_ = cmd.Process.Kill()
		}
	})
	ended = true
	for range commands {
		err := <-results
		if err != nil && !strings.Contains(err.Error(), "killed") {
			t.Fatal(err)
		}
		ended = ended && err == nil
	}
	return ended
}

// killedAtRandom kills commands at random moments, so many times; when they end by themselves, the
// rest, a merge of shards, follows and they start over elsewhere. Every result must have the bytes of
// an undisturbed command, and no unit that was finished may be computed again.
func killedAtRandom(t *testing.T, calm []string, parallel func(out string) [][]string, merge bool, kills int) {
	t.Helper()
	program := child(t)
	undisturbed := t.TempDir()
	began := time.Now()
	if out, err := exec.Command(program, append(slices.Clone(calm), "-j", "1", "-o", undisturbed)...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	whole, want := time.Since(began), steady(t, undisturbed)
	moments := rand.New(rand.NewPCG(1, 2))
	for killed := 0; killed < kills; {
		root := t.TempDir()
		for ended := false; !ended; {
			old := unitStamps(root)
			span := whole
			if killed < kills {
				span = time.Duration(moments.Int64N(int64(whole)/3) + 1)
			} else {
				span = time.Hour // let it end
			}
			if ended = life(t, program, parallel(root), span); !ended {
				killed++
			}
			now := unitStamps(root)
			for name, stamp := range old {
				if (len(now) > 0 || merge) && now[name] != stamp {
					t.Errorf("unit %s was computed again", name)
				}
			}
		}
		if merge {
			if out, err := exec.Command(program, "merge", root, "-q", "--no-charts").CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
		}
		same(t, steady(t, root), want)
	}
}

// alone is one process with two workers.
func alone(args []string) func(string) [][]string {
	return func(out string) [][]string { return [][]string{append(slices.Clone(args), "-j", "2", "-o", out)} }
}

// shards are processes on one folder at once, one for each shard named.
func shards(args []string, names ...string) func(string) [][]string {
	return func(out string) (list [][]string) {
		for _, name := range names {
			list = append(list, append(slices.Clone(args), "-j", "1", "-o", out, "--shard", name))
		}
		return list
	}
}

// randomKills kills each kind of work so many times.
func randomKills(t *testing.T, kills int) {
	for kind, args := range manySmall() {
		t.Run(kind, func(t *testing.T) { killedAtRandom(t, args, alone(args), false, kills) })
		t.Run(kind+" in two shards", func(t *testing.T) {
			killedAtRandom(t, args, shards(args, "1/2", "2/2"), true, kills)
		})
	}
	t.Run("one shard twice", func(t *testing.T) {
		args := manySmall()["sweep"]
		killedAtRandom(t, args, shards(args, "1/1", "1/1"), true, kills)
	})
}

// TestWorkKilledAtRandomMomentsEndsWithTheSameBytes, as by kill -9.
func TestWorkKilledAtRandomMomentsEndsWithTheSameBytes(t *testing.T) { randomKills(t, 10) }
