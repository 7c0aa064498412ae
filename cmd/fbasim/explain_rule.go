package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fbasim/sim/diag"
	"fbasim/sim/experiment"
	"fbasim/sim/model"
	"fbasim/sim/policy"
	"fbasim/sim/result"
)

// ruleStory is what a rule did in replication 0 of a run.
type ruleStory struct {
	FormatVersion int          `json:"format_version"`
	ID            string       `json:"id"`
	Title         string       `json:"title"`
	Source        string       `json:"source,omitempty"`
	StatedIn      string       `json:"stated_in,omitempty"`
	Cases         []ruleInCase `json:"cases"`
}

// ruleInCase is what a rule did in one case.
type ruleInCase struct {
	Case       string             `json:"case"`
	Profile    string             `json:"profile"` // at the start
	On         bool               `json:"on"`
	Standing   string             `json:"-"` // how it stands at the start, in words
	Parameters []ruleValue        `json:"parameters"`
	Counts     []ruleCount        `json:"counts"` // by decision, most first
	Decisions  []result.AuditLine `json:"decisions"`
}

type ruleValue struct {
	Name  string `json:"name"`
	Value string `json:"value"` // as in force at the start
}

type ruleCount struct {
	Decision string `json:"decision"`
	Reason   string `json:"reason"`
	Count    int    `json:"count"`
}

// rule tells what a rule decided in replication 0 of the cases asked for.
func (f *explainFlags) rule(cmd *cobra.Command, set *result.Set, id string) error {
	study, picked, err := f.again(cmd, set)
	if err != nil {
		return err
	}
	story := ruleStory{FormatVersion: result.FormatVersion, ID: id}
	var rule *policy.Rule
	if strings.HasPrefix(id, "rule.") {
		err = story.own(study)
	} else if rule, err = ruleOfRun(study, id); err == nil {
		story.ID, story.Title, story.Source, story.StatedIn = rule.ID, rule.Title, rule.Source, strings.Trim(rule.Seed, "-")
	}
	if err != nil {
		return err
	}
	for _, c := range picked {
		decisions, err := study.Decisions(c, story.ID)
		if err != nil {
			return fail(exitInternal, err)
		}
		in := standing(study.Cases[c].Config, rule)
		in.Case, in.Decisions, in.Counts = study.Cases[c].Name, decisions, countDecisions(decisions)
		if in.Decisions == nil {
			in.Decisions = []result.AuditLine{}
		}
		story.Cases = append(story.Cases, in)
	}
	if f.json {
		return writeJSON(cmd.OutOrStdout(), &story)
	}
	story.print(cmd.OutOrStdout(), pageWidth())
	return nil
}

// ruleOfRun finds a rule of the catalog; unknown ids get the nearest of the catalog
// and of the planner's own.
func ruleOfRun(study *experiment.Study, id string) (*policy.Rule, error) {
	if r := study.Rules.Rule(strings.ToUpper(id)); r != nil {
		return r, nil
	}
	ids := ownRules(study)
	for _, r := range study.Rules.All() {
		ids = append(ids, r.ID)
	}
	return nil, noSuchRule(id, ids)
}

func noSuchRule(id string, ids []string) error {
	near, hint := diag.Suggest(id, ids), "fbasim rules list shows all of them"
	if near != "" {
		hint = "did you mean " + near + "?"
	} else if like := beginning(ids, strings.ToUpper(id)); like != "" {
		hint = "rules that begin so: " + like
	}
	return wrong("rule", near, "explain rule: there is no rule %q; %s", diag.Escape(id), hint)
}

// ownRules are the planner's rules of all cases, each once: "rule.winter".
func ownRules(study *experiment.Study) (ids []string) {
	for c := range study.Cases {
		for _, r := range study.Cases[c].Config.Script.Rules {
			if !contains(ids, "rule."+r.Name) {
				ids = append(ids, "rule."+r.Name)
			}
		}
	}
	return ids
}

func (s *ruleStory) own(study *experiment.Study) error {
	ids := ownRules(study)
	if !contains(ids, s.ID) {
		return noSuchRule(s.ID, ids)
	}
	s.Title = fmt.Sprintf("rule %q of the scenario", strings.TrimPrefix(s.ID, "rule."))
	return nil
}

// standing says under which profile and with which values a rule stands at the start
// of a case; a rule of the planner's own holds always.
func standing(cfg *model.Config, rule *policy.Rule) ruleInCase {
	in := ruleInCase{On: true, Parameters: []ruleValue{}}
	if cfg.Rules == nil {
		return in
	}
	at := cfg.Rules.At(cfg.Start)
	in.Profile = at.Profile()
	if rule == nil {
		return in
	}
	in.On = at.On(rule.ID)
	switch {
	case !at.InForce(rule.ID):
		in.Standing = "not in force at the start"
	case !in.On:
		in.Standing = "switched off: " + rule.Off
	}
	for _, p := range rule.Parameters() {
		value := at.Text(p.Name)
		if p.Given != "" {
			value = "from " + p.Value
		}
		in.Parameters = append(in.Parameters, ruleValue{p.Name, value})
	}
	return in
}

// countDecisions counts equal decisions, the most frequent first.
func countDecisions(decisions []result.AuditLine) []ruleCount {
	counts := []ruleCount{}
	for i := range decisions {
		d := &decisions[i]
		at := slices.IndexFunc(counts, func(c ruleCount) bool { return c.Decision == d.Decision && c.Reason == d.Reason })
		if at < 0 {
			at = len(counts)
			counts = append(counts, ruleCount{Decision: d.Decision, Reason: d.Reason})
		}
		counts[at].Count++
	}
	slices.SortStableFunc(counts, func(a, b ruleCount) int { return cmp.Compare(b.Count, a.Count) })
	return counts
}

// mostShown bounds the decisions listed for people; JSON has all.
const mostShown = 60

func (s *ruleStory) print(w io.Writer, width int) {
	paragraph(w, width, result.Visible(s.ID)+": ", result.Visible(s.Title))
	if s.StatedIn != "" {
		paragraph(w, width, "  stated in   ", strings.ReplaceAll(s.StatedIn, ",", ", "))
	}
	name := "source"
	for _, source := range strings.Split(s.Source, "; ") {
		if source != "" {
			paragraph(w, width, fmt.Sprintf("  %-10s  ", name), source)
			name = ""
		}
	}
	for i := range s.Cases {
		s.Cases[i].print(w, width)
	}
}

func (c *ruleInCase) print(w io.Writer, width int) {
	head := "\nCase " + result.Visible(c.Case)
	if c.Profile != "" {
		head += ", profile " + c.Profile + " at the start"
	}
	fmt.Fprintln(w, head+", replication 0")
	if c.Standing != "" {
		paragraph(w, width, "  ", c.Standing)
	}
	for _, p := range c.Parameters {
		fmt.Fprintf(w, "  %s = %s\n", p.Name, result.Visible(p.Value))
	}
	if len(c.Decisions) == 0 {
		fmt.Fprintln(w, "  it decided nothing")
		return
	}
	for _, n := range c.Counts {
		fmt.Fprintf(w, "  %d x %s\n", n.Count, strings.TrimSpace(n.Decision+" "+result.Visible(n.Reason)))
	}
	g := grid{indent: 2}
	g.add("TIME", "ABOUT", "DECISION", "REASON", "EFFECT")
	for i := range c.Decisions[:min(len(c.Decisions), mostShown)] {
		d := &c.Decisions[i]
		g.add(strings.Replace(d.T, "T", " ", 1), result.Visible(d.Entity), d.Decision, result.Visible(d.Reason), result.Visible(d.Effect))
	}
	g.drop(1, "")
	fmt.Fprintln(w)
	g.write(w)
	if more := len(c.Decisions) - mostShown; more > 0 {
		fmt.Fprintf(w, "  and %d more, which --json lists\n", more)
	}
}
