package des

import "math"

// Tally summarizes observations: waiting times, order sizes, profits. The zero value is empty and
// ready.
//
// It adds up the distances from an origin and their squares, which takes no division, and stays
// accurate when the mean is large against the spread because the origin is amid the observations:
// the first one, and the mean so far whenever one is outside the range of those before (shifted
// sums, Chan, Golub and LeVeque 1983, https://doi.org/10.1080/00031305.1983.10483115). The squares
// lose digits only where the mean has moved away from the origin by many standard deviations, and
// it cannot do that inside the old range without a spread of that size.
type Tally struct {
	count   uint64
	origin  float64
	sum     float64 // of x - origin
	squares float64 // of x - origin, squared
	low     float64
	high    float64
}

// Add records one observation. A NaN makes mean and variance NaN for good.
func (t *Tally) Add(x float64) {
	t.count++
	if !(x >= t.low && x <= t.high) {
		t.stretch(x)
	}
	d := x - t.origin
	t.sum += d
	t.squares += d * d
}

// stretch extends the range to x, about to be added, and moves the origin to the mean before it.
func (t *Tally) stretch(x float64) {
	n := t.count - 1
	if n == 0 {
		t.low, t.high = x, x
		if !math.IsInf(x, 0) {
			t.origin = x
		}
		return
	}
	t.center(float64(n), t.sum/float64(n), t.m2(n))
	if x < t.low {
		t.low = x
	}
	if x > t.high {
		t.high = x
	}
}

// center moves the origin of n observations by shift to their mean, up to rounding, which stays in
// the sum; m2 is the sum of the squared distances from the mean.
func (t *Tally) center(n, shift, m2 float64) {
	origin := t.origin + shift
	t.sum = n * (shift - (origin - t.origin))
	t.origin = origin
	t.squares = m2 + t.sum*(t.sum/n)
}

// mean returns the mean of the n observations so far.
func (t *Tally) mean(n uint64) float64 { return t.origin + t.sum/float64(n) }

// m2 returns the sum of the squared distances of the n observations so far from their mean.
func (t *Tally) m2(n uint64) float64 { return max(0, t.squares-t.sum*(t.sum/float64(n))) }

// Merge adds the observations behind o, as if they had been added here (up to rounding).
func (t *Tally) Merge(o Tally) {
	if t.count == 0 || o.count == 0 {
		if t.count == 0 {
			*t = o
		}
		return
	}
	n, a, b := float64(t.count+o.count), float64(t.count), float64(o.count)
	d := (o.origin - t.origin) + (o.sum/b - t.sum/a) // between the means
	t.center(n, t.sum/a+d*(b/n), t.m2(t.count)+o.m2(o.count)+d*d*(a*(b/n)))
	t.count += o.count
	t.low = min(t.low, o.low)
	t.high = max(t.high, o.high)
}

// Count returns the number of observations.
func (t *Tally) Count() uint64 { return t.count }

// Sum returns the sum of the observations, up to rounding.
func (t *Tally) Sum() float64 { return t.origin*float64(t.count) + t.sum }

// Mean returns the average, NaN without observations.
func (t *Tally) Mean() float64 { return t.orNaN(t.mean(t.count), 1) }

// Variance returns the unbiased sample variance, NaN with fewer than two observations.
func (t *Tally) Variance() float64 { return t.orNaN(t.m2(t.count)/(float64(t.count)-1), 2) }

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
