package quantity

import (
	"fmt"
	"strings"

	"fbasim/sim/money"
)

// Split cuts a text into its value (a number or an expression such as
// "pert(7, 9, 12)") and its unit, and returns the byte offset of the unit.
// "39.99CAD" and "39.99 CAD" split alike; a text without a unit has unit "".
func Split(text string) (value, unit string, unitAt int) {
	end := len(text)
	if i := strings.LastIndexByte(text, ')'); i >= 0 {
		end = i + 1
	} else {
		end = numberEnd(text)
	}
	unit = strings.TrimSpace(text[end:])
	unitAt = end + strings.Index(text[end:], unit)
	return strings.TrimSpace(text[:end]), unit, unitAt
}

// numberEnd returns the length of the leading number, spaces included.
func numberEnd(text string) int {
	i := 0
	for i < len(text) && strings.IndexByte("+-.,0123456789 \t_", text[i]) >= 0 {
		i++
	}
	return i
}

// scaled reads a plain decimal as an exact multiple of unit/den, rounding half
// away from zero where it does not come out even.
func scaled(text string, unit, den int64) (int64, error) {
	whole := strings.TrimSpace(text)
	if strings.Contains(whole, ",") {
		at := strings.Index(text, ",")
		return 0, &Error{at, 1, "number", fmt.Sprintf("%q has a comma", whole),
			"write decimals with a point and no thousands separators: 3.5, 12000"}
	}
	if _, _, ok := strings.Cut(whole, "."); ok {
		whole = strings.TrimRight(whole, "0")
		whole = strings.TrimSuffix(whole, ".")
	}
	v, err := money.ParseRate(whole)
	if err != nil {
		return 0, &Error{0, len(text), "number", fmt.Sprintf("%q is not a number", text),
			"write a plain decimal with at most nine decimals, such as 12 or 0.75"}
	}
	const most = 1 << 62
	if hi := float64(v) * float64(unit) / (1e9 * float64(den)); hi > most || hi < -most {
		return 0, &Error{0, len(text), "range", fmt.Sprintf("%q is too large", text), ""}
	}
	return money.MulDiv(int64(v), unit, den*int64(money.One)), nil
}
