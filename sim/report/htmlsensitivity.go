package report

import (
	"fmt"
	"math"
	"strconv"

	"fbasim/sim/result"
)

// htmlSensitivity has the inputs of a tornado with what they move; empty for a run that moved none.
func htmlSensitivity(s *result.Set) htmlTable {
	t := htmlTable{ID: "sensitivity", Title: "What moves the result",
		Note: "The metric at the low and the high value of one input, all others as drawn. Shares of variance: alone, and in all with interactions."}
	t.Head = append(right(columnsOf("Rank")...), columnsOf("Input", "Case", "Metric")...)
	t.Head = append(t.Head, right(columnsOf("Low", "High", "At low", "At high", "Swing (95 % CI)", "Alone", "In all")...)...)
	t.Head = append(t.Head, columnsOf("Better case from", "Evidence")...)
	for i := range s.Sensitivity {
		r := &s.Sensitivity[i]
		what := result.Visible(s.Label(r.Case))
		if r.Against != "" {
			what += " − " + result.Visible(s.Label(r.Against))
		}
		t.Rows = append(t.Rows, []htmlCell{
			numberCell(strconv.Itoa(r.Rank), float64(r.Rank)), plainCell(result.Visible(r.Input)), plainCell(what),
			plainCell(result.MetricLabel(r.Metric)), numberCell(result.Visible(r.Low), r.LowValue),
			numberCell(result.Visible(r.High), r.HighValue), numberCell(result.Figure(r.AtLow, r.Unit), r.AtLow),
			numberCell(result.Figure(r.AtHigh, r.Unit), r.AtHigh), numberCell(result.Estimate(r.Swing, r.SwingCI, r.Unit), r.Swing),
			indexCell(r.SobolFirst), indexCell(r.SobolTotal), plainCell(flipCell(s, r)), plainCell(result.Visible(r.Evidence)),
		})
	}
	t.cut("sensitivity.csv")
	return t
}

func indexCell(x float64) htmlCell {
	if math.IsNaN(x) {
		return numberCell("-", x)
	}
	return numberCell(share(x), x)
}

// flipCell says which case becomes the better one, and from which value on.
func flipCell(s *result.Set, r *result.SensitivityRow) string {
	if r.FlipsTo == "" {
		return ""
	}
	text := result.Visible(s.Label(r.FlipsTo))
	if !math.IsNaN(r.FlipsAt) {
		text += " from " + result.Figure(r.FlipsAt, r.InputUnit)
	}
	return text
}

// moverSentences say of the first comparison which input moves it most, and which change the winner.
func moverSentences(s *result.Set) (list []string) {
	var rows []*result.SensitivityRow
	for i := range s.Sensitivity {
		r := &s.Sensitivity[i]
		if r.Against != "" && (len(rows) == 0 || sameTarget(rows[0], r)) {
			rows = append(rows, r)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	r := rows[0]
	list = append(list, fmt.Sprintf("%s moves it most: the difference is %s at %s and %s at %s.",
		result.Capital(result.InputLabel(r.Input)), result.Difference(r.AtLow, r.Unit), result.Visible(r.Low),
		result.Difference(r.AtHigh, r.Unit), result.Visible(r.High)))
	flips := 0
	for _, r := range rows {
		if r.FlipsTo != "" {
			flips++
			list = append(list, result.Capital(result.Visible(s.Label(r.FlipsTo)))+" is better "+flipsFrom(*r))
		}
	}
	if flips == 0 {
		list = append(list, "No input changes the winner on its own.")
	}
	return list
}
