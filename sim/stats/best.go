package stats

import (
	"fmt"

	"gonum.org/v1/gonum/mathext"
)

// Wins counts in how many replications each of several systems was best; blocks of replications
// merge.
type Wins struct {
	N     int       // replications
	Share []float64 // per system: replications won, ties counted in equal parts
}

// NewWins starts a count for a number of systems.
func NewWins(systems int) Wins { return Wins{Share: make([]float64, systems)} }

// Add includes a replication: the output of each system in it.
func (w *Wins) Add(outputs []float64, goal Goal) {
	top, ties := outputs[0], 0
	for _, x := range outputs {
		if goal.Better(x, top) {
			top = x
		}
	}
	for _, x := range outputs {
		if x == top {
			ties++
		}
	}
	for k, x := range outputs {
		if x == top {
			w.Share[k] += 1 / float64(ties)
		}
	}
	w.N++
}

// Merge includes the replications of o, which must be about the same systems.
func (w *Wins) Merge(o Wins) {
	w.N += o.N
	for k := range w.Share {
		w.Share[k] += o.Share[k]
	}
}

// Probabilities returns the share of replications in which each system was best; they sum to 1. It
// is nil without replications.
func (w *Wins) Probabilities() []float64 {
	if w.N == 0 {
		return nil
	}
	p := make([]float64, len(w.Share))
	for k := range p {
		p[k] = w.Share[k] / float64(w.N)
	}
	return p
}

// ProbBest returns the share of replications in which each system is best, from
// outputs[system][replication] over corresponding replications; systems that tie in a replication
// share it equally. The shares sum to 1. It is nil without replications.
func ProbBest(outputs [][]float64, goal Goal) []float64 {
	if len(outputs) == 0 {
		return nil
	}
	w, row := NewWins(len(outputs)), make([]float64, len(outputs))
	for r := range outputs[0] {
		for k := range outputs {
			row[k] = outputs[k][r]
		}
		w.Add(row, goal)
	}
	return w.Probabilities()
}

// ProportionInterval returns the exact interval for a probability of which an event happened in
// successes of n independent trials (Clopper & Pearson 1934, Biometrika 26:404-413): its coverage
// is never below the level. Half successes, from ties, are allowed. Without trials it is [0, 1].
func ProportionInterval(successes float64, n int, level float64) Interval {
	checkLevel(level)
	if n < 0 || successes < 0 || successes > float64(n) {
		panic(fmt.Sprintf("stats: %v successes of %d", successes, n))
	}
	i, a, fails := Interval{0, 1, level, n}, (1-level)/2, float64(n)-successes
	if successes > 0 {
		i.Lo = mathext.InvRegIncBeta(successes, fails+1, a)
	}
	if fails > 0 {
		i.Hi = mathext.InvRegIncBeta(successes+1, fails, 1-a)
	}
	return i
}
