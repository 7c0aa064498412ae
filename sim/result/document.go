package result

import (
	"bytes"
	"encoding/json"
	"reflect"
)

// document is the JSON that "fbasim run --json" prints and summary.json holds.
type document struct {
	FormatVersion int            `json:"format_version"`
	Run           string         `json:"run"`
	Cases         []caseDocument `json:"cases"`
	Comparisons   []Comparison   `json:"comparisons"`
	BreakEven     []BreakEven    `json:"break_even"`
	Decisions     []Decision     `json:"decisions"`
	Findings      []Finding      `json:"findings"`
	Checks        []Check        `json:"checks"`
	Assumptions   []Assumption   `json:"assumptions"`
	NotModeled    []string       `json:"not_modeled"`
	Warnings      []string       `json:"warnings"`
	Interrupted   bool           `json:"interrupted"`
}

type caseDocument struct {
	Name     string          `json:"name"`
	Title    string          `json:"title"`
	Baseline bool            `json:"baseline"`
	Programs []MarketProgram `json:"programs"`
	Metrics  namedMetrics    `json:"metrics"`
}

// RunJSON returns the document that "fbasim run --json" prints: one JSON object
// with format_version 1, ending in a line feed. Its "run" is the set's folder.
func RunJSON(s *Set) ([]byte, error) {
	doc := documentOf(s)
	if s.Dir != "" {
		doc.Run = s.Dir
	}
	return marshal(doc)
}

func documentOf(s *Set) document {
	doc := document{
		FormatVersion: FormatVersion, Run: s.Manifest.Run,
		Comparisons: s.Comparisons, BreakEven: s.BreakEven, Decisions: s.Decisions,
		Findings: s.Findings, Checks: s.Checks, Assumptions: s.Assumptions,
		NotModeled: s.NotModeled, Warnings: s.Warnings, Interrupted: s.Manifest.Interrupted,
	}
	for _, c := range s.Cases {
		doc.Cases = append(doc.Cases, caseDocument{c.Name, c.Title, c.Baseline, c.Programs, c.Metrics})
	}
	return doc
}

func (doc document) fill(s *Set) {
	s.Comparisons, s.BreakEven, s.Decisions = doc.Comparisons, doc.BreakEven, doc.Decisions
	s.Findings, s.Checks, s.Assumptions = doc.Findings, doc.Checks, doc.Assumptions
	s.NotModeled, s.Warnings = doc.NotModeled, doc.Warnings
	for _, c := range doc.Cases {
		s.Cases = append(s.Cases, Case{c.Name, c.Title, c.Baseline, c.Programs, c.Metrics})
	}
}

// JSON returns a document of rows and other values of this package as RunJSON writes
// them: keys by their tags, numbers that are not finite as null, intervals as pairs.
func JSON(v any) ([]byte, error) { return marshal(v) }

// marshal returns indented JSON with a final line feed.
func marshal(v any) ([]byte, error) {
	var compact, out bytes.Buffer
	if err := encode(&compact, reflect.ValueOf(v)); err != nil {
		return nil, err
	}
	if err := json.Indent(&out, compact.Bytes(), "", "  "); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

func unmarshal[T any](data []byte) (T, error) {
	var v T
	err := decode(data, reflect.ValueOf(&v).Elem())
	return v, err
}
