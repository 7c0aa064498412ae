package main

import (
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
}

// coverSpan is a run of days of one fee with one card: "" for none, missing where
// there should be one.
type coverSpan struct {
	from, to     civil.Date
	card, column string
	missing      bool
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
				if charges(p, k) && (len(filter.kinds) == 0 || slices.Contains(filter.kinds, k)) {
					kinds = append(kinds, k)
				}
			}
			route := fee.Route{Program: p, Market: m, From: from, To: to, Also: kinds}
			t, _ := book.Tariff(item, route, fee.Assume{})
			for _, k := range kinds {
				row := coverRow{program: p, market: m, kind: k, spans: spansOf(book, t, k, from, to)}
				if !row.never() {
					out = append(out, row)
				}
			}
		}
	}
	return out
}

// spansOf joins the days of a fee that have the same card and column.
func spansOf(book *fee.Book, t *fee.Tariff, k market.FeeKind, from, to civil.Date) []coverSpan {
	var out []coverSpan
	for d := from; d <= to; d++ {
		l := t.Unit(k, d)
		s := coverSpan{d, d, book.Card(l.Card).ID, columnOf(book.Card(l.Card), d), l.Missing}
		if n := len(out); n > 0 && out[n-1].card == s.card && out[n-1].column == s.column && out[n-1].missing == s.missing {
			out[n-1].to = d
			continue
		}
		out = append(out, s)
	}
	return out
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
	for _, g := range grouped(rows, func(a, b *coverRow) bool { return slices.Equal(a.spans, b.spans) }) {
		if g[0].kind != last {
			fmt.Fprintf(w, "\n%v\n", g[0].kind)
			last = g[0].kind
		}
		paragraph(w, width, "  ", placesOf(g))
		for _, s := range g[0].spans {
			fmt.Fprintf(w, "    %v .. %v  %s\n", s.from, s.to, s.words())
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
	for p := market.RemoteFulfillment; p < market.ProgramCount; p++ {
		text := p.String()
		for _, r := range rows {
			if r.program == p {
				text += " " + r.market.String()
			}
		}
		if text != p.String() {
			out = append(out, text)
		}
	}
	return strings.Join(out, ", ")
}

func (s *coverSpan) words() string {
	switch {
	case s.missing:
		return "MISSING"
	case s.card == "":
		return "none"
	case s.column != "":
		return s.card + " " + s.column
	}
	return s.card
}

type coverSpanJSON struct {
	From   string `json:"from"`
	To     string `json:"to"`
	Status string `json:"status"` // "card", "missing" or "none"
	Card   string `json:"card,omitempty"`
	Column string `json:"column,omitempty"`
}

type coverRowJSON struct {
	Program string          `json:"program"`
	Market  string          `json:"market"`
	Kind    string          `json:"kind"`
	Spans   []coverSpanJSON `json:"spans"`
}

func coverageJSON(w io.Writer, rows []coverRow, from, to civil.Date) error {
	doc := struct {
		FormatVersion int            `json:"format_version"`
		From          string         `json:"from"`
		To            string         `json:"to"`
		Coverage      []coverRowJSON `json:"coverage"`
	}{result.FormatVersion, from.String(), to.String(), []coverRowJSON{}}
	for _, r := range rows {
		j := coverRowJSON{Program: r.program.String(), Market: r.market.String(), Kind: r.kind.String()}
		for _, s := range r.spans {
			status := "card"
			if s.missing {
				status = "missing"
			} else if s.card == "" {
				status = "none"
			}
			j.Spans = append(j.Spans, coverSpanJSON{s.from.String(), s.to.String(), status, s.card, s.column})
		}
		doc.Coverage = append(doc.Coverage, j)
	}
	return writeJSON(w, doc)
}
