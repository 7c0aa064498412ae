package result

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"
)

func whole(title string) *Sweep {
	s := sampleSweep()
	s.Manifest.Title, s.Resolved = title, "schema = 1\n"
	s.Manifest.Inputs = Inputs{Tool: "fbasim test", Scenario: "widget", Options: []string{"sweep-design=grid"}}
	return s
}

func TestASweepReadsBackFromItsFolderAndIsReused(t *testing.T) {
	root := t.TempDir()
	s := whole("one")
	reused, err := SaveSweep(root, s, Options{})
	if err != nil || reused || filepath.Dir(s.Dir) != filepath.Join(root, "widget") ||
		!strings.HasPrefix(filepath.Base(s.Dir), SweepPrefix) {
		t.Fatal(reused, err, s.Dir)
	}
	dir, ok := ExistingSweep(root, s.Manifest.Inputs)
	got, err := ReadSweep(dir)
	if err != nil || !ok || got.Resolved != s.Resolved || len(got.Rows) != len(s.Rows) ||
		!reflect.DeepEqual(got.Parameters, s.Parameters) || got.Manifest.Hash != s.Manifest.Inputs.Hash() {
		t.Errorf("%v %v: %+v", ok, err, got)
	}
	if run := (Manifest{Run: "widget/0a1b2c3d"}); !got.Manifest.OfSweep() || run.OfSweep() {
		t.Error("sweeps and runs are not told apart")
	}
	if reused, err := SaveSweep(root, whole("two"), Options{}); err != nil || !reused {
		t.Errorf("an equal sweep is written again: %v", err)
	}
	if _, err := os.Stat(filepath.Join(root, "widget", LatestFile)); err == nil {
		t.Error("a sweep is noted as the newest run")
	}
}

// TestACrashWhileASweepIsWrittenLeavesNoHalfOne: at any step, its folder is absent, the old one, or
// whole.
func TestACrashWhileASweepIsWrittenLeavesNoHalfOne(t *testing.T) {
	root := t.TempDir()
	steps := 0
	for ; steps < 200; steps++ {
		s := whole("new")
		_, err := saveSweep(failingDisk{left: ptr(steps), err: syscall.ENOSPC}, root, s, Options{Force: true})
		if err == nil {
			break
		}
		if !strings.Contains(err.Error(), "disk is full") || !errors.Is(err, syscall.ENOSPC) {
			t.Fatalf("step %d: %v", steps, err)
		}
		if _, err := os.Stat(s.Dir); err == nil {
			if changed, err := Changed(s.Dir); err != nil || len(changed) > 0 {
				t.Fatalf("step %d: a half result is visible: %v %v", steps, changed, err)
			}
		}
		must(t, CleanSweep(s.Dir))
		if left, _ := filepath.Glob(filepath.Join(root, "widget", ".sweep-*")); len(left) > 0 {
			t.Fatalf("step %d leaves %v", steps, left)
		}
	}
	if _, ok := ExistingSweep(root, whole("").Manifest.Inputs); !ok || steps < 9 {
		t.Errorf("after %d steps there is no sweep", steps)
	}
}

func TestAFileIsWrittenWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "units", "1.unit")
	must(t, WriteWhole(path, []byte("old")))
	for steps := 0; ; steps++ {
		err := writeWhole(failingDisk{left: ptr(steps), err: syscall.ENOSPC}, path, []byte("a newer text"))
		text, readErr := os.ReadFile(path)
		if err == nil {
			if string(text) != "a newer text" || steps < 5 {
				t.Errorf("%q after %d steps", text, steps)
			}
			break
		}
		if readErr != nil || string(text) != "old" || !strings.Contains(err.Error(), "disk is full") {
			t.Fatalf("step %d: %q, %v, %v", steps, text, readErr, err)
		}
		left, _ := filepath.Glob(filepath.Join(dir, "units", "*.writing-*"))
		for _, f := range left { // where the disk also refused to remove them
			must(t, os.Remove(f))
		}
	}
}

// TestTwoProcessesOfOneNumberDoNotShareAFile: on two machines, process numbers may be equal.
func TestTwoProcessesOfOneNumberDoNotShareAFile(t *testing.T) {
	prefix := filepath.Join(t.TempDir(), "1.unit.writing-7-")
	one, first, err := createBeside(osDisk{}, prefix)
	must(t, err)
	two, second, err := createBeside(osDisk{}, prefix)
	must(t, err)
	if first == second {
		t.Errorf("both write %s", first)
	}
	must(t, errors.Join(one.Close(), two.Close()))
}

func TestTheWinnerChangesWhereTheMeansCross(t *testing.T) {
	s := &Sweep{Parameters: []SweepParameter{{"demand", "units/month"}, {"program", ""}}}
	for i, x := range []float64{10, 20, 40} { // "b" gains 3 a unit, "a" 1, and "b" pays 45 more
		for _, word := range []string{"p", "q"} {
			values := []SweepValue{{Number: x}, {Word: word}}
			fixed := 45.0
			if word == "q" {
				fixed = 1000
			}
			s.Rows = append(s.Rows,
				SweepRow{Point: 2*i + 1, Values: values, Case: "a", Metric: "profit", Mean: x},
				SweepRow{Point: 2*i + 1, Values: values, Case: "b", Metric: "profit", Mean: 3*x - fixed, Verdict: Worse})
			if word == "q" {
				s.Rows[len(s.Rows)-1].Point++
				s.Rows[len(s.Rows)-2].Point++
			}
		}
	}
	winners := s.Winners(s.MainMetric())
	if len(winners) != 6 || winners[0].Case != "a" || winners[4].Case != "b" || winners[1].Verdict != Better {
		t.Errorf("winners %+v", winners)
	}
	changes, lines := s.Changes(winners, 0)
	if len(changes) != 1 || lines != 2 {
		t.Fatalf("%d lines, changes %+v", lines, changes)
	}
	if c := changes[0]; c.At != 22.5 || c.Before != "a" || c.After != "b" || c.From != 20 || c.To != 40 || c.Values[1].Word != "p" {
		t.Errorf("change %+v", c)
	}
	if best := BestOf(winners, "profit", 2); best[0].Mean != 75 || best[1].Mean != 40 {
		t.Errorf("best %+v", best)
	}
}
