package main

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// child is this test binary under the name fbasim, which testscript.Main runs as the program.
func child(t testing.TB) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "fbasim")
	if err := os.Symlink(self, name); err != nil {
		t.Fatal(err)
	}
	return name
}

// contents are all files below a folder, by name.
func contents(t *testing.T, root string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(root, path)
		all[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// stamps are the finished units below a results folder with the time at which they were written.
func stamps(root string) map[string]time.Time {
	all := map[string]time.Time{}
	files, _ := filepath.Glob(filepath.Join(root, "*", "*.units", "*.unit"))
	for _, f := range files {
		if info, err := os.Stat(f); err == nil {
			all[filepath.Base(f)] = info.ModTime()
		}
	}
	return all
}

// killed starts a sweep that is killed as soon as it has written some units more than there were,
// and reports whether it ended by itself before.
func killed(t *testing.T, program string, args []string, root string, more int) (ended bool) {
	t.Helper()
	before := len(stamps(root))
	var stderr bytes.Buffer
	cmd := exec.Command(program, args...)
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	for {
		select {
		case err := <-done:
			if err != nil {
				t.Fatalf("%v: %s", err, stderr.String())
			}
			return true
		case <-time.After(time.Millisecond):
			if len(stamps(root)) >= before+more {
				_ = cmd.Process.Kill()
				return <-done == nil
			}
		}
	}
}

// killSchedule kills a sweep again and again, after so many further units each time, and then lets it
// end: its folder must have the bytes of an undisturbed one, and no unit may be computed twice.
func killSchedule(t *testing.T, args []string, schedule []int) {
	t.Helper()
	program := child(t)
	calm, root := t.TempDir(), t.TempDir()
	if out, err := exec.Command(program, append(args, "-j", "1", "-o", calm)...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	want := contents(t, calm)
	if len(want) != 5 {
		t.Fatalf("an undisturbed sweep leaves %v", slices.Sorted(maps.Keys(want)))
	}
	disturbed := append(slices.Clone(args), "-j", "2", "-o", root)
	kills := 0
	for _, more := range schedule {
		old := stamps(root)
		if killed(t, program, disturbed, root, more) {
			break
		}
		kills++
		now := stamps(root)
		for name, at := range old {
			if now[name] != at {
				t.Errorf("unit %s was computed again", name)
			}
		}
	}
	if kills < 2 {
		t.Errorf("the sweep was killed %d times only", kills)
	}
	if out, err := exec.Command(program, disturbed...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if got := contents(t, root); !maps.Equal(got, want) {
		t.Errorf("after %d kills: %v, undisturbed: %v", kills, slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
		for name, text := range want {
			if got[name] != text {
				t.Errorf("%s differs", name)
			}
		}
	}
}

// TestASweepKilledAnywhereEndsWithTheSameBytes kills real processes: before the first unit, after one
// more each time, after several.
func TestASweepKilledAnywhereEndsWithTheSameBytes(t *testing.T) {
	killSchedule(t, []string{"sweep", filepath.Join(repository, "scenarios/quickstart.toml"), "--set", "horizon=4 w",
		"-p", "product.IRON.price.CA=50..65 CAD step 1", "--reps", "40", "-q"}, []int{0, 1, 1, 2, 1})
}
