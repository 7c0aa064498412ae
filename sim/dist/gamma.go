package dist

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"
)

type gamma struct {
	mean, cv     float64
	shape, scale float64
	*lazy
}

// Gamma returns the gamma distribution with mean > 0 and coefficient of variation cv = sd/mean,
// 0.0001 <= cv <= 10; its shape is 1/cv^2.
func Gamma(mean, cv float64) (Dist, error) {
	if err := checkMeanCV(mean, cv, between{1e-4, 10}); err != nil {
		return nil, err
	}
	d := gamma{mean: mean, cv: cv, shape: 1 / (cv * cv), scale: mean * cv * cv}
	d.lazy = later(func() curve {
		return curve{cdf: d.cdf, left: d.cdf, breaks: d.breaks(), mean: mean, sd: mean * cv}
	})
	return d, nil
}

// breaks bounds the range that carries all but a negligible probability.
func (d gamma) breaks() []float64 {
	sd := d.mean * d.cv
	hi := d.mean + 8*sd
	for mathext.GammaIncRegComp(d.shape, hi/d.scale) > minU/4 {
		hi += 4 * sd
	}
	return []float64{math.Max(0, d.mean-10*sd), hi}
}

func (d gamma) cdf(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return mathext.GammaIncReg(d.shape, x/d.scale)
}

func (d gamma) Mean() float64             { return d.mean }
func (d gamma) Variance() float64         { return d.mean * d.mean * d.cv * d.cv }
func (d gamma) Support() (lo, hi float64) { return 0, math.Inf(1) }

func (d gamma) String() string {
	return fmt.Sprintf("gamma(mean=%s, cv=%s)", text(d.mean), text(d.cv))
}
