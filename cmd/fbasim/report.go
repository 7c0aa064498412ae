package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"fbasim/sim/report"
	"fbasim/sim/report/sheet"
	"fbasim/sim/result"
)

// reportFile is a file in which finished work is told.
type reportFile struct {
	path  string
	write func(io.Writer) error
}

// reportFormat is a form of a report: the files of finished work. out is what the
// user named, "" for the folder of the work.
type reportFormat struct {
	name  string
	files func(path, out string) ([]reportFile, error)
}

// reportFormats is the table of formats; the first is the usual one.
func reportFormats() []reportFormat {
	return []reportFormat{
		{"html", ofOneFile(report.HTMLFile, report.HTML)},
		{"xlsx", ofOneFile(sheet.File, sheet.Write)},
		{"parquet", parquetFiles},
	}
}

func reportCommand() *cobra.Command {
	var format, out string
	var names []string
	for _, f := range reportFormats() {
		names = append(names, f.name)
	}
	cmd := &cobra.Command{
		Use:   "report RUN",
		Short: "a finished run as a page, a workbook or Parquet files",
		Long: `Tells a finished run in a file to read, to forward or to go on with:

  html     one page that needs no network: the verdict first, then charts,
           tables that sort and filter, what was assumed, how to make it again
  xlsx     a workbook for planners: contributions, differences and means by
           live formulas, native charts, assumptions with their evidence
  parquet  orders.parquet and replications.parquet of a run, points.parquet of
           a sweep: columns as in the CSV files, with types, for SQL, pandas, R

A run writes the page and the workbook too, as report.html and report.xlsx in
its folder. The same results give the same bytes.`,
		Example: "  fbasim report results/quickstart --format xlsx\n" +
			"  fbasim report results/quickstart --format parquet -o data",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := oneOf("--format", format, names...); err != nil {
				return fail(exitUsage, err)
			}
			return writeReport(cmd, args[0], format, out)
		},
	}
	cmd.Flags().StringVar(&format, "format", names[0], "`format`: "+strings.Join(names, ", "))
	cmd.Flags().StringVarP(&out, "out", "o", "",
		"`file` to write, or folder for Parquet files;\ndefault: in the run's folder")
	return cmd
}

// writeReport writes the files of a format, each whole or not at all, and names them.
func writeReport(cmd *cobra.Command, path, format, out string) error {
	for _, f := range reportFormats() {
		if f.name != format {
			continue
		}
		files, err := f.files(path, out)
		if err != nil {
			return err
		}
		for _, file := range files {
			if err := result.WriteWholeBy(file.path, file.write); err != nil {
				return fail(exitInput, err)
			}
			fmt.Fprintln(cmd.OutOrStdout(), filepath.ToSlash(file.path))
		}
	}
	return nil
}

// ofOneFile is a form of one file, which only runs have.
func ofOneFile(name string, write func(io.Writer, *result.Set) error) func(path, out string) ([]reportFile, error) {
	return func(path, out string) ([]reportFile, error) {
		set, err := openRun(path)
		if err != nil {
			return nil, err
		}
		if out == "" {
			out = filepath.Join(set.Dir, name)
		}
		return []reportFile{{out, func(w io.Writer) error { return write(w, set) }}}, nil
	}
}
