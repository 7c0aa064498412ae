package diag

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

func render(t *testing.T, text string, opts Options, problems ...Problem) string {
	t.Helper()
	var l List
	l.Add(problems...)
	var b strings.Builder
	err := Render(&b, &l, func(file string) []byte {
		if file == "a.toml" {
			return []byte(text)
		}
		return nil
	}, opts)
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestRenderShowsLineCaretAndHint(t *testing.T) {
	got := render(t, "x = 1\nprice  = \"39.99\"\r\n", Options{}, Problem{File: "a.toml", Line: 2,
		Col: 10, Len: 7, Code: "unit", Msg: `"39.99" has no currency`,
		Hint: `write "39.99 CAD" (the currency of marketplace CA)`})
	want := `a.toml:2:10: error[unit]: "39.99" has no currency
    2 | price  = "39.99"
      |          ^^^^^^^ write "39.99 CAD" (the currency of marketplace CA)
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestCaretStandsUnderItsCharacter(t *testing.T) {
	cases := []struct {
		name, line string
		col, len   int
		want       string // the caret line after the margin
	}{
		{"tab", "\tx = \ty", 2, 1, "    ^"},
		{"second tab stop", "\tx = \ty", 7, 1, strings.Repeat(" ", 12) + "^"},
		{"wide characters", `a = "日本" x`, 6, 2, "     ^^^^"},
		{"after wide characters", `a = "日本" x`, 10, 1, "           ^"},
		{"combining mark takes no column", "e\u0301 = x", 6, 1, "    ^"},
		{"no length counts as one", "abc", 2, 0, " ^"},
		{"past the end", "abc", 9, 3, "   ^"},
		{"control character", "a\x1bb", 3, 1, "     ^"},
		{"bytes that are not UTF-8", "a\xe9b", 3, 1, "     ^"},
	}
	for _, c := range cases {
		got := render(t, c.line, Options{}, Problem{File: "a.toml", Line: 1, Col: c.col,
			Len: c.len})
		lines := strings.Split(got, "\n")
		if caret := strings.TrimPrefix(lines[2], "      | "); caret != c.want {
			t.Errorf("%s: caret line %q, want %q, under %q", c.name, caret, c.want, lines[1])
		}
	}
}

func TestLongLinesAreCutAroundTheCaret(t *testing.T) {
	line := strings.Repeat("a", 300) + "HERE" + strings.Repeat("b", 300)
	for _, col := range []int{1, 50, 301, 590, 604} {
		got := render(t, line, Options{}, Problem{File: "a.toml", Line: 1, Col: col, Len: 4})
		lines := strings.Split(got, "\n")
		if len(lines[1]) > pageWidth {
			t.Errorf("col %d: line of %d columns", col, len(lines[1]))
		}
		at := strings.IndexByte(lines[2], '^')
		if shown := lines[1][at]; shown != line[col-1] {
			t.Errorf("col %d: caret under %q, want %q", col, shown, line[col-1])
		}
	}
}

func TestProblemsWithoutPlaceOrSourceStillShowTheHint(t *testing.T) {
	got := render(t, "", Options{}, Problem{File: "b.toml", Line: 3, Col: 1, Code: "c", Msg: "m",
		Hint: "h"},
		Problem{File: "b.toml", Msg: "whole file", Warning: true}, Problem{Msg: "no file"})
	want := "b.toml:3:1: error[c]: m\n   h\n\nb.toml: warning: whole file\n\nerror: no file\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestLongHintsAreBrokenBetweenWords(t *testing.T) {
	hint := strings.Repeat("seasonality, ", 20) + "end"
	for _, col := range []int{0, 1} {
		got := render(t, "abc", Options{}, Problem{File: "a.toml", Line: 1, Col: col, Hint: hint})
		lines := strings.Split(strings.TrimSpace(got), "\n")
		if len(lines) < 5 || strings.Count(got, "seasonality") != 20 {
			t.Errorf("hint of %d bytes on %d lines:\n%s", len(hint), len(lines), got)
		}
		for _, line := range lines {
			if len(line) > pageWidth {
				t.Errorf("line of %d columns: %s", len(line), line)
			}
		}
	}
}

func TestRenderStopsAtTheLimit(t *testing.T) {
	many := make([]Problem, 25)
	for i := range many {
		many[i] = Problem{File: "b.toml", Line: i + 1, Msg: "m"}
	}
	if got := render(t, "", Options{}, many...); strings.Count(got, "error") != 20 ||
		!strings.HasSuffix(got, "\n... and 5 more\n") {
		t.Errorf("default limit: %s", got)
	}
	if got := render(t, "", Options{Max: -1}, many...); strings.Count(got, "error") != 25 {
		t.Error("a negative limit does not show all")
	}
}

func TestColorWrapsButDoesNotChangeText(t *testing.T) {
	p := Problem{File: "a.toml", Line: 1, Col: 1, Len: 3, Code: "c", Msg: "m", Hint: "h"}
	plain := render(t, "abc", Options{}, p)
	colored := render(t, "abc", Options{Color: true}, p)
	stripped := colored
	for _, s := range []string{"\x1b[1m", "\x1b[1;31m", "\x1b[0m"} {
		stripped = strings.ReplaceAll(stripped, s, "")
	}
	if stripped != plain || colored == plain {
		t.Errorf("colored output %q does not reduce to %q", colored, plain)
	}
}

func TestControlCharactersNeverReachTheTerminal(t *testing.T) {
	evil := "\x1b]0;x\x07\u202e\u200b\u0085\x00\xff\r\nz"
	got := render(t, evil, Options{}, Problem{File: "a.toml", Line: 1, Col: 1, Msg: evil,
		Hint: evil},
		Problem{File: evil, Msg: "m"})
	for _, r := range got {
		if r != '\n' && needsEscape(r) {
			t.Errorf("%q reached the output %q", r, got)
		}
	}
	if want := `\x1b]0;x\x07\u202e\u200b\x85\x00\xff\r\nz`; Escape(evil) != want {
		t.Errorf("Escape gives %s, want %s", Escape(evil), want)
	}
}

func TestSortOrdersAndDropsRepetitions(t *testing.T) {
	var l List
	l.Add(Problem{File: "b", Line: 1}, Problem{File: "a", Line: 9, Col: 2}, Problem{File: "a",
		Line: 9, Col: 1},
		Problem{File: "a", Line: 2, Warning: true}, Problem{File: "b", Line: 1})
	l.Sort()
	var got []string
	for _, p := range l.All() {
		got = append(got, p.place())
	}
	if want := "a:2 a:9:1 a:9:2 b:1"; strings.Join(got, " ") != want {
		t.Errorf("order %v, want %s", got, want)
	}
	if l.Errors() != 3 || l.Warnings() != 1 || l.Len() != 4 {
		t.Errorf("%d errors, %d warnings, %d problems", l.Errors(), l.Warnings(), l.Len())
	}
}

func TestErrIsNilWithoutErrors(t *testing.T) {
	var none *List
	if none.Err() != nil || none.Len() != 0 {
		t.Error("a nil list has errors")
	}
	l := &List{}
	l.Add(Problem{Msg: "careful", Warning: true})
	if l.Err() != nil {
		t.Error("a warning alone makes an error")
	}
	l.Add(Problem{File: "a", Line: 1, Col: 2, Code: "x", Msg: "bad"}, Problem{Msg: "worse"})
	err := l.Err()
	if err == nil || err.Error() != "a:1:2: error[x]: bad (and 1 more)" {
		t.Errorf("error is %v", err)
	}
	var back *List
	if !errors.As(err, &back) || back.Len() != 3 {
		t.Error("the list cannot be had back from the error")
	}
}

func TestJSONNamesEveryPart(t *testing.T) {
	l := &List{}
	if b, _ := json.Marshal(l); string(b) != "[]" {
		t.Errorf("empty list is %s", b)
	}
	l.Add(Problem{"f", 1, 2, 3, "c", "m", "h", "a\nb", false}, Problem{File: "f", Warning: true,
		Msg: "w"})
	b, err := json.Marshal(l)
	want := `[{"file":"f","line":1,"column":2,"length":3,"severity":"error","code":"c",` +
		`"message":"m","hint":"h","more":"a\nb"},` +
		`{"file":"f","severity":"warning","code":"","message":"w"}]`
	if err != nil || string(b) != want {
		t.Errorf("got %s, want %s", b, want)
	}
}

func TestSuggestFindsTypingMistakesOnly(t *testing.T) {
	keys := []string{"seasonality", "price", "demand", "price_elasticity", "s", "CA", "US"}
	for word, want := range map[string]string{
		"sesonality": "seasonality", "seasonalty": "seasonality", "demnad": "demand",
		"Price": "price", "pirce": "price", "priceelasticity": "price_elasticity",
		"price-elasticity": "price_elasticity", "ca": "CA", "warmup": "", "x": "", "UK": "",
		"": "", "prime_share": "",
		strings.Repeat("a", 1000): "",
	} {
		if got := Suggest(word, keys); got != want {
			t.Errorf("Suggest(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestRenderUsesTheTextsTheListKeeps(t *testing.T) {
	l := &List{}
	l.Keep("a.toml", []byte("x = 1\n"))
	l.Add(Problem{File: "a.toml", Line: 1, Col: 5, Code: "c", Msg: "m"})
	var b strings.Builder
	if err := Render(&b, l, nil, Options{}); err != nil || !strings.Contains(b.String(),
		"1 | x = 1\n") {
		t.Errorf("%v, output\n%s", err, b.String())
	}
}

func TestFurtherLinesStandUnderTheHintAndAreEscapedOneByOne(t *testing.T) {
	l := &List{}
	l.Keep("f", []byte("x = 1\n"))
	l.Add(Problem{File: "f", Line: 1, Col: 1, Len: 1, Code: "c", Msg: "m", Hint: "h",
		More: "one\n\x1b[2Jtwo"})
	var b strings.Builder
	if err := Render(&b, l, nil, Options{}); err != nil {
		t.Fatal(err)
	}
	if want := "      | ^ h\n      | one\n      | \\x1b[2Jtwo\n"; !strings.HasSuffix(b.String(),
		want) {
		t.Errorf("got\n%s\nwant it to end in\n%s", b.String(), want)
	}
}

func TestSourceLinesAndHintsFitTheWidthOfTheScreen(t *testing.T) {
	text := "key = " + strings.Repeat("x", 150) + " # " + strings.Repeat("y", 150)
	for width, room := range map[int]int{0: pageWidth, 20: leastWidth, 60: 60, 80: 80, 140: 140} {
		for _, col := range []int{1, 7, 60, 200, 309} {
			list := &List{}
			list.Add(Problem{File: "a.toml", Line: 1, Col: col, Len: 3, Msg: "wrong",
				Hint: strings.Repeat("do this ", 40)})
			var out strings.Builder
			source := func(string) []byte { return []byte(text) }
			if err := Render(&out, list, source, Options{Width: width}); err != nil {
				t.Fatal(err)
			}
			for _, line := range strings.Split(out.String(), "\n") {
				if len(line) > room {
					t.Errorf("width %d, column %d: %d columns: %s", width, col, len(line), line)
				}
			}
		}
	}
}
