package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/result"
)

// covered are the fees that rates list --coverage and rates diff look at, in the
// order of a unit's life.
var covered = []market.FeeKind{
	market.Fulfillment, market.MCFExport, market.FuelSurcharge, market.Overmax, market.BulkyPackaging,
	market.SIPPDiscount, market.Referral, market.Closing, market.RefundAdmin, market.ReturnsProcessing,
	market.Storage, market.StorageUtilization, market.AgedInventory, market.LowInventory, market.Placement,
	market.Removal, market.Disposal, market.LiquidationProcessing,
	market.Prep, market.InboundDefect, market.StorageOverage, market.LongTermStorage, market.Subscription,
	market.HighVolumeListing, market.Conversion, market.ImportTax, market.FeeTax,
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
	why, nearest string
}

// coverRow is one fee of a program in a store.
type coverRow struct {
	program market.Program
	market  market.Marketplace
	kind    market.FeeKind
	spans   []coverSpan
}

// coverage looks up every fee of the filter for a unit on the days from to to.
func coverage(book *fee.Book, item fee.Item, filter *cardFilter, from, to civil.Date) []coverRow {
	var out []coverRow
	for _, m := range filter.markets {
		for _, p := range servers(m) {
			if !slices.Contains(filter.programs, p) {
				continue
			}
			var kinds []market.FeeKind
			for _, k := range covered {
				if charges(p, k) && !ofAccount(k) && filter.wants(k) {
					kinds = append(kinds, k)
				}
			}
			route := fee.Route{Program: p, Market: m, From: from, To: to, Also: kinds}
			t, gaps := book.Tariff(item, route, fee.Assume{})
			for _, k := range kinds {
				row := coverRow{program: p, market: m, kind: k, spans: spansOf(book, t, k, from, to)}
				row.explain(gaps)
				if !row.never() {
					out = append(out, row)
				}
			}
		}
		if len(filter.programs) > 1 {
			out = append(out, accountCoverage(book, filter, m, [2]civil.Date{from, to})...)
		}
	}
	return out
}

// accountCoverage looks up the fees that no unit of a program pays, where a store
// has cards of them at all.
func accountCoverage(book *fee.Book, filter *cardFilter, m market.Marketplace,
	span [2]civil.Date) []coverRow {
	var out []coverRow
	for _, k := range covered {
		var cards []*fee.Card
		for _, c := range book.Cards() {
			if c.Kind == k && !c.AssumedOnly && slices.Contains(c.Markets, m) {
				cards = append(cards, c)
			}
		}
		if !ofAccount(k) || !filter.wants(k) || len(cards) == 0 {
			continue
		}
		row := coverRow{market: m, kind: k}
		for d := span[0]; d <= span[1]; d++ {
			s := coverSpan{from: d, to: d, missing: true}
			ref := fee.NoCard
			for _, c := range cards {
				holds := slices.ContainsFunc(c.Windows, func(w fee.Window) bool { return w.Contains(d) })
				if holds && c.Ref() > ref { // a later file goes before an earlier one
					ref, s.card, s.missing = c.Ref(), c.ID, false
				}
			}
			row.spans = join(row.spans, s)
		}
		out = append(out, row)
	}
	return out
}

// join adds a day to spans: to the last one where nothing changes.
func join(spans []coverSpan, s coverSpan) []coverSpan {
	if n := len(spans); n > 0 && spans[n-1].card == s.card && spans[n-1].column == s.column &&
		spans[n-1].missing == s.missing {
		spans[n-1].to = s.to
		return spans
	}
	return append(spans, s)
}

// spansOf joins the days of a fee that have the same card and column.
func spansOf(book *fee.Book, t *fee.Tariff, k market.FeeKind, from, to civil.Date) []coverSpan {
	var out []coverSpan
	for d := from; d <= to; d++ {
		l := t.Unit(k, d)
		card := book.Card(l.Card)
		s := coverSpan{from: d, to: d, card: card.ID, column: columnOf(card, d), missing: l.Missing}
		out = join(out, s)
	}
	return out
}

// explain says of each missing span why, where a card of these days exists, and
// which card is nearest.
func (r *coverRow) explain(gaps []fee.Gap) {
	for i := range r.spans {
		s := &r.spans[i]
		for _, g := range gaps {
			if s.missing && g.Kind == r.kind && g.From <= s.from && s.from <= g.To {
				text, _, _ := strings.Cut(g.Text, "; ")
				_, s.why, _ = strings.Cut(text, ": ")
				s.nearest = g.Nearest
			}
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

func (f *listFlags) runCoverage(w io.Writer, book *fee.Book, filter *cardFilter) error {
	item, err := f.item()
	if err != nil {
		return err
	}
	from, to := knownDays(book)
	if f.from != "" {
		if from, err = parseDay("from", f.from); err != nil {
			return err
		}
	}
	if f.to != "" {
		if to, err = parseDay("to", f.to); err != nil {
			return err
		}
	}
	if from > to {
		return wrong("date", "", "--from %v lies after --to %v", from, to)
	}
	const most = 50 * civil.DaysPerYear
	if to-from > most {
		return wrong("date", "", "--from %v --to %v: at most 50 years", from, to)
	}
	rows := coverage(book, item, filter, from, to)
	if f.json {
		return coverageJSON(w, rows, from, to)
	}
	f.coverageText(w, rows, from, to)
	return nil
}

// knownDays are the years that dated fulfillment cards lie in, and the one after.
func knownDays(book *fee.Book) (from, to civil.Date) {
	from, to = fee.Forever, fee.Ever
	for _, c := range book.Cards() {
		for _, w := range c.Windows {
			if c.Kind == market.Fulfillment && w.From != fee.Ever && w.From < from {
				from = w.From
			}
			if c.Kind == market.Fulfillment && w.To != fee.Forever && w.To > to {
				to = w.To
			}
		}
	}
	y1, _, _ := from.YMD()
	y2, _, _ := to.YMD()
	return civil.Of(y1, 1, 1), civil.Of(y2, 12, 31)
}

// coverageText prints the spans under each fee, and once for all places that have
// the same ones.
func (f *listFlags) coverageText(w io.Writer, rows []coverRow, from, to civil.Date) {
	width := pageWidth()
	paragraph(w, width, "", fmt.Sprintf("Cards from %v to %v for a unit of %s, %s, %s. MISSING: a card should be there "+
		"and is not; none: no such fee on these days.", from, to, f.category, f.size, f.weight))
	var last market.FeeKind
	for _, g := range grouped(rows, func(a, b *coverRow) bool {
		return slices.Equal(a.spans,
			b.spans)
	}) {
		if g[0].kind != last {
			fmt.Fprintf(w, "\n%v\n", g[0].kind)
			last = g[0].kind
		}
		paragraph(w, width, "  ", placesOf(g))
		for _, s := range g[0].spans {
			paragraph(w, width, fmt.Sprintf("    %v .. %v  ", s.from, s.to), s.words())
		}
	}
}

// grouped sorts rows by fee, with those of a fee that are the same together.
func grouped(rows []coverRow, same func(a, b *coverRow) bool) [][]*coverRow {
	var out [][]*coverRow
	for _, k := range covered {
		first := len(out)
		for i := range rows {
			if rows[i].kind != k {
				continue
			}
			at := slices.IndexFunc(out[first:], func(g []*coverRow) bool { return same(g[0], &rows[i]) })
			if at < 0 {
				at = len(out) - first
				out = append(out, nil)
			}
			out[first+at] = append(out[first+at], &rows[i])
		}
	}
	return out
}

// placesOf writes "local-fba US, remote-fulfillment CA MX".
func placesOf(rows []*coverRow) string {
	var out []string
	for p := market.NoProgram; p < market.ProgramCount; p++ {
		name := cmp.Or((&coverRow{program: p}).programID(), "account")
		text := name
		for _, r := range rows {
			if r.program == p {
				text += " " + r.market.String()
			}
		}
		if text != name {
			out = append(out, text)
		}
	}
	return strings.Join(out, ", ")
}

func (s *coverSpan) words() string {
	switch {
	case s.missing && s.why != "":
		return "MISSING: " + s.why
	case s.missing && s.nearest != "":
		return "MISSING, nearest is " + s.nearest
	case s.missing:
		return "MISSING"
	case s.card == "":
		return "none"
	case s.column != "":
		return s.card + " " + s.column
	}
	return s.card
}

// status is the word of JSON documents.
func (s *coverSpan) status() string {
	switch {
	case s.missing:
		return "missing"
	case s.card == "":
		return "none"
	}
	return "card"
}

type coverSpanJSON struct {
	From    string `json:"from"`
	To      string `json:"to"`
	Status  string `json:"status"` // "card", "missing" or "none"
	Card    string `json:"card,omitempty"`
	Column  string `json:"column,omitempty"`
	Reason  string `json:"reason,omitempty"`  // why a card of these days does not price the unit
	Nearest string `json:"nearest,omitempty"` // the card that could stand in
}

type coverRowJSON struct {
	Program string          `json:"program"`
	Market  string          `json:"market"`
	Kind    string          `json:"kind"`
	Spans   []coverSpanJSON `json:"spans"`
}

// programID is the program's id, "" for fees of the account.
func (r *coverRow) programID() string {
	if r.program == market.NoProgram {
		return ""
	}
	return r.program.String()
}

func coverageJSON(w io.Writer, rows []coverRow, from, to civil.Date) error {
	doc := struct {
		FormatVersion int            `json:"format_version"`
		From          string         `json:"from"`
		To            string         `json:"to"`
		Coverage      []coverRowJSON `json:"coverage"`
	}{result.FormatVersion, from.String(), to.String(), []coverRowJSON{}}
	for _, r := range rows {
		j := coverRowJSON{Program: r.programID(), Market: r.market.String(), Kind: r.kind.String()}
		for _, s := range r.spans {
			j.Spans = append(j.Spans, coverSpanJSON{s.from.String(), s.to.String(), s.status(), s.card,
				s.column, s.why, s.nearest})
		}
		doc.Coverage = append(doc.Coverage, j)
	}
	return writeJSON(w, doc)
}
