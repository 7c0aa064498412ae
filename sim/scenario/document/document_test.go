package document

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"fbasim/sim/diag"
)

func parse(t *testing.T, text string) *Node {
	t.Helper()
	var l diag.List
	n := Parse("f.toml", []byte(text), &l)
	if n == nil {
		t.Fatalf("%q: %v", text, l.All())
	}
	return n
}

// under returns the text of the file that a position covers.
func under(text string, p Pos) string {
	line := []rune(strings.TrimSuffix(strings.Split(text, "\n")[p.Line-1], "\r"))
	return string(line[p.Col-1 : p.Col-1+p.Len])
}

const sample = "\ufeffschema = 1\r\n" +
	"start = 2026-02-02 # day\r\n" +
	"\r\n" +
	"[product.MUG]\r\n" +
	"price.CA = \"39.99 CAD\"\r\n" +
	"tax = { price_includes = 'none', \"a b\" = true }\r\n" +
	"\ttab = [ 1, 2.5,\r\n  [ \"é\", 'y' ], { z = 3 }, # end\r\n]\r\n" +
	"[[row]]\r\nuse = \"a\"\r\n[[row]]\r\nuse = \"\"\"\r\nlong\\\r\n  text\"\"\"\r\n"

func TestEveryKeyAndValueKnowsItsPlace(t *testing.T) {
	root := parse(t, sample)
	row := root.Get("row").Items()
	tab := root.Get("product", "MUG", "tab").Items()
	cases := []struct {
		node       *Node
		line       int
		value, key string
	}{
		{root.Get("schema"), 1, "1", "schema"},
		{root.Get("start"), 2, "2026-02-02", "start"},
		{root.Get("product"), 4, "product", "product"},
		{root.Get("product", "MUG"), 4, "MUG", "MUG"},
		{root.Get("product", "MUG", "price", "CA"), 5, `"39.99 CAD"`, "CA"},
		{root.Get("product", "MUG", "tax", "price_includes"), 6, "'none'", "price_includes"},
		{root.Get("product", "MUG", "tax", "a b"), 6, "true", `"a b"`},
		{tab[0], 7, "1", ""},
		{tab[1], 7, "2.5", ""},
		{tab[2], 8, `[ "é", 'y' ]`, ""},
		{tab[2].Items()[1], 8, "'y'", ""},
		{tab[3].Get("z"), 8, "3", "z"},
		{row[0].Get("use"), 11, `"a"`, "use"},
		{row[1].Get("use"), 13, `"""`, "use"},
	}
	text := strings.TrimPrefix(sample, "\ufeff")
	for _, c := range cases {
		if got := under(text, c.node.Pos); c.node.Pos.Line != c.line || got != c.value {
			t.Errorf("value at %v covers %q, want line %d and %q", c.node.Pos, got, c.line, c.value)
		}
		if c.key != "" && under(text, c.node.Key) != c.key {
			t.Errorf("key at %v covers %q, want %q", c.node.Key, under(text, c.node.Key), c.key)
		}
	}
	if got := row[1].Get("use").Text; got != "longtext" {
		t.Errorf("the long text reads %q", got)
	}
	if n := parse(t, "a=1\nA=2\n"); n.Get("a").Text != "1" || n.Get("A").Text != "2" {
		t.Error("keys that differ by case fall together")
	}
}

func TestPlacesInsideTextsFollowEscapesAndLines(t *testing.T) {
	cases := []struct{ raw, find, want string }{
		{`"pert(7, 9, 12) d"`, "9", "9"},
		{`"a\tb\u00e9c\"d"`, "c", "c"},
		{`"a\tb\u00e9c\"d"`, "d", "d"},
		{`"a\tb"`, "\t", `\t`},
		{`'C:\x'`, "x", "x"},
		{`"éüx y"`, "y", "y"},
		{"\"\"\"\nfirst\nsecond\"\"\"", "second", "second"},
		{"\"\"\"a \\\n   b\"\"\"", "b", "b"},
		{"'''\r\nq'r'''", "r", "r"},
	}
	for _, c := range cases {
		text := "k = " + c.raw + "\n"
		n := parse(t, text).Get("k")
		at := n.At(strings.Index(n.Text, c.find), len(c.find))
		if got := under(text, at); got != c.want {
			t.Errorf("%s: %q found at %v, which is %q", c.raw, c.find, at, got)
		}
	}
	n := parse(t, "k = \"abc\"\n").Get("k")
	if n.At(0, 3) != n.Pos || n.At(0, 0) != n.Pos || n.At(7, 1) != n.Pos {
		t.Error("the whole text, and places outside it, are not the whole value")
	}
	loose := NewString("12 zl", Pos{"c.csv", 3, 10, 5})
	if at := loose.At(3, 2); at != (Pos{"c.csv", 3, 13, 2}) {
		t.Errorf("place inside a text from elsewhere is %v", at)
	}
}

func TestTypingMistakesAreNamedInPlainWords(t *testing.T) {
	cases := []struct{ text, place, code, msg, hint string }{
		{"a = 3,5", "1:5", "syntax", "decimal comma: write 3.5, not 3,5", "in quotes"},
		{"a = 39,99 CAD", "1:5", "syntax", "needs quotes", `"39.99 CAD"`},
		{"a = “x”", "1:5", "syntax", "typographic quote", `"x"`},
		{"a = \"x”", "1:7", "syntax", "typographic quote", `"x"`},
		{"a = 5%", "1:5", "syntax", "a percentage stands in quotes", `write "5 %"`},
		{"a = 7 d", "1:5", "syntax", "needs quotes", `write "7 d"`},
		{"a: 5", "1:2", "syntax", `a colon stands where "="`, "write a = 5"},
		{"a b = 1", "1:1", "syntax", "not one word", `"a b" = ...`},
		{"[a b]", "1:2", "syntax", "not one word", `"a b"`},
		{"[a", "1:1", "syntax", "no closing", "[a]"},
		{"a = \"x", "1:5", "syntax", "closing quote is missing", `write "x"`},
		{"a = x\"", "1:5", "syntax", "opening quote is missing", `write "x"`},
		{"a = \"x\" y", "1:9", "syntax", "after the closing quote", "inside the quotes"},
		{"a = yes", "1:5", "syntax", "not a truth value", "write true"},
		{"a = 02/03/2026", "1:5", "syntax", "not a date", "2026-02-28"},
		{"a = 2026-02-30", "1:5", "date", "not a date", "2026-02-28"},
		{"b = 1\na = 1\na = 2", "3:1", "duplicate-key", `"a" is defined twice`, "line 2"},
		{"[a]\nx = 1\n[b]\n[a]\nx = 2", "5:1", "duplicate-key", `"x"`, "line 2"},
		{"a = 1\na.b = 2", "2:1", "duplicate-key", "twice", "line 1"},
		{"a = [1, 2\nb = 3", "1:5", "syntax", "not closed", `"]"`},
		{"a = { x = 1 y = 2 }", "1:13", "syntax", "comma is missing", ""},
		{"a = [1", "1:5", "syntax", "not closed", `"]"`},
		{"a = \"C:\\data\"", "1:8", "syntax", "backslash", `"C:/data"`},
		{"a = nan", "1:5", "number", "not a number", "finite"},
		{"a = [1, -inf]", "1:9", "number", "not a number", "finite"},
		{"a = 07", "1:5", "number", "cannot begin with 0", "7"},
		{"a = .5", "1:5", "syntax", "not a number", "0.5"},
		{"a = 99999999999999999999", "1:5", "number", "too large", ""},
		{"= 5", "1:1", "syntax", "no key", ""},
		{"a =", "1:4", "syntax", "value is missing", ""},
		{"a", "1:1", "syntax", "has no value", "a = ..."},
		{"// c", "1:1", "syntax", "comments", `"#"`},
		{"a = 1\rb = 2", "1:6", "syntax", "carriage return", "LF"},
		{"caf\xe9 = 1", "1:4", "encoding", "'é' in Latin-1", "UTF-8"},
		{"a = \"\x93x\x94\"", "1:6", "encoding", "byte 0x93", "UTF-8"},
		{"PK\x03\x04xyz", "1:1", "binary", "spreadsheet", "text"},
		{"\xff\xfea\x00", "1:1", "encoding", "UTF-16", "UTF-8"},
		{"a\x00 = 1", "1:1", "binary", "not a text file", ""},
		{"a = \"x\x01y\"", "1:6", "syntax", "control character", "delete"},
		{"", "1:1", "empty", "no settings", ""},
		{"\n# only a comment\n", "1:1", "empty", "no settings", ""},
		{"a = '''x\ny = 1\n", "1:5", "syntax", "no closing '''", ""},
		{"a = 0b9", "1:5", "syntax", "binary", ""},
	}
	for _, c := range cases {
		var l diag.List
		if n := Parse("f", []byte(c.text), &l); n != nil || l.Len() == 0 {
			t.Errorf("%q was accepted", c.text)
			continue
		}
		p := l.All()[0]
		if l.Len() > 1 {
			t.Errorf("%q: %d problems", c.text, l.Len())
		}
		if got := fmt.Sprintf("%d:%d", p.Line, p.Col); got != c.place || p.Code != c.code ||
			!strings.Contains(p.Msg, c.msg) || !strings.Contains(p.Hint, c.hint) {
			t.Errorf("%q: %s [%s] %q hint %q", c.text, got, p.Code, p.Msg, p.Hint)
		}
	}
}

func TestSeveralMistakesAreReportedAtOnce(t *testing.T) {
	var l diag.List
	Parse("f", []byte("a = 3,5\nb = 1\nc: 4\n[x\nd = 5%\nd2 = [1,\n 2}\n 3]\ne = “x”\n"), &l)
	var lines []int
	for _, p := range l.All() {
		lines = append(lines, p.Line)
	}
	if want := []int{1, 3, 4, 5, 7}; !slices.Equal(lines, want) {
		t.Errorf("problems on lines %v, want %v: %v", lines, want, l.All())
	}
}

func TestHugeAndDeepFilesAreRefused(t *testing.T) {
	for name, c := range map[string]struct{ text, code string }{
		"17 MB":       {"a = 1\n" + strings.Repeat("#\n", MaxSize/2), "too-large"},
		"lists":       {"a = " + strings.Repeat("[", 100000), "depth"},
		"tables":      {"a = " + strings.Repeat("{a=", 100000), "depth"},
		"dotted key":  {strings.Repeat("a.", 100000) + "a = 1", "depth"},
		"header":      {"[" + strings.Repeat("a.", 100000) + "a]\n", "depth"},
		"one long ln": {"a = [" + strings.Repeat("1,", 200000) + "x]", "syntax"},
	} {
		var l diag.List
		n := Parse("f", []byte(c.text), &l)
		if n != nil || l.Len() != 1 || l.All()[0].Code != c.code || l.All()[0].Line != 1 {
			t.Errorf("%s: %v", name, l.Error())
		}
	}
}

// same reports where a tree differs from the library's values.
func same(n *Node, v any) error {
	switch v := v.(type) {
	case map[string]any:
		var names []string
		for _, f := range n.Fields() {
			names = append(names, f.Name)
			if err := same(f.Node, v[f.Name]); err != nil {
				return fmt.Errorf("%s: %w", f.Name, err)
			}
		}
		slices.Sort(names)
		if want := slices.Sorted(maps.Keys(v)); !slices.Equal(names, want) {
			return fmt.Errorf("keys %q, want %q", names, want)
		}
		return nil
	case []any, []map[string]any:
		list := reflect.ValueOf(v)
		if n.Kind != Array || len(n.Items()) != list.Len() {
			return fmt.Errorf("%v of %d elements, want %d", n.Kind, len(n.Items()), list.Len())
		}
		for i, item := range n.Items() {
			if err := same(item, list.Index(i).Interface()); err != nil {
				return fmt.Errorf("%d: %w", i, err)
			}
		}
		return nil
	}
	return sameScalar(n, v)
}

func sameScalar(n *Node, v any) error {
	var got any
	switch v.(type) {
	case string:
		if got = n.Text; n.Kind != String {
			got = n.Kind
		}
	case int64:
		got, _ = n.Int()
	case float64:
		got, _ = n.Float()
	case bool:
		got = n.Text == "true"
	default: // dates
		if n.Kind == Date || n.Kind == Time {
			return nil
		}
	}
	if got != v {
		return fmt.Errorf("value %v (%v), want %v", got, n.Kind, v)
	}
	return nil
}

func FuzzParseAgreesWithTheLibrary(f *testing.F) {
	for _, s := range []string{sample, "a = 3,5", "[a]\nb.c = 1\n[[d]]\n[d.e]\nx = 'y'\n[[d]]\n",
		"a = {x=1,}\na.y = 2\n", "a = [\n1, # c\n2 ,\n]", "a = 1979-05-27 07:32:00Z", "a=+0x_1",
		"\"\" = \"\\e\\x41\"\n'' . a = 1", "a = \"\"\"\"\"x\"\"\"\"\"", "a=0b9", "[a.b]\n[a]\n",
		"a = -nan"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var l diag.List
		n := Parse("f", []byte(text), &l)
		for _, p := range l.All() {
			if p.File != "f" || p.Line < 1 || p.Col < 1 || p.Msg == "" || p.Code == "" {
				t.Errorf("problem without a place or message: %+v", p)
			}
		}
		if (n == nil) != (l.Len() > 0) {
			t.Fatalf("tree %v with %d problems", n != nil, l.Len())
		}
		if n == nil {
			return
		}
		var want map[string]any
		if _, err := toml.Decode(text, &want); err != nil {
			t.Fatalf("accepted, but the library says %v", err)
		}
		if err := same(n, want); err != nil {
			t.Error(err)
		}
	})
}
