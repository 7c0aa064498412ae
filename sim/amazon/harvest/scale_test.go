package harvest

import (
	"bytes"
	"context"
	"testing"

	"fbasim/sim/amazon"
	"fbasim/sim/amazon/sample"
	"fbasim/sim/civil"
)

func TestManyLinesAddUp(t *testing.T) {
	const lines = 20_000
	h := gather(t, 3, []amazon.Recognized{synthetic(t, sample.Orders{Lines: lines, SKUs: 50, Start: civil.Of(2024, 5, 1), Days: 730})})
	units, sold, days := 0, 0, map[civil.Date]int32{}
	for _, s := range h.Series {
		units += s.Units
		sold += s.Lines
		for i, d := range s.Days {
			if i > 0 && d.Date <= s.Days[i-1].Date {
				t.Fatalf("days of %v are out of order", s.Key)
			}
			days[d.Date] += d.Units
		}
	}
	var sum int32
	for _, n := range days {
		sum += n
	}
	if f := h.Files[0]; f.Rows != lines || sold != lines-f.Unused || f.Unused < lines/40 {
		t.Errorf("%d rows, %d unused, %d sold", f.Rows, f.Unused, sold)
	}
	if int(sum) != units || len(days) != 730 {
		t.Errorf("%d units, %d in %d days", units, sum, len(days))
	}
}

// synthetic is an orders report in memory, recognized.
func synthetic(t testing.TB, o sample.Orders) amazon.Recognized {
	t.Helper()
	var text bytes.Buffer
	if err := sample.WriteOrders(&text, o); err != nil {
		t.Fatal(err)
	}
	f, err := amazon.Recognize(amazon.BytesSource("orders.txt", text.Bytes()))
	if err != nil || f.Report != amazon.Orders {
		t.Fatal(f.Why, err)
	}
	return f
}

// BenchmarkGather is the reading of an orders report into sums, by bytes of the report.
func BenchmarkGather(b *testing.B) {
	f := synthetic(b, sample.Orders{Lines: 100_000, SKUs: 2000, Start: civil.Of(2024, 5, 1), Days: 730})
	b.SetBytes(f.Source.Size)
	for b.Loop() {
		if _, err := Gather(context.Background(), []amazon.Recognized{f}, Options{Workers: 2}); err != nil {
			b.Fatal(err)
		}
	}
}
