package dist

import (
	"fmt"
	"math"
	"sort"
)

// affine is a*X + b.
type affine struct {
	d     Dist
	a, b  float64
	lumps []atom // atoms of d, in d's own units
}

// Scale returns the distribution of a*X, a > 0. It panics if a is not a positive number or the
// result leaves the range of magnitudes the package accepts.
func Scale(d Dist, a float64) Dist { return must(transform(d, a, 0)) }

// Shift returns the distribution of X + b. It panics if b or the result is not finite.
func Shift(d Dist, b float64) Dist { return must(transform(d, 1, b)) }

func must(d Dist, err error) Dist {
	if err != nil {
		panic("dist: " + err.Error())
	}
	return d
}

// transform returns a*X + b, folding constants and nested transformations.
func transform(d Dist, a, b float64) (Dist, error) {
	if err := checkRange(named{"factor", a}, positive(), ""); err != nil {
		return nil, err
	}
	if err := checkFinite("offset", b); err != nil {
		return nil, err
	}
	if c, ok := d.(constant); ok {
		v := a*float64(c) + b
		return Const(v), checkFinite("result", v)
	}
	t := affine{d: d, a: a, b: b}
	if in, ok := d.(affine); ok {
		t = affine{d: in.d, a: a * in.a, b: a*in.b + b, lumps: in.lumps}
		if err := checkRange(named{"factor", t.a}, positive(), ""); err != nil {
			return nil, err
		}
		if err := checkFinite("offset", t.b); err != nil {
			return nil, err
		}
	} else if l, ok := d.(lumpy); ok {
		t.lumps = l.atoms()
	}
	if t.a == 1 && t.b == 0 {
		return t.d, nil
	}
	return t, nil
}

func (t affine) Quantile(u float64) float64 { return t.a*t.d.Quantile(u) + t.b }
func (t affine) Mean() float64              { return t.a*t.d.Mean() + t.b }
func (t affine) Variance() float64          { return t.a * t.a * t.d.Variance() }

func (t affine) Support() (lo, hi float64) {
	lo, hi = t.d.Support()
	return t.a*lo + t.b, t.a*hi + t.b
}

// cdf undoes the transformation; at atoms it decides by the transformed value, since the inverse
// may round to the other side of the step.
func (t affine) cdf(x float64) float64 {
	y := (x - t.b) / t.a
	i := sort.Search(len(t.lumps), func(i int) bool { return t.a*t.lumps[i].x+t.b > x })
	if i > 0 {
		y = math.Max(y, t.lumps[i-1].x)
	}
	if i < len(t.lumps) && y >= t.lumps[i].x {
		y = math.Nextafter(t.lumps[i].x, math.Inf(-1))
	}
	return CDF(t.d, y)
}

func (t affine) atoms() []atom {
	as := make([]atom, len(t.lumps))
	for i, l := range t.lumps {
		as[i] = atom{t.a*l.x + t.b, l.p}
	}
	return as
}

func (t affine) kinks() []float64 {
	k, ok := t.d.(kinked)
	if !ok {
		return nil
	}
	xs := append([]float64(nil), k.kinks()...)
	for i := range xs {
		xs[i] = t.a*xs[i] + t.b
	}
	return xs
}

func (t affine) String() string {
	s := t.d.String()
	if t.a != 1 {
		s = fmt.Sprintf("scaled(%s, %s)", s, text(t.a))
	}
	if t.b != 0 {
		s = fmt.Sprintf("shifted(%s, %s)", s, text(t.b))
	}
	return s
}
