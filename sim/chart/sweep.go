package chart

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"fbasim/sim/result"
)

// view is a part of a sweep that one chart shows: one metric over one or two inputs that are numbers,
// all others held.
type view struct {
	set    *result.Set // cases for names and styles, manifest for the subtitle
	metric string
	unit   string
	better string
	axes   []sweepAxis
	held   string // "program.CA = local-fba", "" where nothing else was swept
	points []viewPoint
}

// sweepAxis is an input that was swept.
type sweepAxis struct {
	path, unit string
	values     []float64 // distinct, ascending
	base       float64   // as the scenario states it; NaN where it is no plain number
}

// viewPoint is one point of the design.
type viewPoint struct {
	at   []float64 // by axis
	rows []result.SweepRow
}

// name is what a sentence calls the input.
func (a sweepAxis) name() string { return result.InputLabel(a.path) }

// label names an axis: "Price of IRON in Canada, CAD".
func (a sweepAxis) label() string {
	name := result.Capital(a.name())
	if a.unit == "1" || a.unit == "" {
		return name
	}
	return name + ", " + unitName(a.unit)
}

// figure writes a value of the input with its unit.
func (a sweepAxis) figure(x float64) string {
	if a.unit == "%" {
		return result.Plain(x, "") + " %"
	}
	return result.Figure(x, strings.TrimSuffix(a.unit, "1"))
}

// sweepViews divides a sweep into views over the inputs at the given places among its parameters:
// one for each combination of what else was swept.
func sweepViews(s *result.Sweep, over []int) []*view {
	stated, err := result.Stated(s.Resolved)
	if err != nil {
		stated = nil
	}
	metric := shownMetric(s)
	set := &result.Set{Manifest: s.Manifest, Resolved: s.Resolved, Cases: result.StatedCases(stated, s.Cases())}
	var views []*view
	byHeld := map[string]*view{}
	for _, r := range s.Rows {
		if r.Metric != metric {
			continue
		}
		held := heldText(s, r, over)
		v := byHeld[held]
		if v == nil {
			v = &view{set: set, metric: metric, unit: r.Unit, better: betterOf(metric), held: held}
			for _, p := range over {
				param := s.Parameters[p]
				v.axes = append(v.axes, sweepAxis{param.Path, param.Unit, nil, result.StatedNumber(stated, param.Path, param.Unit)})
			}
			byHeld[held] = v
			views = append(views, v)
		}
		v.add(r, over)
	}
	for _, v := range views {
		v.settle()
	}
	return views
}

// shownMetric is profit, or the first metric where a sweep has none.
func shownMetric(s *result.Sweep) string {
	for _, r := range s.Rows {
		if r.Metric == "profit" {
			return r.Metric
		}
	}
	if len(s.Rows) == 0 {
		return ""
	}
	return s.Rows[0].Metric
}

func betterOf(metric string) string {
	d, _ := result.Define(metric)
	return d.Better
}

// numeric lists the places of parameters that are numbers of several values.
func numeric(s *result.Sweep) (places []int) {
	for i, p := range s.Parameters {
		first := math.NaN()
		for _, r := range s.Rows {
			if p.Words() {
				break
			}
			if x := r.Values[i].Number; math.IsNaN(first) {
				first = x
			} else if x != first {
				places = append(places, i)
				break
			}
		}
	}
	return places
}

// heldText names what else was swept, at a row's point.
func heldText(s *result.Sweep, r result.SweepRow, over []int) string {
	var parts []string
	for i, p := range s.Parameters {
		if slices.Contains(over, i) {
			continue
		}
		text := r.Values[i].Word
		if !p.Words() {
			text = sweepAxis{unit: p.Unit}.figure(r.Values[i].Number)
		}
		parts = append(parts, result.InputLabel(p.Path)+" = "+result.Visible(text))
	}
	return strings.Join(parts, ", ")
}

func (v *view) add(r result.SweepRow, over []int) {
	var at []float64
	for _, p := range over {
		at = append(at, r.Values[p].Number)
	}
	i := slices.IndexFunc(v.points, func(p viewPoint) bool { return slices.Equal(p.at, at) })
	if i < 0 {
		v.points = append(v.points, viewPoint{at: at})
		i = len(v.points) - 1
	}
	v.points[i].rows = append(v.points[i].rows, r)
}

// settle collects the values of the axes and orders the points.
func (v *view) settle() {
	slices.SortFunc(v.points, func(p, q viewPoint) int { return slices.Compare(p.at, q.at) })
	for i := range v.axes {
		for _, p := range v.points {
			if !slices.Contains(v.axes[i].values, p.at[i]) {
				v.axes[i].values = append(v.axes[i].values, p.at[i])
			}
		}
		slices.Sort(v.axes[i].values)
	}
	if s := v.set; len(s.Cases) > 0 && len(v.points) > 0 { // the baseline is the case without differences
		for _, r := range v.points[0].rows {
			s.Case(r.Case).Baseline = r.Verdict == "" && !known(r.Diff)
		}
	}
}

// row returns a case's row at a point, nil where there is none.
func (p *viewPoint) row(name string) *result.SweepRow {
	for i := range p.rows {
		if p.rows[i].Case == name {
			return &p.rows[i]
		}
	}
	return nil
}

// winner is what a point says about the best case.
type winner struct {
	name    string
	settled bool    // the intervals of the differences exclude every other case
	lead    float64 // over the baseline, or the best other case over it
	ci      result.Interval
}

// best returns the best case at a point. With several cases beside the baseline the winner's interval
// against the baseline must also lie beyond those of all others: they are not compared directly, so
// this asks for more than needed.
func (v *view) best(p *viewPoint) winner {
	sign := 1.0
	if v.better == result.Lower {
		sign = -1
	}
	var w winner
	top := math.Inf(-1)
	for _, r := range p.rows {
		if x := sign * r.Mean; known(x) && x > top {
			top, w.name = x, r.Case
		}
	}
	w.lead, w.ci, w.settled = math.NaN(), result.Unknown(), w.name != ""
	own := p.row(w.name)
	for _, r := range p.rows {
		if r.Case == w.name || !w.settled {
			continue
		}
		switch {
		case r.Verdict == "" && !known(r.Diff): // the baseline
			w.settled = own.Verdict == result.Better
		case own.Verdict == "" && !known(own.Diff):
			w.settled = r.Verdict == result.Worse
		case sign > 0:
			w.settled = own.DiffCI.Lo > r.DiffCI.Hi
		default:
			w.settled = own.DiffCI.Hi < r.DiffCI.Lo
		}
	}
	if own != nil {
		w.lead, w.ci = own.Diff, own.DiffCI
	}
	return w
}

// subtitle says which sweep a chart shows, and what was held.
func (v *view) subtitle() string {
	text := subtitle(v.set)
	if n := v.replications(); n > 0 {
		text += hardSpace + "· n" + hardSpace + "=" + hardSpace + strconv.Itoa(n)
	}
	if v.held != "" {
		text += hardSpace + "· " + v.held
	}
	return text
}

// replications is the number at every point, 0 where it differs.
func (v *view) replications() int {
	n := 0
	for _, p := range v.points {
		for _, r := range p.rows {
			if n != 0 && r.N != n {
				return 0
			}
			n = r.N
		}
	}
	if v.set.Manifest.Precision.Replications > 0 {
		return 0 // the subtitle says it
	}
	return n
}

// label names a case in a chart over no one marketplace: by its program abroad where that tells it.
func (v *view) label(name string) string { return v.set.CaseLabel(name, "") }

func (v *view) whole() string {
	return fmt.Sprintf("%s, %s", result.Capital(result.MetricLabel(v.metric)), unitName(v.unit))
}
