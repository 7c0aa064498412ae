package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"fbasim/sim/amazon"
	"fbasim/sim/amazon/harvest"
	"fbasim/sim/diag"
	"fbasim/sim/imported"
	"fbasim/sim/market"
	"fbasim/sim/result"
)

// importReport says what came of an import.
type importReport struct {
	h       *harvest.Harvest
	im      *imported.Import
	folder  string
	verbose bool
	width   int
}

// mostListed is the number of lines of a list that are shown unless all are asked for.
const mostListed = 10

// text writes it for people.
func (r *importReport) text(to io.Writer) error {
	w := bufio.NewWriter(to)
	if err := r.files(w); err != nil {
		return err
	}
	im := r.im
	fmt.Fprintf(w, "\n%s, sales of %v to %v, scenario from %v\n", count(len(im.Products), "product"), im.From, im.To, im.Start)
	for m, f := range im.Fitted {
		if f != nil {
			paragraph(w, r.width, "  "+market.Marketplace(m).String()+"  ", fitted(f))
		}
	}
	var left []string
	for _, l := range im.Left {
		left = append(left, l.SKU+": "+l.Why)
	}
	r.list(w, "Left out:", left)
	r.list(w, "Assumed:", im.Assumed)
	r.list(w, "Not fitted or not used:", im.Notes)
	if err := r.open(w); err != nil {
		return err
	}
	fmt.Fprintf(w, "\nwrote %s: %s\n", r.folder, strings.Join(imported.FileNames(), ", "))
	fmt.Fprintf(w, "next: fbasim run %s\n", filepath.ToSlash(filepath.Join(r.folder, imported.ScenarioFile)))
	return w.Flush()
}

// fitted says what was fitted to a marketplace.
func fitted(f *imported.Market) string {
	parts := []string{fmt.Sprintf("%d units by %s", f.Units, f.Reference.Title())}
	if f.Weekday != nil {
		parts = append(parts, "weekdays")
	}
	if f.Month != nil {
		parts = append(parts, "months")
	}
	if f.Trend != nil {
		parts = append(parts, fmt.Sprintf("growth %.1f %% a year (%.1f .. %.1f)", 100*f.Trend.Value, 100*f.Trend.Lo, 100*f.Trend.Hi))
	}
	if f.Door != nil {
		parts = append(parts, fmt.Sprintf("%.1f d to the door (n = %d)", f.Door.Value, f.Door.N))
	}
	if f.Back != nil {
		parts = append(parts, fmt.Sprintf("%.1f d to the return (n = %d)", f.Back.Value, f.Back.N))
	}
	return strings.Join(parts, ", ")
}

// list writes lines under a heading.
func (r *importReport) list(w io.Writer, heading string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", heading)
	for i, line := range lines {
		if i == mostListed && len(lines) > mostListed+1 && !r.verbose {
			fmt.Fprintf(w, "  and %d more (-v shows all)\n", len(lines)-i)
			return
		}
		hanging(w, r.width, "  ", diag.Escape(line))
	}
}

// hanging writes text folded to a width, the lines after the first four columns further in.
func hanging(w io.Writer, width int, indent, text string) {
	const deeper = "    "
	var b strings.Builder
	paragraph(&b, width-len(deeper), indent, text)
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	fmt.Fprintln(w, strings.Join(lines, "\n"+deeper))
}

// open lists what the seller must fill in.
func (r *importReport) open(w io.Writer) error {
	list, err := r.im.Placeholders()
	if err != nil {
		return fail(exitInternal, err)
	}
	if len(list) == 0 {
		return nil
	}
	fmt.Fprintf(w, "\nYou must fill in, as no report says it; until then an example stands there:\n")
	var g grid
	for _, o := range list {
		if o.Line == 0 {
			hanging(w, r.width, "  ", fmt.Sprintf("%s, column %s: %s", o.File, o.Key, diag.Escape(o.Ask)))
			continue
		}
		g.add(fmt.Sprintf("  %s:%d", o.File, o.Line), o.Key, o.Value)
	}
	g.write(w)
	return nil
}

// files says what each file was taken for.
func (r *importReport) files(w io.Writer) error {
	skipped := 0
	for _, f := range r.h.Files {
		if f.Report == amazon.Unknown {
			if skipped++; skipped > mostListed && !r.verbose {
				continue
			}
		}
		hanging(w, r.width, "", diag.Escape(f.Source.Name+": "+fileStory(f)))
		if !r.verbose || f.Report == amazon.Unknown {
			continue
		}
		for _, c := range []struct {
			label   string
			columns []string
		}{{"read", f.Used}, {"ignored", f.Ignored}, {"dropped as personal", f.Personal}} {
			if len(c.columns) > 0 {
				hanging(w, r.width, "    ", diag.Escape(c.label+": "+strings.Join(c.columns, ", ")))
			}
		}
	}
	if skipped > mostListed && !r.verbose {
		fmt.Fprintf(w, "and %s more that are no report (-v shows all)\n", count(skipped-mostListed, "file"))
	}
	if len(r.h.Files) == 0 {
		_, err := fmt.Fprintln(w, "there are no files")
		return err
	}
	return nil
}

// fileStory is what a file is, how many rows were used and why the others were not.
func fileStory(f harvest.File) string {
	if f.Report == amazon.Unknown {
		return "skipped: " + f.Why
	}
	story := f.Title
	if f.Variant != "" {
		story += " (" + f.Variant + ")"
	}
	if f.Note != "" {
		return story + ", not used: " + f.Note
	}
	story += ", " + count(f.Rows, "row")
	if f.Unused > 0 {
		story += fmt.Sprintf(", %d of no use", f.Unused)
	}
	if f.Doubled > 0 {
		story += fmt.Sprintf(", %d also in a newer file and counted there", f.Doubled)
	}
	if f.From != 0 {
		story += fmt.Sprintf(", %v to %v", f.From, f.To)
	}
	return story
}

// importedFile, importedOpen and importedDocument are the JSON of an import.
type importedFile struct {
	Name    string   `json:"name"`
	Report  string   `json:"report"`
	Title   string   `json:"title,omitempty"`
	Variant string   `json:"variant,omitempty"`
	Rows    int      `json:"rows"`
	Unused  int      `json:"unused"`
	Doubled int      `json:"doubled,omitempty"`
	From    string   `json:"from,omitempty"`
	To      string   `json:"to,omitempty"`
	Used    []string `json:"columns_used"`
	Ignored []string `json:"columns_ignored"`
	Dropped []string `json:"columns_personal"`
	Skipped string   `json:"skipped,omitempty"`
}

type importedOpen struct {
	File  string `json:"file"`
	Line  int    `json:"line,omitempty"`
	Key   string `json:"key"`
	Value string `json:"value"`
	Ask   string `json:"ask"`
}

type importedLeft struct {
	SKU string `json:"sku"`
	Why string `json:"why"`
}

type importedDocument struct {
	FormatVersion int            `json:"format_version"`
	Folder        string         `json:"folder"`
	Scenario      string         `json:"scenario"`
	Files         []importedFile `json:"files"`
	Products      int            `json:"products"`
	Markets       []string       `json:"markets"`
	From          string         `json:"from"`
	To            string         `json:"to"`
	Left          []importedLeft `json:"left_out"`
	Assumed       []string       `json:"assumed"`
	Notes         []string       `json:"notes"`
	Open          []importedOpen `json:"fill_in"`
}

// json writes it for programs.
func (r *importReport) json(w io.Writer) error {
	list, err := r.im.Placeholders()
	if err != nil {
		return fail(exitInternal, err)
	}
	doc := importedDocument{
		FormatVersion: result.FormatVersion, Folder: r.folder, Products: len(r.im.Products),
		Scenario: filepath.ToSlash(filepath.Join(r.folder, imported.ScenarioFile)),
		From:     r.im.From.String(), To: r.im.To.String(), Markets: []string{market.US.String()},
		Left: []importedLeft{}, Assumed: append([]string{}, r.im.Assumed...), Notes: append([]string{}, r.im.Notes...),
		Open: []importedOpen{},
	}
	for _, m := range r.im.Markets {
		doc.Markets = append(doc.Markets, m.String())
	}
	for _, f := range r.h.Files {
		doc.Files = append(doc.Files, fileDocument(f))
	}
	for _, l := range r.im.Left {
		doc.Left = append(doc.Left, importedLeft(l))
	}
	for _, o := range list {
		doc.Open = append(doc.Open, importedOpen(o))
	}
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	return out.Encode(doc)
}

func fileDocument(f harvest.File) importedFile {
	out := importedFile{
		Name: f.Source.Name, Report: string(f.Report), Title: f.Title, Variant: f.Variant, Rows: f.Rows, Unused: f.Unused, Doubled: f.Doubled,
		Used: append([]string{}, f.Used...), Ignored: append([]string{}, f.Ignored...), Dropped: append([]string{}, f.Personal...),
		Skipped: f.Note,
	}
	if f.Report == amazon.Unknown {
		out.Skipped = f.Why
	}
	if f.From != 0 {
		out.From, out.To = f.From.String(), f.To.String()
	}
	return out
}
