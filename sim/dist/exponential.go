package dist

import (
	"fmt"
	"math"
)

type exponential struct{ mean float64 }

// Exponential returns the exponential distribution with the given mean > 0.
func Exponential(mean float64) (Dist, error) {
	if err := checkRange(named{"mean", mean}, positive(), ""); err != nil {
		return nil, err
	}
	return exponential{mean}, nil
}

func (d exponential) Quantile(u float64) float64 { return -d.mean * math.Log1p(-u) }
func (d exponential) Mean() float64              { return d.mean }
func (d exponential) Variance() float64          { return d.mean * d.mean }
func (d exponential) Support() (lo, hi float64)  { return 0, math.Inf(1) }
func (d exponential) cdf(x float64) float64      { return -math.Expm1(-math.Max(x, 0) / d.mean) }
func (d exponential) String() string             { return call("exponential", d.mean) }

type weibull struct {
	shape, scale float64
	*lazy
}

// Weibull returns the Weibull distribution with P(X > x) = exp(-(x/scale)^shape),
// 0.05 <= shape <= 1000 and scale > 0.
func Weibull(shape, scale float64) (Dist, error) {
	if err := checkRange(named{"shape", shape}, between{0.05, 1000}, ""); err != nil {
		return nil, err
	}
	if err := checkRange(named{"scale", scale}, positive(), ""); err != nil {
		return nil, err
	}
	d := weibull{shape: shape, scale: scale}
	d.lazy = later(func() curve {
		return curve{
			cdf: d.cdf, left: d.cdf, breaks: []float64{d.exact(minU / 4), d.exact(maxU)},
			mean: d.Mean(), sd: math.Sqrt(d.Variance()),
		}
	})
	return d, nil
}

// exact is the closed form, several times slower than the table.
func (d weibull) exact(u float64) float64 {
	return d.scale * math.Pow(-math.Log1p(-u), 1/d.shape)
}

func (d weibull) cdf(x float64) float64 {
	return -math.Expm1(-math.Pow(math.Max(x, 0)/d.scale, d.shape))
}

func (d weibull) Mean() float64 { return d.scale * math.Gamma(1+1/d.shape) }

// Variance uses Gamma(1+2k)/Gamma(1+k)^2 - 1 in logarithms, which keeps precision when it is small.
func (d weibull) Variance() float64 {
	k := 1 / d.shape
	g1, _ := math.Lgamma(1 + k)
	g2, _ := math.Lgamma(1 + 2*k)
	m := d.Mean()
	return m * m * math.Expm1(g2-2*g1)
}

func (d weibull) Support() (lo, hi float64) { return 0, math.Inf(1) }

func (d weibull) String() string {
	return fmt.Sprintf("weibull(shape=%s, scale=%s)", text(d.shape), text(d.scale))
}
