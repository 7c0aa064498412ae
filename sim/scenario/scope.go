package scenario

import (
	"fmt"
	"strings"
	"unicode"

	"fbasim/sim/diag"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/scenario/document"
)

// builder turns documents into plans. Values shared by cases are read once and stay shared.
type builder struct {
	list     *diag.List
	file     string // of the scenario
	read     document.Reader
	tree     *keyNode
	currency money.Currency // of results, for messages

	cache    map[cacheKey]any
	defaults map[string]*document.Node // by kind and text
	columns  map[string][]float64      // of CSV files, by file and column
	parsed   map[string]prefix         // by text
	notes    []note                    // defaults used, each once
	inputs   []*Input                  // of the plan being built
	base     *document.Node            // the document without its cases
	scripted *Script                   // actions, expectations and rules of all cases
	used     [market.MarketplaceCount]bool
}

type cacheKey struct {
	node *document.Node
	path string
}

func newBuilder(file string, o Options, list *diag.List) *builder {
	table := o.Table
	if table == nil {
		table = NewTable()
	}
	return &builder{
		list: list, file: file, read: o.Read, tree: table.root, currency: money.USD,
		cache:    map[cacheKey]any{},
		defaults: map[string]*document.Node{},
		columns:  map[string][]float64{},
		parsed:   map[string]prefix{},
		scripted: &Script{},
	}
}

// scope is a place in a document together with the keys allowed there. The node is nil where the
// document has nothing.
type scope struct {
	b      *builder
	keys   *keyNode
	node   *document.Node
	near   document.Pos // of the node, or of the nearest table around it
	path   string
	place  string // names under <market> and <program>, as in Default.For
	market market.Marketplace
	placed bool // market is set
}

func (b *builder) root(node *document.Node) scope {
	return scope{b: b, keys: b.tree, node: node, near: document.Pos{File: b.file, Line: 1, Col: 1,
		Len: 1}}
}

// sub returns the scope under a name. A name without a key is a mistake in this package.
func (s scope) sub(name string) scope {
	child := s.keys.find(name)
	if child == nil {
		if child = s.keys.any; child == nil {
			panic("scenario: no key " + s.path + "." + name)
		}
		s.enter(child.name, name)
	}
	s.keys = child
	s.path = join(s.path, name)
	s.node = s.node.Get(name)
	if s.node != nil {
		s.near = keyPos(s.node)
	}
	return s
}

// enter notes the name that stands for a placeholder.
func (s *scope) enter(placeholder, name string) {
	switch placeholder {
	case "<market>":
		s.market, _ = market.ParseMarketplace(name)
		s.placed = true
	case "<program>", "<currency>":
	default:
		return
	}
	if s.place != "" {
		s.place += "."
	}
	s.place += name
}

// element returns the scope of an element of a list.
func (s scope) element(i int, node *document.Node) scope {
	s.keys = s.keys.any
	s.path = fmt.Sprintf("%s[%d]", s.path, i)
	s.node = node
	s.near = node.Pos
	return s
}

func (s scope) present() bool { return s.node != nil }

func (s scope) fail(code, msg, hint string) {
	s.b.list.Add(s.near.Problem(code, msg, hint))
}

// join appends a name to a path, in quotes where TOML would need them.
func join(path, name string) string {
	if !bare(name) {
		name = quote(name)
	}
	if path == "" {
		return name
	}
	return path + "." + name
}

func bare(name string) bool {
	for _, c := range []byte(name) {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' ||
			c == '-') {
			return false
		}
	}
	return name != ""
}

// quote writes text as a TOML string.
func quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\n':
			b.WriteString(`\n`)
		case r < 0x10000 && !unicode.IsPrint(r): // also what turns the direction of writing
			fmt.Fprintf(&b, `\u%04x`, r)
		case !unicode.IsPrint(r):
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// keyPos is where a node is named, or where it stands when it has no name.
func keyPos(n *document.Node) document.Pos {
	if n.Key.IsZero() {
		return n.Pos
	}
	return n.Key
}

// value is a node to be read as the kind of its key.
type value struct {
	scope
	node *document.Node
	meta Meta
}

// value returns what stands in the scope, or its default; not ok when there is neither.
func (s scope) value() (v value, ok bool) {
	if s.node != nil {
		text := s.node.Text
		return value{s, s.node, Meta{Path: s.path, Pos: s.node.Pos, Text: text}}, true
	}
	return s.byDefault(s.keys.key.specialFor(s.place))
}

func (s scope) byDefault(d Default) (v value, ok bool) {
	if d.Text == "" {
		if s.keys.key.Required {
			s.missing()
		}
		return value{}, false
	}
	meta := Meta{Path: s.path, Pos: s.near, Text: d.Text, FromDefault: true, Source: d.Source,
		Grade: d.Grade}
	return value{s, s.b.defaultNode(s.keys.key.Kind, d.Text), meta}, true
}

func (s scope) missing() {
	name := s.path[strings.LastIndexByte(s.path, '.')+1:]
	table := strings.TrimSuffix(strings.TrimSuffix(s.path, name), ".")
	msg := fmt.Sprintf("%s is missing", name)
	if table != "" {
		msg = fmt.Sprintf("%s has no %s", table, name)
	}
	hint := "add " + name + " = " + s.keys.key.example()
	if doc := s.keys.key.Doc; doc != "" {
		hint += " (" + doc + ")"
	}
	s.fail("missing", msg, hint)
}

// defaultNode returns the node of a default, which is written like a value in a file.
func (b *builder) defaultNode(kind Kind, text string) *document.Node {
	id := kind.String() + "\x00" + text
	n := b.defaults[id]
	if n == nil {
		n = bareNode(kind, text, document.Pos{})
		b.defaults[id] = n
	}
	return n
}

// bareNode makes a node from text that has no TOML around it: a default or a cell of a CSV file.
func bareNode(kind Kind, text string, pos document.Pos) *document.Node {
	n := document.NewString(text, pos)
	switch kind {
	case BoolKind:
		if text == "true" || text == "false" {
			n.Kind = document.Bool
		}
	case IntKind, UnitsKind, LotsKind:
		if _, err := n.Int(); err == nil {
			n.Kind = document.Integer
		}
	case NumberKind:
		if _, err := n.Float(); err == nil {
			n.Kind = document.Float
		}
	}
	return n
}

// fail reports a problem with a stretch of the value's text; a length of 0 is the whole of it.
func (v value) fail(offset, length int, code, msg, hint string) {
	at := v.node.At(offset, length)
	if at.IsZero() {
		at = v.near
	}
	v.b.list.Add(at.Problem(code, msg, hint))
}

// whole reports a problem with the value as a whole.
func (v value) whole(code, msg, hint string) { v.fail(0, 0, code, msg, hint) }

// once reads a value unless it has been read before for another case.
func once[T any](s scope, read func(v value) (T, bool)) *Field[T] {
	v, ok := s.value()
	if !ok {
		return nil
	}
	id := cacheKey{v.node, s.path}
	if old, seen := s.b.cache[id]; seen {
		f, _ := old.(*Field[T])
		return f
	}
	var f *Field[T]
	if got, ok := read(v); ok {
		f = &Field[T]{v.meta, got}
		v.note(v.meta)
	}
	s.b.cache[id] = f
	return f
}

// note is a default in use.
type note struct {
	Meta
	kind    Kind
	suggest Default // what might stand there instead, with an empty text for nothing
}

// note remembers a default in use.
func (v value) note(m Meta) {
	if m.FromDefault && !v.keys.key.Quiet {
		key := v.keys.key
		v.b.notes = append(v.b.notes, note{m, key.Kind, key.suggestedFor(v.place)})
	}
}
