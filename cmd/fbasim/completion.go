package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"fbasim/sim/template"
)

// shells are those that cobra completes for, with how to load the script in each.
var shells = []string{"bash", "zsh", "fish", "powershell"}

func completionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "completion " + strings.Join(shells, "|"),
		Short: "print the script that completes commands, flags and files",
		Long: `Prints a script for a shell. To have it in every session:
  bash        fbasim completion bash > \
                ~/.local/share/bash-completion/completions/fbasim
  zsh         fbasim completion zsh > "${fpath[1]}/_fbasim"
  fish        fbasim completion fish > ~/.config/fish/completions/fbasim.fish
  powershell  fbasim completion powershell | Out-String | Invoke-Expression
bash needs the package bash-completion. fbasim has to be on the PATH.`,
		Example:   "  fbasim completion bash\n  fbasim completion fish",
		ValidArgs: shells, DisableFlagsInUseLine: true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("completion: name one shell: %s", strings.Join(shells, ", "))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			out := cmd.OutOrStdout()
			switch root := cmd.Root(); args[0] {
			case "bash":
				return root.GenBashCompletionV2(out, true)
			case "zsh":
				return root.GenZshCompletion(out)
			case "fish":
				return root.GenFishCompletion(out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(out)
			}
			return fmt.Errorf("completion: no shell %q; there are %s", args[0], strings.Join(shells, ", "))
		},
	}
}

// words that a flag takes, where they are few and the same for every scenario.
func flagWords(name string) []string {
	switch name {
	case "market":
		return []string{"US", "CA", "MX"}
	case "program":
		return []string{"remote-fulfillment", "local-fba", "fba-export", "mcf", "seller-fulfilled"}
	case "color":
		return []string{"auto", "always", "never"}
	case "progress":
		return []string{"auto", "plain", "none"}
	case "design":
		return []string{"grid", "zip", "list", "lhs", "sobol"}
	case "template":
		var names []string
		for _, t := range template.Templates() {
			names = append(names, t.Name)
		}
		return names
	case "assume":
		return []string{"nearest"}
	}
	return nil
}

// complete tells the shell what stands after each command: scenario files, folders of results, and
// the words of flags.
func complete(root *cobra.Command) {
	walk(root, func(cmd *cobra.Command) {
		switch first, _, _ := strings.Cut(strings.TrimPrefix(cmd.Use, cmd.Name()+" "), " "); {
		case cmd.ValidArgsFunction != nil || cmd.ValidArgs != nil:
		case strings.HasPrefix(first, "FILE"):
			cmd.ValidArgsFunction = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
				return []string{"toml"}, cobra.ShellCompDirectiveFilterFileExt
			}
		case strings.HasPrefix(first, "RUN"), first == "DIR":
			cmd.ValidArgsFunction = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
				return nil, cobra.ShellCompDirectiveFilterDirs
			}
		}
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if words := flagWords(f.Name); words != nil {
				_ = cmd.RegisterFlagCompletionFunc(f.Name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
			}
		})
	})
}
