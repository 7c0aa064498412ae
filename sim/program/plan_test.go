package program

import (
	"testing"

	"fbasim/sim/market"
)

// moment is a view for plans.
type moment struct{ tick, ca int64 }

func (m moment) Sellable(market.Marketplace) int64 { return m.ca }
func (m moment) OnOrder(market.Marketplace) int64  { return 0 }
func (m moment) Tick() int64                       { return m.tick }

type someStock struct{}

func (someStock) Holds(v View) bool { return v.Sellable(market.CA) > 0 }

func TestTheFirstRowThatHoldsWins(t *testing.T) {
	plan := Plan{
		{Use: market.LocalFBA, From: 10, To: 20, When: someStock{}},
		{Use: market.FBAExport, From: 15, To: 18},
		{Use: market.RemoteFulfillment, To: 30},
	}
	for _, c := range []struct {
		at   moment
		want market.Program
	}{
		{moment{0, 5}, market.RemoteFulfillment}, {moment{10, 5}, market.LocalFBA}, {moment{10, 0}, market.RemoteFulfillment},
		{moment{15, 0}, market.FBAExport}, {moment{17, 1}, market.LocalFBA}, {moment{18, 0}, market.RemoteFulfillment},
		{moment{20, 5}, market.RemoteFulfillment}, {moment{30, 5}, market.NoProgram},
	} {
		if got := plan.At(c.at); got != c.want {
			t.Errorf("at %+v the plan calls for %v, want %v", c.at, got, c.want)
		}
	}
	if !plan.Conditional() || plan[1:].Conditional() || !plan.Uses(market.FBAExport) || plan.Uses(market.SellerFulfilled) {
		t.Error("the plan misreads itself")
	}
}
