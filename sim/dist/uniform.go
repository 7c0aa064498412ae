package dist

import "math"

type uniform struct{ lo, hi float64 }

// Uniform returns the continuous uniform distribution on [lo, hi]. Equal ends give a constant.
func Uniform(lo, hi float64) (Dist, error) {
	if err := checkAscending(named{"lo", lo}, named{"hi", hi}); err != nil {
		return nil, err
	}
	if lo == hi {
		return Const(lo), nil
	}
	return uniform{lo, hi}, nil
}

func (d uniform) Quantile(u float64) float64 { return math.Min(d.lo+u*(d.hi-d.lo), d.hi) }
func (d uniform) Mean() float64              { return d.lo + (d.hi-d.lo)/2 }
func (d uniform) Variance() float64          { return (d.hi - d.lo) * (d.hi - d.lo) / 12 }
func (d uniform) Support() (lo, hi float64)  { return d.lo, d.hi }
func (d uniform) cdf(x float64) float64      { return clamp01((x - d.lo) / (d.hi - d.lo)) }
func (d uniform) String() string             { return call("uniform", d.lo, d.hi) }

type triangular struct {
	min, mode, max float64
	split          float64 // P(X <= mode)
	left, right    float64 // (max-min)*(mode-min), (max-min)*(max-mode)
}

// Triangular returns the triangular distribution on [min, max] with the given mode,
// min <= mode <= max. Equal ends give a constant.
func Triangular(min, mode, max float64) (Dist, error) {
	err := checkAscending(named{"min", min}, named{"mode", mode}, named{"max", max})
	if err != nil {
		return nil, err
	}
	if min == max {
		return Const(min), nil
	}
	w := max - min
	return triangular{min, mode, max, (mode - min) / w, w * (mode - min), w * (max - mode)}, nil
}

func (d triangular) Quantile(u float64) float64 {
	if u <= d.split {
		return math.Min(d.min+math.Sqrt(u*d.left), d.mode)
	}
	return math.Max(d.max-math.Sqrt((1-u)*d.right), d.mode)
}

func (d triangular) cdf(x float64) float64 {
	switch {
	case x <= d.min:
		return 0
	case x >= d.max:
		return 1
	case x <= d.mode:
		return (x - d.min) * (x - d.min) / d.left
	}
	return 1 - (d.max-x)*(d.max-x)/d.right
}

func (d triangular) Mean() float64 { return d.min + ((d.mode-d.min)+(d.max-d.min))/3 }

func (d triangular) Variance() float64 {
	a, b := d.mode-d.min, d.max-d.min
	return (b*b - a*b + a*a) / 18
}

func (d triangular) Support() (lo, hi float64) { return d.min, d.max }

func (d triangular) String() string {
	return call("triangular", d.min, d.mode, d.max)
}
