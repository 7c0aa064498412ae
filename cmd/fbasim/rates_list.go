package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/result"
)

// listFlags are the flags of rates list.
type listFlags struct {
	sample
	from, to string
	coverage bool
	cards    []string
	json     bool
}

func ratesListCommand() *cobra.Command {
	f := &listFlags{}
	cmd := &cobra.Command{
		Use:   "list [--market M] [--program P] [--kind K]",
		Short: "every card with the days it holds, or the days without a card",
		Long: `Lists every rate card: the days it holds, what it prices, its currency, how
well it is known and its source.

With --coverage it lists the fees of each program and store instead, with the
card of each span of days and MISSING where there is none. A simulation over
missing days stops, unless the scenario's [assume] says what stands in.
Which card holds depends on the unit: a sample of 3.35 lb, which --size,
--weight, --category and --hazmat replace.`,
		Example: `  fbasim rates list --kind fulfillment --market CA
  fbasim rates list --coverage --market CA --from 2024-01-01 --to 2027-12-31`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return misused(cmd, f.json, "rates list takes no arguments; "+
					"to narrow it use --market, --program or --kind")
			}
			return nil
		},
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return orJSON(cmd.OutOrStdout(), f.json, f.run(cmd))
		},
	}
	s := cmd.Flags()
	s.SortFlags = false
	f.filters(s)
	s.BoolVar(&f.coverage, "coverage", false, "which days of each fee have a card, and which none")
	s.StringVar(&f.from, "from", "", "first `day` of the coverage")
	s.StringVar(&f.to, "to", "", "last `day` of the coverage")
	f.unit(s)
	s.StringArrayVar(&f.cards, "cards", nil, "`file` of your own cards, before the built-in ones")
	s.BoolVar(&f.json, "json", false, "write one JSON document to stdout and nothing else")
	return cmd
}

func (f *listFlags) run(cmd *cobra.Command) error {
	book, err := loadBook(cmd, f.cards, f.json)
	if err != nil {
		return err
	}
	filter, err := f.filter()
	if err != nil {
		return err
	}
	if f.coverage {
		return f.runCoverage(cmd.OutOrStdout(), book, filter)
	}
	if f.from != "" || f.to != "" {
		return wrong("usage", "", "--from and --to belong to --coverage")
	}
	var cards []*fee.Card
	for _, c := range book.Cards() {
		if filter.takes(c) {
			cards = append(cards, c)
		}
	}
	if f.json {
		return listJSON(cmd.OutOrStdout(), cards)
	}
	listText(cmd.OutOrStdout(), cards, pageWidth())
	return nil
}

// takes reports whether a card has something of each filter.
func (f *cardFilter) takes(c *fee.Card) bool {
	return f.wantsCard(c.Kind) &&
		slices.ContainsFunc(f.markets, func(m market.Marketplace) bool {
			return slices.Contains(c.Markets,
				m)
		}) &&
		(len(f.programs) == int(market.ProgramCount)-1 || len(c.Programs) == 0 ||
			slices.ContainsFunc(f.programs, func(p market.Program) bool {
				return slices.Contains(c.Programs,
					p)
			}))
}

// wantsCard reports whether cards of a kind hold one of the fees listed.
func (f *cardFilter) wantsCard(kind market.FeeKind) bool {
	return f.wants(kind) || slices.ContainsFunc(f.kinds,
		func(k market.FeeKind) bool { return cardKindOf(k) == kind })
}

// listText prints the cards under their kinds, a line for each: programs and
// remarks go below where they do not fit.
func listText(w io.Writer, cards []*fee.Card, width int) {
	if len(cards) == 0 {
		fmt.Fprintln(w, "no such cards")
		return
	}
	paragraph(w, width, "", "Cards by fee: the days they hold, store, currency, confidence, "+
		"source, and the programs where not all have the card.")
	var sources footnotes
	for _, kind := range kindsOf(cards) {
		fmt.Fprintf(w, "\n%s\n", kind)
		g := grid{indent: 2}
		var remarks []string
		for _, c := range cards {
			if c.Kind != kind {
				continue
			}
			spans := holds(c)
			g.add(c.ID, spans[0], storesOf(c), currencyOf(c), c.Confidence.String(), sources.mark(c.Source))
			remarks = append(remarks, remarkOf(c))
			for _, span := range spans[1:] {
				g.add("", span)
				remarks = append(remarks, "")
			}
		}
		writeRemarked(w, g.lines(), remarks, width)
	}
	fmt.Fprintln(w)
	sources.write(w, "Sources")
	marks := []fee.Confidence{fee.Quoted, fee.Confirmed, fee.Transcribed, fee.Estimated,
		fee.Unverified}
	paragraph(w, width, "Confidence: ", marksInWords(marks))
}

// writeRemarked puts each remark behind its line, or below where it does not fit.
func writeRemarked(w io.Writer, lines, remarks []string, width int) {
	longest := 0
	for _, line := range lines {
		longest = max(longest, utf8.RuneCountInString(line))
	}
	for i, line := range lines {
		switch {
		case remarks[i] == "":
			fmt.Fprintln(w, line)
		case longest+2+len(remarks[i]) <= width:
			fmt.Fprintf(w, "%-*s  %s\n", longest, line, remarks[i])
		default:
			fmt.Fprintf(w, "%s\n      %s\n", line, remarks[i])
		}
	}
}

func kindsOf(cards []*fee.Card) []market.FeeKind {
	var out []market.FeeKind
	for _, c := range cards {
		if !slices.Contains(out, c.Kind) {
			out = append(out, c.Kind)
		}
	}
	return out
}

// holds writes the days of all windows, those that follow each other as one.
func holds(c *fee.Card) []string {
	var out []string
	for i := 0; i < len(c.Windows); {
		last := i
		for last+1 < len(c.Windows) && c.Windows[last].To+1 == c.Windows[last+1].From {
			last++
		}
		span := fee.Window{From: c.Windows[i].From, To: c.Windows[last].To}
		out = append(out, span.String())
		i = last + 1
	}
	return out
}

func storesOf(c *fee.Card) string {
	var out []string
	for _, m := range c.Markets {
		out = append(out, m.String())
	}
	return strings.Join(out, " ")
}

func programsOf(c *fee.Card) []string {
	out := []string{}
	for _, p := range c.Programs {
		out = append(out, p.String())
	}
	return out
}

// currencyOf is the currency, "-" for cards whose percentage follows another fee's.
func currencyOf(c *fee.Card) string {
	if code := c.Currency.String(); code != "" {
		return code
	}
	return "-"
}

func remarkOf(c *fee.Card) string {
	var out []string
	if len(c.Programs) > 0 {
		out = append(out, strings.Join(programsOf(c), ", "))
	}
	if !c.Charged {
		out = append(out, "not charged")
	}
	if c.AssumedOnly {
		out = append(out, "only if assumed")
	}
	return strings.Join(out, "; ")
}

type windowJSON struct {
	From   *string `json:"from"` // null: without a beginning
	To     *string `json:"to"`   // null: without an end
	Column string  `json:"column,omitempty"`
}

type cardJSON struct {
	ID          string       `json:"id"`
	Title       string       `json:"title"`
	Kind        string       `json:"kind"`
	Programs    []string     `json:"programs"` // empty: every program
	NotFor      []string     `json:"not_for,omitempty"`
	Markets     []string     `json:"marketplaces"`
	Currency    string       `json:"currency"`
	SelectBy    string       `json:"select_by"`
	Windows     []windowJSON `json:"windows"`
	Confidence  string       `json:"confidence"`
	Read        *string      `json:"read"`
	Source      string       `json:"source"`
	Charged     bool         `json:"charged"`
	AssumedOnly bool         `json:"assumed_only"`
	Scheme      string       `json:"scheme,omitempty"`
	Notes       string       `json:"notes"`
	File        string       `json:"file"`
	Line        int          `json:"line"`
}

func cardToJSON(c *fee.Card) cardJSON {
	out := cardJSON{
		ID: c.ID, Title: c.Title, Kind: c.Kind.String(),
		Programs: programsOf(c), NotFor: c.NotFor, Markets: strings.Fields(storesOf(c)),
		Currency: c.Currency.String(), SelectBy: c.SelectBy, Confidence: c.Confidence.String(),
		Source: c.Source, Charged: c.Charged, AssumedOnly: c.AssumedOnly,
		Notes: c.Notes, File: c.File, Line: c.Line,
	}
	if c.Read != fee.Forever {
		out.Read = orNull(c.Read.String())
	}
	if c.Scheme != nil {
		out.Scheme = c.Scheme.ID
	}
	for _, win := range c.Windows {
		j := windowJSON{Column: win.Column}
		if win.From != fee.Ever {
			j.From = orNull(win.From.String())
		}
		if win.To != fee.Forever {
			j.To = orNull(win.To.String())
		}
		out.Windows = append(out.Windows, j)
	}
	return out
}

func listJSON(w io.Writer, cards []*fee.Card) error {
	doc := struct {
		FormatVersion int        `json:"format_version"`
		Cards         []cardJSON `json:"cards"`
	}{FormatVersion: result.FormatVersion, Cards: []cardJSON{}}
	for _, c := range cards {
		doc.Cards = append(doc.Cards, cardToJSON(c))
	}
	return writeJSON(w, doc)
}
