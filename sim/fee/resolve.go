package fee

import (
	"fmt"

	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// resolve prices the item by a card on a run of days with one column. The reason
// says why the card cannot.
func (c *compiler) resolve(k market.FeeKind, card *Card, run days) (s span, reason string) {
	s = span{from: run.from, to: run.to, carried: Forever, card: card,
		estimated: card.Confidence >= Estimated}
	s.bands.n = 1
	s.estimated = s.estimated || k == market.Disposal
	switch {
	case !card.Charged:
		return s, ""
	case card.referral != nil:
		return c.resolveReferral(k, s)
	case card.tiers != nil:
		return c.resolveTiers(s)
	case card.export != nil:
		return c.resolveExport(s)
	}
	return s, ""
}

func (c *compiler) resolveReferral(k market.FeeKind, s span) (span, string) {
	rule := s.card.referral.rule(c.item.Category)
	if (c.others || c.lenient) && k == market.Referral && (rule == nil || rule.noRate) {
		rule = s.card.referral.rule(everythingElse())
	}
	switch {
	case c.item.Category == market.NoCategory:
		return s, "the product has no category"
	case rule == nil || rule.noRate:
		return s, fmt.Sprintf("%s has no rate for %s", s.card.ID, c.item.Category)
	case k == market.Closing && rule.noClosing:
		return s, fmt.Sprintf("%s has no closing fee for %s", s.card.ID, c.item.Category)
	}
	s.rule = rule
	s.estimated = s.estimated || rule.estimated
	return s, ""
}

// everythingElse is the category whose rate stands in for one that was not found.
func everythingElse() market.Category {
	c, err := market.ParseCategory("everything_else")
	if err != nil {
		panic("fee: " + err.Error())
	}
	return c
}

func (c *compiler) resolveTiers(s span) (span, string) {
	rates, item := s.card.tiers, &c.item
	if c.t.known == nil && (!item.HasDims || item.Weight == 0) {
		return s, "the product has no size or no weight"
	}
	class := rates.classFor(item, c.lenient)
	if class == nil {
		return s, fmt.Sprintf("%s has no column for %s", s.card.ID, item.className())
	}
	if s.card.returns != nil && !c.standIn &&
		!s.card.returns.mayCharge(item.Category, c.route.Program) {
		return s, ""
	}
	if !rates.handle.concerns(item) {
		return s, ""
	}
	m, ok := Measure{}, true
	if c.t.known == nil {
		m = rates.scheme.Measure(item.Dims, item.Weight)
	} else if m, ok = rates.scheme.MeasureAs(c.t.known.tier, c.t.known.weight); !ok {
		return s, fmt.Sprintf("%s knows no tier %q", s.card.ID, c.t.known.tier)
	}
	return c.resolveMeasured(s, class, m)
}

// tierAndWeight is the measure of a unit whose size is not given.
type tierAndWeight struct {
	tier   string
	weight quantity.Weight
}

// resolveMeasured prices a unit of known tier and shipping weight.
func (c *compiler) resolveMeasured(s span, class *classRates, m Measure) (span, string) {
	rates := s.card.tiers
	s.tier, s.class = m.Tier, m.Class
	weight, look := m.Billed, m.Billed
	if rates.exact {
		weight = m.Exact
	}
	if rates.lookup {
		look = m.Exact
	}
	if rates.handle.dimensional {
		look = m.Dimensional
	}
	row := class.row(m, look)
	if row == nil {
		if optional(s.card.Kind) {
			return s, ""
		}
		return s, fmt.Sprintf("%s has no row for %s of %v", s.card.ID, m.Tier, m)
	}
	if s.card.ownColumns() {
		s.row, s.rates = row, class
		if row.rises() {
			s.weight = weight
		}
		return s, ""
	}
	column := class.column(s.card.columnAt(s.from))
	if column < 0 {
		return s, fmt.Sprintf("%s has no column for this time of the year", s.card.ID)
	}
	return c.amounts(s, &row.cells[column], weight)
}

// amounts fills in the amounts of the price bands.
func (c *compiler) amounts(s span, cell *cell, weight quantity.Weight) (span, string) {
	switch cell.state {
	case notFound:
		return s, fmt.Sprintf("the %s row of %s was not found", s.tier, s.card.ID)
	case notOffered:
		return s, fmt.Sprintf("%s does not take %s units", s.card.ID, s.tier)
	}
	s.bands = s.card.tiers.bands
	asked := -1
	if c.price != nil {
		asked = s.bandOf(*c.price, c.item.PriceAddsTax)
	}
	for i := range s.bands.n {
		s.amounts[i] = cell.amount(weight, i)
		if cell.missing[i] && (asked < 0 || asked == i) {
			return s, fmt.Sprintf("the %s row of %s lacks a price band", s.tier, s.card.ID)
		}
	}
	if c.price != nil && *c.price == NoPrice && s.bands.blank < 0 {
		return s, fmt.Sprintf("%s needs a price", s.card.ID)
	}
	s.discount()
	return s, ""
}

// bandOf returns the band of a price as Ship finds it.
func (s *span) bandOf(price money.Amount, addTax bool) int {
	if addTax && price != NoPrice {
		price += price.Times(s.bands.tax)
	}
	return s.bands.index(price)
}

// discount turns a dated low-price discount into a second price band.
func (s *span) discount() {
	state := s.card.stateAt(s.from)
	if state.low < 0 || s.bands.n != 1 {
		return
	}
	low := s.card.tiers.low[state.low]
	s.bands = priceBands{n: 2, blank: 1}
	s.bands.above[0] = low.below
	s.amounts[1] = s.amounts[0]
	s.amounts[0] = max(s.amounts[0]-low.off, 0)
}

func (c *compiler) resolveExport(s span) (span, string) {
	if c.item.Weight == 0 {
		return s, "the product has no weight"
	}
	fee, err := s.card.export.order(c.route.Market.String(), 1, c.item.Weight)
	if err != nil {
		return s, err.Error()
	}
	s.amounts[0] = fee
	return s, ""
}

// ownColumns reports whether the columns are not seasons but something that is
// known only when the fee is charged.
func (c *Card) ownColumns() bool {
	switch c.Kind {
	case market.LowInventory, market.Placement:
		return true
	}
	return false
}

// className names the product class a fulfillment card may price apart.
func (i *Item) className() string {
	switch {
	case i.DangerousGoods:
		return "dangerous"
	case i.Category.Apparel():
		return "apparel"
	}
	return "nonapparel"
}

// classFor returns the table that prices the item: its own class, then the tables
// that do not tell classes apart, then its fee group.
func (t *tierRates) classFor(item *Item, lenient bool) *classRates {
	names := []string{item.className(), "nondangerous", item.group()}
	if item.DangerousGoods {
		names = []string{"dangerous", item.group()}
	}
	if lenient {
		names = append(names, "nonapparel", "nondangerous")
	}
	for _, name := range names {
		if c := t.class(name); c != nil {
			return c
		}
	}
	return nil
}

func (i *Item) group() string {
	if i.FeeGroup != "" {
		return i.FeeGroup
	}
	return i.Category.FeeGroup()
}
