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

func (f *listFlags) runCoverage(w io.Writer, book *fee.Book, filter *cardFilter) error {
	item, err := f.item()
	if err != nil {
		return err
	}
	days := knownDays(book)
	if f.from != "" {
		if days.from, err = parseDay("from", f.from); err != nil {
			return err
		}
	}
	if f.to != "" {
		if days.to, err = parseDay("to", f.to); err != nil {
			return err
		}
	}
	const most = 50 * civil.DaysPerYear
	switch {
	case days.from > days.to:
		return wrong("date", "", "--from %v lies after --to %v", days.from, days.to)
	case days.to-days.from > most:
		return wrong("date", "", "--from %v --to %v: at most 50 years", days.from, days.to)
	}
	l := lookup{book: book, item: item, filter: filter}
	if f.json {
		return coverageJSON(w, l.coverage(days), days)
	}
	f.coverageText(w, l.coverage(days), days)
	return nil
}

// knownDays are the years that dated fulfillment cards lie in.
func knownDays(book *fee.Book) period {
	from, to := fee.Forever, fee.Ever
	for _, c := range book.Cards() {
		for _, w := range c.Windows {
			if c.Kind == market.Fulfillment && w.From != fee.Ever {
				from = min(from, w.From)
			}
			if c.Kind == market.Fulfillment && w.To != fee.Forever {
				to = max(to, w.To)
			}
		}
	}
	first, _, _ := from.YMD()
	last, _, _ := to.YMD()
	return period{civil.Of(first, 1, 1), civil.Of(last, 12, 31)}
}

// coverageText prints the spans under each fee, and once for all places that have
// the same ones.
func (f *listFlags) coverageText(w io.Writer, rows []coverRow, days period) {
	width := pageWidth()
	paragraph(w, width, "", fmt.Sprintf("Cards from %v to %v for a unit of %s, %s, %s. "+
		"MISSING: a card should be there and is not; none: no such fee on these days.",
		days.from, days.to, f.category, f.size, f.weight))
	var last market.FeeKind
	same := func(a, b *coverRow) bool { return slices.Equal(a.spans, b.spans) }
	for _, g := range grouped(rows, same) {
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
	case s.missing && s.foreign != "":
		return fmt.Sprintf("MISSING, nearest is %s (%s card)", s.nearest, s.foreign)
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

func coverageJSON(w io.Writer, rows []coverRow, days period) error {
	doc := struct {
		FormatVersion int            `json:"format_version"`
		From          string         `json:"from"`
		To            string         `json:"to"`
		Coverage      []coverRowJSON `json:"coverage"`
	}{result.FormatVersion, days.from.String(), days.to.String(), []coverRowJSON{}}
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
