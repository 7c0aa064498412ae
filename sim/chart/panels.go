package chart

import "slices"

// panelsShown is how many cases the stock timeline has room for.
const panelsShown = 3

// settlePanels keeps the cases that ever have stock in the country: one that serves it
// from elsewhere does not run out of it.
func (t *timeline) settlePanels() {
	t.panels = slices.DeleteFunc(t.panels, func(p timelinePanel) bool { return !p.stocked() })
	if len(t.panels) > panelsShown {
		t.panels, t.hidden = t.panels[:panelsShown], true
	}
	t.joinReceipts()
}

// stocked reports whether there is stock on any day in more than a rare outcome.
func (p *timelinePanel) stocked() bool {
	return slices.ContainsFunc(p.stock.hi, func(units float64) bool { return units > 0 })
}

// joinReceipts sums receipts by month where they fall on too many days to be drawn.
func (t *timeline) joinReceipts() {
	for i := range t.panels {
		t.monthly = t.monthly || len(t.panels[i].receipts) > singly
	}
	if !t.monthly {
		return
	}
	for i := range t.panels {
		p := &t.panels[i]
		var months []day
		for _, r := range p.receipts {
			middle := monthMiddle(r.x)
			if n := len(months); n > 0 && months[n-1].x == middle {
				months[n-1].value += r.value
			} else {
				months = append(months, day{middle, r.value})
			}
		}
		p.receipts = months
	}
}
