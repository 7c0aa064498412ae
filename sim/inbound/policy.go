package inbound

import "math"

// Kind is a replenishment policy of the inventory literature (Silver, Pyke and
// Thomas, Inventory and Production Management in Supply Chains, ch. 6).
type Kind uint8

// The policies. OrderUpTo reviews periodically and orders up to a cover of
// forecast demand; BaseStock orders every unit sold again; RQ orders a fixed
// quantity at or below the reorder point; SS orders up to S when the position
// is below s.
const (
	OrderUpTo Kind = iota
	BaseStock
	RQ
	SS
)

var kindNames = [...]string{"order-up-to", "base-stock", "r-Q", "s-S"}

// String returns the name used in scenario files.
func (k Kind) String() string { return kindNames[k] }

// ParseKind returns the policy of a scenario file's name.
func ParseKind(name string) (Kind, bool) {
	for i, n := range kindNames {
		if n == name {
			return Kind(i), true
		}
	}
	return 0, false
}

// Policy is a replenishment rule with its parameters, in units and days.
type Policy struct {
	Kind      Kind
	CoverDays float64 // OrderUpTo: days of forecast demand to hold and have on order; 0 for Level
	Level     int64   // BaseStock, SS and OrderUpTo without cover: the level to order up to
	Reorder   int64   // RQ: r, order at or below; SS: s, order below
	Quantity  int64   // RQ: Q
	CasePack  int64   // orders are whole cases of this many units; 0 or 1 for single units
	MinOrder  int64   // smallest order placed, 0 for none
	Periodic  bool    // decide at reviews only, whatever the kind
}

// Position is what the seller knows when deciding. OnHand excludes reserved
// units; Backorders are orders waiting for stock.
type Position struct {
	OnHand, OnOrder, Backorders int64
	ForecastPerDay              float64 // units
}

// Order returns the units to order now, 0 for none.
func (p Policy) Order(pos Position) int64 {
	ip := pos.OnHand + pos.OnOrder - pos.Backorders
	switch p.Kind {
	case OrderUpTo:
		return p.whole(p.UpTo(pos.ForecastPerDay) - ip)
	case BaseStock:
		return p.whole(p.Level - ip)
	case SS:
		if ip < p.Reorder {
			return p.whole(p.Level - ip)
		}
	case RQ:
		if ip <= p.Reorder {
			lots := (p.Reorder - ip + p.Quantity) / p.Quantity
			return p.whole(lots * p.Quantity)
		}
	}
	return 0
}

// UpTo returns the level that a periodic policy orders up to, in units: a fixed
// one, or a cover of the forecast.
func (p Policy) UpTo(forecastPerDay float64) int64 {
	if p.CoverDays == 0 {
		return p.Level
	}
	return int64(math.Ceil(p.CoverDays * forecastPerDay))
}

// Continuous reports whether the policy decides at every sale instead of at
// reviews.
func (p Policy) Continuous() bool { return p.Kind != OrderUpTo && !p.Periodic }

// AtLeast returns the smallest order of at least some units: whole cases, and not
// below the minimum.
func (p Policy) AtLeast(units int64) int64 {
	if units <= 0 {
		return 0
	}
	return p.whole(max(units, p.MinOrder))
}

// whole rounds an order up to whole cases and drops it below the minimum.
func (p Policy) whole(units int64) int64 {
	if units <= 0 || units < p.MinOrder {
		return 0
	}
	if p.CasePack > 1 {
		units = (units + p.CasePack - 1) / p.CasePack * p.CasePack
	}
	return units
}
