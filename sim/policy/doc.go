// Package policy holds Amazon's rules as dated data with sources: what a rule
// says, which numbers it carries, how sure we are of them.
//
// The rules are TOML files in rules/; the package has no state and draws no
// random numbers. The model and the programs ask for a rule's parameters by rule
// id, so that every effect can name the rule it follows.
package policy
