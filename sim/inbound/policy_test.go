package inbound

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestOrderUpToCoversTheForecastInWholeCases(t *testing.T) {
	p := Policy{Kind: OrderUpTo, CoverDays: 60, CasePack: 12}
	if got := p.Order(Position{OnHand: 100, OnOrder: 50, ForecastPerDay: 4}); got != 96 {
		t.Errorf("ordered %d, want 96 (90 short of 240, in cases of 12)", got)
	}
	if got := p.Order(Position{OnHand: 240, ForecastPerDay: 4}); got != 0 {
		t.Errorf("ordered %d at the level, want 0", got)
	}
}

func TestOrderUpToAFixedLevelIgnoresTheForecast(t *testing.T) {
	p := Policy{Kind: OrderUpTo, Level: 80}
	if got := p.Order(Position{OnHand: 30, OnOrder: 20, Backorders: 5, ForecastPerDay: 99}); got != 35 {
		t.Errorf("ordered %d, want 35 up to 80", got)
	}
}

func TestPoliciesDecideAtSalesUnlessTheyArePeriodic(t *testing.T) {
	for _, k := range []Kind{BaseStock, RQ, SS} {
		if !(Policy{Kind: k}).Continuous() || (Policy{Kind: k, Periodic: true}).Continuous() {
			t.Errorf("%v", k)
		}
	}
	if (Policy{Kind: OrderUpTo}).Continuous() {
		t.Error("order-up-to decides at sales")
	}
}

func TestReorderPointsActAtTheirEdge(t *testing.T) {
	rq := Policy{Kind: RQ, Reorder: 40, Quantity: 60}
	for onHand, want := range map[int64]int64{41: 0, 40: 60, 0: 60, -20: 120} {
		if got := rq.Order(Position{OnHand: onHand}); got != want {
			t.Errorf("(r,Q) at %d ordered %d, want %d", onHand, got, want)
		}
	}
	ss := Policy{Kind: SS, Reorder: 20, Level: 60}
	for onHand, want := range map[int64]int64{20: 0, 19: 41, -5: 65} {
		if got := ss.Order(Position{OnHand: onHand}); got != want {
			t.Errorf("(s,S) at %d ordered %d, want %d", onHand, got, want)
		}
	}
	if got := (Policy{Kind: BaseStock, Level: 15}).Order(Position{OnHand: 10, OnOrder: 4}); got != 1 {
		t.Errorf("base stock ordered %d, want 1", got)
	}
	if got := (Policy{Kind: BaseStock, Level: 15, MinOrder: 5}).Order(Position{OnHand: 12}); got != 0 {
		t.Errorf("ordered %d below the minimum order, want 0", got)
	}
}

func TestAnOrderNeverLeavesThePositionBelowItsTarget(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Policy{
			Kind:      Kind(rapid.IntRange(0, 3).Draw(t, "kind")),
			CoverDays: rapid.Float64Range(0, 120).Draw(t, "cover"),
			Level:     rapid.Int64Range(0, 500).Draw(t, "level"),
			Reorder:   rapid.Int64Range(0, 100).Draw(t, "reorder"),
			Quantity:  rapid.Int64Range(1, 100).Draw(t, "quantity"),
			CasePack:  rapid.Int64Range(0, 24).Draw(t, "case"),
		}
		pos := Position{
			OnHand: rapid.Int64Range(0, 600).Draw(t, "onhand"), OnOrder: rapid.Int64Range(0, 300).Draw(t, "onorder"),
			Backorders: rapid.Int64Range(0, 50).Draw(t, "backorders"), ForecastPerDay: rapid.Float64Range(0, 20).Draw(t, "rate"),
		}
		q := p.Order(pos)
		if q < 0 || p.CasePack > 1 && q%p.CasePack != 0 {
			t.Fatalf("ordered %d", q)
		}
		after := pos.OnHand + pos.OnOrder - pos.Backorders + q
		target := map[Kind]int64{OrderUpTo: p.UpTo(pos.ForecastPerDay), BaseStock: p.Level, SS: p.Reorder, RQ: p.Reorder + 1}[p.Kind]
		if p.Kind == SS && p.Level < p.Reorder {
			target = p.Level
		}
		if after < target {
			t.Fatalf("position %d after ordering %d, want at least %d", after, q, target)
		}
	})
}

func TestForecastLearnsTheRate(t *testing.T) {
	f := NewForecast(10, 28)
	for range 52 {
		f.Ask(7 * 3)
		f.Update(7)
	}
	if math.Abs(f.PerDay-3) > 0.01 {
		t.Errorf("after a year at 3 a day the forecast is %.3f", f.PerDay)
	}
}

func TestTheSmallestOrderOfAtLeastSoManyUnits(t *testing.T) {
	for _, c := range []struct {
		policy      Policy
		units, want int64
	}{
		{Policy{}, 7, 7}, {Policy{}, 0, 0}, {Policy{}, -3, 0},
		{Policy{CasePack: 12}, 1, 12}, {Policy{CasePack: 12}, 12, 12}, {Policy{CasePack: 12}, 13, 24},
		{Policy{MinOrder: 20}, 3, 20}, {Policy{MinOrder: 20, CasePack: 12}, 3, 24}, {Policy{MinOrder: 20}, 30, 30},
	} {
		if got := c.policy.AtLeast(c.units); got != c.want {
			t.Errorf("%+v: at least %d units is %d, want %d", c.policy, c.units, got, c.want)
		}
	}
}
