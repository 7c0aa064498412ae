package amazon

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"fbasim/sim/civil"
	"fbasim/sim/money"
)

var update = flag.Bool("update", false, "rewrite testdata/rows.golden: look at what changed")

// fixtures are the files of testdata with what they must be taken for.
var fixtures = []struct {
	file     string
	report   Report
	variant  string
	encoding string
	delim    byte
	line     int // of the header
	columns  int
}{
	{"fee-preview-us-2020.txt", FeePreviews, "United States 2020", "UTF-8", '\t', 1, 25},
	{"fee-preview-ca-2020.txt", FeePreviews, "Canada 2020", "Windows-1252", '\t', 1, 22},
	{"fee-preview-eu-2020.txt", FeePreviews, "Europe", "UTF-8 with BOM", '\t', 1, 28},
	{"fee-preview-eu-sweden.txt", FeePreviews, "Europe", "UTF-16", '\t', 1, 29},
	{"fee-preview-us-2026.txt", FeePreviews, "United States 2026", "UTF-8", '\t', 1, 31},
	{"fee-preview-categories.txt", FeePreviews, "with fee categories", "UTF-8", '\t', 1, 35},
	{"eligibility.txt", EligibilityReport, "with Brazil", "UTF-8", '\t', 1, 12},
	{"eligibility.xlsx", EligibilityReport, "with Brazil", "workbook", '\t', 4, 12},
	{"eligibility-older.xlsx", EligibilityReport, "without Brazil", "workbook", '\t', 4, 9},
	{"orders-2026.txt", Orders, "2026", "UTF-8", '\t', 1, 33},
	{"orders-2020.txt", Orders, "2020", "UTF-8", '\t', 1, 32},
	{"orders-tracking.txt.gz", Orders, "tracking", "UTF-8", '\t', 1, 33},
	{"settlement-v2.txt", Settlement, "V2", "UTF-8", '\t', 1, 24},
	{"settlement-v2-eu.txt", Settlement, "V2", "UTF-8", '\t', 1, 24},
	{"settlement-v1.txt", Settlement, "V1", "UTF-8", '\t', 1, 36},
	{"inventory.txt", Inventory, "with store", "UTF-8", '\t', 1, 22},
	{"inventory-older.txt", Inventory, "older, without store", "UTF-8", '\t', 1, 21},
	{"inventory-by-country.txt", LocalInventory, "by country", "UTF-8", '\t', 1, 6},
	{"inventory-afn.txt", LocalInventory, "AFN", "UTF-8", '\t', 1, 6},
	{"inventory-reserved.txt", ReservedInventory, "general", "UTF-8", '\t', 1, 9},
	{"returns-fba.txt", Returns, "FBA", "UTF-8", '\t', 1, 13},
	{"returns-seller.txt", Returns, "seller-fulfilled", "UTF-8", '\t', 1, 33},
	{"shipments.txt", Shipments, "general", "UTF-8", '\t', 1, 48},
	{"shipments-japan.txt", Shipments, "Japan", "UTF-8", '\t', 1, 49},
	{"ledger-detail.csv", Ledger, "detail", "UTF-8 with BOM", ',', 1, 16},
	{"ledger-detail-quoted.txt", Ledger, "detail", "UTF-8", '\t', 1, 16},
	{"ledger-receipts-retired.txt", Ledger, "receipts (retired)", "UTF-8", '\t', 1, 7},
	{"ledger-events-retired.txt", Ledger, "event detail (retired)", "UTF-8", '\t', 1, 8},
	{"ledger-summary.csv", LedgerSummary, "summary", "UTF-8", ',', 1, 22},
	{"business-by-sku.csv", Business, "by SKU", "UTF-8 with BOM", ',', 1, 22},
	{"business-ca.csv", Business, "by SKU", "UTF-8", ',', 1, 22},
	{"business-by-device.csv", Business, "by device", "Windows-1252", ';', 1, 16},
	{"business-api.json", Business, "by SKU", "JSON", '\t', 1, 10},
	{"transactions-23.csv", Transactions, "23 columns", "UTF-8", ',', 8, 23},
	{"transactions-28.csv", Transactions, "28 columns", "UTF-8 with BOM", ',', 8, 28},
	{"transactions-status.csv", Transactions, "with transaction status", "UTF-8", ',', 8, 30},
	{"transactions-mx.csv", Transactions, "28 columns", "UTF-8 with BOM", ',', 8, 27},
	{"transactions-fr.csv", Transactions, "with transaction status", "Windows-1252", ',', 4, 29},
	{"planning.txt", PlanningReport, "general", "UTF-8", '\t', 1, 35},
	{"inbound-performance.txt", InboundPerformance, "general", "UTF-8", '\t', 1, 20},
	{"storage-fees.txt", StorageFees, "general", "UTF-8", '\t', 1, 23},
	{"referral-fees.txt", ReferralFees, "general", "UTF-8", '\t', 1, 5},
	{"reimbursements.txt", Reimbursements, "general", "UTF-8", '\t', 1, 18},
}

func fixture(file string) Source { return FileSource(filepath.Join("testdata", file)) }

func TestEveryFixtureIsRecognizedByItsContent(t *testing.T) {
	for _, want := range fixtures {
		data, err := os.ReadFile(filepath.Join("testdata", want.file))
		if err != nil {
			t.Fatal(err)
		}
		f, err := Recognize(BytesSource("renamed.bin", data))
		if err != nil {
			t.Errorf("%s: %v", want.file, err)
			continue
		}
		if f.Report != want.report || f.Variant != want.variant || f.Encoding != want.encoding ||
			f.Delimiter != want.delim || f.Line != want.line || len(f.header) != want.columns {
			t.Errorf("%s: got %q %q %q %q line %d with %d columns (%s), want %+v", want.file, f.Report, f.Variant,
				f.Encoding, f.Delimiter, f.Line, len(f.header), f.Why, want)
		}
		if n := len(f.Used) + len(f.Ignored) + len(f.Personal); n != want.columns {
			t.Errorf("%s: %d columns are accounted for, want %d", want.file, n, want.columns)
		}
		if strings.Contains(strings.Join(f.Ignored, ","), "unknown") {
			t.Errorf("%s: columns missing from headers.txt: %v", want.file, f.Ignored)
		}
	}
}

func TestEveryFileOfTestdataIsAFixture(t *testing.T) {
	entries, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() || e.Name() == "rows.golden" {
			continue
		}
		if !slices.ContainsFunc(fixtures, func(f struct {
			file     string
			report   Report
			variant  string
			encoding string
			delim    byte
			line     int
			columns  int
		}) bool {
			return f.file == e.Name()
		}) {
			t.Errorf("%s is in no line of fixtures", e.Name())
		}
	}
}

// rows returns the rows of a file, a line each with the fields that are set.
func rows(f Recognized) (lines []string, err error) {
	switch f.Report {
	case Orders:
		return collect(f, ReadOrders)
	case Shipments:
		return collect(f, ReadShipments)
	case Settlement:
		return collect(f, ReadSettlement)
	case Transactions:
		return collect(f, ReadTransactions)
	case FeePreviews:
		return collect(f, ReadFeePreviews)
	case EligibilityReport:
		return collect(f, ReadEligibility)
	case Inventory:
		return collect(f, ReadInventory)
	case LocalInventory:
		return collect(f, ReadLocalInventory)
	case ReservedInventory:
		return collect(f, ReadReserved)
	case Returns:
		return collect(f, ReadReturns)
	case Ledger:
		return collect(f, ReadLedger)
	case LedgerSummary:
		return collect(f, ReadLedgerSummary)
	case Business:
		return collect(f, ReadBusiness)
	case PlanningReport:
		return collect(f, ReadPlanning)
	case InboundPerformance:
		return collect(f, ReadInbound)
	case StorageFees:
		return collect(f, ReadStorageFees)
	case ReferralFees:
		return collect(f, ReadReferralFees)
	case Reimbursements:
		return collect(f, ReadReimbursements)
	}
	return nil, fmt.Errorf("no reader for %q", f.Report)
}

func collect[T any](f Recognized, read func(Recognized, ...Visit[T]) error) (lines []string, err error) {
	err = read(f, func(row T) error {
		lines = append(lines, show(reflect.ValueOf(row)))
		return nil
	})
	return lines, err
}

func show(row reflect.Value) string {
	var b strings.Builder
	for i := range row.NumField() {
		name, v := row.Type().Field(i).Name, row.Field(i)
		if v.IsZero() {
			continue
		}
		if has := reflect.Value(v); v.Kind() == reflect.Struct && has.NumField() == 2 && has.Type().Field(1).Name == "Has" {
			v = v.Field(0)
		}
		if b.Len() > 0 {
			b.WriteString("; ")
		}
		fmt.Fprintf(&b, "%s=%v", name, plain(v.Interface()))
	}
	return b.String()
}

func plain(v any) any {
	switch x := v.(type) {
	case time.Time:
		return x.Format("2006-01-02T15:04:05Z07:00")
	case civil.Date:
		return x.String()
	case money.Amount:
		return x.String()
	}
	return v
}

func TestEveryFixtureGivesItsValues(t *testing.T) {
	var got strings.Builder
	for _, want := range fixtures {
		f, err := Recognize(fixture(want.file))
		if err != nil {
			t.Fatal(err)
		}
		lines, err := rows(f)
		if err != nil {
			t.Errorf("%s: %v", want.file, err)
		}
		fmt.Fprintf(&got, "%s: %s, %s\n", want.file, f.Title, f.Type)
		for _, l := range lines {
			fmt.Fprintf(&got, "  %s\n", l)
		}
	}
	golden := filepath.Join("testdata", "rows.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	wantLines, gotLines := strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")
	for i := range max(len(wantLines), len(gotLines)) {
		var w, g string
		if i < len(wantLines) {
			w = wantLines[i]
		}
		if i < len(gotLines) {
			g = gotLines[i]
		}
		if w != g {
			t.Fatalf("rows.golden:%d:\ngot  %s\nwant %s", i+1, g, w)
		}
	}
}
