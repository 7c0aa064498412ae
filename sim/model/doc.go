// Package model is the simulation: events, handlers, state and outcome of one
// replication of one case. It is the only package that schedules events and
// draws random numbers; what may happen is decided by packages program, inbound,
// fee and policy, and what it costs is booked in package ledger.
//
// Read the story files: demand.go (who wants to buy, and when), order.go (the
// life of an order from buyer to settlement), replenish.go (the life of an
// inbound shipment), offer.go (Remote Fulfillment state and program switches),
// month.go (storage and the fixed costs of stocking a country), settle.go (money
// going home). events.go is the one table of handlers.
//
// # Randomness
//
// Every draw has a key: replication, purpose, SKU, marketplace, strip, and the
// number of the buyer in that strip. Cases draw the same buyers, shipments and
// returns, so their difference is a paired one; adding a case, a SKU or volume
// adds draws and moves none (see draws.go).
//
// # Time
//
// A tick is a second since the start of the scenario. Demand and replenishment
// stop at the horizon; the replication then drains until every order, return,
// shipment and settlement has ended.
package model
