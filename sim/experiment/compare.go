package experiment

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"fbasim/sim/result"
	"fbasim/sim/stats"
)

// estimate is the difference of two cases in one figure, by pairs alone and with control variates.
type estimate struct {
	paired     stats.Comparison
	controlled stats.Controlled
	controls   int // used; 0 where none could be
	use        bool
}

// estimate compares the outcomes x and y of the same replications.
func (s *Study) estimate(b *stats.ControlBasis, x, y []float64) estimate {
	e := estimate{paired: stats.PairedT(x, y, s.Settings.Confidence)}
	c, err := b.Adjust(stats.Differences(x, y), s.Settings.Confidence)
	if err == nil {
		e.controlled, e.controls, e.use = c, b.Len(), s.Settings.Controls
	}
	return e
}

// reported is the estimate that verdicts and the stopping rule are about.
func (e *estimate) reported() (diff float64, iv stats.Interval, p float64) {
	if e.use {
		return e.controlled.Mean, e.controlled.Interval, e.controlled.P()
	}
	return e.paired.Diff, e.paired.Interval, e.paired.P
}

// pair is two cases to compare, b against a.
type pair struct{ a, b int }

// pairsOfCases lists the pairs to compare: every case with the baseline, or each with each.
func (s *Study) pairsOfCases() (list []pair) {
	order := []int{s.Baseline()}
	for c := range s.Cases {
		if c != order[0] {
			order = append(order, c)
		}
	}
	for i, a := range order {
		for _, b := range order[i+1:] {
			list = append(list, pair{a, b})
		}
		if !s.Settings.AllPairs {
			break
		}
	}
	return list
}

// comparisons compares the pairs of cases in every metric, by replication. P-values are adjusted
// over the pairs compared in a metric.
func (s *Study) comparisons(sm *sample) []result.Comparison {
	pairs := s.pairsOfCases()
	bases := make([]*stats.ControlBasis, len(pairs))
	for i, p := range pairs {
		bases[i] = sm.basis(p.a, p.b)
	}
	byPair := make([][]result.Comparison, len(pairs))
	for col := range sm.columns {
		if sm.idle(col) || !s.compares(sm.columns[col].name) {
			continue
		}
		var family []result.Comparison
		var ps []float64
		var of []int
		for i, at := range pairs {
			if c, p, ok := s.compare(sm, at, bases[i], col); ok {
				family, ps, of = append(family, c), append(ps, p), append(of, i)
			}
		}
		if s.Settings.Holm {
			ps = stats.Holm(ps)
		}
		for i, c := range family {
			c.PAdj = ps[i]
			c.Judge(sm.columns[col].def.Better, s.Settings.Confidence)
			byPair[of[i]] = append(byPair[of[i]], c)
		}
	}
	return slices.Concat(byPair...)
}

// compares reports whether a metric is compared: all are, unless the study names some.
func (s *Study) compares(metric string) bool {
	stem, _, _ := strings.Cut(metric, ".")
	return len(s.Settings.Metrics) == 0 || metric == "profit" ||
		slices.Contains(s.Settings.Metrics, metric) || slices.Contains(s.Settings.Metrics, stem)
}

func (s *Study) compare(sm *sample, at pair, basis *stats.ControlBasis, col int) (result.Comparison, float64, bool) {
	x, y := bothDefined(sm.column(at.b, col), sm.column(at.a, col))
	if len(x) == 0 {
		return result.Comparison{}, 0, false
	}
	def := sm.columns[col].def
	e := s.estimate(basis, x, y)
	diff, iv, p := e.reported()
	level := s.Settings.Confidence
	c := result.Comparison{
		A: s.Cases[at.a].Name, B: s.Cases[at.b].Name, Metric: sm.columns[col].name,
		Unit: def.UnitIn(s.Cases[at.a].Config.Report.String()), N: len(x), Paired: true, Estimate: result.Paired,
		Diff: diff, CI: result.Interval{Lo: iv.Lo, Hi: iv.Hi}, VarianceReduction: stats.VarianceReduction(x, y),
		PairedDiff: e.paired.Diff, PairedCI: result.Interval{Lo: e.paired.Interval.Lo, Hi: e.paired.Interval.Hi},
		PairedFewer:    stats.TimesFewer(e.paired.Interval, x, y, level),
		ControlledDiff: math.NaN(), ControlledCI: result.Unknown(), ControlledFewer: math.NaN(), Controls: e.controls,
	}
	if e.use {
		c.Estimate = result.Controlled
	}
	if e.controls > 0 {
		iv := e.controlled.Interval
		c.ControlledDiff, c.ControlledCI = e.controlled.Mean, result.Interval{Lo: iv.Lo, Hi: iv.Hi}
		c.ControlledFewer = stats.TimesFewer(iv, x, y, level)
	}
	c.Margin = s.marginOf(sm, c.Metric, def, y)
	goal := stats.Maximize
	if def.Better == result.Lower {
		goal = stats.Minimize
	}
	c.Wins = stats.ProbBest([][]float64{x, y}, goal)[0]
	return c, p, true
}

// warnOfControls says where profit differences could not be adjusted as asked.
func (s *Study) warnOfControls(set *result.Set) {
	for _, c := range set.Comparisons {
		if s.Settings.Controls && c.Metric == "profit" && c.Controls == 0 {
			set.Warnings = append(set.Warnings, fmt.Sprintf("control variates could not be used with %d replications: "+
				"one needs %d, and something that varies; intervals are those of the pairs alone", c.N, replicationsPerControl))
			return
		}
	}
}

// marginOf is the difference in a metric that counts as none: for totals of money
// a share of the baseline's revenue, for everything else the same share of the
// baseline's own value.
func (s *Study) marginOf(sm *sample, metric string, def result.Definition, baseline []float64) float64 {
	if def.Unit == result.MoneyUnit && def.Measure == "total" {
		_, place, _ := strings.Cut(metric, ".")
		return s.margin(sm, revenueOf(sm, place))
	}
	return s.Settings.Equivalence * math.Abs(stats.Summarize(baseline).Mean)
}

// revenueOf names the revenue that a money metric is judged against: the
// marketplace's for "profit.CA", the whole for "fees.referral".
func revenueOf(sm *sample, place string) string {
	if name := "revenue." + place; sm.find(name) >= 0 {
		return name
	}
	return "revenue"
}

// bothDefined keeps the replications in which both values exist.
func bothDefined(x, y []float64) (u, v []float64) {
	for i := range x {
		if !math.IsNaN(x[i]) && !math.IsNaN(y[i]) {
			u, v = append(u, x[i]), append(v, y[i])
		}
	}
	return u, v
}
