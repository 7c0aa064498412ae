package columnar_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"fbasim/sim/money"
	"fbasim/sim/report/columnar"
	"fbasim/sim/result"
)

// hostile are names that spreadsheets, terminals and file formats stumble over.
func hostile() []string {
	return []string{`=HYPERLINK("x")`, "<script>alert(1)</script>", "a,b \"c\"\\n", "esc\x1b[31m bel\x07 bidi\u202e", "'", ""}
}

// sample is a run with hostile names, unknown figures and times that never came.
func sample() *result.Set {
	s := &result.Set{Manifest: result.Manifest{Run: "x/1", Inputs: result.Inputs{Tool: "fbasim 9.9", Currency: "USD"}}}
	for i, name := range hostile() {
		s.Orders = append(s.Orders, result.Order{
			ID: name + "/CA/0/1.1", Case: "remote", Replication: i, SKU: name, Market: "CA", Program: "local-fba",
			Status: "lost", Reason: name, Units: i, Ordered: "2026-02-02T14:03:00", Promised: "",
			Price: 0.000001, Currency: "CAD", Fees: math.NaN(), Contribution: -123456789.654321,
		}, result.Order{
			ID: "x", Case: name, Ordered: "1969-12-31T23:59:59", Shipped: "2028-02-29T00:00:00", Promised: "1969-12-31",
			Delivered: "2026-03-08T02:30:00", Returned: "2100-01-01T00:00:00", Late: true, Price: 0.1 + 0.2 - 0.2, Fees: -0.0,
		})
	}
	s.Replications.Metrics = []string{"profit", "late_share.CA", "fees.referral", "unheard_of"}
	for i := range 70000 { // more than one row group
		x := float64(i) / 7
		s.Replications.Rows = append(s.Replications.Rows, result.Replication{
			Case: hostile()[i%3], Index: i, Values: []float64{x, math.NaN(), -x * 1e30, 1e-300},
		})
	}
	return s
}

// sweep is a sweep with hostile parameters and open intervals.
func sweep() *result.Sweep {
	s := &result.Sweep{Parameters: []result.SweepParameter{
		{Path: `product."=A,B".price.CA`, Unit: "CAD"}, {Path: "program.CA"}, {Path: "a", Unit: "1"},
	}}
	for i, name := range hostile() {
		s.Rows = append(s.Rows, result.SweepRow{
			Point: i + 1, Values: []result.SweepValue{{Number: float64(i) / 3}, {Word: name, Number: math.NaN()}, {Number: -1}},
			Case: name, Metric: "profit.CA", Unit: "USD", N: 20, Mean: 1e22, SD: math.NaN(), CI: result.Unknown(),
			P5: 1, P50: 2, P95: 3, Diff: math.NaN(), DiffCI: result.Interval{Lo: -1, Hi: math.Inf(1)}, Verdict: "unclear",
		})
	}
	return s
}

// cellOf writes a value of a Parquet file as CSV files have it.
func cellOf(t *testing.T, node parquet.Node, v parquet.Value) string {
	t.Helper()
	if v.IsNull() {
		return ""
	}
	logical := node.Type().LogicalType()
	name := ""
	if logical != nil {
		name = logical.String()
	}
	switch {
	case node.Type().Kind() == parquet.ByteArray && name == "STRING":
		return result.Cell(string(v.ByteArray()))
	case node.Type().Kind() == parquet.Boolean:
		return strconv.FormatBool(v.Boolean())
	case node.Type().Kind() == parquet.Double:
		return result.Number(v.Double())
	case name == "DATE":
		return time.Unix(int64(v.Int32())*86400, 0).UTC().Format("2006-01-02")
	case name == "TIMESTAMP(isAdjustedToUTC=false,unit=MILLIS)":
		return time.UnixMilli(v.Int64()).UTC().Format("2006-01-02T15:04:05")
	case name == "DECIMAL(18,6)":
		return result.Number(money.Amount(v.Int64()).Float())
	case node.Type().Kind() == parquet.Int32:
		return strconv.Itoa(int(v.Int32()))
	}
	t.Fatalf("column of type %v (%s)", node.Type(), name)
	return ""
}

// cells reads a Parquet file as rows of CSV cells under a header.
func cells(t *testing.T, data []byte) (lines [][]string) {
	t.Helper()
	f, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	fields := f.Schema().Fields()
	var header []string
	for _, field := range fields {
		header = append(header, result.Cell(field.Name()))
	}
	lines = append(lines, header)
	for _, group := range f.RowGroups() {
		if group.NumRows() > 1<<16 {
			t.Errorf("a row group of %d rows", group.NumRows())
		}
		rows := group.Rows()
		batch := make([]parquet.Row, 100)
		for {
			n, err := rows.ReadRows(batch)
			for _, row := range batch[:n] {
				var line []string
				for i, v := range row {
					line = append(line, cellOf(t, fields[i], v))
				}
				lines = append(lines, line)
			}
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return lines
}

func compare(t *testing.T, parquetFile []byte, csvFile io.Reader) {
	t.Helper()
	want, err := csv.NewReader(csvFile).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	got := cells(t, parquetFile)
	if len(got) != len(want) || len(want) < 2 {
		t.Fatalf("%d lines, the CSV file has %d", len(got), len(want))
	}
	for i := range want {
		if fmt.Sprintf("%q", got[i]) != fmt.Sprintf("%q", want[i]) {
			t.Fatalf("line %d:\n got %q\nwant %q", i+1, got[i], want[i])
		}
	}
}

func TestEveryCellEqualsTheOneInTheCSVFileOfARun(t *testing.T) {
	s, dir := sample(), filepath.Join(t.TempDir(), "run")
	if _, err := result.Write(dir, s, result.Options{}); err != nil {
		t.Fatal(err)
	}
	for name, write := range map[string]func(io.Writer, *result.Set) error{
		"orders.csv": columnar.Orders, "replications.csv": columnar.Replications,
	} {
		var b bytes.Buffer
		if err := write(&b, s); err != nil {
			t.Fatal(err)
		}
		table, err := os.Open(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		compare(t, b.Bytes(), table)
		table.Close()
	}
}

func TestEveryCellEqualsTheOneInTheCSVFileOfASweep(t *testing.T) {
	var table, b bytes.Buffer
	if err := result.WriteSweepTable(&table, sweep()); err != nil {
		t.Fatal(err)
	}
	if err := columnar.Points(&b, &result.Manifest{}, bytes.NewReader(table.Bytes())); err != nil {
		t.Fatal(err)
	}
	compare(t, b.Bytes(), &table)
}

func TestSameResultsGiveTheSameBytes(t *testing.T) {
	s := sample()
	for _, write := range []func(io.Writer, *result.Set) error{columnar.Orders, columnar.Replications} {
		var a, b bytes.Buffer
		if err := write(&a, s); err != nil {
			t.Fatal(err)
		}
		if err := write(&b, s); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Errorf("two files of one run differ (error %v)", err)
		}
	}
}

func TestMetadataNameToolRunAndUnits(t *testing.T) {
	var b bytes.Buffer
	if err := columnar.Replications(&b, sample()); err != nil {
		t.Fatal(err)
	}
	f, err := parquet.OpenFile(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Metadata().CreatedBy; got != "fbasim version 9.9(build )" {
		t.Errorf("created by %q", got)
	}
	text, _ := f.Lookup("fbasim.units")
	var units map[string]string
	if err := json.Unmarshal([]byte(text), &units); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	for name, want := range map[string]string{"profit": "USD", "late_share.CA": "share", "fees.referral": "USD", "unheard_of": ""} {
		if units[name] != want {
			t.Errorf("unit of %s: %q, want %q", name, units[name], want)
		}
	}
	if run, _ := f.Lookup("fbasim.run"); run != "x/1" {
		t.Errorf("run %q", run)
	}
}

func TestWhatTheSchemaDoesNotAllowIsAnErrorThatNamesTheCell(t *testing.T) {
	for name, spoil := range map[string]func(*result.Order){
		"row 2, column ordered":  func(o *result.Order) { o.Ordered = "yesterday" },
		"row 2, column promised": func(o *result.Order) { o.Promised = "2026-02-30" },
		"row 2, column price":    func(o *result.Order) { o.Price = 1.0 / 3 },
		"row 2, column units":    func(o *result.Order) { o.Units = 1 << 40 },
	} {
		s := sample()
		spoil(&s.Orders[1])
		if err := columnar.Orders(io.Discard, s); err == nil || !bytes.HasPrefix([]byte(err.Error()), []byte(name)) {
			t.Errorf("error %v, want one of %s", err, name)
		}
	}
}
