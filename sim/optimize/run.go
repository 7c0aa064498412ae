package optimize

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"fbasim/sim/experiment"
	"fbasim/sim/model"
	"fbasim/sim/result"
	"fbasim/sim/stats/selection"
	"fbasim/sim/study"
)

// ErrNoPlan says that no plan is possible and meets the conditions.
var ErrNoPlan = errors.New("no plan meets the conditions")

// ErrAsked says that what is asked for cannot be searched.
var ErrAsked = errors.New("optimize")

// run is an optimization at work.
type run struct {
	*Problem
	ctx      context.Context
	workers  int
	field    *experiment.Field
	progress experiment.Progress
	searches []*search
	alpha    float64 // error probability of one SKU's choice
	split    bool    // half of it goes to the choice of countries
}

// Run chooses a plan and compares it with today's. The result depends on nothing but the scenario, whatever the
// number of workers. It returns the error of a context that ends, and ErrNoPlan, with the reasons.
func (p *Problem) Run(ctx context.Context, workers int, progress experiment.Progress) (*result.Optimum, error) {
	if progress == nil {
		progress = func(string, int, int) {}
	}
	seed := p.study.Scenario.Experiment.Seed.Value
	r := &run{
		Problem: p, ctx: ctx, workers: workers, progress: progress, field: experiment.NewField(ctx, workers, seed),
	}
	if err := r.search(); err != nil {
		return nil, err
	}
	plans := alternatives(r.searches)
	if len(plans) == 0 {
		return nil, r.none()
	}
	alpha, delta := 0.0, 0.0
	if r.split {
		alpha = r.alpha / 2
	}
	for _, s := range r.searches {
		delta += s.delta
	}
	if !p.goals[0].addsUp() {
		delta /= float64(len(r.searches))
	}
	progress("countries to stock", 0, len(plans))
	totals, race, err := p.chooseCountries(r.field, plans, alpha, delta)
	if err != nil {
		return nil, err
	}
	return r.conclude(totals, race)
}

// search chooses for every SKU.
func (r *run) search() error {
	var lists [][]*candidate
	for i := range r.skus {
		s := &search{problem: r.Problem, sku: &r.skus[i]}
		list, err := s.start()
		if err != nil {
			return err
		}
		r.searches, lists = append(r.searches, s), append(lists, list)
	}
	r.compileAll(lists)
	r.share(lists)
	for i, s := range r.searches {
		if lists[i][0].config == nil {
			return fmt.Errorf("%w: today's plan of %s does not compile: %s", ErrAsked, s.sku.product.SKU, lists[i][0].reason)
		}
		var err error
		if s.delta, err = r.indifference(r.field, lists[i][0]); err != nil {
			return err
		}
		phase := fmt.Sprintf("plans of %s (%d of %d SKUs), replications", s.sku.product.SKU, i+1, len(r.searches))
		budget := int(r.asked.Budget.Value)
		err = s.run(r.field, lists[i], func(spent int) { r.progress(phase, spent, max(budget, spent)) })
		if err != nil {
			return err
		}
	}
	return nil
}

// share splits the error probability over SKUs, if asked, and between plans and countries.
func (r *run) share(lists [][]*candidate) {
	r.alpha = 1 - r.asked.Probability.Value.Float()
	if n := r.planned(); r.asked.Family.Value == "bonferroni" && n > 0 {
		r.alpha /= float64(n)
	}
	for _, list := range lists {
		for _, c := range list {
			r.split = r.split || c.config != nil && c.stocked != list[0].stocked
		}
	}
	for _, s := range r.searches {
		if s.alpha = r.alpha; r.split {
			s.alpha /= 2
		}
	}
}

// planned is the number of SKUs that are chosen for.
func (r *run) planned() (n int) {
	for i := range r.skus {
		if !r.skus[i].stays && len(r.skus[i].choices) > 0 {
			n++
		}
	}
	return n
}

// none explains why there is no plan.
func (r *run) none() error {
	var reasons []string
	for _, s := range r.searches {
		for _, c := range s.bench.plans {
			if !c.meets() {
				reasons = append(reasons, fmt.Sprintf("%s, %s: %s", s.sku.product.SKU, c.words, c.reason))
			}
		}
	}
	if left := len(reasons) - 5; left > 0 {
		reasons = append(reasons[:5], fmt.Sprintf("and %d more", left))
	}
	return fmt.Errorf("%w:\n  %s", ErrNoPlan, strings.Join(reasons, "\n  "))
}

// conclude compares the chosen plan with today's and collects what is to be told.
func (r *run) conclude(totals *sums, race selection.Outcome) (*result.Optimum, error) {
	win := totals.plans[race.Best]
	o := &result.Optimum{
		PlanFile: PlanFile, Baseline: r.today().Plan.Case, Case: r.caseName(),
		Resolved: string(r.study.Scenario.Resolved()), Plan: string(r.overlay(win.picks)),
	}
	opened, err := r.open([]byte(o.Plan))
	if err != nil {
		return nil, err
	}
	set, err := r.verify(opened)
	if err != nil {
		return nil, err
	}
	o.Manifest.Precision, o.Manifest.Title = set.Manifest.Precision, r.Title
	o.Comparison = r.compared(set)
	r.judge(set, o)
	base, plan := opened.Cases[0].Config, opened.Cases[1].Config
	if opened.Cases[0].Plan.Case == o.Case {
		base, plan = plan, base
	}
	reps := set.Manifest.Precision.Replications
	if err := r.tellSKUs(o, win, plan, base, min(reps, mostSent)); err != nil {
		return nil, err
	}
	if err := r.tellFronts(o, totals, race.Best); err != nil {
		return nil, err
	}
	if o.SendIn, err = r.sendIn(r.field, plan, reps); err != nil {
		return nil, err
	}
	o.Remote = r.remoteChanges(plan, base, win.picks, o.SKUs)
	o.Countries = r.countries(totals, race.Best)
	o.Guarantee, o.Notes = r.guarantee(o, race), r.notes(o)
	o.Assumptions, o.NotModeled = set.Assumptions, set.NotModeled
	return o, nil
}

// tellSKUs says for every SKU what was chosen, what it is worth, and what became of its candidates.
func (r *run) tellSKUs(o *result.Optimum, win whole, plan, base *model.Config, reps int) (err error) {
	for i, s := range r.searches {
		r.progress("what the plan is worth, SKUs", i, len(r.searches))
		a, b := []float64{0, 0}, []float64{0, 0}
		if win.picks[i].words != todayWords {
			if a, b, err = r.worth(r.field, plan, base, i, reps); err != nil {
				return err
			}
		}
		row := s.answer(win.picks[i], a, b)
		out := s.races[win.set&s.union()]
		row.Method, row.Kept, row.Probability = out.Method.String(), out.Kept, out.Probability
		o.SKUs = append(o.SKUs, row)
		o.Candidates = append(o.Candidates, s.rows(win.picks[i], win.set)...)
	}
	return nil
}

// tellFronts lists plans by two objectives: of every SKU, and of all together.
func (r *run) tellFronts(o *result.Optimum, totals *sums, win int) error {
	if len(r.goals) < 2 {
		return nil
	}
	for i, s := range r.searches {
		if s.sku.stays {
			continue
		}
		r.progress("front, SKUs", i, len(r.searches))
		points, err := s.pareto(totals.plans[win].picks[i])
		if err != nil {
			return err
		}
		o.Pareto = append(o.Pareto, points...)
	}
	if len(r.searches) == 1 {
		return nil
	}
	today, err := r.weigh(totals)
	if err != nil {
		return err
	}
	o.Pareto = append(o.Pareto, r.paretoOfAll(totals, win, today)...)
	return nil
}

// verify simulates the chosen plan and today's until the difference is precise enough.
func (r *run) verify(opened *study.Study) (*result.Set, error) {
	e := opened.Experiment(r.workers)
	e.Settings.Levers, e.Settings.Orders = nil, 0
	e.Settings.AllPairs, e.Settings.Metrics = false, nil // the plan against today, in all metrics
	e.Settings.Min = max(e.Settings.Min, 2)
	e.Settings.Max = max(e.Settings.Max, e.Settings.Min)
	set, err := experiment.Run(r.ctx, e, func(_ string, done, total int) {
		r.progress("the plan against today, replications", done, total)
	})
	if err == nil && set.Manifest.Interrupted {
		err = context.Canceled
	}
	return set, err
}

// compared are the comparisons of the whole plan with today's, the objectives first.
func (r *run) compared(set *result.Set) (list []result.Comparison) {
	rank := func(c *result.Comparison) int {
		for i := range r.goals {
			if r.goals[i].name == c.Metric {
				return i
			}
		}
		return len(r.goals)
	}
	list = slices.Clone(set.Comparisons)
	slices.SortStableFunc(list, func(a, b result.Comparison) int { return rank(&a) - rank(&b) })
	return list
}

// judge looks at the conditions once more, on the plan as a whole.
func (r *run) judge(set *result.Set, o *result.Optimum) {
	of := set.Case(o.Case)
	for i := range r.goals {
		if m := of.Metric(r.goals[i].name); m != nil {
			o.Objectives = append(o.Objectives, *m)
		}
	}
	for i := range r.checks {
		ok, got := r.checks[i].Eval(of)
		o.Checks = append(o.Checks, result.Check{
			Name: r.checks[i].Name, Case: o.Case, Expect: r.checks[i].Expect, OK: ok, Got: got, At: r.checks[i].At,
		})
	}
}

// countries lists the choices of countries to stock, where there was one.
func (r *run) countries(totals *sums, win int) (list []result.CountryChoice) {
	g := &r.goals[0]
	for i, w := range totals.plans[:len(totals.plans)-totals.weighed] {
		stocked := countries(0)
		for _, c := range w.picks {
			stocked |= c.stocked
		}
		row := result.CountryChoice{
			Stocked: stocked.String(), Metric: g.name, Unit: g.def.UnitIn(r.currency()), Chosen: i == win,
			Replications: len(totals.totals[i]),
		}
		row.Mean, row.CI = r.mean(totals.totals[i])
		if len(totals.plans)-totals.weighed > 1 {
			list = append(list, row)
		}
	}
	return list
}
