package experiment

import (
	"math"
	"slices"
	"sync/atomic"

	"fbasim/sim/diag"
	"fbasim/sim/model"
	"fbasim/sim/result"
)

// Metrics are columns of a study that blocks of replications fill in: those asked for, and the
// revenues that differences in money are judged against.
type Metrics struct {
	columns []column
	shown   []bool
}

// AllMetrics asks for every metric there is.
const AllMetrics = "all"

// Metrics looks up metrics by their full names, such as "profit.CA", in registry order whatever the
// order asked for. With a name that the study does not have it returns that name and one that was
// perhaps meant.
func (s *Study) Metrics(names []string) (m *Metrics, unknown, near string) {
	all := columnsOf(s)
	known := make([]string, len(all))
	for i := range all {
		known[i] = all[i].name
	}
	for _, name := range names {
		if name != AllMetrics && !slices.Contains(known, name) {
			return nil, name, diag.Suggest(name, known)
		}
	}
	m = &Metrics{}
	for i := range all {
		asked := slices.Contains(names, all[i].name) || slices.Contains(names, AllMetrics)
		if asked || all[i].def.Name == "revenue" {
			m.columns, m.shown = append(m.columns, all[i]), append(m.shown, asked)
		}
	}
	return m, "", ""
}

// Columns names the columns of a block in order, those of revenues that nobody asked for among them.
func (m *Metrics) Columns() []string {
	names := make([]string, len(m.columns))
	for i := range m.columns {
		names[i] = m.columns[i].name
	}
	return names
}

// Names names the metrics asked for.
func (m *Metrics) Names() (names []string) {
	for i := range m.columns {
		if m.shown[i] {
			names = append(names, m.columns[i].name)
		}
	}
	return names
}

// Block simulates the replications from one number up to before another, every case on the same
// random numbers, and returns the columns by case within replication, one after another. It runs on
// the calling goroutine; stop ends it with model.ErrStopped; done, unless nil, is called after each
// replication.
func (s *Study) Block(m *Metrics, from, to int, stop *atomic.Bool, done func()) ([]float64, error) {
	a := newArena(s.configs())
	values := make([]float64, 0, (to-from)*len(s.Cases)*len(m.columns))
	for rep := from; rep < to; rep++ {
		for _, run := range a.runs {
			o, err := run.Simulate(model.Options{Seed: s.Settings.Seed, Replication: rep, Stop: stop})
			if err != nil {
				return nil, err
			}
			for i := range m.columns {
				values = append(values, m.columns[i].of(o))
			}
		}
		if done != nil {
			done()
		}
	}
	return values, nil
}

// Summary summarizes the blocks of one point, in the order of their replications, as a run would:
// the metrics asked for by case, and the comparisons with the baseline.
type Summary struct {
	Cases       []result.Case
	Comparisons []result.Comparison
}

// Summarize is the inverse of cutting replications into blocks: equal replications give equal
// summaries, however they were cut. Metrics without a value in any replication have N = 0.
func (s *Study) Summarize(m *Metrics, blocks [][]float64) Summary {
	sm := newSample(len(s.Cases), m.columns)
	width := len(m.columns)
	for _, b := range blocks {
		for row := 0; row*width < len(b); row++ {
			c := row % len(s.Cases)
			sm.values[c] = append(sm.values[c], b[row*width:(row+1)*width])
		}
	}
	sm.whole = true
	var out Summary
	for c := range s.Cases {
		r := result.Case{Name: s.Cases[c].Name, Title: s.Cases[c].Title, Baseline: c == s.Baseline()}
		for col := range m.columns {
			if m.shown[col] {
				r.Metrics = append(r.Metrics, sm.metricOrNone(s, c, col))
			}
		}
		out.Cases = append(out.Cases, r)
	}
	for _, cmp := range s.comparisons(sm) {
		if i := sm.find(cmp.Metric); m.shown[i] {
			out.Comparisons = append(out.Comparisons, cmp)
		}
	}
	return out
}

// metricOrNone summarizes a column, with N = 0 and nothing known where no replication has a value.
func (sm *sample) metricOrNone(s *Study, c, col int) result.Metric {
	if m, ok := sm.metric(s, c, col); ok {
		return m
	}
	def, no := sm.columns[col].def, math.NaN()
	return result.Metric{
		Name: sm.columns[col].name, Unit: def.UnitIn(s.Cases[c].Config.Report.String()), Better: def.Better,
		Mean: no, SD: no, CI: result.Unknown(), P5: no, P50: no, P95: no, CVaR5: no,
	}
}
