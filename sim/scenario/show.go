package scenario

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"fbasim/sim/diag"
	"fbasim/sim/scenario/document"
)

// Show writes every value of the study: path, value as written, its unit, how often
// it is drawn, and where it stands; then the defaults in use with the evidence behind them, and
// what is suggested in their place. Values that a case overrides follow under case.<case>.
func (s *Study) Show(w io.Writer) error {
	inputs := s.inputsByPath()
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "path\tunit\tdraw\torigin\tvalue")
	for _, l := range leaves(s.tree, "", nil) {
		unit, draw := "", ""
		if in := inputs[l.path]; in != nil {
			unit, draw = in.shownUnit(), in.Draw.String()
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", diag.Escape(l.path), unit, draw,
			diag.Escape(l.node.Pos.String()), diag.Escape(inline(l.node)))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	if len(s.notes) == 0 {
		return nil
	}
	fmt.Fprint(w, "\ndefaults in use\n")
	fmt.Fprintln(t, "path\tunit\tdraw\tvalue\tgrade\tsource")
	for _, m := range s.notes {
		unit, draw := "", ""
		if in := inputs[m.Path]; in != nil {
			unit, draw = in.shownUnit(), in.Draw.String()
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\n", diag.Escape(m.Path), unit, draw, m.Text,
			gradeText(m.Grade), m.Source)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	if err := s.showSuggestions(w); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w, "\ngrades: A Amazon or a government, P a paper, T a third party, V a vendor, E an estimate,\n"+
		"  - a convention of the program; rate cards and rules have letters of their own, told where they stand")
	return err
}

// showSuggestions writes what might stand in place of the defaults in use.
func (s *Study) showSuggestions(w io.Writer) error {
	notes := slices.DeleteFunc(slices.Clone(s.notes), func(n note) bool {
		return n.suggest.Text == ""
	})
	if len(notes) == 0 {
		return nil
	}
	fmt.Fprint(w, "\nsuggested in place of these defaults\n")
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "path\tvalue\tgrade\tsource")
	for _, n := range notes {
		d := n.suggest
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", diag.Escape(n.Path), d.Text, gradeText(d.Grade),
			d.Source)
	}
	return t.Flush()
}

// shownUnit is the unit that the value is written in, such as "%" or "units/month"; where none stands at its end,
// the one it is kept in.
func (in *Input) shownUnit() string {
	last := in.Text[strings.LastIndexByte(in.Text, ' ')+1:]
	if last != "" && !strings.ContainsAny(last, "()0123456789,=:\"") {
		return last
	}
	return strings.TrimSuffix(in.Unit, "1")
}

func gradeText(grade string) string {
	if grade == "" {
		return "-"
	}
	return grade
}

// inputsByPath returns the inputs of all cases; those a case overrides also under case.<case>.
func (s *Study) inputsByPath() map[string]*Input {
	out := map[string]*Input{}
	for _, p := range s.Cases {
		for _, in := range p.Inputs {
			if out[in.Path] == nil {
				out[in.Path] = in
			}
			out[join("case", p.Case)+"."+in.Path] = in
		}
	}
	return out
}

// leaf is a value of a document that is not a table by itself.
type leaf struct {
	path string
	node *document.Node
}

// leaves lists the values of a table in file order. Tables that stand for one value, with a draw,
// count as values.
func leaves(n *document.Node, path string, out []leaf) []leaf {
	for _, f := range n.Fields() {
		own := join(path, f.Name)
		if f.Node.Kind == document.Table && !isValueTable(f.Node) {
			out = leaves(f.Node, own, out)
			continue
		}
		out = append(out, leaf{own, f.Node})
	}
	return out
}

func isValueTable(n *document.Node) bool {
	return n.Kind == document.Table && (n.Get("value") != nil || len(n.Fields()) == 0)
}

// inline writes a value on one line of TOML.
func inline(n *document.Node) string {
	switch n.Kind {
	case document.String:
		return quote(n.Text)
	case document.Array:
		var parts []string
		for _, item := range n.Items() {
			parts = append(parts, inline(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case document.Table:
		var parts []string
		for _, f := range n.Fields() {
			parts = append(parts, join("", f.Name)+" = "+inline(f.Node))
		}
		if parts == nil {
			return "{}"
		}
		return "{ " + strings.Join(parts, ", ") + " }"
	}
	return n.Text
}
