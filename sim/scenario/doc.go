// Package scenario turns scenario files into checked studies.
//
// Load reads a file with everything it extends, lays command-line overrides on top, and merges
// each case over the base. One table of keys (Keys) names every setting with its kind, unit,
// range, default and the evidence behind the default; it drives reading, messages, `check --show`
// and the documentation (Reference). The defaults themselves, with source and grade, are data:
// defaults.toml. The result is a Study of typed Plans, one per case, in which each value knows
// where it was written or which default it is. All problems are reported at once.
//
// Amounts of time in inputs are days, rates are per day (a month is 365/12 days), percentages are
// factors (8 % is 0.08), weights in rates are kilograms; other quantities keep their own exact
// types.
package scenario
