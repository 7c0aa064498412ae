package harvest

import (
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fbasim/sim/amazon"
)

// orders is an All Orders file with a line for each "order day status quantity".
func orders(t *testing.T, name string, lines ...string) amazon.Recognized {
	t.Helper()
	text := "amazon-order-id\tpurchase-date\torder-status\tfulfillment-channel\tsales-channel\tsku\tquantity\tcurrency\titem-price\n"
	for _, l := range lines {
		w := strings.Fields(l)
		text += "701-0000000-000000" + w[0] + "\t2026-05-" + w[1] + "T10:00:00+00:00\t" + w[2] + "\tAmazon\tAmazon.ca\tPAN\t" + w[3] + "\tCAD\t10.00\n"
	}
	f, err := amazon.Recognize(amazon.Source{Name: name, Size: int64(len(text)), Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(text)), nil
	}})
	if err != nil || f.Report != amazon.Orders {
		t.Fatal(err, f.Why)
	}
	return f
}

// TestDaysOfTwoFilesCountOnce: the newer file says what became of an order; what only one of them
// has, and lines that are equal within a file, count as they are.
func TestDaysOfTwoFilesCountOnce(t *testing.T) {
	old := orders(t, "old.txt", "1 01 Shipped 1", "2 10 Pending 2", "3 10 Shipped 1", "4 12 Shipped 5", "5 12 Shipped 4", "5 12 Shipped 4")
	newer := orders(t, "new.txt", "2 10 Shipped 2", "3 10 Cancelled 1", "5 12 Shipped 4", "5 12 Shipped 4", "6 20 Shipped 1", "6 20 Shipped 1")
	// 1, 2, 4 (which the newer one lacks), 5 twice, 6 twice; 3 was cancelled
	const units = 1 + 2 + 5 + 4 + 4 + 1 + 1
	want := gather(t, 1, []amazon.Recognized{old, newer})
	if s := want.Series[0]; s.Units != units || s.Cancelled != 1 || s.Lines != 7 {
		t.Errorf("%d units of %d lines, %d cancelled", s.Units, s.Lines, s.Cancelled)
	}
	if want.Files[0].Doubled != 4 || want.Files[1].Doubled != 0 {
		t.Errorf("doubled: %d of the old file, %d of the new one", want.Files[0].Doubled, want.Files[1].Doubled)
	}
	turned := gather(t, 3, []amazon.Recognized{newer, old})
	slices.Reverse(turned.Files)
	if a, b := dump(t, want), dump(t, turned); a != b {
		t.Error(cmp.Diff(a, b))
	}
}

// TestFilesThatFollowEachOtherShareADay: one ends and the other begins in the course of it.
func TestFilesThatFollowEachOtherShareADay(t *testing.T) {
	h := gather(t, 2, []amazon.Recognized{orders(t, "a.txt", "1 01 Shipped 1", "2 10 Shipped 2"), orders(t, "b.txt", "3 10 Shipped 4", "4 20 Shipped 8")})
	if s := h.Series[0]; s.Units != 15 || h.Files[0].Doubled+h.Files[1].Doubled != 0 {
		t.Errorf("%d units", s.Units)
	}
}
