package stats

import (
	"flag"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func TestMain(m *testing.M) {
	flag.Parse()
	for k, v := range map[string]string{"rapid.seed": "1", "rapid.nofailfile": "true"} {
		if err := flag.Set(k, v); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// near fails unless got is within tol of want.
func near(t *testing.T, what string, got, want, tol float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tol) {
		t.Errorf("%s = %.9g, want %.9g +- %.3g", what, got, want, tol)
	}
}

func normals(seed uint64, n int) []float64 {
	rng := rand.New(rand.NewPCG(seed, 0))
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = rng.NormFloat64()
	}
	return xs
}

func TestSummaryOfKnownSample(t *testing.T) {
	s := Summarize([]float64{3, -1, 4, 1, -5, 9})
	want := Summary{N: 6, Mean: 11.0 / 6, M2: 133 - 121.0/6, Min: -5, Max: 9}
	if d := cmp.Diff(want, s, cmpopts.EquateApprox(1e-14, 0)); d != "" {
		t.Error(d)
	}
	near(t, "variance", s.Variance(), want.M2/5, 1e-13)
	near(t, "sum", s.Sum(), 11, 1e-13)
	for n, s := range []Summary{{}, Summarize([]float64{7})} {
		if s.N != n || !math.IsNaN(s.Variance()) || !math.IsNaN(s.SE()) {
			t.Errorf("%d observations: %+v", n, s)
		}
	}
}

// TestSummaryIsAccurateFarFromZero: sums of squares would lose all digits here.
func TestSummaryIsAccurateFarFromZero(t *testing.T) {
	xs := []float64{1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16}
	near(t, "variance", Summarize(xs).Variance(), 30, 1e-6)
}

func TestMergeEqualsAddingAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		xs := rapid.SliceOfN(rapid.Float64Range(-1e6, 1e6), 0, 60).Draw(t, "xs")
		cut := rapid.IntRange(0, len(xs)).Draw(t, "cut")
		a, b := Summarize(xs[:cut]), Summarize(xs[cut:])
		a.Merge(b)
		all := Summarize(xs)
		approx := cmpopts.EquateApprox(1e-9, 1e-3)
		if d := cmp.Diff(all, a, approx); d != "" {
			t.Fatal(d)
		}
	})
}

func TestTQuantiles(t *testing.T) {
	near(t, "TQ-4-0.95", TQuantile(0.95, 4), 2.131847, 1e-5)
	near(t, "TQ-9-0.975", TQuantile(0.975, 9), 2.262157, 1e-5)
	near(t, "TQ-29-0.975", TQuantile(0.975, 29), 2.045230, 1e-5)
	each := Bonferroni(0.90, 4)
	near(t, "BONF-T", TQuantile(1-(1-each)/2, 4), 3.495406, 1e-5)
	// Closed forms: df = 1 is Cauchy, df = 2 algebraic; large df is normal.
	for _, p := range []float64{1e-6, 0.01, 0.3, 0.8, 0.9999} {
		near(t, "df 1", TQuantile(p, 1)/math.Tan(math.Pi*(p-0.5)), 1, 1e-8)
		near(t, "df 2", TQuantile(p, 2), (2*p-1)/math.Sqrt(2*p*(1-p)), 1e-7*(1+math.Abs(TQuantile(p, 2))))
	}
	near(t, "df 1e7", TQuantile(0.975, 1e7), 1.959964, 1e-5)
}

func TestIntervalEdges(t *testing.T) {
	for _, s := range []Summary{{}, Summarize([]float64{3})} {
		i := TInterval(s, 0.95)
		if !math.IsInf(i.Lo, -1) || !math.IsInf(i.Hi, 1) || !math.IsInf(i.HalfWidth(), 1) || i.N != s.N {
			t.Errorf("%d observations give %v", s.N, i)
		}
	}
	same := TInterval(Summarize([]float64{3, 3, 3}), 0.95)
	if same.Lo != 3 || same.Hi != 3 || !same.Contains(3) || same.Contains(3.0001) {
		t.Errorf("equal observations give %v", same)
	}
}

func TestPairedAndWelch(t *testing.T) {
	x1 := []float64{126.97, 124.31, 126.68, 122.66, 127.23}
	x2 := []float64{118.21, 120.22, 122.45, 122.68, 119.40}
	p := PairedT(x1, x2, 0.90)
	near(t, "PAIRED-T diff", p.Diff, 4.978, 2e-3)
	near(t, "PAIRED-T var", p.SE*p.SE, 2.438, 2e-3)
	near(t, "PAIRED-T lo", p.Interval.Lo, 1.649, 2e-3)
	near(t, "PAIRED-T hi", p.Interval.Hi, 8.307, 2e-3)
	// An interval of level 1-P touches 0.
	near(t, "PAIRED-T p", PairedT(x1, x2, 1-p.P).Interval.Lo, 0, 1e-9)

	a, b := Summarize(x1), Summarize(x2)
	w := WelchT(a, b, 0.90)
	near(t, "WELCH S1^2", a.Variance(), 4.001, 2e-3)
	near(t, "WELCH S2^2", b.Variance(), 3.761, 2e-3)
	near(t, "WELCH df", w.DF, 7.992, 2e-3)
	near(t, "WELCH lo", w.Interval.Lo, 2.661, 2e-3)
	near(t, "WELCH hi", w.Interval.Hi, 7.295, 2e-3)
	near(t, "WELCH p", WelchT(a, b, 1-w.P).Interval.Lo, 0, 1e-9)
}

func TestComparisonEdges(t *testing.T) {
	one := PairedT([]float64{1}, []float64{2}, 0.95)
	if one.P != 1 || one.Diff != -1 || !math.IsInf(one.Interval.HalfWidth(), 1) {
		t.Errorf("one pair: %+v", one)
	}
	same := PairedT([]float64{1, 2, 3}, []float64{1, 2, 3}, 0.95)
	if same.P != 1 || same.Diff != 0 || same.Interval.Lo != 0 || same.Interval.Hi != 0 {
		t.Errorf("equal outcomes: %+v", same)
	}
	shifted := PairedT([]float64{2, 3, 4}, []float64{1, 2, 3}, 0.95)
	if shifted.P != 0 || shifted.Interval.Lo != 1 || shifted.Interval.Hi != 1 {
		t.Errorf("a constant difference: %+v", shifted)
	}
	if w := WelchT(Summarize([]float64{1}), Summarize([]float64{2, 3}), 0.95); w.P != 1 ||
		!math.IsInf(w.Interval.HalfWidth(), 1) {
		t.Errorf("too few for Welch: %+v", w)
	}
	c := Summarize([]float64{4, 4})
	if w := WelchT(c, Summarize([]float64{5, 5}), 0.95); w.P != 0 || w.Interval.Lo != -1 {
		t.Errorf("constants: %+v", w)
	}
}

func TestHolm(t *testing.T) {
	got := Holm([]float64{0.01, 0.04, 0.03, 0.005})
	want := []float64{0.03, 0.06, 0.06, 0.02} // 4x0.005, 3x0.01, 2x0.03, max(0.06, 0.04)
	if d := cmp.Diff(want, got, cmpopts.EquateApprox(0, 1e-12)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]float64{1, 1}, Holm([]float64{0.6, 0.9})); d != "" {
		t.Error(d)
	}
	if len(Holm(nil)) != 0 {
		t.Error("no p-values")
	}
}

func TestJudge(t *testing.T) {
	for _, c := range []struct {
		lo, hi, margin float64
		goal           Goal
		want           Verdict
	}{
		{1, 3, 0, Maximize, Better}, {1, 3, 0, Minimize, Worse},
		{-3, -1, 0, Maximize, Worse}, {-3, -1, 0, Minimize, Better},
		{-1, 3, 0, Maximize, Unclear}, {-1, 3, 2, Maximize, Unclear}, {-1, 3, 3, Maximize, Tie},
		{1, 3, 3, Minimize, Tie}, {1, 3, 2, Maximize, Better},
		{0, 0, 0, Maximize, Tie}, {5, 5, 0, Maximize, Better}, {0, 3, 0, Maximize, Unclear},
		{math.Inf(-1), math.Inf(1), 10, Maximize, Unclear},
	} {
		if got := Judge(Interval{Lo: c.lo, Hi: c.hi}, c.margin, c.goal); got != c.want {
			t.Errorf("[%v, %v] with margin %v, goal %v: %s, want %s", c.lo, c.hi, c.margin, c.goal,
				got, c.want)
		}
	}
}

func TestQuantileType7(t *testing.T) {
	xs := Sorted([]float64{40, 10, 30, 20})
	for p, want := range map[float64]float64{0: 10, 1: 40, 0.5: 25, 0.25: 17.5, 0.1: 13, 1.0 / 3: 20} {
		near(t, "quantile", Quantile(xs, p), want, 1e-12)
	}
	if q := Quantile([]float64{7}, 0.9); q != 7 {
		t.Errorf("one value: %v", q)
	}
	if !math.IsNaN(Quantile(nil, 0.5)) {
		t.Error("no values must give NaN")
	}
}

func TestQuantileOrderStatistics(t *testing.T) {
	for _, c := range []struct {
		id       string
		n        int
		p        float64
		l, u     int
		coverage float64
	}{
		{"QCI-100-0.9", 100, 0.9, 84, 96, 0.955690},
		{"QCI-1000-0.95", 1000, 0.95, 936, 964, 0.958095},
	} {
		l, u, coverage := QuantileOrder(c.n, c.p, 0.95)
		if l != c.l || u != c.u {
			t.Errorf("%s: ranks %d, %d, want %d, %d", c.id, l, u, c.l, c.u)
		}
		near(t, c.id, coverage, c.coverage, 1e-5)
	}
	xs := make([]float64, 100)
	for i := range xs {
		xs[i] = float64(i + 1)
	}
	if i := QuantileInterval(xs, 0.9, 0.95); i.Lo != 84 || i.Hi != 96 {
		t.Errorf("interval %v", i)
	}
	small := QuantileInterval(xs[:10], 0.95, 0.95)
	if small.Lo != 8 || !math.IsInf(small.Hi, 1) {
		t.Errorf("10 values cannot bound the 95%% quantile from above: %v", small)
	}
	if low := QuantileInterval(xs[:10], 0.05, 0.95); !math.IsInf(low.Lo, -1) || low.Hi != 3 {
		t.Errorf("10 values cannot bound the 5%% quantile from below: %v", low)
	}
}

// TestBinomialQuantileAgainstSums recomputes the cumulative probabilities term by term.
func TestBinomialQuantileAgainstSums(t *testing.T) {
	for _, n := range []int{1, 2, 7, 40} {
		for _, p := range []float64{0.05, 0.5, 0.9} {
			cum, term := 0.0, math.Pow(1-p, float64(n))
			for k := range n + 1 {
				cum += term
				near(t, "binomial", binomialCDF(n, p, k), cum, 1e-12)
				term *= float64(n-k) / float64(k+1) * p / (1 - p)
			}
		}
	}
}

func TestCVaR(t *testing.T) {
	ten := []float64{7, 1, 10, 4, 2, 9, 3, 8, 6, 5}
	near(t, "CVAR-EMP-2", CVaR(ten, 0.85), 9.666667, 1e-6)
	near(t, "whole observations", CVaR(ten, 0.8), 9.5, 1e-12)
	near(t, "alpha 0 is the mean", CVaR(ten, 0), 5.5, 1e-12)
	near(t, "less than one observation", CVaR(ten, 0.99), 10, 1e-12)
	near(t, "profits", CVaRProfit(ten, 0.85), (0.1*1+0.05*2)/0.15, 1e-12)
	if !math.IsNaN(CVaR(nil, 0.9)) {
		t.Error("no losses must give NaN")
	}
	// CVAR-0.9, CVAR-0.99: normal and exponential losses at equally spaced probabilities.
	const n = 400000
	normal, expo := make([]float64, n), make([]float64, n)
	for i := range n {
		u := (float64(i) + 0.5) / n
		normal[i], expo[i] = math.Sqrt2*math.Erfinv(2*u-1), -math.Log1p(-u)
	}
	near(t, "CVAR-0.9 normal", CVaR(normal, 0.9), 1.754983, 1e-4)
	near(t, "CVAR-0.9 exponential", CVaR(expo, 0.9), 3.302585, 1e-4)
	near(t, "CVAR-0.99 normal", CVaR(normal, 0.99), 2.665214, 3e-4)
	near(t, "CVAR-0.99 exponential", CVaR(expo, 0.99), 5.605170, 3e-4)
}

func TestRegret(t *testing.T) {
	got := Regret([][]float64{{10, 8, 6, -2}, {7, 7, 6, 3}, {12, 5, 2, 0}}) // REGRET-1
	want := RegretTable{
		MaxRegret: []float64{5, 5, 4}, ExpectedRegret: []float64{1.75, 1.5, 2.5},
		Expected: []float64{5.5, 5.75, 4.75}, Worst: []float64{-2, 3, 0},
		MinimaxRegret: 2, BestExpected: 1, Maximin: 1,
	}
	if d := cmp.Diff(want, got, cmpopts.EquateApprox(0, 1e-12)); d != "" {
		t.Error(d)
	}
}

func TestProbBest(t *testing.T) {
	out := [][]float64{{1, 5, 3, 2}, {2, 5, 1, 2}, {0, 4, 2, 2}}
	approx := cmpopts.EquateApprox(0, 1e-12)
	max := []float64{(0.5 + 1 + 1.0/3) / 4, (1 + 0.5 + 1.0/3) / 4, (1.0 / 3) / 4}
	if d := cmp.Diff(max, ProbBest(out, Maximize), approx); d != "" {
		t.Error(d)
	}
	min := []float64{(1.0 / 3) / 4, (1 + 1.0/3) / 4, (1 + 1 + 1.0/3) / 4}
	if d := cmp.Diff(min, ProbBest(out, Minimize), approx); d != "" {
		t.Error(d)
	}
	if ProbBest(nil, Maximize) != nil {
		t.Error("no systems")
	}
}

// pilot makes a summary with given mean and variance.
func pilot(n int, mean, variance float64) Summary {
	return Summary{N: n, Mean: mean, M2: variance * float64(n-1)}
}

func TestNeededReplications(t *testing.T) {
	p := pilot(10, 2.03, 0.31)
	if n := (Precision{Level: 0.90, Absolute: 0.25}).NeededN(p, 10000); n != 16 {
		t.Errorf("SEQ-ABS: %d, want 16", n)
	}
	// Law & Kelton's bank: relative error 0.10 needs 27 replications.
	if n := (Precision{Level: 0.90, Relative: 0.10}).NeededN(p, 10000); n != 27 {
		t.Errorf("SEQ-REL: %d, want 27", n)
	}
	both := Precision{Level: 0.90, Relative: 0.10, Absolute: 0.25}
	if n := both.NeededN(p, 10000); n != 16 {
		t.Errorf("the looser goal counts: %d, want 16", n)
	}
	if n := (Precision{Level: 0.90, Absolute: 0.001}).NeededN(p, 500); n != 501 {
		t.Errorf("beyond the limit: %d, want 501", n)
	}
	if n := (Precision{Level: 0.90}).NeededN(p, 500); n != 501 {
		t.Errorf("no goal: %d, want 501", n)
	}
	if n := (Precision{Level: 0.90, Absolute: 0.1}).NeededN(pilot(5, 0, 0), 500); n != 5 {
		t.Errorf("no variance: %d, want 5", n)
	}
	if n := (Precision{Level: 0.90, Absolute: 0.1}).NeededN(Summary{N: 1}, 500); n != 501 {
		t.Errorf("one observation: %d, want 501", n)
	}
}

// TestReachedAgreesWithNeededN: with the pilot's own variance the two say the same.
func TestReachedAgreesWithNeededN(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := pilot(rapid.IntRange(2, 40).Draw(t, "n"), rapid.Float64Range(-5, 5).Draw(t, "mean"),
			rapid.Float64Range(0, 9).Draw(t, "variance"))
		g := Precision{Level: 0.95, Relative: rapid.Float64Range(0.01, 2).Draw(t, "relative")}
		if g.Reached(s) != (g.NeededN(s, 100) == s.N) {
			t.Fatalf("%+v: reached %v, needed %d", s, g.Reached(s), g.NeededN(s, 100))
		}
	})
}

// TestSequentialStopping runs the procedure and checks that it stops at a sensible place.
func TestSequentialStopping(t *testing.T) {
	g := Precision{Level: 0.95, Absolute: 0.2}
	var s Summary
	xs := normals(5, 2000)
	for _, x := range xs {
		s.Add(x)
		if s.N >= 10 && g.Reached(s) {
			break
		}
	}
	// 1.96^2/0.2^2 = 96
	if s.N < 60 || s.N > 140 || TInterval(s, 0.95).HalfWidth() > 0.2 {
		t.Errorf("stopped after %d with %v", s.N, TInterval(s, 0.95))
	}
}

func series(n int, f func(t int) float64) []float64 {
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = f(i)
	}
	return xs
}

func TestMSER(t *testing.T) {
	y := series(500, func(i int) float64 {
		return 10*math.Exp(-float64(i)/20) + float64(7919*i%101)/101
	})
	w := MSER(y, 5)
	if w.Batches != 100 || w.Delete != 20 || w.Short {
		t.Errorf("MSER5-1: %+v", w)
	}
	near(t, "MSER5-1 mean", w.Mean, 0.497662, 1e-5)
	w = MSER(y, 1)
	if w.Delete != 67 {
		t.Errorf("MSER1-1: %+v", w)
	}
	near(t, "MSER1-1 mean", w.Mean, 0.509811, 1e-5)
	trend := series(40, func(i int) float64 { return float64(-i) })
	if w := MSER(trend, 1); !w.Short || w.Delete != 19 {
		t.Errorf("a trend has no end of warm-up: %+v", w)
	}
	if w := MSER(nil, 5); w.Batches != 0 || !math.IsNaN(w.Mean) {
		t.Errorf("empty: %+v", w)
	}
}

func TestBatchMeans(t *testing.T) {
	y := series(1000, func(i int) float64 { return float64(7919*i%101)/101 + float64(i%10) })
	b := BatchMeans(y, 10) // BM-1
	s := Summarize(b)
	near(t, "BM-1 mean", s.Mean, 4.994327, 1e-5)
	near(t, "BM-1 variance", s.Variance(), 8.657212e-06, 1e-9)
	near(t, "BM-1 half-width", TInterval(s, 0.95).HalfWidth(), 0.00210480, 1e-7)
	if d := cmp.Diff([]float64{1.5, 3.5}, BatchMeans([]float64{1, 2, 3, 4, 9}, 2)); d != "" {
		t.Error("the rest is dropped:", d)
	}
	if BatchMeans([]float64{1}, 2) != nil {
		t.Error("fewer observations than batches")
	}
	near(t, "lag 1 of an alternation", Lag1([]float64{1, -1, 1, -1}), -0.75, 1e-12)
	if !math.IsNaN(Lag1([]float64{2, 2, 2})) {
		t.Error("lag 1 of equal values must be NaN")
	}
}

// TestBatchMeansOfAR1 (AR1-TAVC): variance 25/9 and asymptotic variance constant 25.
func TestBatchMeansOfAR1(t *testing.T) {
	const n, size = 1_000_000, 500
	rng := rand.New(rand.NewPCG(17, 4))
	xs := make([]float64, n)
	x := rng.NormFloat64() / 0.6
	for i := range xs {
		xs[i] = x
		x = 0.8*x + rng.NormFloat64()
	}
	near(t, "marginal variance", Summarize(xs).Variance(), 2.777778, 0.06)
	means := BatchMeans(xs, n/size)
	near(t, "size x variance of batch means", size*Summarize(means).Variance(), 25, 2.5)
	near(t, "lag 1 of the series", Lag1(xs), 0.8, 0.005)
	near(t, "lag 1 of batch means", Lag1(means), 0, 0.09)
}

func uniforms(seed uint64, n int) []float64 {
	rng := rand.New(rand.NewPCG(seed, 3))
	u := make([]float64, n)
	for i := range u {
		u[i] = rng.Float64()
	}
	return u
}

func TestAntitheticPairs(t *testing.T) { // ANTI-EXPU
	const n = 10000
	var crude, anti []float64
	for _, u := range uniforms(8, n) {
		crude = append(crude, math.Exp(u))
		anti = append(anti, math.Exp(u), math.Exp(1-u))
	}
	pairs := Summarize(PairMeans(anti))
	near(t, "crude variance", Summarize(crude).Variance(), 0.242036, 0.0242)
	near(t, "pair variance", pairs.Variance(), 0.003912, 0.00039)
	near(t, "mean", pairs.Mean, math.E-1, 4*pairs.SE())
	if d := cmp.Diff([]float64{1.5}, PairMeans([]float64{1, 2, 9})); d != "" {
		t.Error(d)
	}
}

func TestOneControlVariate(t *testing.T) { // CV-EXPU
	u := uniforms(9, 10000)
	y := series(len(u), func(i int) float64 { return math.Exp(u[i]) })
	c, err := ControlVariates(y, Controls{[][]float64{u}, []float64{0.5}}, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	// c* is the weight of (control - expectation) in the estimator, minus the coefficient.
	near(t, "c*", -c.Coefficients[0], -1.690309, 0.02)
	near(t, "residual variance", c.ResidualVar, 0.003940, 0.000394)
	near(t, "mean", c.Mean, math.E-1, 4*c.SE)
	if c.DF != 9998 {
		t.Errorf("df %v, want 9998", c.DF)
	}
}

// TestControlVariateFormulaWithOneControl compares with the formulas for one control written out:
// coefficient S_xy/S_xx, SE^2 = s^2 (1/n + (xbar-mu)^2/S_xx).
func TestControlVariateFormulaWithOneControl(t *testing.T) {
	x, y := []float64{1, 2, 4, 7, 11}, []float64{2, 3, 7, 12, 21}
	c, err := ControlVariates(y, Controls{[][]float64{x}, []float64{4}}, 0.90)
	if err != nil {
		t.Fatal(err)
	}
	sxx, sxy, syy := 66.0, 126.0, 242.0 // around means 5 and 9
	beta := sxy / sxx
	s2 := (syy - beta*sxy) / 3
	near(t, "coefficient", c.Coefficients[0], beta, 1e-12)
	near(t, "mean", c.Mean, 9-beta*1, 1e-12)
	near(t, "residual variance", c.ResidualVar, s2, 1e-11)
	near(t, "SE", c.SE, math.Sqrt(s2*(1.0/5+1/sxx)), 1e-12)
	near(t, "half-width", c.Interval.HalfWidth(), TQuantile(0.95, 3)*c.SE, 1e-12)
}

func TestSeveralControlVariates(t *testing.T) {
	a, b, e := normals(1, 400), normals(2, 400), normals(3, 400)
	y := series(400, func(i int) float64 { return 10 + 3*a[i] - 2*b[i] + 0.1*e[i] })
	c, err := ControlVariates(y, Controls{[][]float64{a, b}, []float64{0, 0}}, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "first coefficient", c.Coefficients[0], 3, 0.02)
	near(t, "second coefficient", c.Coefficients[1], -2, 0.02)
	near(t, "mean", c.Mean, 10, 4*c.SE)
	near(t, "SE", c.SE, 0.1/20, 0.001)
	if c.DF != 397 {
		t.Errorf("df %v, want 397", c.DF)
	}
	twice := slices.Clone(a)
	for name, bad := range map[string]Controls{
		"dependent": {[][]float64{a, twice}, []float64{0, 0}},
		"constant":  {[][]float64{make([]float64, 400)}, []float64{0}},
		"none":      {},
		"lengths":   {[][]float64{a[:10]}, []float64{0}},
	} {
		if _, err := ControlVariates(y, bad, 0.95); err == nil {
			t.Errorf("%s controls must be refused", name)
		}
	}
	few := Controls{[][]float64{a[:3], b[:3]}, []float64{0, 0}}
	if _, err := ControlVariates(y[:3], few, 0.95); err == nil {
		t.Error("too few replications for two controls")
	}
}

func TestCommonRandomNumbers(t *testing.T) { // CRN-NV
	u, v := uniforms(21, 10000), uniforms(22, 10000)
	profit := func(q float64, us []float64) []float64 {
		return series(len(us), func(i int) float64 {
			return 10*math.Min(q, -100*math.Log1p(-us[i])) - 6*q
		})
	}
	a, b, other := profit(150, u), profit(120, u), profit(120, v)
	d := Summarize(Differences(a, b))
	near(t, "E[diff]", d.Mean, -101.9359, 4*d.SE())
	near(t, "Var CRN", d.Variance(), 16156.0113, 1615)
	near(t, "Var independent", Summarize(Differences(a, other)).Variance(), 467238.3893, 46723)
	near(t, "reduction", VarianceReduction(a, b), 1-0.034578, 0.0035)
}
