package program

import (
	"math"

	"fbasim/sim/market"
)

// View is what a plan's conditions can see of the moment.
type View interface {
	Sellable(m market.Marketplace) int64 // sellable units of the SKU in a country
	OnOrder(m market.Marketplace) int64  // units ordered or under way to it
	Tick() int64
}

// Condition is a planner's condition on a plan row, compiled elsewhere.
type Condition interface{ Holds(v View) bool }

// Row is one line of a plan: a program from a tick (inclusive) to a tick
// (exclusive), while its condition holds.
type Row struct {
	Use      market.Program
	From, To int64
	When     Condition // nil for always
}

// Forever is the end of a row without an end.
const Forever = int64(math.MaxInt64)

// Plan is the list of rows of one SKU and marketplace; the first row that holds
// wins.
type Plan []Row

// At returns the program that the plan calls for, NoProgram where no row holds.
func (p Plan) At(v View) market.Program {
	now := v.Tick()
	for _, r := range p {
		if r.From <= now && now < r.To && (r.When == nil || r.When.Holds(v)) {
			return r.Use
		}
	}
	return market.NoProgram
}

// Uses reports whether any row calls for a program.
func (p Plan) Uses(use market.Program) bool {
	for _, r := range p {
		if r.Use == use {
			return true
		}
	}
	return false
}

// Conditional reports whether any row has a condition.
func (p Plan) Conditional() bool {
	for _, r := range p {
		if r.When != nil {
			return true
		}
	}
	return false
}
