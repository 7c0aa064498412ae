package dist

import "math"

// Dist is a probability distribution given by its quantile function.
type Dist interface {
	// Quantile returns the smallest x with P(X <= x) >= u, for u in (0, 1). It is nondecreasing
	// in u (up to rounding in the last places). The first call may build a table; later ones do
	// not allocate.
	Quantile(u float64) float64
	// Mean returns E[X].
	Mean() float64
	// Variance returns Var(X).
	Variance() float64
	// Support returns the smallest closed interval holding X; the ends may be infinite.
	Support() (lo, hi float64)
	// String returns canonical text that Parse reads back.
	String() string
}

// cumulative is the optional capability of knowing the distribution function.
type cumulative interface {
	cdf(x float64) float64 // P(X <= x)
}

// atom is a value that has positive probability.
type atom struct{ x, p float64 }

// lumpy is the optional capability of listing the values that have positive probability.
type lumpy interface {
	atoms() []atom // in ascending order of x
}

// Uniforms outside [minU, maxU] do not occur: 53-bit generators stay inside.
const (
	minU = 0x1p-54
	maxU = 1 - 0x1p-53
)

// CDF returns P(X <= x): exactly where the distribution function is known, otherwise by bisection
// of the quantile function to within 1e-16.
func CDF(d Dist, x float64) float64 {
	if c, ok := d.(cumulative); ok {
		return c.cdf(x)
	}
	lo, hi := 0.0, 1.0
	for hi-lo > 1e-16 {
		mid := lo + (hi-lo)/2
		if mid <= lo || mid >= hi {
			break
		}
		if d.Quantile(mid) <= x {
			lo = mid
		} else {
			hi = mid
		}
	}
	if lo == 0 {
		return 0
	}
	return hi
}

// IsConst reports whether d always takes one value, and that value.
func IsConst(d Dist) (float64, bool) {
	if c, ok := d.(constant); ok {
		return float64(c), true
	}
	lo, hi := d.Support()
	return lo, lo == hi
}

// constant is the distribution of a known value.
type constant float64

// Const returns the distribution that always takes the value v, which must be finite.
func Const(v float64) Dist { return constant(v) }

func (c constant) Quantile(float64) float64  { return float64(c) }
func (c constant) Mean() float64             { return float64(c) }
func (c constant) Variance() float64         { return 0 }
func (c constant) Support() (lo, hi float64) { return float64(c), float64(c) }
func (c constant) String() string            { return text(float64(c)) }
func (c constant) atoms() []atom             { return []atom{{float64(c), 1}} }

func (c constant) cdf(x float64) float64 {
	if x < float64(c) {
		return 0
	}
	return 1
}

// clamp01 limits a probability to [0, 1].
func clamp01(p float64) float64 { return math.Min(1, math.Max(0, p)) }
