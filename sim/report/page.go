package report

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strconv"
	"strings"

	"fbasim/sim/chart"
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
	Notes         []string
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

// mostRows is how many rows of a table a page holds: more make it slow to open, and nobody reads them there.
const mostRows = 2000

// draw adds the charts of a source and returns the style rules with their letters.
func (p *htmlPage) draw(s chart.Source) (fonts string, err error) {
	charts, fonts, err := chart.InlineAll(s, chart.Options{})
	for _, c := range charts {
		p.Charts = append(p.Charts, htmlChart{c.Stem, c.Title, template.HTML(c.SVG)}) // escaped by package chart
	}
	slices.SortStableFunc(p.Charts, func(a, b htmlChart) int { return rank(a) - rank(b) })
	return fonts, err
}

// rank puts what was asked for first: the tornado of an analysis of sensitivity, and the choice of a catalog before
// its single SKUs.
func rank(c htmlChart) int {
	switch {
	case strings.HasPrefix(c.Stem, "tornado-"):
		return 0
	case strings.HasPrefix(c.Stem, "differences-skus"):
		return 1
	}
	return 2
}

// write completes the page with what every page has, and writes it.
func (p *htmlPage) write(w io.Writer, fonts string) error {
	for i := range p.Tables {
		p.Tables[i].Filter = len(p.Tables[i].Rows) >= filterFrom
	}
	if err := p.secure(fonts); err != nil {
		return err
	}
	t, err := template.New("page.html").ParseFS(pageFiles, "page/page.html")
	if err != nil {
		return err
	}
	return t.Execute(w, p)
}

// cut leaves the first rows of a table that is too long for a page, and says where all are.
func (t *htmlTable) cut(file string) {
	if left := len(t.Rows) - mostRows; left > 0 {
		t.Rows = t.Rows[:mostRows]
		t.Note = fmt.Sprintf("%s The first %s rows; %s has %s more.", t.Note, result.Plain(mostRows, ""), file, strconv.Itoa(left))
	}
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
