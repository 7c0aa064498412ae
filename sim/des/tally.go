package des

import "math"

// Tally summarizes observations: waiting times, order sizes, profits. The zero value is empty and
// ready. Mean and variance are updated by Welford's method (1962, Technometrics 4:419-420,
// https://doi.org/10.1080/00401706.1962.10490022), which stays accurate when the mean is large
// against the spread.
type Tally struct {
	count    uint64
	mean, m2 float64
	low      float64
	high     float64
}

// Add records one observation. A NaN makes mean and variance NaN for good.
func (t *Tally) Add(x float64) {
	t.count++
	if t.count == 1 {
		t.mean, t.low, t.high = x, x, x
		t.m2 = x - x // 0, or NaN for an observation that is not finite
		return
	}
	d := x - t.mean
	t.mean += d * (1 / float64(t.count)) // the division does not wait for the last observation
	t.m2 += d * (x - t.mean)
	if x < t.low {
		t.low = x
	}
	if x > t.high {
		t.high = x
	}
}

// Merge adds the observations behind o, as if they had been added here (up to rounding; Chan, Golub
// and LeVeque 1983, https://doi.org/10.1080/00031305.1983.10483115).
func (t *Tally) Merge(o Tally) {
	if t.count == 0 || o.count == 0 {
		if t.count == 0 {
			*t = o
		}
		return
	}
	n, a, b := float64(t.count+o.count), float64(t.count), float64(o.count)
	d := o.mean - t.mean
	t.mean += d * (b / n)
	t.m2 += o.m2 + d*d*(a*(b/n))
	t.count += o.count
	t.low = min(t.low, o.low)
	t.high = max(t.high, o.high)
}

// Count returns the number of observations.
func (t *Tally) Count() uint64 { return t.count }

// Sum returns the sum of the observations, up to rounding.
func (t *Tally) Sum() float64 { return t.mean * float64(t.count) }

// Mean returns the average, NaN without observations.
func (t *Tally) Mean() float64 { return t.orNaN(t.mean, 1) }

// Variance returns the unbiased sample variance, NaN with fewer than two observations.
func (t *Tally) Variance() float64 { return t.orNaN(t.m2/(float64(t.count)-1), 2) }

// StdDev returns the square root of Variance.
func (t *Tally) StdDev() float64 { return math.Sqrt(t.Variance()) }

// Min returns the least observation, NaN without observations.
func (t *Tally) Min() float64 { return t.orNaN(t.low, 1) }

// Max returns the greatest observation, NaN without observations.
func (t *Tally) Max() float64 { return t.orNaN(t.high, 1) }

func (t *Tally) orNaN(x float64, need uint64) float64 {
	if t.count < need {
		return math.NaN()
	}
	return x
}
