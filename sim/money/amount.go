package money

import (
	"fmt"
	"math"
	"strings"
)

// Amount is a sum of money in micro-units: 1_000_000 is one dollar or one peso.
// Its currency travels beside it (see Money). The range is about 9.2e12 whole
// units either way.
type Amount int64

// Unit is one whole unit of any currency and Cent its hundredth.
const (
	Unit Amount = 1_000_000
	Cent Amount = 10_000
)

// Max is the largest amount.
const Max = Amount(math.MaxInt64)

// Times returns a x r rounded half away from zero to the micro-unit.
func (a Amount) Times(r Rate) Amount {
	if r == One {
		return a
	}
	return Amount(MulDiv(int64(a), int64(r), int64(One)))
}

// Over returns a / r rounded half away from zero to the micro-unit; r must not be 0.
func (a Amount) Over(r Rate) Amount { return Amount(MulDiv(int64(a), int64(One), int64(r))) }

// RoundCents rounds half up (half away from zero for credits) to whole cents,
// the rounding point of every fee line.
func (a Amount) RoundCents() Amount { return a.RoundTo(Cent) }

// RoundTo rounds half away from zero to a multiple of step, which must be positive.
func (a Amount) RoundTo(step Amount) Amount {
	if a < 0 {
		return -((-a + step/2) / step * step)
	}
	return (a + step/2) / step * step
}

// Float returns whole units, for statistics and charts only.
func (a Amount) Float() float64 { return float64(a) / float64(Unit) }

// FromFloat returns the amount nearest to x whole units; it is for drawn
// inputs (a freight rate, a price) and never for sums. It reports false where
// x is not a number or out of range.
func FromFloat(x float64) (Amount, bool) {
	if math.IsNaN(x) || math.Abs(x) > 9e12 {
		return 0, false
	}
	return Amount(math.Round(x * float64(Unit))), true
}

// String writes whole units with two to six decimals: "15.83", "0.001".
func (a Amount) String() string {
	sign := ""
	u := uint64(a)
	if a < 0 {
		sign, u = "-", -u
	}
	whole, frac := u/uint64(Unit), u%uint64(Unit)
	s := strings.TrimRight(fmt.Sprintf("%06d", frac), "0")
	for len(s) < 2 {
		s += "0"
	}
	return fmt.Sprintf("%s%d.%s", sign, whole, s)
}

// Parse reads a plain decimal such as "15.83" or "-0.001". More than six
// decimals, exponents, separators and signs other than a leading minus are
// errors.
func Parse(s string) (Amount, error) {
	v, err := parseScaled(s, 6)
	return Amount(v), err
}
