package report

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"fbasim/sim/chart"
	"fbasim/sim/compare"
	"fbasim/sim/result"
)

//go:embed page
var pageFiles embed.FS

// HTMLFile is the name of the page in a results folder.
const HTMLFile = "report.html"

// htmlPage is what the template shows.
type htmlPage struct {
	Title, Facts  string
	Script, Style template.HTML // elements whose bytes the security policy names
	Policy        string
	Verdicts      []string
	Warnings      []string
	Charts        []htmlChart
	Tables        []htmlTable
	Lists         []htmlList
	Steps         []string // commands that make the run again
	Hashes        []result.FileHash
}

type htmlChart struct {
	Stem, Title string
	SVG         template.HTML
}

// htmlTable is a table that sorts, and filters where it is long.
type htmlTable struct {
	ID, Title, Note string
	Head            []htmlCell
	Rows            [][]htmlCell
	Filter          bool
}

// htmlCell is a text; Key is the number it is sorted by, "" for its text.
type htmlCell struct {
	Text, Key, Class string
	Right            bool
}

// htmlList is a list of sentences.
type htmlList struct {
	ID, Title string
	Items     []string
}

// filterFrom is the number of rows from which a table gets a filter.
const filterFrom = 8

// HTML writes a run as one page that loads nothing: the verdict first, then charts, tables, what was
// assumed and found, and how to make it again. It can be read on a phone, in the dark and on paper.
// The bytes follow from the set alone. It sorts the set.
func HTML(w io.Writer, s *result.Set) error {
	charts, fonts, err := chart.InlineAll(chart.Source{Set: s}, chart.Options{})
	if err != nil {
		return err
	}
	p := htmlPage{
		Title: result.Visible(s.Manifest.Title), Facts: strings.Join(runFacts(s), " · "),
		Verdicts: verdicts(s), Warnings: visible(s.Warnings), Hashes: s.Manifest.Inputs.Files,
	}
	for _, c := range charts {
		p.Charts = append(p.Charts, htmlChart{c.Stem, c.Title, template.HTML(c.SVG)}) // escaped by package chart
	}
	p.Tables = append(p.Tables, htmlMetrics(s), htmlDecisions(s), htmlBreakEvens(s), htmlUnits(s), htmlFindings(s), htmlInputs(s))
	p.Lists = htmlLists(s)
	p.Steps = steps(s)
	if err := p.secure(fonts); err != nil {
		return err
	}
	t, err := template.New("page.html").ParseFS(pageFiles, "page/page.html")
	if err != nil {
		return err
	}
	return t.Execute(w, p)
}

// secure reads the script and the style, and makes the policy under which nothing else runs and
// nothing at all is loaded. Charts style their elements by attributes, hence unsafe-inline for those.
func (p *htmlPage) secure(fonts string) error {
	script, err := pageFiles.ReadFile("page/page.js")
	if err != nil {
		return err
	}
	style, err := pageFiles.ReadFile("page/page.css")
	if err != nil {
		return err
	}
	p.Script = template.HTML("<script>" + string(script) + "</script>")
	p.Style = template.HTML("<style>" + string(style) + fonts + "</style>")
	p.Policy = fmt.Sprintf("default-src 'none'; font-src data:; style-src 'unsafe-inline'; script-src '%s'; "+
		"base-uri 'none'; form-action 'none'", hashOf(script))
	return nil
}

func hashOf(text []byte) string {
	sum := sha256.Sum256(text)
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// verdicts are the sentences that a planner forwards: what each case is worth against the baseline,
// and where that changes.
func verdicts(s *result.Set) (list []string) {
	for _, c := range s.Comparisons {
		if c.Metric == "profit" {
			list = append(list, verdictSentence(s, c))
		}
	}
	for i, b := range s.BreakEven {
		if i == 6 {
			list = append(list, fmt.Sprintf("And %d more break-even points below.", len(s.BreakEven)-i))
			break
		}
		list = append(list, s.Sentence(b)+demandOf(s, b))
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
func htmlLists(s *result.Set) (lists []htmlList) {
	add := func(id, title string, items []string) {
		if len(items) > 0 {
			lists = append(lists, htmlList{id, title, items})
		}
	}
	var failed []string
	for _, c := range s.Checks {
		if !c.OK {
			failed = append(failed, expectation(c))
		}
	}
	cards, defaults := assumptions(s)
	add("checks", "Checks that failed", failed)
	add("assumed", "Assumed where no rate card is known", cards)
	add("defaults", "Taken by default", defaults)
	add("not-modeled", "Not modeled", visible(s.NotModeled))
	return lists
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
