package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"fbasim/sim/result"
)

// version is the tool's version; results name it.
const version = "0.2.0"

// tool names the program in results.
const tool = "fbasim " + version

func versionCommand() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:     "version",
		Short:   "print the version",
		Example: "  fbasim version\n  fbasim version --json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if asJSON {
				_, err := fmt.Fprintf(cmd.OutOrStdout(), "{\"format_version\":%d,\"version\":%q,\"go\":%q}\n",
					result.FormatVersion, version, runtime.Version())
				return err
			}
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "fbasim %s (%s)\n", version, runtime.Version())
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write one JSON document to stdout")
	return cmd
}
