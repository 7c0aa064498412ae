// Package model is the simulation: events, handlers, state and outcome of one
// replication of one case. It is the only package that schedules events and
// draws random numbers; what may happen is decided by packages program, inbound,
// fee and policy, and what it costs is booked in package ledger.
//
// Read the story files: demand.go (who wants to buy, and when), terms.go (what a
// buyer is offered, promotions), offer.go and plan.go (Remote Fulfillment state
// and program switches), order.go (the life of an order from buyer to
// settlement), backorder.go (buyers who wait), tax.go (what is the seller's of a
// price, and what buyers pay at the border), replenish.go and border.go (the life
// of an inbound shipment), month.go (storage and the fixed costs of stocking a
// country), stockfees.go and supply.go (fees on stock for its age, for too little
// and too much of it, for placing and disposing of it), feeevents.go
// (fees on returns above a threshold, defects and capacity), link.go (automatic
// prices), exchange.go and settle.go (money going home), leftover.go (the end).
// events.go is the one table of handlers.
//
// # Rules and scripts
//
// Packages program, inbound and returns decide; the model keeps their state, calls
// them and carries out what they say: offers.go and offerfacts.go (offers and what
// rules see of them), account.go (the seller's account over time), plans.go (inbound
// plans, violations, suspension), merchant.go and export.go (orders that the seller
// ships, orders from abroad), prime.go and random.go (who wins the Featured Offer, what
// goes wrong by chance), law.go (rules and their values as of now). act.go is the table
// of the actions of scripts, the other act_ files are their handlers; placed.go has the
// life of an order that an action places, returned.go and postage.go its way back.
// audit.go and findings.go write down what was decided, journal.go who paid whom;
// sight.go and sight_state.go answer the conditions of scripts, userrules.go carries out
// a scenario's own rules, and check.go looks at the invariants.
//
// # Randomness
//
// Every draw has a key: replication, purpose, SKU, marketplace, strip, and the
// number of the buyer in that strip. Cases draw the same buyers, shipments,
// returns and exchange rates, so their difference is a paired one; adding a case,
// a SKU or volume adds draws and moves none (see draws.go).
//
// # Time
//
// A tick is a second since the start of the scenario. Demand and replenishment
// stop at the horizon; the replication then drains until every order, return,
// shipment, tax claim and settlement has ended. Orders that wait for stock then
// are filled by one last replenishment, or canceled where nothing refills the
// pool.
//
// # Fees on stock
//
// Each is charged by an event of its own, at its own time, to the country in which
// the stock lies: age on the snapshot day of the month, disposal of unsellable
// units on the first of the next month, placement some weeks after receipt, storage
// and its utilization surcharge as a month ends, low inventory with each shipment, defects at
// receipt, storage above a capacity limit as a month ends, and returns above a
// threshold in the third month after the shipment.
// Which of them a pool meets stands in Pool.Fees; the amounts are its tariff's.
// Storage utilization looks at all of a seller's stock in a size class: it is the
// only fee by which a SKU can move what another one earns.
//
// # Cost
//
// An order with its fees, ledger entries, possible return and the reviews, snapshots and settlements
// around it takes some 4,000 instructions: 0.66 µs on one of two shared cores for the reference
// catalog of 1,000 SKUs in three marketplaces over a year (BenchmarkCatalog/full; 1.4 million orders
// a replication), 0.44 µs for a single SKU. Nothing is allocated once the arena has grown.
// What made it fast, in the order of what it brought: products in blocks with calendars of their own
// (blocks.go), fees kept until a card or price changes (unitfees.go), fees that fall due together
// booked as parts of one payment (ledger/parts.go), tariffs shared by items that pay alike
// (fee/tariffs.go), and orders of two cache lines. What remains is memory: a block's orders, offers
// and stock are fetched anew at every settlement. With settlements six weeks apart instead of two an
// order takes 8 % less.
//
// Profile-guided optimization was measured and left out: 7 to 9 % on the catalog, 2 to 3 % on the
// quickstart, for twice the time of every build and a profile to keep up to date.
//
// Memory follows what is pending, not the orders so far. A SKU in three marketplaces takes some 7 KB
// of configuration and 15 KB of state: 100,000 SKUs load in 19 s, compile in 4 s and take 2.3 GB.
//
// # What is counted when
//
// Profit is accrual, at the exchange rate of the day of each posting. Statistics
// start after the warm-up; time averages end at the horizon, and counts and
// profit include what becomes of the horizon's orders while the replication
// drains. Days to the door run from the order, its wait for stock included; in
// transit means ordered and not yet at the door.
package model
