package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// terminal runs a command whose output is a pseudo-terminal of so many columns, as a person's is, and returns what
// appears on it. COLUMNS is not set: shells keep it to themselves.
func terminal(t *testing.T, columns uint16, env []string, name string, args ...string) string {
	t.Helper()
	screen, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no pseudo-terminals here:", err)
	}
	defer screen.Close()
	fd := int(screen.Fd())
	number, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 40, Col: columns}); err != nil {
		t.Fatal(err)
	}
	end, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = end, end
	cmd.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool {
		return strings.HasPrefix(v, "COLUMNS=") || strings.HasPrefix(v, "NO_COLOR=")
	}), env...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	end.Close()
	text, _ := io.ReadAll(screen) // ends with an error where the last program lets go of the terminal
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return strings.ReplaceAll(string(text), "\r\n", "\n")
}

// piped runs a command whose output is read by a program.
func piped(t *testing.T, columns int, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), fmt.Sprintf("COLUMNS=%d", columns))
	text, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestATerminalShowsTheWordsOfAPipeInColorAndInItsOwnWidth for run, compare, explain and sweep.
func TestATerminalShowsTheWordsOfAPipeInColorAndInItsOwnWidth(t *testing.T) {
	program, root := child(t), t.TempDir()
	scenario := filepath.Join(repository, "scenarios/quickstart.toml")
	short := []string{scenario, "--set", "horizon=8 w", "--progress", "none", "-o", root}
	for _, args := range [][]string{
		append([]string{"run", "--reps", "4"}, short...),
		{"compare", filepath.Join(root, "quickstart")},
		append([]string{"sweep", "--reps", "4", "-p", "product.IRON.price.CA=[55 CAD, 65 CAD]"}, short...),
		{"explain", filepath.Join(root, "quickstart"), "IRON"},
		{"check", scenario},
	} {
		for _, columns := range []int{80, 140} {
			plain := piped(t, columns, program, args...)
			seen := terminal(t, uint16(columns), nil, program, args...)
			if got := plainText(seen); got != plain {
				t.Errorf("%s at %d columns on a terminal:\n%s\nand piped:\n%s", args[0], columns, got, plain)
			}
			if colored := args[0] == "run" || args[0] == "compare" || args[0] == "sweep"; colored == (seen == plain) {
				t.Errorf("%s at %d columns: colors %v, want %v", args[0], columns, seen != plain, colored)
			}
			if got := terminal(t, uint16(columns), []string{"NO_COLOR=1"}, program, args...); got != plain {
				t.Errorf("%s with NO_COLOR has other words, or colors:\n%q", args[0], got)
			}
		}
	}
}
