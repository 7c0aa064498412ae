package selection

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"fbasim/sim/stats"
	"fbasim/sim/stats/closedform"
)

// simulated is a source that makes outputs by a function of system and replication.
type simulated struct {
	output func(system, replication int) float64
	known  [][]float64
}

func (s *simulated) Need(want []int) error {
	for i, n := range want {
		for i >= len(s.known) {
			s.known = append(s.known, nil)
		}
		for len(s.known[i]) < n {
			s.known[i] = append(s.known[i], s.output(i, len(s.known[i])))
		}
	}
	return nil
}

func (s *simulated) Outputs(system int) []float64 { return s.known[system] }

func upTo(k int) []int { return all(k) }

// newsvendor is the cost of a single period with base stock 80 to 120, demand being Poisson with mean 100.
func newsvendor(seed uint64, costs closedform.StockCosts) *simulated {
	demand := distuv.Poisson{Lambda: 100}
	return &simulated{output: func(system, rep int) float64 {
		demand.Src = rand.NewPCG(seed, uint64(rep)) // the same for all systems
		left := float64(80+system) - demand.Rand()
		return costs.Holding*math.Max(left, 0) + costs.Shortage*math.Max(-left, 0)
	}}
}

// TestTheNewsvendorsStockIsFound: the choice among 41 stocks costs at most delta more than the closed-form
// optimum, by every method, in at least as many of 40 runs as promised.
func TestTheNewsvendorsStockIsFound(t *testing.T) {
	costs := closedform.StockCosts{Holding: 1, Shortage: 4}
	_, best := closedform.NewsvendorPoisson(100, costs)
	const delta, runs = 0.5, 40
	for _, method := range []Method{KimNelson, Budgeted, Automatic} {
		good := 0
		for seed := range uint64(runs) {
			out, err := Choose(newsvendor(seed, costs), Race{
				Systems: upTo(41), First: 20, Alpha: 0.05, Delta: delta, Goal: stats.Minimize,
				Method: method, Budget: 1e6, Batch: 10,
			})
			if err != nil || !out.Kept {
				t.Fatal(err, out)
			}
			if cost := expected(80+out.Best, costs); cost <= best+delta {
				good++
			}
		}
		if good < 36 { // of 40 at 95 %: fewer happen once in 70 studies at worst
			t.Errorf("%v: %d of %d choices are within the indifference amount", method, good, runs)
		}
	}
}

// expected is the exact cost of a base stock.
func expected(stock int, c closedform.StockCosts) float64 {
	demand, sum := distuv.Poisson{Lambda: 100}, 0.0
	for d := range 300 {
		left := float64(stock - d)
		sum += demand.Prob(float64(d)) * (c.Holding*math.Max(left, 0) + c.Shortage*math.Max(-left, 0))
	}
	return sum
}

// TestTheOptimalPeriodicPolicyIsFound: Zheng & Federgruen (1991), mean demand 10, order cost 64, holding 1,
// shortage 9: the optimum is s = 6, S = 40 at 35.022 a period. Order up to S at once when the position
// is at most s, then demand.
func TestTheOptimalPeriodicPolicyIsFound(t *testing.T) {
	costs := closedform.StockCosts{Order: 64, Holding: 1, Shortage: 9}
	type policy struct{ s, upTo int }
	var policies []policy
	for s := 0; s <= 14; s += 2 {
		for upTo := 24; upTo <= 60; upTo += 4 {
			policies = append(policies, policy{s, upTo})
		}
	}
	demand := distuv.Poisson{Lambda: 10}
	src := &simulated{output: func(system, rep int) float64 {
		demand.Src = rand.NewPCG(91, uint64(rep))
		p, sum := policies[system], 0.0
		stock := p.upTo
		const warm, periods = 50, 500
		for n := range warm + periods {
			cost := 0.0
			if stock <= p.s {
				stock, cost = p.upTo, costs.Order
			}
			stock -= int(demand.Rand())
			cost += costs.Holding*float64(max(stock, 0)) + costs.Shortage*float64(max(-stock, 0))
			if n >= warm {
				sum += cost / periods
			}
		}
		return sum
	}}
	const delta, optimum = 0.25, 35.022
	out, err := Choose(src, Race{
		Systems: upTo(len(policies)), First: 20, Alpha: 0.05, Delta: delta, Goal: stats.Minimize,
		Method: KimNelson, Budget: 1e6, Batch: 10,
	})
	if err != nil || !out.Kept {
		t.Fatal(err, out)
	}
	p := policies[out.Best]
	near(t, "cost of the optimum", closedform.PeriodicSS(6, 40, 10, costs), optimum, 0.001)
	if cost := closedform.PeriodicSS(p.s, p.upTo, 10, costs); cost > optimum+delta {
		t.Errorf("s = %d, S = %d costs %.3f, more than %.3f", p.s, p.upTo, cost, optimum+delta)
	}
	if out.Spent >= out.Equal {
		t.Errorf("%d replications spent, %d by equal allocation", out.Spent, out.Equal)
	}
}

// TestARaceEndsAtItsBudget: equal systems cannot be told apart by a tiny indifference amount.
func TestARaceEndsAtItsBudget(t *testing.T) {
	src := func() *simulated {
		return &simulated{output: func(system, rep int) float64 {
			return rand.New(rand.NewPCG(uint64(system), uint64(rep))).NormFloat64()
		}}
	}
	for _, method := range []Method{KimNelson, Budgeted} {
		out, err := Choose(src(), Race{
			Systems: upTo(5), First: 20, Alpha: 0.05, Delta: 1e-4, Method: method, Budget: 400, Batch: 10,
		})
		if err != nil {
			t.Fatal(err)
		}
		if out.Kept || out.Spent > 400 || out.Spent < 300 || out.Probability >= 0.95 {
			t.Errorf("%v: %+v", method, out)
		}
	}
}

func TestAutomaticTakesKNWhereTheBudgetAllows(t *testing.T) {
	src := &simulated{output: func(system, rep int) float64 {
		return float64(system) + rand.New(rand.NewPCG(7, uint64(rep))).NormFloat64() +
			0.1*rand.New(rand.NewPCG(uint64(system), uint64(rep))).NormFloat64()
	}}
	for budget, want := range map[int]Method{100_000: KimNelson, 50: Budgeted} {
		out, err := Choose(src, Race{
			Systems: []int{0, 1, 2}, First: 20, Alpha: 0.05, Delta: 0.5, Method: Automatic, Budget: budget, Batch: 5,
		})
		if err != nil || out.Method != want || out.Best != 2 {
			t.Errorf("budget %d: %+v %v", budget, out, err)
		}
	}
}

func TestImpossibleRacesAreRefused(t *testing.T) {
	good := Race{Systems: []int{0}, First: 10, Alpha: 0.05, Delta: 1, Batch: 1}
	if out, err := Choose(nil, good); err != nil || !out.Kept || out.Best != 0 {
		t.Error("a race of one:", out, err)
	}
	for name, spoil := range map[string]func(*Race){
		"no system": func(r *Race) { r.Systems = nil }, "first": func(r *Race) { r.First = 1 },
		"alpha": func(r *Race) { r.Alpha = 0.5 }, "delta": func(r *Race) { r.Delta = math.NaN() },
		"batch": func(r *Race) { r.Batch = 0 },
	} {
		bad := good
		spoil(&bad)
		if _, err := Choose(nil, bad); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

func TestMethodNames(t *testing.T) {
	for _, m := range []Method{Automatic, KimNelson, Budgeted} {
		if ParseMethod(m.String()) != m {
			t.Errorf("%v reads as %v", m, ParseMethod(m.String()))
		}
	}
	if !slices.Contains(methodNames[:], "kn") {
		t.Error("no kn")
	}
}
