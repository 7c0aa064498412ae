package report

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"fbasim/sim/chart"
	"fbasim/sim/result"
)

// HTMLSweep writes a sweep as one page, as HTML does a run.
func HTMLSweep(w io.Writer, s *result.Sweep) error {
	metric := s.MainMetric()
	winners := s.Winners(metric)
	p := htmlPage{
		Title: result.Visible(s.Manifest.Title), Facts: strings.Join(sweepFacts(s), " · "),
		Verdicts: sweepVerdicts(s, metric, winners), Hashes: s.Manifest.Inputs.Files,
		Tables: []htmlTable{htmlWinners(s, metric, winners), htmlChanges(s, winners), htmlPoints(s), htmlSwept(s)},
		Lists:  assumedLists(s.Assumptions, s.NotModeled), Steps: sweepSteps(s),
	}
	fonts, err := p.draw(chart.Source{Sweep: s})
	if err != nil {
		return err
	}
	return p.write(w, fonts)
}

func sweepFacts(s *result.Sweep) []string {
	in := s.Manifest.Inputs
	facts := []string{
		count(s.Points(), "point"), count(s.Manifest.Precision.Replications, "replication") + " a point",
		fmt.Sprintf("seed %d", in.Seed),
	}
	if in.Horizon != "" {
		facts = append([]string{result.Visible(in.Horizon + " from " + in.Start)}, facts...)
	}
	return facts
}

// sweepVerdicts are which case wins how often, where that changes, and the best point.
func sweepVerdicts(s *result.Sweep, metric string, winners []result.SweepWinner) (list []string) {
	if len(winners) == 0 {
		return []string{"No point has a value of " + result.MetricLabel(metric) + "."}
	}
	if len(s.Cases()) > 1 {
		list = append(list, "Best by "+result.MetricLabel(metric)+": "+winsText(winners, func(c string) string { return caseLabel(s, c) })+".")
	}
	best := result.BestOf(winners, metric, 1)[0]
	direction := "highest"
	if def, _ := result.Define(metric); def.Better == result.Lower {
		direction = "lowest"
	}
	list = append(list, fmt.Sprintf("%s is %s at %s with %s: %s.", result.Capital(result.MetricLabel(metric)), direction,
		placeOf(s, best.Values), caseLabel(s, best.Case), result.Level(best.Mean, best.CI, best.Unit)))
	changes, looked := lastChanges(s, winners)
	if looked && len(changes) == 0 && len(s.Cases()) > 1 {
		list = append(list, "Along no input does the best case change.")
	}
	return append(list, changeSentences(s, changes)...)
}

// changeSentences say where the best case changes: one sentence where it is always the same change, else one
// for each of the first.
func changeSentences(s *result.Sweep, changes []result.SweepChange) (list []string) {
	if len(changes) == 0 {
		return nil
	}
	first := changes[0]
	par := s.Parameters[first.Parameter]
	input := result.InputLabel(par.Path)
	lo, hi, same := first.At, first.At, true
	for _, c := range changes {
		lo, hi = min(lo, c.At), max(hi, c.At)
		same = same && c.Before == first.Before && c.After == first.After
	}
	about := func(x float64) string { return result.PlainLike(x, hi, "") }
	if same {
		text := fmt.Sprintf("%s takes over from %s at a %s of about %s", result.Capital(caseLabel(s, first.After)),
			caseLabel(s, first.Before), input, about(hi)+unitOf(par))
		if about(lo) != about(hi) {
			text = fmt.Sprintf("%s takes over from %s at a %s of about %s to %s, depending on the other inputs",
				result.Capital(caseLabel(s, first.After)), caseLabel(s, first.Before), input, about(lo), about(hi)+unitOf(par))
		}
		return []string{text + "."}
	}
	for i, c := range changes {
		if i == 6 {
			return append(list, fmt.Sprintf("And %d more changes of the best case below.", len(changes)-i))
		}
		list = append(list, fmt.Sprintf("Along the %s, %s.", input, changeLine(s, c)))
	}
	return list
}

// caseLabel names a case by its program where it stands for one.
func caseLabel(s *result.Sweep, name string) string {
	stated, err := result.Stated(s.Resolved)
	if err != nil {
		stated = nil
	}
	set := &result.Set{Cases: result.StatedCases(stated, s.Cases())}
	return set.CaseLabel(name, abroad(set))
}

// abroad is the only marketplace that the cases serve differently, "" where there are several.
func abroad(set *result.Set) (market string) {
	for _, place := range []string{"US", "CA", "MX"} {
		if served(set, place) && len(set.Cases) > 1 {
			if market != "" {
				return ""
			}
			market = place
		}
	}
	return market
}

// htmlSwept has the inputs that differ between points.
func htmlSwept(s *result.Sweep) htmlTable {
	t := htmlTable{ID: "inputs", Title: "What was swept", Note: "All other inputs are as the scenario states them."}
	t.Head = append(columnsOf("Input", "Path"), right(columnsOf("From", "To", "Values", "The scenario's own")...)...)
	stated, err := result.Stated(s.Resolved)
	if err != nil {
		stated = nil
	}
	for i, p := range s.Parameters {
		seen := map[string]bool{}
		var values []result.SweepValue
		for k := range s.Rows {
			if v := s.Rows[k].Values[i]; !seen[sweepValue(p, v)] {
				seen[sweepValue(p, v)], values = true, append(values, v)
			}
		}
		own := "-"
		if x := result.StatedNumber(stated, p.Path, p.Unit); !math.IsNaN(x) {
			own = sweepValue(p, result.SweepValue{Number: x})
		}
		row := []htmlCell{plainCell(result.Capital(result.InputLabel(p.Path))), plainCell(result.Visible(p.Path))}
		if len(values) > 0 {
			slices.SortFunc(values, func(a, b result.SweepValue) int {
				return cmp.Or(cmp.Compare(a.Number, b.Number), cmp.Compare(a.Word, b.Word))
			})
			row = append(row, right(plainCell(sweepValue(p, values[0])), plainCell(sweepValue(p, values[len(values)-1])))...)
		}
		t.Rows = append(t.Rows, append(row, right(plainCell(fmt.Sprint(len(values))), plainCell(own))...))
	}
	return t
}

// placeOf names a point by the values of its parameters.
func placeOf(s *result.Sweep, values []result.SweepValue) string {
	var parts []string
	for i, v := range values {
		parts = append(parts, result.InputLabel(s.Parameters[i].Path)+" "+sweepValue(s.Parameters[i], v))
	}
	return strings.Join(parts, ", ")
}

// parameterHead are the heads of a column for each parameter.
func parameterHead(s *result.Sweep) (cells []htmlCell) {
	for i, p := range s.Parameters {
		cells = append(cells, htmlCell{Text: result.Visible(shortPath(s, i)), Right: !p.Words()})
	}
	return cells
}

// valueCells are a point's values.
func valueCells(s *result.Sweep, values []result.SweepValue) (cells []htmlCell) {
	for i, v := range values {
		if s.Parameters[i].Words() {
			cells = append(cells, plainCell(result.Visible(v.Word)))
			continue
		}
		cells = append(cells, numberCell(sweepValue(s.Parameters[i], v), v.Number))
	}
	return cells
}

// htmlWinners has the best case of each point.
func htmlWinners(s *result.Sweep, metric string, winners []result.SweepWinner) htmlTable {
	t := htmlTable{ID: "winners", Title: "The best case of each point", Note: "By " + result.MetricLabel(metric) + "."}
	t.Head = append(right(columnsOf("Point")...), parameterHead(s)...)
	t.Head = append(append(t.Head, plainCell("Best")), right(columnsOf(result.Capital(result.MetricLabel(metric))+" (95 % CI)")...)...)
	t.Head = append(t.Head, plainCell("How sure"))
	if len(s.Cases()) < 2 {
		return t
	}
	for _, w := range winners {
		row := append([]htmlCell{numberCell(fmt.Sprint(w.Point), float64(w.Point))}, valueCells(s, w.Values)...)
		t.Rows = append(t.Rows, append(row, plainCell(result.Visible(w.Case)),
			numberCell(result.Level(w.Mean, w.CI, w.Unit), w.Mean), verdictCell(sureness(w).text)))
	}
	t.cut(result.SweepFile)
	return t
}

// htmlChanges has every place where the best case changes.
func htmlChanges(s *result.Sweep, winners []result.SweepWinner) htmlTable {
	t := htmlTable{ID: "changes", Title: "Where the best case changes", Note: "Along one input, all others being equal."}
	t.Head = append(columnsOf("Along", "Where"), right(columnsOf("At about", "Between")...)...)
	t.Head = append(t.Head, columnsOf("Below", "Above")...)
	for i, p := range s.Parameters {
		changes, _ := s.Changes(winners, i)
		for _, c := range changes {
			others := append([]result.SweepValue(nil), c.Values...)
			var where []string
			for k, v := range others {
				if k != i {
					where = append(where, result.Visible(shortPath(s, k))+" "+sweepValue(s.Parameters[k], v))
				}
			}
			t.Rows = append(t.Rows, []htmlCell{
				plainCell(result.Visible(p.Path)), plainCell(strings.Join(where, ", ")),
				numberCell(result.PlainLike(c.At, c.At, "")+unitOf(p), c.At),
				numberCell(result.Number(c.From)+" and "+sweepValue(p, result.SweepValue{Number: c.To}), c.From),
				plainCell(result.Visible(c.Before)), plainCell(result.Visible(c.After)),
			})
		}
	}
	t.cut(result.SweepFile)
	return t
}

// mostSweepMetrics is how many metrics the table of points has columns for.
const mostSweepMetrics = 8

// htmlPoints has a row for each point and case, and a column for each metric.
func htmlPoints(s *result.Sweep) htmlTable {
	t := htmlTable{ID: "points", Title: "Points", Note: "Means over the replications; differences to the baseline are paired. " +
		result.SweepFile + " has intervals and quantiles."}
	metrics := s.Metrics()
	if left := len(metrics) - mostSweepMetrics; left > 0 {
		t.Note += fmt.Sprintf(" And %d more metrics.", left)
		metrics = metrics[:mostSweepMetrics]
	}
	t.Head = append(right(columnsOf("Point")...), parameterHead(s)...)
	t.Head = append(t.Head, plainCell("Case"))
	for _, m := range metrics {
		t.Head = append(t.Head, right(plainCell(result.Capital(result.MetricLabel(m))))...)
	}
	t.Head = append(t.Head, right(plainCell("Against the baseline (95 % CI)"))...)
	t.Head = append(t.Head, plainCell("Verdict"))
	for from := 0; from < len(s.Rows); {
		to := from
		for to < len(s.Rows) && s.Rows[to].Point == s.Rows[from].Point && s.Rows[to].Case == s.Rows[from].Case {
			to++
		}
		t.Rows = append(t.Rows, pointRow(s, s.Rows[from:to], metrics))
		from = to
	}
	t.cut(result.SweepFile)
	return t
}

// pointRow is the row of one case at one point; the difference is that of the first metric.
func pointRow(s *result.Sweep, rows []result.SweepRow, metrics []string) []htmlCell {
	first := &rows[0]
	line := append([]htmlCell{numberCell(fmt.Sprint(first.Point), float64(first.Point))}, valueCells(s, first.Values)...)
	line = append(line, plainCell(result.Visible(first.Case)))
	difference, verdict := numberCell("", math.NaN()), ""
	for _, m := range metrics {
		cell := numberCell("-", math.NaN())
		for i := range rows {
			if rows[i].Metric == m {
				cell = numberCell(result.Figure(rows[i].Mean, rows[i].Unit), rows[i].Mean)
			}
		}
		line = append(line, cell)
	}
	for i := range rows {
		if r := &rows[i]; r.Metric == s.MainMetric() && !math.IsNaN(r.Diff) {
			difference, verdict = numberCell(result.Estimate(r.Diff, r.DiffCI, r.Unit), r.Diff), r.Verdict
		}
	}
	return append(line, difference, verdictCell(verdict))
}

// sweepSteps are what makes the sweep again. The parameters stand in the manifest.
func sweepSteps(s *result.Sweep) []string {
	in := s.Manifest.Inputs
	line := "fbasim sweep resolved.toml"
	for _, p := range s.Parameters {
		line += " -p " + result.Visible(p.Path) + "=..."
	}
	return []string{
		fmt.Sprintf("%s   # %s, seed %d, %s replications a point; the points stand in %s",
			line, result.Visible(in.Tool), in.Seed, result.Visible(in.Replications), result.SweepFile),
	}
}
