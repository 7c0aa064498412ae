package result

import (
	"bytes"
	"encoding/csv"
	"math"
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestTextCellsCannotStartAFormula(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1": "'=1+1", "+49": "'+49", "-5 % offer": "'-5 % offer", "@SUM(A1)": "'@SUM(A1)",
		"\t=1": `'\t=1`, "\r=1": `'\r=1`, "  =1": "'  =1", "＝1": "'＝1", "'quoted'": "''quoted'",
		"plain": "plain", "a=b": "a=b", "": "", `C:\x`: `C:\\x`,
		"\x1b[2J": `\x1b[2J`, "a\u202eb": `a\u202eb`,
	} {
		if got := Cell(text); got != want {
			t.Errorf("Cell(%q) = %q, want %q", text, got, want)
		}
		if got := Uncell(want); got != text {
			t.Errorf("Uncell(%q) = %q, want %q", want, got, text)
		}
	}
}

func TestNumbersAreNotPrefixed(t *testing.T) {
	var out bytes.Buffer
	must(
		t,
		writeRows(
			&out,
			[]Decision{{SKU: "-5", Diff: -1.5, CI: Interval{-2, math.Inf(1)}, BreakEven: math.NaN()}},
		),
	)
	lines := strings.Split(out.String(), "\n")
	want := "'-5,,,,,,-1.5,-2,,,0,,"
	if lines[1] != want {
		t.Errorf("row %q, want %q", lines[1], want)
	}
}

func checkCell(t interface{ Fatalf(string, ...any) }, text string) {
	cell := Cell(text)
	if first, size := utf8.DecodeRuneInString(strings.TrimLeft(cell, " ")); size > 0 &&
		strings.ContainsRune("=+-@\t\r", first) {
		t.Fatalf("Cell(%q) = %q starts a formula", text, cell)
	}
	if strings.ContainsFunc(cell, unicode.IsControl) {
		t.Fatalf("Cell(%q) = %q holds a control character", text, cell)
	}
	if utf8.ValidString(text) && Uncell(cell) != text {
		t.Fatalf("Uncell(Cell(%q)) = %q", text, Uncell(cell))
	}
}

func TestCellIsSafeAndReversible(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkCell(t, rapid.String().Draw(t, "text")) })
}

func FuzzCell(f *testing.F) {
	for _, text := range []string{"=1", "\\'", "'\\n", "\xff", "\u202e", "＠", "\\u12", "a\x00b"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkCell(t, text)
		Uncell(text) // any text: no panic
	})
}

func FuzzReadTables(f *testing.F) {
	var out bytes.Buffer
	if err := writeRows(&out, widget().Curves[:2]); err != nil {
		f.Fatal(err)
	}
	f.Add(out.String())
	f.Add("case,replication,profit\nremote,0,\n")
	f.Add("x")
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		rows, err := readRows[CurvePoint](strings.NewReader(text))
		if err != nil {
			return
		}
		var again bytes.Buffer
		if err := writeRows(&again, rows); err != nil {
			t.Fatal(err)
		}
		back, err := readRows[CurvePoint](&again)
		if err != nil || len(back) != len(rows) {
			t.Fatalf("%d rows read, %d after writing them again: %v", len(rows), len(back), err)
		}
		_ = readReplications(strings.NewReader(text), &Replications{})
	})
}

func TestNumbersReadBackExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64().Draw(t, "x")
		back, err := parseNumber(Number(x), math.NaN())
		if err != nil || back != x && finite(x) {
			t.Fatalf("%v writes %q, reads %v, %v", x, Number(x), back, err)
		}
	})
	if got := Number(math.Copysign(0, -1)); got != "0" {
		t.Errorf("negative zero writes %q", got)
	}
}

func TestRowsOfEveryTypeSurviveCSVAndJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("a=\"\\'\n\r,;é€\u202e\x00 "))).Draw(t, "text")
		x := rapid.Float64().Draw(t, "x")
		row := BreakEven{
			SKU:       text,
			At:        x,
			CI:        Interval{x, math.Inf(1)},
			Crossings: []float64{1, x},
			Status:    text,
		}
		if !finite(x) {
			row.At, row.CI.Lo, row.Crossings = math.NaN(), math.Inf(-1), []float64{1}
		}
		var table bytes.Buffer
		if err := writeRows(&table, []BreakEven{row}); err != nil {
			t.Fatal(err)
		}
		back, err := readRows[BreakEven](&table)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]BreakEven{row}, back, same); diff != "" {
			t.Fatal(diff)
		}
		data, err := marshal(row)
		if err != nil {
			t.Fatal(err)
		}
		object, err := unmarshal[BreakEven](data)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(row, object, same); diff != "" {
			t.Fatal(diff)
		}
	})
}

// TestEveryRowTypeHasACSVForm fails where a field of a type that cells does not
// know was added, instead of in a user's run.
func TestEveryRowTypeHasACSVForm(t *testing.T) {
	for _, row := range []any{
		Comparison{}, BreakEven{}, Decision{}, Finding{}, UnitStep{}, CurvePoint{}, DemandQuantile{},
		HistogramBin{}, DailyRow{}, SensitivityRow{}, Order{}, LedgerRow{}, summaryRow{},
	} {
		v := reflect.ValueOf(row)
		header := columns(v.Type())
		if got := cells(nil, v); len(got) != len(header) {
			t.Errorf("%T: %d cells for %d columns", row, len(got), len(header))
		}
		seen := map[string]bool{}
		for _, name := range header {
			if seen[name] || name != Cell(name) {
				t.Errorf("%T: column %q is repeated or not plain", row, name)
			}
			seen[name] = true
		}
	}
}

func TestTablesOpenInAnyCSVReader(t *testing.T) {
	s := widget()
	for _, f := range files() {
		if !strings.HasSuffix(f.name, ".csv") {
			continue
		}
		var out bytes.Buffer
		must(t, f.write(&out, s))
		rows, err := csv.NewReader(&out).ReadAll()
		if err != nil || len(rows) == 0 {
			t.Errorf("%s: %d lines, %v", f.name, len(rows), err)
		}
	}
}
