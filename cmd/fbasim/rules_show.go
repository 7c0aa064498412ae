package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fbasim/sim/policy"
	"fbasim/sim/result"
)

func rulesShowCommand() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:   "show ID...",
		Short: "one rule: what it says, parameters, sources, what off means",
		Long: `Shows a rule of the catalog, a later fact (EXT-...) or a rule that holds numbers
of the model: what it says, from when on it holds, what switching it off means,
where it is stated, and its parameters with their meaning and default. A
parameter that settles something the sources leave open names the question.`,
		Example: `  fbasim rules show INB-QTY-01
  fbasim rules show RF-ALC-02 RF-ALC-03 --json`,
		Args: func(cmd *cobra.Command, ids []string) error {
			if len(ids) == 0 {
				return misused(cmd, asJSON, "rules show needs the id of a rule; fbasim rules list shows them")
			}
			return nil
		},
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, ids []string) error {
			return orJSON(cmd.OutOrStdout(), asJSON, showRules(cmd.OutOrStdout(), ids, asJSON))
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write one JSON document to stdout and nothing else")
	return cmd
}

func showRules(w io.Writer, ids []string, asJSON bool) error {
	book, err := loadRules()
	if err != nil {
		return err
	}
	doc := struct {
		FormatVersion int             `json:"format_version"`
		Rules         []shownRuleJSON `json:"rules"`
	}{FormatVersion: result.FormatVersion}
	var rules []*policy.Rule
	for _, id := range ids {
		r, err := findRule(book, id)
		if err != nil {
			return err
		}
		rules = append(rules, r)
		doc.Rules = append(doc.Rules, shownRule(book, r))
	}
	if asJSON {
		return writeJSON(w, doc)
	}
	for i, r := range rules {
		if i > 0 {
			fmt.Fprintln(w)
		}
		showRule(w, book, r, pageWidth())
	}
	return nil
}

// gradeWords says how sure we are of a rule or a default.
var gradeWords = map[string]string{
	"S": "stated by Amazon", "D": "follows from what Amazon states", "A": "assumption", "X": "from other sources",
}

func graded(grade string) string { return grade + " (" + gradeWords[grade] + ")" }

func showRule(w io.Writer, book *policy.Book, r *policy.Rule, width int) {
	paragraph(w, width, r.ID+": ", r.Title)
	fact := func(name, text string) {
		if text != "" {
			paragraph(w, width, fmt.Sprintf("  %-10s  ", name), text)
		}
	}
	fact("kind", r.Kind)
	if f := r.FamilyOf(); f != nil {
		fact("family", f.Title)
	}
	fact("holds", holdsWhen(book, r))
	if r.Switchable() || r.Kind == "info" {
		fact("off", r.Off)
	}
	fact("grade", graded(r.Grade))
	if r.Seed != "-" {
		fact("stated in", strings.ReplaceAll(r.Seed, ",", ", "))
	}
	name := "source"
	for _, source := range strings.Split(r.Source, "; ") {
		fact(name, source)
		name = ""
	}
	if r.InCatalog() && r.Kind != "info" {
		fact("test", vectorOf(r))
	}
	showParams(w, book, r, width)
}

// holdsWhen says from when on a rule is in force.
func holdsWhen(book *policy.Book, r *policy.Rule) string {
	if r.When != "" {
		name, word, _ := strings.Cut(r.When, "=")
		return fmt.Sprintf("while %s is %q; the default is %q", name, word, book.Param(name).Value) + byProfile(book, name)
	}
	switch p := book.Profile(r.Profile); {
	case r.From != "":
		return fmt.Sprintf("from %s on, under profiles date and 2024", r.From)
	case p == nil:
		return ""
	case p.From == "":
		return "in every profile"
	default:
		return fmt.Sprintf("from profile %s on (%s)", p.Name, p.From)
	}
}

// byProfile lists the profiles in which a parameter differs from its default.
func byProfile(book *policy.Book, name string) string {
	var values []string
	profiles := map[string][]string{}
	for _, p := range book.Profiles() {
		if v, ok := p.Params[name]; ok && v != book.Param(name).Value {
			if profiles[v] == nil {
				values = append(values, v)
			}
			profiles[v] = append(profiles[v], p.Name)
		}
	}
	out := ""
	for _, v := range values {
		out += fmt.Sprintf("; %s under %s", v, strings.Join(profiles[v], ", "))
	}
	return out
}

func showParams(w io.Writer, book *policy.Book, r *policy.Rule, width int) {
	if len(r.Named)+len(r.Params) == 0 {
		return
	}
	fmt.Fprintln(w, "\n  Parameters")
	for _, p := range r.Parameters() {
		value := " = " + p.Value
		if p.Given != "" {
			value = ": from " + p.Value
		}
		paragraph(w, width, "    ", p.Name+value+byProfile(book, p.Name))
		about := p.Doc
		if p.Idle {
			about += "; for readers: nothing that is simulated depends on it"
		}
		if p.Words != nil && !p.List {
			about += "; one of " + strings.Join(p.Words, ", ")
		}
		if p.Grade != r.Grade {
			about += "; " + graded(p.Grade)
		}
		paragraph(w, width, "      ", about)
		if p.Key != "" {
			paragraph(w, width, "      ", "the scenario's own key goes first: "+p.Key)
		}
		if a := ambiguityOf(book, p); a != nil {
			paragraph(w, width, "      ", a.ID+": "+a.Question+" Taken: "+a.Reading)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.Params)) {
		fmt.Fprintf(w, "    %s = %s\n", name, r.Params[name])
	}
}

func ambiguityOf(book *policy.Book, p *policy.Param) *policy.Ambiguity {
	for _, a := range book.Ambiguities() {
		if a.ID == p.Ambiguity {
			return a
		}
	}
	return nil
}

// shownRuleJSON is a rule with all that is known of it.
type shownRuleJSON struct {
	ruleJSON
	Family string      `json:"family,omitempty"`
	Holds  string      `json:"holds"`
	Off    string      `json:"off,omitempty"`
	Grade  string      `json:"grade"`
	Source string      `json:"source"`
	About  []paramJSON `json:"parameters"`
}

type paramJSON struct {
	Name      string            `json:"name"`
	Value     string            `json:"value"`
	Type      string            `json:"type"`
	Given     string            `json:"given,omitempty"` // card or scenario: the value is not set here
	Words     []string          `json:"words,omitempty"`
	Doc       string            `json:"doc"`
	Grade     string            `json:"grade"`
	Key       string            `json:"key,omitempty"` // the scenario's own key, which goes first
	Profiles  map[string]string `json:"profiles,omitempty"`
	Ambiguity *ambiguityJSON    `json:"ambiguity,omitempty"`
}

type ambiguityJSON struct {
	ID       string `json:"id"`
	Question string `json:"question"`
	Reading  string `json:"reading"`
}

func shownRule(book *policy.Book, r *policy.Rule) shownRuleJSON {
	out := shownRuleJSON{ruleJSON: ruleToJSON(r), Holds: holdsWhen(book, r), Off: r.Off, Grade: r.Grade, Source: r.Source,
		About: []paramJSON{}}
	if f := r.FamilyOf(); f != nil {
		out.Family = f.Title
	}
	for _, p := range r.Parameters() {
		j := paramJSON{Name: p.Name, Value: p.Value, Type: p.Type().String(), Given: p.Given, Words: p.Words, Doc: p.Doc,
			Grade: p.Grade, Key: p.Key}
		for _, profile := range book.Profiles() {
			if v, ok := profile.Params[p.Name]; ok && v != p.Value {
				if j.Profiles == nil {
					j.Profiles = map[string]string{}
				}
				j.Profiles[profile.Name] = v
			}
		}
		if a := ambiguityOf(book, p); a != nil {
			j.Ambiguity = &ambiguityJSON{a.ID, a.Question, a.Reading}
		}
		out.About = append(out.About, j)
	}
	return out
}
