package main

import (
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
	sweepBySlurm(t, slurmPlan{units: 12, tasks: 4, horizon: "120 d", killTask: []int{2}, limit: 90 * time.Second})
}

// sweepBySlurm runs a sweep as an array, through submit slurm --go, kills what the plan says, and
// compares the merged folder with that of one process, byte for byte.
func sweepBySlurm(t *testing.T, plan slurmPlan) {
	s := newSlurm(t, plan.limit)
	program := s.path("fbasim")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(self, program); err != nil {
		t.Fatal(err)
	}
	work := s.path("it's 100% $HOME")
	if err := os.Mkdir(work, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(work, "grid 1.toml"), []byte(gridScenario), 0o644); err != nil {
		t.Fatal(err)
	}
	points := fmt.Sprintf("product.IRON.price.CA=50..70 CAD points %d", plan.units)
	set := fmt.Sprintf("horizon=%q", plan.horizon)
	fbasim := func(args ...string) string {
		cmd := exec.CommandContext(s.ctx, program, args...)
		cmd.Dir = work
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
		return string(out)
	}
	began := time.Now()
	fbasim("sweep", "grid 1.toml", "-p", points, "--set", set, "-o", "alone", "-q")
	t.Logf("one process: %.1f s", time.Since(began).Seconds())

	began = time.Now()
	t.Logf("%s", fbasim("submit", "slurm", "grid 1.toml", "-p", points, "--set", set, "-o", "many", "--unit-time=500ms", "--time=5m",
		"--tasks", fmt.Sprint(plan.tasks), "--program", program, "--go"))
	s.disturb(plan, filepath.Join(work, "many"))
	s.until("nothing is queued", func() bool { return s.queue() == 0 })
	t.Logf("Slurm: %.1f s", time.Since(began).Seconds())
	if n := s.repeated(); plan.killNode == 0 && n != len(plan.killTask) {
		t.Errorf("%d tasks were killed, and %d were repeated", len(plan.killTask), n)
	}
	sameResults(t, work)
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
	after := func(units int) {
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
