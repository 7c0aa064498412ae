package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"fbasim/sim/result"
)

// Options say how to write a report.
type Options struct {
	Width int  // columns; 0 means 80, fewer than 60 count as 60
	Color bool // ANSI colors
	All   bool // no lists cut short, all metrics
	// Page is the file of the page that shows the same results, "" for none.
	Page string
}

// results says where the files are, and which one to open.
func (p *page) results(dir string) {
	p.paragraph("Results:", result.Visible(dir), strong)
	if p.o.Page != "" {
		p.paragraph("Report:", result.Visible(p.o.Page), strong)
	}
}

func newPage(w io.Writer, o Options) *page {
	if o.Width == 0 {
		o.Width = 80
	}
	o.Width = max(o.Width, 60)
	return &page{w: w, o: o}
}

// Terminal writes a run's results: title, metrics of each case with intervals and
// verdicts, decisions, break-even in words, then what was assumed, found, checked
// and left out, and where the files are. The error is that of w.
func Terminal(w io.Writer, s *result.Set, o Options) error {
	p := newPage(w, o)
	p.title(s)
	p.metrics(s)
	p.decisions(s)
	p.breakEven(s)
	p.sensitivity(s)
	p.remarks(s)
	if s.Dir != "" {
		p.results(s.Dir)
	}
	return p.err
}

// BreakEvens writes where the better case changes, and what must be known to trust it.
func BreakEvens(w io.Writer, s *result.Set, o Options) error {
	p := newPage(w, o)
	p.title(s)
	p.breakEven(s)
	p.remarks(s)
	if s.Dir != "" {
		p.results(s.Dir)
	}
	return p.err
}

// title writes the scenario's name and, beside or below it, which run this is.
func (p *page) title(s *result.Set) {
	title, run := result.Visible(s.Manifest.Title), strings.Join(runFacts(s), ", ")
	if gap := p.o.Width - columns(title) - columns(run); gap >= 4 {
		p.print(p.paint(title, strong) + strings.Repeat(" ", gap) + p.paint(run, faint) + "\n")
	} else {
		p.heading(title)
		for _, line := range wrap(run, p.o.Width) {
			p.print(p.paint(line, faint) + "\n")
		}
	}
	if s.Manifest.Interrupted {
		p.paragraph("INTERRUPTED:", "partial results.", bad)
	}
	p.print("\n")
}

func runFacts(s *result.Set) []string {
	in := s.Manifest.Inputs
	facts := []string{fmt.Sprintf("seed %d", in.Seed)}
	if in.Horizon != "" {
		facts = slices.Insert(facts, 0, result.Visible(in.Horizon+" from "+in.Start))
	}
	if n := s.Manifest.Precision.Replications; n > 0 {
		facts = append(facts, fmt.Sprintf("%d replications", n))
		if n == 1 {
			facts[len(facts)-1] = "1 replication"
		}
	}
	newest := ""
	for _, card := range in.Cards {
		newest = max(newest, card.From)
	}
	if newest != "" {
		facts = append(facts, "rate cards as of "+newest)
	}
	return facts
}

// breakEven writes a sentence for each break-even point and what demand is.
func (p *page) breakEven(s *result.Set) {
	if len(s.BreakEven) == 0 {
		return
	}
	p.some(len(s.BreakEven), 6, "break_even.csv", func(i int) {
		b := s.BreakEven[i]
		p.paragraph("Break-even:", s.Sentence(b)+demandOf(s, b), strong)
	})
	p.print("\n")
}

// demandOf says what the scenario states for the input of a break-even point.
func demandOf(s *result.Set, b result.BreakEven) string {
	var values, names []string
	for _, q := range s.Demand {
		if q.SKU == b.SKU && q.Market == b.Market && q.Input == b.Input {
			values = append(values, result.Plain(q.X, q.Unit))
			names = append(names, fmt.Sprintf("P%g", 100*q.P))
		}
	}
	if len(values) == 0 {
		return ""
	}
	what := "Your demand: "
	if b.Input != "volume" {
		what = "Your " + result.Visible(b.Input) + ": "
	}
	return " " + what + strings.Join(values, " / ") + " (" + strings.Join(names, " / ") + ")."
}

// remarks writes what a reader must know to trust the figures.
func (p *page) remarks(s *result.Set) {
	for _, warning := range s.Warnings {
		p.paragraph("Warning:", result.Visible(warning), bad)
	}
	p.checks(s.Checks)
	p.some(len(s.Findings), 6, "findings.csv", func(i int) {
		p.paragraph("Finding:", finding(s.Findings[i]), strong)
	})
	cards, defaults := assumptions(s.Assumptions)
	p.some(len(cards), 20, "summary.json", func(i int) { p.paragraph("Assumed:", cards[i], strong) })
	if n := len(defaults); n > 0 {
		text := strings.Join(defaults[:min(n, p.defaults())], " ")
		if n > p.defaults() {
			text += fmt.Sprintf(" And %d more in summary.json.", n-p.defaults())
		}
		p.paragraph("Taken by default:", text+" Sources: fbasim check FILE --show.", strong)
	}
	if len(s.NotModeled) > 0 {
		p.paragraph("Not modeled:", result.Visible(strings.Join(s.NotModeled, ", "))+".", strong)
	}
}

// checks writes each failed check and counts the others.
func (p *page) checks(checks []result.Check) {
	passed := 0
	for _, c := range checks {
		if c.OK {
			passed++
			continue
		}
		if c.When != "" {
			p.paragraph("Expectation FAILED:", expectation(c), bad)
			continue
		}
		body := fmt.Sprintf("%s: got %s, expected %s", result.Visible(c.Name), result.Visible(c.Got),
			result.Visible(c.Expect))
		if c.At != "" {
			body += " (" + result.Visible(c.At) + ")"
		}
		p.paragraph("Check FAILED:", body, bad)
	}
	if passed > 0 {
		p.paragraph("Checks:", fmt.Sprintf("%d of %d passed.", passed, len(checks)), strong)
	}
}

// expectation says what was expected when, what was found, and how often.
func expectation(c result.Check) string {
	text := fmt.Sprintf("%s: expected %s at %s; found %s", result.Visible(c.Name), result.Visible(c.Expect),
		result.Visible(c.When), result.Visible(c.Got))
	if c.Replications > 1 {
		text += fmt.Sprintf(" in %d of %d replications", c.Failed, c.Replications)
	}
	where := []string{result.Visible(c.Case)}
	if c.Rule != "" {
		where = append(where, result.Visible(c.Rule))
	}
	return text + " (" + strings.Join(where, ", ") + ")."
}

func finding(f result.Finding) string {
	text := result.Visible(f.Rule)
	if f.Title != "" {
		text += ": " + result.Visible(f.Title)
	}
	where := []string{result.Visible(f.Case)}
	for _, part := range []string{f.SKU, f.Market} {
		if part != "" {
			where = append(where, result.Visible(part))
		}
	}
	times := fmt.Sprintf("%d times", f.Count)
	if f.Count == 1 {
		times = "once"
	}
	return fmt.Sprintf("%s (%s; %s, in %s of replications).", text, strings.Join(where, ", "),
		times, result.Figure(f.Share, "share"))
}

// assumptions parts what stands in for missing rate cards from plain defaults.
func assumptions(all []result.Assumption) (cards, defaults []string) {
	for _, a := range all {
		text := strings.TrimSuffix(result.Visible(a.Text), ".") + "."
		if a.Key == "" {
			defaults = append(defaults, text)
		} else {
			cards = append(cards, text)
		}
	}
	return cards, defaults
}

// defaults is the number of plain defaults to show.
func (p *page) defaults() int {
	if p.o.All {
		return 1 << 20
	}
	return 4
}
