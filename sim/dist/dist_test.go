package dist

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"sort"
	"testing"

	"gonum.org/v1/gonum/mathext"
	"pgregory.net/rapid"
)

func TestMain(m *testing.M) {
	flag.Parse()
	must := func(err error) {
		if err != nil {
			panic(err)
		}
	}
	must(flag.Set("rapid.seed", "1"))
	must(flag.Set("rapid.nofailfile", "true"))
	os.Exit(m.Run())
}

// samples are distributions of every family, with ordinary and with extreme parameters.
func samples() []string {
	return []string{
		"5", "uniform(7, 12)", "uniform(-1e-5, 1e6)",
		"triangular(7, 9, 12)", "triangular(0, 0, 1)", "triangular(0, 1, 1)",
		"pert(7, 9, 12)", "pert(60, 120, 220)", "pert(0, 0, 1)", "pert(0, 1, 1)",
		"pert(7, 9, 12, lambda=0)", "pert(7, 9, 12, lambda=1000)", "pert(20, 30, 55, lambda=2.5)",
		"normal(100, 20)", "normal(100, 20, lo=0)", "normal(0, 1, lo=3, hi=3.01)",
		"normal(0, 1, lo=-5.5)", "normal(0, 1, hi=-5.5)", "normal(0, 1, lo=5.5)",
		"normal(0, 1, lo=-0.0001, hi=0.0001)", "normal(10, 3, lo=0, hi=1e9)",
		"lognormal(mean=410, cv=0.35)", "lognormal(mean=1, cv=3)",
		"gamma(mean=5, cv=0.5)", "gamma(mean=5, cv=1)", "gamma(mean=1, cv=5)",
		"gamma(mean=1000, cv=0.001)", "gamma(mean=1, cv=10)",
		"beta(2, 5)", "beta(0.3, 0.4)", "beta(0.05, 3)", "beta(0.3, 3, lo=-1, hi=4)",
		"beta(500, 3)", "beta(1, 1)", "beta(2000, 3000, lo=10, hi=20)",
		"exponential(5)", "weibull(shape=1.5, scale=10)", "weibull(shape=0.5, scale=2)",
		"weibull(shape=40, scale=2)",
		"poisson(0.01)", "poisson(3)", "poisson(95)", "poisson(12345.6)",
		"discrete(1:0.35, 2:0.45, 3:0.2)", "discrete(7, 8, 9, 10, 11, 12)",
		"empirical(1.5, 2, 4)", "empirical(1, 1, 1, 5, 9, 9)",
		"mixture(0.8: pert(7, 9, 12), 0.2: normal(20, 2))",
		"mixture(0.5: uniform(0, 1), 0.5: uniform(10, 11))",
		"mixture(0.25: 0, 0.5: exponential(5), 0.25: discrete(1:0.5, 20:0.5))",
		"mixture(0.3: poisson(3), 0.7: 2)",
		"mixture(0.01: normal(0, 1e-06), 0.99: normal(10, 3))",
		"mixture(0.5: lognormal(mean=1, cv=1), 0.5: empirical(1, 2, 2, 3))",
		"mixture(0.5: mixture(0.5: uniform(0, 1), 0.5: 3), 0.5: shifted(gamma(mean=3, cv=0.5), 7))",
		"between90(7, 12)", "scaled(poisson(3), 0.1)", "shifted(gamma(mean=3, cv=0.5), 7)",
		"shifted(scaled(discrete(1:0.5, 2:0.5), 0.1), 0.7)",
	}
}

func parse(t testing.TB, s string) Dist {
	t.Helper()
	d, err := Parse(s)
	if err != nil {
		t.Fatalf("Parse(%q): %v", s, err)
	}
	return d
}

// TestMomentsMatchIntegratedQuantile integrates the quantile function over the unit interval and
// compares with the closed forms. The substitution u = sin^2 smooths both ends.
func TestMomentsMatchIntegratedQuantile(t *testing.T) {
	for _, s := range samples() {
		d := parse(t, s)
		const n = 200000
		var m1, m2, w float64
		center := d.Mean()
		for i := range n {
			v := (float64(i) + 0.5) / n
			// u = v^4(35-84v+70v^2-20v^3): a polynomial step, flat at both ends.
			u := v * v * v * v * (35 - 84*v + 70*v*v - 20*v*v*v)
			du := 140 * math.Pow(v*(1-v), 3) / n
			if u <= minU || u >= maxU {
				continue
			}
			x := d.Quantile(u) - center
			w, m1, m2 = w+du, m1+x*du, m2+x*x*du
		}
		sd := math.Sqrt(d.Variance())
		if math.Abs(m1) > 2e-4*sd {
			t.Errorf("%s: mean off by %.3g sd", s, m1/sd)
		}
		if v := m2 - m1*m1; math.Abs(v-d.Variance()) > 2e-3*d.Variance() {
			t.Errorf("%s: variance %.8g, integral %.8g", s, d.Variance(), v)
		}
	}
}

// TestQuantileInvertsCDF checks the definition: smallest x with F(x) >= u, to the stated error.
func TestQuantileInvertsCDF(t *testing.T) {
	worst, at := 0.0, ""
	for _, s := range samples() {
		d := parse(t, s)
		sd, mean := math.Sqrt(d.Variance()), d.Mean()
		tol := relTolerance
		for _, u := range probes() {
			x := d.Quantile(u)
			// The exact quantile lies in [x-e, x+e] iff F(x-e) < u <= F(x+e), up to rounding of F.
			e := tol*(sd+math.Abs(x-mean)) + 1e-12*math.Abs(x)
			if CDF(d, x+e) < u*(1-1e-10)-5e-16 || CDF(d, x-e-1e-300) > u*(1+1e-10)+5e-16 {
				t.Errorf("%s: Quantile(%v) = %v, F there %v", s, u, x, CDF(d, x))
			}
			if w := math.Abs(CDF(d, x) - u); w > worst && len(atomsOf(d)) == 0 &&
				math.Abs(x) > 1e-300 { // no underflow
				worst, at = w, s
			}
		}
	}
	if worst > 5e-5 { // as stated in the package documentation
		t.Errorf("%s: error in probability %v", at, worst)
	}
	t.Logf("worst error in probability: %.2g (%s)", worst, at)
}

func atomsOf(d Dist) []atom {
	l, ok := d.(lumpy)
	if c, isConst := IsConst(d); isConst {
		return []atom{{c, 1}}
	}
	if !ok {
		return nil
	}
	return l.atoms()
}

// probes are uniforms over the whole range, tails included.
func probes() []float64 {
	var us []float64
	for k := 2; k <= 54; k++ {
		for _, f := range []float64{1, 1.3, 1.7} {
			u := math.Ldexp(f, -k)
			us = append(us, u)
			if k < 53 {
				us = append(us, 1-u)
			}
		}
	}
	for i := 1; i < 500; i++ {
		us = append(us, float64(i)/500+1e-5)
	}
	sort.Float64s(us)
	return us
}

// TestTableErrorIsWithinStatement measures tables against exact inversions that need no table.
func TestTableErrorIsWithinStatement(t *testing.T) {
	bisect := func(f func(float64) float64, lo, hi, u float64) float64 {
		for range 200 {
			if m := lo + (hi-lo)/2; f(m) < u {
				lo = m
			} else {
				hi = m
			}
		}
		return hi
	}
	cases := []struct {
		s      string
		f      func(x float64) float64
		lo, hi float64
	}{
		{"pert(7, 9, 12)", func(x float64) float64 {
			return mathext.RegIncBeta(2.6, 3.4, (x-7)/5)
		}, 7, 12},
		{"beta(0.3, 0.4)", func(x float64) float64 {
			return mathext.RegIncBeta(0.3, 0.4, x)
		}, 0, 1},
		{"gamma(mean=5, cv=0.5)", func(x float64) float64 {
			return mathext.GammaIncReg(4, x/1.25)
		}, 0, 500},
		{"gamma(mean=1, cv=5)", func(x float64) float64 {
			return mathext.GammaIncReg(0.04, x/25)
		}, 0, 5000},
		{"weibull(shape=1.5, scale=10)", func(x float64) float64 {
			return -math.Expm1(-math.Pow(x/10, 1.5))
		}, 0, 500},
		{"normal(100, 20, lo=70)", func(x float64) float64 {
			return (normalCDF((x-100)/20) - normalCDF(-1.5)) / normalCDF(1.5)
		}, 70, 300},
		{"gamma(mean=5, cv=1)", func(x float64) float64 { return -math.Expm1(-x / 5) }, 0, 500},
		{"beta(1, 2)", func(x float64) float64 { return x * (2 - x) }, 0, 1},
		{"mixture(0.8: pert(7, 9, 12), 0.2: normal(20, 2))", func(x float64) float64 {
			return 0.8*mathext.RegIncBeta(2.6, 3.4, clamp01((x-7)/5)) + 0.2*normalCDF((x-20)/2)
		}, -10, 50},
	}
	for _, c := range cases {
		d := parse(t, c.s)
		worst := 0.0
		for i := 1; i < 4000; i++ {
			u := (float64(i) + 0.37) / 4000.5
			x := bisect(c.f, c.lo, c.hi, u)
			e := math.Abs(d.Quantile(u)-x) / (math.Sqrt(d.Variance()) + math.Abs(x-d.Mean()))
			worst = math.Max(worst, e)
		}
		t.Logf("%-50s worst error %.2g, %d pieces", c.s, worst, pieces(d))
		if worst > relTolerance {
			t.Errorf("%s: error %.3g exceeds the stated %.0e", c.s, worst, relTolerance)
		}
	}
}

func pieces(d Dist) int {
	if l := tableOf(d); l != nil {
		return len(l.build().cells)
	}
	return 0
}

// TestQuantileIsMonotone walks neighboring and random uniforms.
func TestQuantileIsMonotone(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	for _, s := range samples() {
		d := parse(t, s)
		us := probes()
		for range 3000 {
			us = append(us, rng.Float64())
		}
		for range 100 {
			u := rng.Float64()
			for range 10 {
				us = append(us, u)
				u = math.Nextafter(u, 2)
			}
		}
		sort.Float64s(us)
		lo, hi := d.Support()
		last := math.Inf(-1)
		for _, u := range us {
			x := d.Quantile(u)
			if math.IsNaN(x) || x < lo || x > hi {
				t.Fatalf("%s: Quantile(%v) = %v outside [%v, %v]", s, u, x, lo, hi)
			}
			if slack := 8e-16 * (math.Abs(x) + math.Abs(d.Mean())); x < last-slack {
				t.Fatalf("%s: Quantile(%v) = %v below %v", s, u, x, last)
			}
			last = x
		}
	}
}

// TestKolmogorovSmirnov draws at fixed uniforms and compares the empirical distribution with CDF;
// the critical value is that of level 1e-6 (2.76/sqrt(n)), which fixed uniforms pass or fail once.
func TestKolmogorovSmirnov(t *testing.T) {
	const n = 4000
	for k, s := range samples() {
		d := parse(t, s)
		rng := rand.New(rand.NewPCG(1, uint64(k)))
		xs := make([]float64, n)
		for i := range xs {
			xs[i] = d.Quantile(rng.Float64())
		}
		sort.Float64s(xs)
		worst := 0.0
		for i, x := range xs {
			if i+1 < n && xs[i+1] == x {
				continue // compare after the last of equal values
			}
			worst = math.Max(worst, math.Abs(CDF(d, x+1e-12*math.Abs(x))-float64(i+1)/n))
		}
		if worst > 2.76/math.Sqrt(n) {
			t.Errorf("%s: KS distance %.4f", s, worst)
		}
	}
}

func TestCDFByBisectionAgrees(t *testing.T) {
	d := parse(t, "pert(7, 9, 12)")
	for _, x := range []float64{6, 7.5, 9, 11.9, 12.5} {
		foreign := struct{ Dist }{d} // hides the distribution function
		if got, want := CDF(foreign, x), CDF(d, x); math.Abs(got-want) > 1e-6 {
			t.Errorf("x = %v: %v, want %v", x, got, want)
		}
	}
}

// TestPublishedMoments checks values of the shared list of worked examples, by their ids.
func TestPublishedMoments(t *testing.T) {
	p := func(d Dist, x float64) float64 { return CDF(d, x) }
	ca := parse(t, "discrete(7, 8, 9, 10, 11, 12)")
	mx := parse(t, "discrete(5, 6, 7, 8, 9)")
	size := parse(t, "discrete(1:1/6, 2:1/3, 3:1/3, 4:1/6)")
	handle, transit := parse(t, "exponential(1)"), parse(t, "uniform(7, 12)")
	in12 := 0.0 // P(handling + transit <= 12), by the midpoint rule over transit
	for i := range 20000 {
		in12 += CDF(handle, 12-transit.Quantile((float64(i)+0.5)/20000)) / 20000
	}
	second := size.Variance() + size.Mean()*size.Mean()
	for _, c := range []struct {
		id        string
		got, want float64
	}{
		{"WIN-CA-disc mean", ca.Mean(), 9.5}, {"WIN-CA-disc var", ca.Variance(), 2.916667},
		{"WIN-CA-disc P(<=10)", p(ca, 10), 0.666667},
		{"WIN-MX-disc mean", mx.Mean(), 7}, {"WIN-MX-disc var", mx.Variance(), 2},
		{"WIN-MX-disc P(<=7)", p(mx, 7), 0.6},
		{"WIN-PERT mean", parse(t, "pert(7, 9, 12)").Mean(), 9.166667},
		{"WIN-HANDLE mean", handle.Mean() + transit.Mean(), 10.5},
		{"WIN-HANDLE var", handle.Variance() + transit.Variance(), 3.083333},
		{"WIN-HANDLE P(<=12)", in12, 0.801348},
		{"CP-1 mean", 10 * size.Mean(), 25}, {"CP-1 var", 10 * second, 71.666667},
		{"MGINF-CA-q95", parse(t, "poisson(95)").Quantile(0.95), 111},
		{"NV-NORM-Q", parse(t, "normal(50, 8)").Quantile(0.70 / 0.88), 56.603956},
		{"NV-EXP", parse(t, "exponential(100)").Quantile(0.75), 138.6294361},
		{"NV-POIS", parse(t, "poisson(6)").Quantile(0.8), 8},
		{"NV-POIS-18", parse(t, "poisson(18)").Quantile(270.0 / 470), 19},
		{"between90 5%", parse(t, "between90(7, 12)").Quantile(0.05), 7},
		{"between90 95%", parse(t, "between90(7, 12)").Quantile(0.95), 12},
		{"exponential tail", parse(t, "exponential(1)").Quantile(0.99), math.Log(100)},
	} {
		if math.Abs(c.got-c.want) > 1e-6*(1+math.Abs(c.want)/100) {
			t.Errorf("%s = %.8g, want %.8g", c.id, c.got, c.want)
		}
	}
}

func TestScaleAndShift(t *testing.T) {
	day := Scale(parse(t, "pert(7, 9, 12)"), 86400)
	if got, want := day.Mean(), 86400*(7+36+12)/6.0; math.Abs(got-want) > 1e-6 {
		t.Errorf("mean %v, want %v", got, want)
	}
	twice := Shift(Scale(Shift(parse(t, "poisson(3)"), 1), 2), 5) // 2(N+1)+5
	if got, want := twice.String(), "shifted(scaled(poisson(3), 2), 7)"; got != want {
		t.Errorf("folded to %s, want %s", got, want)
	}
	if got := CDF(twice, 9); math.Abs(got-4*math.Exp(-3)) > 1e-12 {
		t.Errorf("P(2N+7 <= 9) = %v, want %v", got, 4*math.Exp(-3))
	}
	if v, ok := IsConst(Shift(Scale(Const(5), 3), 1)); !ok || v != 16 {
		t.Errorf("3*5+1 = %v, %v", v, ok)
	}
	if _, ok := IsConst(twice); ok {
		t.Error("a Poisson variable is not constant")
	}
	if v, ok := IsConst(parse(t, "pert(4, 4, 4)")); !ok || v != 4 {
		t.Error("pert(4, 4, 4) is the constant 4")
	}
	defer func() {
		if recover() == nil {
			t.Error("Scale by 0 must panic")
		}
	}()
	Scale(day, 0)
}

// TestPropertyOfRandomTables draws parameters at random: any accepted distribution is monotone,
// stays in its support and round-trips.
func TestPropertyOfRandomTables(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		num := rapid.Float64Range(0.01, 50)
		a, b, c := num.Draw(t, "a"), num.Draw(t, "b"), num.Draw(t, "c")
		text := rapid.SampledFrom([]string{
			fmt.Sprintf("pert(%g, %g, %g)", a, a+b, a+b+c),
			fmt.Sprintf("gamma(mean=%g, cv=%g)", a, b/5),
			fmt.Sprintf("beta(%g, %g)", a, b),
			fmt.Sprintf("mixture(0.4: normal(%g, %g), 0.6: weibull(%g, %g))", a, b, c+0.05, a),
			fmt.Sprintf("normal(%g, %g, lo=%g)", a, b, a-c),
		}).Draw(t, "text")
		d, err := Parse(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		u := rapid.Float64Range(1e-12, 1-1e-12).Draw(t, "u")
		v := rapid.Float64Range(1e-12, 1-1e-12).Draw(t, "v")
		x, y := d.Quantile(min(u, v)), d.Quantile(max(u, v))
		if x > y+1e-14*math.Abs(y) {
			t.Fatalf("%s: Q(%v) = %v > Q(%v) = %v", text, u, x, v, y)
		}
		lower := min(u, v)
		if f := CDF(d, x); math.Abs(f-lower) > 1e-4 && CDF(d, x-1e-6*(1+math.Abs(x))) > lower {
			t.Fatalf("%s: F(Q(%v)) = %v", text, lower, f)
		}
		back, err := Parse(d.String())
		if err != nil || back.String() != d.String() || back.Quantile(u) != d.Quantile(u) {
			t.Fatalf("%s does not round-trip: %v", d, err)
		}
	})
}

func TestQuantileDoesNotAllocate(t *testing.T) {
	for _, s := range samples() {
		d := parse(t, s)
		sum := 0.0
		draw := func() { sum += d.Quantile(0.3) + d.Quantile(1e-9) }
		if n := testing.AllocsPerRun(100, draw); n != 0 { // after one draw, not counted
			t.Errorf("%s: %v allocations per draw", s, n)
		}
	}
}

func BenchmarkQuantile(b *testing.B) {
	us := make([]float64, 4096)
	rng := rand.New(rand.NewPCG(3, 3))
	for i := range us {
		us[i] = rng.Float64()
	}
	for _, s := range samples() {
		d := parse(b, s)
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			sum := 0.0
			for i := range b.N {
				sum += d.Quantile(us[i&4095])
			}
			if math.IsNaN(sum) {
				b.Fatal("nan")
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	for _, s := range samples() {
		b.Run(s, func(b *testing.B) {
			for b.Loop() {
				parse(b, s)
			}
		})
	}
}
