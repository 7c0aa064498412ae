package fee

import (
	"fmt"

	"fbasim/sim/civil"
	"fbasim/sim/market"
)

// Gap is a run of days without a card.
type Gap struct {
	Kind     market.FeeKind
	Program  market.Program
	Market   market.Marketplace
	From, To civil.Date
	Nearest  string // card that [assume] cards = "nearest" would take first; "" for none
	Key      string // the key of [assume] cards
	Reason   string // what is missing, and why
	Text     string // Reason, and what to write in a scenario
}

// Assumption says which card stands in for a missing one.
type Assumption struct {
	Key, Card string
	From, To  civil.Date
	Text      string
}

// cover fills days that no card prices by the assumptions allowed, or reports
// them as a gap.
func (c *compiler) cover(k market.FeeKind, f days, reason string) {
	key := c.key(k)
	c.standIn = k == market.ReturnsProcessing && c.anyReturn(f.from)
	defer func() { c.standIn = false }()
	if id, named := c.assume.Cards[key]; named {
		c.coverWith(k, f, id)
		return
	}
	defer func() { c.others = false }()
	nearest := c.candidates(k)
	if !c.assume.Nearest || len(nearest) == 0 {
		c.gap(k, f, reason, nearest)
		return
	}
	for _, p := range c.pickNearest(k, f, nearest) {
		c.assumed(k, p)
	}
}

// anyReturn reports whether the card of a day lets returns of every category pay above
// a threshold, so that the amounts of a card for a few may stand in.
func (c *compiler) anyReturn(d civil.Date) bool {
	for _, card := range c.pool(market.ReturnsProcessing) {
		if card.returns != nil && card.returns.aboveThreshold && card.holds(d) {
			return true
		}
	}
	return false
}

// coverWith uses the card a scenario named, whatever its store and product class.
func (c *compiler) coverWith(k market.FeeKind, f days, id string) {
	card, ok := c.book.Find(id)
	if !ok || card.Kind != cardKind(k) {
		c.gap(k, f, fmt.Sprintf("the assumed card %q is no card of %v", id, cardKind(k)), nil)
		return
	}
	c.lenient = true
	defer func() { c.lenient = false }()
	for _, run := range runsOf(card, f) {
		s, why := c.resolve(k, card, run)
		if why != "" {
			c.gap(k, run, why, nil)
			continue
		}
		c.assumed(k, s)
	}
}

// candidates lists the cards that could price the item at another time: of the same
// store and program first; only where there is none, of other stores.
func (c *compiler) candidates(k market.FeeKind) []*Card {
	keep := func(cards []*Card) (out []*Card) {
		for _, card := range cards {
			if _, why := c.resolve(k, card, days{card.firstDay(), card.firstDay()}); why == "" {
				out = append(out, card)
			}
		}
		return out
	}
	if own := keep(c.pool(k)); len(own) > 0 {
		return own
	}
	if k == market.Referral {
		// A rate of another store would meet prices of another currency.
		c.others = true
		return keep(c.pool(k))
	}
	var others []*Card
	for _, card := range c.book.cards[1:] {
		if card.Kind == cardKind(k) && card.Charged && !card.AssumedOnly {
			others = append(others, card)
		}
	}
	others = keep(others)
	p := siteOf(k, c.route).program
	var same []*Card
	for _, card := range others {
		for _, m := range card.Markets {
			if card.serves(p, m) {
				same = append(same, card)
				break
			}
		}
	}
	if len(same) > 0 {
		return same
	}
	return others
}

// firstDay returns a day inside the card's first window.
func (c *Card) firstDay() civil.Date {
	w := c.Windows[0]
	if w.From != Ever {
		return w.From
	}
	if w.To != Forever {
		return w.To
	}
	return 0
}

// gap reports days that nothing prices.
func (c *compiler) gap(k market.FeeKind, f days, reason string, standIns []*Card) {
	key := c.key(k)
	if n := len(c.gaps); n > 0 && c.gaps[n-1].Key == key && c.gaps[n-1].Kind == k &&
		c.gaps[n-1].To+1 == f.from {
		f.from = c.gaps[n-1].From
		c.gaps = c.gaps[:n-1]
	}
	c.gaps = append(c.gaps, c.describe(k, f, reason, standIns))
}

// describe writes what is missing and what to do about it.
func (c *compiler) describe(k market.FeeKind, f days, reason string, standIns []*Card) Gap {
	key := c.key(k)
	r := c.route
	g := Gap{Kind: k, Program: r.Program, Market: r.Market, From: f.from, To: f.to, Key: key}
	g.Reason = fmt.Sprintf("no %v card for %v from %v to %v", k, key[len(k.String())+1:], f.from, f.to)
	if f.from == f.to {
		g.Reason = fmt.Sprintf("no %v card for %v on %v", k, key[len(k.String())+1:], f.from)
	}
	if reason != "" {
		g.Reason += ": " + reason
	}
	if len(standIns) == 0 {
		g.Text = fmt.Sprintf("%s; add a file with a [card.ID] of kind = %q", g.Reason, cardKind(k))
		return g
	}
	g.Nearest = nearest(standIns, f.from).ID
	g.Text = fmt.Sprintf("%s; paste a [card.ID] with kind = %q, marketplace and windows, or write "+
		"[assume] cards = { %q = %q } or cards = \"nearest\"", g.Reason, cardKind(k), key, g.Nearest)
	return g
}
