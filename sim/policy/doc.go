// Package policy holds Amazon's rules as dated data with sources: what a rule
// says, which numbers it carries, how sure we are of them, what "switched off"
// means for it, and in which dated profile it begins to hold.
//
// The rules are TOML files in rules/; the package has no state, draws no random
// numbers and has no clock.
//
//   - Book is everything as written: rules, parameters, profiles, sources and the
//     readings of what the sources leave open.
//   - Book.Resolve takes a scenario's choice (a profile, changed parameters, rules
//     switched off) and returns Rules, or everything that is wrong with the choice.
//   - Rules.At(day) is the Set in force on a day: which rules are on, and the
//     values of all parameters, parsed.
//
// The accessors of Book by rule and parameter name read the defaults as written,
// whatever a scenario chooses.
package policy
