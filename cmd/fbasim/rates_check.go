package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"fbasim/sim/diag"
	"fbasim/sim/fee"
	"fbasim/sim/result"
)

func ratesCheckCommand() *cobra.Command {
	f := &checkRates{}
	cmd := &cobra.Command{
		Use:   "check [FILE...] [--examples FILE.csv | --against PREVIEW]",
		Short: "check files of cards, worked examples, or Amazon's own estimates",
		Long: `Checks files of your own cards: every fault with its line, overlaps with
each other, and their worked examples, which are computed. How to write a
file of cards: go doc fbasim/sim/fee.

With --examples it computes every row of a CSV file of worked examples and
compares it with the expected amount; FILEs are then used before the
built-in cards. Columns: kind, program, marketplace, effective_date,
category, price, currency, inputs (key=value;...), expected_amount, and the
size either as length_in, width_in, height_in, weight_lb or as length,
width, height, dim_unit, weight, weight_unit. The input tolerance=0.05
allows a difference.

With --against it compares the referral fee and the fulfillment fee of each row
of an FBA Fee Preview that you downloaded with ours, and the size tiers; FILEs
are used before the built-in cards. It finds fees that changed, and products
that Amazon measures otherwise. Estimates may be some days old.

Exit code 0: all agree; 3: a file of cards is wrong; 4: a file cannot be
read; 5: an example disagrees or its card is missing, or with --strict an
estimate.`,
		Example: `  fbasim rates check my-cards.toml
  fbasim rates check --against fee-preview.csv --on 2026-05-01`,
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, files []string) error {
			return orJSON(cmd.OutOrStdout(), f.json, f.run(cmd, files))
		},
	}
	cmd.Flags().StringVar(&f.examples, "examples", "", "`file` of worked examples to compute (CSV)")
	cmd.Flags().BoolVar(&f.json, "json", false, "write one JSON document to stdout and nothing else")
	f.against.register(cmd)
	return cmd
}

// checkRates are the flags of rates check.
type checkRates struct {
	examples string
	against  againstFlags
	json     bool
}

func (f *checkRates) run(cmd *cobra.Command, files []string) error {
	if err := f.against.alone(cmd, f.examples); err != nil {
		return err
	}
	if f.against.preview != "" {
		book, err := loadBook(cmd, files, f.json)
		if err != nil {
			return err
		}
		return f.against.run(cmd, book, f.json)
	}
	if f.examples != "" {
		book, err := loadBook(cmd, files, f.json)
		if err != nil {
			return err
		}
		return f.runExamples(cmd.OutOrStdout(), book)
	}
	if len(files) == 0 {
		return wrong("usage", "", "rates check needs a file of cards, or --examples FILE.csv")
	}
	for _, name := range files {
		if strings.EqualFold(filepath.Ext(name), ".csv") {
			return wrong("usage", "", "%s is no file of cards; for worked examples: "+
				"fbasim rates check --examples %s", name, name)
		}
	}
	return f.checkFiles(cmd, files)
}

// checkedFile is what rates check says of one file.
type checkedFile struct {
	File     string   `json:"file"`
	Cards    []string `json:"cards"`
	Examples int      `json:"examples"`
}

// checkFiles loads the files on top of the built-in cards and computes their
// worked examples.
func (f *checkRates) checkFiles(cmd *cobra.Command, files []string) error {
	texts, err := readCards(files)
	if err != nil {
		return err
	}
	builtin, err := fee.Builtin()
	if err != nil {
		return fail(exitInternal, err)
	}
	code := exitDone
	problems := &diag.List{}
	checked := []checkedFile{}
	book, err := builtin.With(texts...)
	if errors.As(err, &problems) {
		code = exitScenario
	} else {
		for _, t := range texts {
			problems.Keep(t.Name, []byte(t.Text))
			checked = append(checked, checkExamples(book, t.Name, problems))
		}
		if problems.Errors() > 0 {
			code = exitCheck
		}
	}
	if err := f.reportFiles(cmd, checked, problems); err != nil {
		return err
	}
	if code != exitDone {
		return silent(code)
	}
	return nil
}

// checkExamples computes the worked examples of a file's cards.
func checkExamples(book *fee.Book, file string, problems *diag.List) checkedFile {
	out := checkedFile{File: file, Cards: []string{}}
	for _, c := range book.Cards() {
		if c.File != file {
			continue
		}
		out.Cards = append(out.Cards, c.ID)
		if len(c.Examples) == 0 && c.Charged {
			problems.Add(problems.Point(diag.Problem{File: file, Line: c.Line, Code: "no-examples",
				Warning: true, Msg: c.ID + " has no worked examples",
				Hint: `add examples = """kind | on | ... | expect""" from the source`}))
		}
		for _, e := range c.Examples {
			out.Examples++
			a, err := book.Answer(e.Row)
			switch {
			case err != nil:
				problems.Add(problems.Point(diag.Problem{File: file, Line: e.Line, Code: "example",
					Msg: fmt.Sprintf("%s: %v", c.ID, err)}))
			case !a.OK:
				problems.Add(problems.Point(diag.Problem{File: file, Line: e.Line, Code: "example",
					Msg: fmt.Sprintf("%s gives %s, the example expects %q", c.ID, a.Got, a.Want)}))
			}
		}
	}
	return out
}

func (f *checkRates) reportFiles(cmd *cobra.Command, checked []checkedFile,
	problems *diag.List) error {
	problems.Sort()
	if f.json {
		return writeJSON(cmd.OutOrStdout(), struct {
			FormatVersion int           `json:"format_version"`
			OK            bool          `json:"ok"`
			Files         []checkedFile `json:"files"`
			Problems      *diag.List    `json:"problems"`
		}{result.FormatVersion, problems.Errors() == 0, checked, problems})
	}
	if problems.Len() > 0 {
		if err := diag.Render(cmd.ErrOrStderr(), problems, nil, diag.Options{Max: -1, Width: terminalWidth()}); err != nil {
			return fail(exitInternal, err)
		}
	}
	if problems.Errors() > 0 {
		return nil
	}
	for _, c := range checked {
		fmt.Fprintf(cmd.OutOrStdout(), "%s: ok, %s, %s\n", c.File, count(len(c.Cards), "card"),
			count(c.Examples, "example"))
	}
	return nil
}

func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
