package trial

import (
	"math"
	"sort"
	"sync"

	"gonum.org/v1/gonum/stat/distuv"

	"fbasim/sim/random"
	"fbasim/sim/stats"
	"fbasim/sim/stats/selection"
)

// Policy is an (s, S) system of Koenig & Law (1985, Commun. Statist. B 14:719-734): 30 periods from
// a stock of S; in each, order up to S at once if the stock is below s, at 32 and 3 a unit; then
// Poisson(25) demand; then 1 a unit on hand, 5 a unit owed. The output is the cost per period.
type Policy struct{ Reorder, UpTo int }

// Policies are the five systems of the source. The second is the best: their exact expectations are
// 114.176, 112.742, 130.550, 130.699 and 147.382 (closedform.FiniteSS).
func Policies() []Policy { return []Policy{{20, 40}, {20, 80}, {40, 60}, {40, 100}, {60, 100}} }

const (
	periods    = 30
	bestPolicy = 1
)

// demandTable is the distribution function of Poisson(25), as far as a uniform can tell.
var demandTable = sync.OnceValue(func() []float64 {
	p, table := distuv.Poisson{Lambda: 25}, []float64{}
	for k := 0; k == 0 || table[k-1] < 1-1e-15; k++ {
		table = append(table, p.CDF(float64(k)))
	}
	return table
})

// cost simulates a replication; equal keys mean equal demand.
func (p Policy) cost(key random.Key, periods int) float64 {
	s, table := key.Sequence(), demandTable()
	stock, cost := p.UpTo, 0
	for range periods {
		if stock < p.Reorder {
			cost += 32 + 3*(p.UpTo-stock)
			stock = p.UpTo
		}
		stock -= sort.SearchFloat64s(table, s.Next())
		cost += max(stock, 0) + 5*max(-stock, 0)
	}
	return float64(cost) / float64(periods)
}

// systems are the policies in one macro-replication, with common demand or each with its own.
type systems struct {
	key    random.Key
	common bool
}

func (s systems) output(policy, replication int) float64 {
	key := s.key
	if !s.common {
		key = key.WithInt(int64(policy))
	}
	return Policies()[policy].cost(key.WithInt(int64(replication)), periods)
}

// Promise is what the procedures are asked for: the probability of a correct selection, and the
// difference that matters. The best policy is better than the second by 1.434.
type Promise struct{ Correct, Delta float64 }

// Procedure selects the best policy.
type Procedure struct {
	Name   string
	Common bool // common demand
	// Select returns the selection and the replications it took, of all policies together.
	Select func(s systems) (policy, replications int)
}

// Procedures returns those that are put to the test, asked for a promise.
func Procedures(p Promise) []Procedure {
	k := len(Policies())
	kn := func(s systems) (int, int) { return s.selectKN(p) }
	rinott := selection.RinottH(k, firstStage, p.Correct)
	dudewiczDalal := selection.DudewiczDalalH(k, firstStage, p.Correct)
	return []Procedure{
		{"KN", true, kn}, {"KN", false, kn},
		{"Rinott", false, func(s systems) (int, int) {
			return s.twoStage(func(first stats.Summary) (int, float64) {
				n := selection.RinottN(first, rinott, p.Delta)
				return n, float64(first.N) / float64(n)
			})
		}},
		{"Dudewicz-Dalal", false, func(s systems) (int, int) {
			return s.twoStage(func(first stats.Summary) (int, float64) {
				next := selection.DudewiczDalal(first, dudewiczDalal, p.Delta)
				return next.N, next.W1
			})
		}},
		{"OCBA to its target", false, func(s systems) (int, int) { return s.selectOCBA(p) }},
	}
}

// firstStage is the number of first replications, as in the examples of the literature.
const firstStage = 10

func (s systems) selectKN(p Promise) (policy, replications int) {
	kn, err := selection.NewKN(selection.KNConfig{Systems: len(Policies()), First: firstStage,
		Alpha: 1 - p.Correct, Delta: p.Delta, Goal: stats.Minimize})
	if err != nil {
		panic(err)
	}
	out := make([]float64, len(Policies()))
	for r := 0; !kn.Done(); r++ {
		for _, i := range kn.Contenders() {
			out[i] = s.output(i, r)
			replications++
		}
		kn.Add(out)
	}
	return kn.Best(), replications
}

// stage summarizes replications from up to to of a policy.
func (s systems) stage(policy, from, to int) (sum stats.Summary) {
	for r := from; r < to; r++ {
		sum.Add(s.output(policy, r))
	}
	return sum
}

// twoStage selects by weighted means; after says how many replications a policy needs in all and
// what its first stage weighs.
func (s systems) twoStage(after func(first stats.Summary) (n int, weight float64)) (policy, replications int) {
	lowest := math.Inf(1)
	for i := range Policies() {
		first := s.stage(i, 0, firstStage)
		n, weight := after(first)
		mean := weight * first.Mean
		if n > firstStage {
			mean += (1 - weight) * s.stage(i, firstStage, n).Mean
		}
		if replications += n; mean < lowest {
			policy, lowest = i, mean
		}
	}
	return policy, replications
}

func (s systems) selectOCBA(p Promise) (policy, replications int) {
	b, err := selection.NewBudget(selection.BudgetConfig{Systems: len(Policies()), First: firstStage,
		Step: 10, Target: p.Correct, Goal: stats.Minimize})
	if err != nil {
		panic(err)
	}
	taken := make([]int, len(Policies()))
	for next := b.Next(); next != nil; next = b.Next() {
		for i, n := range next {
			for range n {
				b.Add(i, s.output(i, taken[i]))
				taken[i]++
			}
		}
	}
	return b.Best(), b.Replications()
}

// Selected is how a procedure did over many macro-replications.
type Selected struct {
	Procedure    Procedure
	Macros       int
	Correct      int
	Replications stats.Summary // of all policies together, by macro-replication
}

// Share is the observed probability of a correct selection.
func (s Selected) Share() float64 { return float64(s.Correct) / float64(s.Macros) }

// macro are the systems of a macro-replication; procedures share them.
func macro(seed int64, m int, common bool) systems {
	return systems{random.NewKey(seed).With("koenig-law").WithInt(int64(m)), common}
}

// Run repeats a procedure. The result does not depend on the number of workers.
func (p Procedure) Run(seed int64, macros, workers int) Selected {
	chosen, taken := make([]int, macros), make([]int, macros)
	parallel(macros, workers, func(m int) {
		chosen[m], taken[m] = p.Select(macro(seed, m, p.Common))
	})
	out := Selected{Procedure: p, Macros: macros}
	for m := range macros {
		if chosen[m] == bestPolicy {
			out.Correct++
		}
		out.Replications.Add(float64(taken[m]))
	}
	return out
}

// Equal returns, for 1, 2, ..., most replications of every policy, in which share of the
// macro-replications the best mean is that of the best policy: plain equal allocation.
func Equal(seed int64, macros, most, workers int, common bool) []float64 {
	right := make([][]bool, macros)
	parallel(macros, workers, func(m int) {
		s, sums := macro(seed, m, common), make([]float64, len(Policies()))
		right[m] = make([]bool, most)
		for n := range most {
			best := 0
			for i := range sums {
				sums[i] += s.output(i, n)
				if sums[i] < sums[best] {
					best = i
				}
			}
			right[m][n] = best == bestPolicy
		}
	})
	share := make([]float64, most)
	for _, list := range right {
		for n, ok := range list {
			if ok {
				share[n] += 1 / float64(macros)
			}
		}
	}
	return share
}

// EqualFor returns the replications of all policies together from which on equal allocation is right
// in a share of the macro-replications, 0 if most are not enough.
func EqualFor(share float64, curve []float64) int {
	n := len(curve)
	for n > 0 && curve[n-1] >= share-1e-9 {
		n--
	}
	if n == len(curve) {
		return 0
	}
	return (n + 1) * len(Policies())
}

// parallel calls do for 0, 1, ..., n-1 from several goroutines.
func parallel(n, workers int, do func(i int)) {
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			for i := w; i < n; i += workers {
				do(i)
			}
		})
	}
	wait.Wait()
}
