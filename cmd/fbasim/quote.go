package main

import (
	"encoding/json"
	"errors"
	"io"
	"time"

	"github.com/spf13/cobra"

	"fbasim/sim/civil"
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/result"
)

// quoteFlags are the flags of quote: one unit, where and when it is sold, and what
// may stand in for cards that are missing.
type quoteFlags struct {
	program, market, on  string
	category             string
	size, weight         string
	feeGroup, assume     string
	prices, kinds        []string
	assumeCards, cards   []string
	hazmat, ownPackaging bool
	priceBeforeTax, json bool
	today                func() civil.Date
	width                int
}

const quoteHelp = `Prices one unit with the fee cards of a date: every fee with its card, its
source and how well it is known. No simulation, no rounding but to the cent.

Without --program it prices every program that can serve the market and
starts with a table of all of them. A fee whose card is missing is never
taken as zero: the program is shown as not priced, with what to do.

FBA Export sells the Amazon.com offer, so its price is in USD; --price may
be repeated, once for each currency.

Exit code 0: priced (without --program: at least one program); 2: the
question is wrong; 3: a file of --cards is wrong; 4: a card is missing.`

const quoteExamples = `  fbasim quote --market CA --on 2024-06-01 --category "Home & Kitchen" \
      --price "39.99 CAD" --size "11 x 7 x 3 in" --weight "1.4 lb"
  fbasim quote --program remote-fulfillment --market CA --on 2026-05-01 \
      --category toys --price "29.99 CAD" --size "12.6 x 6.6 x 5.5 in" \
      --weight "3.35 lb" --assume-card rf-ca-2024 --json`

func quoteCommand() *cobra.Command {
	f := &quoteFlags{today: func() civil.Date { return civil.DateOf(time.Now().Unix()) }}
	cmd := &cobra.Command{
		Use:     "quote --market M --category C --price P [--size S --weight W]",
		Short:   "the fees of one unit, every program, no simulation",
		Long:    quoteHelp,
		Example: quoteExamples,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			f.width = pageWidth()
			return orJSON(cmd.OutOrStdout(), f.json, f.run(cmd))
		},
		DisableFlagsInUseLine: true,
	}
	f.register(cmd)
	return cmd
}

func (f *quoteFlags) register(cmd *cobra.Command) {
	s := cmd.Flags()
	s.SortFlags = false
	s.StringVar(&f.program, "program", "", "only this `program`: remote-fulfillment, local-fba,\n"+
		"fba-export, mcf or seller-fulfilled; local-fba in the US\nis ordinary FBA")
	s.StringVar(&f.market, "market", "", "`store` the unit is sold in: US, CA or MX")
	s.StringVar(&f.on, "on", "", "`date` of shipment, such as 2026-02-28 (default today)")
	s.StringVar(&f.category, "category", "", "product `category`: \"Home & Kitchen\", home_kitchen, toys")
	s.StringArrayVar(&f.prices, "price", nil, "`price` the buyer pays: \"29.99 CAD\"; without one there\n"+
		"is no referral fee")
	s.StringVar(&f.size, "size", "", "`sides` of the packed unit: \"11 x 7 x 3 in\" or cm")
	s.StringVar(&f.weight, "weight", "", "`weight` of the packed unit: oz, lb, g or kg")
	s.StringSliceVar(&f.kinds, "kind", nil, "only this `fee`, such as referral or storage (repeatable)")
	s.BoolVar(&f.hazmat, "hazmat", false, "dangerous goods")
	s.StringVar(&f.feeGroup, "fee-group", "", "`column` of the Mexican FBA card: general, essentials")
	s.BoolVar(&f.ownPackaging, "own-packaging", false, "ships in its own packaging (SIPP)")
	s.BoolVar(&f.priceBeforeTax, "price-before-tax", false, "the price comes before the tax that price bands of\n"+
		"a card include (Mexico)")
	s.StringArrayVar(&f.assumeCards, "assume-card", nil, "`card` that stands in where one of its kind is missing\n(repeatable)")
	s.StringVar(&f.assume, "assume", "", "`nearest`: the card nearest in time stands in for any\nmissing one")
	s.StringArrayVar(&f.cards, "cards", nil, "`file` of your own cards, used before the built-in ones\n(repeatable)")
	s.BoolVar(&f.json, "json", false, "write one JSON document to stdout and nothing else")
}

func (f *quoteFlags) run(cmd *cobra.Command) error {
	book, err := loadBook(cmd.ErrOrStderr(), f.cards)
	if err != nil {
		return err
	}
	questions, err := f.questions(book)
	if err != nil {
		return err
	}
	var answers []answer
	for _, q := range questions {
		answers = append(answers, f.price(book, q))
	}
	f.remarkUnused(cmd.ErrOrStderr(), book, answers)
	if f.program != "" && answers[0].bad != nil {
		return fail(exitUsage, answers[0].bad)
	}
	if f.json {
		return f.writeJSON(cmd.OutOrStdout(), answers)
	}
	return f.writeText(cmd.OutOrStdout(), answers)
}

// complaint is what is wrong with a question: one line for people, an object for
// programs.
type complaint struct {
	Code    string        `json:"code"`
	Message string        `json:"message"`
	Nearest *string       `json:"nearest"` // what was perhaps meant, or the card that could stand in
	Missing []missingCard `json:"missing,omitempty"`
}

// missingCard is one gap of the cards.
type missingCard struct {
	Kind    string  `json:"kind"`
	Key     string  `json:"key"`
	Message string  `json:"message"`
	Nearest *string `json:"nearest"`
}

// Error returns the line for people.
func (c *complaint) Error() string { return c.Message }

// orJSON writes the error of a command as JSON where JSON was asked for.
func orJSON(w io.Writer, asJSON bool, err error) error {
	var e *exit
	if !asJSON || !errors.As(err, &e) || e.err == nil {
		return err
	}
	var c *complaint
	if !errors.As(err, &c) {
		c = &complaint{Code: "failed", Message: e.err.Error()}
	}
	doc := struct {
		FormatVersion int        `json:"format_version"`
		Error         *complaint `json:"error"`
	}{result.FormatVersion, c}
	if err := writeJSON(w, doc); err != nil {
		return err
	}
	return silent(e.code)
}

// writeJSON writes one indented document.
func writeJSON(w io.Writer, doc any) error {
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	if err := out.Encode(doc); err != nil {
		return fail(exitInternal, err)
	}
	return nil
}

// question is what is asked about one program.
type question struct {
	ask   fee.Ask
	notes []string   // what the question takes for granted
	bad   *complaint // why it cannot be asked of this program
}

// answer is a question with its quote.
type answer struct {
	question
	quote fee.Quote
	gaps  fee.MissingCards
	free  []market.FeeKind // asked for, but not charged
	used  []string         // ids of assumed cards that stood in
}

// complete reports whether every fee asked for has an amount.
func (a *answer) complete() bool { return a.bad == nil && len(a.gaps) == 0 }
