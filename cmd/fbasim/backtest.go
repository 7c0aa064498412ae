package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"fbasim/sim/amazon"
	"fbasim/sim/backtest"
	"fbasim/sim/diag"
	"fbasim/sim/result"
	"fbasim/sim/scenario/compile"
	"fbasim/sim/study"
)

// backtestFlags are the flags of backtest.
type backtestFlags struct {
	settlements  []string
	of           string // case
	csv          string
	top          int
	strict, json bool
}

func backtestCommand() *cobra.Command {
	f := &backtestFlags{}
	cmd := &cobra.Command{
		Use:   "backtest RUN|SCENARIO.toml --settlement FILE",
		Short: "our fees against what Amazon charged in settlements",
		Long: `Prices every order line of settlement reports by the products, programs and
cards of a finished run, or of a scenario file, and compares it with what Amazon
charged: by kind of fee, store and program, with the biggest differences by SKU.
Settlements are flat files V1 or V2, or the transaction CSV of a date range.

No row of a settlement says that an order was one of Remote Fulfillment: the
program is that which the case gives the SKU in the store of the row on its day.
Nothing is left out: descriptions that fbasim does not know, SKUs that the
scenario does not have, and fees without a card are listed with their amounts,
and all of it is added up against the total that the file states.

Exit code 0: compared; 4: a file cannot be read; 5, with --strict: something was
not understood, or a total does not add up.`,
		Example: "  fbasim backtest results/quickstart --settlement settlement.txt\n" +
			"  fbasim backtest plan.toml --settlement may.txt --csv lines.csv --strict",
		Args: cobra.ExactArgs(1), DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			return orJSON(cmd.OutOrStdout(), f.json, f.run(cmd, args[0]))
		},
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&f.settlements, "settlement", nil, "`file` of a settlement report (repeatable)")
	flags.StringVar(&f.of, "case", "", "`case` that says which program serves a store;\ndefault: the baseline")
	flags.StringVar(&f.csv, "csv", "", "write every order line compared into this `file`")
	flags.IntVar(&f.top, "top", 10, "show so `many` SKUs, those with the biggest\ndifferences first")
	flags.BoolVar(&f.strict, "strict", false, "fail with exit code 5 where something was not\nunderstood or does not add up")
	flags.BoolVar(&f.json, "json", false, "write one JSON document to stdout and nothing else")
	return cmd
}

func (f *backtestFlags) run(cmd *cobra.Command, path string) error {
	if len(f.settlements) == 0 {
		return wrong("settlement", "", "backtest needs a settlement report: --settlement FILE")
	}
	l, err := f.open(cmd, path)
	if err != nil {
		return err
	}
	of, err := f.pick(l)
	if err != nil {
		return err
	}
	report, err := f.compare(cmd, backtest.NewPrices(of, l.Facts.Cards))
	if err != nil {
		return err
	}
	if f.json {
		err = writeJSON(cmd.OutOrStdout(), struct {
			FormatVersion int `json:"format_version"`
			*backtest.Report
		}{result.FormatVersion, report})
	} else {
		printBacktest(cmd.OutOrStdout(), report, f.top)
	}
	if err == nil && f.strict && !report.Clean() {
		return silent(exitCheck)
	}
	return err
}

// open compiles the scenario of a run, or one that is named itself.
func (f *backtestFlags) open(cmd *cobra.Command, path string) (*study.Study, error) {
	if strings.EqualFold(filepath.Ext(path), ".toml") {
		return (&sources{color: "never", json: f.json}).load(cmd, path)
	}
	set, err := openWhole(path)
	if err != nil {
		return nil, err
	}
	return reload(cmd, set)
}

// pick finds the case asked for.
func (f *backtestFlags) pick(l *study.Study) (*compile.Case, error) {
	if f.of == "" {
		return l.Baseline(), nil
	}
	var names []string
	for i := range l.Cases {
		if l.Cases[i].Plan.Case == f.of {
			return &l.Cases[i], nil
		}
		names = append(names, l.Cases[i].Plan.Case)
	}
	return nil, wrong("case", diag.Suggest(f.of, names), "--case: there is no case %q; there are %s", diag.Escape(f.of),
		visibleList(names))
}

// compare reads the settlements.
func (f *backtestFlags) compare(cmd *cobra.Command, prices *backtest.Prices) (*backtest.Report, error) {
	if err := notInput("--csv", f.csv, f.settlements...); err != nil {
		return nil, err
	}
	lines, err := newLinesFile(f.csv)
	if err != nil {
		return nil, err
	}
	defer lines.drop()
	c := backtest.NewCollector(prices, lines.each())
	var files []amazon.Recognized
	for _, path := range f.settlements {
		found, err := recognize(path, amazon.Settlement, amazon.Transactions)
		if err != nil {
			return nil, err
		}
		files = append(files, found)
	}
	var notes []string
	for i, twin := range amazon.Twins(files) {
		if twin >= 0 {
			notes = append(notes, fmt.Sprintf("%s is a copy of %s: it is read once.", f.settlements[i], f.settlements[twin]))
			continue
		}
		if err := readReport(cmd, f.settlements[i], f.json, c.Read(files[i])); err != nil {
			return nil, err
		}
	}
	report := c.Report()
	report.Notes = append(report.Notes, notes...)
	return report, lines.keep()
}

// notInput refuses to write over a file that is read.
func notInput(flag, out string, inputs ...string) error {
	to, err := os.Stat(out)
	if err != nil {
		return nil // it is not there yet
	}
	for _, path := range inputs {
		if from, err := os.Stat(path); err == nil && os.SameFile(from, to) {
			return wrong(strings.TrimLeft(flag, "-"), "", "%s %s is the file that is read: choose another", flag, out)
		}
	}
	return nil
}

// recognize opens a seller's report, which must be one of the given.
func recognize(path string, want ...amazon.Report) (amazon.Recognized, error) {
	found, err := amazon.Recognize(amazon.FileSource(path))
	if err != nil {
		return found, fail(exitInput, err)
	}
	var titles []string
	for _, r := range want {
		if found.Report == r {
			return found, nil
		}
		titles = append(titles, r.Title())
	}
	is := found.Why
	if found.Report != amazon.Unknown {
		is = "it is a report " + found.Title
	}
	return found, fail(exitInput, fmt.Errorf("%s is no report %s: %s", path, strings.Join(titles, " or "), is))
}

// readReport tells the problems of a seller's report.
func readReport(cmd *cobra.Command, path string, asJSON bool, err error) error {
	list := &diag.List{}
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &list):
		return fail(exitInput, fmt.Errorf("%s: %w", path, err))
	case asJSON:
		return fail(exitInput, &complaint{Code: "report", Message: list.Error(), Problems: list.All()})
	}
	if err := diag.Render(cmd.ErrOrStderr(), list, nil, diag.Options{Width: terminalWidth()}); err != nil {
		return fail(exitInternal, err)
	}
	return silent(exitInput)
}

// linesFile is a CSV file of order lines in the making; it appears whole or not at all.
type linesFile struct {
	path string
	file *os.File
	text *bufio.Writer
	out  *csv.Writer
}

// newLinesFile begins a file; without a path there is none.
func newLinesFile(path string) (*linesFile, error) {
	if path == "" {
		return &linesFile{}, nil
	}
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return nil, fail(exitInput, fmt.Errorf("cannot write %s: %w", path, err))
	}
	text := bufio.NewWriter(file)
	f := &linesFile{path, file, text, csv.NewWriter(text)}
	_ = f.out.Write([]string{ // errors stay until Flush
		"file", "line", "settlement", "order", "sku", "market", "program", "posted", "units", "price", "kind", "charged", "ours",
		"difference", "currency", "tier", "cards",
	})
	return f, nil
}

// each writes a row, nil where there is no file.
func (f *linesFile) each() func(*backtest.Row) {
	if f.file == nil {
		return nil
	}
	return func(r *backtest.Row) {
		_ = f.out.Write([]string{
			result.Cell(r.File), strconv.Itoa(r.Line), result.Cell(r.Settlement), result.Cell(r.Order), result.Cell(r.SKU), r.Market,
			r.Program, r.Posted, strconv.FormatInt(r.Units, 10), r.Price.String(), r.Kind, r.Charged.String(), r.Ours.String(),
			(r.Charged - r.Ours).String(), r.Currency, r.Tier, r.Cards,
		})
	}
}

// keep ends the file and gives it its name.
func (f *linesFile) keep() error {
	if f.file == nil {
		return nil
	}
	f.out.Flush()
	err := errors.Join(f.out.Error(), f.text.Flush(), f.file.Chmod(0o644), f.file.Close())
	if err == nil {
		err = os.Rename(f.file.Name(), f.path)
	}
	if err != nil {
		return fail(exitInput, fmt.Errorf("cannot write %s: %w", f.path, err))
	}
	f.file = nil
	return nil
}

// drop removes a file that was not kept.
func (f *linesFile) drop() {
	if f.file != nil {
		_ = f.file.Close()
		_ = os.Remove(f.file.Name())
	}
}
