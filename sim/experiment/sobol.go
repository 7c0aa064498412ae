package experiment

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"fbasim/sim/random"
	"fbasim/sim/result"
	"fbasim/sim/stats"
	"fbasim/sim/stats/design"
)

// resamples of a bootstrap interval.
const resamples = 500

// indices estimates the Sobol indices of the factors with the largest swings and writes them into
// the rows. Each point of the design averages the same replications, so that the noise of single
// replications is shared by all points and small in the variance between them.
func (s *sensitivity) indices(set *result.Set) error {
	o := s.options
	if o.Points == 0 {
		return nil
	}
	chosen := s.screen(set.Sensitivity, min(o.Top, design.MaxFactors))
	if len(chosen) == 0 {
		return nil
	}
	reps := min(o.Mean, len(s.base[0]))
	plan := design.NewSensitivity(o.Points, len(chosen))
	points := make([][]setting, plan.Len())
	for k := range points {
		for i, u := range plan.Point(k) {
			points[k] = append(points[k], chosen[i].atQuantile(u))
		}
	}
	values, err := s.evaluate("Sobol indices", reps, points)
	if err != nil {
		return err
	}
	for _, t := range s.targets() {
		f := make([]float64, len(values))
		for k := range values {
			f[k] = stats.Summarize(t.of(values[k])).Mean
		}
		s.write(set.Sensitivity, t, chosen, plan, f)
	}
	s.remark(set, len(chosen), reps)
	return nil
}

// screen chooses the factors with the largest swings, relative to the largest of each target, and
// none that moves nothing.
func (s *sensitivity) screen(rows []result.SensitivityRow, most int) []*factor {
	largest, score := map[[2]string]float64{}, map[string]float64{}
	for _, r := range rows {
		of := [2]string{r.Case, r.Against}
		largest[of] = math.Max(largest[of], math.Abs(r.Swing))
	}
	for _, r := range rows {
		if top := largest[[2]string{r.Case, r.Against}]; top > 0 {
			score[r.Input] = math.Max(score[r.Input], math.Abs(r.Swing)/top)
		}
	}
	list := slices.Clone(s.factors)
	slices.SortStableFunc(list, func(a, b *factor) int { return cmp.Compare(score[b.name], score[a.name]) })
	list = slices.DeleteFunc(list, func(f *factor) bool { return score[f.name] == 0 })
	return list[:min(len(list), most)]
}

// write puts the indices of a target and their bootstrap intervals into its rows.
func (s *sensitivity) write(rows []result.SensitivityRow, t target, chosen []*factor, plan *design.Sensitivity, f []float64) {
	against := ""
	if t.a >= 0 {
		against = s.study.Cases[t.a].Name
	}
	found := plan.Indices(f)
	if math.IsNaN(found[0].Total) {
		return // nothing varies
	}
	first, total := s.intervals(plan, f, len(chosen))
	for i := range rows {
		r := &rows[i]
		at := slices.IndexFunc(chosen, func(f *factor) bool { return f.name == r.Input })
		if at < 0 || r.Case != s.study.Cases[t.b].Name || r.Against != against {
			continue
		}
		r.SobolFirst, r.SobolTotal = found[at].First, found[at].Total
		r.SobolFirstCI, r.SobolTotalCI = first[at], total[at]
	}
}

// intervals bootstraps the rows of the design: a row is resampled in all its matrices together. The
// points are quasi-random, more even than independent ones, so the intervals are rather wide.
func (s *sensitivity) intervals(plan *design.Sensitivity, f []float64, d int) (first, total []result.Interval) {
	n := len(f) / (d + 2)
	draws := random.NewKey(s.study.Settings.Seed).With("sobol").Sequence()
	again := make([]float64, len(f))
	values := make([][]float64, 2*d)
	for range resamples {
		for k := range n {
			from := min(int(draws.Next()*float64(n)), n-1)
			for block := range d + 2 {
				again[block*n+k] = f[block*n+from]
			}
		}
		for i, index := range plan.Indices(again) {
			values[i], values[d+i] = append(values[i], index.First), append(values[d+i], index.Total)
		}
	}
	for i := range values {
		iv := percentiles(values[i], s.study.Settings.Confidence)
		if i < d {
			first = append(first, iv)
		} else {
			total = append(total, iv)
		}
	}
	return first, total
}

// percentiles is the bootstrap interval of resampled values; resamples that do not vary are left
// out.
func percentiles(values []float64, level float64) result.Interval {
	sorted := stats.Sorted(slices.DeleteFunc(slices.Clone(values), math.IsNaN))
	if len(sorted) == 0 {
		return result.Unknown()
	}
	tail := (1 - level) / 2
	return result.Interval{Lo: stats.Quantile(sorted, tail), Hi: stats.Quantile(sorted, 1-tail)}
}

// remark says what the indices are about.
func (s *sensitivity) remark(set *result.Set, chosen, reps int) {
	text := fmt.Sprintf("Sobol indices vary %d of %d inputs", chosen, len(s.factors))
	if chosen < len(s.factors) {
		text += ", those with the largest swings (the others stay as drawn)"
	}
	text += fmt.Sprintf("; %d points, each the mean of the same %d replications", s.options.Points*(chosen+2), reps)
	set.Warnings = append(set.Warnings, text)
	for i := range s.study.Cases {
		if len(s.study.Cases[i].Config.Together) > 0 {
			set.Warnings = append(set.Warnings, "the scenario correlates inputs; swings and Sobol indices move "+
				"each input on its own")
			return
		}
	}
}
