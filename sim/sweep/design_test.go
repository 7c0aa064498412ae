package sweep_test

import (
	"slices"
	"strings"
	"testing"

	"fbasim/sim/diag"
	"fbasim/sim/study"
	"fbasim/sim/sweep"
	"fbasim/sim/unit"
)

const demand = "product.IRON.demand.CA="

func settle(t *testing.T, st *study.Study, o sweep.Settings) *sweep.Sweep {
	t.Helper()
	list := &diag.List{}
	s := sweep.New(st, o, tool, list)
	if s == nil {
		t.Fatal(list.All())
	}
	return s
}

func TestAGridHasAllCombinationsAndAZipPairs(t *testing.T) {
	st := open(t)
	specs := []string{price + "[30 CAD, 40 CAD]", demand + "[10 units/month, 20 units/month]"}
	grid := settle(t, st, sweep.Settings{Specs: specs})
	if got := grid.Design.Points; !slices.EqualFunc(got, [][]int{{0, 0}, {0, 1}, {1, 0}, {1, 1}}, slices.Equal) {
		t.Errorf("grid %v", got)
	}
	zip := settle(t, st, sweep.Settings{Specs: specs, Design: "zip"})
	if got := zip.Design.Points; !slices.EqualFunc(got, [][]int{{0, 0}, {1, 1}}, slices.Equal) {
		t.Errorf("zip %v", got)
	}
	list := &diag.List{}
	specs[1] = demand + "[10 units/month]"
	if sweep.New(st, sweep.Settings{Specs: specs, Design: "zip"}, tool, list) != nil || list.All()[0].Code != "count" {
		t.Errorf("problems %v", list.All())
	}
}

// TestSamplesFillTheirRanges: of n points of a Latin hypercube every n-th of each range has one, of
// 2^k points of a Sobol sequence too.
func TestSamplesFillTheirRanges(t *testing.T) {
	const n = 16
	st := open(t)
	for _, name := range []string{"lhs", "sobol"} {
		s := settle(t, st, sweep.Settings{Specs: []string{price + "30..62 CAD", demand + "0..160 units/month",
			"case.local.program.CA=[local-fba, remote-fulfillment]"}, Design: name, Points: n})
		for p, width := range []float64{2, 10} {
			var strata []int
			from := []float64{30, 0}[p]
			for k := range s.Design.Points {
				x := s.Design.Parameters[p].Values[s.Design.Points[k][p]].Number
				strata = append(strata, int((x-from)/width+1e-9))
			}
			slices.Sort(strata)
			for i := range n {
				if strata[i] != i {
					t.Fatalf("%s, parameter %d: strata %v", name, p, strata)
				}
			}
		}
		first := 0
		for _, point := range s.Design.Points {
			first += point[2]
		}
		if first != n/2 {
			t.Errorf("%s: %d of %d points have the second program", name, first, n)
		}
	}
}

func TestTheSeedChoosesTheHypercubeAndNothingElse(t *testing.T) {
	at := func(seed string) string {
		s := settle(t, open(t, "experiment.seed="+seed), sweep.Settings{Specs: []string{price + "30..60 CAD"}, Design: "lhs", Points: 5})
		return words(s)
	}
	if at("1") != at("1") || at("1") == at("2") {
		t.Errorf("seed 1: %s\nseed 2: %s", at("1"), at("2"))
	}
}

// TestEveryPointIsCheckedAndEveryMistakeToldOnce: a wrong value stands in several points, and is
// told once, where it is written.
func TestEveryPointIsCheckedAndEveryMistakeToldOnce(t *testing.T) {
	s := settle(t, open(t), sweep.Settings{Specs: []string{
		price + "[30 CAD, -4 CAD]", "replenish.CA.cover=[20 d, 30 d]", "case.local.program.CA=[local-fba, local-fab]",
	}})
	list := &diag.List{}
	if err := s.Check(t.Context(), unit.Shard{}, 2, nil, list); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range list.All() {
		got = append(got, p.Error()+" | "+p.More)
	}
	for _, want := range []string{
		"-p:1:32: error[range]", "-p:3:35: error[unknown-name]",
		"point 2 of 8: product.IRON.price.CA = 30 CAD, replenish.CA.cover = 20 d", "and 3 more points",
	} {
		if !strings.Contains(strings.Join(got, "\n"), want) {
			t.Errorf("no %q in\n%s", want, strings.Join(got, "\n"))
		}
	}
	if len(got) > 3 {
		t.Errorf("%d problems:\n%s", len(got), strings.Join(got, "\n"))
	}
}
