package fee

import (
	"cmp"
	"fmt"

	"fbasim/sim/market"
)

// standIn is a card that stands in for a missing one on some days.
type standIn struct {
	key  string // of [assume] cards
	site site   // whose card is missing
	card *Card
	days
	except string // what the text tells of the item, "" where it tells nothing
}

func compareStandIns(a, b standIn) int {
	return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.from, b.from))
}

// assumed adds a span that stands in for a missing card and notes it.
func (c *compiler) assumed(k market.FeeKind, s span) {
	s.assumed = true
	c.t.spans[k] = append(c.t.spans[k], s)
	key := c.key(k)
	if n := len(c.standIns); n > 0 {
		last := &c.standIns[n-1]
		if last.key == key && last.card == s.card && last.to+1 == s.from {
			last.to = s.to
			return
		}
	}
	c.standIns = append(c.standIns,
		standIn{key, siteOf(k, c.route), s.card, days{s.from, s.to}, c.exception(s.card)})
}

// exception says which rate of a card that stands in is not the item's own.
func (c *compiler) exception(card *Card) (text string) {
	if c.others || c.lenient && card.referral != nil {
		text += fmt.Sprintf(", at the rate of everything else where %s has none", c.item.Category)
	}
	if c.lenient && card.tiers != nil && card.tiers.classFor(&c.item, false) == nil {
		text += fmt.Sprintf(", in its column for other products than %s", c.item.className())
	}
	return text
}

// assumptions describes the cards that stand in.
func (c *compiler) assumptions() (out []Assumption) {
	for i := range c.standIns {
		s := &c.standIns[i]
		out = append(out, s.assumption())
	}
	return out
}

// assumption describes a card that stands in.
func (s *standIn) assumption() Assumption {
	text := fmt.Sprintf("%v, %v .. %v: no card; %s (%s, confidence %v) stands in",
		s.key, s.from, s.to, s.card.ID, s.card.Title, s.card.Confidence)
	if s.card.hasSeasons() {
		text += ", its columns repeated every year"
	}
	text += s.except
	if !s.card.serves(s.site.program, s.site.market) {
		text += fmt.Sprintf(" although it is a card of another store or program (%v); "+
			"amounts stay in %v", s.card.Markets, s.card.Currency)
	}
	return Assumption{s.key, s.card.ID, s.from, s.to, text}
}
