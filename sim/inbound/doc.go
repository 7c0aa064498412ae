// Package inbound decides what to send into a country's fulfillment centers and
// when, and what Amazon's inbound policy says of it.
//
// Replenishment policies (policy.go) and the seller's forecast (forecast.go) are
// pure functions of the stock position.
//
// An inbound plan (plan.go) is created and split into shipments (create.go),
// approved, edited within a tolerance and deleted (change.go, edit.go), shipped
// (ship.go) and received, with the checks that follow later (arrive.go, check.go).
// Every operation returns an Outcome: what is refused and why, violations, charges
// without amounts, delays, and what to look at again and when. A Standing
// (standing.go) turns violations into notices and suspensions. Nothing here reads
// a clock, draws or schedules: the model does, and books what it is told. Each
// outcome names the rule of the catalogue that decided it.
package inbound
