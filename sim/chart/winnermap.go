package chart

import (
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"fbasim/sim/result"
)

// winnerMap is the data of a winner map: which case is best at each point of a grid of two inputs.
type winnerMap struct {
	*view
	cells  []winner // by point
	styles map[string]style
	first  map[string]int // points that a case wins, settled or not
	sure   map[string]int // and those where that is settled
}

// winnerMaps builds a map for each pair of inputs that form a whole grid.
func winnerMaps(s *result.Sweep, _ Options) []figure {
	var figures []figure
	places := numeric(s)
	for i := range places {
		for j := i + 1; j < len(places); j++ {
			for _, v := range sweepViews(s, []int{places[i], places[j]}) {
				if v.grid() && len(v.set.Cases) > 1 {
					figures = append(figures, newWinnerMap(v).figure())
				}
			}
		}
	}
	return figures
}

// grid reports whether the points are all combinations of the values, two or more of each.
func (v *view) grid() bool {
	a, b := len(v.axes[0].values), len(v.axes[1].values)
	return a > 1 && b > 1 && len(v.points) == a*b
}

func newWinnerMap(v *view) *winnerMap {
	m := &winnerMap{view: v, styles: caseStyles(v.set, ""), first: map[string]int{}, sure: map[string]int{}}
	for i := range v.points {
		w := v.best(&v.points[i])
		m.cells = append(m.cells, w)
		m.first[w.name]++
		if w.settled {
			m.sure[w.name]++
		}
	}
	return m
}

// winners lists the cases that are best somewhere, in the set's order.
func (m *winnerMap) winners() (names []string) {
	for _, c := range m.set.Cases {
		if m.first[c.Name] > 0 {
			names = append(names, c.Name)
		}
	}
	return names
}

func (m *winnerMap) figure() figure {
	return figure{
		stem: stem("winner-map", m.axes[0].path, m.axes[1].path, m.held), title: m.headline(), subtitle: m.subtitle(),
		footnote: m.footnote(), alt: m.alt(), points: m.table(), width: chartWidth,
		height: 330 + legendRow*vg.Length(len(m.legendLines())), body: m.draw,
	}
}

// headline is a finding where most of the map is settled.
func (m *winnerMap) headline() string {
	names := m.winners()
	slices.SortStableFunc(names, func(a, b string) int { return m.sure[b] - m.sure[a] })
	total := 0
	for _, n := range m.sure {
		total += n
	}
	switch all := len(m.cells); {
	case total == 0:
		return "Which case has the " + m.superlative() + " " + result.MetricLabel(m.metric) + ", and where?"
	case m.sure[names[0]] == all:
		return fmt.Sprintf("%s has the %s %s everywhere on the map", result.Capital(m.label(names[0])), m.superlative(),
			result.MetricLabel(m.metric))
	default:
		parts := []string{result.Capital(m.label(names[0])) + " is best on " + share(m.sure[names[0]], all)}
		for _, name := range names[1:] {
			if m.sure[name] > 0 && len(parts) < 3 {
				parts = append(parts, m.label(name)+" on "+share(m.sure[name], all))
			}
		}
		text := strings.Join(parts, ", ") + " of the map"
		if total < all {
			text += "; the rest is not settled"
		}
		return text
	}
}

// share writes a part in whole percent, never 0 or 100 where that is not exact.
func share(part, all int) string {
	p := (200*part + all) / (2 * all)
	if part > 0 {
		p = max(p, 1)
	}
	if part < all {
		p = min(p, 99)
	}
	return fmt.Sprintf("%d %%", p)
}

func (m *winnerMap) superlative() string {
	if m.better == result.Lower {
		return "lowest"
	}
	return "highest"
}

func (m *winnerMap) footnote() string {
	text := "Solid: the 95 % intervals of the paired differences settle who is best. Hatched: the case with the best mean, " +
		"not settled."
	switch x, y := m.axes[0], m.axes[1]; {
	case m.based():
		text += " Ring: the scenario as stated" + m.verdictThere() + "."
	case x.covers(x.base):
		text += " Dashed: the stated " + x.name() + "."
	case y.covers(y.base):
		text += " Dashed: the stated " + y.name() + "."
	}
	return text
}

// verdictThere says who is best at the point of the grid nearest to the stated values.
func (m *winnerMap) verdictThere() string {
	w := m.cell(m.axes[0].middle(), m.axes[1].middle())
	if w.settled {
		return ", where " + m.label(w.name) + " is best"
	}
	return ", where it is not settled"
}

// based reports whether the stated values lie on the map.
func (m *winnerMap) based() bool {
	return m.axes[0].covers(m.axes[0].base) && m.axes[1].covers(m.axes[1].base)
}

// covers reports whether x lies between the ends of the axis.
func (a sweepAxis) covers(x float64) bool {
	return known(x) && x >= a.values[0] && x <= a.values[len(a.values)-1]
}

func (m *winnerMap) alt() string {
	var b strings.Builder
	x, y := m.axes[0], m.axes[1]
	fmt.Fprintf(&b, "Map of the best case by %s from %s to %s and %s from %s to %s.", x.name(),
		x.figure(x.values[0]), x.figure(x.values[len(x.values)-1]), y.name(),
		y.figure(y.values[0]), y.figure(y.values[len(y.values)-1]))
	for _, name := range m.winners() {
		fmt.Fprintf(&b, " %s is best at %d of %d points, at %d of them surely.", result.Capital(m.label(name)),
			m.first[name], len(m.cells), m.sure[name])
	}
	return b.String()
}

func (m *winnerMap) table() []point {
	var all []point
	for i, p := range m.points {
		w := m.cells[i]
		row := newPoint(m.held, w.name, "cell", p.at[0], p.at[1])
		row.Lo, row.Hi, row.Label = w.ci.Lo, w.ci.Hi, "unclear"
		if w.settled {
			row.Label = "settled"
		}
		all = append(all, row)
	}
	if m.based() {
		all = append(all, newPoint(m.held, "as stated", "base", m.axes[0].base, m.axes[1].base))
	}
	return all
}
