package sheet

import (
	"fmt"
	"math"

	"github.com/xuri/excelize/v2"

	"fbasim/sim/result"
)

// course is the median of cumulative cash at the end of each day, by case.
type course struct {
	dates []string
	unit  string
	cash  map[string][]float64 // by case, as long as dates; NaN where a case has no such day
}

func (b *book) course() course {
	c := course{cash: map[string][]float64{}}
	row := map[string]int{}
	for _, d := range b.set.Daily {
		if d.Series != result.SeriesCash || d.SKU != "" || d.Market != "" || b.set.Case(d.Case) == nil {
			continue
		}
		if _, known := row[d.Date]; !known {
			row[d.Date], c.dates, c.unit = len(c.dates), append(c.dates, d.Date), d.Unit
		}
		values := c.cash[d.Case]
		for len(values) < row[d.Date] {
			values = append(values, math.NaN())
		}
		c.cash[d.Case] = append(values, d.P50)
	}
	return c
}

// cashByDay has the data of the cash chart.
func (b *book) cashByDay() *tab {
	c := b.course()
	if len(c.dates) == 0 {
		return nil
	}
	t := &tab{
		name: daySheet, title: "Cumulative cash at the end of each day", keys: 1, sorts: true,
		note: "Median of the replications; daily.csv has the mean and P5 to P95 as well.", heads: []string{"Date"},
	}
	for _, name := range b.set.Cases {
		t.heads = append(t.heads, b.label(name.Name))
	}
	for i, date := range c.dates {
		row := []cell{day(date)}
		for _, name := range b.set.Cases {
			x := math.NaN()
			if values := c.cash[name.Name]; i < len(values) {
				x = values[i]
			}
			row = append(row, number(x, c.unit, inputLook))
		}
		t.rows = append(t.rows, row)
	}
	return t
}

// cash says how much is needed when, by formulas over the days, and what single replications came to.
func (b *book) cash() *tab {
	c := b.course()
	if len(c.dates) == 0 {
		return nil
	}
	t := &tab{
		name: cashSheet, title: "When is cash lowest?", keys: 1,
		note: "The first three columns are calculated from the medians in sheet " + daySheet +
			"; the others are of single replications.",
		heads: []string{"Case", "Lowest median", "on", "At the end", "Lowest moment, mean", "Lowest moment, P5",
			"Payback after, mean"},
	}
	if titles := b.headlines("cash"); len(titles) > 0 {
		t.title = titles[0]
	}
	first, last := (&tab{}).firstRow(), (&tab{}).headRow()+len(c.dates)
	days := area(daySheet, 1, first, 1, last)
	for i, name := range b.set.Cases {
		row, values := []cell{words(b.label(name.Name))}, c.cash[name.Name]
		if len(values) == len(c.dates) {
			data, low := area(daySheet, 2+i, first, 2+i, last), lowest(values)
			n := t.firstRow() + len(t.rows)
			row = append(row,
				number(values[low], c.unit, totalLook).by("MIN("+data+")"),
				day(c.dates[low]).by(fmt.Sprintf("INDEX(%s,MATCH(%s,%s,0))", days, at(2, n), data)),
				number(values[len(values)-1], c.unit, plainLook).
					by(fmt.Sprintf("INDEX(%s,MATCH(MAX(%s),%s,0))", data, days, days)))
		} else {
			row = append(row, cell{}, cell{}, cell{})
		}
		if m := b.metric(name.Name, "cash_trough"); m != nil {
			row = append(row, number(m.Mean, m.Unit, plainLook), number(m.P5, m.Unit, plainLook))
		} else {
			row = append(row, cell{}, cell{})
		}
		if m := b.metric(name.Name, "payback_days"); m != nil {
			row = append(row, number(m.Mean, m.Unit, plainLook))
		}
		t.rows = append(t.rows, row)
	}
	t.chart = func(t *tab) *excelize.Chart { return b.cashChart(t, c) }
	return t
}

// lowest is the first index of the least value.
func lowest(values []float64) (at int) {
	for i, x := range values {
		if x < values[at] {
			at = i
		}
	}
	return at
}

func (b *book) cashChart(t *tab, c course) *excelize.Chart {
	first, last, colors := (&tab{}).firstRow(), (&tab{}).headRow()+len(c.dates), b.colors("")
	x := b.plain(excelize.Scatter, t.title, c.unit)
	if from, ok := day(c.dates[0]).value.(float64); ok {
		to := from + float64(len(c.dates)-1)
		x.XAxis.Minimum, x.XAxis.Maximum, x.XAxis.MajorUnit = &from, &to, max(math.Floor((to-from)/7), 1)
	}
	x.XAxis.NumFmt = excelize.ChartNumFmt{CustomNumFmt: dayFormat}
	for i := range b.set.Cases {
		x.Series = append(x.Series, excelize.ChartSeries{
			Name:       spot(daySheet, 2+i, (&tab{}).headRow()),
			Categories: area(daySheet, 1, first, 1, last),
			Values:     area(daySheet, 2+i, first, 2+i, last),
			Line:       line(i),
			Fill:       solid(colors[i]),
			Marker:     excelize.ChartMarker{Symbol: "none"},
		})
	}
	return x
}
