package main

import (
	"slices"
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/fee"
	"fbasim/sim/market"
)

// covered are the fees that rates list --coverage and rates diff look at, in the
// order of a unit's life.
var covered = []market.FeeKind{
	market.Fulfillment, market.MCFExport, market.FuelSurcharge, market.Overmax,
	market.BulkyPackaging, market.SIPPDiscount, market.Referral, market.Closing, market.RefundAdmin,
	market.ReturnsProcessing, market.Storage, market.StorageUtilization, market.AgedInventory,
	market.LowInventory, market.Placement, market.Removal, market.Disposal,
	market.LiquidationProcessing,
	// from here on of the account, see ofAccount
	market.Prep, market.InboundDefect, market.StorageOverage, market.LongTermStorage,
	market.Subscription, market.HighVolumeListing, market.Conversion, market.ImportTax, market.FeeTax,
}

// ofAccount reports whether a fee is no matter of one unit and program.
func ofAccount(k market.FeeKind) bool {
	return slices.Index(covered, k) >= slices.Index(covered, market.Prep)
}

// coverSpan is a run of days of one fee with one card: "" for none, missing where
// there should be one: why, and the card nearest in time.
type coverSpan struct {
	from, to     civil.Date
	card, column string
	missing      bool
	assumed      bool // the card stands in for one that is missing
	why, nearest string
	foreign      string // the stores of a nearest card that is not of this one
}

// coverRow is one fee of a program in a store.
type coverRow struct {
	program market.Program
	market  market.Marketplace
	kind    market.FeeKind
	spans   []coverSpan
}

// period is a run of days, both inclusive.
type period struct{ from, to civil.Date }

// lookup finds the cards of a unit for the fees of a filter.
type lookup struct {
	book   *fee.Book
	item   fee.Item
	filter *cardFilter
	assume fee.Assume // what stands in for missing cards
}

// coverage looks up every fee on the days of a period.
func (l *lookup) coverage(days period) []coverRow {
	var out []coverRow
	for _, m := range l.filter.markets {
		for _, p := range servers(m) {
			if slices.Contains(l.filter.programs, p) {
				out = append(out, l.ofUnit(p, m, days)...)
			}
		}
		if len(l.filter.programs) > 1 {
			out = append(out, l.ofAccount(m, days)...)
		}
	}
	return out
}

// ofUnit looks up the fees that a unit of a program can pay.
func (l *lookup) ofUnit(p market.Program, m market.Marketplace, days period) []coverRow {
	var kinds []market.FeeKind
	for _, k := range covered {
		if charges(p, k) && !ofAccount(k) && l.filter.wants(k) {
			kinds = append(kinds, k)
		}
	}
	route := fee.Route{Program: p, Market: m, From: days.from, To: days.to, Also: kinds}
	t, gaps := l.book.Tariff(l.item, route, l.assume)
	var out []coverRow
	for _, k := range kinds {
		row := coverRow{program: p, market: m, kind: k}
		for d := days.from; d <= days.to; d++ {
			line := t.Unit(k, d)
			card := l.book.Card(line.Card)
			row.add(coverSpan{
				from: d, to: d, card: card.ID, column: columnOf(card, d), missing: line.Missing,
				assumed: line.Assumed,
			})
		}
		row.explain(gaps)
		l.nameForeign(&row)
		if !row.never() {
			out = append(out, row)
		}
	}
	return out
}

// ofAccount looks up the fees that no unit of a program pays, where a store has
// cards of them at all.
func (l *lookup) ofAccount(m market.Marketplace, days period) []coverRow {
	var out []coverRow
	for _, k := range covered {
		var cards []*fee.Card
		for _, c := range l.book.Cards() {
			if c.Kind == k && !c.AssumedOnly && slices.Contains(c.Markets, m) {
				cards = append(cards, c)
			}
		}
		if !ofAccount(k) || !l.filter.wants(k) || len(cards) == 0 {
			continue
		}
		row := coverRow{market: m, kind: k}
		for d := days.from; d <= days.to; d++ {
			s := coverSpan{from: d, to: d, missing: true}
			if c := newest(cards, d); c != nil {
				s.card, s.missing = c.ID, false
			}
			row.add(s)
		}
		out = append(out, row)
	}
	return out
}

// newest returns the card that holds on a day; one of a later file goes before one
// of an earlier file.
func newest(cards []*fee.Card, d civil.Date) *fee.Card {
	var found *fee.Card
	for _, c := range cards {
		holds := slices.ContainsFunc(c.Windows, func(w fee.Window) bool { return w.Contains(d) })
		if holds && (found == nil || c.Ref() > found.Ref()) {
			found = c
		}
	}
	return found
}

// add appends a day: to the last span where nothing changes.
func (r *coverRow) add(s coverSpan) {
	if n := len(r.spans); n > 0 {
		last := &r.spans[n-1]
		if last.card == s.card && last.column == s.column && last.missing == s.missing {
			last.to = s.to
			return
		}
	}
	r.spans = append(r.spans, s)
}

// explain says of each missing span why, where a card of these days exists, and
// which card is nearest.
func (r *coverRow) explain(gaps []fee.Gap) {
	for i := range r.spans {
		s := &r.spans[i]
		for _, g := range gaps {
			if s.missing && g.Kind == r.kind && g.From <= s.from && s.from <= g.To {
				_, s.why, _ = strings.Cut(g.Reason, ": ")
				s.nearest = g.Nearest
			}
		}
	}
}

// nameForeign marks cards that would be borrowed from another store. Programs that
// ship from US stock pay US cards by right.
func (l *lookup) nameForeign(r *coverRow) {
	for i := range r.spans {
		c, ok := l.book.Find(r.spans[i].nearest)
		if ok && r.program == market.LocalFBA && !slices.Contains(c.Markets, r.market) {
			r.spans[i].foreign = storesOf(c)
		}
	}
}

// columnOf is the season of the window that a day lies in.
func columnOf(c *fee.Card, d civil.Date) string {
	for _, w := range c.Windows {
		if w.Contains(d) && w.Column != "seasons" {
			return w.Column
		}
	}
	return ""
}

// never reports whether the store has no such fee on any of the days.
func (r *coverRow) never() bool {
	return !slices.ContainsFunc(r.spans, func(s coverSpan) bool { return s.missing || s.card != "" })
}
