package stats

import (
	"math"
	"testing"

	oracle "golang.org/x/exp/stats"
	"pgregory.net/rapid"
)

func TestMeansAndQuantilesAgreeWithAnIndependentImplementation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		xs := rapid.SliceOfN(rapid.Float64Range(-1e6, 1e6), 2, 60).Draw(t, "xs")
		mean, sd := oracle.MeanAndStdDev(xs)
		s := Summarize(xs)
		if math.Abs(s.Mean-mean) > 1e-6 || math.Abs(s.SD()-sd) > 1e-6*math.Max(1, sd) {
			t.Fatalf("mean %v, sd %v; want %v, %v", s.Mean, s.SD(), mean, sd)
		}
		p := rapid.Float64Range(0.01, 0.99).Draw(t, "p")
		if got, want := Quantile(Sorted(xs), p), oracle.Quantiles(xs, p)[0]; math.Abs(got-want) > 1e-6 {
			t.Fatalf("quantile %v is %v, want %v", p, got, want)
		}
	})
}
