package diag

import (
	"strings"
	"unicode/utf8"
)

// longest word Suggest looks at: beyond it a typing mistake is not the likely cause, and the cost
// of comparing grows with the square of the length.
const suggestLimit = 64

// Suggest returns the candidate that word is probably a misspelling of, or "" when none is near.
// Near means equal but for case, "_" and "-", or at most a third of the letters inserted, dropped,
// changed or swapped with a neighbor. Ties go to the earlier candidate.
func Suggest(word string, candidates []string) string {
	if utf8.RuneCountInString(word) > suggestLimit {
		return ""
	}
	w := fold(word)
	best, bestAt := "", 1+len(w)/3
	for _, c := range candidates {
		f := fold(c)
		if gap := len(f) - len(w); c == "" || gap >= bestAt || -gap >= bestAt {
			continue
		}
		if d := editDistance(w, f); d < bestAt && d < len(f) {
			best, bestAt = c, d
		}
	}
	return best
}

func fold(s string) []rune {
	return []rune(strings.ReplaceAll(strings.ToLower(s), "-", "_"))
}

// editDistance is the optimal string alignment distance: insertions, deletions, substitutions and
// swaps of neighbors cost 1 each.
func editDistance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before, last, row = last, row, before
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return row[len(b)]
}
