package scenario

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"fbasim/sim/diag"
	"fbasim/sim/scenario/document"
)

// Show writes every value of the study: path, value as written, its unit, how often
// it is drawn, and where it stands; then the defaults in use with the evidence behind them, and
// what is suggested in their place. Values that a case overrides follow under case.<case>. A table
// that is wider than the width is written with two lines for each value; 0 is any width.
func (s *Study) Show(w io.Writer, width int) error {
	inputs := s.inputsByPath()
	rows := [][]string{{"path", "unit", "draw", "origin", "value"}}
	for _, l := range leaves(s.tree, "", nil) {
		unit, draw := "", ""
		if in := inputs[l.path]; in != nil {
			unit, draw = in.shownUnit(), in.Draw.String()
		}
		origin, value := diag.Escape(l.node.Pos.String()), diag.Escape(inline(l.node))
		rows = append(rows, []string{diag.Escape(l.path), unit, draw, origin, value})
	}
	if err := showTable(w, width, 4, rows); err != nil || len(s.notes) == 0 {
		return err
	}
	fmt.Fprint(w, "\ndefaults in use\n")
	rows = [][]string{{"path", "unit", "draw", "value", "grade", "source"}}
	for _, m := range s.notes {
		unit, draw := "", ""
		if in := inputs[m.Path]; in != nil {
			unit, draw = in.shownUnit(), in.Draw.String()
		}
		row := []string{diag.Escape(m.Path), unit, draw, m.Text, gradeText(m.Grade), m.Source}
		rows = append(rows, row)
	}
	if err := showTable(w, width, 3, rows); err != nil {
		return err
	}
	if err := s.showSuggestions(w, width); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w, "\ngrades: A Amazon or a government, P a paper, T a third party, "+
		"V a vendor, E an\nestimate, - a convention of the program; rate cards and rules have "+
		"letters of\ntheir own, told where they stand")
	return err
}

// showSuggestions writes what might stand in place of the defaults in use.
func (s *Study) showSuggestions(w io.Writer, width int) error {
	rows := [][]string{{"path", "value", "grade", "source"}}
	for _, n := range s.notes {
		if d := n.suggest; d.Text != "" {
			rows = append(rows, []string{diag.Escape(n.Path), d.Text, gradeText(d.Grade), d.Source})
		}
	}
	if len(rows) == 1 {
		return nil
	}
	fmt.Fprint(w, "\nsuggested in place of these defaults\n")
	return showTable(w, width, 1, rows)
}

// showTable writes rows below their heads, or, where that is wider than the width, a line
// "path = value" and below it the other columns; value is the number of the value's column.
func showTable(w io.Writer, width, value int, rows [][]string) error {
	var table strings.Builder
	t := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		fmt.Fprintln(t, strings.Join(row, "\t"))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	wide := func(line string) bool { return utf8.RuneCountInString(line) > width }
	if width <= 0 || !slices.ContainsFunc(strings.Split(table.String(), "\n"), wide) {
		_, err := io.WriteString(w, table.String())
		return err
	}
	for _, row := range rows[1:] {
		var facts []string
		for i, cell := range row {
			switch {
			case i == 0 || i == value || cell == "" || cell == "-":
			case rows[0][i] == "grade":
				facts = append(facts, "grade "+cell)
			default:
				facts = append(facts, cell)
			}
		}
		fmt.Fprintf(w, "%s = %s\n", row[0], row[value])
		if err := foldFacts(w, width, facts); err != nil {
			return err
		}
	}
	return nil
}

// foldFacts writes words below a value, folded to the width.
func foldFacts(w io.Writer, width int, facts []string) error {
	const indent = "    "
	line := indent
	for _, word := range strings.Fields(strings.Join(facts, "; ")) {
		if line != indent && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			fmt.Fprintln(w, line)
			line = indent
		}
		if line != indent {
			line += " "
		}
		line += word
	}
	if line == indent {
		return nil
	}
	_, err := fmt.Fprintln(w, line)
	return err
}

// shownUnit is the unit that the value is written in, such as "%" or "units/month"; where none
// stands at its end, the one it is kept in.
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
