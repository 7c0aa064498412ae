package document

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"fbasim/sim/diag"
)

// MaxSize is the size in bytes beyond which a file is refused: scenarios are written by hand, and
// data belongs in CSV files.
const MaxSize = 16 << 20

// Parse reads a TOML text into a tree. Problems are added to list under the name file; the result
// is nil when there are any. The list keeps the text for rendering.
func Parse(file string, data []byte, list *diag.List) *Node {
	list.Keep(file, data)
	if p, bad := unreadable(file, data); bad {
		list.Add(p)
		return nil
	}
	data = bytes.TrimPrefix(data, []byte(utf8BOM))
	src := newSource(file, data)
	if at := invalidUTF8(data); at >= 0 {
		list.Add(src.span(at, at+1).Problem("encoding", encodingMsg(data[at]),
			`save the file as UTF-8 (in spreadsheets: "CSV UTF-8"; `+
				`in editors: "Save with encoding")`))
		return nil
	}
	s := &scanner{src: src, data: data}
	root := s.document()
	if len(s.mistakes) > 0 {
		for _, m := range s.mistakes {
			list.Add(src.span(m.from, m.to).Problem(m.code, m.msg, m.hint))
		}
		return nil
	}
	var values map[string]any
	if p, bad := decode(src, &values); bad {
		list.Add(p)
		return nil
	}
	return finish(root, values, list)
}

// finish fills in the texts of a scanned tree and refuses what TOML allows and scenarios do not.
func finish(root *Node, values map[string]any, list *diag.List) *Node {
	if len(root.fields) == 0 {
		list.Add(Pos{root.Pos.File, 1, 1, 1}.Problem("empty", "the file holds no settings", ""))
		return nil
	}
	before := list.Errors()
	fill(root, values, list)
	if list.Errors() > before {
		return nil
	}
	return root
}

const utf8BOM = "\xef\xbb\xbf"

// unreadable recognizes files that are not text.
func unreadable(file string, data []byte) (diag.Problem, bool) {
	at := Pos{file, 1, 1, 1}
	switch {
	case len(data) > MaxSize:
		return at.Problem("too-large",
			fmt.Sprintf("the file has %d MB, more than the %d MB allowed",
				len(data)>>20, MaxSize>>20), "put large tables into CSV files"), true
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return at.Problem("binary", "this is a spreadsheet or zip file, not a text file",
			"save it as text"), true
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		return at.Problem("encoding", "the file is saved as UTF-16", "save it as UTF-8"), true
	case bytes.IndexByte(data, 0) >= 0:
		return at.Problem("binary", "this is not a text file", ""), true
	}
	return diag.Problem{}, false
}

func invalidUTF8(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return -1
}

// encodingMsg shows the byte as the letter it stands for in Latin-1, which is what old Windows
// programs write.
func encodingMsg(b byte) string {
	if b >= 0xa0 {
		return fmt.Sprintf("this character is not UTF-8 (%q in Latin-1)", rune(b))
	}
	return fmt.Sprintf("byte 0x%02x is not UTF-8", b)
}

// decode lets the library parse and judge the text.
func decode(src *source, values *map[string]any) (p diag.Problem, bad bool) {
	defer func() {
		if r := recover(); r != nil { // the library gives up on some malformed numbers this way
			p, bad = Pos{src.file, 1, 1, 1}.Problem("syntax", "the file cannot be read as TOML",
				""), true
		}
	}()
	_, err := toml.Decode(string(src.data), values)
	if err == nil {
		return p, false
	}
	var parse toml.ParseError
	if !errors.As(err, &parse) {
		return Pos{src.file, 1, 1, 1}.Problem("syntax", err.Error(), ""), true
	}
	return explain(parse).place(src, parse), true
}

// explanation rewords a message of the library.
type explanation struct{ has, code, msg, hint string }

var explanations = []explanation{
	{"has already been defined", "duplicate-key", "this key or table is defined twice",
		"keep one of them"},
	{"was already created", "duplicate-key", "this name is already used for something else", ""},
	{"is not a table", "duplicate-key", "this name already has a value and cannot be a table too",
		""},
	{"leading zeroes", "number", "numbers cannot begin with 0", "write 7, not 07"},
	{"underscores must", "number", "underscores must stand between digits", ""},
	{"out of range", "number", "the number is too large", ""},
	{"is not exactly representable", "number", "the number is too large", ""},
	{"Invalid float", "number", "this is not a number", "write 12 or 0.75"},
	{"invalid float", "number", "this is not a number", "write 12 or 0.75"},
	{"floats must start", "number", "numbers begin with a digit", "write 0.5, not .5"},
	{"ate", "date", "this is not a date", "write dates as 2026-02-28"},
	{"control character", "syntax", "an invisible control character stands here", "delete it"},
	{"scape", "syntax", "a backslash has a special meaning here",
		`write "\\" for a backslash, "/" in paths`},
	{"newlines", "syntax", "the text does not end on its line", "close it with a quote"},
}

func explain(err toml.ParseError) explanation {
	for _, e := range explanations {
		if strings.Contains(err.Message, e.has) {
			return e
		}
	}
	return explanation{code: "syntax", msg: err.Message}
}

// place puts an explanation where the library saw the error. Its columns are off by one here and
// there, and point past a duplicate key, so only the line is taken on trust.
func (e explanation) place(src *source, err toml.ParseError) diag.Problem {
	line := min(max(err.Position.Line, 1), len(src.lines))
	from := src.lines[line-1]
	text := src.lineAt(from)
	lead := len(text) - len(strings.TrimLeft(text, " \t"))
	at := src.span(from+lead, from+max(len(strings.TrimRight(text, " \t")), lead))
	if start := err.Position.Start; start > from+lead && start < from+len(text) &&
		e.code != "duplicate-key" {
		at = src.span(start, start+max(err.Position.Len, 1))
	}
	return at.Problem(e.code, e.msg, e.hint)
}

// fill copies the texts of strings from the library's values to the scanned tree.
func fill(n *Node, value any, list *diag.List) {
	switch v := value.(type) {
	case map[string]any:
		for _, f := range n.fields {
			fill(f.Node, v[f.Name], list)
		}
	case []map[string]any:
		for i, item := range n.items {
			if i < len(v) {
				fill(item, v[i], list)
			}
		}
	case []any:
		for i, item := range n.items {
			if i < len(v) {
				fill(item, v[i], list)
			}
		}
	case string:
		n.Text = v
	case float64:
		if strings.ContainsAny(n.Text, "nN") || n.Kind != Float {
			list.Add(n.Pos.Problem("number", n.Text+" is not a number here",
				"write a finite number"))
		}
	}
}
