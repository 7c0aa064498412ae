package report

import (
	"fmt"
	"io"
	"strings"

	"fbasim/sim/chart"
	"fbasim/sim/compare"
	"fbasim/sim/result"
)

// HTML writes a run as one page that loads nothing: the verdict first, then charts, tables, what was
// assumed and found, and how to make it again. It can be read on a phone, in the dark and on paper.
// The bytes follow from the set alone. It sorts the set.
func HTML(w io.Writer, s *result.Set) error {
	p := htmlPage{
		Title: result.Visible(s.Manifest.Title), Facts: strings.Join(runFacts(s), " · "),
		Verdicts: verdicts(s), Warnings: visible(s.Warnings), Hashes: s.Manifest.Inputs.Files,
	}
	if len(s.Sensitivity) > 0 {
		p.Warnings, p.Notes = nil, visible(s.Warnings) // how the analysis was made
	}
	fonts, err := p.draw(chart.Source{Set: s})
	if err != nil {
		return err
	}
	p.Tables = append(p.Tables, htmlMetrics(s), htmlDecisions(s), htmlBreakEvens(s), htmlSensitivity(s), htmlUnits(s),
		htmlFindings(s), htmlInputs(s))
	p.Lists = htmlLists(s)
	p.Steps = steps(s)
	return p.write(w, fonts)
}

// mostVerdicts is how many break-even points stand in the verdict one by one.
const mostVerdicts = 6

// verdicts are the sentences that a planner forwards: what each case is worth against the baseline,
// and where that changes; of many SKUs, how many each case wins.
func verdicts(s *result.Set) (list []string) {
	for _, c := range s.Comparisons {
		if c.Metric == "profit" {
			list = append(list, verdictSentence(s, c))
		}
	}
	if len(s.BreakEven) > mostVerdicts && len(s.Decisions) > 1 {
		list = append(list, countSentences(s)...)
	} else {
		for i, b := range s.BreakEven {
			if i == mostVerdicts {
				list = append(list, fmt.Sprintf("And %d more break-even points below.", len(s.BreakEven)-i))
				break
			}
			list = append(list, s.Sentence(b)+demandOf(s, b))
		}
	}
	return append(list, moverSentences(s)...)
}

// countSentences say for each marketplace how many SKUs each case wins.
func countSentences(s *result.Set) (list []string) {
	for _, m := range winsByMarket(s.Decisions) {
		var parts []string
		for _, w := range m.wins {
			switch w.best {
			case result.Tie:
				parts = append(parts, fmt.Sprintf("no difference that matters for %d", w.n))
			case result.Unclear:
				parts = append(parts, fmt.Sprintf("not settled for %d", w.n))
			default:
				parts = append(parts, fmt.Sprintf("%s is better for %d", s.CaseLabel(w.best, m.market), w.n))
			}
		}
		list = append(list, fmt.Sprintf("%s, %s: %s.", result.Capital(result.Country(m.market)), count(m.skus, "SKU"),
			strings.Join(parts, ", ")))
	}
	return list
}

func verdictSentence(s *result.Set, c result.Comparison) string {
	a, b := result.Capital(s.CaseLabel(c.A, "")), result.Capital(s.CaseLabel(c.B, ""))
	interval := fmt.Sprintf("95 %% CI %s", result.Range(c.CI, c.Unit, true))
	horizon := s.Manifest.Inputs.Horizon
	switch {
	case c.Verdict == result.Tie:
		return fmt.Sprintf("%s and %s earn the same in %s, for all that matters (%s).", b, a, horizon, interval)
	case c.Verdict == result.Unclear:
		return fmt.Sprintf("Whether %s or %s earns more in %s is not settled: %s (%s).", b, a, horizon,
			result.Difference(c.Diff, c.Unit), interval)
	case c.Diff < 0:
		return fmt.Sprintf("%s earns %s less than %s in %s (%s).", b, result.Figure(-c.Diff, c.Unit), a, horizon, interval)
	}
	return fmt.Sprintf("%s earns %s more than %s in %s (%s).", b, result.Figure(c.Diff, c.Unit), a, horizon, interval)
}

func visible(texts []string) (list []string) {
	for _, t := range texts {
		list = append(list, result.Visible(t))
	}
	return list
}

// htmlLists are what a reader must know to trust the figures.
func htmlLists(s *result.Set) []htmlList {
	var failed []string
	for _, c := range s.Checks {
		if !c.OK {
			failed = append(failed, expectation(c))
		}
	}
	lists := someOf("checks", "Checks that failed", failed)
	return append(lists, assumedLists(s.Assumptions, s.NotModeled)...)
}

// someOf is a list, or none without items.
func someOf(id, title string, items []string) []htmlList {
	if len(items) == 0 {
		return nil
	}
	return []htmlList{{id, title, items}}
}

// assumedLists are what was taken for granted, how sure that is, and what no figure contains.
func assumedLists(all []result.Assumption, notModeled []string) []htmlList {
	cards, defaults := assumptions(all)
	lists := someOf("assumed", "Assumed where no rate card is known", cards)
	lists = append(lists, someOf("defaults", "Taken by default", defaults)...)
	if len(cards) > 0 {
		lists = append(lists, htmlList{"confidence", "How sure the fees are", result.ConfidenceLegend()})
	}
	return append(lists, someOf("not-modeled", "Not modeled", visible(notModeled))...)
}

// steps are the commands that make the run again and prove it.
func steps(s *result.Set) []string {
	in := s.Manifest.Inputs
	return []string{
		fmt.Sprintf("fbasim run resolved.toml   # %s, seed %d, replications %s", in.Tool, in.Seed, in.Replications),
		"fbasim verify .            # simulates the run again and compares every byte",
	}
}

// htmlInputs lists the inputs in which the cases differ.
func htmlInputs(s *result.Set) htmlTable {
	t := htmlTable{ID: "inputs", Title: "Inputs that differ between the cases"}
	r, err := compare.Cases(s, nil, compare.Options{})
	if err != nil || len(r.Inputs) == 0 {
		return t
	}
	t.Head = columnsOf("Input", "Case", "Baseline", "Case's own")
	for _, in := range r.Inputs {
		t.Rows = append(t.Rows, []htmlCell{plainCell(result.Visible(in.Path)), plainCell(result.Visible(in.B)),
			plainCell(value(in.From)), plainCell(value(in.To))})
	}
	return t
}
