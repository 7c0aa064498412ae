package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"fbasim/sim/result"
)

// sweepLines is the data of a line chart over one swept input: the metric of each case, and below it
// the paired difference of each to the baseline, where crossings show.
type sweepLines struct {
	*view
	baseline string
	means    []crossingLine
	diffs    []crossingLine
	marks    []crossMark
	hidden   bool
}

// crossMark is where a difference to the baseline changes its sign.
type crossMark struct {
	name   string          // the case
	at     float64         // where the difference is zero
	ci     result.Interval // where its interval contains zero, around at
	rising bool            // the difference grows
}

// sweepLineCharts builds a chart for each input that was swept over numbers; others that were stay
// at the value nearest to the stated one, or in the middle.
func sweepLineCharts(s *result.Sweep, _ Options) []figure {
	var figures []figure
	places := numeric(s)
	for _, p := range places {
		for _, v := range sweepViews(atMiddle(s, places, p), []int{p}) {
			if l := newSweepLines(v); len(l.means) > 0 && len(v.points) > 1 {
				figures = append(figures, l.figure())
			}
		}
	}
	return figures
}

// atMiddle keeps the points at which all inputs but one have their middle values.
func atMiddle(s *result.Sweep, places []int, but int) *result.Sweep {
	stated, err := result.Stated(s.Resolved)
	if err != nil {
		stated = nil
	}
	part := *s
	part.Rows = slices.Clone(s.Rows)
	for _, p := range places {
		if p == but {
			continue
		}
		a := sweepAxis{base: result.StatedNumber(stated, s.Parameters[p].Path, s.Parameters[p].Unit)}
		for _, r := range s.Rows {
			if x := r.Values[p].Number; !slices.Contains(a.values, x) {
				a.values = append(a.values, x)
			}
		}
		slices.Sort(a.values)
		middle := a.values[a.middle()]
		part.Rows = slices.DeleteFunc(part.Rows, func(r result.SweepRow) bool { return r.Values[p].Number != middle })
	}
	return &part
}

func newSweepLines(v *view) *sweepLines {
	l := &sweepLines{view: v, baseline: v.set.Baseline().Name}
	styles := caseStyles(v.set, "")
	for _, c := range v.set.Cases {
		if len(l.means) == mostLines {
			l.hidden = true
			break
		}
		line := crossingLine{name: c.Name, label: result.Capital(v.label(c.Name)), style: styles[c.Name]}
		diff := line
		for i := range v.points {
			if r := v.points[i].row(c.Name); r != nil && known(r.Mean) {
				line.curve.add(v.points[i].at[0], r.Mean, r.CI)
				diff.curve.add(v.points[i].at[0], r.Diff, r.DiffCI)
			}
		}
		if len(line.x) == 0 {
			continue
		}
		l.means = append(l.means, line)
		if c.Name != l.baseline {
			l.diffs = append(l.diffs, diff)
			l.marks = append(l.marks, crossMarks(c.Name, diff.curve)...)
		}
	}
	return l
}

func (cv *curve) add(x, mean float64, iv result.Interval) {
	cv.x, cv.mean = append(cv.x, x), append(cv.mean, mean)
	cv.lo, cv.hi = append(cv.lo, iv.Lo), append(cv.hi, iv.Hi)
}

// crossMarks finds the changes of sign of a difference, by straight lines between its points.
func crossMarks(name string, d curve) (marks []crossMark) {
	for i := range len(d.x) - 1 {
		a, b := d.mean[i], d.mean[i+1]
		if !known(a) || !known(b) || (a < 0) == (b < 0) {
			continue
		}
		m := crossMark{name: name, at: zeroAt(d.x, d.mean, i), rising: b > a, ci: result.Unknown()}
		early, late := d.hi, d.lo // which end of the interval reaches zero first
		if !m.rising {
			early, late = d.lo, d.hi
		}
		for k := i; k >= 0; k-- {
			if (early[k] < 0) != (early[k+1] < 0) {
				m.ci.Lo = zeroAt(d.x, early, k)
				break
			}
		}
		for k := i; k+1 < len(d.x); k++ {
			if (late[k] < 0) != (late[k+1] < 0) {
				m.ci.Hi = zeroAt(d.x, late, k)
				break
			}
		}
		marks = append(marks, m)
	}
	return marks
}

// zeroAt is where the straight line from point i to the next is zero.
func zeroAt(x, y []float64, i int) float64 { return x[i] + (x[i+1]-x[i])*y[i]/(y[i]-y[i+1]) }

func (l *sweepLines) figure() figure {
	return figure{
		stem: stem("sweep", l.axes[0].path, l.held), title: l.headline(), subtitle: l.subtitle(), footnote: l.footnote(),
		alt: l.alt(), points: l.table(), width: chartWidth, height: l.height(), body: l.draw,
	}
}

func (l *sweepLines) height() vg.Length {
	if len(l.diffs) == 0 {
		return 260
	}
	return 390
}

// headline states the crossing where its interval is bounded, or who is best over the whole range.
func (l *sweepLines) headline() string {
	axis := l.axes[0]
	where := axis.name()
	if len(l.diffs) == 1 {
		d, name := l.diffs[0], l.diffs[0].name
		if len(l.marks) == 1 && l.marks[0].ci.Bounded() {
			m := l.marks[0]
			word := "above"
			if m.rising == (l.better == result.Lower) {
				word = "below"
			}
			return fmt.Sprintf("%s is better where the %s is %s %s", result.Capital(l.label(name)), where, word, axis.figure(m.at))
		}
		if len(l.marks) == 0 {
			if best := l.always(d.curve, name); best != "" {
				return result.Capital(l.label(best)) + " is better" + axis.everywhere()
			}
		}
	}
	if len(l.diffs) > 1 {
		if best := l.bestEverywhere(); best != "" {
			return result.Capital(l.label(best)) + " is best" + axis.everywhere()
		}
	}
	return fmt.Sprintf("How does %s depend on the %s?", result.MetricLabel(l.metric), where)
}

// everywhere names the range that was swept.
func (a sweepAxis) everywhere() string {
	return " at every " + a.name() + " from " + a.figure(a.values[0]) + " to " + a.figure(a.values[len(a.values)-1])
}

// always returns the case that is surely better at every point, "" where none is.
func (l *sweepLines) always(d curve, name string) string {
	above, below := true, true
	for i := range d.x {
		above, below = above && d.lo[i] > 0, below && d.hi[i] < 0
	}
	switch {
	case above && l.better == result.Higher, below && l.better == result.Lower:
		return name
	case above && l.better == result.Lower, below && l.better == result.Higher:
		return l.baseline
	}
	return ""
}

// bestEverywhere returns the case that is surely best at every point.
func (l *sweepLines) bestEverywhere() string {
	name := ""
	for i := range l.points {
		w := l.best(&l.points[i])
		if !w.settled || i > 0 && w.name != name {
			return ""
		}
		name = w.name
	}
	return name
}

func (l *sweepLines) footnote() string {
	text := "Above: means with their 95 % confidence intervals, which overlap easily."
	if len(l.diffs) > 0 {
		text += " Below: differences on the same buyers, with theirs: these say who is better."
	}
	if len(l.marks) > 0 {
		text += " Dotted: where a difference is zero, with the range where its interval contains zero."
	}
	if known(l.axes[0].base) {
		text += " Triangle: as stated."
	}
	if l.hidden {
		text += " More cases are in sweep.csv."
	}
	return text
}

func (l *sweepLines) alt() string {
	var b strings.Builder
	axis := l.axes[0]
	fmt.Fprintf(&b, "Line chart of %s over %s.", result.MetricLabel(l.metric), axis.name())
	for _, line := range l.means {
		last := len(line.x) - 1
		fmt.Fprintf(&b, " %s: from %s at %s to %s at %s.", line.label, result.Figure(line.mean[0], l.unit),
			axis.figure(line.x[0]), result.Figure(line.mean[last], l.unit), axis.figure(line.x[last]))
	}
	for _, m := range l.marks {
		fmt.Fprintf(&b, " %s equals %s at %s.", result.Capital(l.label(m.name)), l.label(l.baseline), l.annotation(m))
	}
	return b.String()
}

// annotation writes a crossing: "CAD 41.2 (40.1-42.3)".
func (l *sweepLines) annotation(m crossMark) string {
	axis := l.axes[0]
	unit := strings.TrimSuffix(axis.unit, "1")
	if unit == "%" {
		unit = ""
	}
	return axis.figure(m.at) + " (" + result.Range(m.ci, unit, false) + ")"
}

func (l *sweepLines) table() []point {
	var all []point
	for _, part := range []struct {
		panel string
		lines []crossingLine
	}{{"", l.means}, {"difference to " + l.baseline, l.diffs}} {
		for _, line := range part.lines {
			for i := range line.x {
				all = append(all, point{
					Panel: part.panel, Series: line.name, Role: "line", X: line.x[i], Y: line.mean[i], Lo: line.lo[i], Hi: line.hi[i],
				})
			}
		}
	}
	for _, m := range l.marks {
		p := newPoint("", m.name+" / "+l.baseline, "crossing", m.at, math.NaN())
		p.Lo, p.Hi = m.ci.Lo, m.ci.Hi
		all = append(all, p)
	}
	if known(l.axes[0].base) {
		all = append(all, newPoint("", "as stated", "base", l.axes[0].base, math.NaN()))
	}
	return all
}
