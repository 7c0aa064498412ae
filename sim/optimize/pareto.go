package optimize

import (
	"fmt"

	"fbasim/sim/result"
	"fbasim/sim/stats"
)

// refinement is how many times the first stage a plan near the front is simulated.
const refinement = 3

// pareto lists the plans of a SKU by both objectives. Those that are not clearly beaten in both are simulated
// more often before the front is drawn.
func (s *search) pareto(picked *candidate) ([]result.ParetoPoint, error) {
	b, p := s.bench, s.problem
	want := make([]int, len(b.plans))
	var in []int
	for i, c := range b.plans {
		if c.meets() {
			in = append(in, i)
		}
	}
	for _, i := range in {
		beaten := false
		for _, j := range in {
			beaten = beaten || i != j && s.beats(j, i, true)
		}
		if !beaten {
			want[i] = refinement * int(p.asked.First.Value)
		}
	}
	if err := b.Need(want); err != nil {
		return nil, err
	}
	var list []result.ParetoPoint
	for _, i := range in {
		front := want[i] > 0
		for _, j := range in {
			front = front && (i == j || want[j] == 0 || !s.beats(j, i, false))
		}
		c := b.plans[i]
		point := p.point(c.words, b.values[2][i], b.values[3][i])
		point.SKU, point.Front = s.sku.product.SKU, front
		point.Baseline, point.Chosen = c.words == todayWords, c == picked
		list = append(list, point)
	}
	return list, nil
}

// beats reports whether plan j is better than i in both objectives: not worse in either and better in one, or,
// surely, outside of the interval of the difference in both.
func (s *search) beats(j, i int, surely bool) bool {
	better := false
	for k, g := range s.problem.goals {
		x, y := s.bench.values[2+k][j], s.bench.values[2+k][i]
		n := min(len(x), len(y))
		d := stats.PairedT(x[:n], y[:n], s.problem.level())
		lo, mid := d.Interval.Lo, d.Diff
		if g.goal == stats.Minimize {
			lo, mid = -d.Interval.Hi, -d.Diff
		}
		if surely && lo <= 0 || mid < 0 {
			return false
		}
		better = better || mid > 0
	}
	return better
}

// point is a plan by both objectives.
func (p *Problem) point(words string, x, y []float64) result.ParetoPoint {
	point := result.ParetoPoint{Plan: words, N: len(x)}
	point.X, point.XCI = p.mean(x)
	point.Y, point.YCI = p.mean(y)
	g, h := &p.goals[0], &p.goals[1]
	point.XMetric, point.XUnit, point.XBetter = g.name, g.def.UnitIn(p.currency()), g.def.Better
	point.YMetric, point.YUnit, point.YBetter = h.name, h.def.UnitIn(p.currency()), h.def.Better
	return point
}

func (p *Problem) mean(values []float64) (float64, result.Interval) {
	sum := stats.Summarize(values)
	iv := stats.TInterval(sum, p.level())
	return sum.Mean, result.Interval{Lo: iv.Lo, Hi: iv.Hi}
}

// paretoOfAll are today's plan and the chosen one of all SKUs, and the other choices of countries.
func (p *Problem) paretoOfAll(set *result.Set, s *sums, win int) (list []result.ParetoPoint) {
	for i, w := range s.plans {
		if i != win && len(s.totals[i]) > 1 {
			words := "the best of each SKU without local stock"
			if w.set != 0 {
				words = fmt.Sprintf("the best of each SKU with stock in %v at most", w.set)
			}
			list = append(list, p.point(words, s.totals[i], s.second[i]))
		}
	}
	for c := range set.Cases {
		cs := &set.Cases[c]
		x, y := cs.Metric(p.goals[0].name), cs.Metric(p.goals[1].name)
		if x == nil || y == nil {
			continue
		}
		point := p.point(cs.Title, nil, nil)
		point.X, point.XCI, point.Y, point.YCI, point.N = x.Mean, x.CI, y.Mean, y.CI, x.N
		point.Baseline, point.Chosen = cs.Baseline, !cs.Baseline
		list = append(list, point)
	}
	for i := range list {
		list[i].Front = true
		for j := range list {
			list[i].Front = list[i].Front && !p.dominates(&list[j], &list[i])
		}
	}
	return list
}

// dominates reports whether one point is as good as another in both objectives and better in one.
func (p *Problem) dominates(a, b *result.ParetoPoint) bool {
	dx, dy := a.X-b.X, a.Y-b.Y
	if p.goals[0].goal == stats.Minimize {
		dx = -dx
	}
	if p.goals[1].goal == stats.Minimize {
		dy = -dy
	}
	return dx >= 0 && dy >= 0 && dx+dy > 0
}
