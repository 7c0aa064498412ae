package fee

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/diag"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// section reads one table of a card file. Every accessor notes its problems and
// goes on, so one load reports all faults of a file.
type section struct {
	file     string
	path     string
	source   string // text of the file, at its root only
	data     map[string]any
	lines    map[string]place
	known    []string
	problems *diag.List
}

func (s *section) fail(line int, code, hint, format string, args ...any) {
	msg := fmt.Sprintf(format, args...)
	s.problems.Add(s.problems.Point(
		diag.Problem{File: s.file, Line: line, Code: code, Msg: msg, Hint: hint}))
}

// line returns the line of a key, or of the table where the key is absent.
func (s *section) line(key string) int { return s.place(key).line }

func (s *section) place(key string) place {
	if at, ok := s.lines[strings.TrimPrefix(s.path+"."+key, ".")]; ok {
		return at
	}
	return s.lines[s.path]
}

func (s *section) value(key string) (any, bool) {
	s.know(key)
	v, ok := s.data[key]
	return v, ok
}

// know marks a key as one that this table may hold.
func (s *section) know(key string) {
	if !slices.Contains(s.known, key) {
		s.known = append(s.known, key)
	}
}

// has reports whether the key is written, without marking it as known.
func (s *section) has(key string) bool { _, ok := s.data[key]; return ok }

// text returns a text, "" where the key is absent.
func (s *section) text(key string) string {
	v, ok := s.value(key)
	if !ok {
		return ""
	}
	t, isText := v.(string)
	if !isText {
		s.fail(s.line(key), "value", fmt.Sprintf("write %s = \"...\"", key), "%s must be a text",
			key)
	}
	return strings.TrimSpace(t)
}

// need is text with absence a problem.
func (s *section) need(key string) string {
	if !s.has(key) {
		s.know(key)
		s.fail(s.line(key), "missing-key", "", "%s has no %s", s.path, key)
		return ""
	}
	return s.text(key)
}

// texts returns a list of texts, or the words of one text between commas.
func (s *section) texts(key string) []string {
	v, ok := s.value(key)
	if !ok {
		return nil
	}
	if t, isText := v.(string); isText {
		return splitList(t)
	}
	list, isList := v.([]any)
	var out []string
	for _, item := range list {
		t, isText := item.(string)
		isList = isList && isText
		out = append(out, t)
	}
	if !isList {
		s.fail(s.line(key), "value", "", "%s must be a list of texts", key)
	}
	return out
}

func (s *section) flag(key string) bool {
	v, ok := s.value(key)
	b, isFlag := v.(bool)
	if ok && !isFlag {
		s.fail(s.line(key), "value", "write true or false", "%s must be true or false", key)
	}
	return b
}

// integer returns a whole number of at least min; 0 where the key is absent.
func (s *section) integer(key string, min int64) int64 {
	v, ok := s.value(key)
	n, isInt := v.(int64)
	if ok && (!isInt || n < min) {
		s.fail(s.line(key), "value", "", "%s must be a whole number of at least %d", key, min)
	}
	return n
}

// read parses a text with one of the readers below; def where the key is absent.
func read[T any](s *section, key string, def T, parse func(string) (T, error)) T {
	if !s.has(key) {
		s.know(key)
		return def
	}
	text := s.text(key)
	v, err := parse(text)
	if err != nil {
		s.fail(s.line(key), "value", hintOf(err), "%s: %v", key, err)
		return def
	}
	return v
}

// table returns the rows of a text table; nil where the key is absent.
func (s *section) table(key string, columns ...string) *table {
	if !s.has(key) {
		s.know(key)
		return nil
	}
	return parseTable(s, s.text2(key), s.place(key).text, columns)
}

// text2 is text without trimming, so that line numbers count.
func (s *section) text2(key string) string {
	v, _ := s.value(key)
	t, ok := v.(string)
	if !ok {
		s.fail(s.line(key), "value", `write the rows between """ and """`,
			"%s must be a text of rows", key)
	}
	return t
}

// sub returns a table inside this one, nil where it is absent or no table.
func (s *section) sub(key string) *section {
	v, ok := s.value(key)
	if !ok {
		return nil
	}
	data, isTable := v.(map[string]any)
	if !isTable {
		s.fail(s.line(key), "value", "", "%s must be a table", key)
		return nil
	}
	path := strings.TrimPrefix(s.path+"."+key, ".")
	return &section{file: s.file, path: path, data: data, lines: s.lines, problems: s.problems}
}

// keys lists the keys of the table in the order of the file.
func (s *section) keys() []string {
	byLine := func(a, b string) int { return s.line(a) - s.line(b) }
	return slices.SortedFunc(maps.Keys(s.data), byLine)
}

// finish reports the keys that nothing read.
func (s *section) finish() {
	for _, key := range s.keys() {
		if !slices.Contains(s.known, key) {
			hint := "keys here: " + strings.Join(s.known, ", ")
			if near := diag.Suggest(key, s.known); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			place := cmp.Or(s.path, "a card file")
			s.fail(s.line(key), "unknown-key", hint, "%s has no key %q", place, key)
		}
	}
}

func hintOf(err error) string {
	if e, ok := err.(*quantity.Error); ok {
		return e.Hint
	}
	return ""
}

func parseAmount(text string) (money.Amount, error) {
	a, err := money.Parse(text)
	if err == nil && a < 0 {
		return 0, fmt.Errorf("%q is negative", text)
	}
	return a, err
}

func parseDate(text string) (civil.Date, error) { return civil.ParseDate(text) }

func splitList(text string) []string {
	var out []string
	for _, part := range strings.Split(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// chunk returns the lines of a table and the tables inside it, as written.
func (s *section) chunk(path string) string {
	all := strings.SplitAfter(s.source, "\n")
	first, end := s.lines[path].line, len(all)+1
	for other, at := range s.lines {
		apart := !strings.HasPrefix(other+".", path+".") && other != ""
		if apart && at.line > first && at.line < end {
			end = at.line
		}
	}
	for end-1 > first {
		if line := strings.TrimSpace(all[end-2]); line != "" && line[0] != '#' {
			break
		}
		end-- // comments above the next table are not of this one
	}
	return strings.TrimSpace(strings.Join(all[max(first-1, 0):end-1], ""))
}
