package document

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fbasim/sim/diag"
)

// Pos is a stretch of a line of a file. Columns and lengths count characters from 1; the zero
// value means nowhere.
type Pos struct {
	File           string
	Line, Col, Len int
}

// IsZero reports whether the position is nowhere.
func (p Pos) IsZero() bool { return p.Line == 0 }

// String writes "file:line:col".
func (p Pos) String() string {
	return p.File + ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Col)
}

// Problem returns an error at the position.
func (p Pos) Problem(code, msg, hint string) diag.Problem {
	return diag.Problem{File: p.File, Line: p.Line, Col: p.Col, Len: p.Len,
		Code: code, Msg: msg, Hint: hint}
}

// Warning returns a warning at the position.
func (p Pos) Warning(code, msg, hint string) diag.Problem {
	w := p.Problem(code, msg, hint)
	w.Warning = true
	return w
}

// Kind says what a node is.
type Kind uint8

// The kinds of nodes. Date is a day such as 2026-02-28, Time any TOML date-time or time of day.
const (
	Table Kind = iota
	Array
	String
	Integer
	Float
	Bool
	Date
	Time
)

var kindNames = [...]string{"table", "list", "text", "whole number", "number", "true or false",
	"date", "date with time"}

// String returns the kind as a planner would call it: "whole number".
func (k Kind) String() string { return kindNames[k] }

// Node is a value of a document. Nodes are not changed once a function of this package returned
// them, and may be shared between trees.
type Node struct {
	Kind Kind
	Pos  Pos // of the value; of a table with a header, its first header
	Key  Pos // of the key that names it; zero for list elements and the top of a document
	Text string

	src        *source // nil for values that were not in a TOML file
	start, end int     // bytes of the value in src

	fields []Field
	index  map[string]int // into fields, once there are many
	items  []*Node
	header bool // a table made by a header or dotted key, not inline
}

// Field is a named value of a table.
type Field struct {
	Name string
	Node *Node
}

// NewString returns a text value that stands at pos, outside any TOML file.
func NewString(text string, pos Pos) *Node { return &Node{Kind: String, Text: text, Pos: pos} }

// NewTable returns a table of fields, of which the last wins where names repeat.
func NewTable(pos Pos, fields ...Field) *Node {
	t := &Node{Kind: Table, Pos: pos, fields: make([]Field, 0, len(fields))}
	for _, f := range fields {
		t.set(f.Name, f.Node)
	}
	return t
}

// NewList returns a list of items.
func NewList(pos Pos, items ...*Node) *Node { return &Node{Kind: Array, Pos: pos, items: items} }

// Put adds a value under a path of keys to a table that is still being built; tables on the way
// are made at the place of the value.
func (n *Node) Put(v *Node, path ...string) {
	for _, name := range path[:len(path)-1] {
		next := n.Get(name)
		if next == nil || next.Kind != Table {
			next = &Node{Kind: Table, Pos: v.Pos, Key: v.Pos, header: true}
			n.set(name, next)
		}
		n = next
	}
	n.set(path[len(path)-1], v)
}

// Fields returns the fields of a table in file order, nothing for other nodes and nil.
func (n *Node) Fields() []Field {
	if n == nil {
		return nil
	}
	return n.fields
}

// Items returns the elements of a list, nothing for other nodes and nil.
func (n *Node) Items() []*Node {
	if n == nil {
		return nil
	}
	return n.items
}

// Get returns the value under a path of keys, nil when there is none.
func (n *Node) Get(path ...string) *Node {
	for _, name := range path {
		if n == nil {
			return nil
		}
		i := n.find(name)
		if i < 0 {
			return nil
		}
		n = n.fields[i].Node
	}
	return n
}

// manyFields is the size from which a table keeps an index instead of searching.
const manyFields = 12

func (n *Node) find(name string) int {
	if n.index != nil {
		if i, ok := n.index[name]; ok {
			return i
		}
		return -1
	}
	return slices.IndexFunc(n.fields, func(f Field) bool { return f.Name == name })
}

// set replaces or appends a field.
func (n *Node) set(name string, v *Node) {
	if i := n.find(name); i >= 0 {
		n.fields[i].Node = v
		return
	}
	n.fields = append(n.fields, Field{name, v})
	if n.index != nil {
		n.index[name] = len(n.fields) - 1
	} else if len(n.fields) > manyFields {
		n.reindex()
	}
}

func (n *Node) reindex() {
	n.index = nil
	if len(n.fields) <= manyFields {
		return
	}
	n.index = make(map[string]int, 2*len(n.fields))
	for i, f := range n.fields {
		n.index[f.Name] = i
	}
}

// Int returns the value of an Integer node.
func (n *Node) Int() (int64, error) { return strconv.ParseInt(n.Text, 0, 64) }

// Float returns the value of a Float or Integer node.
func (n *Node) Float() (float64, error) {
	if n.Kind == Integer {
		i, err := n.Int()
		return float64(i), err
	}
	return strconv.ParseFloat(strings.ReplaceAll(n.Text, "_", ""), 64)
}

// Raw returns a value as it is written, quotes and all; what stands in no file as its text.
func (n *Node) Raw() string {
	if n.src == nil {
		return n.Text
	}
	return string(n.src.data[n.start:n.end])
}

// At returns the position of length bytes of a text value from a byte offset, following escapes
// and line ends of the file. A length of 0 or less means to the end; the whole text is the whole
// value with its quotes.
func (n *Node) At(offset, length int) Pos {
	if length <= 0 || offset+length > len(n.Text) {
		length = len(n.Text) - offset
	}
	if n.Kind != String || offset < 0 || length <= 0 || offset == 0 && length == len(n.Text) {
		return n.Pos
	}
	if n.src != nil {
		from, to := n.src.inside(n, offset), n.src.inside(n, offset+length)
		return n.src.span(from, max(to, from+1))
	}
	p := n.Pos
	p.Col += utf8.RuneCountInString(n.Text[:offset])
	p.Len = utf8.RuneCountInString(n.Text[offset : offset+length])
	return p
}
