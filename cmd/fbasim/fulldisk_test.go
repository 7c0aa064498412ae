package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// smallDisk mounts a file system in memory and returns its folder and what gives it another size in
// KB. The test is skipped where that is not permitted, unless FBASIM_REQUIRE names tmpfs.
func smallDisk(t *testing.T, size int) (dir string, grow func(size int)) {
	t.Helper()
	dir = t.TempDir()
	mount := func(options string) ([]byte, error) {
		return exec.Command("mount", "-t", "tmpfs", "-o", options, "tmpfs", dir).CombinedOutput()
	}
	if out, err := mount(fmt.Sprintf("size=%dk", size)); err != nil {
		if slices.Contains(strings.Split(os.Getenv("FBASIM_REQUIRE"), ","), "tmpfs") {
			t.Fatalf("%v: %s", err, out)
		}
		t.Skipf("no file system can be mounted: %v", err)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	})
	return dir, func(size int) {
		if out, err := mount(fmt.Sprintf("remount,size=%dk", size)); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
}

// TestAFullDiskLosesNothing: on a disk that is a little larger each time, until all fits, every failure
// is told, units that were finished stay as they are, and in the end come the bytes of a large disk.
func TestAFullDiskLosesNothing(t *testing.T) {
	program := child(t)
	for kind, args := range manySmall() {
		t.Run(kind, func(t *testing.T) {
			large := t.TempDir()
			if out, err := exec.Command(program, append(slices.Clone(args), "-o", large)...).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			step := map[string]int{"sweep": 60, "run": 600}[kind]
			disk, grow := smallDisk(t, step)
			full := 0
			for size := step; ; size += step {
				old := unitStamps(disk)
				out, err := exec.Command(program, append(slices.Clone(args), "-o", filepath.Join(disk))...).CombinedOutput()
				if err == nil {
					break
				}
				full++
				var exit *exec.ExitError
				if !errors.As(err, &exit) || exit.ExitCode() != exitInput ||
					!strings.Contains(string(out), "the disk is full") && !strings.Contains(string(out), "no space left") {
					t.Fatalf("%v: %s", err, out)
				}
				now := unitStamps(disk)
				for name, stamp := range old {
					if now[name] != stamp {
						t.Errorf("unit %s was lost or computed again", name)
					}
				}
				grow(size + step)
			}
			if full < 3 {
				t.Errorf("the disk was full %d times only", full)
			}
			same(t, steady(t, disk), steady(t, large))
		})
	}
}
