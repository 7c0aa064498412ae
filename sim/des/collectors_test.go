package des

import (
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func near(a, b, tolerance float64) bool {
	return math.Abs(a-b) <= tolerance*max(1, math.Abs(a), math.Abs(b))
}

// Numbers around 1e9 with a spread of 1 ruin a variance from sums of squares.
func TestTallyEqualsTheTwoPassFormulas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		offset := rapid.SampledFrom([]float64{0, 1e9, -1e6}).Draw(t, "offset")
		xs := rapid.SliceOfN(rapid.Float64Range(-1, 1), 2, 50).Draw(t, "xs")
		cut := rapid.IntRange(0, len(xs)).Draw(t, "cut")
		var whole, left, right Tally
		sum := 0.0
		for i, x := range xs {
			xs[i] = x + offset
			sum += xs[i]
			whole.Add(xs[i])
			if i < cut {
				left.Add(xs[i])
			} else {
				right.Add(xs[i])
			}
		}
		left.Merge(right)
		mean := sum / float64(len(xs))
		m2 := 0.0
		for _, x := range xs {
			m2 += (x - mean) * (x - mean)
		}
		for name, tally := range map[string]*Tally{"added": &whole, "merged": &left} {
			if tally.Count() != uint64(len(xs)) || tally.Min() != slices.Min(xs) ||
				tally.Max() != slices.Max(xs) {
				t.Fatalf("%s: count or extremes are wrong", name)
			}
			if !near(tally.Mean(), mean, 1e-12) || !near(tally.Sum(), sum, 1e-12) {
				t.Fatalf("%s: mean %v, want %v", name, tally.Mean(), mean)
			}
			if want := m2 / float64(len(xs)-1); !near(tally.Variance(), want, 1e-6) {
				t.Fatalf("%s: variance %v, want %v", name, tally.Variance(), want)
			}
		}
	})
}

// The cases in which sums of squares from a fixed origin lose digits: a large mean, a first
// observation far from all others, a mean that moves away, one step. The reference is exact.
func TestTallyKeepsItsDigits(t *testing.T) {
	const n = 20_000
	d := newDraws()
	for name, x := range map[string]func(i int) float64{
		"large mean": func(int) float64 { return 1e9 + d.Next() },
		"first is far": func(i int) float64 {
			if i == 0 {
				return -1e6
			}
			return d.Next()
		},
		"first is far up": func(i int) float64 { return d.Next() + 1e7/float64(1+1000*i) },
		"ascending":       func(i int) float64 { return 1e6 + float64(i) + d.Next() },
		"step":            func(i int) float64 { return float64(i/(n/2))*1e6 + d.Next() },
	} {
		var whole Tally
		*d = *newDraws() // the cases come in any order
		parts := make([]Tally, 7)
		sum, squares := new(big.Rat), new(big.Rat)
		for i := range n {
			v := x(i)
			whole.Add(v)
			parts[i*7/n].Add(v)
			r := new(big.Rat).SetFloat64(v)
			sum.Add(sum, r)
			squares.Add(squares, r.Mul(r, r))
		}
		for _, p := range parts[1:] {
			parts[0].Merge(p)
		}
		mean := new(big.Rat).Mul(sum, big.NewRat(1, n))
		variance := new(big.Rat).Sub(squares, new(big.Rat).Mul(mean, sum))
		variance.Mul(variance, big.NewRat(1, n-1))
		wantMean, _ := mean.Float64()
		wantVariance, _ := variance.Float64()
		for how, got := range map[string]Tally{"added": whole, "merged": parts[0]} {
			meanError := math.Abs(got.Mean()/wantMean - 1)
			varianceError := math.Abs(got.Variance()/wantVariance - 1)
			if !(meanError <= 1e-12) || !(varianceError <= 1e-10) {
				t.Errorf("%s, %s: mean %v off by %.0e, variance %v by %.0e", name, how,
					got.Mean(), meanError, got.Variance(), varianceError)
			}
		}
	}
}

func TestEmptyCollectorsHaveNoNumbers(t *testing.T) {
	var tally Tally
	var level Level
	var sketch Sketch
	tally.Merge(Tally{})
	sketch.Merge(Sketch{})
	for name, x := range map[string]float64{
		"mean": tally.Mean(), "min": tally.Min(), "max": tally.Max(), "sd": tally.StdDev(),
		"level": level.Mean(), "quantile": sketch.Quantile(0.5),
	} {
		if !math.IsNaN(x) {
			t.Errorf("%s of nothing is %v", name, x)
		}
	}
	tally.Add(3)
	if tally.Mean() != 3 || !math.IsNaN(tally.Variance()) {
		t.Error("one observation has a mean and no variance")
	}
}

func TestNaNIsNotLost(t *testing.T) {
	nan := math.NaN()
	for _, xs := range [][]float64{{nan, 1, 2}, {1, nan, 2}, {1, 2, nan}} {
		var tally Tally
		var sketch Sketch
		for _, x := range xs {
			tally.Add(x)
			sketch.Add(x)
		}
		if !math.IsNaN(tally.Mean()) || !math.IsNaN(tally.Variance()) ||
			!math.IsNaN(sketch.Quantile(0.5)) {
			t.Errorf("%v: mean %v, variance %v, median %v",
				xs, tally.Mean(), tally.Variance(), sketch.Quantile(0.5))
		}
	}
}

// The area is compared with big integers, over levels and times near the limits of int64.
func TestLevelAreaIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := Time(rapid.Int64Range(0, 1e15).Draw(t, "start"))
		start := now
		value := rapid.Int64().Draw(t, "first")
		l := NewLevel(now, value)
		want := new(big.Int)
		low, high := value, value
		for range rapid.IntRange(0, 20).Draw(t, "steps") {
			d := rapid.Int64Range(0, 1e15).Draw(t, "delay")
			want.Add(want, new(big.Int).Mul(big.NewInt(value), big.NewInt(d)))
			now += Time(d)
			l.Advance(now - Time(d)/2) // a cut in between changes nothing
			value = rapid.Int64().Draw(t, "value")
			low, high = min(low, value), max(high, value)
			l.Set(now, value)
		}
		got := new(big.Int).Lsh(big.NewInt(int64(l.high)), 64)
		got.Add(got, new(big.Int).SetUint64(l.low))
		if got.Cmp(want) != 0 {
			t.Fatalf("area %v, want %v", got, want)
		}
		small, ok := l.ExactArea()
		if ok != want.IsInt64() || ok && small != want.Int64() {
			t.Fatalf("ExactArea %d %v, want %v", small, ok, want)
		}
		if f, _ := new(big.Float).SetInt(want).Float64(); !near(l.Area(), f, 1e-15) {
			t.Fatalf("Area %v, want %v", l.Area(), f)
		}
		if l.Min() != low || l.Max() != high || l.Value() != value || l.Elapsed() != now-start {
			t.Fatalf("min %d max %d value %d elapsed %d", l.Min(), l.Max(), l.Value(), l.Elapsed())
		}
	})
}

func TestLevelAveragesOverTime(t *testing.T) {
	var l Level
	l.Add(10, 4) // 0 for 10 ticks
	l.Add(15, -6)
	l.Advance(20) // 4 for 5, -2 for 5
	if got := l.Mean(); got != 0.5 {
		t.Errorf("mean %v, want 0.5", got)
	}
	o := NewLevel(100, 3)
	o.Advance(120)
	l.Merge(o) // 3 for 20 more
	if got := l.Mean(); got != 70./40 {
		t.Errorf("merged mean %v, want %v", got, 70./40)
	}
	var all Level
	all.Merge(o)
	if all.Mean() != 3 || all.Min() != 3 || all.Max() != 3 {
		t.Errorf("alone in a merge: mean %v, min %d, max %d", all.Mean(), all.Min(), all.Max())
	}
	l.Restart(30)
	l.Advance(40)
	if l.Mean() != -2 || l.Max() != -2 || l.Elapsed() != 10 {
		t.Errorf("after Restart mean %v, max %d, elapsed %d", l.Mean(), l.Max(), l.Elapsed())
	}
}

func TestLevelRefusesToGoBack(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	l := NewLevel(5, 1)
	l.Set(4, 2)
}

func TestHistogramCountsEachObservationOnce(t *testing.T) {
	h := NewHistogram(-1, 1, 8)
	for _, x := range []float64{-1, -0.76, -0.75, 0, 0.99, 1, 7, -1.01, math.NaN(),
		math.Inf(1), math.Inf(-1), math.Nextafter(1, 0)} {
		h.Add(x)
	}
	want := []uint64{2, 1, 0, 0, 1, 0, 0, 2}
	for i, n := range want {
		if low, high, got := h.Bin(i); got != n || low != -1+float64(i)*0.25 || high != low+0.25 {
			t.Errorf("bin %d [%v, %v) has %d, want %d", i, low, high, got, n)
		}
	}
	if h.Bins() != 8 || h.Below() != 3 || h.Above() != 3 || h.Count() != 12 {
		t.Errorf("bins %d, below %d, above %d, count %d", h.Bins(), h.Below(), h.Above(), h.Count())
	}
	h.Merge(h)
	if h.Count() != 24 || h.Below() != 6 {
		t.Error("merging does not add")
	}
	h.Reset()
	if h.Count() != 0 {
		t.Error("Reset leaves counts")
	}
}

func TestHistogramPutsNearlyTheUpperBoundIntoTheLastBin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Float64Range(-1e6, 1e6).Draw(t, "low")
		high := low + rapid.Float64Range(1e-3, 1e6).Draw(t, "width")
		bins := rapid.IntRange(1, 1000).Draw(t, "bins")
		h := NewHistogram(low, high, bins)
		h.Add(math.Nextafter(high, low))
		h.Add(low)
		h.Add(high)
		_, _, first := h.Bin(0)
		_, end, last := h.Bin(bins - 1)
		if first+last < 2 || h.Above() != 1 || end != high {
			t.Fatalf("first %d, last %d, above %d, end %v", first, last, h.Above(), end)
		}
	})
}

// A bound that is a round number belongs to the bin above it, whatever the rounding of the width.
func TestHistogramKnowsDecimalBounds(t *testing.T) {
	h := NewHistogram(0, 1, 10)
	for i := range 10 {
		h.Add(float64(i) / 10)
	}
	for i := range 10 {
		if _, _, n := h.Bin(i); n != 1 {
			t.Errorf("bin %d counts %d", i, n)
		}
	}
}

func TestHistogramRefusesNonsense(t *testing.T) {
	for name, f := range map[string]func(){
		"no bins":  func() { NewHistogram(0, 1, 0) },
		"order":    func() { NewHistogram(1, 1, 3) },
		"NaN":      func() { NewHistogram(math.NaN(), 1, 3) },
		"infinite": func() { NewHistogram(0, math.Inf(1), 3) },
		"too near": func() { NewHistogram(0, math.SmallestNonzeroFloat64, 3) },
		"merge": func() {
			h := NewHistogram(0, 1, 3)
			h.Merge(NewHistogram(0, 1, 4))
		},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			f()
		})
	}
}

// Every quantile is within the stated error of the order statistic it stands for, whatever the
// signs and magnitudes, and merging equals adding.
func TestSketchKeepsItsRelativeError(t *testing.T) {
	number := rapid.OneOf(rapid.Float64Range(-1e3, 1e3), rapid.Float64Range(0, 1e-6),
		rapid.Just(0.0), rapid.Float64Range(-1e300, 1e300))
	rapid.Check(t, func(t *rapid.T) {
		xs := rapid.SliceOfN(number, 1, 200).Draw(t, "xs")
		cut := rapid.IntRange(0, len(xs)).Draw(t, "cut")
		var whole, left, right Sketch
		for i, x := range xs {
			if math.Abs(x) < 1e-300 { // the error is stated for normal numbers
				xs[i] = 0
			}
			whole.Add(xs[i])
			if i < cut {
				left.Add(xs[i])
			} else {
				right.Add(xs[i])
			}
		}
		left.Merge(right)
		slices.Sort(xs)
		for _, p := range []float64{0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1} {
			rank := max(1, int(math.Ceil(p*float64(len(xs)))))
			want, got := xs[rank-1], whole.Quantile(p)
			if math.Abs(got-want) > SketchError*(1+1e-12)*math.Abs(want) {
				t.Fatalf("quantile %v is %v, want %v", p, got, want)
			}
			if m := left.Quantile(p); m != got {
				t.Fatalf("merged quantile %v is %v, added %v", p, m, got)
			}
		}
		if whole.Quantile(0) != xs[0] || whole.Quantile(1) != xs[len(xs)-1] {
			t.Fatal("the extremes are not exact")
		}
	})
}

func TestSketchRefusesProbabilitiesOutside(t *testing.T) {
	var s Sketch
	s.Add(1)
	for _, p := range []float64{-0.1, 1.1, math.NaN()} {
		if q := s.Quantile(p); !math.IsNaN(q) {
			t.Errorf("quantile %v is %v", p, q)
		}
	}
	s.Add(2)
	s.Reset()
	s.Add(5)
	if s.Count() != 1 || s.Quantile(0.5) != 5 {
		t.Error("Reset leaves observations")
	}
}

func TestCollectorsDoNotAllocateInSteadyState(t *testing.T) {
	var tally Tally
	var level Level
	var sketch Sketch
	histogram := NewHistogram(0, 100, 10)
	now := Time(0)
	if n := testing.AllocsPerRun(1000, func() {
		now++
		x := 64 + float64(now%64)
		tally.Add(x)
		level.Set(now, int64(now%5))
		histogram.Add(x)
		sketch.Add(x)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
