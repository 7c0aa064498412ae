// Command fbasim compares ways to serve Canada and Mexico from a US catalog:
// Remote Fulfillment, local FBA, FBA Export or seller-fulfilled, by discrete-event
// simulation under Amazon's dated fee cards and rules.
//
// One file per sub-command; everything that is not terminal, files or clock lives
// under sim/.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run executes a command line and returns the exit code.
func run(args []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	root := rootCommand()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	var quiet *exit
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &quiet):
		if quiet.err != nil {
			fmt.Fprintf(stderr, "fbasim: %v\n", quiet.err)
		}
		return quiet.code
	case errors.As(err, new(*fs.PathError)): // such as that the disk behind the output is full
		fmt.Fprintf(stderr, "fbasim: %v\n", err)
		return exitInternal
	}
	fmt.Fprintf(stderr, "fbasim: %v\nsee 'fbasim --help', or 'fbasim COMMAND --help' for examples\n", err)
	return exitUsage
}

// rootCommand is the table of sub-commands: a new one is a file and a line here.
func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "fbasim",
		Short: "Remote Fulfillment or local stock? Simulate, compare, decide",
		Long: `fbasim simulates orders, cross-border shipments, returns and inbound receipts
under Amazon's dated fee cards and rules, and compares plans with confidence
intervals. A plan is a scenario file of about 50 lines: start from one in
scenarios/, read scenarios/TUTORIAL.md, check it, run it.`,
		Example: `  fbasim run scenarios/quickstart.toml
  fbasim quote --market CA --category toys --price "29.99 CAD" \
      --size "11 x 7 x 3 in" --weight "1.4 lb"`,
		Args: cobra.ArbitraryArgs,
		RunE: onlyCommands, DisableFlagsInUseLine: true,
		SilenceUsage: true, SilenceErrors: true,
	}
	root.SetFlagErrorFunc(unknownFlag)
	group(root, "decide", "Decide:", runCommand(), breakEvenCommand(), sensitivityCommand(), sweepCommand(), submitCommand(), mergeCommand(),
		optimizeCommand())
	group(root, "look", "Look closer:", compareCommand(), explainCommand(), plotCommand(), reportCommand(),
		exportStatusCommand(), backtestCommand(), verifyCommand(), metricsCommand())
	group(root, "facts", "Inputs, fees and rules:", initCommand(), importCommand(), checkCommand(), quoteCommand(), ratesCommand(), rulesCommand())
	group(root, "tool", "The tool itself:", benchCommand(), completionCommand(), docsCommand(), versionCommand())
	root.SetHelpCommandGroupID("tool")
	complete(root)
	explainArguments(root)
	return root
}

// explainArguments has every command say what it takes where cobra counts only.
func explainArguments(root *cobra.Command) {
	walk(root, func(cmd *cobra.Command) {
		check := cmd.Args
		if check == nil || cmd == root {
			return
		}
		cmd.Args = func(cmd *cobra.Command, args []string) error {
			err := check(cmd, args)
			if err == nil || !strings.Contains(err.Error(), "arg(s)") && !strings.HasPrefix(err.Error(), "unknown command") {
				return err
			}
			given := "nothing"
			if len(args) > 0 {
				given = strings.Join(args, " ")
			}
			_, takes, _ := strings.Cut(cmd.Use, " ")
			if takes == "" {
				takes = "no arguments"
			}
			name := strings.TrimPrefix(cmd.CommandPath(), root.Name()+" ")
			return fmt.Errorf("%s takes %s; it was given %s", name, takes, given)
		}
	})
}

// group adds sub-commands under a heading of the help.
func group(root *cobra.Command, id, heading string, commands ...*cobra.Command) {
	root.AddGroup(&cobra.Group{ID: id, Title: heading})
	for _, c := range commands {
		c.GroupID = id
	}
	root.AddCommand(commands...)
}
