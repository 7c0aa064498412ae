package main

import (
	"io"
	"time"

	"github.com/spf13/cobra"

	"fbasim/sim/civil"
	"fbasim/sim/diag"
	"fbasim/sim/fee"
	"fbasim/sim/market"
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
	share                shareFlags
	today                func() civil.Date
	width                int
}

const quoteHelp = `Prices one unit with the fee cards of a date: every fee with its card, its
source and how well it is known. No simulation, no rounding but to the cent.

Without --program it prices every program that can serve the market and
starts with a table of all of them. A fee whose card is missing is never
taken as zero: the program is shown as not priced, with what to do.

With --days-stored, --return-rate, --inbound or --removal it adds what one
unit sold bears of those fees, each on its own line.

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
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return misused(cmd, f.json, "quote: %q belongs to no flag; values with spaces "+
					"stand in quotes, such as --price \"29.99 CAD\"", diag.Escape(args[0]))
			}
			return nil
		},
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
		"fba-export, mcf or seller-fulfilled; local-fba\nin the US is ordinary FBA")
	s.StringVar(&f.market, "market", "", "`store` the unit is sold in: US, CA or MX")
	s.StringVar(&f.on, "on", "", "`date` of shipment, such as 2026-02-28\n(default today)")
	s.StringVar(&f.category, "category", "",
		"`name` of the product category: toys,\n\"Home & Kitchen\", home_kitchen")
	s.StringArrayVar(&f.prices, "price", nil,
		"`price` the buyer pays: \"29.99 CAD\"; without one\nthere is no referral fee")
	s.StringVar(&f.size, "size", "", "`sides` of the packed unit: \"11 x 7 x 3 in\" or cm")
	s.StringVar(&f.weight, "weight", "", "`weight` of the packed unit: oz, lb, g or kg")
	s.StringSliceVar(&f.kinds, "kind", nil, "only this `fee`: referral, storage, ... (repeatable)")
	s.BoolVar(&f.hazmat, "hazmat", false, "dangerous goods")
	s.StringVar(&f.feeGroup, "fee-group", "", "`column` of the Mexican FBA card: general,\nessentials")
	s.BoolVar(&f.ownPackaging, "own-packaging", false, "ships in its own packaging (SIPP)")
	s.BoolVar(&f.priceBeforeTax, "price-before-tax", false,
		"the price comes before the tax that price\n"+
			"bands of a card include (Mexico)")
	s.StringArrayVar(&f.assumeCards, "assume-card", nil,
		"`card` that stands in where one of its kind is\nmissing (repeatable)")
	s.IntVar(&f.share.days, "days-stored", 0, "add storage of this `many` days from --on, with the\n"+
		"aged-inventory surcharge")
	s.StringVar(&f.share.returnRate, "return-rate", "",
		"add the fees and credits of returns, \"`8 %`\" of the\nunits sold")
	s.StringVar(&f.share.threshold, "threshold", "", "returns above this `share` pay processing where not\n"+
		"all do (Seller Central shows it)")
	s.StringVar(&f.share.inbound, "inbound", "", "add inbound placement under this `option`: minimal,\n"+
		"partial or optimized")
	s.BoolVar(&f.share.removal, "removal", false, "show the removal or disposal fee of a unit")
	s.StringVar(&f.assume, "assume", "", "the `nearest` card in time stands in for any\nmissing one")
	s.StringArrayVar(&f.cards, "cards", nil,
		"`file` of your own cards, which go before the\nbuilt-in ones (repeatable)")
	s.BoolVar(&f.json, "json", false, "write one JSON document to stdout and nothing else")
}

func (f *quoteFlags) run(cmd *cobra.Command) error {
	book, err := loadBook(cmd, f.cards, f.json)
	if err != nil {
		return err
	}
	return f.quote(cmd.OutOrStdout(), cmd.ErrOrStderr(), book)
}

// quote answers the flags' question from a book of cards.
func (f *quoteFlags) quote(stdout, stderr io.Writer, book *fee.Book) error {
	questions, err := f.questions(book)
	if err != nil {
		return err
	}
	var answers []answer
	for _, q := range questions {
		answers = append(answers, f.price(book, q))
	}
	f.remarkUnused(stderr, book, answers)
	if f.program != "" && answers[0].bad != nil {
		return fail(exitUsage, answers[0].bad)
	}
	if f.json {
		return f.writeJSON(stdout, answers)
	}
	return f.writeText(stdout, answers)
}

// question is what is asked about one program.
type question struct {
	ask   fee.Ask
	also  fee.Shares // what of other fees the unit bears
	notes []string   // what the question takes for granted
	bad   *complaint // why it cannot be asked of this program
}

// answer is a question with its quote.
type answer struct {
	question
	quote  fee.Quote
	shares []fee.ShareLine
	gaps   fee.MissingCards
	free   []market.FeeKind // asked for, but not charged
	used   []string         // ids of assumed cards that stood in
}

// complete reports whether every fee asked for has an amount.
func (a *answer) complete() bool { return a.bad == nil && len(a.gaps) == 0 }
