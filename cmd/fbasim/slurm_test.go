package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// slurmPlan is a sweep by Slurm and what is done to it on the way.
type slurmPlan struct {
	units, tasks int
	horizon      string
	killTask     []int // kill -9 of one program as soon as so many units are there
	killNode     int   // kill -9 of the node's daemon and of all tasks, likewise; 0 for never
	limit        time.Duration
}

func TestSlurmLosesNothingWhenATaskIsKilled(t *testing.T) {
	sweepBySlurm(t, slurmPlan{units: 20, tasks: 4, horizon: "52 w", killTask: []int{2}, limit: 4 * time.Minute})
}

// TestSlurmGoesOnWhereASweepWasCancelled: what the user cancels is not repeated, the merge says what is
// missing, and submitting again completes it.
func TestSlurmGoesOnWhereASweepWasCancelled(t *testing.T) {
	s := newSlurm(t, 4*time.Minute)
	b := s.bench(12, "52 w")
	b.submit(4)
	s.atLeast(2, b.many(), map[string]time.Time{})
	if out, err := exec.CommandContext(s.ctx, "scancel", "1", "2").CombinedOutput(); err != nil {
		t.Fatalf("scancel: %v %s", err, out)
	}
	s.until("nothing is queued", func() bool { return s.queue() == 0 })
	if n := s.repeated(); n > 0 {
		t.Errorf("%d tasks that were cancelled were repeated", n)
	}
	out, err := b.try("merge", "many", "--shards", "4")
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitInput || !strings.Contains(out, "of 12 units") ||
		!strings.Contains(out, "missing") || !strings.Contains(out, "of auto/4") {
		t.Errorf("merge: %v\n%s", err, out)
	}
	script, err := filepath.Glob(filepath.Join(b.many(), "*", "*.slurm", "submit.sh"))
	if err != nil || len(script) != 1 {
		t.Fatal(script, err)
	}
	if out, err := exec.CommandContext(s.ctx, "bash", script[0]).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	s.until("nothing is queued", func() bool { return s.queue() == 0 })
	b.same()
}

// sweepBySlurm runs a sweep as an array, through submit slurm --go, kills what the plan says, and
// compares the merged folder with that of one process, byte for byte.
func sweepBySlurm(t *testing.T, plan slurmPlan) {
	s := newSlurm(t, plan.limit)
	b := s.bench(plan.units, plan.horizon)
	began := time.Now()
	b.submit(plan.tasks)
	s.disturb(plan, b.many())
	s.until("nothing is queued", func() bool { return s.queue() == 0 })
	t.Logf("Slurm: %.1f s", time.Since(began).Seconds())
	if n := s.repeated(); plan.killNode == 0 && n != len(plan.killTask) {
		t.Errorf("%d tasks were killed, and %d were repeated", len(plan.killTask), n)
	}
	b.same()
}

// slurmBench is a sweep beside a Slurm, in a folder whose name is hard on scripts.
type slurmBench struct {
	s             *slurm
	program, work string
	sweep         []string // its arguments
}

// bench prepares a sweep of so many units.
func (s *slurm) bench(units int, horizon string) *slurmBench {
	self, err := os.Executable()
	if err != nil {
		s.t.Fatal(err)
	}
	b := &slurmBench{s: s, program: s.path("fbasim"), work: s.path("it's 100% $HOME")}
	err = errors.Join(os.Symlink(self, b.program), os.Mkdir(b.work, 0o755),
		os.WriteFile(filepath.Join(b.work, "grid 1.toml"), []byte(gridScenario), 0o644))
	if err != nil {
		s.t.Fatal(err)
	}
	b.sweep = []string{"grid 1.toml", "-p", fmt.Sprintf("product.IRON.price.CA=50..70 CAD points %d", units),
		"--set", fmt.Sprintf("horizon=%q", horizon)}
	return b
}

func (b *slurmBench) many() string { return filepath.Join(b.work, "many") }

// try runs the program in the folder.
func (b *slurmBench) try(args ...string) (out string, err error) {
	cmd := exec.CommandContext(b.s.ctx, b.program, args...)
	cmd.Dir = b.work
	text, err := cmd.CombinedOutput()
	return string(text), err
}

func (b *slurmBench) submit(tasks int) {
	b.s.t.Helper()
	out, err := b.try(append([]string{"submit", "slurm", "-o", "many", "--unit-time=500ms", "--time=5m",
		"--tasks", fmt.Sprint(tasks), "--fbasim", b.program, "--go"}, b.sweep...)...)
	b.s.t.Logf("%s", out)
	if err != nil {
		b.s.t.Fatal(err)
	}
}

// same compares what Slurm left with what one process makes.
func (b *slurmBench) same() {
	b.s.t.Helper()
	began := time.Now()
	if out, err := b.try(append([]string{"sweep", "-o", "alone", "-q"}, b.sweep...)...); err != nil {
		b.s.t.Fatalf("%v\n%s", err, out)
	}
	b.s.t.Logf("one process: %.1f s", time.Since(began).Seconds())
	sameResults(b.s.t, b.work)
}

// sameResults compares what one process and Slurm wrote.
func sameResults(t *testing.T, work string) {
	t.Helper()
	scripts, err := filepath.Glob(filepath.Join(work, "many", "*", "*.slurm"))
	if err != nil || len(scripts) != 1 {
		t.Fatal(scripts, err)
	}
	want, got := contents(t, filepath.Join(work, "alone")), contents(t, filepath.Join(work, "many"))
	for name := range got {
		if strings.Contains(name, ".slurm/") {
			delete(got, name)
		}
	}
	if len(want) != 3 || !maps.Equal(got, want) {
		t.Errorf("Slurm left %v, one process %v", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
	}
}

// disturb kills what the plan says, when it says so, and holds that no unit is computed twice.
func (s *slurm) disturb(plan slurmPlan, root string) {
	seen := map[string]time.Time{}
	after := func(units int) { s.atLeast(units, root, seen) }
	for _, units := range plan.killTask {
		after(units)
		s.until("a task runs", func() bool {
			tasks := s.tasks()
			if len(tasks) > 0 {
				task{tasks[0].pids[:1]}.kill()
			}
			return len(tasks) > 0
		})
		s.t.Logf("killed a task after %d units", len(seen))
	}
	if plan.killNode > 0 {
		after(plan.killNode)
		tasks := s.tasks()
		_ = s.node.Process.Kill()
		for _, t := range tasks {
			t.kill()
		}
		_ = s.node.Wait()
		s.t.Logf("killed slurmd and %d tasks after %d units", len(tasks), len(seen))
		s.startNode()
	}
}

// atLeast waits for so many units; seen are those of before, which must not be written again.
func (s *slurm) atLeast(units int, root string, seen map[string]time.Time) {
	s.until(fmt.Sprintf("%d units are there", units), func() bool {
		now := stamps(root)
		for name, at := range now {
			if old, ok := seen[name]; ok && old != at {
				s.t.Errorf("unit %s was computed again", name)
			}
			seen[name] = at
		}
		return len(now) >= units
	})
}

const gridScenario = `schema   = 1
name     = "Iron, on a cluster"
start    = 2026-02-02
horizon  = "60 d"
currency = "USD"

[product.IRON]
category = "Home & Kitchen"
size     = "12.6 x 6.6 x 5.5 in"
weight   = "3.35 lb"
cost     = "9.10 USD"
returns  = "8 %"
price.US = "34.99 USD"
price.CA = "59.99 CAD"
demand.US  = "60 units/month"
demand.CA  = "pert(20, 40, 80) units/month"
opening.US = "400 units aged 40 d"

[local.CA]
setup   = "200 CAD"
monthly = "20 CAD/month"
entry   = "15 USD/shipment"

[replenish.US]
policy    = "order-up-to"
cover     = "60 d"
lead_time = "pert(20, 30, 55) d"

[replenish.CA]
policy    = "order-up-to"
cover     = "60 d"
review    = "28 d"
lead_time = "pert(14, 21, 45) d"
freight   = "1.35 USD/unit"
duty      = "6.5 %"

[fx]
CAD = "0.731 USD"

[assume]
cards = "nearest"

[case.remote]
program.CA = "remote-fulfillment"

[case.local]
program.CA = "local-fba"

[experiment]
seed         = 7
replications = 128
`
