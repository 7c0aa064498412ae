package amazon

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"fbasim/sim/diag"
)

func readFixture(t testing.TB, file string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// rowsOf recognizes and reads a file in memory.
func rowsOf(t testing.TB, name, text string) ([]string, error) {
	t.Helper()
	f, err := Recognize(BytesSource(name, []byte(text)))
	if err != nil {
		t.Fatal(err)
	}
	if f.Report == Unknown {
		return nil, errors.New("unknown: " + f.Why)
	}
	return rows(f)
}

func encode(t *testing.T, e encoding.Encoding, text string) string {
	t.Helper()
	out, err := e.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func zipped(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(text))
	z.Close()
	return b.String()
}

// table cuts tab-separated text into cells.
func table(text string) (cells [][]string) {
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		cells = append(cells, strings.Split(line, "\t"))
	}
	return cells
}

func delimited(delim rune, cells [][]string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = delim
	w.WriteAll(cells)
	return b.String()
}

func tabs(cells [][]string) string {
	var b strings.Builder
	for _, row := range cells {
		b.WriteString(strings.Join(row, "\t") + "\n")
	}
	return b.String()
}

// shuffled is a table with its columns in another order and one that nobody knows.
func shuffled(cells [][]string) [][]string {
	order := rand.New(rand.NewPCG(1, 2)).Perm(len(cells[0]))
	out := make([][]string, len(cells))
	for i, row := range cells {
		for _, j := range order {
			out[i] = append(out[i], row[j])
		}
		out[i] = append(out[i], fmt.Sprintf("new-column-%d", i))
	}
	return out
}

func TestAnyFormOfAFileGivesTheSameRows(t *testing.T) {
	text := readFixture(t, "orders-2026.txt")
	want, err := rowsOf(t, "orders", text)
	if err != nil || len(want) != 7 {
		t.Fatal(want, err)
	}
	little := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	big := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	forms := map[string]string{
		"with a byte order mark":         "\ufeff" + text,
		"UTF-16, little endian":          "\xff\xfe" + encode(t, little, text),
		"UTF-16, big endian":             "\xfe\xff" + encode(t, big, text),
		"UTF-16, little endian, no mark": encode(t, little, text),
		"UTF-16, big endian, no mark":    encode(t, big, text),
		"CR LF":                          strings.ReplaceAll(text, "\n", "\r\n"),
		"gzip":                           zipped(text),
		"gzip of UTF-16":                 zipped("\xff\xfe" + encode(t, little, text)),
		"commas":                         delimited(',', table(text)),
		"semicolons":                     delimited(';', table(text)),
		"shuffled columns":               tabs(shuffled(table(text))),
		"shuffled columns, commas":       delimited(',', shuffled(table(text))),
		"upper case":                     strings.ToUpper(strings.SplitAfterN(text, "\n", 2)[0]) + strings.SplitAfterN(text, "\n", 2)[1],
		"a preamble":                     "All Orders\nfrom 2026-04-30\n\n" + text,
		"no last line end":               strings.TrimSuffix(text, "\n"),
		"blank lines at the end":         text + "\n\n\t\t\n",
		"a separator after the last":     strings.ReplaceAll(text, "\n", "\t\n"),
		"all in quotes":                  `"` + strings.ReplaceAll(strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\t", "\"\t\""), "\n", "\"\n\"") + "\"\n",
	}
	for name, form := range forms {
		got, err := rowsOf(t, name, form)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestLatinOneIsReadCellByCell(t *testing.T) {
	latin := readFixture(t, "fee-preview-ca-2020.txt")
	text, err := charmap.Windows1252.NewDecoder().String(latin)
	if err != nil {
		t.Fatal(err)
	}
	want, err1 := rowsOf(t, "utf-8", text)
	got, err2 := rowsOf(t, "latin", latin)
	if err1 != nil || err2 != nil || !slices.Equal(want, got) || !strings.Contains(want[0], "Poêle à frire") {
		t.Error(want, got, err1, err2)
	}
	// The first byte beyond ASCII may stand far behind what is looked at to recognize the file.
	filler := strings.Repeat(strings.SplitAfterN(strings.ReplaceAll(text, "ê", "e"), "\n", 2)[1], 3000)
	late, err := rowsOf(t, "late", strings.SplitAfterN(latin, "\n", 2)[0]+strings.ReplaceAll(filler, "à", "a")+
		strings.SplitAfterN(latin, "\n", 2)[1])
	if err != nil || late[len(late)-1] != want[0] {
		t.Error(err)
	}
}

func TestRowsThatRepeatAreKept(t *testing.T) {
	for file, row := range map[string]string{"orders-2026.txt": "111-0000002-0000002", "ledger-detail.csv": "Event=Shipments"} {
		got, err := rowsOf(t, file, readFixture(t, file))
		n := 0
		for _, l := range got {
			if strings.Contains(l, row) {
				n++
			}
		}
		if err != nil || n != 2 {
			t.Errorf("%s: %d rows, %v", file, n, err)
		}
	}
}

func TestATruncatedFileIsAnErrorAtItsEnd(t *testing.T) {
	text := readFixture(t, "orders-2026.txt")
	all, err := rowsOf(t, "whole", text)
	if err != nil {
		t.Fatal(err)
	}
	header := strings.IndexByte(text, '\n') + 1
	for n := header + 1; n < len(text); n++ {
		got, err := rowsOf(t, "cut.txt", text[:n])
		for i, row := range got {
			if row != all[i] {
				t.Fatalf("cut after %d bytes: row %d is %s", n, i, row)
			}
		}
		last := text[strings.LastIndexByte(text[:n], '\n')+1 : n]
		short := last != "" && strings.Count(last, "\t") < 32
		if !short {
			if err != nil {
				t.Fatalf("cut after %d bytes: %v", n, err)
			}
			continue
		}
		place := fmt.Sprintf("cut.txt:%d:%d: error[truncated]", 1+strings.Count(text[:n], "\n"), 1+len([]rune(last)))
		if err == nil || !strings.HasPrefix(err.Error(), place) {
			t.Fatalf("cut after %d bytes: got %v, want %s", n, err, place)
		}
	}
}

func TestATruncatedCompressedFileIsAnError(t *testing.T) {
	text := readFixture(t, "orders-2026.txt")
	packed := zipped(text + strings.Repeat(strings.SplitAfterN(text, "\n", 2)[1], 2000))
	_, err := rowsOf(t, "cut.gz", packed[:len(packed)*3/4])
	if err == nil || !strings.Contains(err.Error(), "truncated") {
		t.Errorf("got %v", err)
	}
}

func TestAWrongFileIsNamedForWhatItLooksLike(t *testing.T) {
	orders := readFixture(t, "orders-2026.txt")
	noQuantity := strings.Replace(orders, "\tquantity\t", "\tnumber\t", 1)
	var zip bytes.Buffer
	zip.WriteString("PK\x03\x04 and nothing else")
	doubtful := map[string]string{"zip cut off": "damaged", "damaged gzip": "damaged", "a column is missing": "columns"}
	for _, c := range []struct{ name, text, why string }{
		{"empty", "", "empty"},
		{"blank", " \n\n", "empty"},
		{"pdf", "%PDF-1.7\n1 0 obj", "PDF"},
		{"web page", "\n<!DOCTYPE html><html><body>Sign in</body></html>", "web page"},
		{"xml", `<?xml version="1.0"?><AmazonEnvelope/>`, "XML"},
		{"json", `{"reportSpecification": {}}`, "JSON"},
		{"old workbook", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"},
		{"zip", zip.String() + zipEnd, "zip archive"},
		{"zip cut off", zip.String(), "cut off"},
		{"binary", "\x00\x01\x02\x03\x00\x05hello", "not text"},
		{"prose", "Dear seller,\nplease find attached\n", "no line"},
		{"a column is missing", noQuantity, "All Orders (line 1), but columns are missing: quantity"},
		{"no header", orders[strings.IndexByte(orders, '\n')+1:], "no line among the first"},
		{"damaged gzip", "\x1f\x8b\x08\x00garbage that is not deflated", "damaged"},
	} {
		f, err := Recognize(BytesSource(c.name, []byte(c.text)))
		if err != nil || f.Report != Unknown || !strings.Contains(f.Why, c.why) || f.Doubt != doubtful[c.name] {
			t.Errorf("%s: got %q %q %q %v", c.name, f.Report, f.Why, f.Doubt, err)
		}
	}
}

func TestProblemsNamePlaceAndShapeAndAreAllListed(t *testing.T) {
	cells := table(readFixture(t, "orders-2026.txt"))
	set := func(row int, column, value string) { cells[row][slices.Index(cells[0], column)] = value }
	place := func(row int, column string) int {
		i := slices.Index(cells[0], column)
		return 1 + len([]rune(strings.Join(cells[row][:i], "\t"))) + 1
	}
	set(1, "item-price", "12.x4")
	set(1, "quantity", "two")
	set(2, "purchase-date", "2026-13-01T00:00:00+00:00")
	set(3, "sku", "--")
	cells[4] = cells[4][:20]
	cells[5] = append(cells[5], "more")
	got, err := rowsOf(t, "orders.txt", tabs(cells))
	if len(got) != 2 {
		t.Errorf("%d rows were good, want 2", len(got))
	}
	var list *diag.List
	if !errors.As(err, &list) {
		t.Fatal(err)
	}
	var lines []string
	for _, p := range list.All() {
		lines = append(lines, p.Error())
	}
	want := []string{
		fmt.Sprintf(`orders.txt:2:%d: error[count]: "quantity" is not a whole number; it looks like aaa`, place(1, "quantity")),
		fmt.Sprintf(`orders.txt:2:%d: error[amount]: "item-price" is not an amount of money; it looks like 99.a9`, place(1, "item-price")),
		`orders.txt:3:41: error[date]: "purchase-date" is not a date that fbasim knows; it looks like 9999-99-99a99:99:99+99:9...`,
		fmt.Sprintf(`orders.txt:4:%d: error[missing]: "sku" is empty, and the row is of no use without it`, place(3, "sku")),
		fmt.Sprintf(`orders.txt:5:%d: error[row]: the row has 20 cells and should have 33`, 1+len([]rune(strings.Join(cells[4], "\t")))),
		`orders.txt:6:1: error[row]: the row has 34 cells and should have 33`,
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Error(diff)
	}
}

func TestProblemsAreCappedAndCounted(t *testing.T) {
	cells := table(readFixture(t, "orders-2026.txt"))
	bad := slices.Clone(cells[1])
	bad[slices.Index(cells[0], "quantity")] = "x"
	table := [][]string{cells[0]}
	for range 50_000 {
		table = append(table, bad)
	}
	f, err := Recognize(BytesSource("orders.txt", []byte(tabs(table))))
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for workers := 1; workers <= 3; workers++ {
		var visits []Visit[OrderLine]
		for range workers {
			visits = append(visits, func(OrderLine) error { return nil })
		}
		var list *diag.List
		if err := ReadOrders(f, visits...); !errors.As(err, &list) || list.Len() != maxProblems+1 {
			t.Fatal(err)
		}
		all := list.All()
		texts = append(texts, fmt.Sprint(all))
		if last := all[len(all)-1].Msg; !strings.HasPrefix(last, "49980 further problems") {
			t.Error(last)
		}
	}
	if texts[0] != texts[1] || texts[0] != texts[2] {
		t.Error("the problems depend on the number of goroutines")
	}
}

func TestRowsBeyondTheLimitAreErrorsAndNotMemory(t *testing.T) {
	text := readFixture(t, "orders-2026.txt")
	header := text[:strings.IndexByte(text, '\n')+1]
	if _, err := rowsOf(t, "long", header+strings.Repeat("x", 3*maxRecord)); err == nil ||
		!strings.Contains(err.Error(), "does not end within") {
		t.Errorf("got %v", err)
	}
	comma := delimited(',', table(text))
	open := comma + `"a quote that is never closed,` + strings.Repeat("x,\n", maxRecord)
	if _, err := rowsOf(t, "open quote", open); err == nil || !strings.Contains(err.Error(), "does not end within") {
		t.Errorf("got %v", err)
	}
}

func TestAVisitorsErrorEndsReading(t *testing.T) {
	f, err := Recognize(fixture("orders-2026.txt"))
	if err != nil {
		t.Fatal(err)
	}
	stop := errors.New("enough")
	n := 0
	err = ReadOrders(f, func(OrderLine) error {
		n++
		return stop
	})
	if err != stop || n != 1 {
		t.Errorf("%d rows, %v", n, err)
	}
	if err := ReadReturns(f, func(Return) error { return nil }); err == nil {
		t.Error("orders were read as returns")
	}
}

func TestSeveralVisitorsSeeEveryRowOnce(t *testing.T) {
	text := readFixture(t, "orders-2026.txt")
	body := text[strings.IndexByte(text, '\n')+1:]
	f, err := Recognize(BytesSource("many", []byte(text+strings.Repeat(body, 3000))))
	if err != nil {
		t.Fatal(err)
	}
	counts := make([]int, 4)
	var visits []Visit[OrderLine]
	for i := range counts {
		visits = append(visits, func(OrderLine) error {
			counts[i]++
			return nil
		})
	}
	if err := ReadOrders(f, visits...); err != nil {
		t.Fatal(err)
	}
	if n := counts[0] + counts[1] + counts[2] + counts[3]; n != 7*3001 {
		t.Errorf("%d rows, want %d", n, 7*3001)
	}
}
