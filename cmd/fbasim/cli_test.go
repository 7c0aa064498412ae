package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"

	"fbasim/sim/civil"
)

var update = flag.Bool("update", false, "rewrite the expected outputs inside testdata/script")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"fbasim": func() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) },
	})
}

func TestSessions(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", UpdateScripts: *update,
		RequireExplicitExec: true, RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error {
			scenarios, err := filepath.Abs(filepath.Join(repository, "scenarios"))
			env.Setenv("SCENARIOS", scenarios)
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "onejson": oneJSON, "fits": fits, "samewords": sameWords},
	})
}

// exits runs a command and requires its exit code: exits 4 fbasim quote ...
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND ARGS...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var e *exec.ExitError
	switch err := ts.Exec(args[1], args[2:]...); {
	case errors.As(err, &e):
		got = e.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// oneJSON requires that the last command wrote exactly one JSON document to
// stdout, and, without arguments, nothing to stderr.
func oneJSON(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("usage: onejson [stderr]")
	}
	in := json.NewDecoder(strings.NewReader(ts.ReadFile("stdout")))
	var doc any
	if err := in.Decode(&doc); err != nil {
		ts.Fatalf("stdout is not JSON: %v", err)
	}
	if err := in.Decode(&doc); !errors.Is(err, io.EOF) {
		ts.Fatalf("stdout goes on after the JSON document")
	}
	if text := ts.ReadFile("stderr"); text != "" && len(args) == 0 {
		ts.Fatalf("stderr is not empty: %s", text)
	}
}

// fits requires that no line of the last command's output is wider than so many columns or ends in
// spaces: fits 80.
func fits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: fits COLUMNS")
	}
	room, err := strconv.Atoi(args[0])
	ts.Check(err)
	for _, line := range strings.Split(plainText(ts.ReadFile("stdout")+ts.ReadFile("stderr")), "\n") {
		if n := utf8.RuneCountInString(line); n > room {
			ts.Fatalf("%d columns: %s", n, line)
		}
		if strings.TrimRight(line, " ") != line {
			ts.Fatalf("spaces at the end of %q", line)
		}
	}
}

// sameWords requires that the last command wrote colors, and without them the text of a file.
func sameWords(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: samewords FILE")
	}
	if *update { // files are not yet rewritten
		return
	}
	text := ts.ReadFile("stdout")
	if plain := plainText(text); plain == text || plain != ts.ReadFile(args[0]) {
		ts.Fatalf("no color, or other words than %s:\n%s", args[0], plain)
	}
}

// plainText takes colors out of a text.
func plainText(text string) string {
	return regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(text, "")
}

// documented lists the commands whose help texts are held to the house rules: all.
func documented(t *testing.T) []*cobra.Command {
	t.Helper()
	var out []*cobra.Command
	var add func(*cobra.Command)
	add = func(cmd *cobra.Command) {
		out = append(out, cmd)
		for _, sub := range cmd.Commands() {
			add(sub)
		}
	}
	add(rootCommand())
	if len(out) < 15 {
		t.Fatalf("only %d commands", len(out))
	}
	return out
}

func TestHelpFitsEightyColumnsAndShowsTwoExamples(t *testing.T) {
	for _, cmd := range documented(t) {
		var text bytes.Buffer
		cmd.SetOut(&text)
		if err := cmd.Help(); err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(text.String(), "\n") {
			if n := utf8.RuneCountInString(line); n > 80 {
				t.Errorf("%s --help: %d columns: %s", cmd.CommandPath(), n, line)
			}
		}
		if n := strings.Count(cmd.Example, "  fbasim "); n != 2 {
			t.Errorf("%s has %d examples, want 2", cmd.CommandPath(), n)
		}
	}
}

func TestExamplesOfTheHelpRun(t *testing.T) {
	ran := 0
	for _, cmd := range documented(t) {
		joined := strings.ReplaceAll(cmd.Example, "\\\n", " ")
		for _, line := range strings.Split(joined, "\n") {
			args := words(line)[1:]
			if names := " " + strings.Join(args, " "); strings.Contains(names, " results/") ||
				strings.Contains(names, ".toml") || strings.Contains(names, ".csv") {
				continue // they name files, which the sessions have
			}
			ran++
			var stdout, stderr bytes.Buffer
			if code := run(args, &stdout, &stderr); code != exitDone || stdout.Len() == 0 {
				t.Errorf("%s: exit %d, %d bytes, %s", line, code, stdout.Len(), stderr.String())
			}
		}
	}
	if ran < 12 {
		t.Errorf("only %d examples were run", ran)
	}
}

// words splits a command line at spaces outside of quotes.
func words(line string) []string {
	var out []string
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 1 {
			out = append(out, part)
			continue
		}
		out = append(out, strings.Fields(part)...)
	}
	return out
}

func TestQuoteWithoutADateAsksAboutToday(t *testing.T) {
	day := civil.Of(2024, 6, 1)
	f := quoteFlags{market: "CA", category: "toys", kinds: []string{"referral"},
		prices: []string{"20 CAD"},
		today:  func() civil.Date { return day }}
	book, err := loadBook(quoteCommand(), nil, false)
	if err != nil {
		t.Fatal(err)
	}
	questions, err := f.questions(book)
	if err != nil || len(questions) == 0 {
		t.Fatal(questions, err)
	}
	for _, q := range questions {
		if q.ask.On != day {
			t.Errorf("%v is asked about %v, want %v", q.ask.Program, q.ask.On, day)
		}
	}
}

func TestTextsFoldAtTheWidth(t *testing.T) {
	var out bytes.Buffer
	paragraph(&out, 20, "label: ", "one two three four extraordinarily-long-word x")
	want := "label: one two three\n       four\n       extraordinarily-long-word\n       x\n"
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
}

func TestTablesDropEmptyColumnsAndKeepTheOthersAligned(t *testing.T) {
	g := grid{right: []int{1, 3}}
	g.add("NAME", "A", "B", "C")
	g.add("x", "-", "-", "10.00")
	g.add("yy", "-", "-", "9.00")
	g.drop(1, "-")
	var out bytes.Buffer
	g.write(&out)
	if want := "NAME      C\nx     10.00\nyy     9.00\n"; out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
}
