package compare

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"fbasim/sim/result"
)

// Options say what to compare and when a difference matters.
type Options struct {
	// Level is the confidence level; 0 means the first run's.
	Level float64
	// Metrics are the metrics to compare; none means all that both sides have.
	Metrics []string
	// Margins are equivalence margins by metric, in its unit. Metrics that are not
	// listed take the margin that the runs themselves used, or 0.
	Margins map[string]float64
	// Unadjusted takes p-values as they are; else they are adjusted by Holm over the
	// comparisons in a metric.
	Unadjusted bool
	// AllPairs compares each side with each; else all with the first.
	AllPairs bool
}

// Side is one case of one run.
type Side struct {
	Set  *result.Set
	Case string
}

// Report is the outcome of a comparison.
type Report struct {
	// Sides names what was compared, the baseline first.
	Sides []string
	// Inputs are the inputs that differ, sorted by path.
	Inputs []Input
	// Comparisons hold, for each pair of sides and each metric, how the second does
	// against the first; A and B are names of Sides.
	Comparisons []result.Comparison
	// Notes say what a reader must know, such as that replications are not paired.
	Notes []string
}

// Runs compares finished runs, the first being the baseline: each case with the
// case of the same name, or the only cases of runs that have one each. At least two
// runs are needed, and a pair of cases in each.
func Runs(sets []*result.Set, o Options) (*Report, error) {
	if len(sets) < 2 {
		return nil, errors.New("compare needs at least two runs")
	}
	total := &Report{}
	base := sets[0]
	for _, name := range shared(sets) {
		sides := make([]Side, len(sets))
		for i, s := range sets {
			sides[i] = Side{s, name}
			if name == "" {
				sides[i].Case = s.Cases[0].Name
			}
		}
		r, err := Sides(sides, o)
		if err != nil {
			return nil, err
		}
		total.merge(r)
	}
	if len(total.Sides) == 0 {
		return nil, fmt.Errorf("no case has the same name in all runs: %s has %s, %s has %s; "+
			"name the cases as RUN#CASE", runName(base), caseNames(base), runName(sets[1]), caseNames(sets[1]))
	}
	return total, nil
}

// shared lists the case names that all sets have; "" stands for their only cases.
func shared(sets []*result.Set) []string {
	var names []string
	single := true
	for _, s := range sets {
		single = single && len(s.Cases) == 1
	}
	for _, c := range sets[0].Cases {
		if !slices.ContainsFunc(sets[1:], func(s *result.Set) bool { return s.Case(c.Name) == nil }) {
			names = append(names, c.Name)
		}
	}
	if len(names) == 0 && single {
		return []string{""}
	}
	return names
}

// merge adds the comparisons of other cases of the same runs.
func (r *Report) merge(other *Report) {
	r.Sides = append(r.Sides, other.Sides...)
	r.Comparisons = append(r.Comparisons, other.Comparisons...)
	for _, in := range other.Inputs {
		if !slices.ContainsFunc(r.Inputs, in.equal) {
			r.Inputs = append(r.Inputs, in)
		}
	}
	for _, note := range other.Notes {
		if !slices.Contains(r.Notes, note) {
			r.Notes = append(r.Notes, note)
		}
	}
}

// Cases compares cases of one run, the first named being the baseline; without
// names, all cases with the run's own baseline.
func Cases(s *result.Set, names []string, o Options) (*Report, error) {
	if len(names) == 0 && len(s.Cases) > 0 {
		names = []string{s.Baseline().Name}
		for _, c := range s.Cases {
			if c.Name != names[0] {
				names = append(names, c.Name)
			}
		}
	}
	sides := make([]Side, len(names))
	for i, name := range names {
		sides[i] = Side{s, name}
	}
	return Sides(sides, o)
}

// Sides compares each side with the first, or with every other. A case that its run does not have, and a
// metric that is not known, are errors that name what there is.
func Sides(sides []Side, o Options) (*Report, error) {
	if len(sides) < 2 {
		return nil, errors.New("compare needs at least two cases")
	}
	if o.Level == 0 {
		o.Level = confidence(sides[0].Set)
	}
	for _, side := range sides {
		if side.Set.Case(side.Case) == nil {
			return nil, fmt.Errorf("%s has no case %q; it has %s", runName(side.Set),
				result.Visible(side.Case), caseNames(side.Set))
		}
	}
	metrics, err := metricsOf(sides, o.Metrics)
	if err != nil {
		return nil, err
	}
	r := &Report{Sides: labels(sides)}
	for _, metric := range metrics {
		family, notes := compareMetric(sides, r.Sides, metric, o)
		r.Comparisons = append(r.Comparisons, family...)
		r.merge(&Report{Notes: notes})
	}
	for i := range sides[1:] {
		r.merge(inputs(sides[0], sides[i+1], r.Sides[i+1]))
	}
	slices.SortStableFunc(r.Comparisons, byPair(r.Sides))
	return r, nil
}

// byPair orders by sides, then as tables show metrics.
func byPair(sides []string) func(a, b result.Comparison) int {
	return func(a, b result.Comparison) int {
		if d := slices.Index(sides, a.A) - slices.Index(sides, b.A); d != 0 {
			return d
		}
		if d := slices.Index(sides, a.B) - slices.Index(sides, b.B); d != 0 {
			return d
		}
		return result.CompareMetrics(a.Metric, b.Metric)
	}
}

// metricsOf returns the metrics that every side has, or checks those asked for.
func metricsOf(sides []Side, asked []string) ([]string, error) {
	first := sides[0].Set.Case(sides[0].Case)
	var all []string
	for _, m := range first.Metrics {
		if !slices.ContainsFunc(
			sides[1:],
			func(s Side) bool { return s.Set.Case(s.Case).Metric(m.Name) == nil },
		) {
			all = append(all, m.Name)
		}
	}
	if len(asked) == 0 && len(all) == 0 {
		return nil, errors.New("the cases have no metric in common")
	}
	for _, name := range asked {
		if !slices.Contains(all, name) {
			return nil, fmt.Errorf("no metric %q in all cases; there are %s",
				result.Visible(name), strings.Join(all, ", "))
		}
	}
	if len(asked) > 0 {
		return asked, nil
	}
	return all, nil
}

// labels names the sides: by case within one run, else by run and case.
func labels(sides []Side) []string {
	oneRun := !slices.ContainsFunc(sides, func(s Side) bool { return s.Set != sides[0].Set })
	names := make([]string, len(sides))
	for i, s := range sides {
		names[i] = s.Case
		if !oneRun {
			names[i] = runName(s.Set) + "#" + s.Case
		}
		if slices.Contains(names[:i], names[i]) { // a run beside itself
			names[i] += fmt.Sprintf(" (%d)", i+1)
		}
	}
	return names
}

// runName is the run as the folder names it.
func runName(s *result.Set) string {
	if s.Manifest.Run != "" {
		return s.Manifest.Run
	}
	return result.RunName(s.Manifest.Inputs)
}

func caseNames(s *result.Set) string {
	if len(s.Cases) == 0 {
		return "no cases"
	}
	names := make([]string, len(s.Cases))
	for i, c := range s.Cases {
		names[i] = result.Visible(c.Name)
	}
	return strings.Join(names, ", ")
}
