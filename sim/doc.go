// Package sim holds no code: it is the map of the house for newcomers.
//
// # What fbasim does
//
// A scenario file says which products are sold in which marketplaces, and
// several cases: ways to serve Canada and Mexico. Each case is simulated on the
// same buyers, shipments and returns, under Amazon's dated fee cards and rules,
// often enough for the differences to be precise. Tables, charts and a verdict
// come out, and a break-even volume.
//
// # The rooms, from the ground up
//
// A package imports only from the rooms below it (arch_test.go keeps that).
//
//	mechanism   civil money quantity diag random stats dist des     knows nothing of Amazon
//	            stats/design stats/selection stats/closedform       designs, choosing the best, truths for tests
//	            stats/trial known                                   studies of the procedures; published results by id
//	            batch                                               scripts and manifests for Slurm and Kubernetes
//	facts       market fee policy ledger                            dated data with sources, pure functions
//	decisions   stock inbound program returns                       (state, event, facts, now) -> (state, effects)
//	model       model                                               the only user of the calendar and of draws
//	results     result compare chart report                         read results, never the model
//	            report/sheet                                        a run as a workbook with live formulas
//	study       unit                                                pieces of long work as files that are whole or absent
//	            report/columnar                                     long tables as Parquet files
//	study       amazon                                              a seller's report files: recognized, rows as values
//	            amazon/sample                                       report files of any length, made up
//	            amazon/harvest                                      what a set of them says, in bounded memory
//	            scenario/document scenario scenario/compile         text to checked plans to configurations
//	            experiment                                          replications, break-even, decisions
//	            study                                               a scenario opened, at its own values or others
//	            sweep                                               a study at many points, in units of work
//	            optimize                                            plans chosen SKU by SKU
//	            template                                            first scenarios, written with a planner's figures
//	            estimate estimate/trial                             scenario values fitted to history; how often they hold
//	            imported imported/trial                             reports to a folder of scenario files; made-up sellers
//	            backtest                                            what Amazon charged beside our fees
//	            asinstatus                                          plans as the upload file of Remote Fulfillment
//	shell       ../cmd/fbasim                                       one file per sub-command
//	            ../cmd/ratios                                       reads benchmarks: table.go is what they promise
//	            ../cmd/studies                                      how often intervals cover and selections are right
//
// # Where a new thing goes
//
//   - a rate card: a TOML table in fee/cards, with its worked examples
//   - a rule or a default number: a TOML table in policy/rules; what it does in the
//     decisions room, and a scenario in scenarios/rules that fails without it
//   - an action or a function of conditions: a line in scenario/argument.go or
//     scenario/compile/functions.go, its handler in a file act_*.go or its answer in
//     sight*.go of package model
//   - who pays a line: a row of ledger/whopays.toml
//   - a scenario key: a line in scenario/keys_*.go, its default in
//     scenario/defaults.toml, and its use in scenario/compile
//   - an event: a kind and a handler in model/events.go, its story in the file of
//     the life it belongs to
//   - a metric: its definition in result/registry.go, its computation in
//     experiment/measure.go (two layers that must not see each other, one line in
//     each; a test compares the tables)
//   - a chart: a file and a line in chart/chart.go
//   - a question that fbasim init answers: a row of template/template.go and, where it
//     needs keys of its own, a piece in template/pieces
//   - a figure that import takes from reports: a sum in amazon/harvest, a fit in
//     imported/fit.go, a line in imported/scenario.go
//   - a sub-command: a file in cmd/fbasim and a line in main.go
//   - a batch system: a file in batch, and cmd/fbasim/submit_*.go
//   - a description of a settlement: a row of backtest/descriptions.toml
//   - a published result: a row of known/known.csv; if nothing computes such a result
//     yet, a line in the known_test.go of the package that does
//   - a statistical procedure: a file in stats, a toy in stats/trial, and its promise
//   - a report of Amazon's: a file in amazon with its row and columns, a line in kinds
//     (amazon/report.go), its header in amazon/headers.txt and a fixture in testdata
//   - a benchmark: its name in the Makefile and a line in cmd/ratios/table.go
//
// # The life of one order
//
// A buyer of a strip arrives (model/demand.go); the offer must be active and the
// stock there, else the sale is lost with its reason (model/offer.go). A unit is
// reserved; the carrier picks it up, which charges the sale and its fees by the
// ship date; it is delivered inside the promised window or late; perhaps it comes
// back, is refunded and graded (model/order.go). Every two weeks Amazon settles
// the balance and converts it (model/settle.go).
//
// # Determinism
//
// Draws are keyed, not sequential: (seed, replication, purpose, SKU, marketplace,
// strip, number). The same inputs give the same bytes for any number of workers;
// adding a case, a SKU or volume moves nobody's luck. Ticks are integers, ties
// are ordered by class and insertion, money is integer micro-units. Nothing in
// the model reads a clock, iterates over a map or depends on the order of
// floating-point sums across goroutines.
//
// # How work is split
//
// The work of a run or sweep is cut into units: replications of a run up to where it may stop, or
// points and replications of a sweep. Which units there are follows from the inputs alone, a unit is
// seeded by its own numbers, and its result is a file (package unit) that carries the hash of all inputs,
// the version, its format and a checksum. One process, several, or several machines compute units in any
// order; what is there is not computed again, so going on after a crash and sharing the work are the same
// thing. Units are merged in their order, by the same code at the end of a command and in fbasim merge.
//
// A run that stops when it is precise enough is sequential: how many replications it needs is known only
// when they are looked at in order. Its units therefore end at every number at which it may stop; shards
// compute them ahead, up to the most that the scenario allows or up to --until, without looking; merge
// looks as one process does and takes what that one would have simulated. Too many units cost time and
// change nothing; with too few, merge says so. The search for break-even values comes with the merge, and
// optimize and sensitivity are not split: what they simulate next depends on what they saw.
//
// # How differences are estimated
//
// Cases share their random numbers, so a difference is the mean over pairs with its
// t interval. Beside it stands the difference adjusted by control variates: figures
// of known expectation, such as the demand that was drawn and the buyers who came
// (experiment/controls.go has the rule by which they are chosen, which never looks at
// outcomes; stats/controls.go the estimate). Results say how many times fewer
// replications each needs than independent runs do. [experiment] controls = "natural"
// makes the adjusted one the reported one: verdicts, decisions and the precision are
// then about it. It is not the default for two reasons. Adjusted differences are not
// the differences of the means in the same table, which anybody can recompute from
// replications.csv; and where profit bends strongly with an input, their intervals
// hold the truth less often than they say until there are some hundred replications,
// while those of pairs hold from some twenty. Antithetic pairs are not offered: the
// controls take out what they would, and every interval would have to know of pairs.
//
// # Where this differs from the first design
//
//   - Demand: strips are time-changed by the level, season, weekday and trend, as
//     designed; a volume sweep keeps the level at its mean and moves appeal.
//   - scenario/compile is a package of its own: it is the only one that sees the
//     scenario, the facts and the model at once.
//   - The fixed costs of stocking a country weigh on a decision about one SKU only
//     where no other SKU is stocked there; moving one of several neither adds nor
//     saves them.
//   - The metric registry lives in two tables, because results must not import the
//     model.
//   - Chance in compliance (a risk assessment that fails, a notice that suspends) is
//     off unless a scenario's [risk] asks for it: comparisons of programs stay paired
//     and explained.
//   - A script without plan, prices or stock policy takes planning values (rules
//     PLN-01 to PLN-04), listed with the results. The days to the door of orders that
//     actions place are drawn; they are late or come back only when an action says so.
//   - The delivery windows of Remote Fulfillment are filled evenly, as the rules say,
//     and not by a PERT distribution.
//   - FBA Export is shown under the country of the buyers, although the order is one
//     of the US store.
//   - The seller's own warehouse never runs out unless a quantity is listed.
//   - Currency conversion is exact to the micro-unit and not rounded per
//     settlement; no rounding rule is published.
//   - fbasim sensitivity is a command of its own: a tornado multiplies the work of a run.
//     So is fbasim break-even, which searches any input and not only volume; a fee is varied
//     by market.X.fee_change, an amount added to what its card says.
//   - Storage of US stock is shared over the marketplaces that the month's
//     shipments went to.
package sim
