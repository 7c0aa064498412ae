package result

import (
	"bytes"
	"fmt"
)

// sweepDocument is the JSON that "fbasim sweep --json" prints.
type sweepDocument struct {
	FormatVersion int                 `json:"format_version"`
	Run           string              `json:"run"`
	Title         string              `json:"title"`
	Replications  int                 `json:"replications"`
	Parameters    []sweepParameterDoc `json:"parameters"`
	Rows          []sweepRowDoc       `json:"rows"`
	Metric        string              `json:"metric"` // that winners are told by
	Winners       []SweepWinner       `json:"winners"`
	Changes       []sweepChangeDoc    `json:"changes"`
}

type sweepParameterDoc struct {
	Path string `json:"path"`
	Unit string `json:"unit"`
}

type sweepRowDoc struct {
	Point   int          `json:"point"`
	Values  []SweepValue `json:"values"`
	Case    string       `json:"case"`
	Metric  string       `json:"metric"`
	Unit    string       `json:"unit"`
	N       int          `json:"n"`
	Mean    float64      `json:"mean"`
	SD      float64      `json:"sd"`
	CI      Interval     `json:"ci"`
	P5      float64      `json:"p5"`
	P50     float64      `json:"p50"`
	P95     float64      `json:"p95"`
	Diff    float64      `json:"diff"`
	DiffCI  Interval     `json:"diff_ci"`
	Verdict string       `json:"verdict"`
}

type sweepChangeDoc struct {
	Parameter string       `json:"parameter"`
	Values    []SweepValue `json:"values"`
	Between   Interval     `json:"between"`
	At        float64      `json:"at"`
	Before    string       `json:"before"`
	After     string       `json:"after"`
}

// SweepJSON returns the document that "fbasim sweep --json" prints: one JSON object with
// format_version 1, ending in a line feed. Values of points stand in the order of the parameters, as
// numbers in the parameter's unit or as words.
func SweepJSON(s *Sweep) ([]byte, error) {
	doc := sweepDocument{
		FormatVersion: FormatVersion, Run: s.Dir, Title: s.Manifest.Title,
		Replications: s.Manifest.Precision.Replications, Metric: s.MainMetric(),
	}
	for i := range s.Rows {
		r := &s.Rows[i]
		doc.Rows = append(doc.Rows, sweepRowDoc{
			r.Point, r.Values, r.Case, r.Metric, r.Unit, r.N, r.Mean, r.SD, r.CI, r.P5, r.P50, r.P95, r.Diff,
			r.DiffCI, r.Verdict,
		})
	}
	doc.Winners = s.Winners(doc.Metric)
	for i, p := range s.Parameters {
		doc.Parameters = append(doc.Parameters, sweepParameterDoc{p.Path, p.Unit})
		changes, _ := s.Changes(doc.Winners, i)
		for _, c := range changes {
			doc.Changes = append(doc.Changes, sweepChangeDoc{
				p.Path, c.Values, Interval{c.From, c.To}, c.At, c.Before, c.After,
			})
		}
	}
	return marshal(doc)
}

// encode writes a value as a number or a text.
func (v SweepValue) encode(to *bytes.Buffer) error {
	if v.Word != "" {
		return encodePlain(to, v.Word)
	}
	_, err := fmt.Fprint(to, jsonNumber(v.Number))
	return err
}
