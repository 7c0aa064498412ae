package optimize

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/experiment"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/result"
	"fbasim/sim/stats"
)

// titled replaces the ids of programs in a plan's words by their titles.
func titled(words string) string {
	for use := market.NoProgram + 1; use < market.ProgramCount; use++ {
		words = strings.ReplaceAll(words, use.String(), use.Title())
	}
	return words
}

// worth simulates a SKU's plan and today's in the replications of the final comparison, and returns what they
// come to: the objective with the SKU's own share of what stocking a country costs.
func (p *Problem) worth(field *experiment.Field, plan, today *model.Config, sku, reps int) (a, b []float64, err error) {
	g := &p.goals[0]
	of := own(g)
	configs := [...]*model.Config{plan, today}
	var rows [2][]float64
	var jobs []experiment.Job
	for k, cfg := range configs {
		rows[k] = make([]float64, reps)
		alone := cfg.Only(sku)
		for rep := range reps {
			jobs = append(jobs, experiment.Job{Config: alone, Replication: rep})
		}
	}
	errs, err := field.Each(jobs, func(i int, o *model.Outcome) {
		sum := of(o)
		only, placed := marketOf(g.name)
		for m := market.US + 1; g.def.Name == "profit" && m < market.MarketplaceCount; m++ {
			if !placed || m == only {
				sum += shared(o, m)
			}
		}
		rows[i/reps][i%reps] = sum
	})
	for _, e := range errs {
		if err == nil {
			err = e
		}
	}
	return rows[0], rows[1], err
}

// answer is what was chosen for a SKU, and what it is worth.
func (s *search) answer(picked *candidate, plan, today []float64) result.SKUPlan {
	p := s.problem
	g := &p.goals[0]
	row := result.SKUPlan{
		SKU: s.sku.product.SKU, ASIN: s.sku.product.ASIN, Plan: picked.words, Stocked: picked.stocked.String(),
		Metric: g.name, Unit: g.def.UnitIn(p.currency()), Indifference: s.delta, Candidates: len(s.bench.plans),
		Replications: s.bench.spent, Feasible: picked.feasible,
	}
	most := 0
	for i := range s.bench.plans {
		most = max(most, len(s.bench.values[0][i]))
	}
	row.Equal = most * len(s.bench.plans)
	d := stats.PairedT(plan, today, p.level())
	row.Diff, row.CI = d.Diff, result.Interval{Lo: d.Interval.Lo, Hi: d.Interval.Hi}
	if picked.words == todayWords {
		row.Diff, row.CI = 0, result.Interval{}
	}
	row.Verdict = string(stats.Judge(stats.Interval{Lo: row.CI.Lo, Hi: row.CI.Hi}, s.delta, g.goal))
	row.Answer = s.sentence(picked, &row)
	return row
}

// sentence puts the choice into words.
func (s *search) sentence(picked *candidate, row *result.SKUPlan) string {
	days := float64(s.problem.today().Config.Horizon) / float64(civil.Day)
	switch {
	case s.sku.stays:
		return fmt.Sprintf("%s stays as it is: it is not among the SKUs to plan.", row.SKU)
	case picked.words == todayWords:
		return fmt.Sprintf("%s stays as it is: no other plan is reliably better.", row.SKU)
	}
	than := "today"
	if before := s.before(picked); before != "" {
		than = "today's " + before
	}
	difference := "better"
	switch {
	case row.Metric != "profit" && row.Diff < 0:
		difference = "less " + row.Metric
	case row.Metric != "profit":
		difference = "more " + row.Metric
	case row.Diff < 0:
		difference = "worse"
	}
	tie := ""
	if row.Verdict == result.Tie {
		tie = ", which does not matter"
	}
	return fmt.Sprintf("%s in %s, %s %s than %s over %.0f d (%.0f %%: %s)%s.", row.SKU, placed(picked.words),
		result.Figure(math.Abs(row.Diff), row.Unit), difference, than, days, 100*s.problem.level(),
		result.Range(row.CI, row.Unit, true), tie)
}

// placed puts the words of a plan after their places: "CA: local FBA, cover 45 d; in MX: Remote Fulfillment".
func placed(words string) string {
	var parts []string
	for _, part := range strings.Split(words, "; ") {
		place, rest, _ := strings.Cut(part, " ")
		parts = append(parts, place+": "+titled(rest))
	}
	return strings.Join(parts, "; in ")
}

// before is how the one marketplace that the plan changes is served today, "" where it changes several or
// keeps the program.
func (s *search) before(picked *candidate) string {
	text, n := "", 0
	today := s.bench.plans[0]
	for m := market.US; m < market.MarketplaceCount; m++ {
		if today.programs[m] != picked.programs[m] {
			text, n = titled(today.programs[m]), n+1
		}
	}
	if n != 1 {
		return ""
	}
	return text
}

// left says where candidates left the race, as far as races tell: the one for the countries chosen has the last word.
func (s *search) left(set countries) map[int]string {
	at := map[int]string{}
	for _, one := range append(slices.Clone(s.sets), set&s.union()) {
		for _, d := range s.races[one].Dropped {
			at[d.System] = outraced
			if d.Screened {
				at[d.System] = screened
			}
		}
	}
	for _, one := range s.sets {
		if race, ok := s.races[one]; ok {
			at[race.Best] = elsewhere
		}
	}
	return at
}

// rows lists the candidates with where they left the race.
func (s *search) rows(picked *candidate, set countries) (list []result.Candidate) {
	at := s.left(set)
	var longest []float64
	for _, values := range s.bench.values[0] {
		if len(values) > len(longest) {
			longest = values
		}
	}
	g := &s.problem.goals[0]
	for i, c := range s.bench.plans {
		values := s.bench.values[0][i]
		row := result.Candidate{
			SKU: s.sku.product.SKU, Plan: c.words, Stocked: c.stocked.String(), Metric: g.name,
			Unit: g.def.UnitIn(s.problem.currency()), Mean: math.NaN(), CI: result.Unknown(),
			Replications: len(values), Stage: c.stage, Feasible: c.feasible, Reason: c.reason,
		}
		if len(values) > 0 {
			row.Mean, row.CI = s.problem.leveled(values, longest)
		}
		switch {
		case c == picked:
			row.Stage = chosen
		case i == 0:
			row.Stage = asNow
		case row.Stage == impossible:
		case !c.meets():
			row.Stage = infeasible
		default:
			row.Stage = at[i]
		}
		list = append(list, row)
	}
	return list
}
