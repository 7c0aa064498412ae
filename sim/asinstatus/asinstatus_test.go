package asinstatus_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"fbasim/sim/amazon"
	"fbasim/sim/asinstatus"
	"fbasim/sim/result"
)

// download makes a workbook as Seller Central might: groups of stores in a given order, other sheets,
// styles, a drop-down list, a picture's worth of other parts.
func download(t testing.TB, stores []string, heading func(store string) string, rows [][]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	must := func(err error) {
		if err != nil {
			t.Helper()
			t.Fatal(err)
		}
	}
	must(f.SetSheetName("Sheet1", "Instructions"))
	must(f.SetCellStr("Instructions", "A1", "Choose Yes or No"))
	_, err := f.NewSheet("Enrollment")
	must(err)
	style, err := f.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFEEAA"}}})
	must(err)
	put := func(row, column int, text string) {
		at, err := excelize.CoordinatesToCellName(column, row)
		must(err)
		must(f.SetCellStr("Enrollment", at, text))
		must(f.SetCellStyle("Enrollment", at, at, style))
	}
	put(1, 1, "Remote Fulfillment & more <with> \"FBA\"")
	for i, text := range []string{"Merchant SKU", "ASIN", "Product name"} {
		put(4, i+1, text)
	}
	for i, store := range stores {
		put(3, 4+3*i, store)
		put(4, 4+3*i, "Offer status")
		put(4, 5+3*i, "More details")
		put(4, 6+3*i, heading(store))
	}
	for r, row := range rows {
		for c, text := range row {
			if text != "" {
				put(5+r, c+1, text)
			}
		}
	}
	must(f.SetCellValue("Enrollment", "Z2", 3.25))
	var b bytes.Buffer
	must(f.Write(&b))
	return b.Bytes()
}

func english(store string) string { return "Enable/Disable " + store + " (Yes/No)" }

func plan(choices ...asinstatus.Choice) asinstatus.Plan {
	p := asinstatus.Plan{Title: "=cmd()", Choices: choices}
	for _, c := range choices {
		if !slices.Contains(p.SKUs, asinstatus.Product{SKU: c.SKU}) {
			p.SKUs = append(p.SKUs, asinstatus.Product{SKU: c.SKU})
		}
	}
	return p
}

func fill(t testing.TB, workbook []byte, p asinstatus.Plan) ([]byte, *asinstatus.Outcome) {
	t.Helper()
	var b bytes.Buffer
	out, err := asinstatus.Fill(&b, workbook, p)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), out
}

// cells reads every cell of every sheet, with formulas and styles.
func cells(t testing.TB, workbook []byte) map[string]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(workbook))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all := map[string]string{}
	for _, sheet := range f.GetSheetList() {
		for r := 1; r <= 12; r++ {
			for c := 1; c <= 27; c++ {
				at, _ := excelize.CoordinatesToCellName(c, r)
				text, _ := f.GetCellValue(sheet, at)
				formula, _ := f.GetCellFormula(sheet, at)
				style, _ := f.GetCellStyle(sheet, at)
				all[sheet+"!"+at] = fmt.Sprintf("%s|%s|%d", text, formula, style)
			}
		}
	}
	return all
}

// parts reads the parts of a workbook as they are packed.
func parts(t testing.TB, workbook []byte) map[string]string {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range in.File {
		r, err := f.OpenRaw()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(data)
	}
	return all
}

func TestOnlyTheAnswersThatThePlanDecidesChange(t *testing.T) {
	rows := [][]string{
		{"IRON", "B01", "Iron", "Enabled", "", "Yes", "Enabled", "", "Yes", "Enabled", "", "no"},
		{"MUG", "B02", "Mug", "", "", "", "Enabled", "", "", "", "", ""},
		{"OTHER", "B03", "=1+1", "", "", "", "", "", "No", "", "", "Yes"},
	}
	before := download(t, []string{"Brazil", "Canada", "Mexico"}, english, rows)
	after, out := fill(t, before, plan(
		asinstatus.Choice{SKU: "IRON", Market: "CA", On: false, Sure: true},
		asinstatus.Choice{SKU: "IRON", Market: "MX", On: false, Sure: true},
		asinstatus.Choice{SKU: "MUG", Market: "CA", On: true},
		asinstatus.Choice{SKU: "MUG", Market: "MX", On: true, Sure: true},
		asinstatus.Choice{SKU: "GHOST", Market: "CA", On: true, Sure: true},
	))
	want := cells(t, before)
	for at, text := range map[string]string{"I5": "No", "I6": "Yes", "L6": "Yes"} {
		key := "Enrollment!" + at
		_, rest, _ := strings.Cut(want[key], "|")
		want[key] = text + "|" + rest
	}
	got := cells(t, after)
	for at := range want {
		// The style of a cell that was not there before is that of its column.
		if got[at] != want[at] {
			t.Errorf("%s: %q, want %q", at, got[at], want[at])
		}
	}
	old, now := parts(t, before), parts(t, after)
	for name := range old {
		if name != "xl/worksheets/sheet2.xml" && old[name] != now[name] {
			t.Errorf("part %s changed", name)
		}
	}
	if len(now) != len(old) {
		t.Errorf("%d parts, want %d", len(now), len(old))
	}
	if len(out.Changed) != 3 || out.Same != 1 || len(out.NoRow) != 1 || out.NoRow[0].SKU != "GHOST" ||
		len(out.Unsure) != 1 || !slices.Equal(out.NoChoice, []string{"OTHER"}) ||
		!slices.Equal(out.Stores, []string{"BR", "CA", "MX"}) {
		t.Errorf("%+v", out)
	}
}

func TestAWorkbookThatSaysTheSameComesBackByteForByte(t *testing.T) {
	before := download(t, []string{"Canada", "Mexico"}, english, [][]string{{"IRON", "B01", "Iron", "Enabled", "", "YES"}})
	after, out := fill(t, before, plan(asinstatus.Choice{SKU: "IRON", Market: "CA", On: true, Sure: true}))
	if !bytes.Equal(before, after) || out.Same != 1 || len(out.Changed) != 0 {
		t.Errorf("changed: %+v", out)
	}
}

func TestOlderAndLocalizedWorkbooksAreFilledInTheirOwnWords(t *testing.T) {
	chinese := download(t, []string{"加拿大", "墨西哥"}, func(store string) string { return "启用/停用" + store + "（是/否）" },
		[][]string{{"IRON", "B01", "熨斗", "已启用", "", "是", "", "", ""}})
	after, out := fill(t, chinese, plan(
		asinstatus.Choice{SKU: "IRON", Market: "CA", On: false}, asinstatus.Choice{SKU: "IRON", Market: "MX", On: true},
	))
	got := cells(t, after)
	for at, want := range map[string]string{"F5": "否", "I5": "是", "A5": "IRON", "C5": "熨斗"} {
		if text, _, _ := strings.Cut(got["Enrollment!"+at], "|"); text != want {
			t.Errorf("%s: %q, want %q", at, text, want)
		}
	}
	if !slices.Equal(out.Stores, []string{"CA", "MX"}) {
		t.Errorf("%+v", out)
	}
}

func TestWhatIsNoSuchWorkbookIsRefused(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetCellStr("Sheet1", "A1", "Merchant SKU"); err != nil {
		t.Fatal(err)
	}
	var other bytes.Buffer
	if err := f.Write(&other); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"text": []byte("Merchant SKU\tASIN\n"), "UTF-16": []byte("\xff\xfeM\x00e\x00"), "empty": nil, "zip": []byte("PK\x03\x04broken"), "another workbook": other.Bytes(),
	} {
		if _, err := asinstatus.Fill(io.Discard, data, plan()); !errors.Is(err, asinstatus.ErrLayout) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// evil are texts that a spreadsheet would run.
var evil = []string{`=HYPERLINK("x")`, "+1", "-1", "@x", "=1+1"}

func TestNoFormulaStartsFromUserText(t *testing.T) {
	var choices []asinstatus.Choice
	for _, sku := range evil {
		choices = append(choices, asinstatus.Choice{SKU: sku, ASIN: sku, Market: "CA", On: true})
	}
	p := plan(choices...)
	for i := range p.SKUs {
		p.SKUs[i].ASIN = p.SKUs[i].SKU
	}
	var b bytes.Buffer
	if _, err := asinstatus.Write(&b, p); err != nil {
		t.Fatal(err)
	}
	filled, _ := fill(t, b.Bytes(), p)
	for _, data := range [][]byte{b.Bytes(), filled} {
		in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range in.File {
			r, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(part.Name, "xl/worksheets/") && (bytes.Contains(text, []byte("<f>")) || bytes.Contains(text, []byte("<f "))) {
				t.Errorf("%s holds a formula", part.Name)
			}
		}
	}
	got := cells(t, b.Bytes())
	for i, sku := range evil {
		if text, _, _ := strings.Cut(got[fmt.Sprintf("Enrollment!A%d", 5+i)], "|"); text != sku {
			t.Errorf("SKU reads %q, want %q", text, sku)
		}
	}
}

func TestAWorkbookThatIsMadeIsFilledAgainWithTheSameAnswers(t *testing.T) {
	p := plan(
		asinstatus.Choice{SKU: "IRON", Market: "CA", On: false}, asinstatus.Choice{SKU: "IRON", Market: "MX", On: true},
		asinstatus.Choice{SKU: "MUG", Market: "CA", On: true}, asinstatus.Choice{SKU: "MUG", Market: "US", On: true},
	)
	var b, again bytes.Buffer
	out, err := asinstatus.Write(&b, p)
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Changed) != 3 || len(out.NoRow) != 1 {
		t.Errorf("%+v", out)
	}
	if _, err := asinstatus.Write(&again, p); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Errorf("two workbooks of one plan differ (%v)", err)
	}
	same, out := fill(t, b.Bytes(), p)
	if !bytes.Equal(same, b.Bytes()) || out.Same != 3 {
		t.Errorf("%+v", out)
	}
}

func TestACellWithAFormulaIsNotOverwritten(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(download(t, []string{"Canada"}, english, [][]string{{"IRON", "B01"}})))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.SetCellFormula("Enrollment", "F5", `IF(TRUE,"No","Yes")`); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	_, err = asinstatus.Fill(io.Discard, b.Bytes(), plan(asinstatus.Choice{SKU: "IRON", Market: "CA", On: true}))
	if err == nil || !strings.Contains(err.Error(), "F5") || !strings.Contains(err.Error(), "formula") {
		t.Errorf("%v", err)
	}
}

// TestLibreOfficeOpensTheWorkbooks converts both kinds to text where LibreOffice is installed.
func TestLibreOfficeOpensTheWorkbooks(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		if strings.Contains(os.Getenv("FBASIM_REQUIRE"), "soffice") {
			t.Fatal(err)
		}
		t.Skip("LibreOffice is not installed")
	}
	p := plan(asinstatus.Choice{SKU: "IRON", Market: "CA", On: true}, asinstatus.Choice{SKU: "IRON", Market: "MX", On: false})
	var made bytes.Buffer
	if _, err := asinstatus.Write(&made, p); err != nil {
		t.Fatal(err)
	}
	f := download(t, []string{"Brazil", "Canada", "Mexico"}, english, [][]string{{"IRON", "B01", "Iron"}})
	filled, _ := fill(t, f, p)
	dir := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to",
		`csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1`, "--outdir", dir}
	books := map[string][]byte{"made": made.Bytes(), "filled": filled}
	for name, data := range books {
		path := filepath.Join(dir, name+".xlsx")
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	cmd := exec.Command(office, args...)
	cmd.Env = append(os.Environ(), "HOME="+dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for name := range books {
		text, err := os.ReadFile(filepath.Join(dir, name+"-Enrollment.csv"))
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for line := range strings.Lines(string(text)) {
			if fields := strings.Split(strings.TrimSpace(line), ","); fields[0] == "IRON" {
				found = len(fields) >= 12 && fields[8] == "Yes" && fields[11] == "No"
			}
		}
		if !found {
			t.Errorf("%s: LibreOffice reads\n%s", name, text)
		}
	}
}

func TestAnOptimizationDecidesWhatRemoteFulfillmentServesTodayOrThen(t *testing.T) {
	o := &result.Optimum{
		SKUs: []result.SKUPlan{{SKU: "B", ASIN: "b", Kept: true}, {SKU: "A"}},
		Remote: []result.RemoteChange{
			{SKU: "B", Market: "CA", Action: "remove"}, {SKU: "A", Market: "MX", Action: "add"}, {SKU: "A", Market: "CA", Action: "keep"},
		},
	}
	p := asinstatus.OfOptimum(o)
	var got []string
	for _, c := range p.Choices {
		got = append(got, fmt.Sprintf("%s %s %v %v", c.SKU, c.Market, c.On, c.Sure))
	}
	want := []string{"A CA true true", "A MX true false", "B CA false true"}
	if !slices.Equal(got, want) || len(p.SKUs) != 2 {
		t.Errorf("%v, want %v", got, want)
	}
}

// answers reads a workbook with the reader of sellers' files.
func answers(t testing.TB, workbook []byte) map[string]string {
	t.Helper()
	found, err := amazon.Recognize(amazon.Source{Name: "status.xlsx", Size: int64(len(workbook)),
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(workbook)), nil }})
	if err != nil {
		t.Fatal(err)
	}
	if found.Report != amazon.EligibilityReport {
		t.Fatalf("recognized as %q: %s", found.Report, found.Why)
	}
	got := map[string]string{}
	err = amazon.ReadEligibility(found, func(e amazon.Eligibility) error {
		if e.Enable.Has {
			got[e.SKU+" "+string(e.Store)] = map[bool]string{true: "yes", false: "no"}[e.Enable.Value]
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestTheReaderOfSellersFilesReadsTheSameAnswers(t *testing.T) {
	p := plan(
		asinstatus.Choice{SKU: "IRON", Market: "CA", On: false}, asinstatus.Choice{SKU: "IRON", Market: "MX", On: true},
		asinstatus.Choice{SKU: "MUG", Market: "CA", On: true},
	)
	want := map[string]string{"IRON CA": "no", "IRON MX": "yes", "MUG CA": "yes"}
	var made bytes.Buffer
	if _, err := asinstatus.Write(&made, p); err != nil {
		t.Fatal(err)
	}
	if got := answers(t, made.Bytes()); !maps.Equal(got, want) {
		t.Errorf("made: %v, want %v", got, want)
	}
	for _, stores := range [][]string{{"Brazil", "Canada", "Mexico"}, {"Canada", "Mexico"}} {
		filled, _ := fill(t, download(t, stores, english, [][]string{{"IRON", "B01"}, {"MUG", "B02"}}), p)
		if got := answers(t, filled); !maps.Equal(got, want) {
			t.Errorf("filled %v: %v, want %v", stores, got, want)
		}
	}
}

// TestTheFixturesOfTheReaderAreFilled fills the workbooks that stand for Seller Central's downloads: of both
// layouts, one of them in another language.
func TestTheFixturesOfTheReaderAreFilled(t *testing.T) {
	files, err := filepath.Glob("../amazon/testdata/eligibility*.xlsx")
	if err != nil || len(files) < 2 {
		t.Fatal(files, err)
	}
	for _, path := range files {
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		was := answers(t, before)
		var p asinstatus.Plan
		want := maps.Clone(was)
		for key, answer := range was { // every answer turned round
			i := strings.LastIndex(key, " ")
			p.Choices = append(p.Choices, asinstatus.Choice{SKU: key[:i], Market: key[i+1:], On: answer == "no", Sure: true})
			want[key] = map[string]string{"yes": "no", "no": "yes"}[answer]
		}
		after, out := fill(t, before, p)
		if got := answers(t, after); len(was) == 0 || !maps.Equal(got, want) || len(out.Changed) != len(was) {
			t.Errorf("%s: %v, want %v; %+v", path, got, want, out)
		}
	}
}

// FuzzFill: whatever the file, an error or a workbook that is read again with the answers that were written.
func FuzzFill(f *testing.F) {
	f.Add(download(f, []string{"Brazil", "Canada", "Mexico"}, english, [][]string{{"IRON", "B01", "Iron", "", "", "No"}}))
	f.Add(download(f, []string{"加拿大"}, func(s string) string { return s + "（是/否）" }, [][]string{{"IRON"}}))
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("Merchant SKU\tASIN\tEnable/Disable Canada (Yes/No)\nIRON\tB1\tNo\n"))
	p := plan(asinstatus.Choice{SKU: "IRON", Market: "CA", On: true}, asinstatus.Choice{SKU: "IRON", Market: "MX"})
	f.Fuzz(func(t *testing.T, workbook []byte) {
		var b bytes.Buffer
		out, err := asinstatus.Fill(&b, workbook, p)
		if err != nil {
			return
		}
		again, err := asinstatus.Fill(io.Discard, b.Bytes(), p)
		if err != nil {
			t.Fatalf("what was written is no workbook: %v", err)
		}
		if len(again.Changed) != 0 || again.Same != out.Same+len(out.Changed) {
			t.Fatalf("%+v, then %+v", out, again)
		}
	})
}

// FuzzSplice: cells are set in any sheet text that is XML, and nothing else changes.
func FuzzSplice(f *testing.F) {
	for _, sheet := range []string{
		`<worksheet><sheetData><row r="5"><c r="A5" t="s"><v>0</v></c><c r="F5" s="2"/></row></sheetData></worksheet>`,
		`<x:worksheet xmlns:x="u"><x:sheetData><x:row r="5"/></x:sheetData></x:worksheet>`,
		`<worksheet><sheetData><row><c><v>1</v></c></row><row r="5" spans="1:2"></row></sheetData></worksheet>`,
	} {
		f.Add([]byte(sheet))
	}
	f.Fuzz(func(t *testing.T, sheet []byte) {
		once, err := asinstatus.Splice(sheet, 5, 6, "Yes & no")
		if err != nil {
			return
		}
		twice, err := asinstatus.Splice(once, 5, 6, "Yes & no")
		if err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("%s\n%s\n%v", once, twice, err)
		}
	})
}

func TestTextKeepsEveryByteButTheAnswers(t *testing.T) {
	p := plan(
		asinstatus.Choice{SKU: "IRON", Market: "CA", On: false}, asinstatus.Choice{SKU: "MUG", Market: "CA", On: true},
		asinstatus.Choice{SKU: "POÊLE", Market: "MX", On: true},
	)
	head := "Merchant SKU\tASIN\tProduct name\tOffer status\tMore details\tEnable/Disable Canada (Yes/No)\t" +
		"Offer status\tMore details\tEnable/Disable Mexico (Yes/No)"
	before := mark + head + "\r\nIRON\tB1\t12\" pan\t\t\tYes\t\t\t\r\nMUG\tB2\r\nPO\xcaLE\tB3\tx\ty\tz\t\t\t\t\"No\""
	want := mark + head + "\r\nIRON\tB1\t12\" pan\t\t\tNo\t\t\t\r\nMUG\tB2\t\t\t\tYes\r\nPO\xcaLE\tB3\tx\ty\tz\t\t\t\t\"Yes\""
	after, out := fill(t, []byte(before), p)
	if string(after) != want || len(out.Changed) != 3 || len(out.NoRow) != 0 {
		t.Errorf("got\n%q\nwant\n%q\n%+v", after, want, out)
	}
}

const mark = "\ufeff"
