package compare

import (
	"fmt"
	"math"

	"fbasim/sim/result"
	"fbasim/sim/stats"
)

// compareMetric compares each side with the first in one metric.
func compareMetric(
	sides []Side,
	names []string,
	metric string,
	o Options,
) (family []result.Comparison, notes []string) {
	base := sides[0].Set.Case(sides[0].Case).Metric(metric)
	var p []float64
	for i, side := range sides[1:] {
		m := side.Set.Case(side.Case).Metric(metric)
		if m.Unit != base.Unit {
			notes = append(notes, fmt.Sprintf("%s is in %s in %s but in %s in %s: not compared", metric,
				result.Visible(base.Unit), names[0], result.Visible(m.Unit), names[i+1]))
			continue
		}
		c, value, note := difference(sides[0], side, metric, o.Level)
		c.A, c.B, c.Metric, c.Unit = names[0], names[i+1], metric, base.Unit
		c.Margin = margin(metric, o, sides[0].Set, side.Set)
		family, p = append(family, c), append(p, value)
		if note != "" {
			notes = append(notes, note)
		}
	}
	for i, adjusted := range stats.Holm(p) {
		family[i].PAdj = adjusted
		family[i].Verdict = verdict(&family[i], base.Better, o.Level)
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
	} else {
		d = stats.WelchT(stats.Summarize(xb), stats.Summarize(xa), level)
		c.Wins, c.VarianceReduction = winsOfAny(xa, xb, goal), math.NaN()
		note = "the runs have different seeds: replications are independent, not paired (Welch)"
	}
	c.Diff, c.CI = d.Diff, result.Interval{Lo: d.Interval.Lo, Hi: d.Interval.Hi}
	c.N = min(len(xa), len(xb))
	if c.N == 0 {
		c.Diff, c.CI = math.NaN(), result.Unknown()
	}
	return c, d.P, note
}

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

// verdict judges the interval. Better and worse also need the adjusted p-value, so
// that looking at many cases finds no difference by chance.
func verdict(c *result.Comparison, better string, level float64) string {
	goal := stats.Maximize
	if better == result.Lower {
		goal = stats.Minimize
	}
	v := stats.Judge(stats.Interval{Lo: c.CI.Lo, Hi: c.CI.Hi, Level: level, N: c.N}, c.Margin, goal)
	if v != stats.Better && v != stats.Worse {
		return string(v)
	}
	if c.PAdj > 1-level {
		return result.Unclear
	}
	if better == result.Neutral {
		return result.Differs
	}
	return string(v)
}
