package experiment

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/result"
	"fbasim/sim/stats"
)

const dayTicks = float64(civil.Day)

// effort is how hard a break-even search works around an expected value.
type effort func(expected float64) stats.Search

// fewSearches is the number up to which searches are careful.
const fewSearches = 12

// breakEvens searches the break-even values of the levers for every SKU and
// marketplace in which a case uses another program than the baseline.
func (s *Study) breakEvens(ctx context.Context, set *result.Set, progress Progress) error {
	for i := range s.Settings.Levers {
		if err := s.pull(ctx, &s.Settings.Levers[i], set, progress); err != nil {
			return err
		}
	}
	return nil
}

// pull searches the break-even values of one lever.
func (s *Study) pull(ctx context.Context, l *Lever, set *result.Set, progress Progress) error {
	list := slices.DeleteFunc(s.rivalries(l), func(r rivalry) bool { return !l.concerns(s, r) })
	found := make([]*search, len(list))
	answers := make([]result.BreakEven, len(list))
	one := func(workers int, e effort) func(*arena, int) error {
		return func(_ *arena, i int) (err error) {
			found[i] = s.newSearch(ctx, l, list[i], workers, e)
			answers[i], err = found[i].run()
			found[i].pool = nil // its arenas are not needed any more
			return err
		}
	}
	report := func(done int) {
		if progress != nil {
			progress("break-even", done, len(list))
		}
	}
	if err := s.searchAll(ctx, len(list), one, report); err != nil {
		return err
	}
	for i := range list {
		set.BreakEven = append(set.BreakEven, answers[i])
		set.Curves = append(set.Curves, found[i].curves()...)
		if l.At == nil && !slices.ContainsFunc(list[:i], list[i].sameListing) {
			set.Demand = append(set.Demand, s.demandQuantiles(list[i])...)
		}
	}
	return nil
}

// searchAll runs few searches one after another on all workers, and many side by
// side on one worker each. The answers are the same either way.
func (s *Study) searchAll(ctx context.Context, n int, one func(int, effort) func(*arena, int) error, report func(int)) error {
	if n <= fewSearches {
		search := one(s.Settings.Workers, stats.CarefulSearch)
		for i := range n {
			report(i)
			if err := search(nil, i); err != nil {
				return err
			}
		}
		return nil
	}
	side := newPool(ctx, s.Settings.Workers, nil)
	var done atomic.Int64
	var once sync.Mutex
	side.done = func() {
		once.Lock()
		defer once.Unlock()
		report(int(done.Add(1)))
	}
	return side.each(n, one(1, stats.QuickSearch))
}

// rivalry is a SKU and marketplace that a case serves by another program than
// the baseline does.
type rivalry struct {
	sku    int
	market market.Marketplace
	a, b   int
}

// sameListing reports whether another rivalry is about the same SKU and
// marketplace.
func (r rivalry) sameListing(o rivalry) bool { return r.sku == o.sku && r.market == o.market }

// rivalries lists them for each case but the one that the lever compares with.
func (s *Study) rivalries(l *Lever) []rivalry {
	var list []rivalry
	a := s.Baseline()
	if i := slices.IndexFunc(s.Cases, func(c Case) bool { return c.Name == l.A }); i >= 0 {
		a = i
	}
	for b := range s.Cases {
		if b == a {
			continue
		}
		for _, m := range marketsOf(s) {
			for sku := range s.Cases[b].Config.SKUs {
				if s.differ(sku, m, a, b) && !s.toldBefore(sku, m, a, b) {
					list = append(list, rivalry{sku, m, a, b})
				}
			}
		}
	}
	return list
}

// toldBefore reports whether an earlier case than b serves the SKU as b does.
func (s *Study) toldBefore(sku int, m market.Marketplace, a, b int) bool {
	for c := range b {
		if c != a && !s.differ(sku, m, c, b) {
			return true
		}
	}
	return false
}

// differ reports whether two cases serve a SKU in a marketplace by different
// plans, with demand to serve.
func (s *Study) differ(sku int, m market.Marketplace, a, b int) bool {
	x, y := &s.Cases[a].Config.SKUs[sku].Listings[m], &s.Cases[b].Config.SKUs[sku].Listings[m]
	if !x.Sold || !y.Sold || s.Cases[a].Config.Inputs[x.Demand].Dist.Mean() <= 0 {
		return false
	}
	if len(x.Plan) != len(y.Plan) {
		return true
	}
	for i := range x.Plan {
		if x.Plan[i] != y.Plan[i] {
			return true
		}
	}
	return false
}

func (s *Study) newSearch(ctx context.Context, l *Lever, r rivalry, workers int, e effort) *search {
	found := &search{
		study: s, lever: l, ctx: ctx, workers: workers, sku: r.sku, market: r.market, a: r.a, b: r.b, effort: e,
		whole: s.differsOnlyIn(r.sku, r.market, []int{r.a, r.b}), level: s.Settings.Confidence, expects: l.Value,
	}
	if l.At == nil {
		found.pool = newPool(ctx, workers, []*model.Config{s.Cases[r.a].Config.Only(r.sku), s.Cases[r.b].Config.Only(r.sku)})
		demand := s.Cases[r.a].Config.SKUs[r.sku].Listings[r.market].Demand
		found.expects = s.Cases[r.a].Config.Inputs[demand].Dist.Mean() * perMonth
	}
	return found
}

// curves are the points of the search as a chart shows them: the marketplace's
// profit of each case, and what the case changes elsewhere, so that the curves
// cross where the whole profits do.
func (s *search) curves() []result.CurvePoint {
	var list []result.CurvePoint
	for _, c := range []int{s.a, s.b} {
		cs := &s.study.Cases[c]
		for i := range s.points {
			p := &s.points[i]
			values := p.cases[1]
			switch {
			case c == s.b && s.whole:
				values = p.besides()
			case c == s.b:
				values = p.cases[3]
			}
			sum := stats.Summarize(values)
			iv := stats.TInterval(sum, s.level)
			list = append(list, result.CurvePoint{
				SKU: cs.Config.SKUs[s.sku].Name, Market: s.market.String(), Input: s.lever.Input,
				Unit: s.lever.Unit, Case: cs.Name, Program: s.study.program(c, s.market),
				Metric: "profit." + s.market.String(), YUnit: s.study.yUnit(), X: p.x,
				Mean: sum.Mean, Lo: iv.Lo, Hi: iv.Hi, N: sum.N,
			})
		}
	}
	return list
}

// besides is the second case's profit in the marketplace plus what it changes in
// the others against the first case.
func (p *point) besides() []float64 {
	v := make([]float64, len(p.cases[0]))
	for i := range v {
		elsewhere := (p.cases[2][i] - p.cases[3][i]) - (p.cases[0][i] - p.cases[1][i])
		v[i] = p.cases[3][i] + elsewhere
	}
	return v
}

// yUnit is money over the horizon: "USD/year" or "USD in 90 d".
func (s *Study) yUnit() string {
	c := s.Cases[0].Config
	if c.Horizon == civil.DaysPerYear*civil.Day {
		return c.Report.String() + "/year"
	}
	return fmt.Sprintf("%s in %d d", c.Report, c.Horizon/civil.Day)
}

// demandQuantiles are the quantiles of the demand input, for the rug under the
// curve.
func (s *Study) demandQuantiles(r rivalry) []result.DemandQuantile {
	cfg := s.Cases[r.a].Config
	in := &cfg.Inputs[cfg.SKUs[r.sku].Listings[r.market].Demand]
	var list []result.DemandQuantile
	for _, p := range []float64{tail, 0.25, 0.5, 0.75, 1 - tail} {
		list = append(list, result.DemandQuantile{
			SKU: cfg.SKUs[r.sku].Name, Market: r.market.String(), Input: VolumeInput, Unit: "units/month",
			P: p, X: in.Dist.Quantile(p) * perMonth,
		})
	}
	return list
}
