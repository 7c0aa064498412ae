package sheet

import (
	"fmt"
	"strings"

	"fbasim/sim/result"
)

// findings has what rules found.
func (b *book) findings() *tab {
	s := b.set
	t := &tab{
		name: findingSheet, title: "What do Amazon's rules find?", keys: 1, sorts: true,
		wraps: map[int]float64{2: 50, 10: 50},
		note:  "Count over all replications. fbasim rules show RULE prints a rule with its sources.",
		heads: []string{"Rule", "Title", "Severity", "Case", "SKU", "Country", "Rule profile", "Count",
			"Share of replications", "Reason"},
	}
	for _, f := range s.Findings {
		t.add(words(f.Rule), words(f.Title), words(f.Severity), words(b.label(f.Case)), words(f.SKU), words(f.Market),
			words(f.Profile), count(f.Count), share(f.Share, plainLook), words(strings.ReplaceAll(f.Reason, "_", " ")))
	}
	if len(t.rows) == 0 {
		t.title = "Amazon's rules found nothing to report"
	}
	return t
}

// assumptions has everything that was taken for granted, with its evidence, and how to check it.
func (b *book) assumptions() *tab {
	s := b.set
	t := &tab{
		name: assumptionSheet, title: "What do the figures rest on?", keys: 1, sorts: true,
		wraps: map[int]float64{1: 16, 2: 50, 4: 24, 5: 40},
		note: "Replace estimates by your own figures first; fbasim sensitivity says which matter most. " +
			"fbasim docs assumptions says how the model simplifies.",
		heads: []string{"Kind", "What", "Grade", "Evidence", "Source, or the card used"},
	}
	estimates := 0
	graded := func(kind, what, grade, source string) {
		if grade == "E" || grade == "M" {
			estimates++
		}
		t.add(words(kind), words(what), words(grade), words(result.EvidenceLabel(grade)), words(source))
	}
	for _, a := range s.Assumptions {
		if a.Key != "" {
			graded("assumed: no rate card", a.Text, a.Evidence(), a.Card)
		}
	}
	for _, d := range result.Defaults(s.Resolved) {
		if d.Grade != "" {
			graded("default", d.Path+" = "+d.Value, d.Grade, d.Source)
		}
	}
	for _, a := range s.Assumptions {
		if a.Key == "" {
			graded("taken by default", a.Text, "", "")
		}
	}
	for _, text := range s.NotModeled {
		graded("not modeled", text, "", "")
	}
	for _, text := range s.Warnings {
		graded("warning", text, "", "")
	}
	if estimates > 0 {
		t.title = fmt.Sprintf("%d of the values that the figures rest on are estimates", estimates)
		if estimates == 1 {
			t.title = "One of the values that the figures rest on is an estimate"
		}
	}
	return t
}
