package sweep

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"fbasim/sim/diag"
	"fbasim/sim/scenario"
	"fbasim/sim/scenario/document"
)

// ParamFile is the file name in positions of parameters given on the command line; the line counts
// the options from 1.
const ParamFile = "-p"

const specHint = `write product.MUG.price.CA="30..60 CAD step 5 CAD", "30..60 CAD points 7" or "[29.99 CAD, 34.99 CAD]"`

// Specs reads parameters given on the command line, each `path=values`, where values are
//
//	[29.99 CAD, 34.99 CAD]     a list; items with commas stand in quotes or parentheses
//	30..60 CAD step 5 CAD      a range with a step, ends included where the step meets them
//	30..60 CAD points 7        a range with a number of values at equal distances
//	30..60 CAD                 a range for the designs that sample it
//	local-fba                  one value
//
// Problems go to the list.
func Specs(specs []string, list *diag.List) (out []*scenario.Swept) {
	shown := make([]string, len(specs))
	for i, text := range specs {
		shown[i] = strings.ReplaceAll(text, "\n", " ")
	}
	list.Keep(ParamFile, []byte(strings.Join(shown, "\n")))
	for i, text := range specs {
		s := spec{text: shown[i], line: i + 1, list: list}
		if strings.ContainsAny(text, "\r\n\x00") || !utf8.ValidString(text) {
			list.Add(s.at(0, 0).Problem("set", "a parameter must be one line of text", specHint))
			continue
		}
		if p := s.read(); p != nil {
			out = append(out, p)
		}
	}
	return out
}

// spec is one parameter on the command line.
type spec struct {
	text string
	line int
	list *diag.List
}

// at returns the position of a stretch of bytes; a length of 0 is all the rest.
func (s *spec) at(from, length int) document.Pos {
	if length <= 0 {
		length = len(s.text) - from
	}
	return document.Pos{File: ParamFile, Line: s.line, Col: 1 + utf8.RuneCountInString(s.text[:from]),
		Len: max(1, utf8.RuneCountInString(s.text[from:from+length]))}
}

func (s *spec) fail(from, length int, msg string) {
	s.list.Add(s.at(from, length).Problem("sweep", msg, specHint))
}

func (s *spec) read() *scenario.Swept {
	cut := s.equals()
	if cut < 0 {
		s.fail(0, 0, fmt.Sprintf("%q is not path=values", s.text))
		return nil
	}
	name := s.text[:cut]
	path := &scenario.Text{Meta: scenario.Meta{Pos: s.at(0, cut), Text: name}, Value: name}
	p := &scenario.Swept{Path: path, Key: scenario.SweptKey(path, s.list)}
	from, body := s.trim(cut+1, len(s.text))
	switch {
	case body == "":
		s.fail(cut, 1, "there are no values")
		return nil
	case body[0] == '[':
		if !s.items(p, from, body) {
			return nil
		}
	case dots(body) >= 0:
		if !s.ranged(p, from, body) {
			return nil
		}
	default:
		p.Values = []scenario.SweptValue{s.value(from, body)}
	}
	return p
}

// equals finds the sign that ends the path, which may hold one in a quoted name.
func (s *spec) equals() int {
	for i := range len(s.text) {
		if s.text[i] == '=' {
			if _, ok := document.Path(s.text[:i]); ok {
				return i
			}
		}
	}
	return -1
}

// trim returns a stretch without the spaces around it, and where it begins.
func (s *spec) trim(from, to int) (int, string) {
	text := strings.TrimLeft(s.text[from:to], " \t")
	return to - len(text), strings.TrimRight(text, " \t")
}

func (s *spec) value(from int, raw string) scenario.SweptValue {
	text := raw
	if len(raw) >= 2 && (raw[0] == '"' || raw[0] == '\'') && raw[len(raw)-1] == raw[0] {
		text = raw[1 : len(raw)-1]
		if plain, err := strconv.Unquote(raw); err == nil && raw[0] == '"' {
			text = plain
		}
	}
	return scenario.SweptValue{Pos: s.at(from, len(raw)), Text: text, Raw: raw}
}

// items reads a list, cut at commas outside of quotes and parentheses.
func (s *spec) items(p *scenario.Swept, from int, body string) bool {
	if body[len(body)-1] != ']' {
		s.fail(from, 1, "this list has no closing bracket")
		return false
	}
	start, depth, quote := 1, 0, byte(0)
	for i := 1; i < len(body); i++ {
		c := body[i]
		switch last := i == len(body)-1; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(' || c == '{' || c == '[':
			depth++
		case c == ')' || c == '}' || c == ']' && !last:
			depth--
		case depth == 0 && c == ',' || last:
			at, item := s.trim(from+start, from+i)
			if item == "" {
				s.fail(from+start, max(1, i-start), "there is an empty place in the list")
				return false
			}
			p.Values = append(p.Values, s.value(at, item))
			start = i + 1
		}
	}
	if depth != 0 || quote != 0 {
		s.fail(from, len(body), "quotes or parentheses of the list do not match")
		return false
	}
	return true
}

// dots finds the ".." of a range outside of quotes and parentheses, -1 where there is none.
func dots(body string) int {
	depth := 0
	for i := range len(body) - 1 {
		switch body[i] {
		case '(':
			depth++
		case ')':
			depth--
		case '"', '\'':
			return -1
		case '.':
			if body[i+1] == '.' && depth == 0 {
				return i
			}
		}
	}
	return -1
}

// ranged reads FROM..TO, and a step or a number of points.
func (s *spec) ranged(p *scenario.Swept, from int, body string) bool {
	cut := dots(body)
	end := len(body)
	for _, word := range []string{" step ", " points "} {
		i := strings.Index(body, word)
		if i < 0 {
			continue
		}
		at, text := s.trim(from+i+len(word), from+len(body))
		end = min(end, i)
		if word == " step " {
			v := s.value(at, text)
			p.Step = &v
			continue
		}
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < 2 || n > scenario.MaxSweepPoints {
			s.fail(at, len(text), fmt.Sprintf("%q is no number of points: 2 to %d are possible", text,
				scenario.MaxSweepPoints))
			return false
		}
		p.Points = &scenario.Int{Meta: scenario.Meta{Pos: s.at(at, len(text)), Text: text}, Value: n}
	}
	if cut < 0 || end < cut+len("..") {
		s.fail(from, len(body), "the step or the number of points stands before the end of the range")
		return false
	}
	lo, loText := s.trim(from, from+cut)
	hi, hiText := s.trim(from+cut+2, from+end)
	if loText == "" || hiText == "" {
		s.fail(from, len(body), "a range needs both ends")
		return false
	}
	a, b := s.value(lo, loText), s.value(hi, hiText)
	p.From, p.To = &a, &b
	return true
}
