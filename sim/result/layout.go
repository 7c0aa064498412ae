package result

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
)

// The fixed names in a results folder.
const (
	ManifestFile = "manifest.json"
	ResolvedFile = "resolved.toml"
	SummaryFile  = "summary.json"
	ChartsDir    = "charts"
)

// file is one file of the folder. One without read repeats for spreadsheets what
// another file holds.
type file struct {
	name  string
	write func(io.Writer, *Set) error
	read  func(io.Reader, *Set) error
}

// files returns the table of all files but the manifest, which is written last.
func files() []file {
	return []file{
		{ResolvedFile, writeResolved, readResolved},
		{SummaryFile, writeSummary, readSummary},
		{"summary.csv", func(w io.Writer, s *Set) error { return writeRows(w, summaryRows(s)) }, nil},
		copyOf("compare.csv", func(s *Set) *[]Comparison { return &s.Comparisons }),
		copyOf("break_even.csv", func(s *Set) *[]BreakEven { return &s.BreakEven }),
		copyOf("decisions.csv", func(s *Set) *[]Decision { return &s.Decisions }),
		copyOf("findings.csv", func(s *Set) *[]Finding { return &s.Findings }),
		tableOf("unit_economics.csv", func(s *Set) *[]UnitStep { return &s.UnitEconomics }),
		tableOf("curves.csv", func(s *Set) *[]CurvePoint { return &s.Curves }),
		tableOf("demand.csv", func(s *Set) *[]DemandQuantile { return &s.Demand }),
		tableOf("histograms.csv", func(s *Set) *[]HistogramBin { return &s.Histograms }),
		tableOf("daily.csv", func(s *Set) *[]DailyRow { return &s.Daily }),
		tableOf("sensitivity.csv", func(s *Set) *[]SensitivityRow { return &s.Sensitivity }),
		{
			"replications.csv",
			func(w io.Writer, s *Set) error { return writeReplications(w, &s.Replications) },
			func(r io.Reader, s *Set) error { return readReplications(r, &s.Replications) },
		},
		tableOf("orders.csv", func(s *Set) *[]Order { return &s.Orders }),
		tableOf("ledger.csv", func(s *Set) *[]LedgerRow { return &s.Ledger }),
		{"audit.jsonl", writeAudit, readAudit},
	}
}

// tableOf is a CSV file that holds one slice of the set.
func tableOf[T any](name string, rows func(*Set) *[]T) file {
	return file{
		name:  name,
		write: func(w io.Writer, s *Set) error { return writeRows(w, *rows(s)) },
		read: func(r io.Reader, s *Set) (err error) {
			*rows(s), err = readRows[T](r)
			return err
		},
	}
}

// copyOf is a CSV file whose rows summary.json holds too.
func copyOf[T any](name string, rows func(*Set) *[]T) file {
	f := tableOf(name, rows)
	f.read = nil
	return f
}

func writeResolved(w io.Writer, s *Set) error {
	_, err := io.WriteString(w, s.Resolved)
	return err
}

func readResolved(r io.Reader, s *Set) error {
	text, err := io.ReadAll(r)
	s.Resolved = string(text)
	return err
}

// writeSummary writes the document of RunJSON, whose "run" is here the run's
// name and not a folder: the bytes must not depend on where they are written.
func writeSummary(w io.Writer, s *Set) error {
	data, err := marshal(documentOf(s))
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

func readSummary(r io.Reader, s *Set) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	doc, err := unmarshal[document](data)
	if err != nil {
		return err
	}
	doc.fill(s)
	return nil
}

func writeAudit(w io.Writer, s *Set) error {
	var line bytes.Buffer
	for i := range s.Audit {
		line.Reset()
		if err := encode(&line, reflect.ValueOf(s.Audit[i])); err != nil {
			return err
		}
		line.WriteByte('\n')
		if _, err := w.Write(line.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

func readAudit(r io.Reader, s *Set) error {
	d := json.NewDecoder(r)
	for n := 1; ; n++ {
		var line AuditLine
		switch err := d.Decode(&line); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("entry %d: %w", n, err)
		}
		s.Audit = append(s.Audit, line)
	}
}
