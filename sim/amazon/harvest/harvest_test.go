package harvest

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fbasim/sim/amazon"
	"fbasim/sim/civil"
	"fbasim/sim/money"
)

var update = flag.Bool("update", false, "rewrite testdata/harvest.golden: look at what changed")

// recognized returns the fixtures whose names hold one of the texts; all of them for none.
func recognized(t *testing.T, texts ...string) (files []amazon.Recognized) {
	t.Helper()
	sources, err := amazon.Sources(filepath.Join("..", "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sources {
		if strings.HasSuffix(s.Name, ".golden") || len(texts) > 0 &&
			!slices.ContainsFunc(texts, func(x string) bool { return strings.Contains(s.Name, x) }) {
			continue
		}
		f, err := amazon.Recognize(s)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	if len(files) == 0 {
		t.Fatal("no fixture was found")
	}
	return files
}

func gather(t *testing.T, workers int, files []amazon.Recognized) *Harvest {
	t.Helper()
	h, err := Gather(context.Background(), files, Options{Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range h.Files {
		if f.Err != nil {
			t.Errorf("%s: %v", f.Source.Name, f.Err)
		}
	}
	return h
}

// dump is everything of a harvest but the files.
func dump(t *testing.T, h *Harvest) string {
	t.Helper()
	show := *h
	show.Files = nil
	text, err := json.MarshalIndent(show, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestSalesAreCountedByDayStoreAndChannel(t *testing.T) {
	h := gather(t, 1, recognized(t, "orders-2026"))
	day := func(s string) civil.Date {
		d, err := civil.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	want := []Series{
		{Key: Key{"MUG-2", "CA", amazon.Amazon, money.CAD}, ASIN: "B000MUG02",
			Days: []Day{{day("2026-05-03"), 1, 1299 * money.Unit}}, Units: 1, Priced: 1, Lines: 1, Sales: 1299 * money.Unit},
		{Key: Key{"MUG-2", "MX", amazon.Amazon, money.MXN}, ASIN: "B000MUG02"},
		{Key: Key{"MUG-2", "Non-Amazon", amazon.Amazon, money.NoCurrency}, ASIN: "B000MUG02",
			Days: []Day{{day("2026-05-03"), 1, 0}}, Units: 1, Lines: 1},
		{Key: Key{"MUG-2", "US", amazon.Merchant, money.USD}, ASIN: "B000MUG02",
			Days: []Day{{day("2026-05-02"), 3, 0}}, Units: 3, Lines: 1},
		{Key: Key{"PAN-12", "CA", amazon.Amazon, money.CAD}, ASIN: "B000PAN012",
			Days: []Day{{day("2026-04-30"), 2, 75_980_000}}, Units: 2, Priced: 2, Lines: 1, Sales: 75_980_000},
		{Key: Key{"PAN-12", "US", amazon.Amazon, money.USD}, ASIN: "B000PAN012",
			Days: []Day{{day("2026-05-01"), 2, 49_980_000}}, Units: 2, Priced: 2, Lines: 2, Sales: 49_980_000},
	}
	if diff := cmp.Diff(want, h.Series); diff != "" {
		t.Error(diff)
	}
	f := h.Files[0]
	if f.Rows != 7 || f.Unused != 1 || f.From != day("2026-04-30") || f.To != day("2026-05-03") {
		t.Errorf("got %d rows, %d unused, %v to %v", f.Rows, f.Unused, f.From, f.To)
	}
}

func TestReturnsAreJoinedWithTheirOrders(t *testing.T) {
	h := gather(t, 2, recognized(t, "orders-2026", "returns-"))
	want := []Returned{
		{SKU: "MUG-2", Store: "US", Channel: amazon.Merchant, Units: 2, Delays: []Delay{{civil.Of(2026, 5, 2), 10, 2}},
			Dispositions: []Named{{"StandardRefund", 2}}, Reasons: []Named{{"AMZ-PG-APP-TOO-SMALL", 2}}},
		{SKU: "PAN-12", Channel: amazon.Amazon, Units: 1, Dispositions: []Named{{"SELLABLE", 1}},
			Reasons: []Named{{"SWITCHEROO", 1}}},
		{SKU: "PAN-12", Store: "CA", Channel: amazon.Amazon, Units: 1, Delays: []Delay{{civil.Of(2026, 4, 30), 19, 1}},
			Dispositions: []Named{{"SELLABLE", 1}}, Reasons: []Named{{"UNWANTED_ITEM", 1}}},
		{SKU: "PAN-12", Store: "US", Channel: amazon.Amazon, Units: 1, Delays: []Delay{{civil.Of(2026, 5, 1), 14, 1}},
			Dispositions: []Named{{"CUSTOMER_DAMAGED", 1}}, Reasons: []Named{{"DEFECTIVE", 1}}},
	}
	if diff := cmp.Diff(want, h.Returns); diff != "" {
		t.Error(diff)
	}
}

func TestShipmentsStandInForOrdersThatNoFileHolds(t *testing.T) {
	alone := gather(t, 1, recognized(t, "shipments.txt"))
	if len(alone.Series) != 2 || alone.Series[0].Units != 2 {
		t.Errorf("got %+v", alone.Series)
	}
	with := gather(t, 1, recognized(t, "shipments.txt", "orders-2020"))
	orders := gather(t, 1, recognized(t, "orders-2020"))
	if diff := cmp.Diff(orders.Series, with.Series); diff != "" {
		t.Error(diff)
	}
	want := []Transit{
		{Store: "CA", Country: "CA", Channel: amazon.Amazon, Units: 2, Handling: []Count{{1, 2}}, Days: []Count{{8, 2}}, Door: []Count{{9, 2}}},
		{Store: "US", Country: "FR", Channel: amazon.Amazon, Units: 1, Handling: []Count{{2, 1}}},
		{Store: "US", Country: "US", Channel: amazon.Amazon, Units: 2, Handling: []Count{{0, 2}}, Days: []Count{{1, 2}}, Door: []Count{{2, 2}}},
	}
	if diff := cmp.Diff(want, with.Transit); diff != "" {
		t.Error(diff)
	}
}

func TestReceiptsAreSpreadOverTheDaysSinceTheFirst(t *testing.T) {
	h := gather(t, 2, recognized(t, "ledger-detail.csv", "inbound-performance"))
	created, _ := civil.ParseDate("2026-04-20")
	first, _ := civil.ParseDate("2026-05-04")
	last, _ := civil.ParseDate("2026-05-13")
	want := []Receipt{{Shipment: "FBA15ABCDEF", Country: "CA", Created: amazon.Some(created), First: first, Last: last,
		Units: 150, Days: []Count{{0, 100}, {2, 40}, {9, 10}}}}
	if diff := cmp.Diff(want, h.Receipts); diff != "" {
		t.Error(diff)
	}
}

func TestAFileGivenTwiceCountsOnce(t *testing.T) {
	files := recognized(t, "orders-2026")
	h := gather(t, 1, append(files, files...))
	if once := gather(t, 1, files); !cmp.Equal(once.Series, h.Series) {
		t.Error(cmp.Diff(once.Series, h.Series))
	}
	if !strings.Contains(h.Files[1].Note, "copy") {
		t.Errorf("note is %q", h.Files[1].Note)
	}
}

func TestTheHarvestIsTheSameForAnyWorkers(t *testing.T) {
	files := recognized(t)
	one, four := gather(t, 1, files), gather(t, 4, files)
	if a, b := dump(t, one), dump(t, four); a != b {
		t.Error(cmp.Diff(a, b))
	}
}

func TestTheHarvestOfAllFixtures(t *testing.T) {
	got := dump(t, gather(t, 2, recognized(t))) + "\n"
	golden := filepath.Join("testdata", "harvest.golden")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

func TestACancelledContextEndsReading(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Gather(ctx, recognized(t, "orders"), Options{}); err != context.Canceled {
		t.Errorf("got %v", err)
	}
}

func TestProgressAddsUpToTheSizeOfTheFiles(t *testing.T) {
	var last, total int64
	_, err := Gather(context.Background(), recognized(t, "orders", "settlement"), Options{
		Progress: func(done, of int64) { last, total = max(last, done), of }})
	if err != nil {
		t.Fatal(err)
	}
	if last != total || total == 0 {
		t.Errorf("%d of %d bytes", last, total)
	}
}

// canary is in every cell of a fixture that says who or where a buyer is.
const canary = "CANARY"

func TestNothingPersonalIsHarvested(t *testing.T) {
	h := gather(t, 2, recognized(t))
	if text := dump(t, h); strings.Contains(text, canary) {
		t.Error(text)
	}
	for _, f := range h.Files {
		if text := fmt.Sprintf("%+v", f); strings.Contains(text, canary) {
			t.Error(text)
		}
	}
}

func TestNothingPersonalIsHarvestedFromDamagedFiles(t *testing.T) {
	for _, name := range []string{"orders-2026.txt", "shipments.txt", "returns-fba.txt", "returns-seller.txt"} {
		data, err := os.ReadFile(filepath.Join("..", "testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(data), canary) {
			t.Fatalf("%s holds no canary", name)
		}
		for at, c := range data {
			if c != '\t' && c != '\n' {
				continue
			}
			for _, swap := range []string{"", " ", "\t\t", "\n"} {
				broken := string(data[:at]) + swap + string(data[at+1:])
				f, err := amazon.Recognize(amazon.BytesSource("file", []byte(broken)))
				if err != nil {
					t.Fatal(err)
				}
				h, err := Gather(context.Background(), []amazon.Recognized{f}, Options{})
				if err != nil {
					t.Fatal(err)
				}
				if text := dump(t, h) + fmt.Sprintf("%+v", h.Files[0].Err) + h.Files[0].Why; strings.Contains(text, canary) {
					t.Fatalf("%s, %q at %d: %s", name, swap, at, text)
				}
			}
		}
	}
}
