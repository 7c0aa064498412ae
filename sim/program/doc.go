// Package program holds what a fulfillment program does with an offer: the state
// of Remote Fulfillment for a SKU in a marketplace, and which program a plan
// calls for at a moment.
//
// Everything here is a pure function of (state, event, facts, now) to the next
// state and its effects: when to look again, what to cancel, what to report. The
// model schedules and draws; nothing here knows a calendar.
package program
