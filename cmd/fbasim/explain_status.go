package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"fbasim/sim/civil"
	"fbasim/sim/diag"
	"fbasim/sim/experiment"
	"fbasim/sim/model"
	"fbasim/sim/result"
)

// statusColumns head the ASIN Status report.
func statusColumns() []string {
	return []string{"sku", "market", "status", "reason", "more_details", "shipping_fee_shown"}
}

// statusRow is a row of the ASIN Status report.
type statusRow struct {
	SKU      string `json:"sku"`
	Market   string `json:"market"`
	Status   string `json:"status"`
	Reason   string `json:"reason"`
	Details  string `json:"more_details"`
	Shipping string `json:"shipping_fee_shown"`
}

func statusRowOf(l *model.ReportLine) statusRow {
	return statusRow{l.SKU, l.Market.String(), l.Status, l.Reason, l.Details, l.Shipping}
}

func (r *statusRow) cells() []string {
	return []string{r.SKU, r.Market, r.Status, r.Reason, r.Details, r.Shipping}
}

// statusOfCase is the report of one case; it is empty where the seller is not
// enrolled.
type statusOfCase struct {
	Case string      `json:"case"`
	Rows []statusRow `json:"rows"`
}

// asinStatus writes the ASIN Status report as it would be downloaded at a day's end.
func (f *explainFlags) asinStatus(cmd *cobra.Command, set *result.Set) error {
	if f.on == "" {
		return wrong("on", "", "explain asin-status needs a day: --on 2026-03-01")
	}
	day, err := civil.ParseDate(f.on)
	if err != nil {
		return wrong("on", "", "--on: %q is no date; write it as 2026-03-01", diag.Escape(f.on))
	}
	study, picked, err := f.again(cmd, set)
	if err != nil {
		return err
	}
	cfg := study.Cases[0].Config
	if last := civil.DateOf(cfg.Start.Tick() + cfg.Horizon - 1); day < cfg.Start || day > last {
		return wrong("on", "", "--on: the run goes from %s to %s", cfg.Start, last)
	}
	if f.csv && len(picked) > 1 {
		return wrong("case", "", "--csv writes the report of one case: add --case, one of %s", caseNames(study))
	}
	var reports []statusOfCase
	for _, c := range picked {
		lines, err := study.StatusReport(c, int64(day-cfg.Start+1)*civil.Day-1)
		if err != nil {
			return fail(exitInternal, err)
		}
		report := statusOfCase{Case: study.Cases[c].Name, Rows: []statusRow{}}
		for i := range lines {
			report.Rows = append(report.Rows, statusRowOf(&lines[i]))
		}
		reports = append(reports, report)
	}
	switch out := cmd.OutOrStdout(); {
	case f.json:
		return writeJSON(out, struct {
			FormatVersion int            `json:"format_version"`
			On            string         `json:"on"`
			Cases         []statusOfCase `json:"cases"`
		}{result.FormatVersion, day.String(), reports})
	case f.csv:
		return statusCSV(out, &reports[0])
	default:
		for i := range reports {
			printStatus(out, &reports[i], day)
		}
	}
	return nil
}

// statusCSV writes the report as a file with a head; texts that a spreadsheet would
// take for formulas are made safe.
func statusCSV(w io.Writer, report *statusOfCase) error {
	out := csv.NewWriter(w)
	rows := [][]string{statusColumns()}
	for i := range report.Rows {
		cells := report.Rows[i].cells()
		for k := range cells {
			cells[k] = result.Cell(cells[k])
		}
		rows = append(rows, cells)
	}
	if err := out.WriteAll(rows); err != nil {
		return fail(exitInput, err)
	}
	return nil
}

// printStatus writes the report for people, with the details below each row.
func printStatus(w io.Writer, report *statusOfCase, day civil.Date) {
	fmt.Fprintf(w, "ASIN Status report of case %s at the end of %s\n", result.Visible(report.Case), day)
	if len(report.Rows) == 0 {
		fmt.Fprint(w, "  no rows: no SKU is in Remote Fulfillment\n\n")
		return
	}
	g := grid{indent: 2}
	g.add("SKU", "MARKET", "STATUS", "REASON", "SHIPPING SHOWN")
	for i := range report.Rows {
		r := &report.Rows[i]
		g.add(result.Visible(r.SKU), r.Market, orDash(r.Status), orDash(r.Reason), orDash(r.Shipping))
	}
	for i, line := range g.lines() {
		fmt.Fprintln(w, line)
		if i > 0 && report.Rows[i-1].Details != "" {
			paragraph(w, pageWidth(), "      ", result.Visible(report.Rows[i-1].Details))
		}
	}
	fmt.Fprintln(w)
}

func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}

// again compiles the cases of a run and picks those that are asked for.
func (f *explainFlags) again(cmd *cobra.Command, set *result.Set) (study *experiment.Study, picked []int, err error) {
	l, err := reload(cmd, set)
	if err != nil {
		return nil, nil, err
	}
	study = l.Experiment(1)
	for _, name := range f.cases {
		known := false
		for c := range study.Cases {
			known = known || study.Cases[c].Name == name
		}
		if !known {
			return nil, nil, wrong("case", "", "--case: the run has no case %q; there are %s", diag.Escape(name), caseNames(study))
		}
	}
	for c := range study.Cases {
		if len(f.cases) == 0 || contains(f.cases, study.Cases[c].Name) {
			picked = append(picked, c)
		}
	}
	return study, picked, nil
}

func caseNames(study *experiment.Study) string {
	var names []string
	for c := range study.Cases {
		names = append(names, result.Visible(study.Cases[c].Name))
	}
	return strings.Join(names, ", ")
}
