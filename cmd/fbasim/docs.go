package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
	"github.com/spf13/pflag"
)

// manDate stands on the man pages, which are the same whenever they are written: the day of the
// version that they describe.
var manDate = time.Date(2026, time.November, 26, 0, 0, 0, 0, time.UTC)

func docsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "docs",
		Short: "write man pages, the table of scenario keys, the assumptions",
		Long: `Writes documentation from the program's own tables, so that it cannot differ
from what the program does. The repository keeps the keys and the assumptions
in scenarios/REFERENCE.md and scenarios/ASSUMPTIONS.md.`,
		Example: "  fbasim docs assumptions\n  fbasim docs keys",
		Args:    cobra.ArbitraryArgs,
		RunE:    onlyCommands, DisableFlagsInUseLine: true,
	}
	cmd.AddCommand(docsManCommand(),
		docsPage("assumptions", "what is assumed, and on what evidence", assumptionsPage),
		docsPage("keys", "every key of a scenario file, with unit, default and its source",
			func() (string, error) { return referencePage(), nil }))
	return cmd
}

// docsPage is a sub-command that prints one page of Markdown.
func docsPage(name, short string, page func() (string, error)) *cobra.Command {
	return &cobra.Command{
		Use: name, Short: short,
		Example: "  fbasim docs " + name + "\n  fbasim docs " + name + " > results/" + name + ".md",
		Args:    cobra.NoArgs, DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			text, err := page()
			if err != nil {
				return fail(exitInternal, err)
			}
			_, err = fmt.Fprint(cmd.OutOrStdout(), text)
			return err
		},
	}
}

func docsManCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "man DIR",
		Short: "write a man page for every command",
		Long: `Writes a page of section 1 for every command into DIR, which is made if it is
missing: fbasim.1, fbasim-run.1, and so on. Read one with man -l, or let DIR be
the man1 folder of a place where man looks.`,
		Example: `  fbasim docs man results/man
  fbasim docs man results/man && man -l results/man/fbasim-run.1`,
		Args: cobra.ExactArgs(1), DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return fail(exitInput, fmt.Errorf("docs man: %w", err))
			}
			if err := writeManPages(args[0]); err != nil {
				return fail(exitInput, fmt.Errorf("docs man: %w", err))
			}
			pages, err := filepath.Glob(filepath.Join(args[0], "fbasim*.1"))
			if err != nil {
				return fail(exitInternal, err)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d man pages in %s; read one: man -l %s\n", len(pages), args[0],
				filepath.Join(args[0], "fbasim-run.1"))
			return err
		},
	}
}

// writeManPages writes a page for every command of a root of its own, whose texts are fitted to
// man: nothing in them depends on the machine.
func writeManPages(dir string) error {
	root := rootCommand()
	walk(root, func(cmd *cobra.Command) {
		cmd.DisableAutoGenTag = true
		if cmd.Long == "" {
			cmd.Long = strings.ToUpper(cmd.Short[:1]) + cmd.Short[1:] + "."
		}
		cmd.Long = asWritten(cmd.Long)
		cmd.InitDefaultHelpFlag()
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if f.Name == "jobs" {
				f.DefValue = "all cores"
			}
		})
	})
	return doc.GenManTreeFromOpts(root, doc.GenManTreeOptions{
		Header:           &doc.GenManHeader{Section: "1", Date: &manDate, Source: tool, Manual: "fbasim"},
		Path:             dir,
		CommandSeparator: "-",
	})
}

// asWritten marks indented lines as a block of Markdown that keeps its lines.
func asWritten(text string) string {
	var out []string
	inside := false
	for _, line := range strings.Split(text, "\n") {
		if indented := strings.HasPrefix(line, "  "); indented != inside {
			out, inside = append(out, ""), indented
		}
		if inside {
			line = "  " + line
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// walk calls f for a command and all below it.
func walk(cmd *cobra.Command, f func(*cobra.Command)) {
	f(cmd)
	for _, sub := range cmd.Commands() {
		walk(sub, f)
	}
}
