package result

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
)

// MainMetric is the metric that the winners of a sweep are told by: profit, or else the first one.
func (s *Sweep) MainMetric() string {
	if len(s.Rows) == 0 || slices.ContainsFunc(s.Rows, func(r SweepRow) bool { return r.Metric == "profit" }) {
		return "profit"
	}
	return s.Rows[0].Metric
}

// SweepWinner is the best case of a point by one metric.
type SweepWinner struct {
	Point  int          `json:"point"`
	Values []SweepValue `json:"values"`
	Case   string       `json:"case"`
	Unit   string       `json:"unit"`
	Mean   float64      `json:"mean"`
	CI     Interval     `json:"ci"`
	// Verdict says how sure that is. Of a case other than the baseline it is the case's own. The
	// baseline is Better where all others are worse, and else a Tie where none is unclear.
	Verdict string `json:"verdict"`

	means []float64 // by case
	names []string
}

// Winners returns the best case of each point by a metric, in order of points; points where no case
// has a value are left out.
func (s *Sweep) Winners(metric string) (list []SweepWinner) {
	def, _ := Define(metric)
	sign := 1.0
	if def.Better == Lower {
		sign = -1
	}
	rows := slices.DeleteFunc(slices.Clone(s.Rows), func(r SweepRow) bool { return r.Metric != metric || math.IsNaN(r.Mean) })
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && rows[n].Point == rows[0].Point {
			n++
		}
		best := slices.MaxFunc(rows[:n], func(a, b SweepRow) int { return cmp.Compare(sign*a.Mean, sign*b.Mean) })
		w := SweepWinner{
			Point: best.Point, Values: best.Values, Case: best.Case, Unit: best.Unit, Mean: best.Mean, CI: best.CI,
			Verdict: best.Verdict,
		}
		if w.Verdict == "" {
			w.Verdict = baselineVerdict(rows[:n])
		}
		for _, r := range rows[:n] {
			w.means, w.names = append(w.means, r.Mean), append(w.names, r.Case)
		}
		list = append(list, w)
		rows = rows[n:]
	}
	return list
}

func baselineVerdict(rows []SweepRow) string {
	verdict := Better
	for _, r := range rows {
		switch r.Verdict {
		case "", Worse:
		case Tie:
			verdict = Tie
		default:
			return Unclear
		}
	}
	return verdict
}

func (w *SweepWinner) mean(name string) float64 {
	if i := slices.Index(w.names, name); i >= 0 {
		return w.means[i]
	}
	return math.NaN()
}

// BestOf returns the n best winners by the metric they were told by, the best first.
func BestOf(winners []SweepWinner, metric string, n int) []SweepWinner {
	def, _ := Define(metric)
	best := slices.Clone(winners)
	slices.SortStableFunc(best, func(a, b SweepWinner) int {
		if def.Better == Lower {
			a, b = b, a
		}
		return cmp.Compare(b.Mean, a.Mean)
	})
	return best[:min(n, len(best))]
}

// SweepChange is a place where the winner changes along one parameter, all others being equal.
type SweepChange struct {
	Parameter int          // along which
	Values    []SweepValue // of the point before the change
	From, To  float64      // values of the parameter before and after
	At        float64      // where the means of the two winners cross, on straight lines between them
	Before    string       // winning case
	After     string
}

// Changes lists where the winner changes along a parameter of numbers, and tells how many lines of
// points, equal in all other parameters, there were to look along.
func (s *Sweep) Changes(winners []SweepWinner, parameter int) (list []SweepChange, lines int) {
	if s.Parameters[parameter].Words() {
		return nil, 0
	}
	groups := map[string][]SweepWinner{}
	var order []string
	for _, w := range winners {
		key := s.rest(w.Values, parameter)
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], w)
	}
	for _, key := range order {
		line := groups[key]
		slices.SortStableFunc(line, func(a, b SweepWinner) int {
			return cmp.Compare(a.Values[parameter].Number, b.Values[parameter].Number)
		})
		if len(line) > 1 {
			lines++
		}
		for i := 1; i < len(line); i++ {
			if a, b := &line[i-1], &line[i]; a.Case != b.Case {
				list = append(list, change(a, b, parameter))
			}
		}
	}
	return list, lines
}

// rest names the values of all other parameters.
func (s *Sweep) rest(values []SweepValue, parameter int) string {
	var b strings.Builder
	for i, v := range values {
		if i != parameter {
			b.WriteString(strconv.Quote(v.cell(s.Parameters[i])) + " ")
		}
	}
	return b.String()
}

func change(a, b *SweepWinner, parameter int) SweepChange {
	c := SweepChange{
		Parameter: parameter, Values: a.Values, From: a.Values[parameter].Number, To: b.Values[parameter].Number,
		Before: a.Case, After: b.Case,
	}
	lead, behind := a.mean(c.Before)-a.mean(c.After), b.mean(c.Before)-b.mean(c.After)
	c.At = c.From + (c.To-c.From)*lead/(lead-behind)
	return c
}

// Cases lists the cases in the order of the table.
func (s *Sweep) Cases() (names []string) {
	seen := map[string]bool{}
	for i := range s.Rows {
		if name := s.Rows[i].Case; !seen[name] {
			seen[name], names = true, append(names, name)
		}
	}
	return names
}

// Metrics lists the metrics in the order of the table.
func (s *Sweep) Metrics() (names []string) {
	seen := map[string]bool{}
	for i := range s.Rows {
		if name := s.Rows[i].Metric; !seen[name] {
			seen[name], names = true, append(names, name)
		}
	}
	return names
}

// Points is the number of points.
func (s *Sweep) Points() (n int) {
	for _, r := range s.Rows {
		n = max(n, r.Point)
	}
	return n
}
