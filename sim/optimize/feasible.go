package optimize

import (
	"math"

	"fbasim/sim/experiment"
	"fbasim/sim/random"
	"fbasim/sim/result"
	"fbasim/sim/scenario/compile"
)

// Conditions are on estimates. How sure one is shows in resamples of the replications: a condition that holds in
// nearly all of them, or in nearly none, is decided; others ask for more replications, and are "unclear" after
// that, when the estimate decides.
const (
	resamples = 200
	nearly    = 0.95 // share of resamples
	patience  = 5    // times the first stage
)

// judgeAll decides which candidates meet the conditions, with more replications of those that are near.
func (b *bench) judgeAll(first int) error {
	if len(b.problem.checks) == 0 {
		for _, c := range b.plans {
			c.feasible = yes
		}
		return nil
	}
	want := make([]int, len(b.plans))
	for i, c := range b.plans {
		if c.feasible == "" && c.config != nil {
			if b.judge(i); c.feasible == unclear {
				want[i] = patience * first
			}
		}
	}
	if err := b.Need(want); err != nil {
		return err
	}
	for i, n := range want {
		if n > 0 && b.plans[i].config != nil {
			b.judge(i)
		}
	}
	return nil
}

// The values of candidate.feasible.
const (
	yes     = "yes"
	no      = "no"
	unclear = "unclear"
)

// judge says whether a candidate meets the conditions, by what is simulated of it.
func (b *bench) judge(i int) {
	c := b.plans[i]
	n := len(b.values[0][i])
	index := make([]int, n)
	for rep := range index {
		index[rep] = rep
	}
	holds, failing := b.holds(i, index)
	share := 0.0
	key := random.NewKey(int64(b.first)).With(c.words)
	for s := range resamples {
		for rep := range index {
			index[rep] = int(key.Uniform(uint64(s), uint64(rep)) * float64(n))
		}
		if ok, _ := b.holds(i, index); ok {
			share += 1.0 / resamples
		}
	}
	switch {
	case share < nearly && share > 1-nearly:
		c.feasible = unclear
	case holds:
		c.feasible = yes
	default:
		c.feasible = no
	}
	c.reason = ""
	if !holds {
		c.reason = failing
	}
}

// meets reports whether a candidate counts as feasible: an unclear one where the estimate holds.
func (c *candidate) meets() bool {
	return c.config != nil && (c.feasible == yes || c.feasible == unclear && c.reason == "")
}

// holds evaluates the conditions on some replications; failing is the first that does not hold, with what it
// saw.
func (b *bench) holds(i int, index []int) (ok bool, failing string) {
	of := result.Case{Name: b.plans[i].words}
	for col := b.problem.conditioned(); col < len(b.columns); col++ {
		values := make([]float64, len(index))
		for k, rep := range index {
			values[k] = b.values[col][i][rep]
		}
		_, def, _ := experiment.Measure(b.columns[col].name)
		m, some := experiment.SummaryOf(b.columns[col].name, def, b.problem.currency(), values, b.problem.level())
		if some {
			of.Metrics = append(of.Metrics, m)
		}
	}
	return evaluate(b.problem.checks, &of)
}

func evaluate(checks []compile.Check, of *result.Case) (ok bool, failing string) {
	for k := range checks {
		if ok, got := checks[k].Eval(of); !ok {
			return false, checks[k].Expect + " fails: " + got
		}
	}
	return true, ""
}

func (p *Problem) currency() string { return p.today().Config.Report.String() }

// level is the confidence of intervals.
func (p *Problem) level() float64 {
	if l := p.study.Scenario.Experiment.Confidence; l != nil {
		return l.Value.Float()
	}
	return math.NaN()
}
