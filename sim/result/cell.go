package result

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"fbasim/sim/diag"
)

// formulaStarts are the characters with which spreadsheets take a cell for a
// formula, among them the full-width forms that some locales accept; see
// https://owasp.org/www-community/attacks/CSV_Injection (read 2026-11-22). The
// apostrophe is in the list only so that Uncell can undo Cell.
const formulaStarts = "=+-@\t\r'＝＋－＠"

// Cell makes user text safe to stand in a CSV cell: a text that a spreadsheet
// would run as a formula gets a leading apostrophe, and control or invisible
// characters become escapes such as \n or \u202e. A backslash is doubled, so
// that Uncell gives back exactly what was valid UTF-8.
func Cell(text string) string {
	return quoteFormula(text) + diag.Escape(strings.ReplaceAll(text, `\`, `\\`))
}

// quoteFormula returns the apostrophe that the text needs in front, or "".
// Spreadsheets may trim spaces first, so spaces do not hide a formula.
func quoteFormula(text string) string {
	first, size := utf8.DecodeRuneInString(strings.TrimLeft(text, " \u00a0"))
	if size > 0 && strings.ContainsRune(formulaStarts, first) {
		return "'"
	}
	return ""
}

// Uncell is the inverse of Cell.
func Uncell(cell string) string {
	cell = strings.TrimPrefix(cell, "'")
	if !strings.Contains(cell, `\`) {
		return cell
	}
	var b strings.Builder
	for len(cell) > 0 {
		r, _, rest, err := strconv.UnquoteChar(cell, 0)
		if err != nil { // not written by Cell: keep as it stands
			r, rest = rune(cell[0]), cell[1:]
		}
		b.WriteRune(r)
		cell = rest
	}
	return b.String()
}

// Visible makes user text safe to show on a terminal or in a chart: spaces of
// any width become plain ones, other invisible characters become escapes.
func Visible(text string) string {
	plain := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Zs, r) {
			return ' '
		}
		return r
	}, text)
	return diag.Escape(plain)
}
