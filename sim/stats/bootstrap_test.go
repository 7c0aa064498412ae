package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"fbasim/sim/random"
)

// TestBootstrapOfTheMeanMatchesTheory: for a mean the interval is about mean
// +- 1.96 standard errors.
func TestBootstrapOfTheMeanMatchesTheory(t *testing.T) {
	xs := normals(44, 400)
	source := random.NewKey(1).With("bootstrap").Sequence()
	got := Bootstrap(len(xs), func(index []int) float64 {
		sum := 0.0
		for _, i := range index {
			sum += xs[i]
		}
		return sum / float64(len(index))
	}, Resampling{Level: 0.95, Samples: 4000, Uniform: source.Next})
	s := Summarize(xs)
	near(t, "lo", got.Lo, s.Mean-1.96*s.SE(), 0.08*s.SE())
	near(t, "hi", got.Hi, s.Mean+1.96*s.SE(), 0.08*s.SE())
	if i := Bootstrap(1, nil, Resampling{Level: 0.9, Samples: 9}); !math.IsInf(i.HalfWidth(), 1) {
		t.Errorf("one replication: %v", i)
	}
}

// TestBootstrapCoversCVaR: normal losses, 80 % CVaR is 1.39981.
func TestBootstrapCoversCVaR(t *testing.T) {
	rng := rand.New(rand.NewPCG(10, 10))
	hit := 0
	const runs, n = 100, 100
	xs, re := make([]float64, n), make([]float64, n)
	for range runs {
		for i := range xs {
			xs[i] = rng.NormFloat64()
		}
		got := Bootstrap(n, func(index []int) float64 {
			for k, i := range index {
				re[k] = xs[i]
			}
			return CVaR(re, 0.8)
		}, Resampling{Level: 0.90, Samples: 300, Uniform: rng.Float64})
		if got.Contains(1.39981) {
			hit++
		}
	}
	if hit < 75 || hit > 99 {
		t.Errorf("covered in %d of %d", hit, runs)
	}
}

// TestTQuantileInvertsItsDistribution over the range that many comparisons need.
func TestTQuantileInvertsItsDistribution(t *testing.T) {
	for _, df := range []float64{1, 1.5, 2, 3, 4.2, 9, 19, 63, 399, 999, 1000, 1e4, 1e5} {
		for _, p := range []float64{1e-12, 1e-9, 1e-6, 2.5e-4, 0.025, 0.2, 0.45} {
			q := TQuantile(p, df)
			near(t, fmt.Sprintf("two-sided p-value at df %v, p %v", df, p), tPValue(q, df)/(2*p), 1, 1e-8)
			near(t, "symmetry", TQuantile(1-p, df), -TQuantile(1-(1-p), df), 0)
		}
	}
	near(t, "normal limit", TQuantile(1e-9, 1e9), -5.997807015, 1e-6)
}

func ExamplePairedT() {
	remote := []float64{412, 388, 455, 401, 397} // profit by replication
	local := []float64{430, 401, 482, 419, 420}  // same replications, same buyers
	c := PairedT(local, remote, 0.95)
	fmt.Printf("%+.1f %v p=%.4f %s\n", c.Diff, c.Interval, c.P, Judge(c.Interval, 5, Maximize))
	// Output:
	// +19.8 [13.1481, 26.4519] p=0.0012 better
}

func BenchmarkSummaryAdd(b *testing.B) {
	var s Summary
	for i := range b.N {
		s.Add(float64(i & 1023))
	}
	if s.N != b.N {
		b.Fatal(s)
	}
}
