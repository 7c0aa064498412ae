package sweep_test

import (
	"os"
	"testing"

	"fbasim/sim/diag"
	"fbasim/sim/study"
	"fbasim/sim/sweep"
)

const tool = "fbasim test"

// open opens the quickstart with overrides.
func open(t testing.TB, sets ...string) *study.Study {
	t.Helper()
	s, list, err := study.Open("../../scenarios/quickstart.toml", study.Options{Sets: sets, Read: os.ReadFile})
	if err != nil || list.Errors() > 0 {
		t.Fatal(err, list.All())
	}
	return s
}

// newSweep makes a sweep of 20 replications a point.
func newSweep(t testing.TB, st *study.Study, specs ...string) *sweep.Sweep {
	t.Helper()
	list := &diag.List{}
	s := sweep.New(st, sweep.Settings{Specs: specs, Replications: 20}, tool, list)
	if list.Errors() > 0 {
		t.Fatal(list.All())
	}
	return s
}
