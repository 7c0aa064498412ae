package selection

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"fbasim/sim/stats"
)

func TestProbCorrectOfTwoSystems(t *testing.T) {
	a, b := sample(20, 5, 4), sample(40, 6, 9)
	z := 1 / math.Sqrt(4.0/20+9.0/40)
	near(t, "minimize", ProbCorrect([]stats.Summary{a, b}, 0, stats.Minimize), distuv.UnitNormal.CDF(z), 1e-12)
	near(t, "maximize", ProbCorrect([]stats.Summary{a, b}, 0, stats.Maximize), distuv.UnitNormal.CDF(z), 1e-12)
	near(t, "with a difference that does not matter",
		ProbCorrect([]stats.Summary{a, b}, 1, stats.Minimize), distuv.UnitNormal.CDF(2*z), 1e-12)
	near(t, "no variance", ProbCorrect([]stats.Summary{sample(2, 5, 0), sample(2, 6, 0)}, 0, stats.Minimize), 1, 0)
	near(t, "equal", ProbCorrect([]stats.Summary{sample(2, 5, 0), sample(2, 5, 0)}, 0, stats.Minimize), 0.5, 0)
}

func TestNextOCBATakesNothingBack(t *testing.T) {
	systems := []stats.Summary{sample(100, 1, 36), sample(20, 2, 36), sample(20, 3, 36), sample(300, 4, 36)}
	next := NextOCBA(systems, 30, stats.Minimize)
	sum := 0
	for _, n := range next {
		if n < 0 {
			t.Errorf("%v", next)
		}
		sum += n
	}
	if sum != 30 || next[3] != 0 || next[1] <= next[2] {
		t.Errorf("step %v: the far system has too many, the second best too few", next)
	}
}

// TestBudgetEnds with what it can know: at once where nothing varies, at the cap where all is equal.
func TestBudgetEnds(t *testing.T) {
	cfg := BudgetConfig{Systems: 3, First: 5, Step: 10, Most: 100, Target: 0.95, Goal: stats.Minimize}
	run := func(output func(system, n int) float64) *Budget {
		b, err := NewBudget(cfg)
		if err != nil {
			t.Fatal(err)
		}
		for next := b.Next(); next != nil; next = b.Next() {
			for i, n := range next {
				for range n {
					b.Add(i, output(i, b.Systems()[i].N))
				}
			}
		}
		return b
	}
	clear := run(func(system, n int) float64 { return 10*float64(system) + float64(n%2) })
	if clear.Replications() != 15 || clear.Best() != 0 || clear.Probability() < 0.95 {
		t.Errorf("a clear case: %d replications, best %d", clear.Replications(), clear.Best())
	}
	equal := run(func(_, n int) float64 { return float64(n % 7) })
	if equal.Replications() != 100 {
		t.Errorf("equal systems: %d replications", equal.Replications())
	}
	if _, err := NewBudget(BudgetConfig{Systems: 1}); err == nil {
		t.Error("one system must be refused")
	}
}
