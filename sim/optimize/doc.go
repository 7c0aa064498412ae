// Package optimize chooses, SKU by SKU, how marketplaces are served: programs, switch dates, cover or other
// stock parameters, prices.
//
// # Decomposition
//
// What one SKU does moves no buyer of another, so plans are compared SKU by SKU, each over all its
// marketplaces at once, since those share its US stock. What SKUs do share is the cost of stocking
// a country: set-up, then a sum a month. It is decided on last: for every set of countries that
// might be stocked, the best plan of each SKU within the set, less the fixed costs once. Capacity
// limits, and fees on the stock of all SKUs together, are left out of this; the plan as a whole is
// then simulated against today's, and that is what the verdict says.
//
// # Statistics
//
// Selection is by selection.Choose on common random numbers, on replications far from those of the final
// comparison, so the winner is judged by figures that did not choose it. The final comparison uses
// the scenario's own seed: "fbasim run plan.toml" shows the same figures.
package optimize
