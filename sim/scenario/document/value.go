package document

import (
	"bytes"
	"strings"

	"github.com/BurntSushi/toml"
)

// value scans a value. The texts of strings are filled in later, by the library.
func (s *scanner) value() *Node {
	from := s.at
	n := &Node{src: s.src, start: from}
	switch c := s.peek(); {
	case c == '"' || c == '\'':
		n.Kind = String
		s.quoted()
	case c == '[':
		n.Kind = Array
		s.list(n)
	case c == '{':
		n.Kind = Table
		s.inline(n)
	default:
		s.bare(n)
	}
	n.end = s.at
	n.Pos = s.src.span(from, s.at)
	return n
}

// enter counts nesting; leave undoes it.
func (s *scanner) enter() {
	s.depth++
	if s.depth > maxDepth {
		panic(lost{mistake{s.at, s.at + 1, "depth", "too many lists or tables inside each other",
			""}})
	}
}

func (s *scanner) leave() { s.depth-- }

func (s *scanner) list(n *Node) {
	s.enter()
	open := s.at
	s.at++
	for s.space(); s.peek() != ']'; s.space() {
		if s.at == len(s.data) {
			s.fail(open, open+1, "this list has no closing bracket", `close it with "]"`)
		}
		n.items = append(n.items, s.value())
		s.space()
		if s.peek() == ',' {
			s.at++
		} else if s.peek() != ']' {
			s.badSeparator(open, "list", ']')
		}
	}
	s.at++
	s.leave()
}

func (s *scanner) inline(n *Node) {
	s.enter()
	open := s.at
	s.at++
	for s.space(); s.peek() != '}'; s.space() {
		if s.at == len(s.data) {
			s.fail(open, open+1, "this table has no closing brace", `close it with "}"`)
		}
		s.keyValue(n)
		s.space()
		if s.peek() == ',' {
			s.at++
		} else if s.peek() != '}' {
			s.badSeparator(open, "table", '}')
		}
	}
	s.at++
	s.leave()
}

// quoted scans a string of any of the four forms.
func (s *scanner) quoted() {
	from := s.at
	quote := s.data[s.at : s.at+1]
	long := bytes.Repeat(quote, 3)
	if bytes.HasPrefix(s.data[s.at:], long) {
		s.at += 3
		s.longString(from, long)
		return
	}
	for s.at++; s.at < len(s.data); s.at++ {
		switch c := s.data[s.at]; {
		case c == quote[0]:
			s.at++
			return
		case c == '\\' && quote[0] == '"':
			s.badEscape(from)
			s.at++
		case c == '\n':
			s.openString(from, quote[0])
		}
	}
	s.openString(from, quote[0])
}

// longString scans to the closing triple quote; up to two quotes before it belong to the text.
func (s *scanner) longString(from int, long []byte) {
	for ; s.at < len(s.data); s.at++ {
		if s.data[s.at] == '\\' && long[0] == '"' {
			s.at++
			continue
		}
		if !bytes.HasPrefix(s.data[s.at:], long) {
			continue
		}
		s.at += 3
		for extra := 0; extra < 2 && s.peek() == long[0]; extra++ {
			s.at++
		}
		return
	}
	s.at = len(s.data)
	s.fail(from, from+3, "this text has no closing "+string(long), "")
}

// bare scans a number, date or truth value.
func (s *scanner) bare(n *Node) {
	from := s.at
	for s.at < len(s.data) && isBareValue(s.data[s.at]) {
		s.at++
	}
	if s.at == from+10 && looksLikeDate(string(s.data[from:s.at])) && s.peek() == ' ' &&
		s.at+1 < len(s.data) && isDigit(s.data[s.at+1]) { // "2026-02-02 13:00:00"
		for s.at++; s.at < len(s.data) && isBareValue(s.data[s.at]); {
			s.at++
		}
	}
	n.Text = string(s.data[from:s.at])
	kind, ok := bareKind(n.Text)
	if !ok {
		s.badValue(from)
	}
	n.Kind = kind
}

func isBareValue(c byte) bool {
	return isBareKey(c) || c == '+' || c == '.' || c == ':'
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func looksLikeDate(t string) bool {
	return len(t) >= 10 && isDigit(t[0]) && isDigit(t[3]) && t[4] == '-' && t[7] == '-'
}

// bareKind guesses the kind of an unquoted value from its shape.
func bareKind(t string) (Kind, bool) {
	digits := strings.TrimLeft(t, "+-")
	switch {
	case t == "true" || t == "false":
		return Bool, true
	case digits == "nan" || digits == "inf":
		return Float, true
	case digits == "" || !isDigit(digits[0]):
		return 0, false
	case looksLikeDate(t) && len(t) == 10:
		return Date, true
	case looksLikeDate(t) || strings.Contains(t, ":"):
		return Time, true
	case strings.HasPrefix(digits, "0x") || strings.HasPrefix(digits, "0o") ||
		strings.HasPrefix(digits, "0b"):
		return Integer, strings.Trim(strings.ToLower(digits[2:]), "0123456789abcdef_") == ""
	case strings.Trim(digits, "0123456789_") == "":
		return Integer, true
	}
	return Float, strings.Trim(digits, "0123456789_.eE+-") == ""
}

// decodeBasic decodes the body of a basic string with escapes, "" where the library refuses it.
func decodeBasic(body string) string {
	var v struct{ K string }
	if !decodes(`K = "`+body+`"`, &v) {
		return ""
	}
	return v.K
}

// decodes runs the library, which panics on a few malformed texts instead of returning an error.
func decodes(text string, v any) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	_, err := toml.Decode(text, v)
	return err == nil
}
