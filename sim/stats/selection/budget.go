package selection

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"fbasim/sim/stats"
)

// ProbCorrect returns a lower bound for the probability that the system with the best sample mean is
// the best one, or worse than it by less than delta >= 0: one less the sum over the others of the
// posterior probability to be better by delta or more (Chen, Lin, Yucesan & Chick 2000, Discrete
// Event Dyn. Syst. 10:251-270, the approximate probability of correct selection by Bonferroni).
// Systems are independent with at least two replications each. The bound is an approximation, since
// it takes sample variances for the true ones, and is optimistic for fewer than some 20
// replications; it may be negative.
func ProbCorrect(systems []stats.Summary, delta float64, goal stats.Goal) float64 {
	best := bestOf(systems, goal)
	p := 1.0
	for i, s := range systems {
		if i == best {
			continue
		}
		b := systems[best]
		gap := loss(s.Mean, b.Mean, goal) + delta
		se := math.Sqrt(s.Variance()/float64(s.N) + b.Variance()/float64(b.N))
		switch {
		case se > 0:
			p -= distuv.UnitNormal.CDF(-gap / se)
		case gap == 0:
			p -= 0.5
		}
	}
	return p
}

func bestOf(systems []stats.Summary, goal stats.Goal) int {
	best := 0
	for i, s := range systems {
		if s.N < 2 {
			panic("selection: two replications of every system are needed")
		}
		if goal.Better(s.Mean, systems[best].Mean) {
			best = i
		}
	}
	return best
}

// NextOCBA returns how a further step of replications should be divided among the systems, so that
// their numbers come as near to OCBA's division of all replications as can be without taking any
// back. The whole step is given out.
func NextOCBA(systems []stats.Summary, step int, goal stats.Goal) []int {
	total := step
	for _, s := range systems {
		total += s.N
	}
	want := OCBA(systems, float64(total), goal)
	missing := make([]float64, len(want))
	for i, s := range systems {
		missing[i] = math.Max(0, want[i]-float64(s.N))
	}
	return Round(scaled(missing, float64(step)), step)
}

// BudgetConfig are the parameters of a sequential allocation.
type BudgetConfig struct {
	Systems int     // number of systems, at least 2
	First   int     // first replications of every system, at least 2; 10 to 20 are usual
	Step    int     // replications divided at a time, at least 1
	Most    int     // replications in all at which to stop; 0 for no cap
	Target  float64 // probability of correct selection to reach, above 0 and below 1
	Delta   float64 // difference that does not matter, 0 or more
	Goal    stats.Goal
}

// ErrBudget is returned for a configuration outside its ranges.
var ErrBudget = errors.New("selection: a sequential allocation needs at least 2 systems, 2 first replications, " +
	"a step of 1, a target between 0 and 1 and a difference of 0 or more")

// Budget is a running sequential allocation by OCBA: after the first replications of every system it
// gives out steps until ProbCorrect reaches the target. It promises the target approximately; KN
// promises it exactly for normal outputs, and takes more.
type Budget struct {
	cfg     BudgetConfig
	systems []stats.Summary
}

// NewBudget starts a sequential allocation.
func NewBudget(cfg BudgetConfig) (*Budget, error) {
	if cfg.Systems < 2 || cfg.First < 2 || cfg.Step < 1 || cfg.Most < 0 ||
		!(cfg.Target > 0 && cfg.Target < 1) || !(cfg.Delta >= 0) {
		return nil, ErrBudget
	}
	return &Budget{cfg, make([]stats.Summary, cfg.Systems)}, nil
}

// Next returns how many replications to take of each system now, nil when done.
func (b *Budget) Next() []int {
	more, first := make([]int, b.cfg.Systems), false
	for i, s := range b.systems {
		more[i] = max(0, b.cfg.First-s.N)
		first = first || more[i] > 0
	}
	if first {
		return more
	}
	step := b.cfg.Step
	if b.cfg.Most > 0 {
		step = min(step, b.cfg.Most-b.Replications())
	}
	if step <= 0 || b.Probability() >= b.cfg.Target {
		return nil
	}
	return NextOCBA(b.systems, step, b.cfg.Goal)
}

// Add takes the output of a further replication of a system.
func (b *Budget) Add(system int, output float64) { b.systems[system].Add(output) }

// Merge takes the outputs of a block of replications of a system.
func (b *Budget) Merge(system int, block stats.Summary) { b.systems[system].Merge(block) }

// Probability is the bound of ProbCorrect so far. Two replications of every system are needed.
func (b *Budget) Probability() float64 { return ProbCorrect(b.systems, b.cfg.Delta, b.cfg.Goal) }

// Replications returns the number of replications of all systems so far.
func (b *Budget) Replications() int {
	n := 0
	for _, s := range b.systems {
		n += s.N
	}
	return n
}

// Systems returns the summaries so far.
func (b *Budget) Systems() []stats.Summary { return append([]stats.Summary(nil), b.systems...) }

// Best returns the system with the best mean so far.
func (b *Budget) Best() int { return bestOf(b.systems, b.cfg.Goal) }
