// Package template writes first scenarios: a question such as "Remote Fulfillment or local stock?" as
// a commented file that runs, with the planner's figures where they are known and placeholders
// elsewhere.
//
// A Template is a list of pieces, TOML files embedded in the program, in which every key has a line
// and a comment that says what it means. A comment that begins with "? " makes the key a question:
// fbasim init asks it on a terminal, and its answer replaces the value. A Plan is a template with the
// answers so far. Its text is a scenario at any time, and an answer is taken only if that scenario is
// still valid: answers are judged by the readers of scenarios, with their words, and by nothing else.
package template
