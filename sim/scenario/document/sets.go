package document

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"fbasim/sim/diag"
)

// SetFile is the file name in positions of values given on the command line; the line counts the
// options from 1.
const SetFile = "--set"

// OverFile is the file name in positions of values that a point of a sweep or a search lays over a
// scenario; the line counts them from 1.
const OverFile = "point"

// Sets reads overrides such as `product.MUG.price.CA=39.99 CAD` into one tree. The value is TOML
// where it is valid TOML (a date, a number, a quoted text, a list) and plain text otherwise. A
// path that is set twice is a problem. The file is SetFile or OverFile. The result is nil when
// there are problems or no overrides.
func Sets(sets []string, file string, list *diag.List) *Node {
	if len(sets) == 0 {
		return nil
	}
	KeepSets(sets, file, list)
	before := list.Errors()
	var all *Node
	for i, text := range sets {
		n := oneSet(text, file, i+1, list)
		if ext := n.Get("extends"); ext != nil {
			list.Add(ext.Key.Problem("set", "`extends` cannot be set here",
				"write a file that extends both"))
			continue
		}
		if p, twice := overlap(all, n); twice {
			list.Add(p)
			continue
		}
		all = Merge(all, n)
	}
	if list.Errors() > before {
		return nil
	}
	return all
}

// KeepSets gives a list of problems the text of overrides, a line each.
func KeepSets(sets []string, file string, list *diag.List) {
	shown := make([]string, len(sets))
	for i, text := range sets {
		shown[i] = strings.ReplaceAll(text, "\n", " ")
	}
	list.Keep(file, []byte(strings.Join(shown, "\n")))
}

// oneSet reads one override into a tree with a single branch.
func oneSet(text, file string, line int, list *diag.List) *Node {
	src := newSource(file, []byte(text))
	src.shift = line - 1
	if strings.ContainsAny(text, "\n\r\x00") || !utf8.ValidString(text) {
		list.Add(Pos{file, line, 1, 1}.Problem("set", "an override must be one line of text",
			""))
		return nil
	}
	s := &scanner{src: src, data: src.data}
	key, ok := s.tryKey()
	if !ok || s.peek() != '=' {
		list.Add(src.span(0, len(text)).Problem("set", fmt.Sprintf("%q is not path=value", text),
			`write product.MUG.cost="9.10 USD"; names with spaces need quotes inside the path`))
		return nil
	}
	value := s.setValue(s.at + 1)
	if value.Kind == Float && strings.ContainsAny(value.Text, "n") {
		value.Kind = String
	}
	for i := len(key) - 1; i >= 0; i-- {
		at := src.span(key[i].from, key[i].to)
		value.Key = at
		value = &Node{Kind: Table, Pos: at, fields: []Field{{key[i].name, value}}, header: true}
	}
	return value
}

// Path splits a dotted path with TOML's rules, so that product."A.B".cost has three parts; not ok
// where it is none.
func Path(text string) (parts []string, ok bool) {
	s := &scanner{src: newSource("", []byte(text)), data: []byte(text)}
	key, ok := s.tryKey()
	if !ok || s.at != len(text) {
		return nil, false
	}
	for _, k := range key {
		parts = append(parts, k.name)
	}
	return parts, true
}

func (s *scanner) tryKey() (key []keyPart, ok bool) {
	defer func() {
		if r := recover(); r != nil {
			if _, mine := r.(lost); !mine {
				panic(r)
			}
			ok = false
		}
	}()
	return s.key(), true
}

// setValue reads the value from an offset to the end.
func (s *scanner) setValue(from int) *Node {
	s.at = from
	s.blank()
	text := string(s.data[s.at:])
	if n := s.tryValue(); n != nil {
		return n
	}
	at := len(s.data) - len(text)
	plain := strings.TrimRight(text, " \t")
	return NewString(plain, s.src.span(at, at+len(plain)))
}

// tryValue reads the rest of the text as a TOML value, nil when it is none.
func (s *scanner) tryValue() (n *Node) {
	from := s.at
	defer func() {
		if r := recover(); r != nil {
			if _, mine := r.(lost); !mine {
				panic(r)
			}
			n = nil
		}
	}()
	v := s.value()
	if s.blank(); s.at != len(s.data) {
		return nil
	}
	var values map[string]any
	if !decodes("v = "+string(s.data[from:]), &values) {
		return nil
	}
	var quiet diag.List
	fill(v, values["v"], &quiet)
	return v
}

// overlap reports whether two trees give the same path a value.
func overlap(a, b *Node) (diag.Problem, bool) {
	for a != nil && b != nil {
		if !a.header || !b.header {
			return b.Key.Problem("set", "this path is set twice",
				fmt.Sprintf("the other is option number %d", a.Pos.Line)), true
		}
		a, b = a.Get(b.fields[0].Name), b.fields[0].Node
	}
	return diag.Problem{}, false
}
