package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"fbasim/sim/diag"
	"fbasim/sim/result"
	"fbasim/sim/study"
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

// load reads and compiles a scenario, and reports its problems; the error is an
// exit when it must not be run.
func (s *sources) load(cmd *cobra.Command, path string) (*study.Study, error) {
	o := study.Options{Sets: s.sets, Cases: s.cases, Without: s.off, Read: s.given}
	if o.Read == nil {
		o.Read = readFile
	}
	if s.from != "" {
		o.Cards = filepath.Join(s.from, cardsDir)
	}
	l, list, err := study.Open(path, o)
	if err != nil {
		return nil, fail(exitInternal, err)
	}
	if err := s.report(cmd, list); err != nil {
		return nil, err
	}
	return l, nil
}

// largestFile bounds what is read of one input file, in bytes.
const largestFile = 256 << 20

// readFile reads a regular file of bounded size: a device or a disk image given by
// mistake must not fill the memory.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		if like := similarFile(path); like != "" {
			return nil, fmt.Errorf("%w; did you mean %s?", fs.ErrNotExist, like)
		}
	}
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, fmt.Errorf("it is a folder; name a file in it")
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("it is no regular file")
	}
	if info.Size() > largestFile {
		return nil, fmt.Errorf("it has %d MB, more than the %d MB allowed", info.Size()>>20, largestFile>>20)
	}
	return os.ReadFile(path)
}

// similarFile returns a scenario or table beside the path that is missing, or among the scenarios
// that come with the program, whose name is nearly the same with or without its ending; "" for none.
func similarFile(path string) string {
	dir, base := filepath.Split(path)
	for _, folder := range []string{dir, "scenarios"} {
		for _, ending := range []string{".toml", ".csv"} {
			files, err := filepath.Glob(filepath.Join(folder, "*"+ending))
			if err != nil {
				continue // a path with brackets is no pattern
			}
			var names []string
			for _, f := range files {
				names = append(names, filepath.Base(f))
			}
			for _, name := range []string{base, base + ending} {
				if like := diag.Suggest(name, names); like != "" {
					return filepath.ToSlash(filepath.Join(folder, like))
				}
			}
		}
	}
	return ""
}

// report writes problems to stderr, or to stdout as JSON, and returns an exit
// where there are errors.
func (s *sources) report(cmd *cobra.Command, list *diag.List) error {
	if list.Len() == 0 {
		return nil
	}
	if list.Errors() > 0 && s.json {
		return problemsJSON(cmd.OutOrStdout(), list, codeOf(list))
	}
	err := diag.Render(cmd.ErrOrStderr(), list, nil, diag.Options{Color: s.paint(cmd.ErrOrStderr()), Width: terminalWidth()})
	if err != nil {
		return fail(exitInternal, err)
	}
	if list.Errors() > 0 {
		return silent(codeOf(list))
	}
	return nil
}

// problemsJSON writes problems as the one document, and returns the exit with the code.
func problemsJSON(w io.Writer, list *diag.List, code int) error {
	doc := struct {
		FormatVersion int            `json:"format_version"`
		Exit          int            `json:"exit"`
		Problems      []diag.Problem `json:"problems"`
	}{result.FormatVersion, code, list.All()}
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	if err := out.Encode(doc); err != nil {
		return fail(exitInternal, err)
	}
	return silent(code)
}

// codeOf tells a scenario that is wrong from input that cannot be read, whose
// further problems are consequences.
func codeOf(list *diag.List) int {
	for _, p := range list.All() {
		if !p.Warning && p.Code == study.Unreadable {
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
