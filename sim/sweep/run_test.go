package sweep_test

import (
	"bytes"
	"context"
	"errors"
	"math/bits"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"fbasim/sim/diag"
	"fbasim/sim/result"
	"fbasim/sim/sweep"
	"fbasim/sim/unit"
)

// short is a sweep of four weeks: several units of work in little time.
func short(t testing.TB, tool string, o sweep.Settings, sets ...string) *sweep.Sweep {
	t.Helper()
	list := &diag.List{}
	s := sweep.New(open(t, append([]string{"horizon=4 w"}, sets...)...), o, tool, list)
	if s == nil {
		t.Fatal(list.All())
	}
	return s
}

// many has several units of several points each, long several units of the replications of a point.
func many() sweep.Settings {
	return sweep.Settings{Specs: []string{price + "50..65 CAD step 1"}, Replications: 20}
}

func long() sweep.Settings {
	return sweep.Settings{Specs: []string{price + "[55 CAD, 60 CAD]"}, Replications: 300, Metrics: []string{"profit"}}
}

// compute computes what is missing in a folder.
func compute(t testing.TB, s *sweep.Sweep, dir string, workers int) (damaged []string) {
	t.Helper()
	p, err := s.Pending(dir, unit.Shard{})
	if err == nil {
		err = s.Run(t.Context(), dir, p, workers, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return p.Damaged
}

// table is the merged table's text.
func table(t testing.TB, s *sweep.Sweep, dir string) string {
	t.Helper()
	merged, err := s.Merge(dir)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := result.WriteSweepTable(&b, merged); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestUnitsCoverAllPointsAndReplicationsOnce(t *testing.T) {
	for _, o := range []sweep.Settings{many(), long(), {Specs: []string{price + "50 CAD"}, Replications: 1}} {
		s := short(t, tool, o)
		done := map[[2]int]int{}
		for i, u := range s.Units() {
			if u.Index != i || u.Work() < 1 {
				t.Errorf("unit %d: %+v", i, u)
			}
			for p := u.FromPoint; p < u.ToPoint; p++ {
				for r := u.FromRep; r < u.ToRep; r++ {
					done[[2]int{p, r}]++
				}
			}
		}
		for p := range s.Design.Points {
			for r := range s.Replications {
				if done[[2]int{p, r}] != 1 {
					t.Errorf("point %d, replication %d is in %d units", p, r, done[[2]int{p, r}])
				}
			}
		}
		if len(done) != len(s.Design.Points)*s.Replications {
			t.Errorf("%d replications", len(done))
		}
	}
}

// TestAnyWorkersAndAnyOrderGiveTheSameBytes: two workers, one, and single units from the last to the
// first by sweeps opened anew.
func TestAnyWorkersAndAnyOrderGiveTheSameBytes(t *testing.T) {
	for _, o := range []sweep.Settings{many(), long()} {
		s := short(t, tool, o)
		if len(s.Units()) < 3 {
			t.Fatalf("%d units", len(s.Units()))
		}
		dirs := []string{t.TempDir(), t.TempDir(), t.TempDir()}
		compute(t, s, dirs[0], 2)
		compute(t, s, dirs[1], 1)
		for _, u := range slices.Backward(s.Units()) {
			other := short(t, tool, o)
			var stop atomic.Bool
			values, err := other.Compute(u, &stop, nil)
			if err == nil {
				err = other.WriteUnit(dirs[2], u, values)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		want := table(t, s, dirs[0])
		if table(t, s, dirs[1]) != want || table(t, s, dirs[2]) != want {
			t.Error("the tables differ")
		}
	}
}

// TestAnyShardsInAnyOrderGiveTheSameBytes: any number of shards, each a sweep of its own as in a process
// of its own, checked and computed in any order, some again, with any number of workers.
func TestAnyShardsInAnyOrderGiveTheSameBytes(t *testing.T) {
	st := open(t, "horizon=1 w")
	o := sweep.Settings{Specs: []string{price + "50..59 CAD step 1"}, Replications: 50, Metrics: []string{"profit", "units_sold.CA"}}
	process := func() *sweep.Sweep { return sweep.New(st, o, tool, &diag.List{}) }
	s, whole := process(), t.TempDir()
	compute(t, s, whole, 2)
	want := table(t, s, whole)
	if len(s.Units()) < 4 {
		t.Fatalf("%d units", len(s.Units()))
	}
	tries := 0
	rapid.Check(t, func(rt *rapid.T) {
		if tries++; tries > 15 {
			return // each is a dozen sweeps
		}
		n := rapid.IntRange(1, 6).Draw(rt, "shards")
		var all []int
		for i := range n {
			all = append(all, i, i)
		}
		dir := t.TempDir()
		for _, i := range rapid.Permutation(all).Draw(rt, "order") {
			shard, list := unit.Shard{Index: i, Count: n}, &diag.List{}
			workers := rapid.IntRange(1, 3).Draw(rt, "workers")
			part := process()
			err := part.Check(t.Context(), shard, workers, nil, list)
			p, pending := part.Pending(dir, shard)
			if err := errors.Join(err, pending, list.Err()); err != nil {
				rt.Fatal(err)
			}
			if err := part.Run(t.Context(), dir, p, workers, nil); err != nil {
				rt.Fatal(err)
			}
		}
		if err := s.Verify(dir); err != nil {
			rt.Fatal(err)
		}
		if got := table(t, s, dir); got != want {
			rt.Fatal("the tables differ")
		}
	})
}

// TestAPointHasTheFiguresOfARunAtItsValues: a row of the table is what a run of the scenario with the
// values of the point finds.
func TestAPointHasTheFiguresOfARunAtItsValues(t *testing.T) {
	s := short(t, tool, sweep.Settings{Specs: []string{demand + "[50 units/month, 90 units/month]"}, Replications: 6})
	dir := t.TempDir()
	compute(t, s, dir, 2)
	merged, err := s.Merge(dir)
	if err != nil {
		t.Fatal(err)
	}
	e := open(t, "horizon=4 w", demand+"90 units/month").Experiment(1)
	m, _, _ := e.Metrics([]string{"all"})
	var stop atomic.Bool
	block, err := e.Block(m, 0, 6, &stop, nil)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, c := range e.Summarize(m, [][]float64{block}).Cases {
		for _, r := range merged.Rows {
			if x := c.Metric(r.Metric); r.Point == 2 && r.Case == c.Name {
				found++
				if x.Mean != r.Mean && x.N > 0 || x.CI != r.CI || x.N != r.N {
					t.Errorf("%s %s is %v, in a run %v", r.Case, r.Metric, r.Mean, x.Mean)
				}
			}
		}
	}
	if found < 10 || 2*found != len(merged.Rows) {
		t.Errorf("%d of %d rows compared", found, len(merged.Rows))
	}
}

func TestFinishedUnitsAreNotComputedAgain(t *testing.T) {
	s := short(t, tool, many())
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	p, _ := s.Pending(dir, unit.Shard{})
	err := s.Run(ctx, dir, p, 1, func(_ string, done, total int) {
		if done > total/2 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	left, err := s.Pending(dir, unit.Shard{})
	if err != nil || left.Have == 0 || len(left.Units) == 0 || left.Total != p.Total || left.Work >= p.Work {
		t.Fatalf("%+v, %v", left, err)
	}
	steps := 0
	if err := s.Run(t.Context(), dir, left, 1, func(string, int, int) { steps++ }); err != nil || steps != left.Work {
		t.Errorf("%d replications for %d missing ones, %v", steps, left.Work, err)
	}
	whole := t.TempDir()
	compute(t, s, whole, 2)
	if table(t, s, dir) != table(t, s, whole) {
		t.Error("the table of an interrupted sweep differs")
	}
}

// TestADamagedUnitIsNamedAndComputedAgain: cut short anywhere or with any bit flipped.
func TestADamagedUnitIsNamedAndComputedAgain(t *testing.T) {
	s := short(t, tool, sweep.Settings{Specs: []string{price + "[50 CAD, 60 CAD]"}, Replications: 3, Metrics: []string{"profit"}})
	dir := t.TempDir()
	compute(t, s, dir, 1)
	want := table(t, s, dir)
	path := unit.Path(dir, 0)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		data := slices.Clone(whole)
		if rapid.Bool().Draw(rt, "cut") {
			data = data[:rapid.IntRange(0, len(data)-1).Draw(rt, "bytes")]
		} else {
			bit := rapid.IntRange(0, 8*len(data)-1).Draw(rt, "bit")
			data[bit/8] ^= byte(bits.RotateLeft8(1, bit%8))
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			rt.Fatal(err)
		}
		p, err := s.Pending(dir, unit.Shard{})
		if err != nil || !slices.Equal(p.Damaged, []string{path}) || len(p.Units) != 1 {
			rt.Fatalf("%+v, %v", p, err)
		}
		if _, err := s.Merge(dir); err == nil {
			rt.Fatal("a damaged unit was merged")
		}
	})
	if damaged := compute(t, s, dir, 1); len(damaged) != 1 || table(t, s, dir) != want {
		t.Errorf("damaged %v", damaged)
	}
}

// TestAUnitOfSomethingElseIsRefused: of other inputs, of another version, or of another number.
func TestAUnitOfSomethingElseIsRefused(t *testing.T) {
	s := short(t, tool, many())
	for _, x := range []struct {
		other *sweep.Sweep
		unit  int
		what  string
	}{
		{short(t, tool, many(), "experiment.seed=5"), 0, "its inputs are others"},
		{short(t, "fbasim 9.9", many()), 0, "written by fbasim 9.9"},
		{s, 1, "it is unit 1"},
	} {
		dir := t.TempDir()
		u := x.other.Units()[x.unit]
		var stop atomic.Bool
		values, err := x.other.Compute(u, &stop, nil)
		if err == nil {
			err = x.other.WriteUnit(dir, u, values)
		}
		if err == nil && x.unit > 0 {
			err = os.Rename(unit.Path(dir, u.Index), unit.Path(dir, 0))
		}
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Pending(dir, unit.Shard{})
		var foreign *unit.Foreign
		if !errors.As(err, &foreign) || !strings.Contains(foreign.What, x.what) || filepath.Base(foreign.File) != "000000.unit" {
			t.Errorf("%v, want %q", err, x.what)
		}
	}
}

func TestTheHashOfASweepKnowsItsPoints(t *testing.T) {
	one := short(t, tool, many())
	if same := short(t, tool, many()); same.Hash() != one.Hash() {
		t.Error("equal sweeps have different hashes")
	}
	for name, other := range map[string]*sweep.Sweep{
		"other values": short(t, tool, sweep.Settings{Specs: []string{price + "50..65 CAD step 3"}, Replications: 20}),
		"replications": short(t, tool, sweep.Settings{Specs: many().Specs, Replications: 21}),
		"metrics":      short(t, tool, sweep.Settings{Specs: many().Specs, Replications: 20, Metrics: []string{"profit"}}),
		"scenario":     short(t, tool, many(), "product.IRON.cost=8 USD"),
		"version":      short(t, "fbasim 9.9", many()),
	} {
		if other.Hash() == one.Hash() {
			t.Errorf("%s: the same hash", name)
		}
	}
}
