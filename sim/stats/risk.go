package stats

import (
	"fmt"
	"math"
	"slices"
)

// CVaR returns the mean of the worst (1-alpha) share of equally likely losses, 0 <= alpha < 1;
// worst means largest. The loss at the edge of that share counts with the fraction that falls
// inside (Rockafellar & Uryasev 2000, Journal of Risk 2:21-41). For profits use CVaRProfit. It is
// NaN without values.
func CVaR(losses []float64, alpha float64) float64 {
	if !(alpha >= 0 && alpha < 1) {
		panic(fmt.Sprintf("stats: CVaR at %v", alpha))
	}
	n := len(losses)
	if n == 0 {
		return math.NaN()
	}
	s := Sorted(losses)
	tail := (1 - alpha) * float64(n) // in observations, not whole
	sum, left := 0.0, tail
	for i := n - 1; i >= 0 && left > 0; i-- {
		w := math.Min(1, left)
		sum += w * s[i]
		left -= w
	}
	return sum / tail
}

// CVaRProfit returns the mean of the worst (1-alpha) share of equally likely profits, where worst
// means smallest: the expected profit in a bad case.
func CVaRProfit(profits []float64, alpha float64) float64 {
	losses := make([]float64, len(profits))
	for i, x := range profits {
		losses[i] = -x
	}
	return -CVaR(losses, alpha)
}

// CVaRInterval returns CVaR and its bootstrap interval over replications. The estimate rests on the
// few observations in the tail; with fewer than some 10 of them the interval is too short.
func CVaRInterval(losses []float64, alpha float64, r Resampling) (float64, Interval) {
	drawn := make([]float64, len(losses))
	return CVaR(losses, alpha), Bootstrap(len(losses), func(index []int) float64 {
		for k, i := range index {
			drawn[k] = losses[i]
		}
		return CVaR(drawn, alpha)
	}, r)
}

// RegretTable compares choices over scenarios that none of them controls.
type RegretTable struct {
	MaxRegret      []float64 // per choice: largest shortfall from the best choice of a scenario
	ExpectedRegret []float64 // per choice: mean shortfall
	Expected       []float64 // per choice: mean profit
	Worst          []float64 // per choice: smallest profit
	MinimaxRegret  int       // choice with the smallest MaxRegret
	BestExpected   int       // choice with the largest Expected
	Maximin        int       // choice with the largest Worst
}

// Regret builds the table from profits[choice][scenario] for equally likely scenarios, such as
// replications that share their streams (Savage 1951, JASA 46:55-67). Ties go to the earlier
// choice. It panics if there is no choice or the choices have different numbers of scenarios.
func Regret(profits [][]float64) RegretTable {
	if len(profits) == 0 || len(profits[0]) == 0 {
		panic("stats: regret without choices or scenarios")
	}
	for _, p := range profits {
		if len(p) != len(profits[0]) {
			panic("stats: choices with different numbers of scenarios")
		}
	}
	t, row := NewRegrets(len(profits)), make([]float64, len(profits))
	for s := range profits[0] {
		for c := range profits {
			row[c] = profits[c][s]
		}
		t.Add(row)
	}
	return t.Table()
}

// Regrets collects what Regret needs, one scenario after another or in blocks that are merged.
type Regrets struct {
	Short  []Summary // per choice: shortfall from the best choice of the scenario
	Profit []Summary // per choice
}

// NewRegrets starts a collection for a number of choices.
func NewRegrets(choices int) Regrets {
	return Regrets{make([]Summary, choices), make([]Summary, choices)}
}

// Add includes a scenario: the profit of each choice in it.
func (r *Regrets) Add(profits []float64) {
	best := slices.Max(profits)
	for c, p := range profits {
		r.Short[c].Add(best - p)
		r.Profit[c].Add(p)
	}
}

// Merge includes the scenarios of o, which must have the same choices.
func (r *Regrets) Merge(o Regrets) {
	for c := range r.Short {
		r.Short[c].Merge(o.Short[c])
		r.Profit[c].Merge(o.Profit[c])
	}
}

// Table returns the regret table of the scenarios so far.
func (r *Regrets) Table() RegretTable {
	var t RegretTable
	for c := range r.Short {
		t.MaxRegret = append(t.MaxRegret, r.Short[c].Max)
		t.ExpectedRegret = append(t.ExpectedRegret, r.Short[c].Mean)
		t.Expected = append(t.Expected, r.Profit[c].Mean)
		t.Worst = append(t.Worst, r.Profit[c].Min)
		if t.MaxRegret[c] < t.MaxRegret[t.MinimaxRegret] {
			t.MinimaxRegret = c
		}
		if t.Expected[c] > t.Expected[t.BestExpected] {
			t.BestExpected = c
		}
		if t.Worst[c] > t.Worst[t.Maximin] {
			t.Maximin = c
		}
	}
	return t
}
