package main

import (
	"bytes"
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
		{"html", pageFiles},
		{"xlsx", workbookFiles},
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
		Short: "finished work as a page, a workbook or Parquet files",
		Long: `Tells a finished run, sweep or optimization in a file to read or to forward:

  html      one page that needs no network: the verdict first, then charts,
            tables that sort and filter, what was assumed, how to make it again
  xlsx      a workbook of a run for planners: profit per unit, differences and
            means by live formulas, native charts, assumptions and evidence
  parquet   orders.parquet and replications.parquet of a run, points.parquet of
            a sweep: the CSV files' columns with types, for SQL, pandas or R

The commands write the page too, as report.html in the folder of their results,
and a run its workbook as report.xlsx. The same results give the same bytes.`,
		Example: "  fbasim report results/quickstart -o iron.html\n" +
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

// pageFiles is the page of a run, a sweep or an optimization.
func pageFiles(path, out string) ([]reportFile, error) {
	dir, write, err := pageOf(path)
	if err != nil {
		return nil, err
	}
	return oneFile(dir, report.HTMLFile, out, write), nil
}

// pageOf finds what stands in a folder, and how its page is written.
func pageOf(path string) (dir string, write func(io.Writer) error, err error) {
	m, err := result.ReadManifest(path)
	switch {
	case err == nil && m.OfSweep():
		s, err := result.ReadSweep(path)
		return path, func(w io.Writer) error { return report.HTMLSweep(w, s) }, asInput(err)
	case err == nil && m.OfOptimum():
		o, err := result.ReadOptimum(path)
		return path, func(w io.Writer) error { return report.HTMLOptimum(w, o) }, asInput(err)
	}
	set, err := openRun(path)
	if err != nil {
		return "", nil, err
	}
	return set.Dir, func(w io.Writer) error { return report.HTML(w, set) }, nil
}

// workbookFiles is the workbook of a run; only runs have one.
func workbookFiles(path, out string) ([]reportFile, error) {
	if m, err := result.ReadManifest(path); err == nil && (m.OfSweep() || m.OfOptimum()) {
		return nil, fail(exitUsage, fmt.Errorf("--format xlsx is of runs; %s is none, and its tables are CSV files", path))
	}
	set, err := openRun(path)
	if err != nil {
		return nil, err
	}
	return oneFile(set.Dir, sheet.File, out, func(w io.Writer) error { return sheet.Write(w, set) }), nil
}

// oneFile is a report of one file: the one the user named, or name in the folder of the work.
func oneFile(dir, name, out string, write func(io.Writer) error) []reportFile {
	if out == "" {
		out = filepath.Join(dir, name)
	}
	return []reportFile{{out, write}}
}

// asInput is the exit of files that cannot be read, nil for no error.
func asInput(err error) error {
	if err == nil {
		return nil
	}
	return fail(exitInput, err)
}

// pageBeside writes a page into a folder of results that is being written.
func pageBeside(dir string, write func(io.Writer) error) error {
	return besideBy(filepath.Join(dir, report.HTMLFile), write)
}

// besideBy writes a file of a folder that is being written, by a function.
func besideBy(path string, write func(io.Writer) error) error {
	var text bytes.Buffer
	if err := write(&text); err != nil {
		return err
	}
	return writeBeside(path, text.Bytes())
}

// pageIn is the page in a folder of results, "" where there is none.
func pageIn(dir string) string {
	if dir == "" || !hasFile(dir, report.HTMLFile) {
		return ""
	}
	return filepath.ToSlash(filepath.Join(dir, report.HTMLFile))
}
