package optimize

import (
	"math"
	"slices"

	"fbasim/sim/experiment"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/stats/selection"
)

// whole is a plan of all SKUs: the best of each within a set of countries.
type whole struct {
	set    countries
	picks  []*candidate
	weight float64 // of the first objective, where it was found by weighing both
}

// alternatives lists the different plans of all SKUs that sets of countries lead to. A set in which some SKU
// has no possible plan leads to none.
func alternatives(searches []*search) (list []whole) {
	all := countries(0)
	for _, s := range searches {
		all |= s.union()
	}
	for _, set := range subsets(all) {
		w := whole{set: set}
		for _, s := range searches {
			if c := s.best(set); c != nil {
				w.picks = append(w.picks, c)
			}
		}
		same := func(o whole) bool { return slices.Equal(o.picks, w.picks) }
		if len(w.picks) == len(searches) && !slices.ContainsFunc(list, same) {
			list = append(list, w)
		}
	}
	return list
}

// sums is the source of the choice among plans of all SKUs: the objectives of the SKUs together, less what
// they share, on replications of their own.
type sums struct {
	problem *Problem
	field   *experiment.Field
	plans   []whole
	alone   map[*candidate][]alone // by replication
	totals  [][]float64
	second  [][]float64 // of the second objective, where there is one
	weighed int         // plans at the end that were found by weighing both objectives
	spent   int
}

// include adds a plan unless it is there, and returns its index.
func (s *sums) include(w whole) int {
	at := slices.IndexFunc(s.plans, func(o whole) bool { return slices.Equal(o.picks, w.picks) })
	if at >= 0 {
		return at
	}
	s.plans = append(s.plans, w)
	s.totals, s.second = append(s.totals, nil), append(s.second, nil)
	return len(s.plans) - 1
}

// alone is what a SKU's plan came to in a replication.
type alone struct {
	own    [2]float64 // objectives
	shared [market.MarketplaceCount]float64
}

// Outputs returns the totals of a plan by replication.
func (s *sums) Outputs(i int) []float64 { return s.totals[i] }

// Need simulates what is missing of the SKUs of each plan.
func (s *sums) Need(want []int) error {
	upTo := map[*candidate]int{}
	var order []*candidate
	for i, n := range want {
		for _, c := range s.plans[i].picks {
			if _, seen := upTo[c]; !seen {
				order = append(order, c)
			}
			upTo[c] = max(upTo[c], n)
		}
	}
	var jobs []experiment.Job
	var of []*candidate
	for _, c := range order {
		for rep := len(s.alone[c]); rep < upTo[c]; rep++ {
			jobs = append(jobs, experiment.Job{Config: c.full, Replication: fresh + rep})
			of = append(of, c)
		}
	}
	rows := make([]alone, len(jobs))
	errs, err := s.field.Each(jobs, func(j int, o *model.Outcome) { rows[j] = s.read(o) })
	if err != nil {
		return err
	}
	for j, c := range of {
		if errs[j] != nil {
			return errs[j]
		}
		s.alone[c] = append(s.alone[c], rows[j])
	}
	s.spent += len(jobs)
	for i, n := range want {
		for rep := len(s.totals[i]); rep < n; rep++ {
			s.totals[i] = append(s.totals[i], s.total(i, rep, 0))
			if len(s.problem.goals) > 1 {
				s.second[i] = append(s.second[i], s.total(i, rep, 1))
			}
		}
	}
	return nil
}

func (s *sums) read(o *model.Outcome) (a alone) {
	for k := range s.problem.goals {
		a.own[k] = own(&s.problem.goals[k])(o)
	}
	for m := market.US; m < market.MarketplaceCount; m++ {
		a.shared[m] = shared(o, m)
	}
	return a
}

// total is an objective of all SKUs: the sum of theirs, or the mean of what does not add up. Of profit the
// shared costs go off once for each country: those of the SKU that is stocked there first, which are highest.
func (s *sums) total(i, rep, goal int) float64 {
	g, sum := &s.problem.goals[goal], 0.0
	var costs [market.MarketplaceCount]float64
	for _, c := range s.plans[i].picks {
		a := &s.alone[c][rep]
		sum += a.own[goal]
		for m := range costs {
			costs[m] = math.Min(costs[m], a.shared[m])
		}
	}
	if !g.addsUp() {
		return sum / float64(len(s.plans[i].picks))
	}
	only, placed := marketOf(g.name)
	for m, cost := range costs {
		if g.def.Name == "profit" && (!placed || market.Marketplace(m) == only) {
			sum += cost
		}
	}
	return sum
}

// addsUp reports whether the metric of a plan is the sum of its SKUs'.
func (g *objective) addsUp() bool { return g.def.Measure == "total" || g.def.Measure == "time average" }

// chooseCountries selects among the plans of all SKUs.
func (p *Problem) chooseCountries(
	field *experiment.Field, plans []whole, alpha, delta float64,
) (*sums, selection.Outcome, error) {
	s := &sums{
		problem: p, field: field, plans: plans, alone: map[*candidate][]alone{},
		totals: make([][]float64, len(plans)), second: make([][]float64, len(plans)),
	}
	systems := make([]int, len(plans))
	for i := range systems {
		systems[i] = i
	}
	if len(plans) == 1 {
		return s, selection.Outcome{Best: 0, Kept: true, Probability: 1}, nil
	}
	out, err := selection.Choose(s, selection.Race{
		Systems: systems, First: int(p.asked.First.Value), Alpha: alpha, Delta: delta, Goal: p.goals[0].goal,
		Method: selection.ParseMethod(p.asked.Method.Value), Budget: int(p.asked.Budget.Value), Batch: batch,
	})
	return s, out, err
}
