package sheet_test

import (
	"encoding/csv"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"fbasim/sim/report/sheet"
)

// office converts a file with LibreOffice, which shares no code with the library that wrote it. Where
// there is none the test is skipped, unless FBASIM_REQUIRE, a list, asks for it.
func office(t *testing.T, file, to string) (folder string) {
	t.Helper()
	path, err := exec.LookPath("soffice")
	if err != nil {
		if slices.Contains(strings.Split(os.Getenv("FBASIM_REQUIRE"), ","), "libreoffice") {
			t.Fatal("FBASIM_REQUIRE asks for libreoffice, and there is no soffice")
		}
		t.Skip("no LibreOffice here: apt-get install libreoffice-calc-nogui")
	}
	folder = t.TempDir()
	profile := "-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(folder, "profile"))
	out, err := exec.Command(path, profile, "--headless", "--convert-to", to, "--outdir", folder, file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return folder
}

func bare(t *testing.T) (file string, carried *excelize.File) {
	t.Helper()
	s := reference(t)
	file = filepath.Join(t.TempDir(), "bare.xlsx")
	if err := os.WriteFile(file, written(t, s, sheet.WriteBare), 0o666); err != nil {
		t.Fatal(err)
	}
	return file, opened(t, written(t, s, sheet.Write))
}

func TestLibreOfficeCalculatesWhatTheRunSays(t *testing.T) {
	file, carried := bare(t)
	// Separator, quote, UTF-8, from line 1; figures as they are and not as shown; every sheet.
	folder := office(t, file, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1")
	n := 0
	tables := map[string][][]string{}
	everyFormula(t, carried, func(name, cell, formula, value string) {
		if tables[name] == nil {
			in, err := os.Open(filepath.Join(folder, "bare-"+name+".csv"))
			if err != nil {
				t.Fatal(err)
			}
			r := csv.NewReader(in)
			r.FieldsPerRecord = -1
			if tables[name], err = r.ReadAll(); err != nil {
				t.Fatal(err)
			}
			in.Close()
		}
		col, row, _ := excelize.CellNameToCoordinates(cell)
		got := tables[name][row-1][col-1]
		if strings.Contains(formula, "INDEX('Cash by day'!$A") {
			return // a date, which this form writes as one
		}
		digits, percent := strings.CutSuffix(got, "%")
		x, err := strconv.ParseFloat(digits, 64)
		if percent {
			x /= 100
		}
		y, _ := strconv.ParseFloat(value, 64)
		if err != nil || math.Abs(x-y) > 1e-6*(1+math.Abs(y)) {
			t.Errorf("%s!%s %s: LibreOffice has %q, the run %q", name, cell, formula, got, value)
		}
		n++
	})
	if n < 100 {
		t.Errorf("%d formulas", n)
	}
}
