package sheet_test

import (
	"archive/zip"
	"bytes"
	"html"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"fbasim/sim/report"
	"fbasim/sim/report/sheet"
	"fbasim/sim/result"
)

func reference(t testing.TB) *result.Set {
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

func written(t testing.TB, s *result.Set, write func(io.Writer, *result.Set) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, s); err != nil {
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

// table is a sheet's rows below its head.
type table struct {
	name  string
	heads []string
	first int // row of the first line, from 1
	rows  [][]string
}

// tableOf finds the head of a sheet by the name of its first column.
func tableOf(t *testing.T, f *excelize.File, name, firstHead string) table {
	t.Helper()
	rows, err := f.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		if len(row) > 1 && row[0] == firstHead {
			end := i + 1
			for end < len(rows) && len(rows[end]) > 1 {
				end++
			}
			return table{name, row, i + 2, rows[i+1 : end]}
		}
	}
	t.Fatalf("sheet %s has no column %q", name, firstHead)
	return table{}
}

// column returns the number of a head, from 0.
func (x table) column(t *testing.T, head string) int {
	t.Helper()
	i := slices.Index(x.heads, head)
	if i < 0 {
		t.Fatalf("sheet %s has no column %q but %q", x.name, head, x.heads)
	}
	return i
}

// value is what a cell shows, which must be a number and a formula.
func (x table) value(t *testing.T, f *excelize.File, row int, head string) float64 {
	t.Helper()
	cell, _ := excelize.CoordinatesToCellName(x.column(t, head)+1, x.first+row)
	if formula, _ := f.GetCellFormula(x.name, cell); formula == "" {
		t.Fatalf("%s!%s holds no formula", x.name, cell)
	}
	v, err := strconv.ParseFloat(x.rows[row][x.column(t, head)], 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*(1+math.Abs(a)+math.Abs(b)) }

func TestProfitsPerUnitEqualThoseOfTheRun(t *testing.T) {
	s := reference(t)
	f := opened(t, written(t, s, sheet.Write))
	x, n := tableOf(t, f, "Unit economics", "No."), 0
	pivot := tableOf(t, f, "Profit per unit", "SKU")
	for _, u := range s.UnitEconomics {
		if u.Kind != result.KindContribution {
			continue
		}
		if got := x.value(t, f, n, "Profit per unit"); math.Abs(got-u.Amount) > 1e-6 {
			t.Errorf("%s %s %s: %v, run %v", u.Case, u.SKU, u.Market, got, u.Amount)
		}
		for i, row := range pivot.rows {
			if head := result.Capital(s.Label(u.Case)); row[0] == u.SKU && row[1] == u.Market &&
				math.Abs(pivot.value(t, f, i, head)-u.Amount) > 1e-6 {
				t.Errorf("%s %s %s: %v in the overview, run %v", u.Case, u.SKU, u.Market, pivot.value(t, f, i, head), u.Amount)
			}
		}
		n++
	}
	if n == 0 || len(x.rows) != n || len(pivot.rows) != 2 {
		t.Errorf("%d profits per unit in the run, %d rows, %d in the overview", n, len(x.rows), len(pivot.rows))
	}
}

func TestDifferencesEqualThePairedOnesOfTheRun(t *testing.T) {
	s := reference(t)
	f := opened(t, written(t, s, sheet.Write))
	x, n := tableOf(t, f, "Comparison", "Metric"), 0
	for _, c := range s.Comparisons {
		a, b := s.Case(c.A).Metric(c.Metric), s.Case(c.B).Metric(c.Metric)
		if a == nil || b == nil || a.Mean == 0 && b.Mean == 0 {
			continue
		}
		if label := result.Capital(result.MetricLabel(c.Metric)); x.rows[n][0] != label {
			t.Fatalf("row %d is of %s, want %s", n+1, x.rows[n][0], label)
		}
		if got := x.value(t, f, n, "B − A"); a.N == c.N && b.N == c.N && !near(got, c.PairedDiff) {
			t.Errorf("%s: %v, run %v", c.Metric, got, c.PairedDiff)
		}
		n++
	}
	if n < 10 || len(x.rows) != n {
		t.Errorf("%d differences in the run, %d rows", n, len(x.rows))
	}
}

func TestStatisticsOfTheReplicationsEqualThoseOfTheRun(t *testing.T) {
	s := reference(t)
	f := opened(t, written(t, s, sheet.Write))
	x := tableOf(t, f, "Profit", "Profit")
	for _, c := range s.Cases {
		m := c.Metric("profit")
		for label, want := range map[string]float64{
			"Mean": m.Mean, "Standard deviation": m.SD, "95 % interval of the mean, from": m.CI.Lo,
			"95 % interval of the mean, to": m.CI.Hi, "P5": m.P5, "P50": m.P50, "P95": m.P95,
		} {
			row := slices.IndexFunc(x.rows, func(r []string) bool { return r[0] == label })
			if got := x.value(t, f, row, result.Capital(s.Label(c.Name))); !near(got, want) {
				t.Errorf("%s of %s: %v, run %v", label, c.Name, got, want)
			}
		}
	}
}

func TestWhatIsCalculatedFollowsAChangedAmount(t *testing.T) {
	f := opened(t, written(t, reference(t), sheet.Write))
	if err := f.SetCellFloat("Unit economics", "F5", 143.85, -1, 64); err != nil { // the price, some 100 more
		t.Fatal(err)
	}
	left := func(name, cell string) float64 {
		text, err := f.CalcCellValue(name, cell, excelize.Options{RawCellValue: true})
		x, err2 := strconv.ParseFloat(text, 64)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		return x
	}
	x := tableOf(t, f, "Unit economics", "No.")
	cell, _ := excelize.CoordinatesToCellName(x.column(t, "Profit per unit")+1, 5)
	before, _ := strconv.ParseFloat(x.rows[0][x.column(t, "Profit per unit in the run")], 64)
	if got := left("Unit economics", cell); math.Abs(got-before-100) > 0.01 || !near(left("Profit per unit", "C5"), got) {
		t.Errorf("profit per unit %v was %v before; the overview has %v", got, before, left("Profit per unit", "C5"))
	}
}

// everyFormula calls f with each formula of a workbook and the value it carries.
func everyFormula(t *testing.T, f *excelize.File, visit func(sheet, cell, formula, value string)) {
	t.Helper()
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, value := range row {
				cell, _ := excelize.CoordinatesToCellName(c+1, r+1)
				if formula, _ := f.GetCellFormula(name, cell); formula != "" {
					visit(name, cell, formula, value)
				}
			}
		}
	}
}

func TestEveryFormulaCalculatesToTheValueItCarries(t *testing.T) {
	f, n := opened(t, written(t, reference(t), sheet.Write)), 0
	everyFormula(t, f, func(name, cell, formula, value string) {
		n++
		got, err := f.CalcCellValue(name, cell, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatalf("%s!%s %s: %v", name, cell, formula, err)
		}
		x, err := strconv.ParseFloat(got, 64)
		y, err2 := strconv.ParseFloat(value, 64)
		if err != nil || err2 != nil || math.Abs(x-y) > 1e-6*(1+math.Abs(y)) {
			t.Errorf("%s!%s %s: calculates to %q, carries %q", name, cell, formula, got, value)
		}
	})
	if n < 100 {
		t.Errorf("%d formulas", n)
	}
}

func TestTitlesSayWhatTheReportSays(t *testing.T) {
	s := reference(t)
	f := opened(t, written(t, s, sheet.Write))
	var page bytes.Buffer
	if err := report.HTML(&page, s); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Comparison", "Profit", "Cash"} {
		if title, _ := f.GetCellValue(name, "A1"); title == "" || !strings.Contains(html.UnescapeString(page.String()), title) {
			t.Errorf("title of %s, %q, is not in the report", name, title)
		}
	}
	verdict, _ := f.GetCellValue("Summary", "A3")
	if verdict != report.Verdicts(s)[0] {
		t.Errorf("the summary begins with %q", verdict)
	}
	for i := range s.Comparisons {
		s.Comparisons[i].Verdict = result.Unclear
	}
	f = opened(t, written(t, s, sheet.Write))
	for name, want := range map[string]string{"Profit": "How sure is profit?", "Cash": "When is cash lowest?"} {
		if title, _ := f.GetCellValue(name, "A1"); title != want {
			t.Errorf("title of %s where nothing is settled: %q", name, title)
		}
	}
}

func TestOfSeveralCasesTheTitleNamesOneThatBeatsAllOthers(t *testing.T) {
	s := reference(t)
	third := s.Cases[1]
	third.Name, third.Title = "third", ""
	s.Cases = append(s.Cases, third)
	for _, c := range slices.Clone(s.Comparisons) {
		c.B = third.Name
		s.Comparisons = append(s.Comparisons, c)
	}
	for verdict, want := range map[string]string{
		result.Worse: "Remote Fulfillment earns more than every other case", result.Better: "Which case earns most?",
		result.Unclear: "Which case earns most?",
	} {
		for i := range s.Comparisons {
			s.Comparisons[i].Verdict = verdict
		}
		f := opened(t, written(t, s, sheet.Write))
		if got, _ := f.GetCellValue("Comparison", "A1"); got != want {
			t.Errorf("where both are %s: %q, want %q", verdict, got, want)
		}
	}
}

func TestSameResultsGiveTheSameBytesWithoutAClock(t *testing.T) {
	s := reference(t)
	data := written(t, s, sheet.Write)
	for range 3 {
		if !bytes.Equal(data, written(t, s, sheet.Write)) {
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

// hostile are names that someone would like to be run, or that break tables.
func hostile() []string {
	return []string{
		`=HYPERLINK("x")`, "+cmd|' /C calc'!A0", "@SUM(1+1)", "-2+3", "\t=1+1", "\r=1", "<script>alert(1)</script>",
		"esc\x1b[31m bel\x07 nul\x00 bidi\u202e", "&amp;]]>", "'quoted", "{=1}", "_x0041_", strings.Repeat("long ", 60),
	}
}

func TestTextOfUsersIsTextAndNothingElse(t *testing.T) {
	whole := reference(t)
	for _, evil := range hostile() {
		s := *whole
		s.Daily, s.Orders, s.Ledger, s.Histograms = nil, nil, nil, nil // long, and no text of users in the workbook
		s.UnitEconomics, s.Decisions, s.Cases = slices.Clone(s.UnitEconomics), slices.Clone(s.Decisions), slices.Clone(s.Cases)
		for i := range s.UnitEconomics {
			s.UnitEconomics[i].SKU = evil
		}
		for i := range s.Decisions {
			s.Decisions[i].SKU, s.Decisions[i].Reason = evil, evil
		}
		for i := range s.Cases {
			s.Cases[i].Title = evil + strconv.Itoa(i)
		}
		s.Findings = append(s.Findings, result.Finding{Rule: evil, Title: evil, Reason: evil})
		s.Assumptions = append(s.Assumptions, result.Assumption{Text: evil, Key: evil, Card: evil})
		s.Manifest.Title, s.Warnings = evil, []string{evil}
		f := opened(t, written(t, &s, sheet.Write))
		shown := result.Visible(evil)
		for name, cell := range map[string]string{"Summary": "A1", "Unit economics": "B5", "Decisions": "A5", "Profit per unit": "A5"} {
			if got, _ := f.GetCellValue(name, cell); got != shown {
				t.Errorf("%s!%s reads %q, want %q", name, cell, got, shown)
			}
			style, _ := f.GetCellStyle(name, cell)
			if look, err := f.GetStyle(style); err != nil || look.NumFmt != 49 {
				t.Errorf("%s!%s is not formatted as text (%v)", name, cell, err)
			}
		}
		everyFormula(t, f, func(name, cell, formula, _ string) {
			if strings.Contains(formula, "HYPERLINK") || strings.Contains(formula, "cmd") || strings.Contains(formula, "long ") {
				t.Errorf("%s!%s: text of a user is in the formula %s", name, cell, formula)
			}
		})
	}
}

func TestRunsWithLittleInThemGiveAWorkbookToo(t *testing.T) {
	for name, s := range map[string]*result.Set{
		"nothing": {},
		"one case": {Cases: []result.Case{{Name: "a", Metrics: []result.Metric{{
			Name: "profit", Unit: "USD", N: 1, Mean: math.NaN(), SD: math.NaN(), CI: result.Unknown(),
		}}}}},
	} {
		f := opened(t, written(t, s, sheet.Write))
		if sheets := f.GetSheetList(); sheets[0] != "Summary" || !slices.Contains(sheets, "Assumptions") {
			t.Errorf("%s: sheets %q", name, sheets)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	s := reference(b)
	for b.Loop() {
		if err := sheet.Write(io.Discard, s); err != nil {
			b.Fatal(err)
		}
	}
}
