package template

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"fbasim/sim/market"
	"fbasim/sim/scenario"
)

// Plan is a template with the answers given so far. Its text is a scenario that runs.
type Plan struct {
	Template Template
	Product  string               // the SKU; not used by templates with a catalog
	Markets  []market.Marketplace // besides the US

	origin []string // first lines of the text, nil: those of fbasim init
	base   string   // scenario the plan is laid over, "" for one of its own
	table  string   // the catalog's file name
	lines  []*line
}

// line of the text: a header, a key with its value, a comment, or nothing.
type line struct {
	text     string   // of headers, comments and empty lines
	path     []string // of the key in the document, nil for other lines
	key      string   // as written: dotted, below the header before it
	value    string   // TOML
	comment  string   // what the key means
	asked    bool     // it is a question
	answered bool
}

// Question is a value that the planner is asked for.
type Question struct {
	Path    string // of the key in the scenario, quoted as TOML needs: "product.MUG.price.CA"
	Flag    string // without the product: "price.CA"
	Ask     string // what the key means
	Value   string // the value now, as a planner types it: without the quotes of TOML
	Open    bool   // it still is the placeholder of the template
	Line    int    // in the text of the plan, from 1
	Product bool   // it belongs to the product
}

// New returns the plan of a template for marketplaces besides the US. With a base, which is the name
// of another scenario relative to the plan's file, the plan is laid over it and holds only what the
// template adds. The catalog is the name of the file of products, relative to the plan's, for
// templates that have one. The error says that the pieces are defective.
func New(t Template, markets []market.Marketplace, base, catalog string) (*Plan, error) {
	p := &Plan{Template: t, Product: productWord, Markets: markets, base: base, table: catalog}
	names := t.pieces
	if base != "" {
		names = t.adds
		p.lines = append(p.lines, p.overlay()...)
	}
	for _, name := range names {
		text, err := read(name + ".toml")
		if err != nil {
			return nil, err
		}
		if len(p.lines) > 0 {
			p.lines = append(p.lines, &line{})
		}
		if err := p.add(text); err != nil {
			return nil, fmt.Errorf("%s.toml: %w", name, err)
		}
	}
	p.lines = p.kept()
	return p, nil
}

// overlay are the first lines of a plan that is laid over another scenario.
func (p *Plan) overlay() []*line {
	key := func(name, value, comment string) *line {
		return &line{path: []string{name}, key: name, value: value, comment: comment}
	}
	return []*line{
		key("schema", "1", "version of the file format"),
		key("extends", "["+scenario.QuoteText(p.base)+"]", "what this file does not say is said there"),
		key("name", scenario.QuoteText(titleWord), "title of tables and charts"),
	}
}

var (
	headerLine = regexp.MustCompile(`^\[([^\]]+)\]`)
	spaces     = regexp.MustCompile(`\]\s+# `)
	keyLine    = regexp.MustCompile(`^([A-Za-z0-9_.-]+)\s*=\s*(.*?)\s+# (\? )?(.*)$`)
)

// add appends the lines of a piece.
func (p *Plan) add(text string) error {
	var table []string
	for _, s := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		if m := headerLine.FindStringSubmatch(s); m != nil {
			table = scenario.SplitPath(m[1])
			p.lines = append(p.lines, &line{text: spaces.ReplaceAllString(s, "] # "), key: m[1]})
			continue
		}
		if s == "" || s[0] == '#' {
			p.lines = append(p.lines, &line{text: s})
			continue
		}
		m := keyLine.FindStringSubmatch(s)
		if m == nil {
			return fmt.Errorf("%q has no key, value and comment", s)
		}
		path := append(slices.Clone(table), scenario.SplitPath(m[1])...)
		p.lines = append(p.lines, &line{path: path, key: m[1], value: m[2], comment: m[4], asked: m[3] != ""})
	}
	return nil
}

// kept are the lines without those of marketplaces that are not wanted, with one empty line between
// two tables.
func (p *Plan) kept() []*line {
	var out []*line
	skip := false // inside a table of another marketplace
	for _, l := range p.lines {
		if l.isHeader() {
			skip = p.foreign(scenario.SplitPath(l.key))
		}
		if skip || l.path != nil && p.foreign(l.path) {
			continue
		}
		if l.isBlank() && (len(out) == 0 || out[len(out)-1].isBlank()) {
			continue
		}
		out = append(out, l)
	}
	for len(out) > 0 && out[len(out)-1].isBlank() {
		out = out[:len(out)-1]
	}
	return out
}

// foreign reports whether a path names a marketplace that the plan leaves out, or its currency.
func (p *Plan) foreign(path []string) bool {
	for m := market.US + 1; m < market.MarketplaceCount; m++ {
		named := slices.Contains(path, m.String()) || slices.Contains(path, m.Currency().String())
		if named && !slices.Contains(p.Markets, m) {
			return true
		}
	}
	return false
}

func (l *line) isHeader() bool { return l.path == nil && l.key != "" }
func (l *line) isBlank() bool  { return l.path == nil && l.text == "" }

// Questions lists what the planner is asked, in the order of the text.
func (p *Plan) Questions() []Question {
	var out []Question
	_, at := p.render()
	for _, l := range p.lines {
		if !l.asked {
			continue
		}
		path := p.place(l)
		out = append(out, Question{
			Path: scenario.Path(path...), Flag: flagOf(l.path), Ask: l.comment, Value: plain(l.value),
			Open: !l.answered, Line: at[l], Product: l.path[0] == "product",
		})
	}
	return out
}

// place is the path of a key with the product's own name.
func (p *Plan) place(l *line) []string {
	path := slices.Clone(l.path)
	if path[0] == "product" {
		path[1] = p.Product
	}
	return path
}

// flagOf names a key without its product.
func flagOf(path []string) string {
	if path[0] == "product" {
		path = path[2:]
	}
	return scenario.Path(path...)
}

// plain is a value without the quotes of TOML.
func plain(value string) string {
	if len(value) > 1 && value[0] == '"' && !strings.ContainsAny(value, `\`) {
		return strings.Trim(value, `"`)
	}
	return value
}
