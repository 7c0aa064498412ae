package sheet

import (
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"fbasim/sim/chart"
	"fbasim/sim/result"
)

// headlines are the titles that the charts of a kind have in the report, by the first part of the names
// of their files.
func (b *book) headlines(kind string) (titles []string) {
	for _, h := range b.titles {
		if h.Stem == kind || strings.HasPrefix(h.Stem, kind+"-") {
			titles = append(titles, h.Text)
		}
	}
	return titles
}

// colors gives each case that of its program, and another one where a case has it already.
func (b *book) colors(market string) (list []string) {
	known := chart.CaseColors(b.set, market)
	spare := []string{"0072B2", "D55E00", "009E73", "CC79A7", "56B4E9", "8C8C8C", "1A1A1A", "E69F00"}
	for i, c := range b.set.Cases {
		color := known[c.Name]
		if slices.Contains(list, color) {
			color = spare[i%len(spare)]
			for _, s := range spare {
				if !slices.Contains(list, s) {
					color = s
					break
				}
			}
		}
		list = append(list, color)
	}
	return list
}

func solid(color string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}

// dashes tell lines apart where colors cannot.
func dash(i int) excelize.LineDashType {
	return []excelize.LineDashType{
		excelize.LineDashSolid, excelize.LineDashDash, excelize.LineDashDot, excelize.LineDashLgDashDot,
	}[i%4]
}

// line is the line of a case; its color is the fill of the series.
func line(i int) excelize.LineOptions {
	return excelize.LineOptions{Type: excelize.LineSolid, Width: 2, Dash: dash(i)}
}

// plain is a chart with a title and the unit of its figures at the axis.
func (b *book) plain(kind excelize.ChartType, title, unit string) *excelize.Chart {
	const number = "#,##0"
	ticks := excelize.Font{Family: family, Size: 9, Color: "404040"}
	grid := excelize.ChartAxis{
		MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: number}, Font: ticks, Title: titled(unit, 9),
	}
	return &excelize.Chart{
		Type: kind, Title: titled(title, 12), YAxis: grid,
		XAxis:     excelize.ChartAxis{TickLabelPosition: excelize.ChartTickLabelLow, Font: ticks},
		Legend:    excelize.ChartLegend{Position: "bottom", Font: &ticks},
		PlotArea:  excelize.ChartPlotArea{NumFmt: excelize.ChartNumFmt{CustomNumFmt: number}},
		Dimension: excelize.ChartDimension{Width: 880, Height: chartHigh},
	}
}

// columns is a chart of upright bars, which begin at zero.
func (b *book) columns(title, unit string, values []float64) *excelize.Chart {
	gap, none, zero := uint(60), 0, 0.0
	x := b.plain(excelize.Col, title, unit)
	x.GapWidth, x.Overlap = &gap, &none
	if len(values) > 0 && slices.Min(values) >= 0 {
		x.YAxis.Minimum = &zero
	}
	return x
}

// figuresIn are the numbers of some columns, from 0, and rows of a table.
func (t *tab) figuresIn(col, toCol int, rows [][]cell) (list []float64) {
	for _, row := range rows {
		for _, c := range row[col:min(toCol, len(row))] {
			if x, ok := c.value.(float64); ok {
				list = append(list, x)
			}
		}
	}
	return list
}

// titled is the title of a chart or an axis.
func titled(text string, size float64) excelize.ChartTitle {
	return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{
		Text: result.Visible(text), Font: &excelize.Font{Family: family, Size: size, Bold: size > 10, Color: "1A1A1A"},
	}}}
}
