package amazon

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzRecognize feeds any bytes to recognition, and to the reader of what they are taken for.
func FuzzRecognize(f *testing.F) {
	for _, c := range fixtures {
		data, err := os.ReadFile(filepath.Join("testdata", c.file))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Recognize(BytesSource("fuzz", data))
		if err != nil || file.Report == Unknown {
			if err == nil && file.Why == "" {
				t.Error("an unknown file without a reason")
			}
			return
		}
		readAll(t, file)
	})
}

// FuzzReaders feeds any text under the header of each report to its reader.
func FuzzReaders(f *testing.F) {
	for i, c := range fixtures {
		if _, body, ok := headAndBody(c.file, c.line); ok {
			f.Add(i, body)
		}
	}
	f.Fuzz(func(t *testing.T, i int, body string) {
		if i < 0 || i >= len(fixtures) {
			return
		}
		head, _, ok := headAndBody(fixtures[i].file, fixtures[i].line)
		if !ok {
			return
		}
		file, err := Recognize(BytesSource("fuzz", []byte(head+body)))
		if err != nil || file.Report != fixtures[i].report {
			t.Fatalf("the body changed the report: %q %v", file.Report, err)
		}
		readAll(t, file)
	})
}

// headAndBody cuts a fixture of plain text after its header.
func headAndBody(file string, line int) (head, body string, ok bool) {
	if strings.HasSuffix(file, ".gz") || strings.HasSuffix(file, ".xlsx") || strings.HasSuffix(file, ".json") || strings.Contains(file, "sweden") {
		return "", "", false
	}
	data, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		return "", "", false
	}
	at := 0
	for range line {
		at += strings.IndexByte(string(data[at:]), '\n') + 1
	}
	return string(data[:at]), string(data[at:]), true
}

func readAll(t *testing.T, file Recognized) {
	t.Helper()
	lines, err := rows(file)
	if err != nil && err.Error() == "" {
		t.Error("an error that says nothing")
	}
	if len(lines) > 1<<20 {
		t.Error("more rows than bytes")
	}
}

// FuzzCells feeds any text to the parsers of cells.
func FuzzCells(f *testing.F) {
	for _, s := range []string{"24.99", "1.234,56", "$1,234.00", "12.5%", "2026-05-01T12:34:56+00:00", "Dec 1, 2017 12:38:23 AM PST",
		"01.05.2026", "yes", "Amazon.ca", "AFN", "702-0000001-0000001", "\xe9t\xe9"} {
		f.Add([]byte(s), true)
		f.Add([]byte(s), false)
	}
	f.Fuzz(func(t *testing.T, cell []byte, comma bool) {
		p := newParser(style{comma: comma, dayFirst: comma})
		if cell = present(cell); cell == nil {
			return
		}
		p.amount(cell)
		p.percent(cell)
		p.number(cell)
		p.count(cell)
		p.moment(cell)
		p.day(cell)
		p.store(cell)
		p.channel(cell)
		p.currency(cell)
		p.country(cell)
		p.yes(cell)
		ParseOrderID(cell)
		if n := len(shape(cell)); n > 200 {
			t.Errorf("a shape of %d bytes", n)
		}
	})
}
