package harvest

import (
	"context"
	"strings"
	"testing"
	"time"

	"fbasim/sim/amazon"
	"fbasim/sim/civil"
	"fbasim/sim/money"
)

// orderFile is an All Orders report of lines: id, date, status, store, SKU, units, currency, price.
func orderFile(t *testing.T, name string, lines ...string) amazon.Recognized {
	t.Helper()
	text := "amazon-order-id\tpurchase-date\torder-status\tsales-channel\tsku\tquantity\tcurrency\titem-price\t" +
		"fulfillment-channel\n"
	for _, l := range lines {
		text += strings.ReplaceAll(l, "|", "\t") + "\tAmazon\n"
	}
	f, err := amazon.Recognize(amazon.BytesSource(name, []byte(text)))
	if err != nil || f.Report != amazon.Orders {
		t.Fatal(f.Why, err)
	}
	return f
}

func gatherAt(t *testing.T, zone *time.Location, files ...amazon.Recognized) *Harvest {
	t.Helper()
	h, err := Gather(context.Background(), files, Options{Location: zone})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestADateWithoutATimeStaysThatDay(t *testing.T) {
	h := gatherAt(t, time.FixedZone("PST", -8*3600), orderFile(t, "o",
		"1|2026-05-04|Shipped|Amazon.com|A|1|USD|5.00", "2|05/04/2026|Shipped|Amazon.com|A|1|USD|5.00",
		"3|2026-05-05T00:00:00Z|Shipped|Amazon.com|A|1|USD|5.00"))
	if s := h.Series[0]; len(s.Days) != 1 || s.Days[0].Date != civil.Of(2026, 5, 4) || s.Units != 3 {
		t.Errorf("%+v", s)
	}
}

func TestALineInAForeignCurrencyTakesNoPriceAway(t *testing.T) {
	for _, odd := range []string{"USD", "MXN", "EUR"} {
		h := gatherAt(t, nil, orderFile(t, "o", "1|2026-05-04|Shipped|Amazon.ca|A|1|"+odd+"|5.00",
			"2|2026-05-04|Shipped|Amazon.ca|A|1|CAD|8.00"))
		want := money.Money{Amount: 800 * money.Cent, Currency: money.CAD}
		if p := h.Products[0].Prices; len(p) != 1 || p[0].Money != want {
			t.Errorf("%s: %+v", odd, p)
		}
	}
}

func TestCancelledIsUnderstoodInAnyCase(t *testing.T) {
	h := gatherAt(t, nil, orderFile(t, "o", "1|2026-05-04|cancelled|Amazon.ca|A|1|CAD|5.00",
		"2|2026-05-04|CANCELED|Amazon.ca|A|2|CAD|8.00"))
	if s := h.Series[0]; s.Units != 0 || s.Cancelled != 3 {
		t.Errorf("%+v", s)
	}
}
