package scenario

import (
	"fmt"
	"slices"
	"strings"

	"fbasim/sim/diag"
	"fbasim/sim/scenario/document"
)

// MaxSweepPoints is the largest number of points of a sweep; beyond it the table has more rows than
// spreadsheets open.
const MaxSweepPoints = 100_000

// SweepDesigns lists the ways to make points of the values of parameters: all combinations; the
// first value of each, the second of each and so on; points listed in a file; a Latin hypercube; a
// Sobol sequence.
func SweepDesigns() []string { return []string{"grid", "zip", "list", "lhs", "sobol"} }

// SweepSettings hold for all parameters of a sweep; what the file leaves out is nil.
type SweepSettings struct {
	Design       *Text
	Points       *Int
	List         *Text // file name
	Replications *Int
	Metrics      []*Text
}

// Swept is a parameter of a sweep: either Values, or a range From..To with a Step, a number of
// Points, or neither where the design samples it.
type Swept struct {
	Name           string // of its table; "" on the command line
	Path           *Text
	Key            *Key // of the path
	Values         []SweptValue
	From, To, Step *SweptValue
	Points         *Int
}

// SweptValue is a value that a parameter takes.
type SweptValue struct {
	Pos  document.Pos
	Text string
	Raw  string // as it is written, with its quotes
}

func sweepSettings(s scope) SweepSettings {
	return SweepSettings{
		Design:       s.sub("design").enumField(),
		Points:       s.sub("points").intField(),
		List:         s.sub("list").textField(),
		Replications: s.sub("replications").intField(),
		Metrics:      s.sub("metrics").textsField(),
	}
}

// swept reads the tables of parameters, in file order.
func (b *builder) swept(s scope) (out []*Swept) {
	for _, f := range s.node.Fields() {
		if f.Node.Kind != document.Table {
			continue // reported with the unknown keys
		}
		one := s.sub(f.Name)
		p := &Swept{
			Name:   f.Name,
			Path:   one.sub("path").textField(),
			Values: one.sub("values").sweptValues(),
			From:   one.sub("from").sweptValue(),
			To:     one.sub("to").sweptValue(),
			Step:   one.sub("step").sweptValue(),
			Points: one.sub("points").intField(),
		}
		before := b.list.Errors()
		if p.check(one.near, b.list); p.Path != nil && b.list.Errors() == before {
			p.Key = SweptKey(p.Path, b.list)
		}
		out = append(out, p)
	}
	return out
}

// check reports a parameter whose values are not said, or said twice.
func (p *Swept) check(at document.Pos, list *diag.List) {
	const how = `write values = ["29.99 CAD", "34.99 CAD"], or from = "30 CAD", to = "60 CAD" ` +
		`and step = "5 CAD" or points = 7`
	ranged := p.From != nil || p.To != nil || p.Step != nil || p.Points != nil
	switch {
	case p.Values != nil && ranged:
		list.Add(at.Problem("twice", "a parameter has either values or a range", how))
	case p.Values == nil && (p.From == nil || p.To == nil):
		list.Add(at.Problem("missing", "the parameter has no values", how))
	case p.Step != nil && p.Points != nil:
		list.Add(at.Problem("twice", "a range has a step or a number of points", how))
	}
}

// SweptKey returns the key of a path whose values can be swept, nil with a problem in the list
// where it is none: texts, files and the settings of the experiment itself are not.
func SweptKey(path *Text, list *diag.List) *Key {
	parts, ok := document.Path(path.Value)
	if !ok {
		list.Add(path.Pos.Problem("path", fmt.Sprintf("%q is not a path", path.Value),
			`write product.MUG.price.CA; names with points or spaces need quotes`))
		return nil
	}
	n := keyTree(Keys())
	for i, name := range parts {
		next, known := n.lookup(name)
		if !known {
			list.Add(path.Pos.Problem(noKey(parts[:i], name, n.names())))
			return nil
		}
		n = next
	}
	if n.key == nil || !n.key.sweepable() {
		list.Add(path.Pos.Problem("impossible", fmt.Sprintf("%s cannot be swept", path.Value),
			"numbers, amounts, dates and words that results depend on can: product.MUG.price.CA"))
		return nil
	}
	return n.key
}

// noKey says in code, message and hint that a path goes on with a name that is no key.
func noKey(before []string, name string, names []string) (code, msg, hint string) {
	where := "at the top of a file"
	if len(before) > 0 {
		where = "in " + strings.Join(before, ".")
	}
	if near := diag.Suggest(name, names); near != "" {
		hint = fmt.Sprintf("did you mean %q? ", near)
	}
	return "unknown-key", fmt.Sprintf("%q %s", name, where), hint + "Keys here: " +
		strings.Join(names, ", ")
}

// sweepable reports whether points of a sweep may set the key.
func (k *Key) sweepable() bool {
	switch k.Kind {
	case TableKind, TextKind, TextsKind, FileKind, ValuesKind:
		return false
	}
	top, _, _ := strings.Cut(k.Path, ".")
	fixed := []string{"schema", "currency", "catalog", "experiment", "sweep", "check", "compare"}
	return !slices.Contains(fixed, top) && k.Path != "case.<case>.baseline"
}

// Overridden lists the cases that set a path, or something under or around it, themselves: a value
// of the base does not reach them.
func (s *Study) Overridden(path string) (cases []string) {
	parts, ok := document.Path(path)
	if !ok || parts[0] == "case" {
		return nil
	}
	for _, p := range s.Cases {
		n := s.tree.Get("case", p.Case)
		for i, name := range parts {
			if n = n.Get(name); n == nil {
				break
			}
			if i == len(parts)-1 || n.Kind != document.Table {
				cases = append(cases, p.Case)
				break
			}
		}
	}
	return cases
}

// sweptValue reads a value that is a text, a number, a date or true or false.
func (s scope) sweptValue() *SweptValue {
	if s.node == nil {
		return nil
	}
	return s.readSwept(s.node)
}

func (s scope) sweptValues() (list []SweptValue) {
	if s.node == nil {
		return nil
	}
	if s.node.Kind != document.Array || len(s.node.Items()) == 0 {
		s.b.list.Add(s.node.Pos.Problem("type", "a list of one value or more belongs here",
			`write ["29.99 CAD", "34.99 CAD"]`))
		return []SweptValue{{Pos: s.node.Pos}}
	}
	for _, item := range s.node.Items() {
		if v := s.readSwept(item); v != nil {
			list = append(list, *v)
		}
	}
	return list
}

func (s scope) readSwept(n *document.Node) *SweptValue {
	empty := n.Kind == document.String && strings.TrimSpace(n.Text) == ""
	if n.Kind == document.Array || n.Kind == document.Table || empty {
		s.b.list.Add(n.Pos.Problem("type", fmt.Sprintf("%s stands where a value belongs",
			article(n.Kind.String())), `write "29.99 CAD", or 12 where a number has no unit`))
		return nil
	}
	v := &SweptValue{Pos: n.Pos, Text: n.Text, Raw: n.Raw()}
	if strings.ContainsAny(v.Raw, "\r\n") {
		v.Raw = quote(n.Text)
	}
	return v
}
