package experiment

import (
	"math"
	"slices"
	"strings"

	"fbasim/sim/market"
	"fbasim/sim/result"
	"fbasim/sim/stats"
)

// collect turns the replications into the tables of the results.
func (s *Study) collect(sm *sample) *result.Set {
	set := &result.Set{}
	set.Manifest.Title = s.Title
	set.Manifest.Precision = result.Precision{
		Target: s.Settings.Precision, Confidence: s.Settings.Confidence, Replications: sm.n(),
	}
	for c := range s.Cases {
		set.Cases = append(set.Cases, s.caseResult(sm, c))
	}
	set.Comparisons = s.comparisons(sm)
	set.Replications = sm.rows(s)
	set.Assumptions = s.assumptions()
	set.Checks, set.Findings = s.expectations(sm), s.findings(sm)
	set.NotModeled = s.notModeled()
	set.Daily = s.daily(sm)
	set.Histograms = s.histograms(sm)
	set.UnitEconomics = s.unitEconomics(sm)
	return set
}

func (s *Study) caseResult(sm *sample, c int) result.Case {
	cs := &s.Cases[c]
	r := result.Case{Name: cs.Name, Title: cs.Title, Baseline: c == s.Baseline()}
	for m, list := range cs.Programs {
		for _, p := range list {
			r.Programs = append(r.Programs, result.MarketProgram{
				Market: market.Marketplace(m).String(), Program: p.String(),
			})
		}
	}
	for col := range sm.columns {
		if m, ok := sm.metric(s, c, col); ok {
			r.Metrics = append(r.Metrics, m)
		}
	}
	return r
}

// metric summarizes a column of a case; false where no replication has a value,
// or where a fee kind never occurs in any case.
func (sm *sample) metric(s *Study, c, col int) (result.Metric, bool) {
	if sm.idle(col) {
		return result.Metric{}, false
	}
	return Summary(sm.columns[col].name, sm.columns[col].def, s.Cases[c].Config.Report.String(),
		sm.column(c, col), s.Settings.Confidence)
}

// tail is the share of outcomes that P5, P95 and CVaR5 are about.
const tail = 0.05

// idle reports whether a fee kind's column is zero in every replication.
func (sm *sample) idle(col int) bool {
	if sm.columns[col].def.Scope != result.PerKind {
		return false
	}
	for c := range sm.values {
		for _, row := range sm.values[c] {
			if row[col] != 0 {
				return false
			}
		}
	}
	return true
}

func defined(values []float64) []float64 {
	return slices.DeleteFunc(slices.Clone(values), math.IsNaN)
}

func (sm *sample) rows(s *Study) result.Replications {
	var keep []int
	var r result.Replications
	for col := range sm.columns {
		if !sm.idle(col) {
			keep = append(keep, col)
			r.Metrics = append(r.Metrics, sm.columns[col].name)
		}
	}
	for c := range s.Cases {
		for rep, row := range sm.values[c] {
			values := make([]float64, len(keep))
			for i, col := range keep {
				values[i] = row[col]
			}
			r.Rows = append(r.Rows, result.Replication{Case: s.Cases[c].Name, Index: rep, Values: values})
		}
	}
	return r
}

// comparisons compares every case with the baseline in every metric, paired by
// replication. P-values are adjusted by Holm over the cases compared in a metric.
func (s *Study) comparisons(sm *sample) []result.Comparison {
	var list []result.Comparison
	base := s.Baseline()
	for col := range sm.columns {
		if sm.idle(col) {
			continue
		}
		var family []result.Comparison
		var ps []float64
		for c := range s.Cases {
			if c == base {
				continue
			}
			if cmp, p, ok := s.compare(sm, base, c, col); ok {
				family, ps = append(family, cmp), append(ps, p)
			}
		}
		for i, p := range stats.Holm(ps) {
			c := &family[i]
			c.PAdj = p
			if (c.Verdict == result.Better || c.Verdict == result.Worse) && p > 1-s.Settings.Confidence {
				c.Verdict = result.Unclear // not sure enough among so many cases
			}
		}
		list = append(list, family...)
	}
	slices.SortStableFunc(list, func(x, y result.Comparison) int { return s.order(x.B) - s.order(y.B) })
	return list
}

func (s *Study) order(name string) int {
	return slices.IndexFunc(s.Cases, func(c Case) bool { return c.Name == name })
}

func (s *Study) compare(sm *sample, a, b, col int) (result.Comparison, float64, bool) {
	x, y := pairs(sm.column(b, col), sm.column(a, col))
	if len(x) == 0 {
		return result.Comparison{}, 0, false
	}
	def := sm.columns[col].def
	d := stats.PairedT(x, y, s.Settings.Confidence)
	c := result.Comparison{
		A: s.Cases[a].Name, B: s.Cases[b].Name, Metric: sm.columns[col].name,
		Unit: def.UnitIn(s.Cases[a].Config.Report.String()), Diff: d.Diff, N: len(x), Paired: true,
		CI: result.Interval{Lo: d.Interval.Lo, Hi: d.Interval.Hi}, VarianceReduction: stats.VarianceReduction(x, y),
	}
	goal := stats.Maximize
	if def.Better == result.Lower {
		goal = stats.Minimize
	}
	c.Margin = s.marginOf(sm, c.Metric, def, y)
	c.Verdict = string(stats.Judge(d.Interval, c.Margin, goal))
	if def.Better == result.Neutral && (c.Verdict == result.Better || c.Verdict == result.Worse) {
		c.Verdict = result.Differs
	}
	c.Wins = stats.ProbBest([][]float64{x, y}, goal)[0]
	return c, d.P, true
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

// pairs keeps the replications in which both values exist.
func pairs(x, y []float64) (u, v []float64) {
	for i := range x {
		if !math.IsNaN(x[i]) && !math.IsNaN(y[i]) {
			u, v = append(u, x[i]), append(v, y[i])
		}
	}
	return u, v
}

func (s *Study) assumptions() []result.Assumption {
	var list []result.Assumption
	for _, c := range s.Cases {
		for _, a := range c.Assumptions {
			r := result.Assumption{Text: a.Text, Key: a.Key, Card: a.Card, From: a.From, To: a.To}
			if !slices.Contains(list, r) {
				list = append(list, r)
			}
		}
	}
	return list
}

// histograms counts deliveries by whole days over all replications.
func (s *Study) histograms(sm *sample) []result.HistogramBin {
	var list []result.HistogramBin
	for c := range s.Cases {
		for _, m := range marketsOf(s) {
			days := &sm.outcome[c].markets[m].Days
			last := len(days) - 1
			for last >= 0 && days[last] == 0 {
				last--
			}
			lo, hi := s.window(c, m)
			for d := range last + 1 {
				list = append(list, result.HistogramBin{
					Name: "delivery_days", Case: s.Cases[c].Name, Market: m.String(), Program: s.program(c, m),
					Unit: "d", From: float64(d), To: float64(d + 1), Count: int(days[d]), WindowLo: lo, WindowHi: hi,
				})
			}
		}
	}
	return list
}

// window is the promised delivery window of a case's program in days, NaN where
// it uses several or promises nothing.
func (s *Study) window(c int, m market.Marketplace) (lo, hi float64) {
	if list := s.Cases[c].Programs[m]; len(list) == 1 {
		if w := s.Cases[c].Config.Markets[m].Window[list[0]]; w.Max > 0 {
			return float64(w.Min) / dayTicks, float64(w.Max) / dayTicks
		}
	}
	return math.NaN(), math.NaN()
}

func (s *Study) program(c int, m market.Marketplace) string {
	if list := s.Cases[c].Programs[m]; len(list) == 1 {
		return list[0].String()
	}
	return ""
}
