package sheet_test

import (
	"archive/zip"
	"bytes"
	"math"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"

	"fbasim/sim/report/sheet"
	"fbasim/sim/result"
)

func reference(t *testing.T) *result.Set {
	t.Helper()
	dir, err := result.Latest("../../../results/reference/quickstart")
	if err != nil {
		t.Fatal(err)
	}
	s, err := result.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func written(t *testing.T, s *result.Set) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := sheet.Write(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func opened(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// calculated evaluates the formula under a heading.
func calculated(t *testing.T, f *excelize.File, name, heading string, row int) float64 {
	t.Helper()
	rows, err := f.GetRows(name)
	if err != nil {
		t.Fatal(err)
	}
	for i, h := range rows[0] {
		if h != heading {
			continue
		}
		cell, _ := excelize.CoordinatesToCellName(i+1, row)
		if text, _ := f.GetCellFormula(name, cell); text == "" {
			t.Fatalf("%s!%s holds no formula", name, cell)
		}
		text, err := f.CalcCellValue(name, cell, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		x, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	t.Fatalf("%s has no column %q", name, heading)
	return 0
}

func TestFormulasGiveTheContributionsOfTheRun(t *testing.T) {
	s := reference(t)
	f, row := opened(t, written(t, s)), 2
	for _, u := range s.UnitEconomics {
		if u.Kind != "contribution" {
			continue
		}
		if got := calculated(t, f, "Unit economics", "Profit per unit", row); math.Abs(got-u.Amount) > 1e-6 {
			t.Errorf("%s %s %s: formula %v, run %v", u.Case, u.SKU, u.Market, got, u.Amount)
		}
		row++
	}
	if row == 2 {
		t.Error("no contribution in the run")
	}
}

func TestFormulasGiveThePairedDifferencesOfTheRun(t *testing.T) {
	s, n := reference(t), 0
	f := opened(t, written(t, s))
	for i, c := range s.Comparisons {
		a, b := s.Case(c.A).Metric(c.Metric), s.Case(c.B).Metric(c.Metric)
		if a == nil || b == nil || a.N != b.N || a.N != c.N || !c.Paired {
			continue
		}
		n++
		got := calculated(t, f, "Comparison", "B minus A", i+2)
		if math.Abs(got-c.PairedDiff) > 1e-9*(1+math.Abs(a.Mean)) {
			t.Errorf("%s: formula %v, run %v", c.Metric, got, c.PairedDiff)
		}
	}
	if n == 0 {
		t.Error("no difference compared")
	}
}

func TestSameResultsGiveTheSameBytesWithoutAClock(t *testing.T) {
	s := reference(t)
	data := written(t, s)
	for range 3 {
		if !bytes.Equal(data, written(t, s)) {
			t.Fatal("two workbooks of one run differ")
		}
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range r.File {
		if file.ModifiedDate != 0 || file.ModifiedTime != 0 {
			t.Errorf("%s carries the time %v", file.Name, file.Modified)
		}
	}
}

func TestUserTextNeverStartsAFormula(t *testing.T) {
	const evil = `=HYPERLINK("x")`
	s := reference(t)
	for i := range s.UnitEconomics {
		s.UnitEconomics[i].SKU = evil
	}
	s.Cases[0].Title = evil + "\x01"
	s.Assumptions = append(s.Assumptions, result.Assumption{Text: "<script>\x00", Key: "@x"})
	f := opened(t, written(t, s))
	if got, _ := f.GetCellValue("Unit economics", "A2"); got != evil {
		t.Errorf("SKU reads %q", got)
	}
	for _, cell := range []string{"A2", "C2"} {
		if got, _ := f.GetCellFormula("Unit economics", cell); got != "" {
			t.Errorf("%s became the formula %q", cell, got)
		}
	}
}
