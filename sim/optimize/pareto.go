package optimize

import (
	"fmt"
	"math"
	"slices"

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
		if !beaten || b.plans[i].words == todayWords || b.plans[i] == picked {
			want[i] = refinement * int(p.asked.First.Value)
		}
	}
	if err := b.Need(want); err != nil {
		return nil, err
	}
	var list []result.ParetoPoint
	most := in[0]
	for _, i := range in {
		if len(b.values[0][i]) > len(b.values[0][most]) {
			most = i
		}
	}
	for _, i := range in {
		front := want[i] > 0
		for _, j := range in {
			front = front && (i == j || want[j] == 0 || !s.beats(j, i, false))
		}
		c := b.plans[i]
		point := p.point(c.words, b.values[2][i], b.values[3][i])
		point.X, point.XCI = p.leveled(b.values[2][i], b.values[2][most])
		point.Y, point.YCI = p.leveled(b.values[3][i], b.values[3][most])
		point.SKU, point.Front = s.sku.product.SKU, front
		point.Baseline, point.Chosen = c.words == todayWords, c == picked
		list = append(list, point)
	}
	return list, nil
}

// leveled is the mean of a plan as if it had been simulated as often as another: the other's mean and the paired
// difference to it in the replications of both, so that plans of different replications stand side by side. The
// interval adds the variances of the two.
func (p *Problem) leveled(own, most []float64) (float64, result.Interval) {
	if len(own) >= len(most) {
		return p.mean(own)
	}
	base, diff := stats.Summarize(most), stats.Summarize(stats.Differences(own, most[:len(own)]))
	mean := base.Mean + diff.Mean
	half := stats.TQuantile(1-(1-p.level())/2, float64(diff.N-1)) * math.Hypot(base.SE(), diff.SE())
	return mean, result.Interval{Lo: mean - half, Hi: mean + half}
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

// weights are the steps between one objective and the other.
const weights = 10

// weigh adds plans of all SKUs that are best for some weight of the objectives, scaled by their spread over the SKUs'
// plans. They are points of the front where it bulges outward; others, which no weight finds, are left out.
//
// Today's plan is added too, and its index returned.
func (r *run) weigh(totals *sums) (today int, err error) {
	var scale [2]float64
	for _, s := range r.searches {
		for k := range scale {
			lo, hi := math.Inf(1), math.Inf(-1)
			for i, c := range s.bench.plans {
				if c.meets() {
					x, _ := r.mean(s.bench.values[k][i])
					lo, hi = min(lo, x), max(hi, x)
				}
			}
			scale[k] += max(hi-lo, 0)
		}
	}
	before := len(totals.plans)
	for step := range weights + 1 {
		w := whole{weight: float64(step) / weights}
		for _, s := range r.searches {
			w.picks = append(w.picks, s.weighed(w.weight, scale))
		}
		if !slices.Contains(w.picks, nil) {
			totals.include(w)
		}
	}
	now := whole{}
	for _, s := range r.searches {
		now.picks = append(now.picks, s.bench.plans[0])
	}
	today = totals.include(now)
	totals.weighed = len(totals.plans) - before
	want := make([]int, len(totals.plans))
	for i := range want {
		want[i] = refinement * int(r.asked.First.Value)
	}
	return today, totals.Need(want)
}

// weighed is the plan of a SKU that is best for a weight of the first objective, nil where none is possible.
func (s *search) weighed(weight float64, scale [2]float64) (best *candidate) {
	most := math.Inf(-1)
	for i, c := range s.bench.plans {
		if !c.meets() {
			continue
		}
		sum := 0.0
		for k, w := range [...]float64{weight, 1 - weight} {
			x, _ := s.problem.mean(s.bench.values[k][i])
			if s.problem.goals[k].goal == stats.Minimize {
				x = -x
			}
			if scale[k] > 0 {
				sum += w * x / scale[k]
			}
		}
		if sum > most {
			best, most = c, sum
		}
	}
	return best
}

// paretoOfAll are today's plan and the chosen one of all SKUs, the other choices of countries, and plans for weights
// of the objectives, all in the same replications.
func (p *Problem) paretoOfAll(s *sums, win, today int) (list []result.ParetoPoint) {
	for i, w := range s.plans {
		words := "the best of each SKU without local stock"
		switch {
		case i == win:
			words = "the plan chosen"
		case i == today:
			words = todayWords
		case i >= len(s.plans)-s.weighed:
			words = fmt.Sprintf("the best of each SKU with weight %.0f %% on %s", 100*w.weight, p.goals[0].name)
		case w.set != 0:
			words = fmt.Sprintf("the best of each SKU with stock in %v at most", w.set)
		}
		point := p.point(words, s.totals[i], s.second[i])
		point.Baseline, point.Chosen = i == today, i == win
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
