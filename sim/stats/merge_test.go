package stats

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// TestBlocksOfReplicationsMerge: whatever is collected from blocks of replications says the same as
// from all at once, so that replications can be added later or on another machine.
func TestBlocksOfReplicationsMerge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(4, 40).Draw(t, "replications")
		rows := make([][]float64, n) // three systems
		for i := range rows {
			rows[i] = rapid.SliceOfN(rapid.Float64Range(-1e3, 1e3), 3, 3).Draw(t, "outputs")
		}
		cut := rapid.IntRange(0, n).Draw(t, "cut")
		all, merged := collect(rows), collect(rows[:cut])
		merged.merge(collect(rows[cut:]))
		approx := cmpopts.EquateApprox(1e-9, 1e-6)
		if d := cmp.Diff(all, merged, approx, cmp.AllowUnexported(blocks{})); d != "" {
			t.Fatal(d)
		}
		p, q := PairedTOf(all.diff, 0.95), PairedTOf(merged.diff, 0.95)
		if d := cmp.Diff(p, q, cmpopts.EquateApprox(1e-6, 1e-5)); d != "" {
			t.Fatal(d)
		}
	})
}

// blocks is everything that merges.
type blocks struct {
	diff    Summary
	wins    Wins
	regrets Regrets
	moments Moments
}

func collect(rows [][]float64) blocks {
	b := blocks{wins: NewWins(3), regrets: NewRegrets(3), moments: NewMoments(3)}
	for _, row := range rows {
		b.diff.Add(row[0] - row[1])
		b.wins.Add(row, Maximize)
		b.regrets.Add(row)
		b.moments.Add(row)
	}
	return b
}

func (b *blocks) merge(o blocks) {
	b.diff.Merge(o.diff)
	b.wins.Merge(o.wins)
	b.regrets.Merge(o.regrets)
	b.moments.Merge(o.moments)
}

func TestMomentsAreCovariances(t *testing.T) {
	m := NewMoments(2)
	if !math.IsNaN(m.Covariance(0, 1)) {
		t.Error("no replications have no covariance")
	}
	for _, row := range [][]float64{{1, 2}, {2, 3}, {4, 7}, {7, 12}, {11, 21}} {
		m.Add(row)
	}
	near(t, "covariance", m.Covariance(0, 1), 126.0/4, 1e-12)
	near(t, "variance", m.Covariance(0, 0), 66.0/4, 1e-12)
	near(t, "correlation", m.Correlation(0, 1), 126/math.Sqrt(66*242), 1e-12)
}

// TestControlVariatesFromMomentsAgree with those from the observations.
func TestControlVariatesFromMomentsAgree(t *testing.T) {
	a, b, e := normals(1, 60), normals(2, 60), normals(3, 60)
	y := series(60, func(i int) float64 { return 10 + 3*a[i] - 2*b[i] + 0.5*e[i] })
	want, err := ControlVariates(y, Controls{[][]float64{a, b}, []float64{0.1, -0.2}}, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	first, second := NewMoments(3), NewMoments(3)
	for i := range y {
		m := &first
		if i >= 25 {
			m = &second
		}
		m.Add([]float64{y[i], a[i], b[i]})
	}
	first.Merge(second)
	got, err := first.ControlledMean([]float64{0.1, -0.2}, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got, cmpopts.EquateApprox(1e-9, 1e-9)); d != "" {
		t.Error(d)
	}
	for _, bad := range [][]float64{nil, {1}, {1, 2, 3}} {
		if _, err := first.ControlledMean(bad, 0.95); err == nil {
			t.Errorf("expectations %v must be refused", bad)
		}
	}
	twins := NewMoments(3)
	for i := range y {
		twins.Add([]float64{y[i], a[i], 2 * a[i]})
	}
	if _, err := twins.ControlledMean([]float64{0, 0}, 0.95); err == nil {
		t.Error("dependent controls must be refused")
	}
}

func TestStoppingLooksAtTheWorstMetric(t *testing.T) {
	rule := Stopping{Least: 10, Most: 400, Goals: []Precision{
		{Level: 0.90, Absolute: 0.25}, {Level: 0.90, Relative: 0.10}, {Level: 0.90, Absolute: 100},
	}}
	bank := pilot(10, 2.03, 0.31)
	got := rule.Look([]Summary{bank, bank, bank})
	// 16 and 27 replications for the first two, as Law computes them one by one.
	if got.Reached || got.Stop || got.Worst != 1 || got.Needed != 27 || got.N != 10 {
		t.Errorf("%+v", got)
	}
	near(t, "ratio", got.Ratio, 0.3227/(0.1/1.1*2.03), 1e-3)
	later := pilot(27, 2.03, 0.31)
	if got := rule.Look([]Summary{later, later, later}); !got.Reached || !got.Stop || got.Ratio > 1 || got.Needed != 27 {
		t.Errorf("at the number needed: %+v", got)
	}
	capped := Stopping{Least: 10, Most: 20, Goals: rule.Goals}
	if got := capped.Look([]Summary{pilot(20, 2.03, 0.31), pilot(20, 2.03, 0.31), bank}); got.Reached || !got.Stop || got.Needed != 21 {
		t.Errorf("at the cap: %+v", got)
	}
	flat := pilot(5, 3, 0)
	if got := rule.Look([]Summary{flat, flat, flat}); got.Reached || got.Needed != 10 || got.Ratio != 0 {
		t.Errorf("no variance, but too early: %+v", got)
	}
	none := Stopping{Goals: []Precision{{Level: 0.9}}}
	if got := none.Look([]Summary{bank}); got.Stop || !math.IsInf(got.Ratio, 1) {
		t.Errorf("no goal and no cap: %+v", got)
	}
}

// TestStoppingRunsToTheGoal draws two metrics until both are as precise as asked.
func TestStoppingRunsToTheGoal(t *testing.T) {
	rule := Stopping{Least: 10, Goals: []Precision{{Level: 0.95, Absolute: 0.4}, {Level: 0.95, Absolute: 0.2}}}
	metrics := make([]Summary, 2)
	x, y := normals(5, 2000), normals(6, 2000)
	for i := range x {
		metrics[0].Add(x[i])
		metrics[1].Add(y[i])
		if rule.Look(metrics).Stop {
			break
		}
	}
	// The second decides: 1.96^2/0.2^2 = 96.
	if n := metrics[0].N; n < 60 || n > 140 || TInterval(metrics[1], 0.95).HalfWidth() > 0.2 {
		t.Errorf("stopped after %d", n)
	}
}

func TestProportionInterval(t *testing.T) {
	// No failure in n trials: the rule of three, exactly 1 - (alpha/2)^(1/n).
	none := ProportionInterval(0, 20, 0.95)
	near(t, "lo", none.Lo, 0, 0)
	near(t, "hi", none.Hi, 1-math.Pow(0.025, 1.0/20), 1e-9)
	// Its definition: each limit has the tail probability (1-level)/2 of the binomial.
	i := ProportionInterval(7, 20, 0.9)
	near(t, "upper tail at lo", 1-binomialCDF(20, i.Lo, 6), 0.05, 1e-9)
	near(t, "lower tail at hi", binomialCDF(20, i.Hi, 7), 0.05, 1e-9)
	if e := ProportionInterval(0, 0, 0.95); e.Lo != 0 || e.Hi != 1 {
		t.Errorf("no trials: %v", e)
	}
	if all := ProportionInterval(5, 5, 0.95); all.Hi != 1 {
		t.Errorf("always: %v", all)
	}
}

func TestAntitheticReduction(t *testing.T) {
	var xs []float64
	for _, u := range uniforms(8, 10000) {
		xs = append(xs, math.Exp(u), math.Exp(1-u))
	}
	iv, reduction := Antithetic(xs, 0.95)
	near(t, "reduction", reduction, 1-2*0.003912/0.242036, 0.005)
	near(t, "half-width", iv.HalfWidth(), 1.96*math.Sqrt(0.003912/10000), 1e-4)
	if _, r := Antithetic([]float64{1, 2, 3, 4}, 0.95); !(r < 0) {
		t.Errorf("pairs that move together: %v", r)
	}
}

func TestCVaRInterval(t *testing.T) {
	xs := normals(44, 400)
	at, iv := CVaRInterval(xs, 0.8, Resampling{Level: 0.95, Samples: 500, Uniform: lcg(7)})
	near(t, "estimate", at, CVaR(xs, 0.8), 0)
	if !iv.Contains(at) || !iv.Contains(1.39981) || iv.HalfWidth() > 0.3 {
		t.Errorf("%v %v", at, iv)
	}
}

// lcg is a source of uniforms.
func lcg(seed uint64) func() float64 {
	return func() float64 {
		seed = seed*6364136223846793005 + 1442695040888963407
		return float64(seed>>11) / (1 << 53)
	}
}
