package program

import "testing"

// A stock-out and a restock of an active offer, with the built-in rules.
func BenchmarkStockSignals(b *testing.B) {
	f, gone := situation(rules(), same), situation(rules(), same, soldOut)
	b.ReportAllocs()
	for range b.N {
		r, _ := active.On(USStockOut, gone)
		_, _ = r.On(USRestock, f)
	}
}
