package harvest

import (
	"context"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fbasim/sim/amazon"
	"fbasim/sim/civil"
)

func TestDaysWithoutStockComeFromTheLedgersDailySummary(t *testing.T) {
	header := "Date,FNSKU,ASIN,MSKU,Title,Disposition,Starting Warehouse Balance,In Transit Between Warehouses,Receipts," +
		"Customer Shipments,Customer Returns,Vendor Returns,Warehouse Transfer In/Out,Found,Lost,Damaged,Disposed,Other Events," +
		"Ending Warehouse Balance,Unknown Events,Location,Store\n"
	row := func(date, disposition, start, end, place string) string {
		return date + ",X,B0,PAN,Pan," + disposition + "," + start + ",0,0,0,0,0,0,0,0,0,0,0," + end + ",0," + place + ",\n"
	}
	text := header + row("05/03/2026", "SELLABLE", "5", "2", "US") + row("05/04/2026", "SELLABLE", "2", "0", "US") +
		row("05/05/2026", "SELLABLE", "0", "0", "US") + row("05/05/2026", "CUSTOMER_DAMAGED", "3", "3", "US") +
		row("05/08/2026", "SELLABLE", "0", "40", "US") + row("05/02/2026", "SELLABLE", "6", "5", "US") +
		row("05/04/2026", "SELLABLE", "9", "9", "CA")
	f, err := amazon.Recognize(amazon.Source{Name: "summary.csv", Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(text)), nil
	}})
	if err != nil || f.Report != amazon.LedgerSummary {
		t.Fatal(f.Report, f.Why, err)
	}
	h, err := Gather(context.Background(), []amazon.Recognized{f}, Options{})
	if err != nil || h.Files[0].Err != nil {
		t.Fatal(err, h.Files[0].Err)
	}
	day := func(d int) civil.Date { return civil.Of(2026, 5, d) }
	want := []Shelf{
		{SKU: "PAN", Country: "CA", From: day(4), To: day(8), Empty: []civil.Date{day(5), day(6), day(7), day(8)}},
		{SKU: "PAN", Country: "US", From: day(2), To: day(8), Empty: []civil.Date{day(5), day(6), day(7)}},
	}
	if diff := cmp.Diff(want, h.Shelves); diff != "" {
		t.Error(diff)
	}
	if file := h.Files[0]; file.Rows != 7 || file.Unused != 1 || file.From != day(2) || file.To != day(8) {
		t.Errorf("%d rows, %d of no use, %v to %v", file.Rows, file.Unused, file.From, file.To)
	}
}
