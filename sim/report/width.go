package report

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// columns returns how many terminal columns a text takes: none for combining
// marks, two for East Asian wide characters and emoji.
func columns(text string) int {
	n := 0
	for _, r := range text {
		n += runeColumns(r)
	}
	return n
}

func runeColumns(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// shorten cuts a text to the room, with an ellipsis if anything is lost.
func shorten(text string, room int) string {
	if columns(text) <= room {
		return text
	}
	var b strings.Builder
	used := 1 // the ellipsis
	for _, r := range text {
		if used += runeColumns(r); used > room {
			break
		}
		b.WriteRune(r)
	}
	return b.String() + "…"
}

// wrap breaks a text into lines of at most the room; words that are longer stand
// alone, cut.
func wrap(text string, room int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		switch longer := strings.TrimSpace(line + " " + word); {
		case columns(longer) <= room:
			line = longer
		default:
			if line != "" {
				lines = append(lines, line)
			}
			line = shorten(word, room)
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
