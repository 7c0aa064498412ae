package document

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The typing mistakes planners make, each with what to write instead. Every function here throws.

const curlyQuotes = "“”„‟«»‘’‚‛´`″"

// duplicate reports a key that is defined for the second time. The scan goes on, because nothing
// is unclear about the rest of the file.
func (s *scanner) duplicate(p keyPart, old *Node) {
	at := old.Key
	if at.IsZero() {
		at = old.Pos
	}
	panic(lost{mistake{p.from, p.to, "duplicate-key",
		fmt.Sprintf("%q is defined twice", p.name),
		fmt.Sprintf("the first is on line %d; keep one of them", at.Line)}})
}

// rune returns the character at an offset, as text.
func (s *scanner) rune(at int) string {
	r, size := utf8.DecodeRune(s.data[at:])
	if size == 0 {
		return ""
	}
	return string(r)
}

// restOfLine returns the text from an offset to the end of its line, without a comment.
func (s *scanner) restOfLine(at int) string {
	rest := string(s.data[at:])
	if i := strings.IndexAny(rest, "\r\n"); i >= 0 {
		rest = rest[:i]
	}
	if i := strings.Index(rest, " #"); i >= 0 {
		rest = rest[:i]
	}
	return strings.TrimRight(rest, " \t")
}

func (s *scanner) badKey() {
	at := s.at
	c := s.rune(at)
	switch {
	case s.peek() == '=':
		s.fail(at, at+1, "there is no key before the equals sign", "")
	case c == "" || c == "\n" || c == "\r":
		s.fail(max(at-1, 0), at, "a key is missing here", "")
	case strings.Contains(curlyQuotes, c):
		s.curly(at)
	case c == "}" || c == "]" || c == ",":
		s.fail(at, at+1, fmt.Sprintf("%q stands where a key should be", c), "")
	case c == "/" && strings.HasPrefix(s.restOfLine(at), "//"), c == ";":
		s.fail(at, at+len(s.restOfLine(at)), "this is not how comments are written",
			`begin comments with "#"`)
	}
	word := strings.FieldsFunc(s.restOfLine(at), func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("=.[]{}", r)
	})
	if len(word) == 0 {
		s.fail(at, at+len(c), fmt.Sprintf("%q cannot stand in a key", c), "")
	}
	s.fail(at, at+len(word[0]), fmt.Sprintf("%q cannot stand in a key as it is", c),
		fmt.Sprintf("put the name in quotes: %q", word[0]))
}

var assignment = regexp.MustCompile(`^[A-Za-z0-9_.-]+\s*[:=]`)

// badAssignment reports a key that no equals sign follows.
func (s *scanner) badAssignment(from, to int) {
	key := string(s.data[from:to])
	rest := s.restOfLine(s.at)
	switch {
	case strings.HasPrefix(rest, ":"):
		value := strings.TrimSpace(strings.TrimPrefix(rest[1:], "="))
		s.fail(s.at, s.at+1, `a colon stands where "=" should`,
			fmt.Sprintf("write %s = %s", key, value))
	case rest == "":
		s.fail(from, to, fmt.Sprintf("%q has no value", key), fmt.Sprintf("write %s = ...", key))
	case strings.Contains(rest, "="):
		name := strings.TrimSpace(key + " " + strings.TrimSpace(rest[:strings.Index(rest, "=")]))
		s.fail(from, from+len(name), fmt.Sprintf("%q is not one word", name),
			fmt.Sprintf("names with spaces or signs need quotes: %q = ...", name))
	}
	c := s.rune(s.at)
	s.fail(s.at, s.at+len(c), fmt.Sprintf(`"=" is missing after %q`, key),
		fmt.Sprintf("write %s = ...", key))
}

func (s *scanner) badHeader(from int, parts []keyPart, closing string) {
	opening := strings.Repeat("[", len(closing))
	rest := s.restOfLine(from)
	if strings.HasSuffix(rest, closing) {
		last := parts[len(parts)-1]
		name := strings.TrimSpace(rest[last.from-from : len(rest)-len(closing)])
		s.fail(last.from, last.from+len(name), fmt.Sprintf("%q is not one word", name),
			fmt.Sprintf("names with spaces or signs need quotes: %q", name))
	}
	s.fail(from, from+len(rest), fmt.Sprintf("the header has no closing %q", closing),
		"write "+opening+string(s.data[parts[0].from:parts[len(parts)-1].to])+closing)
}

// trailing reports text that stands after a complete value or header.
func (s *scanner) trailing() {
	rest := s.restOfLine(s.at)
	if s.peek() == '\r' {
		s.fail(s.at, s.at+1, "the line ends with a bare carriage return",
			"save the file with Unix (LF) or Windows (CRLF) line ends")
	}
	from := s.valueStart()
	whole := s.restOfLine(from)
	switch {
	case from == s.at:
		s.fail(s.at, s.at+len(rest), fmt.Sprintf("%q stands after the end of the header", rest),
			"begin a new line")
	case s.data[from] == '"' || s.data[from] == '\'':
		if assignment.MatchString(rest) {
			s.fail(s.at, s.at+len(rest), "two values stand on one line", "begin a new line")
		}
		s.fail(s.at, s.at+len(rest), fmt.Sprintf("%q stands after the closing quote", rest),
			"put everything inside the quotes")
	case s.data[from] == '[' || s.data[from] == '{':
		s.fail(s.at, s.at+len(rest), fmt.Sprintf("%q stands after the closing bracket", rest), "")
	}
	s.plain(from, whole)
}

// valueStart returns where the value of the present line begins, the present place when the line
// has none.
func (s *scanner) valueStart() int {
	line, _ := s.src.place(s.at)
	start := s.src.lines[line-1]
	eq := strings.IndexByte(string(s.data[start:s.at]), '=')
	if eq < 0 {
		before := strings.TrimSpace(string(s.data[start:s.at]))
		if s.data[start] == '[' || strings.HasPrefix(before, "[") {
			return s.at
		}
		return start
	}
	at := start + eq + 1
	for at < s.at && (s.data[at] == ' ' || s.data[at] == '\t') {
		at++
	}
	return at
}

// badValue reports a value that is neither quoted nor a number, date or truth value.
func (s *scanner) badValue(from int) {
	s.at = from
	rest := s.restOfLine(from)
	if s.depth > 0 {
		if i := strings.IndexAny(rest, ",]}"); i > 0 {
			rest = strings.TrimRight(rest[:i], " \t")
		}
	}
	c := s.rune(from)
	switch {
	case rest == "":
		s.fail(from, from, "the value is missing", "")
	case strings.Contains(curlyQuotes, c):
		s.curly(from)
	case c == "," || c == "]" || c == "}" || c == "=":
		s.fail(from, from+len(c), fmt.Sprintf("%q stands where a value should be", c), "")
	}
	s.plain(from, rest)
}

var (
	decimalComma = regexp.MustCompile(`^[+-]?\d+,\d+$`)
	commaUnit    = regexp.MustCompile(`^[+-]?\d+,\d{1,2}\s*[A-Z%][A-Z]*$`)
	localDate    = regexp.MustCompile(`^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$|` +
		`^\d{4}[/-]\d{1,2}[/-]\d{1,2}$`)
	truth = regexp.MustCompile(`^(?i:true|false|yes|no|on|off)$`)
)

// plain reports an unquoted value that needs quotes or another spelling.
func (s *scanner) plain(from int, text string) {
	to := from + len(text)
	hint := "write " + tomlString(text)
	switch {
	case decimalComma.MatchString(text):
		point := strings.Replace(text, ",", ".", 1)
		s.fail(from, to, fmt.Sprintf("decimal comma: write %s, not %s", point, text),
			"values with a unit stand in quotes: \""+point+" USD\", \""+point+" %\"")
	case localDate.MatchString(text):
		s.fail(from, to, fmt.Sprintf("%q is not a date", text), "write dates as 2026-02-28")
	case strings.HasPrefix(strings.TrimLeft(text, "+-"), "."):
		s.fail(from, to, fmt.Sprintf("%q is not a number", text), "numbers begin with a digit: 0.5")
	case commaUnit.MatchString(text):
		hint = "write " + tomlString(strings.Replace(text, ",", ".", 1))
	case strings.HasSuffix(text, "%"):
		percent := strings.TrimSpace(strings.TrimSuffix(text, "%")) + " %"
		s.fail(from, to, "a percentage stands in quotes", "write "+tomlString(percent))
	case truth.MatchString(text):
		want := map[bool]string{true: "true", false: "false"}
		yes := strings.ContainsAny(strings.ToLower(text[:1]), "ty") || strings.EqualFold(text, "on")
		s.fail(from, to, fmt.Sprintf("%q is not a truth value", text), "write "+want[yes])
	case strings.HasSuffix(text, `"`):
		s.fail(from, to, "the opening quote is missing",
			"write "+tomlString(strings.TrimRight(text, `"`)))
	}
	s.fail(from, to, fmt.Sprintf("%s needs quotes", text), hint)
}

// curly reports quotes of a word processor.
func (s *scanner) curly(from int) {
	rest := s.restOfLine(min(from, s.at))
	straight := strings.Map(func(r rune) rune {
		if strings.ContainsRune(curlyQuotes, r) {
			return '"'
		}
		return r
	}, rest)
	s.fail(from, from+len(s.rune(from)), fmt.Sprintf("%s is a typographic quote", s.rune(from)),
		"use straight quotes: "+straight)
}

func (s *scanner) openString(from int, quote byte) {
	text := s.restOfLine(from)
	s.at = from
	if i := strings.IndexAny(text[1:], curlyQuotes); i >= 0 {
		s.curly(from + 1 + i)
	}
	s.fail(from, from+len(text), "the closing quote is missing",
		"write "+tomlString(strings.TrimLeft(text, string(quote))))
}

// badEscape refuses a backslash that does not begin one of TOML's escapes: a Windows path.
func (s *scanner) badEscape(from int) {
	if s.at+1 < len(s.data) && strings.IndexByte("btnfre\"\\xuU", s.data[s.at+1]) >= 0 {
		return
	}
	text := s.restOfLine(from)
	if i := strings.LastIndexByte(text[1:], '"'); i >= 0 {
		text = text[:i+2]
	}
	s.fail(s.at, s.at+2, "a backslash has a special meaning here",
		"write paths with slashes: "+strings.ReplaceAll(text, `\`, "/"))
}

func (s *scanner) badSeparator(open int, what string, closing byte) {
	line, _ := s.src.place(open)
	rest := s.restOfLine(s.at)
	c := s.rune(s.at)
	if strings.IndexByte(rest, closing) >= 0 && (isBareKey(c[0]) || c == `"`) {
		s.fail(s.at, s.at+len(c), "a comma is missing before this", "")
	}
	if s.at == len(s.data) || assignment.MatchString(rest) || strings.HasPrefix(rest, "[") {
		s.at = open
		s.fail(open, open+1, fmt.Sprintf("this %s is not closed", what),
			fmt.Sprintf("put %q after its last element", string(closing)))
	}
	if strings.Contains(curlyQuotes, c) {
		s.curly(s.at)
	}
	s.fail(s.at, s.at+len(c), fmt.Sprintf("%q in the %s of line %d", c, what, line),
		fmt.Sprintf("separate elements with commas, put texts in quotes, close with %q",
			string(closing)))
}

// tomlString writes text as TOML would.
func tomlString(text string) string {
	if !strings.ContainsAny(text, "\"\\") && strings.IndexFunc(text, unicode.IsControl) < 0 {
		return `"` + text + `"`
	}
	return strconv.Quote(text)
}
