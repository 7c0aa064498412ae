package study_test

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"fbasim/sim/model"
	"fbasim/sim/study"
)

// TestAReplicationDoesNotDependOnThoseBeforeIt: an arena that has simulated others gives what a new
// one gives, in every scenario and in plans that begin by a condition on stock. Else results would
// depend on which worker takes which replication.
func TestAReplicationDoesNotDependOnThoseBeforeIt(t *testing.T) {
	files, err := filepath.Glob("../../scenarios/*.toml")
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		s, list, err := study.Open(file, study.Options{Read: os.ReadFile})
		if err != nil || list.Errors() > 0 {
			t.Fatal(err, list.All())
		}
		reused(t, file, s)
	}
	s, list := open(t).At("replenish.CA.from=2026-03-01",
		`case.local.program.CA=[{ use = "local-fba", when = "stock.CA > 0" }, { use = "remote-fulfillment" }]`)
	if list.Errors() > 0 {
		t.Fatal(list.All())
	}
	reused(t, "quickstart.toml, switching by stock", s)
}

func reused(t *testing.T, name string, s *study.Study) {
	t.Helper()
	for c := range s.Cases {
		cfg := s.Cases[c].Config
		arena := model.NewRun(cfg)
		for rep := range 3 {
			o := model.Options{Seed: 7, Replication: rep}
			again, err := arena.Simulate(o)
			fresh, err2 := model.NewRun(cfg).Simulate(o)
			if err != nil || err2 != nil {
				t.Fatal(name, err, err2)
			}
			if !reflect.DeepEqual(again, fresh) {
				t.Errorf("%s, case %s: replication %d earns %v after others, %v alone", name,
					s.Cases[c].Plan.Case, rep, again.Profit, fresh.Profit)
				break
			}
		}
	}
}
