package fee

import (
	"slices"
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// Ask is a question about the fees of one unit on one day.
type Ask struct {
	Program market.Program
	Market  market.Marketplace
	On      civil.Date // ship date and order date
	Item    Item
	Price   money.Amount     // in the store's currency; NoPrice where unknown
	Kinds   []market.FeeKind // only these; nil: fulfillment with its add-ons, referral and closing
	Assume  Assume
	Card    string // id of a card that stands in wherever one of its kind is missing
}

// Quote answers an Ask. Lines are in the order of market's kinds; optional lines
// of zero are left out.
type Quote struct {
	Program        market.Program
	Market         market.Marketplace
	On             civil.Date
	Tier           string // size tier, "" where no size mattered
	Class          string // storage class of the tier: "standard" or "oversize"
	ShippingWeight string // "3.35 lb"
	Lines          []QuoteLine
	Assumptions    []Assumption
}

// QuoteLine is a fee with its card spelled out.
type QuoteLine struct {
	Line
	CardID     string
	Source     string
	Confidence string // mark: "A", "A*", "T", "E", "M"
}

// MissingCards is the error of a question that lacks cards; it lists all of them.
type MissingCards []Gap

// Error writes what is missing, one gap a line.
func (g MissingCards) Error() string {
	texts := make([]string, len(g))
	for i, gap := range g {
		texts[i] = gap.Reason
	}
	return strings.Join(texts, "\n")
}

// Quote returns the fees of one unit. Where cards are missing the error is
// MissingCards and the quote holds the lines that could be computed.
func (b *Book) Quote(a Ask) (Quote, error) {
	route := Route{Program: a.Program, Market: a.Market, From: a.On, To: a.On}
	c := b.newCompiler(a.Item, route, b.assumeFor(a, route))
	c.price = &a.Price
	kinds := c.asked(a)
	for _, k := range kinds {
		c.compile(k)
	}
	q := Quote{Program: a.Program, Market: a.Market, On: a.On, Assumptions: c.assumptions()}
	q.measure(c.t, kinds)
	for _, k := range kinds {
		if l := c.t.quoteLine(k, a); slices.Contains(a.Kinds, k) || len(a.Kinds) == 0 {
			q.add(b, l)
		}
	}
	if len(c.gaps) > 0 {
		return q, MissingCards(c.gaps)
	}
	return q, nil
}

// assumeFor lets the ask's card stand in for every fee of its kind.
func (b *Book) assumeFor(a Ask, r Route) Assume {
	card, ok := b.Find(a.Card)
	if !ok {
		return a.Assume
	}
	assume := Assume{a.Assume.Nearest, map[string]string{keyOf(card.Kind, r): a.Card}}
	if card.Kind == market.Referral {
		assume.Cards[keyOf(market.Closing, r)] = a.Card
	}
	for key, id := range a.Assume.Cards {
		assume.Cards[key] = id
	}
	return assume
}

// asked lists the kinds to look up: those asked for and those they depend on.
func (c *compiler) asked(a Ask) []market.FeeKind {
	kinds := slices.Clone(a.Kinds)
	if len(kinds) == 0 {
		for _, k := range c.kinds() {
			noPrice := a.Price == NoPrice && (k == market.Referral || k == market.Closing)
			if k != market.Storage && k != market.RefundAdmin && !noPrice {
				kinds = append(kinds, k)
			}
		}
	}
	need := map[market.FeeKind]market.FeeKind{market.FuelSurcharge: market.Fulfillment,
		market.RefundAdmin: market.Referral}
	if a.Program == market.MCF {
		need[market.FuelSurcharge] = market.MCFExport
	}
	for _, k := range slices.Clone(kinds) {
		if base, ok := need[k]; ok && !slices.Contains(kinds, base) {
			kinds = append(kinds, base)
		}
	}
	slices.Sort(kinds)
	return kinds
}

// quoteLine returns the line of a kind for one unit.
func (t *Tariff) quoteLine(k market.FeeKind, a Ask) Line {
	switch k {
	case market.Referral:
		l, _ := t.Sale(a.On, max(a.Price, 0))
		return l
	case market.Closing:
		_, l := t.Sale(a.On, max(a.Price, 0))
		return l
	case market.Fulfillment, market.MCFExport:
		l, _ := t.Ship(a.On, a.Price)
		return l
	case market.FuelSurcharge:
		_, l := t.Ship(a.On, a.Price)
		return l
	case market.RefundAdmin:
		referral, _ := t.Sale(a.On, max(a.Price, 0))
		return t.RefundAdmin(a.On, referral.Amount)
	case market.Storage:
		return t.Storage(a.On, 1, 1)
	case market.SIPPDiscount:
		_, _, l := t.AddOns(a.On)
		return l
	}
	return t.flatLine(k, a.On)
}

// measure fills in the tier and the weight of the first fee that looked at them.
func (q *Quote) measure(t *Tariff, kinds []market.FeeKind) {
	for _, k := range kinds {
		s := t.at(k, q.On)
		if s == nil || s.tier == "" {
			continue
		}
		if q.Tier == "" || k == market.Fulfillment {
			q.Tier, q.Class, q.ShippingWeight = s.tier, s.class, t.measure(s).String()
		}
	}
}

// add appends a line unless it is missing or an optional line of zero.
func (q *Quote) add(b *Book, l Line) {
	always := l.Kind == market.Referral || l.Kind == market.Fulfillment
	if l.Missing || l.Amount == 0 && !always {
		return
	}
	card := b.Card(l.Card)
	mark := card.Confidence
	if l.Estimated {
		mark = max(mark, Estimated)
	}
	q.Lines = append(q.Lines, QuoteLine{l, card.ID, card.Source, mark.String()})
}
