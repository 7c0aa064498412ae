package compile_test

import (
	"os"
	"strings"
	"sync"
	"testing"

	"fbasim/sim/diag"
	"fbasim/sim/fee"
	"fbasim/sim/model"
	"fbasim/sim/policy"
	"fbasim/sim/scenario"
	"fbasim/sim/scenario/compile"
	"fbasim/sim/scenario/document"
	"fbasim/sim/stats"
)

var facts = sync.OnceValues(func() (compile.Facts, error) {
	cards, err := fee.Builtin()
	if err != nil {
		return compile.Facts{}, err
	}
	rules, err := policy.Builtin()
	return compile.Facts{Cards: cards, Rules: rules}, err
})

// try loads and compiles a scenario and returns its problems rendered.
func try(t testing.TB, path string, read func(string) ([]byte, error), sets ...string) ([]compile.Case, string) {
	t.Helper()
	f, err := facts()
	if err != nil {
		t.Fatal(err)
	}
	s, list := scenario.Load(path, scenario.Options{Sets: sets, Read: read})
	var cases []compile.Case
	if s != nil {
		f.Cards = withCards(t, f.Cards, s, read)
		cases = compile.Study(s, f, list)
		list.Sort()
	}
	if list.Errors() == 0 {
		return cases, ""
	}
	var b strings.Builder
	if err := diag.Render(&b, list, nil, diag.Options{}); err != nil {
		t.Fatal(err)
	}
	return nil, b.String()
}

// withCards adds the files of rate cards that a scenario names.
func withCards(t testing.TB, book *fee.Book, s *scenario.Study, read func(string) ([]byte, error)) *fee.Book {
	t.Helper()
	for _, name := range s.Cards {
		path := document.Beside(name.Pos.File, name.Value)
		text, err := read(path)
		if err == nil {
			book, err = book.With(fee.CardFile{Name: path, Text: string(text)})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return book
}

// load compiles a scenario of testdata.
func load(t testing.TB, file string, sets ...string) []compile.Case {
	t.Helper()
	cases, problems := try(t, "testdata/"+file, os.ReadFile, sets...)
	if problems != "" {
		t.Fatal(problems)
	}
	return cases
}

// compiled compiles the text of a scenario.
func compiled(t testing.TB, text string, sets ...string) []compile.Case {
	t.Helper()
	cases, problems := tryText(t, text, sets...)
	if problems != "" {
		t.Fatal(problems)
	}
	return cases
}

func tryText(t testing.TB, text string, sets ...string) ([]compile.Case, string) {
	t.Helper()
	read := func(path string) ([]byte, error) {
		if path == "test.toml" {
			return []byte(text), nil
		}
		return os.ReadFile("testdata/" + path)
	}
	return try(t, "test.toml", read, sets...)
}

// sample summarizes what a measure says of some replications.
func sample(t testing.TB, cfg *model.Config, reps int, measure func(*model.Outcome) float64) stats.Summary {
	t.Helper()
	var s stats.Summary
	run := model.NewRun(cfg)
	for rep := range reps {
		s.Add(measure(simulate(t, run, model.Options{Seed: 20260202, Replication: rep})))
	}
	return s
}

func simulate(t testing.TB, run *model.Run, o model.Options) *model.Outcome {
	t.Helper()
	out, err := run.Simulate(o)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
