package diag

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Escape makes text from a user's file safe and visible on a terminal: control characters,
// invisible and direction-changing characters, and bytes that are not UTF-8 become escapes such
// as \x1b or \u202e.
func Escape(s string) string {
	if !strings.ContainsFunc(s, needsEscape) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		b.WriteString(visible(r, s[i:]))
	}
	return b.String()
}

func needsEscape(r rune) bool { return r == utf8.RuneError || !unicode.IsPrint(r) }

// visible returns how the rune at the beginning of rest is shown.
func visible(r rune, rest string) string {
	if !needsEscape(r) {
		return string(r)
	}
	if r == utf8.RuneError {
		if _, size := utf8.DecodeRuneInString(rest); size == 1 {
			return fmt.Sprintf(`\x%02x`, rest[0])
		}
		return string(r)
	}
	switch {
	case r == '\n':
		return `\n`
	case r == '\t':
		return `\t`
	case r == '\r':
		return `\r`
	case r < 0x100:
		return fmt.Sprintf(`\x%02x`, r)
	case r < 0x10000:
		return fmt.Sprintf(`\u%04x`, r)
	}
	return fmt.Sprintf(`\U%08x`, r)
}
