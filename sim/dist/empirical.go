package dist

import (
	"math"
	"sort"
	"strings"
)

type empirical struct {
	xs             []float64 // ascending, at least two
	file, column   string    // where the values came from, if from a file
	mean, variance float64
}

// Empirical returns the distribution whose quantile function is the piecewise linear (type 7,
// Hyndman & Fan 1996) quantile of the given values, in any order. Its mean and variance are those
// of that function: the mean differs from the average of the values by at most
// (max - min)/(2(n-1)). One value, or equal values, give a constant.
func Empirical(values []float64) (Dist, error) {
	if len(values) == 0 {
		return nil, bad("", codeMissing, "needs at least one value", "")
	}
	for i, v := range values {
		if code, msg := finiteProblem(v); code != "" {
			return nil, badAt(i, code, "value "+msg, "")
		}
	}
	d := empirical{xs: append([]float64(nil), values...)}
	sort.Float64s(d.xs)
	n := len(d.xs) - 1
	if d.xs[0] == d.xs[n] {
		return Const(d.xs[0]), nil
	}
	for i := range n {
		d.mean += (d.xs[i] + d.xs[i+1]) / 2 / float64(n)
	}
	for i := range n {
		a, b := d.xs[i]-d.mean, d.xs[i+1]-d.mean
		d.variance += (a*a + a*b + b*b) / 3 / float64(n)
	}
	return d, nil
}

func (d empirical) Quantile(u float64) float64 {
	h := u * float64(len(d.xs)-1)
	i := min(max(int(h), 0), len(d.xs)-2)
	x := d.xs[i] + (h-float64(i))*(d.xs[i+1]-d.xs[i])
	return math.Min(x, d.xs[i+1])
}

func (d empirical) cdf(x float64) float64 {
	n := len(d.xs)
	i := sort.Search(n, func(i int) bool { return d.xs[i] > x }) // first above x
	if i == 0 || i == n {
		return float64(i) / float64(n)
	}
	return (float64(i-1) + (x-d.xs[i-1])/(d.xs[i]-d.xs[i-1])) / float64(n-1)
}

// atoms returns the values that occur more than once.
func (d empirical) atoms() []atom {
	var as []atom
	for i := 1; i < len(d.xs); i++ {
		if d.xs[i] != d.xs[i-1] {
			continue
		}
		if k := len(as) - 1; k >= 0 && as[k].x == d.xs[i] {
			as[k].p += 1 / float64(len(d.xs)-1)
		} else {
			as = append(as, atom{d.xs[i], 1 / float64(len(d.xs)-1)})
		}
	}
	return as
}

// kinks returns the points where the slope of the distribution function jumps.
func (d empirical) kinks() []float64 { return d.xs }

func (d empirical) Mean() float64             { return d.mean }
func (d empirical) Variance() float64         { return d.variance }
func (d empirical) Support() (lo, hi float64) { return d.xs[0], d.xs[len(d.xs)-1] }

func (d empirical) String() string {
	if d.file != "" {
		return "empirical(" + quote(d.file) + ", " + quote(d.column) + ")"
	}
	parts := make([]string, len(d.xs))
	for i, x := range d.xs {
		parts[i] = text(x)
	}
	return "empirical(" + strings.Join(parts, ", ") + ")"
}

// quote writes a name so that the parser reads it back: doubled quotation marks stand for one.
func quote(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
