package des

import (
	"math"
	"math/bits"
	"testing"

	"fbasim/sim/random"
)

// draws is the source of exponential variates of all three: xoshiro256++ and a ziggurat of 256
// layers (Marsaglia and Tsang 2000, https://doi.org/10.18637/jss.v005.i08) in fixed point, so that
// drawing does not hide what is measured.
type draws struct {
	random.Xoshiro
	accept [256]uint64 // of 53 bits: below, a point is inside its layer for sure
	width  [256]uint64 // in units of 2^-60
	height [256]float64
}

func newDraws() *draws {
	const (
		tail = 7.69711747013104972
		area = 3.949659822581572e-3
	)
	d := &draws{Xoshiro: random.NewXoshiro(1)}
	x := area / math.Exp(-tail) // of the lowest layer, tail included
	next := tail
	for i := range 256 {
		d.width[i] = uint64(x * 0x1p60)
		d.accept[i] = uint64(next / x * 0x1p53)
		d.height[i] = math.Exp(-next)
		x = next
		next = -math.Log(area/x + math.Exp(-x))
	}
	d.accept[255] = 0
	d.height[255] = 1
	return d
}

// exp returns an exponential number of ticks.
func (d *draws) exp(mean Time) Time {
	word := d.Uint64()
	layer := word & 255
	if word>>11 >= d.accept[layer] {
		return Time(float64(mean) * d.edge(word))
	}
	x, _ := bits.Mul64(word, d.width[layer])
	ticks, _ := bits.Mul64(x, uint64(mean)<<4)
	return Time(ticks)
}

// edge finishes the rare draws that fall on the edge of a layer.
func (d *draws) edge(word uint64) float64 {
	for {
		layer := word & 255
		x := float64(word>>11) * 0x1p-53 * (float64(d.width[layer]) * 0x1p-60)
		switch {
		case word>>11 < d.accept[layer]:
			return x
		case layer == 0:
			return 7.69711747013104972 - math.Log(d.Next())
		}
		low := d.height[layer-1]
		if low+d.Next()*(d.height[layer]-low) < math.Exp(-x) {
			return x
		}
		word = d.Uint64()
	}
}

func TestBenchmarkDrawsAreExponential(t *testing.T) {
	d := newDraws()
	var x Tally
	late := 0.0
	const n = 400_000
	for range n {
		v := float64(d.exp(1e9)) / 1e9
		x.Add(v)
		if v > 3 {
			late++
		}
	}
	p := math.Exp(-3)
	if z := (x.Mean() - 1) * math.Sqrt(n); math.Abs(z) > 4 {
		t.Errorf("mean %v is %.1f standard errors off", x.Mean(), z)
	}
	if z := (x.Variance() - 1) * math.Sqrt(n/8.0); math.Abs(z) > 4 {
		t.Errorf("variance %v is %.1f standard errors off", x.Variance(), z)
	}
	if z := (late - n*p) / math.Sqrt(n*p*(1-p)); math.Abs(z) > 4 {
		t.Errorf("P(X > 3) = %v is %.1f standard errors off", late/n, z)
	}
}
