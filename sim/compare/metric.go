package compare

import (
	"fmt"
	"math"

	"fbasim/sim/result"
	"fbasim/sim/stats"
)

// compareMetric compares each side with the first, or with every other, in one metric.
func compareMetric(
	sides []Side,
	names []string,
	metric string,
	o Options,
) (family []result.Comparison, notes []string) {
	base := sides[0].Set.Case(sides[0].Case).Metric(metric)
	var p []float64
	for i, first := range sides {
		for j := i + 1; j < len(sides); j++ {
			side := sides[j]
			x, y := first.Set.Case(first.Case).Metric(metric), side.Set.Case(side.Case).Metric(metric)
			if x.Unit != y.Unit {
				notes = append(notes, fmt.Sprintf("%s is in %s in %s but in %s in %s: not compared", metric,
					result.Visible(x.Unit), names[i], result.Visible(y.Unit), names[j]))
				continue
			}
			c, value, note := difference(first, side, metric, o.Level)
			c.A, c.B, c.Metric, c.Unit = names[i], names[j], metric, x.Unit
			c.Margin = margin(metric, o, first.Set, side.Set)
			family, p = append(family, c), append(p, value)
			if note != "" {
				notes = append(notes, note)
			}
		}
		if !o.AllPairs {
			break
		}
	}
	if !o.Unadjusted {
		p = stats.Holm(p)
	}
	for i := range family {
		family[i].PAdj = p[i]
		family[i].Judge(base.Better, o.Level)
	}
	return family, notes
}

// difference compares b with a in one metric; p is the two-sided p-value of no
// difference.
func difference(
	a, b Side,
	metric string,
	level float64,
) (c result.Comparison, p float64, note string) {
	goal := stats.Maximize
	if m := a.Set.Case(a.Case).Metric(metric); m.Better == result.Lower {
		goal = stats.Minimize
	}
	indexA, xa := a.Set.Replications.Sample(a.Case, metric)
	indexB, xb := b.Set.Replications.Sample(b.Case, metric)
	c.PairedDiff, c.PairedCI, c.PairedFewer = math.NaN(), result.Unknown(), math.NaN()
	c.ControlledDiff, c.ControlledCI, c.ControlledFewer = math.NaN(), result.Unknown(), math.NaN()
	var d stats.Comparison
	if a.Set.Manifest.Inputs.Seed == b.Set.Manifest.Inputs.Seed {
		left := max(len(xa), len(xb))
		xa, xb = pairs(indexA, xa, indexB, xb)
		if left > len(xa) {
			note = fmt.Sprintf("%d replications have no partner and are left out", left-len(xa))
		}
		d = stats.PairedT(xb, xa, level)
		c.Paired, c.Wins = true, wins(xa, xb, goal)
		c.VarianceReduction = stats.VarianceReduction(xb, xa)
		c.Estimate, c.PairedFewer = result.Paired, stats.TimesFewer(d.Interval, xb, xa, level)
		c.PairedDiff, c.PairedCI = d.Diff, result.Interval{Lo: d.Interval.Lo, Hi: d.Interval.Hi}
	} else {
		d = stats.WelchT(stats.Summarize(xb), stats.Summarize(xa), level)
		c.Wins, c.VarianceReduction = winsOfAny(xa, xb, goal), math.NaN()
		c.Estimate = result.Independent
		note = "the runs have different seeds: replications are independent, not paired (Welch)"
	}
	c.Diff, c.CI = d.Diff, result.Interval{Lo: d.Interval.Lo, Hi: d.Interval.Hi}
	c.N = min(len(xa), len(xb))
	if c.N == 0 {
		c.Diff, c.CI = math.NaN(), result.Unknown()
	}
	return c, adopt(&c, a, b, metric, level, d.P), note
}

// adopt takes over what the run itself found by control variates, which replications.csv does not
// hold, and returns the p-value of what is then reported.
func adopt(c *result.Comparison, a, b Side, metric string, level, p float64) float64 {
	if a.Set != b.Set || confidence(a.Set) != level {
		return p
	}
	for _, own := range a.Set.Comparisons {
		if own.A != a.Case || own.B != b.Case || own.Metric != metric || own.N != c.N || own.Controls == 0 {
			continue
		}
		c.Controls, c.ControlledDiff = own.Controls, own.ControlledDiff
		c.ControlledCI, c.ControlledFewer = own.ControlledCI, own.ControlledFewer
		if own.Estimate != result.Controlled {
			return p
		}
		c.Estimate, c.Diff, c.CI = own.Estimate, own.Diff, own.CI
		return stats.PValue(stats.Interval{Lo: own.CI.Lo, Hi: own.CI.Hi, Level: level, N: c.N}, float64(c.N-1-c.Controls))
	}
	return p
}

// confidence is the level of a run's intervals.
func confidence(s *result.Set) float64 {
	if level := s.Manifest.Precision.Confidence; level > 0 {
		return level
	}
	return usualLevel
}

// usualLevel is that of runs that do not say theirs.
const usualLevel = 0.95

// pairs keeps the replications that both have, in order of index.
func pairs(indexA []int, xa []float64, indexB []int, xb []float64) (a, b []float64) {
	at := make(map[int]float64, len(indexB))
	for i, n := range indexB {
		at[n] = xb[i]
	}
	for i, n := range indexA {
		if y, ok := at[n]; ok {
			a, b = append(a, xa[i]), append(b, y)
		}
	}
	return a, b
}

// wins is the share of pairs in which b is better; equal ones count half.
func wins(a, b []float64, goal stats.Goal) float64 {
	sum := 0.0
	for i := range a {
		sum += win(a[i], b[i], goal)
	}
	return sum / float64(len(a))
}

// winsOfAny is the share over all pairs of independent replications.
func winsOfAny(a, b []float64, goal stats.Goal) float64 {
	sum := 0.0
	for _, x := range a {
		for _, y := range b {
			sum += win(x, y, goal)
		}
	}
	return sum / float64(len(a)*len(b))
}

func win(a, b float64, goal stats.Goal) float64 {
	switch {
	case a == b:
		return 0.5
	case goal.Better(b, a):
		return 1
	}
	return 0
}

// margin returns the equivalence margin of a metric: as asked, else the largest
// that a run used for it.
func margin(metric string, o Options, sets ...*result.Set) float64 {
	if m, ok := o.Margins[metric]; ok {
		return m
	}
	largest := 0.0
	for _, s := range sets {
		for _, c := range s.Comparisons {
			if c.Metric == metric && c.Margin > largest {
				largest = c.Margin
			}
		}
	}
	return largest
}
