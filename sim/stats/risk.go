package stats

import (
	"fmt"
	"math"
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
	best := make([]float64, len(profits[0]))
	for s := range best {
		best[s] = math.Inf(-1)
		for _, p := range profits {
			best[s] = math.Max(best[s], p[s])
		}
	}
	var t RegretTable
	for c, p := range profits {
		if len(p) != len(best) {
			panic("stats: choices with different numbers of scenarios")
		}
		short := make([]float64, len(p))
		for s := range p {
			short[s] = best[s] - p[s]
		}
		regret, profit := Summarize(short), Summarize(p)
		t.MaxRegret = append(t.MaxRegret, regret.Max)
		t.ExpectedRegret = append(t.ExpectedRegret, regret.Mean)
		t.Expected = append(t.Expected, profit.Mean)
		t.Worst = append(t.Worst, profit.Min)
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

// ProbBest returns the share of replications in which each system is best, from
// outputs[system][replication] over corresponding replications; systems that tie in a replication
// share it equally. The shares sum to 1. It is nil without replications.
func ProbBest(outputs [][]float64, goal Goal) []float64 {
	if len(outputs) == 0 || len(outputs[0]) == 0 {
		return nil
	}
	n := len(outputs[0])
	share := make([]float64, len(outputs))
	for r := range n {
		top, ties := outputs[0][r], 0
		for _, o := range outputs {
			if goal.Better(o[r], top) {
				top = o[r]
			}
		}
		for _, o := range outputs {
			if o[r] == top {
				ties++
			}
		}
		for k, o := range outputs {
			if o[r] == top {
				share[k] += 1 / float64(ties)
			}
		}
	}
	for k := range share {
		share[k] /= float64(n)
	}
	return share
}
