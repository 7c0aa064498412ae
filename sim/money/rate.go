package money

import (
	"fmt"
	"math"
	"math/bits"
	"strings"
)

// Rate is a dimensionless factor in billionths: 35_000_000 is 3.5 %, and an
// exchange rate of 0.731 is 731_000_000.
type Rate int64

// One is the factor 1 (100 %) and Percent its hundredth.
const (
	One     Rate = 1_000_000_000
	Percent Rate = 10_000_000
)

// Times returns r x s, rounded half away from zero.
func (r Rate) Times(s Rate) Rate { return Rate(MulDiv(int64(r), int64(s), int64(One))) }

// Float returns the factor as a floating-point number, for display and draws.
func (r Rate) Float() float64 { return float64(r) / float64(One) }

// RateFromFloat returns the rate nearest to x, false where x is not finite or
// beyond +-9e9.
func RateFromFloat(x float64) (Rate, bool) {
	if math.IsNaN(x) || math.Abs(x) > 9e9 {
		return 0, false
	}
	return Rate(math.Round(x * float64(One))), true
}

// ParseRate reads a plain decimal factor such as "0.035"; at most nine decimals.
func ParseRate(s string) (Rate, error) {
	v, err := parseScaled(s, 9)
	return Rate(v), err
}

// String writes the factor as a percentage: "3.5 %".
func (r Rate) String() string {
	sign := ""
	u := uint64(r)
	if r < 0 {
		sign, u = "-", -u
	}
	whole, frac := u/uint64(Percent), u%uint64(Percent)
	if frac == 0 {
		return fmt.Sprintf("%s%d %%", sign, whole)
	}
	return fmt.Sprintf("%s%d.%s %%", sign, whole, strings.TrimRight(fmt.Sprintf("%07d", frac), "0"))
}

// MulDiv returns a x b / c through a 128-bit product, rounded half away from
// zero. c must not be 0 and the result must fit int64: anything else is a
// programmer error and panics.
func MulDiv(a, b, c int64) int64 {
	neg := (a < 0) != (b < 0) != (c < 0)
	hi, lo := bits.Mul64(abs(a), abs(b))
	d := abs(c)
	lo, carry := bits.Add64(lo, d/2, 0)
	hi += carry
	q, _ := bits.Div64(hi, lo, d)
	if q > math.MaxInt64 {
		panic("money: MulDiv overflow")
	}
	if neg {
		return -int64(q)
	}
	return int64(q)
}

func abs(x int64) uint64 {
	if x < 0 {
		return -uint64(x)
	}
	return uint64(x)
}

// parseScaled reads a decimal exactly as an integer count of 10^-places.
func parseScaled(s string, places int) (int64, error) {
	digits := s
	neg := strings.HasPrefix(s, "-")
	if neg {
		digits = s[1:]
	}
	whole, frac, _ := strings.Cut(digits, ".")
	frac = strings.TrimRight(frac, "0")
	if whole == "" && frac == "" || len(frac) > places {
		return 0, fmt.Errorf("%q is not a decimal with at most %d decimals", s, places)
	}
	var v int64
	for _, c := range whole + frac + strings.Repeat("0", places-len(frac)) {
		if c < '0' || c > '9' {
			return 0, fmt.Errorf("%q is not a plain decimal number", s)
		}
		if v > (math.MaxInt64-int64(c-'0'))/10 {
			return 0, fmt.Errorf("%q is too large", s)
		}
		v = v*10 + int64(c-'0')
	}
	if neg {
		v = -v
	}
	return v, nil
}
