package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"fbasim/sim/backtest"
	"fbasim/sim/diag"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/result"
)

// printBacktest writes a back-test for people.
func printBacktest(w io.Writer, r *backtest.Report, top int) {
	fmt.Fprintf(w, "Case %s: %s, posted %s to %s\n", result.Visible(r.Case),
		plural(int(r.Lines), "amount", "amounts"), orDash(r.From), orDash(r.To))
	printGroups(w, r.Groups)
	printSKUs(w, r.SKUs, top)
	printUnderstood(w, r)
	printBuckets(w, "Not compared, since no single order line explains it:", byName(r.Other))
	fmt.Fprintln(w)
	for _, s := range r.Settlements {
		paragraph(w, pageWidth(), "", settlementSentence(&s))
	}
	for _, n := range r.Notes {
		paragraph(w, pageWidth(), "", diag.Escape(n))
	}
}

func printGroups(w io.Writer, groups []backtest.Group) {
	type head struct{ market, program, currency string }
	var heads []head
	by := map[head][]backtest.Group{}
	for _, g := range groups {
		h := head{g.Market, g.Program, g.Currency}
		if by[h] == nil {
			heads = append(heads, h)
		}
		by[h] = append(by[h], g)
	}
	for _, h := range heads {
		program, _ := market.ParseProgram(h.program)
		fmt.Fprintf(w, "\n%s, %s, in %s\n", h.market, program.Title(), h.currency)
		g := grid{indent: 2, right: []int{1, 2, 3, 4, 5, 6}}
		g.add("FEE", "LINES", "CHARGED", "OURS", "DIFFERENCE", "TO THE CENT", "EXPLAINED")
		soft := int64(0)
		for _, x := range by[h] {
			soft += x.Estimated
			g.add(result.KindLabel(x.Kind), strconv.FormatInt(x.Lines, 10), cents(x.Charged), cents(x.Ours), cents(x.Difference()),
				percent(float64(x.Equal)/float64(x.Lines)), percent(x.Explained()))
		}
		g.write(w)
		for _, x := range by[h] {
			printChargedAs(w, &x)
		}
		if soft > 0 {
			fmt.Fprintf(w, "  %s priced by a card of other days, or an estimate\n", plural(int(soft), "line is", "lines are"))
		}
	}
}

// printChargedAs names the descriptions of a fee that was charged under several, or under one whose meaning is not
// well known.
func printChargedAs(w io.Writer, g *backtest.Group) {
	const seen = "S" // in a file, or stated by Amazon
	var list []string
	known := true
	for _, a := range g.As {
		known = known && a.Confidence == seen
		list = append(list, fmt.Sprintf("%s (%s, %s)", diag.Escape(a.Description), plural(int(a.Rows), "row", "rows"), cents(a.Charged)))
	}
	if len(list) > 1 || !known {
		paragraph(w, pageWidth(), "  "+result.KindLabel(g.Kind)+" charged as ", strings.Join(list, ", "))
	}
}

func cents(a money.Amount) string { return a.RoundCents().String() }

func percent(share float64) string { return strconv.FormatFloat(100*share, 'f', 1, 64) + " %" }

func printSKUs(w io.Writer, skus []backtest.SKU, top int) {
	if len(skus) == 0 {
		return
	}
	fmt.Fprintf(w, "\nBiggest differences by SKU\n")
	g := grid{indent: 2, right: []int{3, 4, 5, 6}}
	g.add("SKU", "FEE", "STORE", "LINES", "CHARGED", "OURS", "DIFFERENCE", "")
	for i, s := range skus {
		if i == top {
			break
		}
		g.add(result.Visible(s.SKU), result.KindLabel(s.Kind), s.Market, strconv.FormatInt(s.Lines, 10), cents(s.Charged),
			cents(s.Ours), cents(s.Difference()), s.Currency)
	}
	g.write(w)
	if n := len(skus) - top; n > 0 {
		fmt.Fprintf(w, "  %s: --top %d, or --csv FILE\n", plural(n, "more", "more"), len(skus))
	}
}

// printUnderstood lists what was not understood.
func printUnderstood(w io.Writer, r *backtest.Report) {
	if len(r.Unmapped) > 0 {
		fmt.Fprintf(w, "\nDescriptions that fbasim does not know\n")
		g := grid{indent: 2, right: []int{3, 4}}
		g.add("TRANSACTION", "DESCRIPTION", "STORE", "LINES", "AMOUNT", "", "FIRST")
		for _, b := range r.Unmapped {
			g.add(diag.Escape(b.Transaction), diag.Escape(strings.Trim(b.AmountType+"/"+b.Description, "/")), orDash(b.Market),
				strconv.FormatInt(b.Lines, 10), b.Amount.String(), b.Currency, place(b.File, b.Row))
		}
		g.write(w)
	}
	if len(r.UnknownSKUs) > 0 {
		fmt.Fprintf(w, "\nSKUs that are not compared\n")
		g := grid{indent: 2, right: []int{2, 3, 4}}
		g.add("SKU", "STORE", "AMOUNTS", "FEES", "ALL", "", "WHY")
		for _, u := range r.UnknownSKUs {
			g.add(result.Visible(u.SKU), orDash(u.Market), strconv.FormatInt(u.Lines, 10), u.Fees.String(), u.Amount.String(), u.Currency,
				u.Reason)
		}
		g.write(w)
	}
	if len(r.Unpriced) > 0 {
		fmt.Fprintf(w, "\nFees that are not compared\n")
		for _, u := range r.Unpriced {
			paragraph(w, pageWidth(), "  ", fmt.Sprintf("%s, %s, %s: %s, %s %s: %s", result.KindLabel(u.Kind), u.Market, u.Program,
				plural(int(u.Lines), "line", "lines"), u.Amount, u.Currency, u.Reason))
		}
	}
}

func place(file string, line int) string { return fmt.Sprintf("%s:%d", diag.Escape(file), line) }

// byName joins buckets of one name, market and currency.
func byName(list []backtest.Bucket) (out []backtest.Bucket) {
	for _, b := range list {
		if n := len(out); n > 0 && out[n-1].Name == b.Name && out[n-1].Market == b.Market && out[n-1].Currency == b.Currency {
			out[n-1].Lines += b.Lines
			out[n-1].Amount += b.Amount
			continue
		}
		out = append(out, b)
	}
	return out
}

func printBuckets(w io.Writer, title string, list []backtest.Bucket) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", title)
	g := grid{indent: 2, right: []int{2, 3}}
	g.add("WHAT", "STORE", "LINES", "AMOUNT", "")
	for _, b := range list {
		g.add(strings.ReplaceAll(b.Name, "_", " "), orDash(b.Market), strconv.FormatInt(b.Lines, 10), b.Amount.String(), b.Currency)
	}
	g.write(w)
}

// settlementSentence says whether a settlement adds up.
func settlementSentence(s *backtest.Settlement) string {
	name := diag.Escape(s.File)
	if s.ID != "" {
		name = "Settlement " + diag.Escape(s.ID) + " of " + name
	}
	sum := fmt.Sprintf("%s: the %s above", name, plural(int(s.Lines), "amount", "amounts"))
	transfers := ""
	if s.Transfers != 0 {
		transfers = fmt.Sprintf(" (without %s of transfers)", inCurrency(s.Transfers, s.Currency))
	}
	switch {
	case !s.HasStated:
		return fmt.Sprintf("%s come to %s%s; the file states no total.", sum, inCurrency(s.Sum, s.Currency), transfers)
	case s.OK:
		return fmt.Sprintf("%s add up to its total, %s%s.", sum, inCurrency(s.Stated, s.Currency), transfers)
	}
	return fmt.Sprintf("%s come to %s%s, but its total is %s, a difference of %s: rows are missing, or the file was changed.",
		sum, inCurrency(s.Sum, s.Currency), transfers, s.Stated, s.Stated-s.Sum)
}

// inCurrency writes an amount with its currency, where that is known.
func inCurrency(a money.Amount, currency string) string {
	return strings.TrimSpace(a.String() + " " + currency)
}
