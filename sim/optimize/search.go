package optimize

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"fbasim/sim/experiment"
	"fbasim/sim/market"
	"fbasim/sim/stats"
	"fbasim/sim/stats/selection"
)

// Limits of the enumeration: up to mostPlans candidates of a SKU are all simulated. Beyond, ranges are
// thinned and refined around the best; what is left may be up to mostAtOnce, which screening
// deals with.
const (
	mostPlans  = 400
	mostAtOnce = 5000
)

// batch is the number of replications asked for at once; it must not depend on the number of workers.
const batch = 10

// search is the choice for one SKU.
type search struct {
	problem *Problem
	sku     *planned
	bench   *bench
	strides []int
	thinned bool
	seen    map[string]bool
	delta   float64
	alpha   float64
	sets    []countries                     // of countries that might be stocked
	races   map[countries]selection.Outcome // by set; absent where no plan is possible
}

// enumerate lists the candidates of the picks within a box, in order, each once over the life of the search.
func (s *search) enumerate(lo, hi []int) (list []*candidate) {
	pick := slices.Clone(lo)
	for {
		c := s.problem.candidateFor(s.sku, pick)
		if id := fmt.Sprint(c.settings); !s.seen[id] {
			s.seen[id] = true
			list = append(list, c)
		}
		i := len(pick) - 1
		for ; i >= 0; i-- {
			if pick[i] += s.strides[i]; pick[i] <= hi[i] {
				break
			}
			pick[i] = lo[i]
		}
		if i < 0 {
			return list
		}
	}
}

// start sets the strides so that the first grid is not too large, and lists it behind today's plan.
func (s *search) start() ([]*candidate, error) {
	n := len(s.sku.choices)
	s.strides, s.seen = make([]int, n), map[string]bool{}
	for i := range s.strides {
		s.strides[i] = 1
	}
	for s.size() > mostPlans && s.thin() {
		s.thinned = true
	}
	if size := s.size(); size > mostAtOnce {
		return nil, fmt.Errorf("%w: %d plans of %s are too many even after thinning ranges: "+
			"give fewer values, or from, to and step instead of lists", ErrAsked, size, s.sku.product.SKU)
	}
	today := s.problem.asToday(s.sku)
	s.seen[fmt.Sprint(today.settings)] = true
	if n == 0 || s.sku.stays {
		return []*candidate{today}, nil
	}
	lo, hi := make([]int, n), make([]int, n)
	for i := range hi {
		hi[i] = len(s.sku.choices[i].options) - 1
	}
	return append([]*candidate{today}, s.enumerate(lo, hi)...), nil
}

// size is the number of picks at the strides.
func (s *search) size() int {
	size := 1
	for i := range s.sku.choices {
		if size *= 1 + (len(s.sku.choices[i].options)-1)/s.strides[i]; size > 1e9 {
			return size
		}
	}
	return size
}

// thin doubles the stride of the range with most points; false where none has more than three.
func (s *search) thin() bool {
	most, at := 3, -1
	for i := range s.sku.choices {
		if n := 1 + (len(s.sku.choices[i].options)-1)/s.strides[i]; s.sku.choices[i].ranged && n > most {
			most, at = n, i
		}
	}
	if at >= 0 {
		s.strides[at] *= 2
	}
	return at >= 0
}

// refine halves the strides and lists the neighbors of the winners; nothing once all strides are 1.
func (s *search) refine() (list []*candidate) {
	if !slices.ContainsFunc(s.strides, func(n int) bool { return n > 1 }) {
		return nil
	}
	before := slices.Clone(s.strides)
	for i := range s.strides {
		s.strides[i] = (s.strides[i] + 1) / 2
	}
	for _, set := range s.sets {
		race, ok := s.races[set]
		if !ok {
			continue
		}
		win := s.bench.plans[race.Best]
		lo, hi := make([]int, len(win.pick)), make([]int, len(win.pick))
		for i, at := range win.pick {
			if at == unused {
				continue // of no account in the winner
			}
			lo[i], hi[i] = at, at
			if before[i] > 1 {
				lo[i] = max(0, at-s.strides[i])
				hi[i] = min(len(s.sku.choices[i].options)-1, at+s.strides[i])
			}
		}
		if win.words != todayWords {
			list = append(list, s.enumerate(lo, hi)...)
		}
	}
	return list
}

// run races the candidates for every set of countries that might be stocked, round after round of the grid.
func (s *search) run(field *experiment.Field, plans []*candidate, tell func(int)) error {
	s.bench = newBench(s.problem, field, plans, tell)
	first := int(s.problem.asked.First.Value)
	for {
		if err := s.bench.needAll(first); err != nil {
			return err
		}
		if err := s.bench.judgeAll(first); err != nil {
			return err
		}
		if err := s.raceAll(); err != nil {
			return err
		}
		next := s.refine()
		if len(next) == 0 && !slices.ContainsFunc(s.strides, func(n int) bool { return n > 1 }) {
			return nil
		}
		if len(next) > 0 {
			s.problem.compileOne(s.sku, next)
			s.bench.add(next)
		}
	}
}

// raceAll selects the best plan for every set of countries. Sets that leave the same candidates share a race, and the
// error probability is divided among the races.
func (s *search) raceAll() error {
	s.sets, s.races = s.possibleSets(), map[countries]selection.Outcome{}
	var fields [][]int
	at := map[countries]int{}
	for _, set := range s.sets {
		var in []int
		for i, c := range s.bench.plans {
			if c.meets() && (s.sku.stays || c.stocked.within(set)) {
				in = append(in, i)
			}
		}
		if len(in) == 0 {
			continue
		}
		same := slices.IndexFunc(fields, func(o []int) bool { return slices.Equal(o, in) })
		if same < 0 {
			same, fields = len(fields), append(fields, in)
		}
		at[set] = same
	}
	outcomes := make([]selection.Outcome, len(fields))
	for k, in := range fields {
		var err error
		outcomes[k], err = selection.Choose(s.bench, selection.Race{
			Systems: in, First: int(s.problem.asked.First.Value), Alpha: s.alpha / float64(len(fields)),
			Delta: s.delta, Goal: s.problem.goals[0].goal, Batch: batch,
			Method: selection.ParseMethod(s.problem.asked.Method.Value), Budget: int(s.problem.asked.Budget.Value),
		})
		if err != nil {
			return err
		}
	}
	for set, k := range at {
		s.races[set] = outcomes[k]
	}
	return nil
}

// possibleSets are the sets of countries that some candidate's stock could need, from none to all.
func (s *search) possibleSets() []countries {
	all := countries(0)
	for _, c := range s.bench.plans {
		if c.config != nil {
			all |= c.stocked
		}
	}
	return subsets(all)
}

// subsets lists all subsets of a set, the empty one first.
func subsets(all countries) (list []countries) {
	for set := countries(0); set <= all; set++ {
		if set.within(all) {
			list = append(list, set)
		}
	}
	return list
}

// best is the candidate that won with stock in some countries, nil where no plan is possible. A set the SKU
// has no plans for is as good as what it has of it.
func (s *search) best(set countries) *candidate {
	for _, have := range slices.Backward(s.sets) {
		if race, ok := s.races[have]; ok && have == set&s.union() {
			return s.bench.plans[race.Best]
		}
	}
	return nil
}

func (s *search) union() (all countries) {
	for _, set := range s.sets {
		all |= set
	}
	return all
}

// indifference is what does not matter for a SKU: the amount asked for, or the share of today's revenue, or of
// the objective itself where it is no money. It is never zero.
func (p *Problem) indifference(field *experiment.Field, today *candidate) (float64, error) {
	if m := p.asked.Margin; m.Money.Amount > 0 {
		return m.Money.Amount.Float(), nil
	} else if m.Number > 0 {
		return m.Number, nil
	}
	of := p.goals[0].of
	if p.goals[0].def.Unit == "money" {
		name := "revenue"
		if _, part, placed := strings.Cut(p.goals[0].name, "."); placed && p.goals[0].def.Name != "fees" {
			name += "." + part
		}
		of, _, _ = experiment.Measure(name)
	}
	b := &bench{problem: p, field: field, plans: []*candidate{today}, first: apart, columns: []column{{"revenue", of}}}
	b.values = [][][]float64{make([][]float64, 1)}
	if err := b.needAll(int(p.asked.First.Value)); err != nil {
		return 0, err
	}
	scale := math.Abs(stats.Summarize(b.values[0][0]).Mean)
	if !(scale > 0) {
		return 0, fmt.Errorf("%w: a share of today's %s of %s is no indifference amount, since there is none: "+
			"write optimize.indifference as an amount", ErrAsked, p.goals[0].name, today.config.SKUs[0].Name)
	}
	return scale * p.asked.Margin.Share, nil
}

// marketOf is the marketplace of a metric's name, such as profit.CA.
func marketOf(metric string) (m market.Marketplace, placed bool) {
	_, part, _ := strings.Cut(metric, ".")
	return market.ParseMarketplace(part)
}
