package fee

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"fbasim/sim/diag"
)

// goodCard is a card without faults; tests replace one line of it.
const goodCard = `[scheme.test]
title = "two tiers"
dim_divisor = 139
dim_unit = "in3/lb"
source = "https://example.com"
tiers = """
tier  | class    | tested by | up to | longest | median | shortest | length+girth | billed by
small | standard | unit      | 1 lb  | 15 in   | 12 in  | 0.75 in  | -            | unit
large | oversize | greater   | -     | -       | -      | -        | -            | greater
"""

[card.test]
title = "Test"
kind = "fulfillment"
program = ["remote-fulfillment"]
marketplace = ["CA"]
currency = "CAD"
windows = """
2026-01-15 .. 2026-10-14 nonpeak
2026-10-15 .. 2027-01-14 peak
"""
scheme = "test"
bands = ["< 10", "<= 50", "> 50"]
confidence = "T"
source = "https://example.com"
examples = """
kind        | on         | size         | weight | expect | note
fulfillment | 2026-02-01 | 10 x 5 x 1 in | 2 lb  | 3.00   | derived
"""
rates = """
tier  | up to  | nonpeak        | peak
small | 0.5 lb | 1/1.50/2       | 2/2.50/3
small | 1 lb   | 1.20           | 2.20
large | -      | 2 + 0.50 per 1 lb over 1 lb | 4
"""
`

func lineOf(t *testing.T, text, part string) int {
	t.Helper()
	i := strings.Index(text, part)
	if i < 0 {
		t.Fatalf("%q is not in the text", part)
	}
	return 1 + strings.Count(text[:i], "\n")
}

func TestAGoodCardLoadsWithoutProblems(t *testing.T) {
	if _, err := Empty().With(CardFile{"good.toml", goodCard}); err != nil {
		t.Fatal(err)
	}
}

// TestFaultsOfCardsAreReportedWithTheirLine replaces one part of the good card
// and expects one problem on the line of mark, or else of the replacement.
func TestFaultsOfCardsAreReportedWithTheirLine(t *testing.T) {
	for _, c := range []struct{ name, old, with, mark, code string }{
		{"syntax", `title = "Test"`, `title = Test`, "", "syntax"},
		{"unknown key", `confidence = "T"`, "confidence = \"T\"\nconfidense = \"A\"", "confidense", "unknown-key"},
		{"missing kind", `kind = "fulfillment"` + "\n", "", "[card.test]", "missing-key"},
		{"missing source", "source = \"https://example.com\"\nexamples", "examples", "[card.test]", "missing-key"},
		{"missing currency", `currency = "CAD"` + "\n", "", "[card.test]", "missing-key"},
		{"missing title", `title = "Test"` + "\n", "", "[card.test]", "missing-key"},
		{"missing windows", "windows = \"\"\"\n2026-01-15 .. 2026-10-14 nonpeak\n2026-10-15 .. 2027-01-14 peak\n\"\"\"\n", "", "[card.test]", "missing-key"},
		{"missing marketplace", `marketplace = ["CA"]` + "\n", "", "[card.test]", "missing-key"},
		{"wrong kind", `kind = "fulfillment"`, `kind = "fulfilment"`, "fulfilment\"", "reference"},
		{"wrong program", `["remote-fulfillment"]`, `["remote"]`, `["remote"]`, "reference"},
		{"wrong store", `["CA"]`, `["XX"]`, `["XX"]`, "reference"},
		{"wrong currency", `"CAD"`, `"CDN"`, `"CDN"`, "reference"},
		{"wrong confidence", `confidence = "T"`, `confidence = "sure"`, "sure", "value"},
		{"title is a number", `title = "Test"`, `title = 5`, "title = 5", "value"},
		{"unknown scheme", `scheme = "test"` + "\nbands", "scheme = \"none\"\nbands", `"none"`, "reference"},
		{"bad date", "2026-01-15 ..", "2026-02-30 ..", "2026-02-30", "window"},
		{"backwards", "2026-01-15 .. 2026-10-14", "2026-10-14 .. 2026-01-15", "2026-10-14 .. 2026-01-15", "window"},
		{"windows overlap", "2026-10-15 ..", "2026-10-14 ..", "2026-10-14 .. 2027", "overlap"},
		{"column without rates", "2027-01-14 peak", "2027-01-14 high", "windows =", "columns"},
		{"bands fall", `"< 10", "<= 50"`, `"< 60", "<= 50"`, `"< 60"`, "bands"},
		{"bands leave a gap", `"> 50"]`, `"> 60"]`, `"> 60"`, "bands"},
		{"too many bands", `"> 50"]`, `"<= 60", "<= 70", "> 70"]`, `"<= 60"`, "bands"},
		{"blank band unknown", `"> 50"]`, "\"> 50\"]\nblank_price = \"<= 40\"", "blank_price", "bands"},
		{"too few cells", "small | 1 lb   | 1.20           | 2.20", "small | 1 lb   | 1.20", "small | 1 lb   | 1.20", "cells"},
		{"weights fall", "small | 1 lb ", "small | 0.5 lb ", "small | 0.5 lb   | 1.20", "unsorted"},
		{"unknown tier", "small | 1 lb ", "tiny | 1 lb ", "tiny", "reference"},
		{"amount with a comma", "1.20  ", "1,20  ", "1,20", "value"},
		{"negative amount", "1.20  ", "-1.20  ", "-1.20", "value"},
		{"wrong number of bands", "1/1.50/2 ", "1/1.50 ", "1/1.50 ", "value"},
		{"step without weight", "per 1 lb over 1 lb", "per 1 over 1 lb", "per 1 over", "value"},
		{"step without threshold", "per 1 lb over 1 lb", "per 1 lb", "0.50 per 1 lb", "value"},
		{"weight without unit", "small | 0.5 lb", "small | 0.5", "small | 0.5 ", "value"},
		{"rates are no text", "rates = \"\"\"\ntier ", "rate = \"\"\"\ntier ", "[card.test]", "missing-key"},
		{"unknown example column", "| expect | note\n", "| expected | note\n", "| expected", "columns"},
		{"scheme basis", "large | oversize | greater ", "large | oversize | heavier ", "heavier", "value"},
		{"scheme unit", `dim_unit = "in3/lb"`, `dim_unit = "in/lb"`, "in/lb", "value"},
		{"scheme divisor", "dim_divisor = 139", "dim_divisor = 0", "dim_divisor", "value"},
		{"unknown table", "[card.test]", "[cards.test]", "", "unknown-key"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(goodCard, c.old, c.with, 1)
			if text == goodCard {
				t.Fatalf("%q is not in the card", c.old)
			}
			_, err := Empty().With(CardFile{"bad.toml", text})
			var list *diag.List
			if !errors.As(err, &list) {
				t.Fatalf("loaded with error %v", err)
			}
			mark := c.mark
			if mark == "" {
				mark = c.with
			}
			want := lineOf(t, text, mark)
			for _, p := range list.All() {
				if p.File == "bad.toml" && p.Line == want && p.Code == c.code && p.Msg != "" {
					return
				}
			}
			t.Errorf("no %s on line %d in:\n%v", c.code, want, fmt.Sprint(list.All()))
		})
	}
}

func TestAllFaultsOfAllFilesComeTogether(t *testing.T) {
	bad := strings.NewReplacer(`"CAD"`, `"CDN"`, `"T"`, `"sure"`, "1.20  ", "1,20  ").Replace(goodCard)
	_, err := Empty().With(CardFile{"a.toml", bad}, CardFile{"b.toml", "x = 1\n"}, CardFile{"c.toml", "= 2\n"})
	var list *diag.List
	if !errors.As(err, &list) {
		t.Fatal(err)
	}
	var got []string
	for _, p := range list.All() {
		got = append(got, fmt.Sprintf("%s:%d:%s", p.File, p.Line, p.Code))
	}
	want := fmt.Sprintf("[a.toml:%d:reference a.toml:%d:value a.toml:%d:value b.toml:1:unknown-key c.toml:1:syntax]",
		lineOf(t, bad, "CDN"), lineOf(t, bad, "sure"), lineOf(t, bad, "1,20"))
	if fmt.Sprint(got) != want {
		t.Errorf("problems %v, want %v", got, want)
	}
}

func TestCardsThatCouldPriceTheSameUnitMustNotOverlap(t *testing.T) {
	twin := strings.ReplaceAll(strings.ReplaceAll(goodCard, "card.test", "card.twin"), "scheme.test", "scheme.twin")
	for text, overlaps := range map[string]bool{
		twin: true,
		strings.Replace(twin, `["CA"]`, `["MX"]`, 1):                                                                                                      false,
		strings.Replace(twin, `["remote-fulfillment"]`, `["local-fba"]`, 1):                                                                               false,
		strings.Replace(twin, `title = "Test"`, "title = \"Test\"\nassumed_only = true", 1):                                                               false,
		strings.NewReplacer("2026-01-15 .. 2026-10-14", "2027-01-15 .. 2027-10-14", "2026-10-15 .. 2027-01-14", "2027-10-15 .. 2028-01-14").Replace(twin): false,
	} {
		_, err := Empty().With(CardFile{"a.toml", goodCard}, CardFile{"b.toml", text})
		if (err != nil) != overlaps {
			t.Errorf("overlap %v expected, error %v", overlaps, err)
		}
	}
	if _, err := Empty().With(CardFile{"a.toml", goodCard}, CardFile{"b.toml", goodCard}); err == nil {
		t.Error("two cards of one id loaded")
	}
}

func TestAUsersCardFillsAGapAndWinsOverTheBuiltInOne(t *testing.T) {
	b := builtin(t)
	own := strings.NewReplacer("scheme.test", "scheme.mine", `scheme = "test"`, `scheme = "mine"`, "card.test", "card.mine").Replace(goodCard)
	mine, err := b.With(CardFile{"mine.toml", own})
	if err != nil {
		t.Fatal(err)
	}
	for book, want := range map[*Book]string{b: "", mine: "mine"} {
		q, err := book.Quote(ask(t, "2026-03-01", iron(t, "home")))
		got := ""
		if len(q.Lines) > 0 && err == nil {
			got = q.Lines[1].CardID
		}
		if got != want {
			t.Errorf("fulfillment card %q, want %q (%v)", got, want, err)
		}
	}
	// The same id replaces the card; another book keeps its own.
	replaced, err := mine.With(CardFile{"again.toml", strings.Replace(own, "2 + 0.50 per 1 lb over 1 lb", "9", 1)})
	if err != nil {
		t.Fatal(err)
	}
	for book, want := range map[*Book]string{mine: "3.50", replaced: "9.00"} {
		q, err := book.Quote(ask(t, "2026-03-01", iron(t, "home")))
		if err != nil || q.Lines[1].Amount.String() != want {
			t.Errorf("got %+v, %v; want %s", q.Lines, err, want)
		}
	}
	if len(mine.Cards()) != len(b.Cards())+1 || len(replaced.Cards()) != len(mine.Cards()) {
		t.Errorf("%d, %d, %d cards", len(b.Cards()), len(mine.Cards()), len(replaced.Cards()))
	}
}

func FuzzNoCardFilePanics(f *testing.F) {
	f.Add(goodCard)
	f.Add("[card.x]\nkind = \"referral\"\nrates = \"\"\"\ncategory | rate\ntoys | slice <= 100: 15 %, else 8 %\n\"\"\"\n")
	f.Add("[card.x]\nkind = \"storage\"\nwindows = \"open .. open seasons\"\nseasons = \"10-01 .. 12-31 peak\"\n")
	f.Add("[card.x]\nkind = \"aged_inventory\"\nrates = \"\"\"\nfrom | to | per volume | per unit\n1 | - | 2 | -\n\"\"\"\n")
	f.Add("[rule.r]\ntitle = \"\"\n[tax.CA]\nrates = \"place | from | to | rate\"\n")
	f.Add("card = 1\nscheme = []\n")
	base, err := Builtin()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		b, err := base.With(CardFile{"fuzz.toml", text})
		var list *diag.List
		if err != nil && !errors.As(err, &list) {
			t.Fatalf("error of another type: %v", err)
		}
		if err != nil {
			return
		}
		for _, c := range b.Cards() {
			if c.layer > base.layers {
				_, _ = b.Quote(ask(t, "2026-03-01", iron(t, "home")))
				return
			}
		}
	})
}
