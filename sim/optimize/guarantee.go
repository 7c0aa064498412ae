package optimize

import (
	"fmt"
	"slices"

	"fbasim/sim/result"
	"fbasim/sim/scenario"
	"fbasim/sim/stats/selection"
)

// guarantee says in words what is promised, and what is not.
func (r *run) guarantee(o *result.Optimum, race selection.Outcome) (list []string) {
	n, kept, estimated := r.planned(), 0, 0
	for i := range o.SKUs {
		if r.skus[i].stays || len(r.skus[i].choices) == 0 {
			continue
		}
		if o.SKUs[i].Kept {
			kept++
		}
		if o.SKUs[i].Method == selection.Budgeted.String() {
			estimated++
		}
	}
	p := 100 * (1 - r.alpha)
	list = append(list, fmt.Sprintf("For each SKU the plan chosen is the best of those compared, or worse by no more than "+
		"its indifference amount, with probability %.4g %% or more; this takes the SKUs one by one.", p))
	if r.split {
		list = append(list, "Half of the error is left to the choice of the countries to stock, which is right within the sum "+
			"of those amounts.")
	}
	if estimated > 0 {
		list = append(list, fmt.Sprintf("For %d of %d SKUs that probability is an estimate from the replications spent "+
			"(ocba), no guarantee.", estimated, n))
	}
	if lost := n - kept; lost > 0 {
		list = append(list, fmt.Sprintf("The budget ended the choice for %d of %d SKUs before that: skus.csv has the "+
			"probability reached. Raise optimize.budget or optimize.indifference.", lost, n))
	}
	if !race.Kept {
		list = append(list, "The budget ended the choice of the countries to stock before its probability was reached.")
	}
	if n > 1 {
		list = append(list, r.familyWise(n))
	}
	return append(list, "What the plan is worth was found on replications that chose nothing, so the choice does not "+
		"flatter it.")
}

// familyWise says what holds for all SKUs at once.
func (r *run) familyWise(n int) string {
	all := 100 * (1 - float64(n)*r.alpha)
	switch {
	case r.asked.Family.Value == "bonferroni":
		return fmt.Sprintf("The error probability is divided among %d SKUs: all are right at once with probability "+
			"%.4g %% or more (Bonferroni).", n, all)
	case all > 0:
		return fmt.Sprintf("All %d SKUs are right at once with probability %.4g %% or more (Bonferroni); "+
			`optimize.family = "bonferroni" asks for more.`, n, all)
	}
	return fmt.Sprintf("Nothing is promised of all %d SKUs at once: optimize.family = \"bonferroni\" would.", n)
}

// notes say what the search leaves out.
func (r *run) notes(o *result.Optimum) (list []string) {
	changes := slices.ContainsFunc(o.SKUs, func(s result.SKUPlan) bool { return s.Plan != todayWords })
	if c := o.Comparison; changes && len(c) > 0 && c[0].Verdict != result.Better {
		list = append(list, fmt.Sprintf("As a whole the plan is not reliably better than today's in %s: %s.", c[0].Metric, c[0].Verdict))
	}
	if len(r.skus) > 1 {
		list = append(list, "Plans were compared SKU by SKU: capacity limits and fees on the stock of all SKUs together "+
			"count only in the comparison of the whole plan with today.")
	}
	if g := &r.goals[0]; len(r.skus) > 1 && !g.addsUp() {
		list = append(list, fmt.Sprintf("%s of several SKUs is not the sum of theirs: each was planned for its own, and "+
			"sets of countries were compared by the mean.", g.name))
	}
	if len(r.checks) > 0 && len(r.skus) > 1 {
		list = append(list, "Conditions hold for each SKU by itself; the plan as a whole was looked at besides.")
	}
	thinned := func(s *search) bool { return s.thinned }
	if slices.ContainsFunc(r.searches, thinned) {
		list = append(list, "Ranges were searched from a coarse grid to a fine one around the best: a better plan far from "+
			"it may be missed.")
	}
	if len(r.asked.Choices) == 0 {
		list = append(list, "Nothing is said in "+scenario.Path("optimize", "choose")+": the programs of the cases and "+
			"covers around the scenario's were compared.")
	}
	return list
}
