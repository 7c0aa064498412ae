package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"fbasim/sim/policy"
)

func rulesListCommand() *cobra.Command {
	f := &ruleFilter{}
	asJSON := false
	cmd := &cobra.Command{
		Use:   "list [--kind K] [--program P]",
		Short: "every rule with its kind and what it says",
		Long: `Lists the rules of the catalog by family: id, kind, the first dated profile in
which the rule holds ("before" is every profile), and what it says.

The kind says what switching a rule off means: a gate passes always, a timer
is zero, a payer's line is absent, an effect is skipped, a permission is
refused, a row of a report is missing; info changes nothing.

With --json it writes one array of all rules that are not info.`,
		Example: `  fbasim rules list --kind timer
  fbasim rules list --program inbound --json`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return misused(cmd, asJSON, "rules list takes no arguments; to narrow it use "+
					"--kind or --program; one rule is fbasim rules show %s", args[0])
			}
			return nil
		},
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return orJSON(cmd.OutOrStdout(), asJSON, listRules(cmd.OutOrStdout(), f, asJSON))
		},
	}
	s := cmd.Flags()
	s.SortFlags = false
	s.StringSliceVar(&f.kinds, "kind", nil, "only rules of a `kind`: gate, timer, payer, ...")
	s.StringSliceVar(&f.programs, "program", nil, "only of a `program`, or inbound, global-selling")
	s.BoolVar(&asJSON, "json", false, "write one JSON document to stdout and nothing else")
	return cmd
}

func listRules(w io.Writer, f *ruleFilter, asJSON bool) error {
	book, err := loadRules()
	if err != nil {
		return err
	}
	if err := f.check(book); err != nil {
		return err
	}
	var rules []*policy.Rule
	for _, r := range book.All() {
		if f.takes(r) {
			rules = append(rules, r)
		}
	}
	if asJSON {
		return writeJSON(w, rulesToJSON(rules))
	}
	rulesText(w, rules, pageWidth())
	return nil
}

// rulesText prints the rules under their families, what they say folded into the
// last column.
func rulesText(w io.Writer, rules []*policy.Rule, width int) {
	if len(rules) == 0 {
		fmt.Fprintln(w, "no such rules")
		return
	}
	var family *policy.Family
	for i, r := range rules {
		if r.FamilyOf() != family {
			family = r.FamilyOf()
			if i > 0 {
				fmt.Fprintln(w)
			}
			fmt.Fprintln(w, family.Title)
		}
		paragraph(w, width, fmt.Sprintf("  %-12s  %-10s  %-6s  ", r.ID, r.Kind, r.Profile), r.Title)
	}
	noun := "rules"
	if len(rules) == 1 {
		noun = "rule"
	}
	fmt.Fprintln(w)
	paragraph(w, width, "", fmt.Sprintf("%d %s: id, kind, first profile in which it holds, what it says. "+
		"fbasim rules show ID has its parameters and sources.", len(rules), noun))
}

// ruleJSON is a rule as rules list writes it.
type ruleJSON struct {
	ID      string            `json:"id"`
	Kind    string            `json:"kind"`
	Title   string            `json:"title"`
	Seed    string            `json:"seed"`
	Profile string            `json:"profile"`
	Params  map[string]string `json:"params"`
	Tests   []string          `json:"tests"`
}

// rulesToJSON leaves out rules of kind info, which have nothing to test.
func rulesToJSON(rules []*policy.Rule) []ruleJSON {
	out := []ruleJSON{}
	for _, r := range rules {
		if r.Kind != "info" {
			out = append(out, ruleToJSON(r))
		}
	}
	return out
}

func ruleToJSON(r *policy.Rule) ruleJSON {
	j := ruleJSON{ID: r.ID, Kind: r.Kind, Title: r.Title, Seed: r.Seed, Profile: r.Profile,
		Params: map[string]string{}, Tests: []string{}}
	for _, p := range r.Parameters() {
		j.Params[p.Name] = p.Value
	}
	for name, value := range r.Params {
		j.Params[name] = value
	}
	if r.InCatalog() && r.Kind != "info" {
		j.Tests = append(j.Tests, vectorOf(r))
	}
	return j
}
