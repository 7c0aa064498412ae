package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fbasim/sim/diag"
	"fbasim/sim/fee"
	"fbasim/sim/policy"
	"fbasim/sim/result"
	"fbasim/sim/scenario"
	"fbasim/sim/scenario/compile"
	"fbasim/sim/scenario/document"
)

// sources are the flags that say which scenario is read, and how.
type sources struct {
	sets  []string
	cases []string
	off   []string // rules switched off
	json  bool
	color string
	from  string                            // results folder that is loaded again, "" for a scenario
	given func(path string) ([]byte, error) // a scenario that comes with the program, nil for one on disk
}

func (s *sources) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringArrayVar(&s.sets, "set", nil, "override a value: `path=value` (repeatable)")
	f.StringArrayVar(&s.cases, "case", nil, "only this `case` (repeatable)")
	f.StringArrayVar(&s.off, "without-rule", nil, "switch off the rule of this `id` (repeatable)")
	f.BoolVar(&s.json, "json", false, "write one JSON document to stdout and nothing else")
	f.StringVar(&s.color, "color", "auto", "`auto`, always, never; NO_COLOR counts")
}

// loaded is a scenario that was read, checked and compiled.
type loaded struct {
	study  *scenario.Study
	off    []string // rules that the command line switches off
	cases  []compile.Case
	facts  compile.Facts
	given  func(path string) ([]byte, error) // reads what is not on the disk; nil: everything is
	files  map[string][]byte                 // everything read, by name
	print  string                            // fingerprint of the built-in cards
	cards  []fee.CardFile                    // the scenario's own
	checks []compile.Check
}

// load reads and compiles a scenario, and reports its problems; the error is an
// exit when it must not be run.
func (s *sources) load(cmd *cobra.Command, path string) (*loaded, error) {
	cards, err := fee.Builtin()
	if err != nil {
		return nil, fail(exitInternal, err)
	}
	rules, err := policy.Builtin()
	if err != nil {
		return nil, fail(exitInternal, err)
	}
	print, err := fee.BuiltinFingerprint()
	if err != nil {
		return nil, fail(exitInternal, err)
	}
	l := &loaded{facts: compile.Facts{Cards: cards, Rules: rules}, given: s.given, files: map[string][]byte{}, print: print, off: s.withoutRules()}
	study, list := scenario.Load(path, scenario.Options{Sets: s.sets, Cases: s.cases, Without: s.withoutRules(), Read: l.read})
	if study != nil {
		l.study = study
		l.addCards(s.from, list)
	}
	if study != nil && list.Errors() == 0 {
		l.cases = compile.Study(study, l.facts, list)
		l.checks = compile.Checks(study, list)
		list.Sort()
	}
	if err := s.report(cmd, list); err != nil {
		return nil, err
	}
	return l, nil
}

// withoutRules lists the rules that the command line switches off, each once.
func (s *sources) withoutRules() []string {
	var ids []string
	for _, id := range s.off {
		if id = strings.ToUpper(id); !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// addCards adds the files of rate cards that the scenario names; a run that is
// loaded again has copies of them in its folder.
func (l *loaded) addCards(from string, list *diag.List) {
	var files []fee.CardFile
	for _, t := range l.study.Cards {
		path := document.Beside(t.Pos.File, t.Value)
		if from != "" {
			path = filepath.Join(from, cardsDir, filepath.Base(t.Value))
		}
		text, err := l.read(path)
		if err != nil {
			list.Add(t.Pos.Problem(unreadable, fmt.Sprintf("cannot read %s: %s", filepath.ToSlash(path), document.Reason(err)), "cards are TOML files beside the scenario"))
			continue
		}
		files = append(files, fee.CardFile{Name: filepath.ToSlash(path), Text: string(text)})
	}
	if len(files) == 0 {
		return
	}
	book, err := l.facts.Cards.With(files...)
	var faults *diag.List
	switch {
	case errors.As(err, &faults):
		list.Add(faults.All()...)
		for _, f := range files {
			list.Keep(f.Name, []byte(f.Text))
		}
	case err != nil:
		list.Add(l.study.Cards[0].Pos.Problem("cards", err.Error(), ""))
	default:
		l.facts.Cards, l.cards = book, files
	}
}

// judge evaluates the scenario's checks on every case, and warns of rules that are
// switched off.
func (l *loaded) judge(set *result.Set) {
	for _, c := range l.cases {
		for _, off := range c.Plan.Rules.Off {
			warning := fmt.Sprintf("rule %s is switched off in case %s", off.Value, c.Plan.Case)
			if !slices.Contains(set.Warnings, warning) {
				set.Warnings = append(set.Warnings, warning)
			}
		}
	}
	for i := range l.checks {
		for c := range set.Cases {
			ok, got := l.checks[i].Eval(&set.Cases[c])
			set.Checks = append(set.Checks, result.Check{
				Name: l.checks[i].Name, Case: set.Cases[c].Name, Expect: l.checks[i].Expect,
				OK: ok, Got: got, At: l.checks[i].At,
			})
		}
	}
}

// largestFile bounds what is read of one input file, in bytes.
const largestFile = 256 << 20

// readFile reads a regular file of bounded size: a device or a disk image given by
// mistake must not fill the memory.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("it is no regular file")
	}
	if info.Size() > largestFile {
		return nil, fmt.Errorf("it has %d MB, more than the %d MB allowed", info.Size()>>20, largestFile>>20)
	}
	return os.ReadFile(path)
}

// read reads a file and remembers it for the manifest.
func (l *loaded) read(path string) ([]byte, error) {
	from := readFile
	if l.given != nil {
		from = l.given
	}
	data, err := from(path)
	if err == nil {
		l.files[filepath.ToSlash(path)] = data
	}
	return data, err
}

// report writes problems to stderr, or to stdout as JSON, and returns an exit
// where there are errors.
func (s *sources) report(cmd *cobra.Command, list *diag.List) error {
	if list.Len() == 0 {
		return nil
	}
	if list.Errors() > 0 && s.json {
		return s.reportJSON(cmd.OutOrStdout(), list)
	}
	err := diag.Render(cmd.ErrOrStderr(), list, nil, diag.Options{Color: s.paint(cmd.ErrOrStderr())})
	if err != nil {
		return fail(exitInternal, err)
	}
	if list.Errors() > 0 {
		return silent(codeOf(list))
	}
	return nil
}

func (s *sources) reportJSON(w io.Writer, list *diag.List) error {
	doc := struct {
		FormatVersion int            `json:"format_version"`
		Exit          int            `json:"exit"`
		Problems      []diag.Problem `json:"problems"`
	}{result.FormatVersion, codeOf(list), list.All()}
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	if err := out.Encode(doc); err != nil {
		return fail(exitInternal, err)
	}
	return silent(codeOf(list))
}

// unreadable is the code of problems with reading a file.
const unreadable = "file"

// codeOf tells a scenario that is wrong from input that cannot be read, whose
// further problems are consequences.
func codeOf(list *diag.List) int {
	for _, p := range list.All() {
		if !p.Warning && p.Code == unreadable {
			return exitInput
		}
	}
	return exitScenario
}

// paint decides on color: never where the output is no terminal, unless asked.
func (s *sources) paint(w io.Writer) bool {
	switch s.color {
	case "always":
		return true
	case "never":
		return false
	}
	return os.Getenv("NO_COLOR") == "" && isTerminal(w)
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
