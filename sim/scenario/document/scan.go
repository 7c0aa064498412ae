package document

import (
	"bytes"
	"regexp"
	"strings"
)

// Limits that keep hostile files from exhausting the stack: both are far beyond any scenario.
const (
	maxDepth    = 50 // nested lists and inline tables
	maxKeyParts = 20 // parts of a dotted key
)

// scanner finds keys and values of a TOML text. It accepts whatever has the shape of TOML and
// leaves the judgement to the library; what it cannot follow it reports as a mistake, in words
// for people who do not know TOML.
type scanner struct {
	src      *source
	data     []byte
	at       int
	mistakes []mistake
	depth    int
}

// mistake is a stretch of text that cannot be read.
type mistake struct {
	from, to  int
	code      string
	msg, hint string
}

// lost is thrown where the scanner cannot go on in the present line.
type lost struct{ mistake }

func (s *scanner) fail(from, to int, msg, hint string) {
	panic(lost{mistake{from, to, "syntax", msg, hint}})
}

const maxMistakes = 20

// freshLine matches lines that do not continue a list or table of the line before.
var freshLine = regexp.MustCompile(`^\s*$|^\s*#|^[A-Za-z0-9_."-]+\s*=[^,]*$|^\[`)

// document scans the whole text. After a mistake it goes on with the next line.
func (s *scanner) document() *Node {
	root := &Node{Kind: Table, Pos: s.src.span(0, 0), header: true}
	current := root
	for s.at < len(s.data) && len(s.mistakes) < maxMistakes {
		s.line(root, &current)
	}
	return root
}

// line scans one line of the top level: a header, a key with its value, or nothing.
func (s *scanner) line(root *Node, current **Node) {
	defer func() {
		if r := recover(); r != nil {
			l, ok := r.(lost)
			if !ok {
				panic(r)
			}
			s.mistakes = append(s.mistakes, l.mistake)
			s.at = max(s.at, l.from)
			s.skipLine()
			if s.depth > 0 && !freshLine.MatchString(s.restOfLine(s.at)) {
				s.at = len(s.data) // in the middle of a list: whatever follows would be misread
			}
			s.depth = 0
		}
	}()
	s.blank()
	if s.lineEnd() {
		return
	}
	if s.peek() == '[' {
		*current = s.header(root)
	} else {
		s.keyValue(*current)
	}
	s.blank()
	if !s.lineEnd() {
		s.trailing()
	}
}

func (s *scanner) peek() byte {
	if s.at < len(s.data) {
		return s.data[s.at]
	}
	return 0
}

func (s *scanner) skipLine() {
	if i := bytes.IndexByte(s.data[s.at:], '\n'); i >= 0 {
		s.at += i + 1
		return
	}
	s.at = len(s.data)
}

// blank skips spaces and tabs.
func (s *scanner) blank() {
	for s.at < len(s.data) && (s.data[s.at] == ' ' || s.data[s.at] == '\t') {
		s.at++
	}
}

// lineEnd skips a comment and the end of the line, and reports whether there was one.
func (s *scanner) lineEnd() bool {
	if s.peek() == '#' {
		if i := bytes.IndexByte(s.data[s.at:], '\n'); i >= 0 {
			s.at += i
		} else {
			s.at = len(s.data)
		}
	}
	if s.at == len(s.data) {
		return true
	}
	n := newlineLen(string(s.data[s.at:min(s.at+2, len(s.data))]))
	s.at += n
	return n > 0
}

// space skips blanks, line ends and comments, as allowed between the parts of a list.
func (s *scanner) space() {
	for s.at < len(s.data) {
		before := s.at
		s.blank()
		s.lineEnd()
		if s.at == before {
			return
		}
	}
}

// keyPart is one part of a dotted key.
type keyPart struct {
	name     string
	from, to int
}

// key scans a dotted key.
func (s *scanner) key() []keyPart {
	var parts []keyPart
	for {
		s.blank()
		parts = append(parts, s.keyPart())
		if len(parts) > maxKeyParts {
			p := parts[0]
			panic(lost{mistake{p.from, s.at, "depth", "the key has too many parts", ""}})
		}
		s.blank()
		if s.peek() != '.' {
			return parts
		}
		s.at++
	}
}

func (s *scanner) keyPart() keyPart {
	from := s.at
	switch s.peek() {
	case '"', '\'':
		s.quoted()
		raw := string(s.data[from:s.at])
		return keyPart{unquote(raw), from, s.at}
	}
	for s.at < len(s.data) && isBareKey(s.data[s.at]) {
		s.at++
	}
	if s.at == from {
		s.badKey()
	}
	return keyPart{string(s.data[from:s.at]), from, s.at}
}

func isBareKey(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' ||
		c == '-'
}

// keyValue scans "key = value" into a table.
func (s *scanner) keyValue(table *Node) {
	parts := s.key()
	last := parts[len(parts)-1]
	if s.peek() != '=' {
		s.badAssignment(parts[0].from, last.to)
	}
	s.at++
	s.blank()
	v := s.value()
	for _, p := range parts[:len(parts)-1] {
		table = s.subtable(table, p)
	}
	s.put(table, last, v)
}

// subtable returns the table under a key part, made when absent.
func (s *scanner) subtable(table *Node, p keyPart) *Node {
	at := s.src.span(p.from, p.to)
	old := table.Get(p.name)
	if old == nil {
		old = &Node{Kind: Table, Pos: at, Key: at, header: true}
		table.set(p.name, old)
		return old
	}
	if old.Kind == Array && len(old.items) > 0 && old.header {
		old = old.items[len(old.items)-1]
	}
	if old.Kind != Table {
		s.duplicate(p, old)
	}
	return old
}

func (s *scanner) put(table *Node, p keyPart, v *Node) {
	if old := table.Get(p.name); old != nil {
		s.duplicate(p, old)
	}
	v.Key = s.src.span(p.from, p.to)
	table.set(p.name, v)
}

// header scans "[a.b]" or "[[a.b]]" and returns the table it opens.
func (s *scanner) header(root *Node) *Node {
	from := s.at
	s.at++
	list := s.peek() == '['
	if list {
		s.at++
	}
	parts := s.key()
	closing := "]"
	if list {
		closing = "]]"
	}
	if !bytes.HasPrefix(s.data[s.at:], []byte(closing)) {
		s.badHeader(from, parts, closing)
	}
	s.at += len(closing)
	table := root
	for _, p := range parts[:len(parts)-1] {
		table = s.subtable(table, p)
	}
	last := parts[len(parts)-1]
	if list {
		return s.element(table, last)
	}
	return s.subtable(table, last)
}

// element appends a table to the list of tables under a key part.
func (s *scanner) element(table *Node, p keyPart) *Node {
	at := s.src.span(p.from, p.to)
	list := table.Get(p.name)
	if list == nil {
		list = &Node{Kind: Array, Pos: at, Key: at, header: true}
		table.set(p.name, list)
	}
	if list.Kind != Array || !list.header {
		s.duplicate(p, list)
	}
	t := &Node{Kind: Table, Pos: at, header: true}
	list.items = append(list.items, t)
	return t
}

// unquote returns the text of a quoted key; the few escapes that make sense in a key are the
// library's to judge, so only the plain forms are decoded here.
func unquote(raw string) string {
	body := raw[1 : len(raw)-1]
	if raw[0] == '\'' || !strings.Contains(body, `\`) {
		return body
	}
	return decodeBasic(body)
}
