package harvest

import (
	"context"
	"testing"
	"time"

	"fbasim/sim/civil"
)

func TestDaysBeginWhereTheLocationSays(t *testing.T) {
	pacific := time.FixedZone("PDT", -7*3600)
	h, err := Gather(context.Background(), recognized(t, "orders-2026"), Options{Location: pacific})
	if err != nil {
		t.Fatal(err)
	}
	// 2026-05-01T15:00Z is on the same day there; 2026-04-30T23:15Z too.
	utc := gather(t, 1, recognized(t, "orders-2026"))
	if h.Series[5].Days[0].Date != civil.Of(2026, 5, 1) || h.Series[4].Days[0].Date != civil.Of(2026, 4, 30) {
		t.Error(h.Series)
	}
	east := time.FixedZone("JST", 9*3600)
	h, err = Gather(context.Background(), recognized(t, "orders-2026"), Options{Location: east})
	if err != nil {
		t.Fatal(err)
	}
	if h.Series[4].Days[0].Date != utc.Series[4].Days[0].Date+1 {
		t.Error("an order of the evening is not on the next day further east")
	}
}
