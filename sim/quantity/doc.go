// Package quantity holds numbers with units: lengths, weights, volumes, the
// dimensions of a parcel, durations, and the reading of the texts planners
// write for them ("12.6 x 6.6 x 5.5 in", "3.35 lb", "7 d", "8 %", "39.99 CAD").
//
// Everything is an exact integer, because a weight of 3.000000001 lb costs a fee
// band: a Length counts nanometres, a Weight nanograms, so that inches (25.4 mm),
// pounds (453.59237 g) and ounces (28.349523125 g), all exact by the 1959
// international yard and pound agreement, convert without rounding.
package quantity
