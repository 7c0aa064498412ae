package random

import (
	"flag"
	"math"
	"math/bits"
	"os"
	"testing"

	"pgregory.net/rapid"
)

func TestMain(m *testing.M) {
	flag.Parse()
	for name, value := range map[string]string{"rapid.seed": "1", "rapid.nofailfile": "true"} {
		if err := flag.Set(name, value); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

func TestUniformsAreOpenAndSymmetric(t *testing.T) {
	if lo, hi := toUnit(0), toUnit(math.MaxUint64); lo != 0x1p-53 || hi != 1-0x1p-53 {
		t.Fatalf("extremes are %g and %g", lo, hi)
	}
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Uint64().Draw(t, "x")
		u := toUnit(x)
		if !(u > 0 && u < 1) || math.IsInf(math.Log(u), 0) || math.IsInf(math.Log1p(-u), 0) {
			t.Fatalf("%g is not inside (0,1)", u)
		}
		if 1-u != toUnit(^x) {
			t.Fatalf("1-%v is not the uniform of the complemented word", u)
		}
	})
}

func TestSequenceReadsBothWordsOfEachBlock(t *testing.T) {
	k := NewKey(7).With("bootstrap")
	s := k.Sequence()
	for i := range uint64(100) {
		u, v := k.Pair(i, 0)
		if a, b := s.Next(), s.Next(); a != u || b != v {
			t.Fatalf("block %d reads %v %v, want %v %v", i, a, b, u, v)
		}
	}
	fork := s
	if fork.Next() != s.Next() {
		t.Error("a copied sequence does not continue from the same place")
	}
	s = k.Sequence()
	if u := k.Uniform(0, 0); s.Next() != u {
		t.Error("a new sequence does not start at the beginning")
	}
}

func TestKeysKeepTheirValues(t *testing.T) {
	// Stored results depend on these; a change of the derivation is a change of every result.
	k := NewKey(20260202)
	for _, c := range []struct {
		name string
		got  Key
		want Key
	}{
		{"root", k, 0x624d406c0756ec05},
		{"with", k.With("transit"), 0xe448de865aa7ee27},
		{"int", k.WithInt(3), 0xdf3f186b9b51f3f3},
	} {
		if c.got != c.want {
			t.Errorf("%s key is %#016x, want %#016x", c.name, uint64(c.got), uint64(c.want))
		}
	}
}

func TestDerivationDependsOnOrderKindAndValue(t *testing.T) {
	k := NewKey(1)
	keys := []Key{
		k, k.With(""), k.WithInt(0), k.With("a"), k.With("b"), k.With("ab"), k.WithInt(1),
		k.WithInt(-1), k.With("a").With("b"), k.With("b").With("a"), k.With("a").WithInt(1),
		k.WithInt(1).With("a"), k.WithInt(1).WithInt(2), k.WithInt(2).WithInt(1), NewKey(2),
		NewKey(0), NewKey(-1), k.With("1"), k.With("a").With(""),
	}
	seen := map[Key]int{}
	for i, key := range keys {
		if j, dup := seen[key]; dup {
			t.Errorf("keys %d and %d are equal", i, j)
		}
		seen[key] = i
	}
}

func TestIntegerSiblingsNeverCollide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := Key(rapid.Uint64().Draw(t, "key"))
		a, b := rapid.Int64().Draw(t, "a"), rapid.Int64().Draw(t, "b")
		if (k.WithInt(a) == k.WithInt(b)) != (a == b) {
			t.Fatalf("WithInt(%d) and WithInt(%d) agree", a, b)
		}
	})
}

func TestOneInputBitFlipsHalfOfTheKey(t *testing.T) {
	const trials = 2000
	flips := 0
	for i := range int64(trials) {
		k := NewKey(i)
		flips += bits.OnesCount64(uint64(k ^ NewKey(i^1<<(i%63))))
		flips += bits.OnesCount64(uint64(k.WithInt(i) ^ k.WithInt(i^1<<(i%63))))
	}
	n := float64(2 * trials * 64)
	if z := (float64(flips) - n/2) / math.Sqrt(n/4); math.Abs(z) > 4 {
		t.Errorf("%d of %.0f bits flipped, z = %.1f", flips, n, z)
	}
}

// chiSquare returns the standardized statistic (chi2 - df) / sqrt(2 df) of equiprobable cells.
func chiSquare(cells []int) float64 {
	n := 0
	for _, c := range cells {
		n += c
	}
	want := float64(n) / float64(len(cells))
	chi2 := 0.0
	for _, c := range cells {
		d := float64(c) - want
		chi2 += d * d / want
	}
	df := float64(len(cells) - 1)
	return (chi2 - df) / math.Sqrt(2*df)
}

// addresses lists the ways a model walks through the generator; each must look uniform.
func addresses() map[string]func(n uint64) float64 {
	k := NewKey(42).With("test")
	seq, xo := k.Sequence(), NewXoshiro(42)
	return map[string]func(n uint64) float64{
		"along i":           func(n uint64) float64 { return k.Uniform(n, 0) },
		"along j":           func(n uint64) float64 { return k.Uniform(0, n) },
		"high bits of i":    func(n uint64) float64 { return k.Uniform(n<<40, 3) },
		"second word":       func(n uint64) float64 { _, v := k.Pair(n, 1); return v },
		"along child keys":  func(n uint64) float64 { return k.WithInt(int64(n)).Uniform(0, 0) },
		"along raw keys":    func(n uint64) float64 { return Key(n).Uniform(0, 0) },
		"along seeds":       func(n uint64) float64 { return NewKey(int64(n)).Uniform(0, 0) },
		"sequence":          func(uint64) float64 { return seq.Next() },
		"xoshiro":           func(uint64) float64 { return xo.Next() },
		"grandchild by two": func(n uint64) float64 { return k.WithInt(int64(n/2)).Uniform(n%2, 0) },
	}
}

func TestUniformityAlongEveryAddress(t *testing.T) {
	const n = 100_000
	for name, draw := range addresses() {
		top, low := make([]int, 256), make([]int, 256)
		pairs := make([]int, 1024)
		previous := 0.0
		for i := range uint64(n) {
			u := draw(i)
			top[int(u*256)]++
			low[uint64(u*0x1p53)>>1&255]++
			if i%2 == 1 {
				pairs[int(previous*32)<<5|int(u*32)]++
			}
			previous = u
		}
		for what, cells := range map[string][]int{"top": top, "low": low, "pairs": pairs} {
			if z := chiSquare(cells); math.Abs(z) > 4 {
				t.Errorf("%s: chi-square of %s is %.1f standard deviations off", name, what, z)
			}
		}
	}
}

// Neighboring keys, replications and names must be as good as independent.
func TestNeighboringStreamsAreUncorrelated(t *testing.T) {
	const n = 50_000
	k := NewKey(5)
	streams := map[string][2]Key{
		"raw keys 1 and 2":  {1, 2},
		"children 1 and 2":  {k.WithInt(1), k.WithInt(2)},
		"seeds 5 and 6":     {NewKey(5), NewKey(6)},
		"names a and b":     {k.With("a"), k.With("b")},
		"parent and child":  {k, k.WithInt(0)},
		"one bit of 64":     {k, k ^ 1<<63},
		"one Weyl step off": {0, philoxWeyl},
	}
	for name, s := range streams {
		sum, bitsEqual := 0.0, 0
		for i := range uint64(n) {
			a, _ := philox(uint64(s[0]), i, 0)
			b, _ := philox(uint64(s[1]), i, 0)
			sum += (toUnit(a) - 0.5) * (toUnit(b) - 0.5)
			bitsEqual += 64 - bits.OnesCount64(a^b)
		}
		if z := sum * 12 / math.Sqrt(n); math.Abs(z) > 4 {
			t.Errorf("%s: correlation is %.1f standard errors from 0", name, z)
		}
		m := float64(n * 64)
		if z := (float64(bitsEqual) - m/2) / math.Sqrt(m/4); math.Abs(z) > 4 {
			t.Errorf("%s: share of equal bits is %.1f standard errors from 1/2", name, z)
		}
	}
}

func TestDrawingDoesNotAllocate(t *testing.T) {
	k := NewKey(1)
	sum := 0.0
	if n := testing.AllocsPerRun(100, func() {
		child := k.With("transit").WithInt(7)
		s := child.Sequence()
		u, v := child.Pair(1, 2)
		sum += child.Uniform(3, 4) + u + v + s.Next()
	}); n != 0 {
		t.Errorf("%v allocations a draw, sum %v", n, sum)
	}
}
