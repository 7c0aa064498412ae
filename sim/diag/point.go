package diag

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Point completes a problem that names only a line of a kept file: its column is
// that of the first text in quotes of the message that the line holds, or else of
// the first character, with the caret under the whole line.
func (l *List) Point(p Problem) Problem {
	line := lineOf(l.Text(p.File), p.Line)
	body := strings.TrimSpace(line)
	if p.Col > 0 || body == "" {
		return p
	}
	at, length := strings.Index(line, body), len(body)
	for rest := p.Msg; ; {
		i := strings.IndexByte(rest, '"')
		if i < 0 {
			break
		}
		quoted, err := strconv.QuotedPrefix(rest[i:])
		if err != nil {
			break
		}
		word, _ := strconv.Unquote(quoted)
		if j := strings.Index(line, word); j >= 0 && word != "" {
			at, length = j, len(word)
			break
		}
		rest = rest[i+len(quoted):]
	}
	p.Col = 1 + utf8.RuneCountInString(line[:at])
	p.Len = utf8.RuneCountInString(line[at : at+length])
	return p
}

// lineOf returns a line of a text, counted from 1, "" where there is none.
func lineOf(text []byte, n int) string {
	rest := string(text)
	for ; n > 1; n-- {
		_, after, found := strings.Cut(rest, "\n")
		if !found {
			return ""
		}
		rest = after
	}
	line, _, _ := strings.Cut(rest, "\n")
	if n < 1 {
		return ""
	}
	return strings.TrimRight(line, "\r")
}
