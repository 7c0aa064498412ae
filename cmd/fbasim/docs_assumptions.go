package main

import (
	_ "embed" // the parts of the pages that people write
	"fmt"
	"strings"

	"fbasim/sim/fee"
	"fbasim/sim/policy"
	"fbasim/sim/scenario"
)

//go:embed assumptions.md
var assumptionsHead string

// planning is how the ids of rules start that are numbers of the model and not Amazon's.
const planning = "PLN-"

// defaultGrades says in words what the letters of defaults mean.
var defaultGrades = map[string]string{
	"A": "Amazon or a government", "P": "a paper", "T": "a third party", "V": "a vendor", "E": "estimate",
}

// assumptionsPage returns what the program takes for granted as Markdown: how the model simplifies,
// defaults and suggestions about the world, planning values, readings of unclear rules, rate cards.
func assumptionsPage() (string, error) {
	rules, err := policy.Builtin()
	if err != nil {
		return "", err
	}
	cards, err := fee.Builtin()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString(assumptionsHead)
	writeDefaults(&b)
	writePlanning(&b, rules)
	writeReadings(&b, rules)
	writeCards(&b, cards)
	return b.String(), nil
}

// writeDefaults lists the defaults that say something about the world, then the suggestions.
func writeDefaults(b *strings.Builder) {
	rows := func(pick func(scenario.Key) []scenario.Default) {
		markdownRow(b, "key", "where", "value", "evidence", "source")
		markdownRow(b, "---", "---", "---", "---", "---")
		for _, k := range scenario.Keys() {
			for _, d := range pick(k) {
				if d.Grade != "" {
					where := d.For
					if where == "" {
						where = "all"
					}
					markdownRow(b, "`"+k.Path+"`", where, "`"+d.Text+"`", defaultGrades[d.Grade], d.Source)
				}
			}
		}
	}
	b.WriteString("## Values taken where a scenario says nothing\n\n" +
		"Conventions of the program, such as the number of replications, stand in [REFERENCE.md](REFERENCE.md).\n\n")
	rows(func(k scenario.Key) []scenario.Default { return append([]scenario.Default{k.Default}, k.Special...) })
	b.WriteString("\n## Values worth trying\n\nUsed only where a scenario says so.\n\n")
	rows(func(k scenario.Key) []scenario.Default { return k.Suggest })
}

// writePlanning lists the numbers of the model that no rule of Amazon's holds.
func writePlanning(b *strings.Builder, book *policy.Book) {
	b.WriteString("\n## Planning values\n\nThey stand in where actions of a script need a figure that neither scenario nor card has. " +
		"`[rules] NAME = value` replaces one.\n\n")
	markdownRow(b, "rule", "name", "value", "what it is", "evidence", "source")
	markdownRow(b, "---", "---", "---", "---", "---", "---")
	for _, r := range book.All() {
		if !strings.HasPrefix(r.ID, planning) {
			continue
		}
		for _, p := range r.Parameters() {
			grade := p.Grade
			if grade == "" {
				grade = r.Grade
			}
			markdownRow(b, r.ID, "`"+p.Name+"`", "`"+p.Value+"`", p.Doc, gradeWords[grade], r.Source)
		}
	}
}

// writeReadings lists the open questions of the source documents with what they are taken to mean.
func writeReadings(b *strings.Builder, book *policy.Book) {
	b.WriteString("\n## Rules that can be read in two ways\n\n`fbasim rules list` has all rules, `fbasim rules show ID` one with its sources.\n\n")
	markdownRow(b, "id", "question", "taken to mean")
	markdownRow(b, "---", "---", "---")
	for _, a := range book.Ambiguities() {
		markdownRow(b, a.ID, a.Question, a.Reading)
	}
}

// writeCards lists every rate card with its days and how well it is known.
func writeCards(b *strings.Builder, book *fee.Book) {
	b.WriteString("\n## Rate cards\n\nA day without a card is an error, or an assumption that `[assume]` of a scenario makes and the results name. " +
		"`fbasim rates show ID` has the amounts, notes and worked examples.\n\n")
	markdownRow(b, "card", "what", "days it holds", "evidence", "source")
	markdownRow(b, "---", "---", "---", "---", "---")
	for _, c := range book.Cards() {
		var days []string
		for _, w := range c.Windows {
			days = append(days, w.String())
		}
		if c.AssumedOnly {
			days = append(days, "only if assumed")
		}
		markdownRow(b, "`"+c.ID+"`", c.Title, strings.Join(days, ", "), c.Confidence.Word(), c.Source)
	}
}

// markdownRow writes a row of a table; bars and angle brackets outside of code are escaped.
func markdownRow(b *strings.Builder, cells ...string) {
	for _, c := range cells {
		c = strings.Join(strings.Fields(c), " ")
		c = strings.ReplaceAll(c, "|", `\|`)
		if !strings.HasPrefix(c, "`") {
			c = strings.ReplaceAll(c, "<", `\<`)
		}
		fmt.Fprintf(b, "| %s ", c)
	}
	b.WriteString("|\n")
}

//go:embed keys.md
var keysHead string

// referencePage returns the page of all scenario keys.
func referencePage() string { return keysHead + scenario.Reference() }
