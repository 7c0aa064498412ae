package estimate_test

import (
	"testing"

	"fbasim/sim/estimate"
	"fbasim/sim/estimate/trial"
	"fbasim/sim/random"
)

// BenchmarkFit fits 10,000 SKUs with two years of days each: season, growth, orders of several units,
// and SKUs from one unit a month to some hundred.
func BenchmarkFit(b *testing.B) {
	w := trial.Catalog(10000)
	h := w.History(random.NewKey(1))
	b.ResetTimer()
	for b.Loop() {
		if _, err := estimate.Fit(h, trial.Options()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDelays fits ten thousand delays.
func BenchmarkDelays(b *testing.B) {
	s, days := random.NewKey(1).Sequence(), make([]float64, 10000)
	for i := range days {
		days[i] = float64(int(trial.ReturnDelay().Quantile(s.Next())))
	}
	for b.Loop() {
		if _, err := estimate.Delays(days); err != nil {
			b.Fatal(err)
		}
	}
}
