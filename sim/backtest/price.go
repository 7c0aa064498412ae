package backtest

import (
	"errors"
	"slices"
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/scenario"
	"fbasim/sim/scenario/compile"
)

// Prices are the fees of a scenario's case: its products, who serves each marketplace, and the cards.
type Prices struct {
	of     *compile.Case
	book   *fee.Book
	assume fee.Assume
	bySKU  map[string]*scenario.Product
	known  map[asked]quoted
}

// NewPrices prices by the products and programs of a case and by a book of cards.
func NewPrices(of *compile.Case, book *fee.Book) *Prices {
	p := &Prices{of: of, book: book, assume: of.Assume(), bySKU: map[string]*scenario.Product{}, known: map[asked]quoted{}}
	for _, product := range of.Plan.Products {
		p.bySKU[product.SKU] = product
	}
	return p
}

// asked is a question about one unit; questions of a settlement repeat.
type asked struct {
	sku   string
	m     market.Marketplace
	use   market.Program
	on    civil.Date
	price money.Amount
}

// quoted are the fees of one unit, by kind.
type quoted struct {
	amounts [market.FeeKindCount]money.Amount
	cards   [market.FeeKindCount]string
	missing [market.FeeKindCount]string // why no card prices the kind
	soft    [market.FeeKindCount]bool   // the card stands in for a missing one, is carried on, or an estimate
	tier    string
}

// mostKnown bounds the memory of questions.
const mostKnown = 1 << 16

// unitKinds are the fees that a settlement charges for a unit sold or refunded.
var unitKinds = append(slices.Clone(fee.UnitKinds), market.RefundAdmin)

// quote returns the fees of a unit.
func (p *Prices) quote(q asked) quoted {
	if have, ok := p.known[q]; ok {
		return have
	}
	if len(p.known) >= mostKnown {
		clear(p.known)
	}
	product := p.bySKU[q.sku]
	ask := fee.Ask{
		Program: q.use, Market: q.m, On: q.on, Item: p.of.Item(product, q.use, q.m), Price: q.price, Assume: p.assume,
		Kinds: kindsOf(q.use),
	}
	answer, err := p.book.Quote(ask)
	out := quoted{tier: answer.Tier}
	for i := range answer.Lines {
		l := &answer.Lines[i]
		out.amounts[l.Kind] += l.Amount
		out.cards[l.Kind] = l.CardID
		out.soft[l.Kind] = l.Assumed || l.Carried || l.Estimated
	}
	if change := p.of.FeeChange(q.use, q.m); change.Currency == q.m.Currency() && out.cards[market.Fulfillment] != "" {
		out.amounts[market.Fulfillment] = max(0, out.amounts[market.Fulfillment]+change.Amount)
	}
	var gaps fee.MissingCards
	if errors.As(err, &gaps) {
		for _, g := range gaps {
			out.missing[g.Kind] = g.Reason
		}
	}
	p.known[q] = out
	return out
}

// kindsOf are the kinds of fees that Amazon takes for orders of a program.
func kindsOf(use market.Program) []market.FeeKind {
	if use == market.SellerFulfilled {
		return []market.FeeKind{market.Referral, market.Closing, market.RefundAdmin}
	}
	return slices.DeleteFunc(slices.Clone(unitKinds), func(k market.FeeKind) bool { return k == market.MCFExport })
}

// sum adds the fees of some kinds; the reason is that of the first kind without a card.
func (q *quoted) sum(kinds []market.FeeKind) (total money.Amount, cards, reason string) {
	var ids []string
	for _, k := range kinds {
		if q.missing[k] != "" {
			return 0, "", q.missing[k]
		}
		total += q.amounts[k]
		if id := q.cards[k]; id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return total, strings.Join(ids, " "), ""
}

// isSoft reports whether a card of some kinds stands in for a missing one, is carried on, or an estimate.
func (q *quoted) isSoft(kinds []market.FeeKind) bool {
	return slices.ContainsFunc(kinds, func(k market.FeeKind) bool { return q.soft[k] })
}
