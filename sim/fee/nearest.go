package fee

import (
	"slices"
	"sort"

	"fbasim/sim/civil"
	"fbasim/sim/market"
)

// pickNearest prices each day by the card nearest in time, ties to the earlier one,
// and joins equal days.
func (c *compiler) pickNearest(k market.FeeKind, f days, cards []*Card) []span {
	var out []span
	for _, near := range nearestRuns(cards, f) {
		for _, run := range runsOf(near.card, near.days) {
			s, why := c.resolve(k, near.card, run)
			if why != "" {
				c.gap(k, run, why, nil)
				continue
			}
			out = append(out, s)
		}
	}
	return out
}

// cardDays are days to which one card is the nearest.
type cardDays struct {
	card *Card
	days
}

// nearestRuns cuts days where another card becomes the nearest. Between two edges of
// windows the order of the cards that lie before a day stays, and so does that of the
// cards that lie after it: the nearest changes once at most, from one before to one
// after, and the day is found by halving.
func nearestRuns(cards []*Card, d days) (out []cardDays) {
	edges := windowEdges(cards, d)
	for i, from := range edges {
		to := d.to
		if i+1 < len(edges) {
			to = edges[i+1] - 1
		}
		first, last := nearest(cards, from), nearest(cards, to)
		if first != last {
			turn := from + civil.Date(sort.Search(int(to-from), func(n int) bool {
				return nearest(cards, from+civil.Date(n)) == last
			}))
			out = addDays(out, first, days{from, turn - 1})
			from = turn
		}
		out = addDays(out, last, days{from, to})
	}
	return out
}

// addDays appends days, or lengthens the last run where the card stays.
func addDays(out []cardDays, card *Card, d days) []cardDays {
	if n := len(out); n > 0 && out[n-1].card == card {
		out[n-1].to = d.to
		return out
	}
	return append(out, cardDays{card, d})
}

// windowEdges lists, in order, the first of the days and those among them on which a
// window of a card begins or has just ended.
func windowEdges(cards []*Card, d days) []civil.Date {
	if d.from > d.to {
		return nil
	}
	out := []civil.Date{d.from}
	add := func(day civil.Date) {
		if d.from < day && day <= d.to {
			out = append(out, day)
		}
	}
	for _, card := range cards {
		for _, w := range card.Windows {
			add(w.From)
			if w.To != Forever {
				add(w.To + 1)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// nearest returns the card whose windows lie nearest to a day.
func nearest(cards []*Card, d civil.Date) *Card {
	var best *Card
	var bestDays int64
	var bestBefore bool
	for _, card := range cards {
		n, before := card.distance(d)
		if best == nil || n < bestDays || n == bestDays && before && !bestBefore {
			best, bestDays, bestBefore = card, n, before
		}
	}
	return best
}
