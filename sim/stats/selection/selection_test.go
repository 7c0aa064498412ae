package selection

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fbasim/sim/stats"
)

func near(t *testing.T, what string, got, want, tol float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tol) {
		t.Errorf("%s = %.9g, want %.9g +- %.3g", what, got, want, tol)
	}
}

// sample makes a summary with given size, mean and variance.
func sample(n int, mean, variance float64) stats.Summary {
	return stats.Summary{N: n, Mean: mean, M2: variance * float64(n-1)}
}

func TestSubsetOfInventoryPolicies(t *testing.T) { // SUBSET-LK
	means := []float64{126.48, 121.92, 127.16, 130.71, 144.07}
	vars := []float64{14.52, 7.96, 9.45, 8.25, 6.20}
	systems, mirrored := make([]stats.Summary, 5), make([]stats.Summary, 5)
	for i := range means {
		systems[i], mirrored[i] = sample(20, means[i], vars[i]), sample(20, -means[i], vars[i])
	}
	near(t, "t", stats.TQuantile(math.Pow(0.9, 0.25), 19), 2.073231, 1e-5)
	for name, got := range map[string][]int{
		"minimize": Subset(systems, 0.1, stats.Minimize),
		"maximize": Subset(mirrored, 0.1, stats.Maximize),
	} {
		if d := cmp.Diff([]int{1}, got); d != "" { // the second policy
			t.Errorf("%s: %s", name, d)
		}
	}
	if d := cmp.Diff([]int{0}, Subset(systems[:1], 0.1, stats.Minimize)); d != "" {
		t.Error("one system:", d)
	}
}

// TestSubsetBoundary: with two systems the rule is one-sided t; move a mean across the limit.
func TestSubsetBoundary(t *testing.T) {
	limit := stats.TQuantile(0.95, 9) * math.Sqrt((4+9)/10.0)
	for _, c := range []struct {
		gap  float64
		want int
	}{{limit * 0.999, 2}, {limit * 1.001, 1}} {
		got := Subset([]stats.Summary{sample(10, 5, 4), sample(10, 5+c.gap, 9)}, 0.05, stats.Minimize)
		if len(got) != c.want {
			t.Errorf("gap %v keeps %v", c.gap, got)
		}
	}
}

// TestSubsetPairedProfitsFromCommonRandomNumbers: a common swing hides the difference from Subset.
func TestSubsetPairedProfitsFromCommonRandomNumbers(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	out := make([][]float64, 3)
	for range 20 {
		common := 10 * rng.NormFloat64()
		for i := range out {
			out[i] = append(out[i], common+float64(i)+0.2*rng.NormFloat64())
		}
	}
	var systems []stats.Summary
	for _, o := range out {
		systems = append(systems, stats.Summarize(o))
	}
	if got := Subset(systems, 0.05, stats.Maximize); len(got) != 3 {
		t.Errorf("independent form keeps %v, want all", got)
	}
	if d := cmp.Diff([]int{2}, SubsetPaired(out, 0.05, stats.Maximize)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]int{0}, SubsetPaired(out, 0.05, stats.Minimize)); d != "" {
		t.Error(d)
	}
}

func TestDudewiczDalalConstants(t *testing.T) {
	for _, c := range []struct {
		k, n0 int
		p, h  float64
	}{
		{5, 20, 0.9, 2.747093}, // printed by Law & Kelton as 2.747
	} {
		near(t, "DD-h1", DudewiczDalalH(c.k, c.n0, c.p), c.h, 1e-4)
	}
	// Two systems with df 1: the difference of two Cauchy variables is Cauchy with scale 2.
	near(t, "k=2 df=1", DudewiczDalalH(2, 2, 0.9), 2*math.Tan(0.4*math.Pi), 1e-3)
}

func TestDudewiczDalalSecondStage(t *testing.T) {
	const h1 = 2.747093
	for _, c := range []struct {
		id string
		s2 float64
		n  int
		w1 float64
	}{
		{"DD-N-(20,80)", 7.96, 61, 0.386270}, {"DD-N-(40,100)", 8.25, 63, 0.368251},
	} {
		got := DudewiczDalal(sample(20, 0, c.s2), h1, 1)
		if got.N != c.n {
			t.Errorf("%s: N = %d, want %d", c.id, got.N, c.n)
		}
		near(t, c.id, got.W1, c.w1, 1e-4)
	}
	if got := DudewiczDalal(sample(20, 0, 0.01), h1, 1); got.N != 21 || !(got.W1 > 0) {
		t.Errorf("hardly any variance: %+v, want 21 replications", got)
	}
	if got := DudewiczDalal(sample(20, 0, 0), h1, 1); got.N != 21 || got.W1 != 20.0/21 {
		t.Errorf("no variance: %+v", got)
	}
}

func TestRinottConstants(t *testing.T) {
	for _, c := range []struct {
		k, n0 int
		p, h  float64
	}{
		{4, 20, 0.9, 2.720}, // printed by Goldsman & Nelson (1998)
	} {
		near(t, "RINOTT", RinottH(c.k, c.n0, c.p), c.h, 2e-3)
	}
	if n := RinottN(sample(10, 0, 8), 3.6926, 1); n != 110 { // 3.6926^2 x 8 = 109.08
		t.Errorf("N = %d, want 110", n)
	}
	if n := RinottN(sample(10, 0, 0.1), 3.6926, 1); n != 10 {
		t.Errorf("N = %d, want the first stage", n)
	}
}

// TestKNStepByStep follows the elimination rule on constructed data: S^2 of the difference is 2
// after two replications of (1,0), (3,0) against delta 2.
func TestKNStepByStep(t *testing.T) {
	kn, err := NewKN(KNConfig{Systems: 2, First: 2, Alpha: 0.1, Delta: 2, Goal: stats.Maximize})
	if err != nil {
		t.Fatal(err)
	}
	eta := (math.Pow(0.2, -2) - 1) / 2 // 12
	near(t, "h2", kn.h2, 2*eta, 1e-9)  // 24
	kn.Add([]float64{1, 0})
	kn.Add([]float64{3, 0})
	// W(r) = 2/(2r) (24 x 2/4 - r) = 12/r - 1: 5 at r = 2, 3 at r = 3, 2 at r = 4.
	for r, out := range [][]float64{{3, 0}, {0, 0}} { // mean gaps 7/3 < 3 and 7/4 < 2: within W
		if d := kn.Add(out); d != nil || kn.Done() {
			t.Errorf("replication %d drops %v", r+3, d)
		}
	}
	if d := cmp.Diff([]int{1}, kn.Add([]float64{1, 0})); d != "" { // gap 8/5 > 7/5
		t.Error(d)
	}
	if !kn.Done() || kn.Best() != 0 || kn.Replications() != 5 {
		t.Errorf("best %d after %d", kn.Best(), kn.Replications())
	}
	if kn.Add([]float64{0, 9}) != nil || kn.Best() != 0 {
		t.Error("a finished procedure takes no more data")
	}
}

func TestKNEndsOnEqualSystems(t *testing.T) {
	kn, err := NewKN(KNConfig{Systems: 3, First: 5, Alpha: 0.05, Delta: 1, Goal: stats.Minimize})
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; !kn.Done() && i < 100; i++ {
		x := float64(i % 7)
		kn.Add([]float64{x, x, x})
	}
	if !kn.Done() || kn.Best() != 0 {
		t.Errorf("contenders %v after %d", kn.Contenders(), kn.Replications())
	}
	if _, err := NewKN(KNConfig{Systems: 1, First: 5, Alpha: 0.05, Delta: 1}); err == nil {
		t.Error("one system must be refused")
	}
}

func TestOCBA(t *testing.T) { // OCBA-1
	var systems, mirrored []stats.Summary
	for m := 1.0; m <= 5; m++ {
		systems = append(systems, sample(20, m, 36))
		mirrored = append(mirrored, sample(20, -m, 36))
	}
	want := []float64{421.82, 406.13, 101.53, 45.13, 25.38}
	for name, got := range map[string][]float64{
		"minimize": OCBA(systems, 1000, stats.Minimize),
		"maximize": OCBA(mirrored, 1000, stats.Maximize),
	} {
		for i := range want {
			near(t, "OCBA-1 "+name, got[i], want[i], 0.01)
		}
	}
	if d := cmp.Diff([]int{422, 406, 102, 45, 25}, Round(want, 1000)); d != "" {
		t.Error(d)
	}
}

func TestOCBALimits(t *testing.T) {
	tie := OCBA([]stats.Summary{sample(9, 1, 4), sample(9, 1, 4), sample(9, 3, 4)}, 90,
		stats.Minimize)
	if d := cmp.Diff([]float64{45, 45, 0}, tie); d != "" {
		t.Error("a tie takes the budget:", d)
	}
	sure := OCBA([]stats.Summary{sample(9, 1, 4), sample(9, 2, 0), sample(9, 3, 4)}, 90,
		stats.Minimize)
	if sure[1] != 0 || math.Abs(sure[0]+sure[2]-90) > 1e-9 {
		t.Error("no variance, no budget:", sure)
	}
	even := OCBA([]stats.Summary{sample(9, 1, 0), sample(9, 2, 0)}, 90, stats.Minimize)
	if d := cmp.Diff([]float64{45, 45}, even); d != "" {
		t.Error("nothing varies:", d)
	}
}
