package dist

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

func (r *reader) peek() byte {
	if r.at < len(r.s) {
		return r.s[r.at]
	}
	return 0
}

func (r *reader) space() {
	for r.at < len(r.s) && strings.IndexByte(" \t\r\n", r.s[r.at]) >= 0 {
		r.at++
	}
}

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' }

// word reads letters and digits, beginning with a letter.
func (r *reader) word() string {
	start := r.at
	for r.at < len(r.s) && (isLetter(r.s[r.at]) || r.at > start && isDigit(r.s[r.at])) {
		r.at++
	}
	return r.s[start:r.at]
}

// startsNumber reports whether s begins with a decimal number.
func startsNumber(s string) bool {
	if s != "" && (s[0] == '-' || s[0] == '+') {
		s = s[1:]
	}
	if s != "" && s[0] == '.' {
		s = s[1:]
	}
	return s != "" && isDigit(s[0])
}

// numberLen returns the length of the decimal number at the beginning of s.
func numberLen(s string) int {
	i := 0
	digits := func() {
		for i < len(s) && (isDigit(s[i]) || s[i] == '_' && i > 0 && isDigit(s[i-1]) &&
			i+1 < len(s) && isDigit(s[i+1])) {
			i++
		}
	}
	if s[0] == '-' || s[0] == '+' {
		i++
	}
	digits()
	if i < len(s) && s[i] == '.' && !strings.HasPrefix(s[i:], "..") {
		i++
		digits()
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		mark := i
		if i++; i < len(s) && (s[i] == '-' || s[i] == '+') {
			i++
		}
		if i < len(s) && isDigit(s[i]) {
			digits()
		} else {
			i = mark
		}
	}
	return i
}

// number reads a finite decimal number; digits may be grouped by underscores.
func (r *reader) number() (float64, error) {
	start := r.at
	n := numberLen(r.s[start:])
	r.at += n
	raw := r.s[start:r.at]
	v, err := strconv.ParseFloat(strings.ReplaceAll(raw, "_", ""), 64)
	if err != nil && !math.IsInf(v, 0) {
		return 0, r.fail(start, n, codeSyntax, fmt.Sprintf("%q is not a number", raw), "")
	}
	if code, msg := finiteProblem(v); code != "" {
		return 0, r.fail(start, n, code, fmt.Sprintf("%s %s", raw, msg), "")
	}
	return v, nil
}

// fraction reads a number or a quotient such as 1/6.
func (r *reader) fraction() (float64, error) {
	v, err := r.number()
	if err != nil {
		return 0, err
	}
	r.space()
	if r.peek() != '/' {
		return v, nil
	}
	r.at++
	r.space()
	start := r.at
	if !startsNumber(r.s[r.at:]) {
		return 0, r.unexpected("a number")
	}
	w, err := r.number()
	if err != nil {
		return 0, err
	}
	if w == 0 {
		return 0, r.fail(start, r.at-start, codeRange, "division by 0", "")
	}
	return v / w, nil
}

// notFinite refuses nan and inf by name.
func (r *reader) notFinite(start int, word string) error {
	switch strings.ToLower(word) {
	case "nan", "inf", "infinity":
		return r.fail(start, len(word), codeNotFinite, word+" is not a finite number",
			"leave out lo or hi where there is no limit")
	}
	return nil
}

// unexpected reports what stands here instead of what was wanted.
func (r *reader) unexpected(want string) error {
	if r.at >= len(r.s) {
		return r.fail(len(r.s), 0, codeSyntax, "the text ends where "+want+" should follow", "")
	}
	rest := r.s[r.at:]
	n := 1
	for n < len(rest) && rest[n]&0xc0 == 0x80 { // the rest of a UTF-8 sequence
		n++
	}
	if rest[0] == '-' || rest[0] == '+' { // -inf
		if err := r.notFinite(r.at+1, (&reader{s: rest[1:]}).word()); err != nil {
			return err
		}
	}
	return r.fail(r.at, n, codeSyntax,
		fmt.Sprintf("found %q where %s should stand", rest[:n], want), "")
}

// afterNumber refuses spellings of ranges and decimal commas after a number that began at start.
func (r *reader) afterNumber(start int, top bool) error {
	end := r.at
	first := r.s[start:end]
	if top && r.peek() == ',' && r.at+1 < len(r.s) && isDigit(r.s[r.at+1]) {
		n := 1 + numberLen(r.s[r.at+1:])
		whole := first + "." + r.s[r.at+1:r.at+n]
		hint := "decimals need a point: write " + whole
		if n == 4 && !strings.Contains(first, ".") {
			hint += ", or " + first + r.s[r.at+1:r.at+n] + " if the comma groups thousands"
		}
		return r.fail(start, r.at+n-start, codeComma, "a comma is not a decimal point", hint)
	}
	r.space()
	rest := r.s[r.at:]
	for _, sep := range []string{
		"to ", "till ", "until ", "...", "..", "…", "–", "—", "-", "+-", "±", "+/-",
	} {
		after := strings.TrimLeft(strings.TrimPrefix(rest, sep), " \t")
		if !strings.HasPrefix(rest, sep) || !startsNumber(after) || after[0] == '-' ||
			after[0] == '+' {
			continue
		}
		n := len(rest) - len(after) + numberLen(after)
		second := after[:numberLen(after)]
		return r.fail(start, r.at+n-start, codeAmbiguous,
			fmt.Sprintf("%q does not say how likely the values between are", r.s[start:r.at+n]),
			rangeHint(first, second, strings.ContainsAny(sep, "+±")))
	}
	r.at = end
	return nil
}

// rangeHint spells out what "7 to 12" or "10 +- 2" may have meant.
func rangeHint(first, second string, plusMinus bool) string {
	a, err1 := strconv.ParseFloat(first, 64)
	b, err2 := strconv.ParseFloat(second, 64)
	if err1 != nil || err2 != nil {
		return "write uniform(lo, hi), pert(min, mode, max) or between90(lo, hi)"
	}
	if plusMinus {
		return fmt.Sprintf("write normal(%s, %s) for a standard deviation "+
			"or uniform(%s, %s) for limits", first, second, shortText(a-b), shortText(a+b))
	}
	mode := (a + b) / 2
	if f := math.Floor(mode); f > a && f < b {
		mode = f
	}
	return fmt.Sprintf("write uniform(%s, %s), pert(%s, %s, %s) or between90(%s, %s)",
		first, second, first, shortText(mode), second, first, second)
}
