package dist

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/integrate/quad"
	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

type normal struct{ mean, sd float64 }

// Normal returns the normal distribution with the given mean and standard deviation sd > 0.
func Normal(mean, sd float64) (Dist, error) {
	if err := checkNormal(mean, sd); err != nil {
		return nil, err
	}
	return normal{mean, sd}, nil
}

func checkNormal(mean, sd float64) error {
	if err := checkFinite("mean", mean); err != nil {
		return err
	}
	return checkRange(named{"sd", sd}, positive(), "write "+text(mean)+" for a constant")
}

func (d normal) Quantile(u float64) float64 { return d.mean + d.sd*mathext.NormalQuantile(u) }
func (d normal) Mean() float64              { return d.mean }
func (d normal) Variance() float64          { return d.sd * d.sd }
func (d normal) Support() (lo, hi float64)  { return math.Inf(-1), math.Inf(1) }
func (d normal) cdf(x float64) float64      { return normalCDF((x - d.mean) / d.sd) }
func (d normal) String() string             { return call("normal", d.mean, d.sd) }

func normalCDF(z float64) float64 { return distuv.UnitNormal.CDF(z) }

// between90Dist is a normal distribution remembered by its 5% and 95% quantiles.
type between90Dist struct {
	normal
	lo, hi float64
}

// Between90 returns the normal distribution whose 5% quantile is lo and whose 95% quantile is hi:
// the quantity lies between them with 90% probability and may fall outside on either side, below
// zero too. Equal values give a constant.
func Between90(lo, hi float64) (Dist, error) {
	if err := checkAscending(named{"lo", lo}, named{"hi", hi}); err != nil {
		return nil, err
	}
	if lo == hi {
		return Const(lo), nil
	}
	n := normal{lo + (hi-lo)/2, (hi - lo) / 2 / mathext.NormalQuantile(0.95)}
	return between90Dist{n, lo, hi}, nil
}

func (d between90Dist) String() string {
	return call("between90", d.lo, d.hi)
}

type truncated struct {
	normal
	lo, hi     float64
	from, mass float64 // P(Y below lo) and P(lo <= Y <= hi), after mirroring
	mirror     bool    // lo is above the mean: work in the lower tail, where precision is
	m, v       float64
	*lazy
}

// TruncatedNormal returns a normal variable given that it lies in [lo, hi]; either end may be
// infinite. Mean and sd are those before truncation. Less than 1e-9 of the probability inside the
// limits is refused as a typing mistake.
func TruncatedNormal(mean, sd, lo, hi float64) (Dist, error) {
	if err := checkNormal(mean, sd); err != nil {
		return nil, err
	}
	if err := checkLimits(lo, hi); err != nil {
		return nil, err
	}
	if math.IsInf(lo, -1) && math.IsInf(hi, 1) {
		return normal{mean, sd}, nil
	}
	d := truncated{normal: normal{mean, sd}, lo: lo, hi: hi, mirror: lo > mean}
	a, b := (lo-mean)/sd, (hi-mean)/sd
	if d.mirror {
		d.from, d.mass = normalCDF(-b), normalCDF(-a)-normalCDF(-b)
	} else {
		d.from, d.mass = normalCDF(a), normalCDF(b)-normalCDF(a)
	}
	if d.mass < 1e-9 {
		return nil, bad("lo", codeRange, fmt.Sprintf(
			"normal(%s, %s) has almost no probability between lo = %s and hi = %s",
			text(mean), text(sd), text(lo), text(hi)), "check mean, sd, lo and hi")
	}
	d.m, d.v = d.moments(a, b)
	d.lazy = later(func() curve {
		return curve{
			cdf: d.cdf, left: d.cdf, breaks: []float64{d.exact(minU / 4), d.exact(1)},
			mean: d.m, sd: math.Sqrt(d.v),
		}
	})
	return d, nil
}

func checkLimits(lo, hi float64) error {
	if !math.IsInf(lo, -1) {
		if err := checkFinite("lo", lo); err != nil {
			return err
		}
	}
	if !math.IsInf(hi, 1) {
		if err := checkFinite("hi", hi); err != nil {
			return err
		}
	}
	if lo >= hi {
		return bad("hi", codeOrder, fmt.Sprintf("hi = %s is not above lo = %s", text(hi), text(lo)),
			"needs lo < hi")
	}
	return nil
}

// moments integrates over the part of [lo, hi] that carries probability; a and b are the limits
// in standard units. The closed form cancels badly for narrow windows, quadrature does not.
func (d truncated) moments(a, b float64) (mean, variance float64) {
	// The density falls off within at most ten units of the point nearest the mean.
	near := math.Max(a, math.Min(b, 0))
	a, b = math.Max(a, near-10), math.Min(b, near+10)
	const pieces = 10
	w := (b - a) / pieces
	var s0, s1, s2 float64
	for i := range pieces {
		lo := a + w*float64(i)
		moment := func(k float64) float64 {
			return quad.Fixed(func(z float64) float64 {
				return math.Pow(z-near, k) * math.Exp((near*near-z*z)/2)
			}, lo, lo+w, 20, quad.Legendre{}, 0)
		}
		s0, s1, s2 = s0+moment(0), s1+moment(1), s2+moment(2)
	}
	off := s1 / s0
	return d.mean + d.sd*(near+off), d.sd * d.sd * (s2/s0 - off*off)
}

// exact returns the quantile without the table; u = 1 stands for the largest uniform.
func (d truncated) exact(u float64) float64 {
	u = math.Min(u, maxU)
	x := d.mean
	if d.mirror {
		x -= d.sd * mathext.NormalQuantile(d.from+(1-u)*d.mass)
	} else {
		x += d.sd * mathext.NormalQuantile(math.Min(d.from+u*d.mass, maxU))
	}
	return math.Max(d.lo, math.Min(x, d.hi))
}

// Quantile chooses between the embedded normal distribution and the table.
func (d truncated) Quantile(u float64) float64 { return d.lazy.Quantile(u) }

func (d truncated) cdf(x float64) float64 {
	switch {
	case x < d.lo:
		return 0
	case x >= d.hi:
		return 1
	case d.mirror:
		return clamp01(1 - (d.normal.cdf(2*d.mean-x)-d.from)/d.mass)
	}
	return clamp01((d.normal.cdf(x) - d.from) / d.mass)
}

func (d truncated) Mean() float64             { return d.m }
func (d truncated) Variance() float64         { return d.v }
func (d truncated) Support() (lo, hi float64) { return d.lo, d.hi }

func (d truncated) String() string {
	s := fmt.Sprintf("normal(%s, %s", text(d.mean), text(d.sd))
	if !math.IsInf(d.lo, -1) {
		s += ", lo=" + text(d.lo)
	}
	if !math.IsInf(d.hi, 1) {
		s += ", hi=" + text(d.hi)
	}
	return s + ")"
}
