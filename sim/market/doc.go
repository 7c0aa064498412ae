// Package market names what every other package talks about: marketplaces with
// their currencies, fulfillment programs, fee kinds and product categories.
//
// The names are Amazon's. They are the identifiers of scenario files, rate
// cards, metrics and JSON output, so a name here never changes; a new program or
// fee kind is one line in one table.
package market
