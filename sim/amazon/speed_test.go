package amazon

import (
	"bytes"
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"testing"
	"time"
)

// orderText is All Orders with so many lines, those of a fixture again and again.
func orderText(t testing.TB, lines int) []byte {
	text := readFixture(t, "orders-2026.txt")
	header, body, _ := strings.Cut(text, "\n")
	all := []byte(header + "\n")
	for n := 0; n < lines; n += strings.Count(body, "\n") {
		all = append(all, body...)
	}
	return all
}

func TestARowAllocatesNothing(t *testing.T) {
	allocs := func(lines int) float64 {
		f, err := Recognize(BytesSource("orders", orderText(t, lines)))
		if err != nil {
			t.Fatal(err)
		}
		return testing.AllocsPerRun(3, func() {
			n := 0
			if err := ReadOrders(f, func(OrderLine) error { n++; return nil }); err != nil || n < lines {
				t.Fatal(n, err)
			}
		})
	}
	few, many := allocs(20_000), allocs(60_000)
	if perRow := (many - few) / 40_000; perRow > 0.002 { // blocks allocate, and rows do not
		t.Errorf("%.4f allocations a row: %v for 20,000 lines and %v for 60,000", perRow, few, many)
	}
}

// BenchmarkOrders reads order lines; standard is the same columns read with encoding/csv.
func BenchmarkOrders(b *testing.B) {
	data := orderText(b, 50_000)
	b.Run("ours", func(b *testing.B) {
		f, err := Recognize(BytesSource("orders", data))
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			units := 0
			if err := ReadOrders(f, func(o OrderLine) error { units += o.Quantity; return nil }); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("standard", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			if err := standardOrders(bytes.NewReader(data), func(OrderLine) {}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// standardOrders reads order lines as they are ordinarily read in Go: the baseline.
func standardOrders(in io.Reader, visit func(OrderLine)) error {
	r := csv.NewReader(in)
	r.Comma, r.LazyQuotes, r.ReuseRecord = '\t', true, true
	header, err := r.Read()
	if err != nil {
		return err
	}
	column := map[string]int{}
	for i, name := range header {
		column[name] = i
	}
	for {
		row, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		cell := func(name string) string { return row[column[name]] }
		var o OrderLine
		if o.Bought, err = time.Parse(time.RFC3339, cell("purchase-date")); err != nil {
			return err
		}
		o.Order = ParseOrderID([]byte(cell("amazon-order-id")))
		o.Status, o.ItemStatus = cell("order-status"), cell("item-status")
		o.Store, _ = ParseStore(cell("sales-channel"))
		o.SKU, o.ASIN = cell("sku"), cell("asin")
		if o.Quantity, err = strconv.Atoi(cell("quantity")); err != nil {
			return err
		}
		if price := strings.ReplaceAll(cell("item-price"), ",", ""); price != "" {
			x, err := strconv.ParseFloat(price, 64)
			if err != nil {
				return err
			}
			o.ItemPrice.Value, o.ItemPrice.Has = 0, x >= 0
		}
		visit(o)
	}
}
