// Package report writes finished results as text for a terminal.
//
// The text fits the width it is given, from 60 columns up; where a table would not
// fit it changes its layout instead of breaking lines. Color only repeats what a
// word says. Names from a user's files are shown with control characters made
// visible, and wide characters count as two columns.
package report
