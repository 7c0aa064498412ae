package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"fbasim/sim/result"
)

// cashCourse is the data of the cash chart: cumulative cash of each case day by day.
type cashCourse struct {
	set    *result.Set
	unit   string
	lines  []cashLine
	hidden bool
}

// cashLine is one case: the median of its outcomes with P5 to P95.
type cashLine struct {
	name, label string
	style       style
	curve       curve
	trough      *result.Metric // of single outcomes, nil where the run has none
	payback     *result.Metric
}

// cashTimeline builds a chart where the set has daily cash. Cash is that of the whole plan.
func cashTimeline(s *result.Set, o Options) []figure {
	if o.SKU != "" || o.Market != "" {
		return nil
	}
	d := &cashCourse{set: s}
	styles := caseStyles(s, "")
	for i := range s.Cases {
		d.addCase(&s.Cases[i], styles)
	}
	if len(d.lines) == 0 {
		return nil
	}
	return []figure{d.figure()}
}

func (d *cashCourse) addCase(c *result.Case, styles map[string]style) {
	l := cashLine{
		name: c.Name, label: result.Capital(result.Visible(d.set.Label(c.Name))), style: styles[c.Name],
		trough: c.Metric("cash_trough"), payback: c.Metric("payback_days"),
	}
	for _, r := range d.set.Daily {
		x, ok := dayNumber(r.Date)
		if r.Case != c.Name || r.Series != result.SeriesCash || !ok || !known(r.P50) {
			continue
		}
		d.unit = r.Unit
		l.curve.x, l.curve.mean = append(l.curve.x, x), append(l.curve.mean, r.P50)
		l.curve.lo, l.curve.hi = append(l.curve.lo, r.P5), append(l.curve.hi, r.P95)
	}
	switch {
	case len(l.curve.x) == 0:
	case len(d.lines) == mostLines:
		d.hidden = true
	default:
		d.lines = append(d.lines, l)
	}
}

// lowest returns the day and the value at which the median is lowest.
func (l *cashLine) lowest() (x, y float64) {
	at := slices.Index(l.curve.mean, slices.Min(l.curve.mean))
	return l.curve.x[at], l.curve.mean[at]
}

// paidBack returns the mean day of payback as a date, and whether there is one that is worth a mark.
func (l *cashLine) paidBack() (x float64, ok bool) {
	if l.payback == nil || l.payback.N == 0 || !known(l.payback.Mean) || l.payback.Mean <= 0 {
		return 0, false
	}
	x = l.curve.x[0] + l.payback.Mean
	return x, x <= l.curve.x[len(l.curve.x)-1]
}

func (d *cashCourse) figure() figure {
	height := cashPlotHeight + cashRow*lengths(len(d.lines))
	if len(d.panels()) > 1 {
		height += cashNearHeight
	}
	return figure{
		stem: stem("cash"), title: d.headline(), subtitle: subtitle(d.set), footnote: d.footnote(), alt: d.alt(),
		points: d.table(), width: chartWidth, height: height, body: d.draw,
	}
}

// headline names the cases with the deepest and the shallowest trough where their comparison is settled.
func (d *cashCourse) headline() string {
	for _, c := range d.set.Comparisons {
		if c.Metric != "cash_trough" || c.Verdict != result.Better && c.Verdict != result.Worse {
			continue
		}
		more := c.B
		if c.Verdict == result.Better { // a trough that is less deep
			more = c.A
		}
		name, than := result.Visible(d.set.Label(more)), result.Visible(d.set.Label(other(c, more)))
		return fmt.Sprintf("%s needs %s more cash than %s at its lowest point", result.Capital(name),
			result.Figure(math.Abs(c.Diff), c.Unit), than)
	}
	if len(d.lines) == 1 && d.lines[0].trough != nil && known(d.lines[0].trough.Mean) && d.lines[0].trough.Mean < 0 {
		need := result.Figure(-d.lines[0].trough.Mean, d.unit)
		return d.lines[0].label + " needs " + need + " of cash at its lowest point"
	}
	return "When is cash lowest?"
}

// other is the case of a comparison that is not the one named.
func other(c result.Comparison, name string) string {
	if name == c.A {
		return c.B
	}
	return c.A
}

func (d *cashCourse) footnote() string {
	text := "Lines: median of cumulative cash at day's end. Bands: P5 to P95 of the outcomes. " +
		"Rings: where the median is lowest. Below: means over the replications, of the lowest moment of each. " +
		"Payback: from then on cumulative cash stays at or above zero."
	if d.hidden {
		text += " More cases are in daily.csv."
	}
	return text
}

// notes are the figures of a case.
func (l *cashLine) notes(unit string) string {
	var parts []string
	if l.trough != nil && known(l.trough.Mean) {
		text := "lowest " + result.Figure(l.trough.Mean, unit)
		if l.trough.P5 < l.trough.Mean {
			text += " (P5 " + result.Plain(l.trough.P5, unit) + ")"
		}
		parts = append(parts, text)
	}
	switch p := l.payback; {
	case p == nil:
	case p.N == 0 || !known(p.Mean):
		parts = append(parts, "no payback")
	case p.Mean == 0:
		parts = append(parts, "never below zero")
	default:
		text := "payback after " + result.Figure(p.Mean, p.Unit)
		if x, ok := l.paidBack(); ok {
			text += ", " + dayOf(x).Format("2 Jan")
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, " · ")
}

func (d *cashCourse) alt() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Cumulative cash over time, in %s.", unitName(d.unit))
	for i := range d.lines {
		l := &d.lines[i]
		x, y := l.lowest()
		last := len(l.curve.mean) - 1
		fmt.Fprintf(&b, " %s: the median is lowest on %s at %s and ends at %s (P5 %s, P95 %s).", l.label,
			dayOf(x).Format("2006-01-02"), result.Figure(y, d.unit), result.Figure(l.curve.mean[last], d.unit),
			result.Figure(l.curve.lo[last], d.unit), result.Figure(l.curve.hi[last], d.unit))
		if notes := l.notes(d.unit); notes != "" {
			b.WriteString(" Means over the replications: " + notes + ".")
		}
	}
	return b.String()
}

func (d *cashCourse) table() []point {
	var all []point
	for i := range d.lines {
		l := &d.lines[i]
		add := func(role string, x, y, lo, hi float64, label string) {
			all = append(all, point{Series: l.name, Role: role, X: x, Y: y, Lo: lo, Hi: hi, Label: label})
		}
		for k := range l.curve.x {
			date := dayOf(l.curve.x[k]).Format("2006-01-02")
			add("line", l.curve.x[k], l.curve.mean[k], l.curve.lo[k], l.curve.hi[k], date)
		}
		none := math.NaN()
		x, y := l.lowest()
		add("mark", x, y, none, none, "lowest")
		if x, ok := l.paidBack(); ok {
			add("mark", x, 0, none, none, "payback")
		}
	}
	return all
}
