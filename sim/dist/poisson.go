package dist

import "math"

// maxPoisson bounds the table, which holds about 20 standard deviations.
const maxPoisson = 1e7

type poisson struct {
	mean float64
	*steps
}

// Poisson returns the Poisson distribution with mean in 1e-12..1e7. All values that a 53-bit
// uniform can reach are tabulated, so the quantile is exact.
func Poisson(mean float64) (Dist, error) {
	err := checkRange(named{"mean", mean}, between{1e-12, maxPoisson},
		"above 1e7 use normal(mean, sd) with sd = sqrt(mean)")
	if err != nil {
		return nil, err
	}
	// Probabilities relative to the mode, outwards until they no longer count.
	const negligible = 1e-22
	mode := math.Floor(mean)
	down := []float64{}
	for k, p := mode, 1.0; k > 0; k-- {
		if p *= k / mean; p < negligible {
			break
		}
		down = append(down, p)
	}
	up := []float64{1}
	for k, p := mode+1, 1.0; ; k++ {
		if p *= mean / k; p < negligible {
			break
		}
		up = append(up, p)
	}
	n := len(down) + len(up)
	values, p := make([]float64, n), make([]float64, n)
	for i := range n {
		values[i] = mode - float64(len(down)) + float64(i)
		if i < len(down) {
			p[i] = down[len(down)-1-i]
		} else {
			p[i] = up[i-len(down)]
		}
	}
	normalize(p)
	return poisson{mean, newSteps(values, p)}, nil
}

// normalize divides by the sum, added from both small ends to keep precision.
func normalize(p []float64) {
	total := 0.0
	for i, j := 0, len(p)-1; i <= j; {
		if p[i] < p[j] || i == j {
			total += p[i]
			i++
		} else {
			total += p[j]
			j--
		}
	}
	for i := range p {
		p[i] /= total
	}
}

func (d poisson) Mean() float64             { return d.mean }
func (d poisson) Variance() float64         { return d.mean }
func (d poisson) Support() (lo, hi float64) { return 0, math.Inf(1) }
func (d poisson) String() string            { return call("poisson", d.mean) }
