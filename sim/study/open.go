package study

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"fbasim/sim/diag"
	"fbasim/sim/experiment"
	"fbasim/sim/fee"
	"fbasim/sim/policy"
	"fbasim/sim/result"
	"fbasim/sim/scenario"
	"fbasim/sim/scenario/compile"
	"fbasim/sim/scenario/document"
)

// Options say which scenario is meant, and how it is read.
type Options struct {
	Sets    []string                          // overrides, each `path=value`
	Cases   []string                          // names of the cases wanted; none means all
	Without []string                          // ids of rules to switch off
	Read    func(path string) ([]byte, error) // reads a file; required
	Cards   string                            // folder with copies of the scenario's own rate cards; "" where they are beside it
}

// Study is a scenario that was read, checked and compiled.
type Study struct {
	Scenario *scenario.Study
	Cases    []compile.Case
	Checks   []compile.Check
	Facts    compile.Facts
	Files    map[string][]byte // all that was read, by name
	Cards    []fee.CardFile    // the scenario's own

	// Fingerprint is the hash of the built-in cards.
	Fingerprint string

	path    string
	options Options
	keys    *scenario.Table
	base    *compile.Case // at whose prices demand is stated, nil: the study's own baseline
	levers  []experiment.Lever
}

// Open reads, checks and compiles a scenario. The problems are sorted and never nil; with errors
// among them the study must not be run, and it may be nil. The error is a defect of the facts that
// come with the program.
func Open(path string, o Options) (*Study, *diag.List, error) {
	s := &Study{path: path, options: o, Files: map[string][]byte{}, keys: scenario.NewTable()}
	s.options.Without = upperOnce(o.Without)
	var err error
	if s.Facts.Cards, err = fee.Builtin(); err != nil {
		return nil, nil, err
	}
	if s.Facts.Rules, err = policy.Builtin(); err != nil {
		return nil, nil, err
	}
	if s.Fingerprint, err = fee.BuiltinFingerprint(); err != nil {
		return nil, nil, err
	}
	list := s.parse(nil)
	if s.Scenario != nil {
		s.addCards(list)
	}
	s.compile(list)
	return s, list, nil
}

// At returns the study with other values laid over it, each `path=value` as in Options.Sets, which
// they win over. Buyers keep their numbers: demand stays that at the prices of the study as it was
// opened, so a price that is set moves demand by the response to it. The problems are as those of
// Open, and positions in the values given here are those of document.OverFile.
func (s *Study) At(sets ...string) (*Study, *diag.List) {
	point := &Study{
		path: s.path, options: s.options, Facts: s.Facts, Cards: s.Cards, Fingerprint: s.Fingerprint,
		Files: maps.Clone(s.Files), base: s.base, keys: s.keys,
	}
	if point.base == nil {
		point.base = s.baseline()
	}
	point.options.Read = s.again
	list := point.parse(sets)
	point.compile(list)
	return point, list
}

// Only returns the study with some of its cases, as At does.
func (s *Study) Only(cases ...string) (*Study, *diag.List) {
	one := *s
	one.options.Cases = cases
	return one.At()
}

// Baseline returns the case others are compared with; the study must have been compiled.
func (s *Study) Baseline() *compile.Case { return s.baseline() }

// again reads what was read before.
func (s *Study) again(path string) ([]byte, error) {
	if data, known := s.Files[filepath.ToSlash(path)]; known {
		return data, nil
	}
	return s.options.Read(path)
}

// baseline returns the case others are compared with.
func (s *Study) baseline() *compile.Case {
	for i := range s.Cases {
		if s.Cases[i].Plan.Baseline {
			return &s.Cases[i]
		}
	}
	return &s.Cases[0]
}

func (s *Study) parse(over []string) *diag.List {
	study, list := scenario.Load(s.path, scenario.Options{
		Sets: s.options.Sets, Over: over, Cases: s.options.Cases, Without: s.options.Without, Read: s.read,
		Table: s.keys,
	})
	s.Scenario = study
	return list
}

// compile compiles what was parsed without errors.
func (s *Study) compile(list *diag.List) {
	if s.Scenario != nil && list.Errors() == 0 {
		s.Cases = compile.Study(s.Scenario, s.Facts, list)
		s.Checks = compile.Checks(s.Scenario, list)
		checkMetrics(s.Scenario.Compare.Metrics, list)
		checkMetrics(s.Scenario.Experiment.Precise, list)
		if point := s.base != nil; !point && list.Errors() == 0 {
			s.levers = s.readLevers(list)
		}
		if s.base != nil {
			compile.StateDemandAt(s.base, s.Cases)
		}
	}
	list.Sort()
}

// KeepTexts gives a list of problems the texts that they may stand in: all files and the overrides.
func (s *Study) KeepTexts(list *diag.List) {
	for name, data := range s.Files {
		list.Keep(filepath.ToSlash(filepath.Clean(name)), data)
	}
	document.KeepSets(s.options.Sets, document.SetFile, list)
}

// Read reads a file that belongs to the study's inputs, such as a list of points, and remembers it.
func (s *Study) Read(path string) ([]byte, error) { return s.read(path) }

// read reads a file and remembers it.
func (s *Study) read(path string) ([]byte, error) {
	data, err := s.options.Read(path)
	if err == nil {
		s.Files[filepath.ToSlash(path)] = data
	}
	return data, err
}

// addCards adds the files of rate cards that the scenario names.
func (s *Study) addCards(list *diag.List) {
	s.Facts.Cards, s.Cards = ownCards(s.Scenario, s.Facts.Cards, s.options.Cards, s.read, list)
}

// OwnCards adds the rate cards that a scenario names to a book. read reads files; problems go to
// the list, and with them the book comes back as it was.
func OwnCards(sc *scenario.Study, book *fee.Book, read func(string) ([]byte, error), list *diag.List) *fee.Book {
	book, _ = ownCards(sc, book, "", read, list)
	return book
}

func ownCards(sc *scenario.Study, book *fee.Book, copies string, read func(string) ([]byte, error), list *diag.List) (*fee.Book, []fee.CardFile) {
	var files []fee.CardFile
	for _, t := range sc.Cards {
		path := document.Beside(t.Pos.File, t.Value)
		if copies != "" {
			path = filepath.Join(copies, filepath.Base(t.Value))
		}
		text, err := read(path)
		if err != nil {
			list.Add(t.Pos.Problem(Unreadable, fmt.Sprintf("cannot read %s: %s", filepath.ToSlash(path), document.Reason(err)), "cards are TOML files beside the scenario"))
			continue
		}
		files = append(files, fee.CardFile{Name: filepath.ToSlash(path), Text: string(text)})
	}
	if len(files) == 0 {
		return book, nil
	}
	wider, err := book.With(files...)
	var faults *diag.List
	switch {
	case errors.As(err, &faults):
		list.Add(faults.All()...)
		for _, f := range files {
			list.Keep(f.Name, []byte(f.Text))
		}
	case err != nil:
		list.Add(sc.Cards[0].Pos.Problem("cards", err.Error(), ""))
	default:
		return wider, files
	}
	return book, nil
}

// Unreadable is the code of problems with reading a file.
const Unreadable = "file"

// upperOnce lists ids in capitals, each once.
func upperOnce(ids []string) (list []string) {
	for _, id := range ids {
		if id = strings.ToUpper(id); !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	return list
}

// checkMetrics refuses names of metrics that mean none.
func checkMetrics(names []*scenario.Text, list *diag.List) {
	for _, t := range names {
		_, whole := result.Define(t.Value)
		_, part := result.Define(t.Value + ".CA")
		if !whole && !part {
			list.Add(t.Pos.Problem("no-match", fmt.Sprintf("%q is no metric", t.Value),
				`fbasim metrics lists them; write "late_share.CA", or "late_share" for every marketplace`))
		}
	}
}
