package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"fbasim/sim/result"
)

// tornado is the data of a tornado chart: how far a figure, mostly the difference of two cases,
// moves when one input after the other goes from its low to its high value.
type tornado struct {
	set    *result.Set
	a, b   string // the difference is b minus a; a is "" for a figure of case b alone
	metric string
	unit   string
	base   float64 // with all inputs as stated
	baseCI result.Interval
	swings []swing // by descending swing
	rest   int     // inputs that are not drawn, each with less swing
	most   float64 // and the largest swing of theirs
	styles map[string]style
}

// swing is one input.
type swing struct {
	input, low, high string // low and high with units
	atLow, atHigh    float64
	flipsTo          string // the case that becomes better at an end, "" for none
	weak             bool   // the evidence does not settle on which side of zero an end lies, or that it moves
}

// size is the length of a bar, which reaches from the value as stated to both ends.
func (t *tornado) size(s swing) float64 {
	return math.Max(math.Max(s.atLow, s.atHigh), t.base) - math.Min(math.Min(s.atLow, s.atHigh), t.base)
}

// tornadoCharts builds a chart for each case and metric with a sensitivity.
func tornadoCharts(s *result.Set, _ Options) []figure {
	var list []*tornado
	for _, r := range s.Sensitivity {
		if !known(r.AtLow) || !known(r.AtHigh) || !known(r.Base) {
			continue
		}
		at := slices.IndexFunc(list, func(t *tornado) bool { return t.b == r.Case && t.metric == r.Metric })
		if at < 0 {
			list = append(list, &tornado{set: s, b: r.Case, metric: r.Metric, unit: r.Unit, base: r.Base, baseCI: result.Unknown()})
			at = len(list) - 1
		}
		list[at].swings = append(list[at].swings, swing{
			input: r.Input, low: r.Low, high: r.High, atLow: r.AtLow, atHigh: r.AtHigh, flipsTo: r.FlipsTo,
		})
	}
	var figures []figure
	for _, t := range list {
		t.settle()
		figures = append(figures, t.figure())
	}
	return figures
}

// mostSwings is how many inputs a tornado shows one by one.
const mostSwings = 10

// settle sorts the inputs and groups what is too small to be shown one by one.
func (t *tornado) settle() {
	slices.SortStableFunc(t.swings, func(x, y swing) int {
		return cmp.Or(cmp.Compare(t.size(y), t.size(x)), strings.Compare(x.input, y.input))
	})
	if len(t.swings) > mostSwings+1 { // one alone needs no group
		t.rest, t.most = len(t.swings)-mostSwings, t.size(t.swings[mostSwings])
		t.swings = t.swings[:mostSwings]
	}
	t.styles = caseStyles(t.set, "")
}

// swingRow is the height of an input: its name, and its bar below.
const swingRow = vg.Length(37)

// restRow is that of the line about all other inputs.
const restRow = vg.Length(22)

func (t *tornado) figure() figure {
	height := swingRow*vg.Length(len(t.swings)) + 78
	if t.rest > 0 {
		height += restRow
	}
	return figure{
		stem: stem("tornado", t.metric, t.a, t.b), title: t.headline(), subtitle: subtitle(t.set),
		footnote: t.footnote(), alt: t.alt(), points: t.table(), width: chartWidth,
		height: height, body: t.draw,
	}
}

// headline names the inputs that change who is better, where the evidence holds.
func (t *tornado) headline() string {
	var flips []string
	for _, s := range t.swings {
		if s.flipsTo != "" && !s.weak {
			flips = append(flips, result.InputLabel(s.input))
		}
	}
	switch n := len(flips); {
	case t.a == "":
		return fmt.Sprintf("What moves %s of %s most?", result.MetricLabel(t.metric), t.label(t.b))
	case n >= 1 && n <= 3:
		names := flips[n-1]
		if n > 1 {
			names = strings.Join(flips[:n-1], ", ") + " or " + names
		}
		return result.Capital(names) + " alone decides between " + t.label(t.a) + " and " + t.label(t.b)
	case n > 3:
		return fmt.Sprintf("Any one of %d inputs decides between %s and %s", n, t.label(t.a), t.label(t.b))
	case t.baseCI.Lo > 0 && !t.weakFlip():
		return result.Capital(t.label(t.b)) + " stays better than " + t.label(t.a) + " whichever input moves"
	case t.baseCI.Hi < 0 && !t.weakFlip():
		return result.Capital(t.label(t.a)) + " stays better than " + t.label(t.b) + " whichever input moves"
	}
	return fmt.Sprintf("What decides between %s and %s?", t.label(t.a), t.label(t.b))
}

// weakFlip reports whether some input might flip the winner.
func (t *tornado) weakFlip() bool {
	return slices.ContainsFunc(t.swings, func(s swing) bool { return s.flipsTo != "" })
}

// label names a case.
func (t *tornado) label(name string) string { return result.Visible(t.set.Label(name)) }

func (t *tornado) footnote() string {
	text := "One input at a time, the others as stated; texts at the ends are its values there."
	if t.a != "" {
		text += " The color says who is better."
	}
	if slices.ContainsFunc(t.swings, func(s swing) bool { return s.weak }) {
		text += " Hatched: weak evidence, the 95 % interval does not settle it."
	}
	if t.rest > 0 {
		text += " All inputs are in sensitivity.csv."
	}
	return text
}

func (t *tornado) alt() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Tornado chart of %s: %s as stated.", t.axis(), result.Difference(t.base, t.unit))
	for _, s := range t.swings {
		fmt.Fprintf(&b, " %s from %s to %s: %s to %s%s.", result.InputLabel(s.input), result.Visible(s.low), result.Visible(s.high),
			result.Difference(s.atLow, t.unit), result.Difference(s.atHigh, t.unit), t.remark(s, ", "))
	}
	if t.rest > 0 {
		b.WriteString(" " + t.restText() + ".")
	}
	return b.String()
}

// axis names what the bars show.
func (t *tornado) axis() string {
	name := result.Capital(result.MetricLabel(t.metric))
	if t.a == "" {
		return name + " of " + t.label(t.b)
	}
	return name + ", " + t.label(t.b) + " minus " + t.label(t.a)
}

// remark says what a planner must know of an input beside its swing.
func (t *tornado) remark(s swing, lead string) string {
	text := ""
	switch {
	case s.flipsTo != "" && s.weak:
		text = "may flip to " + t.label(s.flipsTo) + ": weak evidence"
	case s.flipsTo != "":
		text = "flips to " + t.label(s.flipsTo)
	case s.weak:
		text = "weak evidence"
	default:
		return ""
	}
	return lead + text
}

func (t *tornado) restText() string {
	return fmt.Sprintf("%d other inputs: each moves it by less than %s", t.rest, result.Figure(t.most, t.unit))
}

func (t *tornado) table() []point {
	all := []point{newPoint("", "as stated", "base", t.base, math.NaN())}
	all[0].Lo, all[0].Hi = t.baseCI.Lo, t.baseCI.Hi
	for i, s := range t.swings {
		p := newPoint("", s.input, "bar", math.NaN(), float64(i+1))
		p.Lo, p.Hi = s.atLow, s.atHigh
		p.Label = strings.TrimSpace(s.low + " .. " + s.high + t.remark(s, "; "))
		all = append(all, p)
	}
	if t.rest > 0 {
		p := newPoint("", fmt.Sprintf("%d other inputs", t.rest), "largest swing", t.most, math.NaN())
		all = append(all, p)
	}
	return all
}
