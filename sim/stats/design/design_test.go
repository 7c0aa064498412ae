package design

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSobolFirstPoints(t *testing.T) { // SOBOL-SEQ
	want := [][]float64{
		{0, 0, 0}, {.5, .5, .5}, {.75, .25, .25}, {.25, .75, .75}, {.375, .375, .625},
		{.875, .875, .125}, {.625, .125, .875}, {.125, .625, .375},
	}
	if d := cmp.Diff(want, NewSobol(3).Points(8)); d != "" {
		t.Error(d)
	}
}

// TestSobolIsBalanced: any 2^k consecutive points from a multiple of 2^k on have one in each of
// the 2^k equal parts of every coordinate.
func TestSobolIsBalanced(t *testing.T) {
	const k = 9
	s := NewSobol(MaxSobol)
	for block := range 3 {
		seen := make([][]int, MaxSobol)
		for j := range seen {
			seen[j] = make([]int, 1<<k)
		}
		for _, p := range s.Points(1 << k) {
			for j, x := range p {
				seen[j][int(x*(1<<k))]++
			}
		}
		for j := range seen {
			for part, n := range seen[j] {
				if n != 1 {
					t.Fatalf("block %d, dimension %d: part %d has %d points", block, j, part, n)
				}
			}
		}
	}
}

// TestSobolPropertyA: of the first 2^d points exactly one lies in each half-cube cell. Joe & Kuo's
// numbers have the property in all dimensions; equivalently the leading bits of the direction
// numbers form a regular matrix, which is what is checked here. A mistyped number breaks it.
func TestSobolPropertyA(t *testing.T) {
	s := NewSobol(MaxSobol)
	for d := 1; d <= MaxSobol; d++ {
		rows := make([]uint64, d) // row i: leading bits of v_i over the dimensions
		for i := range rows {
			if i >= sobolBits {
				return // not enough direction numbers to ask
			}
			for j := range d {
				rows[i] |= s.v[j][i] >> (sobolBits - 1) << j
			}
		}
		if rank(rows) != d {
			t.Errorf("property A fails in %d dimensions", d)
		}
	}
}

func rank(rows []uint64) int {
	r := 0
	for bit := range 64 {
		for i := r; i < len(rows); i++ {
			if rows[i]>>bit&1 == 0 {
				continue
			}
			rows[r], rows[i] = rows[i], rows[r]
			for k := range rows {
				if k != r && rows[k]>>bit&1 == 1 {
					rows[k] ^= rows[r]
				}
			}
			r++
			break
		}
	}
	return r
}

// TestSobolPolynomialsArePrimitive: x must have order 2^s - 1, and all rows must differ.
func TestSobolPolynomialsArePrimitive(t *testing.T) {
	seen := map[[2]int]bool{}
	for _, row := range joeKuo() {
		s, a := row[0], row[1]
		poly := 1<<s | a<<1 | 1
		order, x := 1, 2&(1<<s-1)
		if s == 1 {
			x = 1
		}
		for y := x; y != 1 && order < 1<<s; order++ {
			if y <<= 1; y>>s == 1 {
				y ^= poly
			}
		}
		if order != 1<<s-1 {
			t.Errorf("degree %d, coefficients %d: order %d", s, a, order)
		}
		if seen[[2]int{s, a}] {
			t.Errorf("degree %d, coefficients %d twice", s, a)
		}
		seen[[2]int{s, a}] = true
		for i, m := range row[2:] {
			if m%2 == 0 || m >= 2<<i {
				t.Errorf("degree %d, coefficients %d: m_%d = %d", s, a, i+1, m)
			}
		}
		if len(row) != 2+s {
			t.Errorf("degree %d with %d numbers", s, len(row)-2)
		}
	}
	if len(seen) != MaxSobol-1 {
		t.Errorf("%d rows", len(seen))
	}
}

func TestHaltonFirstPoints(t *testing.T) { // HALTON-SEQ
	want := [][]float64{{0, 0}, {1. / 2, 1. / 3}, {1. / 4, 2. / 3}, {3. / 4, 1. / 9}, {1. / 8, 4. / 9}}
	for i, w := range want {
		if d := cmp.Diff(w, Halton(i, 2)); d != "" {
			t.Errorf("point %d: %s", i, d)
		}
	}
	if got := Halton(1, MaxHalton)[MaxHalton-1]; got != 1.0/173 {
		t.Errorf("the 40th prime is 173, got base %v", 1/got)
	}
}

func TestLatinHypercubeFillsEveryStratumOnce(t *testing.T) { // LHS-PROP
	rng := rand.New(rand.NewPCG(79, 1))
	for _, c := range [][2]int{{1, 1}, {2, 3}, {10, 4}, {97, 7}, {1000, 2}} {
		n, d := c[0], c[1]
		points := LatinHypercube(n, d, rng.Float64)
		for j := range d {
			count := make([]int, n)
			for _, p := range points {
				count[int(p[j]*float64(n))]++
			}
			for i, k := range count {
				if k != 1 {
					t.Fatalf("%d points: stratum %d of coordinate %d has %d", n, i, j, k)
				}
			}
		}
	}
	// The extremes of the generator must stay in their strata too.
	for _, u := range []float64{0, math.Nextafter(1, 0)} {
		for i := range 49 {
			if x := inStratum(i, 49, u); int(x*49) != i {
				t.Errorf("u = %v leaves stratum %d", u, i)
			}
		}
	}
}

// TestLatinHypercubeCoordinatesAreIndependent: shuffles must not be shared between coordinates.
func TestLatinHypercubeCoordinatesAreIndependent(t *testing.T) {
	rng := rand.New(rand.NewPCG(79, 2))
	sum := 0.0
	const n = 2000
	for _, p := range LatinHypercube(n, 2, rng.Float64) {
		sum += (p[0] - 0.5) * (p[1] - 0.5) * 12 / n
	}
	if math.Abs(sum) > 4/math.Sqrt(n) {
		t.Errorf("correlation %v", sum)
	}
}

func indices(t *testing.T, n, d int, f func(u []float64) float64) []Index {
	t.Helper()
	s := NewSensitivity(n, d)
	values := make([]float64, s.Len())
	for k := range values {
		values[k] = f(s.Point(k))
	}
	return s.Indices(values)
}

func TestIshigamiIndices(t *testing.T) { // ISHIGAMI-S; totals by Saltelli et al. 2010
	got := indices(t, 1<<13, 3, func(u []float64) float64 {
		x := func(i int) float64 { return math.Pi * (2*u[i] - 1) }
		s := math.Sin(x(1))
		return math.Sin(x(0)) + 7*s*s + 0.1*math.Pow(x(2), 4)*math.Sin(x(0))
	})
	first, total := []float64{0.313905, 0.442411, 0}, []float64{0.557589, 0.442411, 0.243684}
	for i := range got {
		if math.Abs(got[i].First-first[i]) > 0.02 || math.Abs(got[i].Total-total[i]) > 0.02 {
			t.Errorf("input %d: %+v, want %v, %v", i+1, got[i], first[i], total[i])
		}
	}
}

func TestGFunctionIndices(t *testing.T) { // SOBOLG
	a := []float64{0, 1, 4.5, 9, 99, 99, 99, 99}
	got := indices(t, 1<<13, 8, func(u []float64) float64 {
		f := 1.0
		for i, x := range u {
			f *= (math.Abs(4*x-2) + a[i]) / (1 + a[i])
		}
		return f
	})
	first, total := []float64{.7162, .1790, .0237, .0072}, []float64{.7871, .2422, .0343, .0105}
	for i := range first {
		if math.Abs(got[i].First-first[i]) > 0.02 || math.Abs(got[i].Total-total[i]) > 0.02 {
			t.Errorf("input %d: %+v, want %v, %v", i+1, got[i], first[i], total[i])
		}
	}
}

// TestAdditiveModel: first and total indices agree, and sum to 1.
func TestAdditiveModel(t *testing.T) {
	sum := 0.0
	for i, x := range indices(t, 1<<12, 3, func(u []float64) float64 {
		return 100 + u[0] + 2*u[1] + 3*u[2]
	}) {
		want := float64((i+1)*(i+1)) / 14
		if math.Abs(x.First-want) > 0.005 || math.Abs(x.Total-want) > 0.005 {
			t.Errorf("input %d: %+v, want %v", i+1, x, want)
		}
		sum += x.First
	}
	if math.Abs(sum-1) > 0.005 {
		t.Errorf("sum %v", sum)
	}
	if x := indices(t, 4, 1, func([]float64) float64 { return 3 })[0]; !math.IsNaN(x.First) {
		t.Errorf("a constant has no indices: %+v", x)
	}
}
