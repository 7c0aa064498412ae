package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/result"
)

// price answers a question. Cards named with --assume-card stand in for each
// missing fee of their kind.
func (f *quoteFlags) price(book *fee.Book, q question) answer {
	a := answer{question: q}
	if q.bad != nil {
		return a
	}
	ask := q.ask
	ask.Assume = fee.Assume{Cards: map[string]string{}}
	_, err := book.Quote(ask)
	_, shareErr := book.Shares(ask, q.also)
	for _, gap := range slices.Concat(missing(err), missing(shareErr)) {
		for _, id := range f.assumeCards {
			card, ok := book.Find(id)
			if ok && prices(card, gap.Kind) && ask.Assume.Cards[gap.Key] == "" {
				ask.Assume.Cards[gap.Key] = id
				a.used = append(a.used, id)
			}
		}
	}
	ask.Assume.Nearest = q.ask.Assume.Nearest
	a.quote, err = book.Quote(ask)
	a.gaps = missing(err)
	// The order of a bill: shipping first, then the sale, then stock.
	slices.SortStableFunc(a.quote.Lines, func(x, y fee.QuoteLine) int {
		return cmp.Compare(slices.Index(quotable, x.Kind), slices.Index(quotable, y.Kind))
	})
	for _, k := range ask.Kinds {
		ofKind := func(l fee.QuoteLine) bool { return l.Kind == k }
		if !slices.ContainsFunc(a.quote.Lines, ofKind) && !gapOf(a.gaps, k) {
			a.free = append(a.free, k)
		}
	}
	f.priceShares(&a, ask, book)
	return a
}

func missing(err error) fee.MissingCards {
	var gaps fee.MissingCards
	errors.As(err, &gaps)
	return gaps
}

func gapOf(gaps fee.MissingCards, k market.FeeKind) bool {
	return slices.ContainsFunc(gaps, func(g fee.Gap) bool { return g.Kind == k })
}

// prices reports whether a card can stand in for a kind: referral cards carry the
// closing fee, removal cards that of disposal.
func prices(c *fee.Card, k market.FeeKind) bool {
	return c.Kind == k || c.Kind == market.Referral && k == market.Closing ||
		c.Kind == market.Removal && k == market.Disposal
}

// remarkUnused names the assumed cards that no question needed.
func (f *quoteFlags) remarkUnused(w io.Writer, book *fee.Book, answers []answer) {
	for _, id := range f.assumeCards {
		used := func(a answer) bool { return slices.Contains(a.used, id) }
		if card, ok := book.Find(id); ok && !slices.ContainsFunc(answers, used) {
			fmt.Fprintf(w, "note: --assume-card %s was not needed: no %v card is missing\n", id, card.Kind)
		}
	}
}

// taken lists everything the quote takes for granted.
func (a *answer) taken() []result.Assumption {
	out := []result.Assumption{}
	for _, s := range a.quote.Assumptions {
		out = append(out, result.Assumption{Text: s.Text, Key: s.Key, Card: s.Card, From: s.From.String(),
			To: s.To.String()})
	}
	for _, note := range a.notes {
		out = append(out, result.Assumption{Text: note})
	}
	return out
}

// complaint says why the program is not priced, nil where it is.
func (a *answer) complaint() *complaint {
	if a.bad != nil || len(a.gaps) == 0 {
		return a.bad
	}
	c := &complaint{Code: "missing-card", Nearest: orNull(a.gaps[0].Nearest)}
	var texts []string
	for _, g := range a.gaps {
		texts = append(texts, g.Reason)
		c.Missing = append(c.Missing,
			missingCard{g.Kind.String(), g.Key, g.Reason, orNull(g.Nearest)})
	}
	c.Message = strings.Join(texts, "; ") + "; " + howToGoOn(a.gaps)
	return c
}

func howToGoOn(gaps fee.MissingCards) string {
	var ids []string
	for _, g := range gaps {
		if g.Nearest != "" && !slices.Contains(ids, g.Nearest) {
			ids = append(ids, g.Nearest)
		}
	}
	if len(ids) == 0 {
		return "add the card in a file of --cards"
	}
	return "add the card in a file of --cards, or assume the nearest with --assume-card " +
		strings.Join(ids, " --assume-card ")
}

// total sums the lines of a unit sold by currency.
func (a *answer) total() []money.Money {
	return sumOf(a.quote.Lines, a.bornShares())
}

func sumOf(lists ...[]fee.QuoteLine) []money.Money {
	var out []money.Money
	for _, l := range slices.Concat(lists...) {
		i := slices.IndexFunc(out, func(m money.Money) bool { return m.Currency == l.Currency })
		if i < 0 {
			i = len(out)
			out = append(out, money.Money{Currency: l.Currency})
		}
		out[i].Amount += l.Amount
	}
	return out
}

// left is what of the price is left after refunds and fees, false where some fee or the
// price is not known or is in another currency.
func (a *answer) left() (money.Money, bool) {
	total := a.total()
	currency := offerCurrency(a.ask.Program, a.ask.Market)
	ok := a.complete() && len(total) == 1 && total[0].Currency == currency &&
		a.ask.Price != fee.NoPrice && len(a.ask.Kinds) == 0
	if !ok {
		return money.Money{}, false
	}
	return money.Money{Amount: a.ask.Price - a.refunded() - total[0].Amount, Currency: currency}, true
}

// verdict is the exit of all answers: one that could be priced is enough where
// every program was asked.
func (f *quoteFlags) verdict(answers []answer) error {
	for i := range answers {
		if answers[i].complete() {
			return nil
		}
	}
	return silent(exitInput)
}
