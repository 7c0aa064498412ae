package sheet

import (
	"fmt"
	"math"

	"github.com/xuri/excelize/v2"

	"fbasim/sim/result"
)

// mean is the mean of a case's metric, NaN where there is none.
func mean(s *result.Set, name, metric string) float64 {
	if c := s.Case(name); c != nil {
		if m := c.Metric(metric); m != nil {
			return m.Mean
		}
	}
	return math.NaN()
}

// comparison writes both means of every comparison with their difference by formula,
// beside the run's estimate, which control variates may have adjusted.
func (b *book) comparison(s *result.Set) {
	b.header(compareSheet, len(s.Comparisons), 17, "Metric", "Unit", "A", "B", "Mean of A", "Mean of B", "B minus A",
		"Estimate of the run", "Interval from", "Interval to", "B against A", "Adjusted p", "Kind of estimate")
	for i, c := range s.Comparisons {
		row := i + 2
		for j, text := range []string{c.Metric, c.Unit, s.Label(c.A), s.Label(c.B)} {
			b.words(compareSheet, j+1, row, text)
		}
		x, y := mean(s, c.A, c.Metric), mean(s, c.B, c.Metric)
		b.figure(compareSheet, 5, row, x, b.input)
		b.figure(compareSheet, 6, row, y, b.input)
		if !math.IsNaN(x) && !math.IsNaN(y) {
			b.formula(compareSheet, 7, row, fmt.Sprintf("%s-%s", at(6, row), at(5, row)), b.total)
		}
		for j, v := range []float64{c.Diff, c.CI.Lo, c.CI.Hi} {
			b.figure(compareSheet, 8+j, row, v, b.number)
		}
		b.words(compareSheet, 11, row, c.Verdict)
		b.figure(compareSheet, 12, row, c.PAdj, 0)
		b.words(compareSheet, 13, row, c.Estimate)
	}
}

func (b *book) decisions(s *result.Set) {
	b.header(decisionSheet, len(s.Decisions), 18, "SKU", "Country", "Best", "Runner-up", "Program", "Unit", "Best minus runner-up",
		"Interval from", "Interval to", "Verdict", "Share of runs in which best", "Break-even (units/month)", "Reason")
	for i, d := range s.Decisions {
		row := i + 2
		for j, text := range []string{d.SKU, d.Market, s.Label(d.Best), s.Label(d.RunnerUp), result.ProgramTitle(d.Program), d.Unit} {
			b.words(decisionSheet, j+1, row, text)
		}
		for j, v := range []float64{d.Diff, d.CI.Lo, d.CI.Hi} {
			b.figure(decisionSheet, 7+j, row, v, b.number)
		}
		b.words(decisionSheet, 10, row, d.Verdict)
		b.figure(decisionSheet, 11, row, d.PBest, b.share)
		b.figure(decisionSheet, 12, row, d.BreakEven, b.number)
		b.words(decisionSheet, 13, row, d.Reason)
	}
}

// cash writes the mean cash of each case by day, its lowest point by formula, and a
// line chart.
func (b *book) cash(s *result.Set) {
	dates, unit, rows := map[string]int{}, "", 0
	column := map[string]int{}
	names := []string{"Date"}
	for i, c := range s.Cases {
		column[c.Name] = i + 2
	}
	for _, d := range s.Daily {
		col := column[d.Case]
		if d.Series != "cash" || d.SKU != "" || d.Market != "" || col == 0 {
			continue
		}
		row, known := dates[d.Date]
		if !known {
			rows++
			row, unit = rows+1, d.Unit
			dates[d.Date] = row
			b.words(cashSheet, 1, row, d.Date)
		}
		b.figure(cashSheet, col, row, d.Mean, b.input)
	}
	for _, c := range s.Cases {
		names = append(names, s.Label(c.Name)+" ("+unit+")")
	}
	b.header(cashSheet, rows, 18, names...)
	if rows > 0 {
		b.cashChart(s, rows, unit)
	}
}

func (b *book) cashChart(s *result.Set, rows int, unit string) {
	colors := []string{"0072B2", "D55E00", "009E73", "CC79A7", "E69F00", "56B4E9"}
	var series []excelize.ChartSeries
	side := len(s.Cases) + 3
	b.words(cashSheet, side, 2, "Lowest mean cash")
	for i, c := range s.Cases {
		col := i + 2
		series = append(series, excelize.ChartSeries{
			Name:       fixedCell(cashSheet, col, 1),
			Categories: fixed(cashSheet, 1, 2, 1, rows+1),
			Values:     fixed(cashSheet, col, 2, col, rows+1),
			Line:       excelize.LineOptions{Width: 1.75, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colors[i%len(colors)]}}},
			Marker:     excelize.ChartMarker{Symbol: "none"},
		})
		b.words(cashSheet, side, 3+i, s.Label(c.Name))
		b.formula(cashSheet, side+1, 3+i, fmt.Sprintf("MIN(%s:%s)", at(col, 2), at(col, rows+1)), b.total)
	}
	b.keep(b.file.SetColWidth(cashSheet, "A", "Z", 18))
	b.keep(b.file.AddChart(cashSheet, at(side, 5+len(s.Cases)), &excelize.Chart{
		Type: excelize.Line, Series: series, Title: title("Mean cash by day, " + unit),
		XAxis:     excelize.ChartAxis{TickLabelSkip: max(rows/8, 1), TickLabelPosition: excelize.ChartTickLabelLow},
		Legend:    excelize.ChartLegend{Position: "bottom"},
		Dimension: excelize.ChartDimension{Width: 900, Height: 420},
	}))
}

// fixedCell names one cell, absolute and with its sheet.
func fixedCell(sheet string, col, row int) string {
	a, _ := excelize.CoordinatesToCellName(col, row, true)
	return "'" + sheet + "'!" + a
}

func (b *book) findings(s *result.Set) {
	b.header(findingSheet, len(s.Findings), 18, "Rule", "Title", "Rule profile", "Case", "SKU", "Country", "Severity",
		"Count (all replications)", "Share of replications", "Reason")
	for i, f := range s.Findings {
		row := i + 2
		for j, text := range []string{f.Rule, f.Title, f.Profile, s.Label(f.Case), f.SKU, f.Market, f.Severity} {
			b.words(findingSheet, j+1, row, text)
		}
		b.figure(findingSheet, 8, row, float64(f.Count), 0)
		b.figure(findingSheet, 9, row, f.Share, b.share)
		b.words(findingSheet, 10, row, f.Reason)
	}
}

// assumptions writes what was assumed, what is not modeled, and the run's warnings.
func (b *book) assumptions(s *result.Set) {
	var rows [][]string
	for _, a := range s.Assumptions {
		rows = append(rows, []string{"assumed", a.Text, a.Key, a.Card, a.From, a.To})
	}
	for _, text := range s.NotModeled {
		rows = append(rows, []string{"not modeled", text})
	}
	for _, text := range s.Warnings {
		rows = append(rows, []string{"warning", text})
	}
	b.header(assumptionSheet, len(rows), 18, "Kind", "Text", "Asked for", "Card used", "Card from", "Card to")
	b.keep(b.file.SetColWidth(assumptionSheet, "B", "B", 80))
	for i, row := range rows {
		for j, text := range row {
			b.words(assumptionSheet, j+1, i+2, text)
		}
	}
}
