// Package imported turns what a seller's report files say (package harvest) into a folder of files
// that a scenario runs on:
//
//	catalog.csv      a row per SKU: facts, prices, opening stock, demand, returns
//	scenario.toml    the scenario: what holds for a marketplace, and what each figure rests on
//	history.csv      units sold per SKU, marketplace and day
//	eligibility.csv  the Remote Fulfillment offer of each SKU in each store
//	fits.csv         every fitted value with its interval, sample size and method
//
// What the reports do not say is never guessed in silence: a product without a size or a price is
// left out and listed (Left), what had to be assumed is told (Assumed), and figures that only the
// seller knows, such as the cost of a unit, are placeholders that are marked in the files and listed
// (Open).
//
// The reports name buyers' orders; nothing here does. Only sums per SKU, marketplace and day arrive in
// this package.
package imported
