package result

import (
	"io"
	"testing"
)

func BenchmarkLedgerRows(b *testing.B) {
	row := widget().Ledger[0]
	rows := make([]LedgerRow, 10_000)
	for i := range rows {
		rows[i] = row
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := writeRows(io.Discard, rows); err != nil {
			b.Fatal(err)
		}
	}
}
