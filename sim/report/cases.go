package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"fbasim/sim/result"
)

// lineMetrics are the columns where each case is a line, by stem; the first column
// orders the lines.
func lineMetrics() []string { return []string{"profit", "late_share", "fill_rate", "cash_trough"} }

// caseLines writes a line for each case, the best first, with the few metrics that
// fit.
func (p *page) caseLines(s *result.Set) {
	metrics := p.columnsFor(s)
	order := make([]int, len(s.Cases))
	for i := range order {
		order[i] = i
	}
	if len(metrics) > 0 {
		slices.SortStableFunc(order, func(a, b int) int {
			return cmp.Compare(meanOf(&s.Cases[b], metrics[0]), meanOf(&s.Cases[a], metrics[0]))
		})
	}
	const most = 12
	shown := order
	if len(order) > most && !p.o.All {
		shown = order[:most]
	}
	for {
		t := caseLineTable(s, shown, metrics)
		if t.width() <= p.o.Width || len(metrics) <= 1 {
			p.table(t)
			break
		}
		metrics = metrics[:len(metrics)-1]
	}
	if left := len(order) - len(shown); left > 0 {
		p.print(p.paint(fmt.Sprintf("  and %d more cases in summary.csv\n", left), faint))
	}
}

func meanOf(c *result.Case, metric string) float64 {
	if m := c.Metric(metric); m != nil && !math.IsNaN(m.Mean) {
		return m.Mean
	}
	return math.Inf(-1)
}

// columnsFor picks, for each stem, the metric of the whole plan or of the first
// marketplace that has one.
func (p *page) columnsFor(s *result.Set) []string {
	var picked []string
	for _, stem := range lineMetrics() {
		for _, r := range p.rows(s) {
			if r.metric == stem || strings.HasPrefix(r.metric, stem+".") {
				picked = append(picked, r.metric)
				break
			}
		}
	}
	return picked
}

func caseLineTable(s *result.Set, order []int, metrics []string) *table {
	t := &table{right: []bool{false}}
	head := []cell{{"case", strong}}
	for _, metric := range metrics {
		head = append(head, cell{shorten(result.MetricLabel(metric), labelRoom), strong}, text(""))
		t.right = append(t.right, true, false)
	}
	t.add(head...)
	for _, i := range order {
		c := &s.Cases[i]
		label := name(s.Label(c.Name), nameRoom)
		if c.Baseline {
			label += " (baseline)"
		}
		line := []cell{text(label)}
		for _, metric := range metrics {
			value, half := row{metric: metric}.value(c)
			line = append(line, text(value), cell{half, faint})
		}
		t.add(line...)
	}
	return t
}
