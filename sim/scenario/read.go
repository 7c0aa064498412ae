package scenario

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"fbasim/sim/quantity"
	"fbasim/sim/scenario/document"
)

// text returns the value's text, or reports that something else stands there.
func (v value) text() (string, bool) {
	if v.node.Kind == document.String {
		if strings.TrimSpace(v.node.Text) == "" {
			v.whole("empty", "the value is empty", "write "+v.keys.key.example())
			return "", false
		}
		return v.node.Text, true
	}
	v.wrongKind()
	return "", false
}

// example returns a value of the key, for messages.
func (k *Key) example() string {
	switch {
	case k.Kind == EnumKind:
		return fmt.Sprintf("%q", k.Words[0])
	case k.Range.set() && k.Range.Lo == k.Range.Hi:
		return strconv.FormatFloat(k.Range.Lo, 'g', -1, 64)
	}
	return kinds[k.Kind].example
}

// unit returns the unit to suggest for a bare number.
func (v value) unit() string {
	unit := kinds[v.keys.key.Kind].unit
	if v.placed && (v.keys.key.Kind == PriceKind || v.keys.key.Kind == MoneyKind) {
		return v.market.Currency().String()
	}
	return unit
}

// wrongKind reports a value that is not text where text is needed. Bare numbers get the unit they
// lack.
func (v value) wrongKind() {
	kind := v.keys.key.Kind
	number := v.node.Kind == document.Integer || v.node.Kind == document.Float
	if unit := v.unit(); number && unit != "" {
		what := "unit"
		if isMoney(kind) {
			what = "currency"
		}
		v.whole("unit", fmt.Sprintf("%s has no %s", v.node.Text, what), v.withUnit(v.node.Text))
		return
	}
	hint := ""
	if example := v.keys.key.example(); example != "" {
		hint = "write " + example
	}
	if v.node.Kind == document.Table && len(v.node.Fields()) > 0 && kind == TextKind {
		hint = "put names that contain points in quotes"
	}
	v.whole("type", fmt.Sprintf("%s stands where %s belongs", article(v.node.Kind.String()),
		article(kind.String())), hint)
}

// withUnit says how to write a number with the unit it lacks. A share without a percent sign may
// be meant either way.
func (v value) withUnit(number string) string {
	kind := v.keys.key.Kind
	x, err := strconv.ParseFloat(number, 64)
	if err == nil && x != 0 && math.Abs(x) <= 1 && (kind == PercentKind || kind == InputPercent) {
		return fmt.Sprintf("write \"%s %%\" if you mean the share %s, or \"%s %%\"",
			strconv.FormatFloat(100*x, 'g', 6, 64), number, number)
	}
	return fmt.Sprintf("write %q%s", number+" "+v.unit(), v.whose(kind))
}

func isMoney(k Kind) bool {
	return k == MoneyKind || k == PriceKind || k >= InputMoney
}

// whose says which marketplace a suggested currency is that of.
func (v value) whose(k Kind) string {
	if v.placed && (k == PriceKind || k == MoneyKind) {
		return fmt.Sprintf(" (the currency of marketplace %s)", v.market)
	}
	return ""
}

func article(noun string) string {
	switch {
	case strings.HasPrefix(noun, "text") || strings.HasPrefix(noun, "money") ||
		strings.HasPrefix(noun, "true") ||
		strings.HasPrefix(noun, "units") || strings.HasPrefix(noun, "days") ||
		strings.HasPrefix(noun, "lots"):
		return noun
	case strings.ContainsAny(noun[:1], "aeiou"):
		return "an " + noun
	}
	return "a " + noun
}

// quantityError reports an error of package quantity at its place.
func (v value) quantityError(err error) {
	var q *quantity.Error
	if !errors.As(err, &q) {
		v.whole("number", err.Error(), "")
		return
	}
	hint := q.Hint
	missing := q.Code == "unit" && !strings.Contains(q.Msg, "is not a unit")
	if missing && v.keys.key.Kind == SizeKind {
		v.whole("unit", fmt.Sprintf("%q has no unit", v.node.Text), fmt.Sprintf("write %q",
			v.node.Text+" in"))
		return
	}
	if missing && v.unit() != "" {
		number, _, _ := quantity.Split(v.node.Text)
		hint = v.withUnit(number)
	}
	v.fail(q.Offset, q.Len, q.Code, q.Msg, hint)
}

// measured reads a text with a parser of package quantity and checks the range.
func measured[T any](parse func(string) (T, error), size func(T) float64) func(v value) (T, bool) {
	return func(v value) (T, bool) {
		var zero T
		text, ok := v.text()
		if !ok {
			return zero, false
		}
		got, err := parse(text)
		if err != nil {
			v.quantityError(err)
			return zero, false
		}
		return got, size == nil || v.inRange(size(got))
	}
}

// inRange checks a number against the range of its key.
func (v value) inRange(x float64) bool {
	r := v.keys.key.Range
	if !r.set() || x >= r.Lo && x <= r.Hi {
		return true
	}
	v.whole("range", fmt.Sprintf("%s is out of range", strings.TrimSpace(v.node.Text)),
		rangeText(r, v.scale(), v.suffix()))
	return false
}

// scale is how many of the unit in which the range of a key is shown make one of the unit the
// range is kept in, and suffix its name.
func (v value) scale() float64 {
	if k := v.keys.key.Kind; k == PercentKind {
		return 100
	}
	return 1
}

func (v value) suffix() string {
	switch v.keys.key.Kind {
	case PercentKind:
		return " %"
	case DurationKind, DelayKind:
		return " d"
	}
	return ""
}

// rangeText says what is allowed, in a unit of which `per` make one of the range's.
func rangeText(r Range, per float64, suffix string) string {
	suffix = strings.TrimRight(suffix, " ")
	show := func(x float64) string { return strconv.FormatFloat(x*per, 'g', 6, 64) + suffix }
	switch {
	case r.Hi < 1e12 && r.Lo == r.Hi:
		return "only " + show(r.Lo) + " is allowed"
	case r.Hi < 1e12:
		return "allowed are " + show(r.Lo) + " to " + show(r.Hi)
	case r.Lo > 0:
		return "it must be above zero"
	}
	return "it must not be negative"
}
