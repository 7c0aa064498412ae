package fee

import (
	"fmt"
	"slices"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// Shares asks which part of fees on stock, returns and arrivals a unit sold bears.
// The zero value asks for none. What a program does not pay must not be asked.
type Shares struct {
	DaysStored int        // days in stock, the first being Ask.On
	Returned   money.Rate // returned units of those sold
	Threshold  money.Rate // of returns, above which other categories pay; see Above
	Above      bool       // the threshold is known
	Inbound    string     // placement option: "minimal", "partial" or "optimized"
	Removal    bool       // the fee of a unit that is removed instead of sold
}

// ShareLine is a fee or credit of a unit sold, rounded to the cent once.
type ShareLine struct {
	QuoteLine
	Days int // days in stock that the line is for, 0 where it is for none
}

// ShareQuote answers Shares. The referral line is a credit and negative.
type ShareQuote struct {
	Lines       []ShareLine
	Free        []market.FeeKind // asked for, but not charged
	Assumptions []Assumption
	Notes       []string // what the amounts take for granted or leave out
}

// OptionError says that a card has no such placement option for a unit.
type OptionError struct{ Card, Option, Tier string }

// Error names the card, the option and the size tier.
func (e *OptionError) Error() string {
	return fmt.Sprintf("%s has no option %s for %s units", e.Card, e.Option, e.Tier)
}

// Shares returns the shares asked for, beside the quote of the unit. Where cards
// are missing the error is MissingCards and the answer holds the other lines.
func (b *Book) Shares(a Ask, s Shares) (ShareQuote, error) {
	x := &sharing{book: b, ask: a}
	if s.DaysStored > 0 {
		last := a.On + civil.Date(s.DaysStored) - 1
		x.storage(last)
		x.aged(last)
	}
	if s.Returned > 0 {
		x.returns(&s)
	}
	if s.Inbound != "" {
		if err := x.placement(s.Inbound); err != nil {
			return x.out, err
		}
	}
	if s.Removal {
		if t, ok := x.tariff(x.day(), market.Removal); ok {
			x.add(t.Unit(market.Removal, a.On), 0)
		}
	}
	if len(x.gaps) > 0 {
		return x.out, MissingCards(x.gaps)
	}
	return x.out, nil
}

// sharing collects the shares of one unit.
type sharing struct {
	book *Book
	ask  Ask
	out  ShareQuote
	gaps []Gap
}

// day is the day of the sale; what happens later or earlier is priced by its cards.
func (x *sharing) day() days { return days{x.ask.On, x.ask.On} }

// tariff looks up kinds, false where a card of one is missing.
func (x *sharing) tariff(d days, kinds ...market.FeeKind) (*Tariff, bool) {
	route := Route{Program: x.ask.Program, Market: x.ask.Market, From: d.from, To: d.to}
	c := x.book.newCompiler(x.ask.Item, route, x.book.assumeFor(x.ask, route))
	c.price = &x.ask.Price
	for _, k := range kinds {
		c.compile(k)
	}
	x.gaps = append(x.gaps, c.gaps...)
	x.out.Assumptions = append(x.out.Assumptions, c.assumptions()...)
	return c.t, len(c.gaps) == 0
}

// missing reports that a card prices the kind, but not this unit.
func (x *sharing) missing(t *Tariff, k market.FeeKind, why string) {
	c := &compiler{book: x.book, route: Route{Program: t.program, Market: t.market}, t: t}
	x.gaps = append(x.gaps, c.describe(k, x.day(), why, nil))
}

// add appends a line, or notes that its card charges nothing.
func (x *sharing) add(l Line, inStock int) {
	card := x.book.Card(l.Card)
	if !card.Charged {
		x.out.Free = append(x.out.Free, l.Kind)
		return
	}
	mark := card.Confidence
	if l.Estimated {
		mark = max(mark, Estimated)
	}
	l.Amount = l.Amount.RoundCents()
	x.out.Lines = append(x.out.Lines,
		ShareLine{QuoteLine{l, card.ID, card.Source, mark.String()}, inStock})
}

// manyUnits is how many units are priced where a fee on stock rounds to the cent:
// one of them then has its part to the micro-unit.
const manyUnits = int64(money.Cent)

// storage adds a line for each card that prices days of the stay: each month at
// its own rate, for its days of those the month has.
func (x *sharing) storage(last civil.Date) {
	t, ok := x.tariff(days{x.ask.On, last}, market.Storage)
	if !ok {
		return
	}
	var sum lineSum
	for from := x.ask.On; from <= last; {
		to := min(last, from.NextMonth()-1, t.at(market.Storage, from).to)
		n := int64(to - from + 1)
		l := t.Storage(from, n*manyUnits, int64(from.NextMonth()-from.FirstOfMonth()))
		l.Amount /= money.Amount(manyUnits)
		sum.add(l, int(n))
		from = to + 1
	}
	for _, p := range sum {
		x.add(p.Line, p.days)
	}
}

// aged adds the surcharges of the snapshots at which the unit is old enough.
func (x *sharing) aged(last civil.Date) {
	first := x.ask.On + civil.Date(x.book.youngestAged())
	if first > last {
		return
	}
	t, ok := x.tariff(days{first, last}, market.AgedInventory)
	if !ok {
		return
	}
	var sum lineSum
	for d := first; d <= last; d++ {
		card := t.at(market.AgedInventory, d).card
		_, _, day := d.YMD()
		switch {
		case card.aged == nil:
			continue
		case card.aged.day == 0:
			x.missing(t, market.AgedInventory, card.ID+" names no snapshot_day")
			return
		case day != card.aged.day:
			continue
		}
		if l := t.Aged(d, int(d-x.ask.On), manyUnits); l.Amount > 0 {
			l.Amount /= money.Amount(manyUnits)
			sum.add(l, int(last-x.ask.On)+1)
		}
	}
	for _, p := range sum {
		x.add(p.Line, int(last-x.ask.On)+1)
	}
}

// youngestAged is the first age in days that any card of aged stock charges for: no
// card is missing before.
func (b *Book) youngestAged() int {
	age := noEnd
	for _, c := range b.cards[1:] {
		if c.Kind == market.AgedInventory && c.aged != nil && len(c.aged.rows) > 0 {
			age = min(age, c.aged.rows[0].from)
		}
	}
	return age
}

// lineSum adds up lines, one sum for each card.
type lineSum []struct {
	Line
	days int
}

func (s *lineSum) add(l Line, n int) {
	for i := range *s {
		p := &(*s)[i]
		if p.Card == l.Card && p.Assumed == l.Assumed {
			p.Amount, p.days = p.Amount+l.Amount, p.days+n
			p.Carried = p.Carried || l.Carried
			return
		}
	}
	*s = append(*s, struct {
		Line
		days int
	}{l, n})
}

// returns adds what a return costs and gives back, times the share of returns.
func (x *sharing) returns(s *Shares) {
	rate := s.Returned
	share := func(l Line) Line {
		l.Amount = l.Amount.Times(rate)
		return l
	}
	if x.ask.Program == market.MCF {
		return
	}
	if t, ok := x.tariff(x.day(), market.Referral, market.RefundAdmin); ok {
		referral, _ := t.Sale(x.ask.On, max(x.ask.Price, 0))
		credit := share(referral)
		credit.Amount = -credit.Amount
		x.add(credit, 0)
		x.add(share(t.RefundAdmin(x.ask.On, referral.Amount)), 0)
	}
	if x.ask.Program != market.SellerFulfilled {
		x.processing(s)
	}
}

// processing adds the returns processing fee. Where only returns above a threshold
// pay and none is known, a note says so: Amazon shows the thresholds to the seller
// alone.
func (x *sharing) processing(s *Shares) {
	const k = market.ReturnsProcessing
	rate := s.Returned
	if card := x.book.cardOf(k, x.ask); card != nil && card.returns != nil && card.returns.aboveThreshold &&
		!card.returns.everyReturn(x.ask.Item.Category, x.ask.Program) {
		threshold, known := s.Threshold, s.Above
		if !known {
			threshold, known = x.book.ReturnThreshold(x.ask.On, x.ask.Item.Category)
		}
		if !known {
			x.out.Notes = append(x.out.Notes, fmt.Sprintf("returns processing (%s) is charged only "+
				"above the category's threshold of returns, which Seller Central shows: not in it",
				card.ID))
			return
		}
		if rate = max(rate-threshold, 0); rate == 0 {
			x.out.Free = append(x.out.Free, k)
			return
		}
	}
	t, ok := x.tariff(x.day(), k)
	switch {
	case ok && t.at(k, x.ask.On).tier == "": // not a category that pays
		x.out.Free = append(x.out.Free, k)
	case ok:
		l := t.Unit(k, x.ask.On)
		l.Amount = l.Amount.Times(rate)
		x.add(l, 0)
	}
}

// cardOf returns the card of a kind that holds on the day asked about, nil without.
func (b *Book) cardOf(k market.FeeKind, a Ask) *Card {
	c := b.newCompiler(a.Item, Route{Program: a.Program, Market: a.Market}, Assume{})
	for _, card := range c.pool(k) {
		if !card.AssumedOnly && card.holds(a.On) {
			return card
		}
	}
	return nil
}

// placement adds the inbound placement fee, the middle of a range by location.
func (x *sharing) placement(option string) error {
	t, ok := x.tariff(x.day(), market.Placement)
	if !ok {
		return nil
	}
	s := t.at(market.Placement, x.ask.On)
	if s.row == nil {
		x.add(t.Placement(x.ask.On, option, 0), 0)
		return nil
	}
	i := slices.Index(s.rates.columns, option)
	if i < 0 || s.row.cells[i].state == notOffered {
		return &OptionError{s.card.ID, option, s.tier}
	}
	if s.row.cells[i].state == notFound {
		x.missing(t, market.Placement, fmt.Sprintf("the %s amount of %s for %s units was not found",
			option, s.card.ID, s.tier))
		return nil
	}
	if low, high := s.row.cells[i].base[0], s.row.cells[i].high; high > 0 {
		x.out.Notes = append(x.out.Notes, fmt.Sprintf("inbound placement depends on where the "+
			"stock goes: the middle of %v to %v %v", low, high, s.card.Currency))
	}
	x.add(t.Placement(x.ask.On, option, money.One/2), 0)
	return nil
}
