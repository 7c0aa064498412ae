// Package fee turns dated rate cards into fees.
//
// A card (cards/*.toml) is one fee of one or more stores and programs with the days
// it holds, its amounts, its source, a mark of confidence and worked examples that
// run as tests. A Book is all cards, checked. Nothing about Amazon is written in Go:
// amounts, percentages, day counts and size limits are read from the cards, and a
// new fee is a pasted table.
//
// There are three ways to ask:
//
//   - Book.Tariff looks up everything for one unit on one route once; the methods of
//     Tariff then price sales, shipments and months without a search or an
//     allocation. This is what a simulation uses.
//   - Book.Quote prices one unit on one day, with the cards spelled out.
//   - Book.CheckExample computes a row of a file of worked examples.
//
// # Dates
//
// Each fee has a calendar of its own: fulfillment and its surcharge go by the day a
// unit leaves the fulfillment center, referral by the day of the order, storage by
// the month, aged stock by the day of the snapshot. A day that no card covers is a
// Gap, never a fee of zero; Assume says what may stand in, and every stand-in is
// reported as an Assumption. Where a store has no such fee, a card with
// charged = false says so.
//
// # Exactness
//
// Weights, sides and volumes are integers (nanograms, nanometers), price bands
// compare micro-units, and every line is rounded half up to the cent once, from the
// exact product. The surcharge is its own line, rounded on its own.
//
// # Card files
//
// A file holds tables [card.ID], [scheme.ID] (size tiers), [rule.ID] (automatic
// prices) and [tax.COUNTRY]. Amounts stand in texts of rows, which keeps decimals
// exact and lets a table be pasted from a page:
//
//	[card.rf-ca-2027]
//	title = "Remote Fulfillment CA 2027"
//	kind = "fulfillment"
//	program = ["remote-fulfillment"]
//	marketplace = ["CA"]
//	currency = "CAD"
//	select_by = "ship date"
//	windows = """
//	2027-01-15 .. 2027-10-14 nonpeak
//	2027-10-15 .. 2028-01-14 peak
//	"""
//	scheme = "us-2026"
//	confidence = "A"
//	read = "2027-01-10"
//	source = "https://sellercentral.amazon.com/help/hub/reference/..."
//	rates = """
//	tier           | up to | nonpeak                         | peak
//	small_standard | 2 oz  | 8.21                            | 8.70
//	large_standard | 20 lb | 15.61 + 0.11 per 4 oz over 3 lb | 16.95 + 0.11 per 4 oz over 3 lb
//	"""
//
// "-" is an amount that was not found and "not offered" a unit that the program does
// not take. Tables by product class stand in [card.ID.rates] under the keys
// nonapparel, apparel, dangerous, nondangerous or a Mexican fee group. Several
// amounts of one cell ("2.49/3.42/3.68") belong to the price bands of the key bands.
//
// A card of kind "returns_processing" with above_threshold = true may list thresholds,
// which Seller Central shows to the seller alone: thresholds = """category | threshold
// and a row for each""".
package fee
