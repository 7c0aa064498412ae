package experiment

import (
	"math"
	"slices"

	"fbasim/sim/market"
	"fbasim/sim/result"
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
	s.warnOfControls(set)
	set.Replications = sm.rows(s)
	set.Assumptions = s.Assumed()
	set.Checks, set.Findings = s.expectations(sm), s.findings(sm)
	set.NotModeled = s.NotModeled()
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
	return SummaryOf(sm.columns[col].name, sm.columns[col].def, s.Cases[c].Config.Report.String(),
		sm.column(c, col), s.Settings.Confidence)
}

// tail is the share of outcomes that P5, P95 and CVaR5 are about.
const tail = 0.05

// idle reports whether a fee kind's column is zero in every replication.
func (sm *sample) idle(col int) bool {
	if sm.whole || sm.columns[col].def.Scope != result.PerKind {
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

// Assumed lists what the cases take for granted, each once.
func (s *Study) Assumed() []result.Assumption {
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
