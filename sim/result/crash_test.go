package result

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// failingDisk fails from its n-th step on, like a machine that loses power or a
// disk that fills up; each chunk written to a file is a step.
type failingDisk struct {
	osDisk
	left *int
	err  error
}

func (d failingDisk) step() error {
	if *d.left--; *d.left < 0 {
		return d.err
	}
	return nil
}

func (d failingDisk) MkdirAll(path string) error {
	if err := d.step(); err != nil {
		return err
	}
	return d.osDisk.MkdirAll(path)
}

func (d failingDisk) Mkdir(path string) error {
	if err := d.step(); err != nil {
		return err
	}
	return d.osDisk.Mkdir(path)
}

func (d failingDisk) Rename(from, to string) error {
	if err := d.step(); err != nil {
		return err
	}
	return d.osDisk.Rename(from, to)
}

func (d failingDisk) RemoveAll(path string) error {
	if err := d.step(); err != nil {
		return err
	}
	return d.osDisk.RemoveAll(path)
}

func (d failingDisk) Create(path string) (io.WriteCloser, error) {
	if err := d.step(); err != nil {
		return nil, err
	}
	f, err := os.Create(path) // not synced: thousands of syncs would be slow
	return failingFile{f, d}, err
}

func (d failingDisk) CreateNew(path string) (io.WriteCloser, error) {
	if err := d.step(); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	return failingFile{f, d}, err
}

type failingFile struct {
	*os.File
	disk failingDisk
}

func (f failingFile) Write(p []byte) (int, error) {
	if err := f.disk.step(); err != nil {
		n, _ := f.File.Write(p[:len(p)/2]) // half a block reaches the disk
		return n, err
	}
	return f.File.Write(p)
}

func (f failingFile) Close() error {
	return errors.Join(f.disk.step(), f.File.Close())
}

func small() *Set {
	s := widget()
	s.Daily, s.Replications.Rows = s.Daily[:3], s.Replications.Rows[:2]
	return s
}

func TestACrashAtAnyStepLeavesNoHalfResult(t *testing.T) {
	base := small()
	titled := func(title string) *Set {
		s := *base
		s.Manifest.Title = title
		return &s
	}
	for _, replacing := range []bool{false, true} {
		t.Run(fmt.Sprintf("replacing=%v", replacing), func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "run")
			steps := 0
			remains := leaveRemains(t, dir)
			for ; steps < 500; steps++ {
				if _, err := os.Stat(dir); replacing && err != nil {
					whole := failingDisk{left: ptr(1 << 30)}
					if _, err := write(whole, dir, titled("old"), Options{}); err != nil {
						t.Fatal(err)
					}
				}
				d := failingDisk{left: ptr(steps), err: errors.New("power lost")}
				_, err := write(d, dir, titled("new"), Options{Force: true})
				checkWholeOrAbsent(t, dir, steps)
				if err == nil {
					break
				}
				sweep(t, dir, remains)
			}
			if m, err := ReadManifest(dir); err != nil || m.Title != "new" {
				t.Errorf("in the end: %q, %v", m.Title, err)
			}
			if least := 3 * len(files()); steps < least { // create, write and close each
				t.Errorf("only %d steps were tried, want at least %d", steps, least)
			}
		})
	}
}

// leaveRemains makes the folders that two earlier crashes would have left.
func leaveRemains(t *testing.T, dir string) (names []string) {
	t.Helper()
	parent := filepath.Dir(dir)
	for _, name := range []string{".run.writing-1", ".run.writing-2.old"} {
		put(t, filepath.Join(parent, name), "rest")
		names = append(names, filepath.Join(parent, name))
	}
	return names
}

// sweep removes what a crash left behind, but not the remains given.
func sweep(t *testing.T, dir string, remains []string) {
	t.Helper()
	left, err := filepath.Glob(filepath.Join(filepath.Dir(dir), ".run.*"))
	must(t, err)
	for _, path := range left {
		if !slices.Contains(remains, path) {
			must(t, os.RemoveAll(path))
		}
	}
}

func checkWholeOrAbsent(t *testing.T, dir string, step int) {
	t.Helper()
	if _, err := os.Stat(dir); err != nil {
		return
	}
	changed, err := Changed(dir)
	if err != nil || len(changed) > 0 {
		t.Fatalf("step %d: a half result is visible: %v %v", step, changed, err)
	}
	if _, err := Read(dir); err != nil {
		t.Fatalf("step %d: %v", step, err)
	}
}

func TestAFailureWhileReplacingKeepsTheOldRun(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run")
	old := small()
	old.Manifest.Title = "old"
	if _, err := Write(dir, old, Options{}); err != nil {
		t.Fatal(err)
	}
	failing := secondRenameFails{osDisk{}, ptr(0)}
	if _, err := write(failing, dir, small(), Options{Force: true}); err == nil {
		t.Fatal("the failure is lost")
	}
	if m, err := ReadManifest(dir); err != nil || m.Title != "old" {
		t.Errorf("manifest %q, %v; want the old run back in place", m.Title, err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(dir), ".*")); len(left) > 0 {
		t.Errorf("temporary folders are left: %v", left)
	}
}

// secondRenameFails fails once, when the new folder should take its place.
type secondRenameFails struct {
	osDisk
	renames *int
}

func (d secondRenameFails) Rename(from, to string) error {
	if *d.renames++; *d.renames == 2 {
		return syscall.EIO
	}
	return d.osDisk.Rename(from, to)
}

func TestWriteErrorsSayWhatIsWrongWithThePlace(t *testing.T) {
	for reason, err := range map[string]error{
		"disk is full": syscall.ENOSPC, "no permission": syscall.EACCES,
		"no permission to write": syscall.EROFS,
	} {
		dir := filepath.Join(t.TempDir(), "run")
		_, got := write(failingDisk{left: ptr(5), err: err}, dir, small(), Options{})
		if got == nil || !strings.Contains(got.Error(), reason) || !strings.Contains(got.Error(), dir) {
			t.Errorf("%v gives %q, want it to say %q and where", err, got, reason)
		}
		if !errors.Is(got, err) {
			t.Errorf("the cause %v is lost in %v", err, got)
		}
	}
	blocked := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(blocked, nil, 0o644))
	for _, dir := range []string{blocked, filepath.Join(blocked, "run")} {
		if _, err := Write(dir, small(), Options{Force: true}); err == nil ||
			!strings.Contains(err.Error(), "a file stands where a folder is needed") {
			t.Errorf("a file in the way gives %v", err)
		}
	}
	if _, err := os.Stat(blocked); err != nil {
		t.Error("the file in the way is gone")
	}
}

func ptr(n int) *int { return &n }
