package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"fbasim/sim/fee"
	"fbasim/sim/result"
)

func ratesShowCommand() *cobra.Command {
	var cards []string
	asJSON, asTOML := false, false
	cmd := &cobra.Command{
		Use:   "show ID...",
		Short: "one card: days, source, notes, amounts, worked examples",
		Long: `Shows a rate card with its amounts as written and its worked examples, which
are computed anew: each line shows what the card says and whether that is
the expected amount.

With --toml it writes the card as a file of cards to edit: save it beside a
scenario and name it there, cards = ["my-cards.toml"], or give it to quote
with --cards. A card of the same ID replaces the built-in one.`,
		Example: `  fbasim rates show rf-ca-2024 --toml
  fbasim rates show fba-us-2026 --json`,
		Args: func(cmd *cobra.Command, ids []string) error {
			if len(ids) == 0 {
				return misused(cmd, asJSON, "rates show needs the id of a card; fbasim rates list shows them")
			}
			return nil
		},
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, ids []string) error {
			if asJSON && asTOML {
				return misused(cmd, true, "--json and --toml exclude each other")
			}
			form := showCard
			if asTOML {
				form = cardTOML
			}
			return orJSON(cmd.OutOrStdout(), asJSON, showCards(cmd, shown{cards, ids, asJSON, form}))
		},
	}
	cmd.Flags().StringArrayVar(&cards, "cards", nil,
		"`file` of your own cards, before the built-in ones")
	cmd.Flags().BoolVar(&asTOML, "toml", false, "write the card as a file of cards to edit")
	cmd.Flags().BoolVar(&asJSON, "json", false, "write one JSON document to stdout and nothing else")
	return cmd
}

// shown says which cards are shown, and how.
type shown struct {
	files, ids []string
	json       bool
	form       func(w io.Writer, book *fee.Book, c *fee.Card, width int)
}

// shownJSON is a card with its worked examples and its text.
type shownJSON struct {
	cardJSON
	Examples []shownExample `json:"examples"`
	TOML     string         `json:"toml"`
}

type shownExample struct {
	Line     int               `json:"line"`
	Row      map[string]string `json:"row"`
	Expected string            `json:"expected"`
	Got      *string           `json:"got"`
	OK       bool              `json:"ok"`
}

func showCards(cmd *cobra.Command, s shown) error {
	book, err := loadBook(cmd, s.files, s.json)
	if err != nil {
		return err
	}
	var cards []*fee.Card
	for _, id := range s.ids {
		c, err := findCard(book, "rates show", id)
		if err != nil {
			return err
		}
		cards = append(cards, c)
	}
	if !s.json {
		for i, c := range cards {
			if i > 0 {
				fmt.Fprintln(cmd.OutOrStdout())
			}
			s.form(cmd.OutOrStdout(), book, c, pageWidth())
		}
		return nil
	}
	doc := struct {
		FormatVersion int         `json:"format_version"`
		Cards         []shownJSON `json:"cards"`
	}{FormatVersion: result.FormatVersion}
	for _, c := range cards {
		j := shownJSON{cardToJSON(c), []shownExample{}, c.Text}
		for _, e := range c.Examples {
			a, err := book.Answer(e.Row)
			x := shownExample{Line: e.Line, Row: e.Row, Expected: a.Want, OK: err == nil && a.OK}
			if err == nil {
				x.Got = &a.Got
			}
			j.Examples = append(j.Examples, x)
		}
		doc.Cards = append(doc.Cards, j)
	}
	return writeJSON(cmd.OutOrStdout(), doc)
}

func showCard(w io.Writer, book *fee.Book, c *fee.Card, width int) {
	fmt.Fprintf(w, "%s: %s\n", c.ID, c.Title)
	fact := func(name, text string) {
		if text != "" {
			paragraph(w, width, fmt.Sprintf("  %-12s  ", name), text)
		}
	}
	charged := c.Kind.String()
	if !c.Charged {
		charged += ", not charged"
	}
	fact("fee", charged)
	programs := strings.Join(programsOf(c), ", ")
	if programs == "" {
		programs = "all"
	}
	if len(c.NotFor) > 0 {
		programs += ", but not " + strings.Join(c.NotFor, ", ")
	}
	fact("programs", programs)
	fact("stores", storesOf(c))
	fact("currency", currencyOf(c))
	fact("picked by", c.SelectBy)
	name := "holds"
	for _, win := range c.Windows {
		fact(name, win.String())
		name = ""
	}
	if c.AssumedOnly {
		fact("use", "only where a scenario assumes it, or quote with --assume-card")
	}
	fact("confidence", c.Confidence.String()+" ("+c.Confidence.Word()+")")
	if c.Read != fee.Forever {
		fact("source read", c.Read.String())
	}
	fact("source", c.Source)
	fact("file", fmt.Sprintf("%s:%d", c.File, c.Line))
	fact("notes", c.Notes)
	if c.Scheme != nil {
		fact("size tiers", fmt.Sprintf("%s (%s): %s", c.Scheme.ID, c.Scheme.Title,
			strings.Join(c.Scheme.Tiers(), ", ")))
	}
	showAmounts(w, c, width)
	showExamples(w, book, c, width)
}

// showExamples computes the card's worked examples anew.
func showExamples(w io.Writer, book *fee.Book, c *fee.Card, width int) {
	if len(c.Examples) == 0 {
		return
	}
	fmt.Fprintln(w, "\n  Worked examples, computed now")
	for _, e := range c.Examples {
		a, err := book.Answer(e.Row)
		verdict := fmt.Sprintf("%s, as expected", a.Got)
		switch {
		case err != nil:
			verdict = fmt.Sprintf("expected %s, but: %v", a.Want, err)
		case !a.OK:
			verdict = fmt.Sprintf("%s, DIFFERS from the expected %s", a.Got, a.Want)
		}
		paragraph(w, width, "  - ", exampleText(c, e.Row)+" = "+verdict)
	}
}

// exampleText writes the question of a worked example, without what the card says
// already.
func exampleText(c *fee.Card, row map[string]string) string {
	var out []string
	for _, key := range []string{"kind", "on", "category", "size", "weight", "price", "inputs"} {
		text := strings.TrimSpace(row[key])
		if text == "" || text == "any" || key == "kind" && text == c.Kind.String() {
			continue
		}
		if key == "price" {
			text = "at " + text
		}
		if key == "inputs" {
			text = strings.ReplaceAll(text, ";", " ")
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}
