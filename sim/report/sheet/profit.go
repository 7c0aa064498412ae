package sheet

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"fbasim/sim/result"
	"fbasim/sim/stats"
)

// mostReplications is how many the workbook holds; formulas over more than the run's own would differ
// from it, so that none are written where there are more.
const mostReplications = 20000

// outcomes are the profits of the replications that all cases have, by case.
func (b *book) outcomes() (index []int, profits [][]float64) {
	for i, c := range b.set.Cases {
		at, values := b.set.Replications.Sample(c.Name, "profit")
		if len(values) == 0 || i > 0 && !slices.Equal(at, index) || len(values) > mostReplications {
			return nil, nil
		}
		index, profits = at, append(profits, values)
	}
	return index, profits
}

// replications has the profit of each case in each replication, the data of the next sheet.
func (b *book) replications() *tab {
	index, profits := b.outcomes()
	if len(index) == 0 {
		return nil
	}
	unit := b.unitOf("profit")
	t := &tab{
		name: replicationSheet, title: "Profit of each replication", keys: 1, sorts: true,
		note:  "Cases meet the same buyers, shipments and returns in a replication. All figures are in replications.csv.",
		heads: []string{"Replication"},
	}
	for _, c := range b.set.Cases {
		t.heads = append(t.heads, b.label(c.Name))
	}
	for r, i := range index {
		row := []cell{count(i)}
		for c := range profits {
			row = append(row, number(profits[c][r], unit, inputLook))
		}
		t.rows = append(t.rows, row)
	}
	return t
}

// statistic is a line of the profit sheet: a formula over the outcomes of a case, in which {data} is
// their range, {mean} and {sd} are the cells of their mean and deviation.
type statistic struct {
	label, formula string
	value          func(*result.Metric, []float64) float64
}

func statistics() []statistic {
	list := []statistic{
		{"Mean", "AVERAGE({data})", func(m *result.Metric, _ []float64) float64 { return m.Mean }},
		{"Standard deviation", "STDEV({data})", func(m *result.Metric, _ []float64) float64 { return m.SD }},
		{"95 % interval of the mean, from", "{mean}-TINV(0.05,COUNT({data})-1)*{sd}/SQRT(COUNT({data}))",
			func(m *result.Metric, _ []float64) float64 { return m.CI.Lo }},
		{"95 % interval of the mean, to", "{mean}+TINV(0.05,COUNT({data})-1)*{sd}/SQRT(COUNT({data}))",
			func(m *result.Metric, _ []float64) float64 { return m.CI.Hi }},
	}
	for percent := 5; percent <= 95; percent += 5 {
		p := float64(percent) / 100
		list = append(list, statistic{
			fmt.Sprintf("P%d", percent), "PERCENTILE({data}," + strconv.FormatFloat(p, 'f', -1, 64) + ")",
			func(_ *result.Metric, sorted []float64) float64 { return stats.Quantile(sorted, p) },
		})
	}
	return list
}

// firstPercentile is the line of P5.
const firstPercentile = 4

// profit says how sure profit is, by formulas over the replications.
func (b *book) profit() *tab {
	index, profits := b.outcomes()
	if len(index) < 2 {
		return nil
	}
	unit, last := b.unitOf("profit"), (&tab{}).headRow()+len(index)
	t := &tab{
		name: profitSheet, title: "How sure is profit?", keys: 1, upright: len(profits) <= mostUpright,
		note: fmt.Sprintf("Calculated from the %d replications in sheet %s. P5: in one replication of twenty profit is less.",
			len(index), replicationSheet),
		heads: []string{"Profit"},
	}
	if titles := b.headlines("profit"); len(titles) > 0 {
		t.title = titles[0]
	}
	sorted := make([][]float64, len(profits))
	for c, name := range b.set.Cases {
		t.heads = append(t.heads, b.label(name.Name))
		sorted[c] = slices.Sorted(slices.Values(profits[c]))
	}
	for _, st := range statistics() {
		row := []cell{words(st.label)}
		for c := range profits {
			data := area(replicationSheet, 2+c, (&tab{}).firstRow(), 2+c, last)
			x := st.value(b.set.Cases[c].Metric("profit"), sorted[c])
			fill := strings.NewReplacer("{data}", data, "{mean}", at(2+c, t.firstRow()), "{sd}", at(2+c, t.firstRow()+1))
			if math.IsInf(x, 0) || math.IsNaN(x) {
				row = append(row, number(x, unit, plainLook))
				continue
			}
			row = append(row, number(x, unit, plainLook).by(fill.Replace(st.formula)))
		}
		t.rows = append(t.rows, row)
	}
	t.chart = b.percentileChart
	return t
}

func (b *book) percentileChart(t *tab) *excelize.Chart {
	from, colors := t.firstRow()+firstPercentile, b.colors("")
	x := b.plain(excelize.Line, t.title, b.unitOf("profit"))
	x.XAxis.Title = titled("share of replications with less profit", 10)
	for i := range b.set.Cases {
		x.Series = append(x.Series, excelize.ChartSeries{
			Name:       spot(t.name, 2+i, t.headRow()),
			Categories: area(t.name, 1, from, 1, t.lastRow()),
			Values:     area(t.name, 2+i, from, 2+i, t.lastRow()),
			Line:       line(i),
			Fill:       solid(colors[i]),
			Marker:     excelize.ChartMarker{Symbol: "none"},
		})
	}
	return x
}
