package scenario

import (
	"strings"

	"fbasim/sim/scenario/document"
)

// Setting is a value at a path, as one line of TOML: Path = Text.
type Setting struct{ Path, Text string }

// CaseSettings lists what a case overrides, besides its mark and title; nothing for a case that
// the file does not name. Values that were read from other files stand in the texts themselves.
func (s *Study) CaseSettings(name string) (list []Setting) {
	r := &resolver{study: s}
	own := document.Without(s.tree.Get("case", name), "baseline", "title")
	for _, l := range leaves(own, "", nil) {
		list = append(list, Setting{l.path, inline(r.selfContained(l.node))})
	}
	return list
}

// NamesCase reports whether the file has a table for a case. A study of one case may do without.
func (s *Study) NamesCase(name string) bool { return s.tree.Get("case", name) != nil }

// Scripted reports whether actions, expectations or rules stand in the study.
func (s *Study) Scripted() bool { return s.Script.Scripted() }

// Path joins names to a path, in quotes where TOML needs them.
func Path(names ...string) (path string) {
	for _, name := range names {
		path = join(path, name)
	}
	return path
}

// SplitPath is the inverse of Path; it returns nil for a text that is no path. A star stands for
// itself.
func SplitPath(path string) (names []string) {
	for rest := path; ; {
		name, after, ok := cutName(rest)
		if !ok {
			return nil
		}
		names = append(names, name)
		if after == "" {
			return names
		}
		if rest, ok = strings.CutPrefix(after, "."); !ok {
			return nil
		}
	}
}

func cutName(text string) (name, rest string, ok bool) {
	if text != "" && (text[0] == '"' || text[0] == '\'') {
		end := strings.IndexByte(text[1:], text[0])
		if end < 0 || strings.Contains(text[:end+1], `\`) {
			return "", "", false
		}
		return text[1 : end+1], text[end+2:], end > 0
	}
	end := strings.IndexByte(text, '.')
	if end < 0 {
		end = len(text)
	}
	return text[:end], text[end:], text[:end] == "*" || bare(text[:end])
}

// QuoteText writes a text as a TOML string.
func QuoteText(text string) string { return quote(text) }

// Written writes a plan as TOML on one line: a program, or a list of rows.
func (p *ProgramPlan) Written() string {
	if len(p.Rows) == 1 && p.Rows[0].From == nil && p.Rows[0].To == nil && p.Rows[0].When == nil {
		return quote(p.Rows[0].Use.String())
	}
	var rows []string
	for _, r := range p.Rows {
		text := "{ use = " + quote(r.Use.String())
		if r.From != nil {
			text += ", from = " + r.From.Value.String()
		}
		if r.To != nil {
			text += ", to = " + r.To.Value.String()
		}
		if r.When != nil {
			text += ", when = " + quote(r.When.Text)
		}
		rows = append(rows, text+" }")
	}
	return "[" + strings.Join(rows, ", ") + "]"
}

// IsProductKey reports whether a product has a key under the names, such as replenish, CA, cover.
func IsProductKey(names ...string) bool {
	n := keyTree(keyTable()).find("product").any
	for _, name := range names {
		child, ok := n.lookup(name)
		if !ok {
			return false
		}
		n = child
	}
	return n.key != nil
}
