package sample

import (
	"bytes"
	"strings"
	"testing"

	"fbasim/sim/amazon"
	"fbasim/sim/civil"
)

func TestOrdersAreAReportOfTheNewestForm(t *testing.T) {
	o := Orders{Lines: 500, SKUs: 7, Start: civil.Of(2026, 1, 1), Days: 30}
	var a, b bytes.Buffer
	if err := WriteOrders(&a, o); err != nil {
		t.Fatal(err)
	}
	if err := WriteOrders(&b, o); err != nil || a.String() != b.String() {
		t.Fatal("the same numbers give other bytes", err)
	}
	f, err := amazon.Recognize(amazon.BytesSource("orders.txt", a.Bytes()))
	if err != nil || f.Report != amazon.Orders || f.Variant != "2026" || strings.Contains(strings.Join(f.Ignored, " "), "unknown") {
		t.Fatal(f.Report, f.Variant, f.Ignored, err)
	}
	lines, skus, last := 0, map[string]bool{}, int64(0)
	err = amazon.ReadOrders(f, func(l amazon.OrderLine) error {
		lines++
		skus[l.SKU] = true
		if l.Bought.Unix() < last || l.Cancelled() != (l.Quantity == 0) {
			t.Errorf("line %d: %+v", lines, l)
		}
		last = l.Bought.Unix()
		return nil
	})
	if err != nil || lines != 500 || len(skus) != 7 {
		t.Error(lines, len(skus), err)
	}
	if on := civil.DateOf(last); on != civil.Of(2026, 1, 30) {
		t.Errorf("the last order is of %v", on)
	}
}
