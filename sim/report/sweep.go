package report

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"fbasim/sim/result"
)

// Lines of a sweep's lists on a terminal.
const (
	bestPoints  = 5
	manyChanges = 12
	mostMetrics = 5 // beside the one that tells the winners
)

// Sweep writes a sweep's answer: the best points, how often which case wins, where the winner changes
// along a parameter, and where the table is. The error is that of w.
func Sweep(w io.Writer, s *result.Sweep, o Options) error {
	p := newPage(w, o)
	metric := s.MainMetric()
	winners := s.Winners(metric)
	p.heading(result.Visible(s.Manifest.Title))
	p.print(p.paint(fmt.Sprintf("%s, %s a point, seed %d", count(s.Points(), "point"),
		count(s.Manifest.Precision.Replications, "replication"), s.Manifest.Inputs.Seed), faint) + "\n\n")
	p.best(s, metric, winners)
	p.wins(s, winners)
	p.changes(s, winners)
	if s.Dir != "" {
		p.results(s.Dir)
	}
	return p.err
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// best writes the best points as a table, a column for each parameter, and one for each further metric that
// there is room for.
func (p *page) best(s *result.Sweep, metric string, winners []result.SweepWinner) {
	if len(winners) == 0 {
		p.print("No point has a value of " + result.Visible(metric) + ".\n\n")
		return
	}
	p.heading("Best points by " + result.Visible(metric))
	others := slices.DeleteFunc(s.Metrics(), func(m string) bool { return m == metric })
	shown := min(len(others), mostMetrics)
	t := bestTable(s, metric, winners, others[:shown])
	for ; shown > 0 && t.width() > p.o.Width; t = bestTable(s, metric, winners, others[:shown]) {
		shown--
	}
	p.table(t)
	if left := len(others) - shown; left > 0 {
		p.print(p.paint(fmt.Sprintf("  and %s in %s\n", count(left, "more metric"), result.SweepFile), faint))
	}
	p.print("\n")
}

// bestTable is the table of the best points; the case and how sure it is only where there are several.
func bestTable(s *result.Sweep, metric string, winners []result.SweepWinner, others []string) *table {
	several := len(s.Cases()) > 1
	t := &table{}
	column := func(right bool, title string) {
		t.right = append(t.right, right)
		if len(t.rows) == 0 {
			t.rows = make([][]cell, 1)
		}
		t.rows[0] = append(t.rows[0], head(title)...)
	}
	column(false, "point")
	for i, par := range s.Parameters {
		column(!par.Words(), shorten(result.Visible(shortPath(s, i)), 28))
	}
	if several {
		column(false, "case")
	}
	column(true, result.Visible(metric))
	for _, m := range others {
		column(true, result.Visible(m))
	}
	if several {
		column(false, "")
	}
	for _, w := range result.BestOf(winners, metric, bestPoints) {
		row := []cell{text(fmt.Sprint(w.Point))}
		for i, v := range w.Values {
			row = append(row, text(shorten(sweepValue(s.Parameters[i], v), 28)))
		}
		if several {
			row = append(row, text(name(w.Case, 24)))
		}
		row = append(row, text(result.Figure(w.Mean, w.Unit)))
		for _, m := range others {
			row = append(row, text(figureAt(s, w.Point, w.Case, m)))
		}
		if several {
			row = append(row, sureness(w))
		}
		t.add(row...)
	}
	return t
}

// figureAt is the mean of a metric of a case at a point.
func figureAt(s *result.Sweep, point int, name, metric string) string {
	for i := range s.Rows {
		if r := &s.Rows[i]; r.Point == point && r.Case == name && r.Metric == metric && !math.IsNaN(r.Mean) {
			return result.Figure(r.Mean, r.Unit)
		}
	}
	return "-"
}

// shortPath is the end of a parameter's path that tells it from the others.
func shortPath(s *result.Sweep, parameter int) string {
	parts := strings.Split(s.Parameters[parameter].Path, ".")
	for n := 2; n < len(parts); n++ {
		end := strings.Join(parts[len(parts)-n:], ".")
		alone := true
		for i, o := range s.Parameters {
			alone = alone && (i == parameter || !strings.HasSuffix(o.Path, "."+end))
		}
		if alone {
			return end
		}
	}
	return s.Parameters[parameter].Path
}

func sweepValue(p result.SweepParameter, v result.SweepValue) string {
	if p.Words() {
		return result.Visible(v.Word)
	}
	if p.Unit == "1" {
		return result.Number(v.Number)
	}
	return result.Number(v.Number) + " " + result.Visible(p.Unit)
}

func sureness(w result.SweepWinner) cell {
	switch w.Verdict {
	case result.Better:
		return cell{"sure", good}
	case result.Tie:
		return text("tie")
	}
	return cell{"unclear", faint}
}

// winsText says how often which case is best, in the order of the first win.
func winsText(winners []result.SweepWinner, label func(string) string) string {
	var order []string
	all, sure := map[string]int{}, map[string]int{}
	for _, w := range winners {
		if all[w.Case]++; all[w.Case] == 1 {
			order = append(order, w.Case)
		}
		if w.Verdict == result.Better {
			sure[w.Case]++
		}
	}
	var parts []string
	for _, c := range order {
		parts = append(parts, fmt.Sprintf("%s at %s (%d of them surely)", label(c), count(all[c], "point"), sure[c]))
	}
	return strings.Join(parts, ", ")
}

// wins says how often which case is best, where there are several.
func (p *page) wins(s *result.Sweep, winners []result.SweepWinner) {
	if len(winners) > 0 && len(s.Cases()) > 1 {
		p.paragraph("Best case:", winsText(winners, result.Visible)+".", strong)
	}
}

// lastChanges are the places where the winner changes along the last parameter of numbers that it changes
// along, and whether there was any line of points to look along.
func lastChanges(s *result.Sweep, winners []result.SweepWinner) (list []result.SweepChange, looked bool) {
	for i := len(s.Parameters) - 1; i >= 0; i-- {
		changes, lines := s.Changes(winners, i)
		looked = looked || lines > 0
		if len(changes) > 0 {
			return changes, looked
		}
	}
	return nil, looked
}

// changes writes where the winner changes.
func (p *page) changes(s *result.Sweep, winners []result.SweepWinner) {
	list, looked := lastChanges(s, winners)
	switch {
	case len(list) > 0:
		p.print("\n")
		p.heading("Where the best case changes along " + result.Visible(s.Parameters[list[0].Parameter].Path))
		p.some(len(list), manyChanges, result.SweepFile, func(k int) {
			for n, line := range wrap(changeLine(s, list[k]), p.o.Width-4) {
				p.print(strings.Repeat("  ", min(n, 1)+1) + line + "\n")
			}
		})
	case looked && len(s.Cases()) > 1:
		p.paragraph("", "Along no parameter does the best case change.", plain)
	}
	p.print("\n")
}

func changeLine(s *result.Sweep, c result.SweepChange) string {
	par := s.Parameters[c.Parameter]
	at := func(x float64) string { return sweepValue(par, result.SweepValue{Number: x}) }
	line := fmt.Sprintf("%s below, %s above about %s (between %s and %s)", result.Visible(c.Before),
		result.Visible(c.After), result.PlainLike(c.At, c.At, "")+unitOf(par), result.Number(c.From), at(c.To))
	var others []string
	for i, v := range c.Values {
		if i != c.Parameter {
			others = append(others, result.Visible(shortPath(s, i))+" "+sweepValue(s.Parameters[i], v))
		}
	}
	if len(others) > 0 {
		line = strings.Join(others, ", ") + ": " + line
	}
	return line
}

func unitOf(p result.SweepParameter) string {
	if p.Unit == "1" {
		return ""
	}
	return " " + result.Visible(p.Unit)
}
