package dist

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"
)

type beta struct {
	a, b, lo, hi float64
	*lazy
}

// Beta returns the beta distribution with shapes a and b, both in 0.01..1e6, stretched to [lo, hi],
// lo < hi.
func Beta(a, b, lo, hi float64) (Dist, error) {
	shapes := between{0.01, 1e6}
	if err := checkRange(named{"a", a}, shapes, ""); err != nil {
		return nil, err
	}
	if err := checkRange(named{"b", b}, shapes, ""); err != nil {
		return nil, err
	}
	if err := checkAscending(named{"lo", lo}, named{"hi", hi}); err != nil {
		return nil, err
	}
	if lo == hi {
		return nil, bad("hi", codeOrder, "hi is equal to lo", "needs lo < hi")
	}
	return newBeta(a, b, lo, hi), nil
}

func newBeta(a, b, lo, hi float64) beta {
	d := beta{a: a, b: b, lo: lo, hi: hi}
	d.lazy = later(func() curve {
		return curve{
			cdf: d.cdf, left: d.cdf, breaks: []float64{lo, hi},
			mean: d.Mean(), sd: math.Sqrt(d.Variance()),
		}
	})
	return d
}

func (d beta) cdf(x float64) float64 {
	switch {
	case x <= d.lo:
		return 0
	case x >= d.hi:
		return 1
	}
	return mathext.RegIncBeta(d.a, d.b, clamp01((x-d.lo)/(d.hi-d.lo)))
}

func (d beta) Mean() float64 { return d.lo + (d.hi-d.lo)*(d.a/(d.a+d.b)) }

func (d beta) Variance() float64 {
	s, w := d.a+d.b, d.hi-d.lo
	return w * w * (d.a / s) * (d.b / s) / (s + 1)
}

func (d beta) Support() (lo, hi float64) { return d.lo, d.hi }

func (d beta) String() string {
	s := fmt.Sprintf("beta(%s, %s", text(d.a), text(d.b))
	if d.lo != 0 {
		s += ", lo=" + text(d.lo)
	}
	if d.hi != 1 {
		s += ", hi=" + text(d.hi)
	}
	return s + ")"
}

const standardLambda = 4

type pert struct {
	beta
	mode, lambda float64
}

// PERT returns the beta distribution on [min, max] with the given mode and mean
// (min + lambda*mode + max)/(lambda + 2); lambda is 4 in the ordinary (beta-)PERT distribution of
// Malcolm et al. (1959) and may be 0..1000 here: 0 is uniform, larger is more peaked. Equal ends
// give a constant.
func PERT(min, mode, max, lambda float64) (Dist, error) {
	err := checkAscending(named{"min", min}, named{"mode", mode}, named{"max", max})
	if err != nil {
		return nil, err
	}
	err = checkRange(named{"lambda", lambda}, between{0, 1000}, "the usual value is 4")
	if err != nil {
		return nil, err
	}
	if min == max {
		return Const(min), nil
	}
	w := max - min
	b := newBeta(1+lambda*((mode-min)/w), 1+lambda*((max-mode)/w), min, max)
	return pert{b, mode, lambda}, nil
}

func (d pert) String() string {
	s := fmt.Sprintf("pert(%s, %s, %s", text(d.lo), text(d.mode), text(d.hi))
	if d.lambda != standardLambda {
		s += ", lambda=" + text(d.lambda)
	}
	return s + ")"
}
