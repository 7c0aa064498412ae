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
	better string
	base   float64 // with all inputs as drawn
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
	flipsAt          string // from which value on, "" where that is not known
	unsettled        bool   // intervals do not tell whether it moves, or whether it flips
	evidence         string // what is weak about the input's value, "" for nothing
}

// newTornado returns a tornado without inputs for the figures that a row is about.
func newTornado(s *result.Set, r *result.SensitivityRow) *tornado {
	t := &tornado{set: s, a: r.Against, b: r.Case, metric: r.Metric, unit: r.Unit, base: r.Base, baseCI: r.BaseCI}
	if t.better = betterOf(r.Metric); t.better == "" {
		t.better = result.Higher
	}
	return t
}

// add takes in an input.
func (t *tornado) add(r *result.SensitivityRow) {
	s := swing{
		input: r.Input, low: r.Low, high: r.High, atLow: r.AtLow, atHigh: r.AtHigh, flipsTo: r.FlipsTo, evidence: r.Evidence,
		unsettled: r.SwingCI.Bounded() && r.SwingCI.Contains(0),
	}
	if s.flipsTo != "" {
		if known(r.FlipsAt) {
			s.flipsAt = sweepAxis{unit: r.InputUnit}.figure(r.FlipsAt)
		}
		for _, end := range []struct {
			x  float64
			iv result.Interval
		}{{r.AtLow, r.AtLowCI}, {r.AtHigh, r.AtHighCI}} {
			if (end.x < 0) != (t.base < 0) {
				s.unsettled = s.unsettled || end.iv.Contains(0)
			}
		}
	}
	t.swings = append(t.swings, s)
}

// size is the length of a bar, which reaches from the value as stated to both ends.
func (t *tornado) size(s swing) float64 {
	return math.Max(math.Max(s.atLow, s.atHigh), t.base) - math.Min(math.Min(s.atLow, s.atHigh), t.base)
}

// tornadoCharts builds a chart for each case and metric with a sensitivity.
func tornadoCharts(s *result.Set, _ Options) []figure {
	var list []*tornado
	for i := range s.Sensitivity {
		r := &s.Sensitivity[i]
		if !known(r.AtLow) || !known(r.AtHigh) || !known(r.Base) {
			continue
		}
		at := slices.IndexFunc(list, func(t *tornado) bool { return t.a == r.Against && t.b == r.Case && t.metric == r.Metric })
		if at < 0 {
			list = append(list, newTornado(s, r))
			at = len(list) - 1
		}
		list[at].add(r)
	}
	slices.SortStableFunc(list, func(x, y *tornado) int { // differences first: they decide
		return boolOrder(x.a == "") - boolOrder(y.a == "")
	})
	var figures []figure
	for _, t := range list {
		t.settle()
		figures = append(figures, t.figure())
	}
	return figures
}

func boolOrder(b bool) int {
	if b {
		return 1
	}
	return 0
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
	if t.a == "" { // nobody is better on either side
		height -= 17
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
		if s.flipsTo != "" && !s.unsettled {
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
	case t.winner() != "" && !t.mayFlip():
		return result.Capital(t.label(t.winner())) + " stays better than " + t.label(t.other()) + " whichever input moves"
	}
	return fmt.Sprintf("What decides between %s and %s?", t.label(t.a), t.label(t.b))
}

// winner is the case that is surely better with all inputs as drawn, "" where none is.
func (t *tornado) winner() string {
	switch {
	case t.baseCI.Lo > 0 && t.better == result.Lower, t.baseCI.Hi < 0 && t.better != result.Lower:
		return t.a
	case t.baseCI.Lo > 0, t.baseCI.Hi < 0:
		return t.b
	}
	return ""
}

// other is the case that is not the winner.
func (t *tornado) other() string {
	if t.winner() == t.a {
		return t.b
	}
	return t.a
}

// mayFlip reports whether some input might flip the winner.
func (t *tornado) mayFlip() bool {
	return slices.ContainsFunc(t.swings, func(s swing) bool { return s.flipsTo != "" })
}

// label names a case.
func (t *tornado) label(name string) string { return result.Visible(t.set.Label(name)) }

func (t *tornado) footnote() string {
	text := "One input at a time, at the values at the ends of its bar; all others as drawn."
	if t.a != "" {
		text += " The color says who is better."
	}
	if slices.ContainsFunc(t.swings, func(s swing) bool { return s.unsettled }) {
		text += " Hatched: the 95 % intervals do not settle it."
	}
	if slices.ContainsFunc(t.swings, func(s swing) bool { return s.evidence != "" }) {
		text += " Pale: weak evidence for the input's value, or a constant that was given a spread."
	}
	if t.rest > 0 {
		text += " All inputs are in sensitivity.csv."
	}
	return text
}

func (t *tornado) alt() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Tornado chart of %s: %s with all inputs as drawn.", t.axis(), result.Difference(t.base, t.unit))
	for _, s := range t.swings {
		fmt.Fprintf(&b, " %s from %s to %s: %s to %s%s.", result.InputLabel(s.input), result.Visible(s.low), result.Visible(s.high),
			result.Difference(s.atLow, t.unit), result.Difference(s.atHigh, t.unit), remarks(t.remark(s), s.evidenceText()))
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

// remark says whether an input flips the winner.
func (t *tornado) remark(s swing) string {
	at := ""
	if s.flipsAt != "" {
		at = " at " + s.flipsAt
	}
	switch {
	case s.flipsTo != "" && s.unsettled:
		return "may flip to " + t.label(s.flipsTo) + at
	case s.flipsTo != "":
		return "flips to " + t.label(s.flipsTo) + at
	case s.unsettled:
		return "may not matter"
	}
	return ""
}

// evidenceText says what is weak about an input's value.
func (s swing) evidenceText() string {
	if s.evidence == "" {
		return ""
	}
	if s.spread() {
		return "stated as a constant, " + result.Visible(s.evidence)
	}
	return "weak evidence: " + result.Visible(s.evidence)
}

// spread reports whether the input is a constant that was only given a spread.
func (s swing) spread() bool { return strings.HasPrefix(s.evidence, "spread") }

// remarks joins what there is to say, each behind a comma.
func remarks(all ...string) string {
	text := ""
	for _, r := range all {
		if r != "" {
			text += ", " + r
		}
	}
	return text
}

func (t *tornado) restText() string {
	return fmt.Sprintf("%d other inputs: each moves it by less than %s", t.rest, result.Figure(t.most, t.unit))
}

func (t *tornado) table() []point {
	all := []point{newPoint("", "as drawn", "base", t.base, math.NaN())}
	all[0].Lo, all[0].Hi = t.baseCI.Lo, t.baseCI.Hi
	for i, s := range t.swings {
		p := newPoint("", s.input, "bar", math.NaN(), float64(i+1))
		p.Lo, p.Hi = s.atLow, s.atHigh
		p.Label = strings.TrimSpace(s.low + " .. " + s.high + remarks(t.remark(s), s.evidenceText()))
		all = append(all, p)
	}
	if t.rest > 0 {
		p := newPoint("", fmt.Sprintf("%d other inputs", t.rest), "largest swing", t.most, math.NaN())
		all = append(all, p)
	}
	return all
}
