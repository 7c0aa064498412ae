package report

import (
	"fmt"
	"io"
	"strings"

	"fbasim/sim/result"
)

// Lines of a sweep's lists on a terminal.
const (
	bestPoints  = 5
	manyChanges = 12
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
	p.wins(winners)
	p.changes(s, winners)
	if s.Dir != "" {
		p.paragraph("Results:", result.Visible(s.Dir), strong)
	}
	return p.err
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// best writes the best points as a table, a column for each parameter.
func (p *page) best(s *result.Sweep, metric string, winners []result.SweepWinner) {
	if len(winners) == 0 {
		p.print("No point has a value of " + result.Visible(metric) + ".\n\n")
		return
	}
	p.heading("Best points by " + result.Visible(metric))
	t := &table{right: make([]bool, len(s.Parameters)+4)}
	header := []string{"point"}
	for i, par := range s.Parameters {
		header = append(header, shorten(result.Visible(shortPath(s, i)), 28))
		t.right[i+1] = !par.Words()
	}
	t.right[len(t.right)-2] = true
	t.add(head(append(header, "case", result.Visible(metric), "")...)...)
	for _, w := range result.BestOf(winners, metric, bestPoints) {
		row := []cell{text(fmt.Sprint(w.Point))}
		for i, v := range w.Values {
			row = append(row, text(shorten(sweepValue(s.Parameters[i], v), 28)))
		}
		t.add(append(row, text(name(w.Case, 24)), text(result.Figure(w.Mean, w.Unit)), sureness(w))...)
	}
	p.table(t)
	p.print("\n")
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

// wins says how often which case is best, in the order of the first win.
func (p *page) wins(winners []result.SweepWinner) {
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
		parts = append(parts, fmt.Sprintf("%s at %s (%d of them surely)", result.Visible(c), count(all[c], "point"), sure[c]))
	}
	if len(parts) > 0 {
		p.paragraph("Best case:", strings.Join(parts, ", ")+".", strong)
	}
}

// changes writes where the winner changes along the last parameter of numbers that it changes along.
func (p *page) changes(s *result.Sweep, winners []result.SweepWinner) {
	looked := false
	for i := len(s.Parameters) - 1; i >= 0; i-- {
		list, lines := s.Changes(winners, i)
		looked = looked || lines > 0
		if len(list) == 0 {
			continue
		}
		p.print("\n")
		p.heading("Where the best case changes along " + result.Visible(s.Parameters[i].Path))
		p.some(len(list), manyChanges, result.SweepFile, func(k int) {
			for n, line := range wrap(changeLine(s, list[k]), p.o.Width-4) {
				p.print(strings.Repeat("  ", min(n, 1)+1) + line + "\n")
			}
		})
		p.print("\n")
		return
	}
	if looked {
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
