package result

import (
	"math"
	"strconv"
	"strings"
)

// Figure writes a number with its unit for people: "USD 4,970", "8.4 %",
// "9.1 d", "412 units". A number that is not known is "n/a".
func Figure(x float64, unit string) string { return figure(x, unit, "", decimals(x, unit)) }

// Difference writes a difference with its sign: "USD +1,340", "-7.3 pt". Shares
// differ by percentage points.
func Difference(x float64, unit string) string { return figure(x, unit, "+", decimals(x, unit)) }

// figure writes x with the places given; plus is "+" to sign positive numbers.
func figure(x float64, unit, plus string, places int) string {
	switch number := signed(x, unit, plus, places); {
	case math.IsNaN(x):
		return "n/a"
	case unit == "share" && plus != "":
		return number + " pt"
	case unit == "share":
		return number + " %"
	case IsCurrency(unit):
		return unit + " " + number
	case unit == "" || unit == "count":
		return number
	default:
		return number + " " + Visible(unit)
	}
}

// Plain writes a number for people without its unit; shares in percent.
func Plain(x float64, unit string) string { return signed(x, unit, "", decimals(x, unit)) }

// PlainLike writes x without its unit, with the places that suit another number.
func PlainLike(x, like float64, unit string) string {
	return signed(x, unit, "", decimals(like, unit))
}

// Estimate writes a difference with its interval, "USD +1,530 (+832 .. +2,229)",
// with enough places to tell the ends apart.
func Estimate(x float64, iv Interval, unit string) string { return estimate(x, iv, unit, "+") }

// Level writes a mean with its interval as Estimate does a difference: "USD 1,530 (832-2,229)".
func Level(x float64, iv Interval, unit string) string { return estimate(x, iv, unit, "") }

func estimate(x float64, iv Interval, unit, plus string) string {
	places := decimals(x, unit)
	width := (iv.Hi - iv.Lo) * (1 + 1e-9)
	if unit == "share" {
		width *= 100
	}
	for places < 3 && width > 0 && width*math.Pow(10, float64(places)) < 2 {
		places++
	}
	return figure(x, unit, plus, places) + " (" + between(iv, unit, plus, places) + ")"
}

// Range writes an interval without units, both ends with the same places: "126-171"
// or, where signs would make that hard to read, "+820 .. +1,860". An end that is
// not known is "...".
func Range(iv Interval, unit string, signs bool) string {
	places := decimals(iv.Hi, unit)
	if finite(iv.Lo) && (!finite(iv.Hi) || math.Abs(iv.Lo) > math.Abs(iv.Hi)) {
		places = decimals(iv.Lo, unit)
	}
	plus := ""
	if signs {
		plus = "+"
	}
	return between(iv, unit, plus, places)
}

// between writes both ends with the places given.
func between(iv Interval, unit, plus string, places int) string {
	dash := "-"
	if plus != "" || iv.Lo < 0 || iv.Hi < 0 {
		dash = " .. "
	}
	return signed(iv.Lo, unit, plus, places) + dash + signed(iv.Hi, unit, plus, places)
}

// IsCurrency reports whether a unit is an ISO 4217 code.
func IsCurrency(unit string) bool {
	return len(unit) == 3 && strings.ToUpper(unit) == unit && strings.IndexFunc(unit, notLetter) < 0
}

func notLetter(r rune) bool { return r < 'A' || r > 'Z' }

// decimals returns the places that suit the size of a number: money below 100
// shows cents, shares a tenth of a percent.
func decimals(x float64, unit string) int {
	size := math.Abs(x)
	switch {
	case !finite(x):
		return 0
	case unit == "share":
		return 1
	case IsCurrency(unit) && size < 99.995 && size != 0:
		return 2
	case size == math.Trunc(size) || size >= 999.5:
		return 0
	case IsCurrency(unit), size >= 10 && discrete(unit):
		return 0
	case size < 0.1:
		return 3
	default:
		return 1
	}
}

// discrete reports units of which a tenth is noise once there are ten.
func discrete(unit string) bool {
	return strings.HasPrefix(unit, "units") || strings.HasPrefix(unit, "orders")
}

// signed writes the number itself, with thousands separators.
func signed(x float64, unit, plus string, places int) string {
	if !finite(x) {
		return "..."
	}
	if unit == "share" {
		x *= 100
	}
	text := strconv.FormatFloat(math.Abs(x), 'f', places, 64)
	sign := ""
	switch zero := strings.Trim(text, "0.") == ""; {
	case x < 0 && !zero:
		sign = "-"
	case !zero:
		sign = plus
	}
	return sign + thousands(text)
}

func thousands(digits string) string {
	whole, fraction, dotted := strings.Cut(digits, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if dotted {
		return whole + "." + fraction
	}
	return whole
}
