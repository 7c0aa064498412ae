package main

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"fbasim/sim/amazon"
	"fbasim/sim/backtest"
	"fbasim/sim/civil"
	"fbasim/sim/diag"
	"fbasim/sim/fee"
	"fbasim/sim/imported"
	"fbasim/sim/result"
)

// againstFlags are the flags of rates check that go with a Fee Preview.
type againstFlags struct {
	preview, on, market, assume string
	top                         int
	strict                      bool
}

func (f *againstFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.preview, "against", "", "`file` of an FBA Fee Preview to compare with")
	flags.StringVar(&f.on, "on", "", "`date` that our fees are asked about, with\n--against (default today)")
	flags.StringVar(&f.market, "market", "", "`store` of rows that name none: US, CA or MX;\ndefault: that of their currency")
	flags.StringVar(&f.assume, "assume", "", "the `nearest` card in time stands in for any\nmissing one")
	flags.IntVar(&f.top, "top", 20, "show so `many` rows, those with the biggest\ndifferences first")
	flags.BoolVar(&f.strict, "strict", false, "fail with exit code 5 where an estimate disagrees\nor could not be compared")
}

// alone refuses flags that go with --against where it is not given.
func (f *againstFlags) alone(cmd *cobra.Command, examples string) error {
	if f.preview != "" && examples != "" {
		return wrong("usage", "", "--against and --examples are two checks: ask for one at a time")
	}
	for _, name := range []string{"on", "market", "assume", "top", "strict"} {
		if f.preview == "" && cmd.Flags().Changed(name) {
			return wrong("usage", "", "--%s goes with --against only", name)
		}
	}
	return nil
}

func (f *againstFlags) run(cmd *cobra.Command, book *fee.Book, asJSON bool) error {
	p := &backtest.Preview{Book: book, On: civil.DateOf(time.Now().Unix()), Category: imported.CategoryOf}
	var err error
	if f.on != "" {
		if p.On, err = parseDay("on", f.on); err != nil {
			return err
		}
	}
	if f.market != "" {
		if p.Market, err = parseMarket(f.market); err != nil {
			return err
		}
		p.Known = true
	}
	if f.assume != "" {
		if err := oneOf("--assume", f.assume, "nearest"); err != nil {
			return fail(exitUsage, err)
		}
		p.Assume.Nearest = true
	}
	found, err := recognize(f.preview, amazon.FeePreviews)
	if err != nil {
		return err
	}
	if err := readReport(cmd, f.preview, asJSON, p.Read(found)); err != nil {
		return err
	}
	report := p.Report()
	if asJSON {
		err = writeJSON(cmd.OutOrStdout(), struct {
			FormatVersion int    `json:"format_version"`
			File          string `json:"file"`
			*backtest.PreviewReport
		}{result.FormatVersion, f.preview, report})
	} else {
		f.print(cmd.OutOrStdout(), report)
	}
	if err == nil && f.strict && !report.Clean() {
		return silent(exitCheck)
	}
	return err
}

func (f *againstFlags) print(w io.Writer, r *backtest.PreviewReport) {
	fmt.Fprintf(w, "%s: %s, our fees of %s\n", diag.Escape(f.preview), plural(int(r.Rows), "row", "rows"), r.On)
	if len(r.Fees) > 0 {
		fmt.Fprintln(w)
		g := grid{indent: 2, right: []int{2, 3, 4, 5}}
		g.add("STORE", "FEE", "ROWS", "TO THE CENT", "THEIRS", "OURS", "")
		for _, k := range r.Fees {
			g.add(k.Market, result.KindLabel(k.Kind), strconv.FormatInt(k.Lines, 10), percent(float64(k.Equal)/float64(k.Lines)),
				k.Charged.String(), k.Ours.String(), k.Currency)
		}
		g.write(w)
	}
	for _, k := range r.Fees {
		if k.ByListPrice > 0 {
			fmt.Fprintf(w, "  %s, %s: %s at your-price and not at sales-price\n", k.Market, result.KindLabel(k.Kind),
				plural(int(k.ByListPrice), "row agrees", "rows agree"))
		}
		if k.BySurcharge > 0 {
			fmt.Fprintf(w, "  %s, %s: %s without our fuel surcharge\n", k.Market, result.KindLabel(k.Kind),
				plural(int(k.BySurcharge), "more row would agree", "more rows would agree"))
		}
	}
	f.printDifferences(w, r)
	if len(r.Tiers) > 0 {
		fmt.Fprintf(w, "\nSize tiers that disagree\n")
		g := grid{indent: 2, right: []int{3}}
		g.add("STORE", "THEIRS", "OURS", "ROWS", "SUCH AS")
		for _, t := range r.Tiers {
			g.add(t.Market, diag.Escape(t.Theirs), t.Ours, strconv.FormatInt(t.Rows, 10), result.Visible(t.SKU))
		}
		g.write(w)
	}
	if len(r.Unmapped) > 0 {
		fmt.Fprintf(w, "\nProduct groups whose category is not known: no referral fee compared\n")
		g := grid{indent: 2, right: []int{1}}
		g.add("GROUP", "ROWS", "SUCH AS")
		for _, u := range r.Unmapped {
			g.add(orDash(diag.Escape(u.Group)), strconv.FormatInt(u.Rows, 10), result.Visible(u.SKU))
		}
		g.write(w)
	}
	if len(r.Skipped) > 0 {
		fmt.Fprintf(w, "\nNot compared\n")
		for _, s := range r.Skipped {
			paragraph(w, pageWidth(), "  ", fmt.Sprintf("%s, such as %s: %s", plural(int(s.Rows), "fee", "fees"), result.Visible(s.SKU),
				diag.Escape(s.Reason)))
		}
	}
}

func (f *againstFlags) printDifferences(w io.Writer, r *backtest.PreviewReport) {
	if len(r.Differences) == 0 {
		return
	}
	fmt.Fprintf(w, "\nBiggest differences\n")
	g := grid{indent: 2, right: []int{3, 4, 5}}
	g.add("SKU", "STORE", "FEE", "THEIRS", "OURS", "DIFFERENCE", "", "OUR TIER")
	for i, d := range r.Differences {
		if i == f.top {
			break
		}
		g.add(result.Visible(d.SKU), d.Market, result.KindLabel(d.Kind), d.Theirs.String(), d.Ours.String(),
			(d.Theirs - d.Ours).String(), d.Currency, d.OurTier)
	}
	g.write(w)
	if n := len(r.Differences) - f.top; n > 0 {
		fmt.Fprintf(w, "  %s: --top %d, or --json\n", plural(n, "more", "more"), len(r.Differences))
	}
}
