package dist

import (
	"math"
	"sync"
	"testing"
)

// tableOf returns the table of a distribution, nil when it needs none.
func tableOf(d Dist) *lazy {
	switch d := d.(type) {
	case pert:
		return d.lazy
	case beta:
		return d.lazy
	case gamma:
		return d.lazy
	case weibull:
		return d.lazy
	case truncated:
		return d.lazy
	case mixture:
		l, _ := d.quantile.(*lazy)
		return l
	case affine:
		return tableOf(d.d)
	}
	return nil
}

// tabulated returns the samples that need a table, freshly built.
func tabulated(t testing.TB) (out []Dist) {
	for _, s := range samples() {
		if d := parse(t, s); tableOf(d) != nil {
			out = append(out, d)
		}
	}
	if len(out) < 25 {
		t.Fatalf("only %d samples have a table", len(out))
	}
	return out
}

func TestOnlyADrawBuildsTheTable(t *testing.T) {
	for _, d := range tabulated(t) {
		text := d.String()
		lo, hi := d.Support()
		near := math.Max(lo, math.Min(d.Mean(), hi))
		if v := d.Variance() + CDF(d, near); math.IsNaN(v) {
			t.Errorf("%s: not a number", text)
		}
		IsConst(d)
		atomsOf(d)
		for _, derived := range []Dist{Scale(d, 2), Shift(d, 1)} {
			if math.IsNaN(derived.Mean() + derived.Variance() + CDF(derived, near)) {
				t.Errorf("%s: not a number", derived)
			}
		}
		if _, err := Mixture(Part{0.5, d}, Part{0.5, Const(3)}); err != nil {
			t.Error(err)
		}
		if tableOf(d).table.Load() != nil {
			t.Errorf("%s: tabulated before the first draw", text)
		}
		d.Quantile(0.5)
		if tableOf(d).table.Load() == nil {
			t.Errorf("%s: not tabulated by the first draw", text)
		}
	}
}

// TestFirstDrawsAtOnceAgree races many goroutines to the first draw of each distribution. Run it
// with -race.
func TestFirstDrawsAtOnceAgree(t *testing.T) {
	const drawers = 8
	us := []float64{1e-9, 0.2, 0.5, 0.8, 1 - 1e-9}
	alone := tabulated(t)
	for i, d := range tabulated(t) {
		var got [drawers][]float64
		var ready, done sync.WaitGroup
		start := make(chan struct{})
		for k := range drawers {
			ready.Add(1)
			done.Go(func() {
				ready.Done()
				<-start
				for _, u := range us {
					got[k] = append(got[k], d.Quantile(u))
				}
			})
		}
		ready.Wait()
		close(start)
		done.Wait()
		for k, u := range us {
			want := alone[i].Quantile(u)
			for _, xs := range got {
				if xs[k] != want {
					t.Errorf("%s: Quantile(%v) = %v, alone %v", d, u, xs[k], want)
				}
			}
		}
	}
}

// BenchmarkFirstDraw is what building a table costs.
func BenchmarkFirstDraw(b *testing.B) {
	for _, s := range []string{"pert(7, 9, 12)", "gamma(mean=5, cv=0.5)", "normal(100, 20, lo=0)"} {
		b.Run(s, func(b *testing.B) {
			for b.Loop() {
				parse(b, s).Quantile(0.3)
			}
		})
	}
}
