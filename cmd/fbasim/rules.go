package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fbasim/sim/diag"
	"fbasim/sim/market"
	"fbasim/sim/policy"
)

// rulesCommand is the table of what can be asked about rules: a new question is a
// file and a line here.
func rulesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "list and show the rules with their parameters and sources",
		Long: `The rules are Amazon's, as the simulation takes them: what each says, what it
means to switch it off, from which dated profile on it holds, its parameters
with their defaults, and which source states it.`,
		Example: `  fbasim rules list --kind gate --program inbound
  fbasim rules show RF-ELIG-05`,
		Args: cobra.ArbitraryArgs,
		RunE: onlyCommands,
	}
	cmd.AddCommand(rulesListCommand(), rulesShowCommand(), rulesEnvCommand())
	return cmd
}

func loadRules() (*policy.Book, error) {
	book, err := policy.Builtin()
	if err != nil {
		return nil, fail(exitInternal, err)
	}
	return book, nil
}

// findRule returns a rule by its id in any case, or says which was perhaps meant.
func findRule(book *policy.Book, id string) (*policy.Rule, error) {
	if r := book.Rule(strings.ToUpper(id)); r != nil {
		return r, nil
	}
	var ids []string
	for _, r := range book.All() {
		ids = append(ids, r.ID)
	}
	near := diag.Suggest(id, ids)
	hint := "fbasim rules list shows all of them"
	if near != "" {
		hint = "did you mean " + near + "?"
	}
	if like := beginning(ids, strings.ToUpper(id)); like != "" {
		near, hint = "", "rules that begin so: "+like
	}
	return nil, wrong("rule", near, "rules show: there is no rule %q; %s", diag.Escape(id), hint)
}

// beginning lists the ids that begin with a text of at least two letters.
func beginning(ids []string, text string) string {
	var out []string
	for _, id := range ids {
		if len(text) >= 2 && strings.HasPrefix(id, text) {
			out = append(out, id)
		}
	}
	return strings.Join(out, ", ")
}

// vectorOf is the scenario that shows a rule at work, the same for every rule.
func vectorOf(r *policy.Rule) string { return "scenarios/rules/" + r.ID + ".toml" }

// ruleFilter narrows a list of rules; empty takes everything.
type ruleFilter struct{ kinds, programs []string }

// check refuses words that no rule has, and writes out nicknames of programs.
func (f *ruleFilter) check(book *policy.Book) error {
	kinds, areas := []string{}, []string{}
	for _, r := range book.All() {
		if r.InCatalog() {
			kinds, areas = append(kinds, r.Kind), append(areas, r.FamilyOf().Area)
		}
	}
	slices.Sort(kinds)
	slices.Sort(areas)
	kinds, areas = slices.Compact(kinds), slices.Compact(areas)
	for _, k := range f.kinds {
		if err := knownWord("kind", k, kinds); err != nil {
			return err
		}
	}
	programs := slices.Concat(areas, market.ProgramIDs()[1:])
	slices.Sort(programs)
	for i, p := range f.programs {
		if full, ok := programNicknames[strings.ToLower(p)]; ok {
			f.programs[i] = full.String()
		} else if err := knownWord("program", p, slices.Compact(programs)); err != nil {
			return err
		}
	}
	return nil
}

// knownWord refuses a word that is not among those known.
func knownWord(flag, word string, known []string) error {
	if slices.Contains(known, word) {
		return nil
	}
	near := diag.Suggest(word, known)
	hint := "there are " + strings.Join(known, ", ")
	if near != "" {
		hint = "did you mean " + near + "?"
	}
	return wrong(flag, near, "--%s: there are no rules of %q; %s", flag, diag.Escape(word), hint)
}

// takes reports whether a rule is of the catalog and passes the filter.
func (f *ruleFilter) takes(r *policy.Rule) bool {
	if !r.InCatalog() || len(f.kinds) > 0 && !slices.Contains(f.kinds, r.Kind) {
		return false
	}
	family := r.FamilyOf()
	return len(f.programs) == 0 || slices.ContainsFunc(f.programs, func(p string) bool {
		return family.Area == p || slices.Contains(family.Programs, p)
	})
}
