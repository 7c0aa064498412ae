package chart

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"fbasim/sim/result"
)

// lane is a thin strip below the stock panels: what a case's Remote Fulfillment offer
// can do day by day, or that its seller may not send shipments.
type lane struct {
	name, label string
	suspension  bool
	days        []laneDay
}

// laneDay holds shares of replications (and of offers); what is missing to one is no
// offer in the program. A suspension counts as blocked.
type laneDay struct{ x, active, local, waiting, blocked float64 }

// mostLanes bounds the lanes of one chart.
const mostLanes = 6

// addLane takes in a row of an offer's state and reports whether it was one.
func (t *timeline) addLane(r result.DailyRow, x float64) bool {
	if !strings.HasPrefix(r.Series, "remote_") {
		return false
	}
	at := slices.IndexFunc(t.lanes, func(l lane) bool { return l.name == r.Case })
	if at < 0 {
		at = len(t.lanes)
		t.lanes = append(t.lanes, lane{name: r.Case, label: result.Capital(t.set.CaseLabel(r.Case, r.Market))})
	}
	l := &t.lanes[at]
	i, found := slices.BinarySearchFunc(l.days, x, func(d laneDay, x float64) int { return int(d.x - x) })
	if !found {
		l.days = slices.Insert(l.days, i, laneDay{x: x})
	}
	share := math.Max(0, math.Min(1, orElse(r.Mean, 0)))
	switch r.Series {
	case result.SeriesRemoteActive:
		l.days[i].active = share
	case result.SeriesRemoteWaiting:
		l.days[i].waiting = share
	case result.SeriesRemoteLocal:
		l.days[i].local = share
	case result.SeriesRemoteBlocked:
		l.days[i].blocked = share
	}
	return true
}

// suspensions returns the lanes of the cases whose sellers are suspended at times.
func suspensions(s *result.Set) (list []lane) {
	for _, r := range s.Daily {
		x, ok := dayNumber(r.Date)
		if r.Series != result.SeriesSuspended || !ok {
			continue
		}
		n := len(list)
		if n == 0 || list[n-1].name != r.Case {
			list = append(list, lane{name: r.Case, suspension: true})
			n++
		}
		list[n-1].days = append(list[n-1].days, laneDay{x: x, blocked: orElse(r.Mean, 0)})
	}
	return list
}

// settleLanes keeps the lanes that have something to show: an offer that is for sale
// on every day has not. Suspensions stand below the cases that have a panel or an
// offer, and make no chart alone: the countries that get shipments show them.
func (t *timeline) settleLanes(stopped []lane) {
	lanes := slices.DeleteFunc(slices.Clone(t.lanes), func(l lane) bool { return l.dull() })
	if len(lanes) == 0 && !slices.ContainsFunc(t.panels, func(p timelinePanel) bool { return p.stocked() }) {
		stopped = nil
	}
	for _, l := range stopped {
		inPanel := slices.ContainsFunc(t.panels, func(p timelinePanel) bool { return p.name == l.name && len(p.stock.x) > 0 })
		if inPanel || slices.ContainsFunc(t.lanes, func(o lane) bool { return o.name == l.name }) {
			l.label = result.Capital(t.set.CaseLabel(l.name, t.market)) + ": shipments"
			lanes = append(lanes, l)
		}
	}
	if len(lanes) > mostLanes {
		lanes, t.hidden = lanes[:mostLanes], true
	}
	t.lanes = lanes
}

func (l *lane) dull() bool {
	return !slices.ContainsFunc(l.days, func(d laneDay) bool { return d.active < 0.9995 })
}

// mean returns the mean share of days in each state.
func (l *lane) mean() (d laneDay) {
	n := float64(len(l.days))
	for _, x := range l.days {
		d.active += x.active / n
		d.local += x.local / n
		d.waiting += x.waiting / n
		d.blocked += x.blocked / n
	}
	return d
}

// notes tell in words how much of the time each state takes.
func (l *lane) notes() string {
	if l.suspension {
		sum := 0.0
		for _, d := range l.days {
			sum += d.blocked
		}
		return "suspended on " + result.Figure(sum, "d") + " on average"
	}
	m := l.mean()
	out := "for sale " + percent(m.active)
	for _, state := range laneStates()[1:] {
		if share := state.of(m); share > 0 {
			out += ", " + state.short + " " + percent(share)
		}
	}
	return out + " of the time"
}

// percent writes a share in whole percent, without calling a little nothing or nearly
// all everything.
func percent(share float64) string {
	switch {
	case share > 0 && share < 0.01:
		return "under 1 %"
	case share > 0.99 && share < 0.9999:
		return "over 99 %"
	}
	return fmt.Sprintf("%.0f %%", 100*share)
}

func (t *timeline) topic() string {
	if len(t.panels) == 0 {
		return "offers"
	}
	return "stock"
}

// lanesHeadline is the title of a chart without stock.
func (t *timeline) lanesHeadline() string {
	what, verb := "The Remote Fulfillment offer", "is"
	if t.sku == "" {
		what, verb = "Remote Fulfillment offers", "are"
	}
	often := strings.ReplaceAll(percent(t.lanes[0].mean().active)+" of the time", " ", hardSpace)
	return fmt.Sprintf("%s in %s %s for sale %s", what, result.Country(t.market), verb, often)
}

func (t *timeline) lanesNote() string {
	of := "replications"
	if t.sku == "" {
		of = "offers and replications"
	}
	out := ""
	if t.showsOffers() {
		out = "Lanes: share of " + of + ", full height 100 %."
		for _, s := range t.shown() {
			if s.about != "" {
				out += " " + s.about
			}
		}
		if t.missesOffers() {
			out += " White: no such offer."
		}
	}
	if slices.ContainsFunc(t.lanes, func(l lane) bool { return l.suspension }) {
		if out != "" {
			out += " "
		}
		out += "Suspended: share of replications in which the seller may not send shipments."
	}
	return out
}

func (t *timeline) lanePoints() (all []point) {
	for i := range t.lanes {
		l := &t.lanes[i]
		add := func(series string, x, y float64) {
			p := newPoint(l.name, series, "lane", x, y)
			p.Label = dayOf(x).Format("2006-01-02")
			all = append(all, p)
		}
		for _, d := range l.days {
			if l.suspension {
				add("suspended", d.x, d.blocked)
				continue
			}
			for _, s := range laneStates() {
				add(s.short, d.x, s.of(d))
			}
		}
	}
	return all
}

// showsOffers reports whether any lane is that of an offer.
func (t *timeline) showsOffers() bool {
	return slices.ContainsFunc(t.lanes, func(l lane) bool { return !l.suspension })
}

// shown are the states that offers are ever in.
func (t *timeline) shown() []laneState {
	return slices.DeleteFunc(laneStates(), func(s laneState) bool {
		return !slices.ContainsFunc(t.lanes, func(l lane) bool { return !l.suspension && s.of(l.mean()) > 0 })
	})
}

// missesOffers reports whether on some day some offer is not in the program.
func (t *timeline) missesOffers() bool {
	return slices.ContainsFunc(t.lanes, func(l lane) bool {
		return !l.suspension && slices.ContainsFunc(l.days, func(d laneDay) bool {
			return d.active+d.local+d.waiting+d.blocked < 0.9995
		})
	})
}

// laneState is what offers of a lane do and how it looks.
type laneState struct {
	name, short string
	about       string // for the footnote, "" where the name says it all
	fill, text  color.RGBA
	of          func(d laneDay) float64
}

// laneStates are the states of a lane from the bottom up. Neighbors differ in
// lightness, so that no eye needs their hues.
func laneStates() []laneState {
	white := tint(ink, 0)
	return []laneState{
		{"for sale", "for sale", "", blue, white, func(d laneDay) float64 { return d.active }},
		{"local stock instead", "local stock", "", tint(vermillion, 0.35), ink,
			func(d laneDay) float64 { return d.local }},
		{"waiting", "waiting", "Waiting: for Amazon's decision, an activation or the seller.", sky, ink,
			func(d laneDay) float64 { return d.waiting }},
		{"blocked", "blocked", "Blocked: not eligible or not sellable, as while the US is out of stock.", ink, white,
			func(d laneDay) float64 { return d.blocked }},
	}
}
