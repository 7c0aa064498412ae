// Package program holds what the fulfillment programs do: the seller's account and
// its enrollment, the state of Remote Fulfillment for a SKU in a marketplace, FBA
// Export for an ASIN, seller-fulfilled offers, and which program a plan calls for at
// a moment.
//
// Everything here is a pure function of (state, event, facts, now) to the next
// state and its effects: when to look again, what to cancel, what to report. The
// model schedules, draws and books; nothing here knows a calendar.
//
// # Where what is decided
//
//	seller.go enroll.go        the account: enrolling, leaving, settings, registering
//	eligibility.go             what keeps an ASIN out of Remote Fulfillment, and an offer from selling
//	remote.go remoteoffers.go  the state machine of a SKU in a marketplace
//	report.go                  the ASIN Status report and its upload
//	offer.go twin.go           making offers; seller-fulfilled twins and stranded stock
//	export.go exclusions.go    FBA Export, Multi-Channel Fulfillment abroad
//	merchant.go                the seller's own parcels
//	route.go checkout.go       the program of an order, what the buyer pays
//	featured.go autoprice.go   the Featured Offer; which rule makes automatic prices
//
// # Rules
//
// Rules come as an interface that *policy.Set satisfies. Every decision names the
// rule that made it. A rule that is switched off does what its kind says: a gate
// passes, a timer takes no time, an effect does not happen, a permission is refused,
// a report is absent.
//
// # Events
//
// Facts are as they stand after the event: LocalReceipt comes with the units in
// LocalUnits, OfferCreated with SameOffer set. An effect's Due replaces what was
// scheduled for the offer before; there is one timer for each SKU and marketplace.
package program
