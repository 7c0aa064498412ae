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

// reportFormat is a file that a finished run can be told in.
type reportFormat struct {
	name, file string
	write      func(io.Writer, *result.Set) error
}

// reportFormats is the table of formats; the first is the usual one.
func reportFormats() []reportFormat {
	return []reportFormat{
		{"html", report.HTMLFile, report.HTML},
		{"xlsx", sheet.File, sheet.Write},
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
		Short: "a finished run, sweep or optimization as one page to forward",
		Long: `Writes a finished run, sweep or optimization as one HTML file that needs no
network: the verdict first, then charts, tables that sort and filter, what was
assumed, and how to make it again. The commands write it too, as report.html in
the folder of their results.`,
		Example: "  fbasim report results/quickstart\n" +
			"  fbasim report results/quickstart -o iron.html",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := oneOf("--format", format, names...); err != nil {
				return fail(exitUsage, err)
			}
			return writeReport(cmd, args[0], format, out)
		},
	}
	cmd.Flags().StringVar(&format, "format", names[0], "`format`: "+strings.Join(names, " or "))
	cmd.Flags().StringVarP(&out, "out", "o", "", "`file` to write; default: in the run's folder")
	return cmd
}

// writeReport reads a run and writes it whole or not at all.
func writeReport(cmd *cobra.Command, path, format, out string) error {
	dir, write, err := reportOf(path, format)
	if err != nil {
		return err
	}
	for _, f := range reportFormats() {
		if out == "" && f.name == format {
			out = filepath.Join(dir, f.file)
		}
	}
	var text bytes.Buffer
	if err := write(&text); err != nil {
		return fail(exitInternal, err)
	}
	if err := result.WriteWhole(out, text.Bytes()); err != nil {
		return fail(exitInput, err)
	}
	fmt.Fprintln(cmd.OutOrStdout(), filepath.ToSlash(out))
	return nil
}

// reportOf finds what stands in a folder, and how it is told in a format.
func reportOf(path, format string) (dir string, write func(io.Writer) error, err error) {
	m, err := result.ReadManifest(path)
	switch {
	case err == nil && (m.OfSweep() || m.OfOptimum()) && format != reportFormats()[0].name:
		return "", nil, fail(exitUsage, fmt.Errorf("--format %s is of runs; %s is none, and its tables are CSV files", format, path))
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
	for _, f := range reportFormats() {
		if f.name == format {
			write = func(w io.Writer) error { return f.write(w, set) }
		}
	}
	return set.Dir, write, nil
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
	var page bytes.Buffer
	if err := write(&page); err != nil {
		return err
	}
	return writeBeside(filepath.Join(dir, report.HTMLFile), page.Bytes())
}
