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
		Short: "a finished run as one page to read, print and forward",
		Long: `Writes a finished run as one HTML file that needs no network: the verdict first,
then charts, tables that sort and filter, what was assumed, and how to make it
again. A run writes it too, as report.html in its folder.`,
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
	set, err := openRun(path)
	if err != nil {
		return err
	}
	for _, f := range reportFormats() {
		if f.name != format {
			continue
		}
		if out == "" {
			out = filepath.Join(set.Dir, f.file)
		}
		var text bytes.Buffer
		if err := f.write(&text, set); err != nil {
			return fail(exitInternal, err)
		}
		if err := result.WriteWhole(out, text.Bytes()); err != nil {
			return fail(exitInput, err)
		}
		fmt.Fprintln(cmd.OutOrStdout(), filepath.ToSlash(out))
	}
	return nil
}
