package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// writeText prints the unit, a table of all programs where there are several, each
// program's lines and what is missing. Sources are footnotes, because their
// addresses are long.
func (f *quoteFlags) writeText(w io.Writer, answers []answer) error {
	f.header(w, answers[0].ask)
	if len(answers) > 1 {
		f.summary(w, answers)
	}
	var seen legend
	for i := range answers {
		fmt.Fprintln(w)
		f.details(w, &answers[i], &seen)
	}
	f.missing(w, answers)
	fmt.Fprintln(w)
	seen.write(w, f.width)
	if len(f.kinds) == 0 {
		paragraph(w, f.width, "", f.notInIt())
	}
	if err := f.verdict(answers); err != nil {
		return fail(exitInput, fmt.Errorf("not priced: rate cards are missing (%s)",
			missingKinds(answers)))
	}
	return nil
}

func missingKinds(answers []answer) string {
	var out []string
	for _, a := range answers {
		for _, g := range a.gaps {
			if !slices.Contains(out, g.Key) {
				out = append(out, g.Key)
			}
		}
	}
	return strings.Join(out, ", ")
}

// header describes the unit and the day.
func (f *quoteFlags) header(w io.Writer, a fee.Ask) {
	facts := []string{a.Item.Category.Name()}
	if a.Item.HasDims {
		facts = append(facts, a.Item.Dims.String())
	}
	if a.Item.Weight > 0 {
		facts = append(facts, strings.TrimSpace(f.weight))
	}
	for _, p := range f.prices {
		facts = append(facts, "at "+strings.TrimSpace(p))
	}
	if a.Item.DangerousGoods {
		facts = append(facts, "dangerous goods")
	}
	if f.feeGroup != "" {
		facts = append(facts, "fee group "+f.feeGroup)
	}
	if a.Item.OwnPackaging {
		facts = append(facts, "own packaging")
	}
	facts = append(facts, fmt.Sprintf("for %s on %v", a.Market.Name(), a.On))
	paragraph(w, f.width, "", strings.Join(facts, ", "))
}

// summary is the table of all programs.
func (f *quoteFlags) summary(w io.Writer, answers []answer) {
	fmt.Fprintln(w)
	g := grid{right: []int{1, 2, 3, 4, 5, 6}}
	g.add("PROGRAM", "FULFILLMENT", "SALE", "OTHER", "SHARES", "ALL FEES", "LEFT OF PRICE")
	var open []string
	for i := range answers {
		a := &answers[i]
		if !a.complete() {
			open = append(open, a.ask.Program.String())
			continue
		}
		part := a.parts()
		left := "-"
		if m, ok := a.left(); ok {
			left = m.String()
		}
		g.add(a.ask.Program.String(), part[0], part[1], part[2],
			sums(sumOf(a.bornShares())), sums(a.total()), left)
	}
	g.drop(1, "-")
	g.fit(f.width, "SHARES") // they are among all fees, and on lines of their own below
	if len(g.rows) > 1 {
		g.write(w)
	}
	if len(open) > 0 {
		paragraph(w, f.width, "Not priced, see below: ", strings.Join(open, ", "))
	}
}

// parts sums the fees of fulfillment, of the sale and all others, "-" for none.
func (a *answer) parts() (out [3]string) {
	var sum [3]money.Amount
	for _, l := range a.quote.Lines {
		i := 2
		switch l.Kind {
		case market.Fulfillment, market.FuelSurcharge, market.MCFExport, market.Overmax,
			market.BulkyPackaging, market.SIPPDiscount:
			i = 0
		case market.Referral, market.Closing:
			i = 1
		}
		sum[i] += l.Amount
		out[i] = sum[i].String()
	}
	for i := range out {
		out[i] = cmp.Or(out[i], "-")
	}
	return out
}

func sums(list []money.Money) string {
	if len(list) == 0 {
		return "-"
	}
	out := list[0].String()
	for _, m := range list[1:] {
		sign := " + "
		if m.Amount < 0 {
			sign, m.Amount = " - ", -m.Amount
		}
		out += sign + m.String()
	}
	return out
}

// details writes the lines of one program.
func (f *quoteFlags) details(w io.Writer, a *answer, seen *legend) {
	title := a.ask.Program.String()
	if a.quote.Tier != "" {
		title += fmt.Sprintf(": %s, shipping weight %s", a.quote.Tier, a.quote.ShippingWeight)
	}
	fmt.Fprintln(w, title)
	if a.bad != nil {
		paragraph(w, f.width, "  not priced: ", a.bad.Message)
		return
	}
	g := grid{indent: 2, right: []int{1}}
	if len(a.quote.Lines)+len(a.shares) > 0 {
		g.add("FEE", "AMOUNT", "", "CARD", "CONF.", "SOURCE")
	}
	line := func(name string, l fee.QuoteLine) {
		g.add(name, l.Amount.String(), l.Currency.String(), l.CardID, l.Confidence,
			seen.sources.mark(l.Source)+seen.marks(l))
	}
	for _, l := range a.quote.Lines {
		line(l.Kind.String(), l)
	}
	for _, l := range a.shares {
		line(f.shareLabel(l), l.QuoteLine)
	}
	for _, k := range a.free {
		g.add(k.String(), "0.00", "", "not charged for this unit")
	}
	f.totals(&g, a)
	g.write(w)
	for _, gap := range merged(a.gaps) {
		paragraph(w, f.width, "  MISSING: ", gap.what)
	}
	for _, text := range a.assumed() {
		paragraph(w, f.width, "  assumed: ", text)
	}
	for _, note := range a.notes {
		paragraph(w, f.width, "  note: ", note)
	}
	if a.ask.Program == market.SellerFulfilled && len(a.ask.Kinds) == 0 {
		fmt.Fprintln(w, "  note: your own shipping and handling come on top")
	}
}

// assumed writes which cards stand in, one that does so for several fees once.
func (a *answer) assumed() []string {
	var out []string
	day := a.ask.On.String()
	for _, s := range a.quote.Assumptions {
		text := strings.Replace(s.Text, day+" .. "+day, day, 1)
		rest := strings.TrimPrefix(text, s.Key+", ")
		same := func(o string) bool { return strings.HasSuffix(o, ", "+rest) }
		if i := slices.IndexFunc(out, same); i >= 0 {
			out[i] = strings.TrimSuffix(out[i], ", "+rest) + " and " + text
			continue
		}
		out = append(out, text)
	}
	return out
}

// totals adds the sums, and what is left of the price.
func (f *quoteFlags) totals(g *grid, a *answer) {
	name := "total"
	if !a.complete() {
		name = "incomplete total"
	}
	if len(a.quote.Lines)+len(a.shares) > 1 || !a.complete() {
		for _, m := range a.total() {
			g.add(name, m.Amount.String(), m.Currency.String())
		}
	}
	if m, ok := a.left(); ok {
		share := 100 * m.Amount.Float() / a.ask.Price.Float()
		g.add("left of price", m.Amount.String(), m.Currency.String(),
			fmt.Sprintf("%.1f %% of %v", share, a.ask.Price))
	}
}

// gapText is a missing card in words; one card may hold several fees.
type gapText struct{ what, nearest, file, kind string }

// merged describes gaps, those that one card would close as one.
func merged(gaps fee.MissingCards) []gapText {
	var out []gapText
	for _, g := range gaps {
		year, _, _ := g.From.YMD()
		t := gapText{g.Reason, g.Nearest, fmt.Sprintf("%s.%d.toml", g.Key, year),
			cardKindOf(g.Kind).String()}
		same := func(o gapText) bool {
			return o.kind == t.kind && o.nearest == t.nearest &&
				t.kind != g.Kind.String()
		}
		if i := slices.IndexFunc(out, same); i >= 0 {
			out[i].what += fmt.Sprintf(" (nor its %v fee)", g.Kind)
			continue
		}
		out = append(out, t)
	}
	return out
}

// missing says once for all programs which cards are missing and what to do.
func (f *quoteFlags) missing(w io.Writer, answers []answer) {
	var all []gapText
	for i := range answers {
		for _, t := range merged(answers[i].gaps) {
			if !slices.Contains(all, t) {
				all = append(all, t)
			}
		}
	}
	if len(all) == 0 {
		return
	}
	fmt.Fprintln(w, "\nMissing cards")
	some := false
	for _, t := range all {
		paragraph(w, f.width, "  ", t.what)
		form := ""
		if t.nearest != "" {
			some = true
			paragraph(w, f.width, "    assume the nearest: ", "--assume-card "+t.nearest)
			form = "; fbasim rates show " + t.nearest + " is one to start from"
		}
		paragraph(w, f.width, "    add the card:       ",
			fmt.Sprintf("--cards %s, with a [card.ID] of kind %q%s", t.file, t.kind, form))
	}
	if len(all) > 1 && some {
		fmt.Fprintln(w, "  To assume the nearest of each: --assume nearest")
	}
}

// cardKindOf is the kind of the cards that hold a fee.
func cardKindOf(k market.FeeKind) market.FeeKind {
	switch k {
	case market.Closing:
		return market.Referral
	case market.Disposal:
		return market.Removal
	}
	return k
}
