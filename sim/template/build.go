package template

import (
	"slices"
	"strings"

	"fbasim/sim/market"
	"fbasim/sim/scenario"
)

// NewOver returns a plan whose products stand in a catalog that is already there, for a scenario that
// is filled by a program and not by an interview: the pieces of the template with a catalog. Title is
// that of the scenario, and origin are the comment lines that it begins with.
func NewOver(title, catalog string, markets []market.Marketplace, origin []string) (*Plan, error) {
	for _, t := range Templates() {
		if t.Catalog {
			t.title = title
			p, err := New(t, markets, "", catalog)
			if err == nil {
				p.origin = origin
			}
			return p, err
		}
	}
	panic("template: no template has a catalog")
}

// State sets the key at a path to a TOML value that is known, with what it means or rests on as its
// comment; it stands where the template has the key, else in the table that it belongs to, which is
// made where there is none.
func (p *Plan) State(path []string, value, comment string) {
	l := &line{path: path, value: value, comment: comment}
	for i, old := range p.lines {
		if old.path != nil && slices.Equal(old.path, path) {
			l.key = old.key
			p.lines[i] = l
			return
		}
	}
	at, table := p.tableOf(path)
	if at < 0 {
		table = path[:min(2, len(path)-1)]
		at = p.endOf(table[0])
		p.insert(at, &line{}, &line{text: "[" + scenario.Path(table...) + "]", key: scenario.Path(table...)})
		at += 2
	}
	l.key = scenario.Path(path[len(table):]...)
	p.insert(at, l)
}

// Comment writes lines of explanation before a table, or at the end of its kind where there is no
// such table.
func (p *Plan) Comment(table string, text ...string) {
	at := p.endOf(table)
	for i, l := range p.lines {
		if l.isHeader() && l.key == table {
			at = i
			break
		}
	}
	for _, t := range text {
		for _, l := range strings.Split(folded("# "+t), "\n") {
			p.insert(at, &line{text: l})
			at++
		}
	}
}

// tableOf finds the table with the longest name that a key belongs to: the index after its last key,
// -1 where there is none.
func (p *Plan) tableOf(path []string) (at int, table []string) {
	at = -1
	for i, l := range p.lines {
		if !l.isHeader() {
			continue
		}
		name := scenario.SplitPath(l.key)
		if len(name) > len(table) && len(name) < len(path) && slices.Equal(name, path[:len(name)]) {
			at, table = i+1, name
			for at < len(p.lines) && p.lines[at].path != nil {
				at++
			}
		}
	}
	return at, table
}

// endOf is the index after the last line of the tables whose names begin with a word, or else of all.
func (p *Plan) endOf(first string) int {
	end := len(p.lines)
	inside := false
	for i, l := range p.lines {
		if l.isHeader() {
			inside = scenario.SplitPath(l.key)[0] == first
		}
		if inside && !l.isBlank() {
			end = i + 1
		}
	}
	return end
}

func (p *Plan) insert(at int, lines ...*line) { p.lines = slices.Insert(p.lines, at, lines...) }
