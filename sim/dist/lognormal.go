package dist

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"
)

type lognormal struct{ mean, cv, mu, sigma float64 }

// LogNormal returns the lognormal distribution with mean > 0 and coefficient of variation cv =
// sd/mean, 0 < cv <= 100.
func LogNormal(mean, cv float64) (Dist, error) {
	if err := checkMeanCV(mean, cv, between{1e-8, 100}); err != nil {
		return nil, err
	}
	s2 := math.Log1p(cv * cv)
	return lognormal{mean, cv, math.Log(mean) - s2/2, math.Sqrt(s2)}, nil
}

func checkMeanCV(mean, cv float64, r between) error {
	if err := checkRange(named{"mean", mean}, positive(), ""); err != nil {
		return err
	}
	return checkRange(named{"cv", cv}, r,
		"cv is standard deviation / mean, 0.35 for 35 %; write "+text(mean)+" for a constant")
}

func (d lognormal) Quantile(u float64) float64 {
	return math.Exp(d.mu + d.sigma*mathext.NormalQuantile(u))
}

func (d lognormal) cdf(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return normalCDF((math.Log(x) - d.mu) / d.sigma)
}

func (d lognormal) Mean() float64             { return d.mean }
func (d lognormal) Variance() float64         { return d.mean * d.mean * d.cv * d.cv }
func (d lognormal) Support() (lo, hi float64) { return 0, math.Inf(1) }

func (d lognormal) String() string {
	return fmt.Sprintf("lognormal(mean=%s, cv=%s)", text(d.mean), text(d.cv))
}
