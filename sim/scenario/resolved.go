package scenario

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fbasim/sim/diag"
	"fbasim/sim/dist"
	"fbasim/sim/scenario/document"
)

// Resolved writes the study as one TOML file that loads to the same study: everything extended,
// overridden or read from other files is in it. Each line says where its value stands, relative to
// the scenario's folder; the defaults in use follow as comments.
func (s *Study) Resolved() []byte {
	r := &resolver{study: s, dir: filepath.Dir(s.File)}
	fmt.Fprintf(&r.out, "# %s with everything it refers to; comments say where each value stands\n",
		diag.Escape(filepath.Base(s.File)))
	tree := document.Without(s.tree, "catalog")
	var tables []document.Field
	for _, f := range tree.Fields() {
		if f.Node.Kind == document.Table && !isValueTable(f.Node) {
			tables = append(tables, f)
			continue
		}
		r.line(leaf{join("", f.Name), f.Node})
	}
	for _, f := range tables {
		r.table(f)
	}
	r.defaults()
	return r.out.Bytes()
}

type resolver struct {
	study *Study
	dir   string
	out   bytes.Buffer
}

// named are the tables whose fields are tables with names of their own.
func named() []string {
	return []string{"product", "case", "market", "local", "replenish", "check", "correlate",
		"merchant", "export", "action", "expect", "rule", "sweep"}
}

// table writes a top-level table: a header for each of its members, or one for all.
func (r *resolver) table(f document.Field) {
	if !slices.Contains(named(), f.Name) {
		r.section(join("", f.Name), f.Node)
		return
	}
	for _, member := range f.Node.Fields() {
		r.section(join(f.Name, member.Name), member.Node)
	}
}

func (r *resolver) section(path string, n *document.Node) {
	fmt.Fprintf(&r.out, "\n[%s]\n", path)
	for _, l := range leaves(n, "", nil) {
		r.line(l)
	}
}

func (r *resolver) line(l leaf) {
	if strings.HasSuffix(l.path, ".file") {
		return // exchange rates, which stand beside it as points
	}
	if upload := l.path == "file" && l.node.Kind == document.String; upload {
		l.node = document.NewString(CopiedFile(l.node.Text), l.node.Pos)
	}
	text := inline(r.selfContained(l.node))
	fmt.Fprintf(&r.out, "%s = %s # %s\n", l.path, text, r.origin(l.node.Pos))
}

// CopiedFile is the name under which a run keeps a copy of a file that an action uploads, and
// under which the resolved scenario names it.
func CopiedFile(name string) string {
	return "inputs/" + filepath.Base(filepath.ToSlash(name))
}

// origin writes a place relative to the scenario's folder.
func (r *resolver) origin(p document.Pos) string {
	name := p.File
	if name != document.SetFile {
		rel, err := filepath.Rel(r.dir, filepath.FromSlash(name))
		if err != nil || filepath.IsAbs(rel) {
			rel = filepath.Base(name)
		}
		name = filepath.ToSlash(rel)
	}
	return fmt.Sprintf("%s:%d", diag.Escape(name), p.Line)
}

// selfContained replaces values read from a file, empirical("file", "column"), by the values
// themselves.
func (r *resolver) selfContained(n *document.Node) *document.Node {
	switch {
	case n.Kind == document.String && strings.Contains(n.Text, "empirical"):
		return document.NewString(r.embed(n), n.Pos)
	case n.Kind == document.Array:
		var items []*document.Node
		for _, item := range n.Items() {
			items = append(items, r.selfContained(item))
		}
		return document.NewList(n.Pos, items...)
	case n.Kind == document.Table:
		var fields []document.Field
		for _, f := range n.Fields() {
			fields = append(fields, document.Field{Name: f.Name, Node: r.selfContained(f.Node)})
		}
		return document.NewTable(n.Pos, fields...)
	}
	return n
}

func (r *resolver) embed(n *document.Node) string {
	text, done := n.Text, ""
	for {
		i := strings.Index(text, "empirical(")
		if i < 0 {
			return done + text
		}
		var values []float64
		load := func(file, column string) ([]float64, error) {
			values = r.study.columns[columnID(n.Pos.File, file, column)]
			return values, nil
		}
		_, size, err := dist.Parser{Load: load}.ParsePrefix(callIn(text[i:]))
		if err != nil || values == nil {
			done, text = done+text[:i+len("empirical(")], text[i+len("empirical("):]
			continue
		}
		d, err := dist.Empirical(values)
		if err != nil {
			return n.Text
		}
		done, text = done+text[:i]+d.String(), text[i+size:]
	}
}

// callIn cuts a text after the parenthesis that closes its first call.
func callIn(text string) string {
	depth, quote := 0, byte(0)
	for i := range len(text) {
		switch c := text[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				return text[:i+1]
			}
		}
	}
	return text
}

// defaults writes the defaults in use as comments.
func (r *resolver) defaults() {
	if len(r.study.notes) == 0 {
		return
	}
	r.out.WriteString("\n# defaults in use: write a line without its # to change it\n")
	for _, m := range r.study.notes {
		grade := ""
		if m.Grade != "" {
			grade = " [" + m.Grade + "]"
		}
		fmt.Fprintf(&r.out, "# %s = %s # default%s: %s\n", diag.Escape(m.Path), m.written(), grade,
			m.Source)
	}
}

// written writes a default as it would stand in a file.
func (n note) written() string {
	if n.kind == BoolKind || n.kind == IntKind || n.kind == NumberKind {
		return n.Text
	}
	return quote(n.Text)
}
