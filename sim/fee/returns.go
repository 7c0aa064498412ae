package fee

import (
	"slices"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// returnsRule says which returned units pay the processing fee.
type returnsRule struct {
	local, remote  []market.Category // every return of these pays
	aboveThreshold bool              // units of other categories pay above a threshold of returns
	exemptBelow    int64             // units shipped in the month
	thresholds     []categoryShare   // where they are known
}

// categoryShare is a share of a category.
type categoryShare struct {
	category market.Category
	share    money.Rate
}

func parseReturnsRule(s *section) *returnsRule {
	r := &returnsRule{local: parseCategories(s, "categories"),
		remote:         parseCategories(s, "categories_remote"),
		aboveThreshold: s.flag("above_threshold"), exemptBelow: s.integer("exempt_below_shipped", 0)}
	t := s.table("thresholds", "category", "threshold")
	if t == nil {
		return r
	}
	for _, row := range t.rows {
		share := cellAs(row, "threshold", 0, parsePercent)
		for _, name := range splitList(row.cell("category")) {
			c, err := market.ParseCategory(name)
			if err != nil {
				row.fail("reference", "", "%v", err)
				continue
			}
			r.thresholds = append(r.thresholds, categoryShare{c, share})
		}
	}
	return r
}

// ReturnThreshold returns the share of returns above which units of a category pay
// the processing fee; ok is false where the card of the day does not name it.
func (b *Book) ReturnThreshold(d civil.Date, c market.Category) (share money.Rate, ok bool) {
	card, err := b.accountCard(market.ReturnsProcessing, market.US, d)
	if err != nil || card.returns == nil || !card.returns.aboveThreshold {
		return 0, false
	}
	for _, t := range card.returns.thresholds {
		if t.category == c {
			return t.share, true
		}
	}
	return 0, false
}

// everyReturn reports whether each return of a category pays under a program.
func (r *returnsRule) everyReturn(c market.Category, p market.Program) bool {
	if p == market.RemoteFulfillment && len(r.remote) > 0 {
		return slices.Contains(r.remote, c)
	}
	return slices.Contains(r.local, c)
}

// mayCharge reports whether some return of a category can pay under a program.
func (r *returnsRule) mayCharge(c market.Category, p market.Program) bool {
	return r.aboveThreshold || r.everyReturn(c, p)
}

// ReturnsCount asks how many of the units shipped in one month pay the returns
// processing fee.
type ReturnsCount struct {
	On                civil.Date // in the month of shipment
	Category          market.Category
	Program           market.Program
	Shipped, Returned int64
	Threshold         money.Rate // of the category; published in Seller Central only
}

// needsThreshold reports whether the answer to ReturnsCharged depends on the
// threshold.
func (b *Book) needsThreshold(q ReturnsCount) bool {
	none, all := q, q
	none.Threshold, all.Threshold = 0, money.One
	low, _, ok := b.ReturnsCharged(none)
	high, _, _ := b.ReturnsCharged(all)
	return ok && low != high
}

// ReturnsCharged returns how many returned units pay the processing fee: all of
// them in some categories, in others those above the threshold. It is false where
// no card says.
func (b *Book) ReturnsCharged(q ReturnsCount) (int64, CardRef, bool) {
	c, err := b.accountCard(market.ReturnsProcessing, market.US, q.On)
	if err != nil || c.returns == nil {
		return 0, NoCard, false
	}
	r := c.returns
	switch {
	case r.everyReturn(q.Category, q.Program):
		return q.Returned, c.ref, true
	case !r.aboveThreshold || q.Shipped < r.exemptBelow:
		return 0, c.ref, true
	}
	free := int64(q.Threshold) * q.Shipped / int64(money.One)
	return max(q.Returned-free, 0), c.ref, true
}
