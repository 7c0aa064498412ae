package random

import (
	"math"
	"testing"
)

// The vectors of Random123 1.x, file tests/kat_vectors, lines "philox2x64 10"
// (https://github.com/DEShawResearch/random123).
func TestPhiloxReproducesTheRandom123Vectors(t *testing.T) {
	const ones = math.MaxUint64
	for _, v := range []struct{ c0, c1, key, x, y uint64 }{
		{0, 0, 0, 0xca00a0459843d731, 0x66c24222c9a845b5},
		{ones, ones, ones, 0x65b021d60cd8310f, 0x4d02f3222f86df20},
		{0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0,
			0x0a5e742c2997341c, 0xb0f883d38000de5d},
	} {
		x, y := philox(v.key, v.c0, v.c1)
		if x != v.x || y != v.y {
			t.Errorf("philox(%x; %x, %x) = %016x %016x, want %016x %016x",
				v.key, v.c0, v.c1, x, y, v.x, v.y)
		}
		u, w := Key(v.key).Pair(v.c0, v.c1)
		if u != toUnit(v.x) || w != toUnit(v.y) || u != Key(v.key).Uniform(v.c0, v.c1) {
			t.Errorf("Pair and Uniform of key %x do not read block (%x, %x)", v.key, v.c0, v.c1)
		}
	}
}

// The first outputs of the reference C code from state {1, 2, 3, 4}; the same vector is used by
// the Rust crate rand_xoshiro (https://docs.rs/rand_xoshiro).
func TestXoshiroReproducesTheReferenceVector(t *testing.T) {
	x := Xoshiro{1, 2, 3, 4}
	for i, want := range []uint64{
		41943041, 58720359, 3588806011781223, 3591011842654386, 9228616714210784205,
		9973669472204895162, 14011001112246962877, 12406186145184390807,
		15849039046786891736, 10450023813501588000,
	} {
		if got := x.Uint64(); got != want {
			t.Fatalf("output %d is %d, want %d", i, got, want)
		}
	}
}

// The first outputs of SplitMix64 from state 1234567
// (https://rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64).
func TestXoshiroIsSeededBySplitMix64(t *testing.T) {
	x := NewXoshiro(1234567)
	want := Xoshiro{6457827717110365317, 3203168211198807973,
		9817491932198370423, 4593380528125082431}
	if x != want {
		t.Errorf("state %v, want %v", x, want)
	}
}

// FNV-1a vectors of RFC 9923, appendix C.
func TestNamesAreHashedByFNV1a(t *testing.T) {
	for s, want := range map[string]uint64{
		"": 0xcbf29ce484222325, "a": 0xaf63dc4c8601ec8c, "foobar": 0x85944171f73967e8,
	} {
		if got := fnv1a(s); got != want {
			t.Errorf("fnv1a(%q) = %x, want %x", s, got, want)
		}
	}
}

// Draws 1 to 4 from all-12345 seeds (ids RNG-MRG32k3a-2 and -4), recurrence of L'Ecuyer 1999.
func TestMRG32k3aDraws(t *testing.T) {
	g := NewMRG32k3a(12345)
	for i, want := range []float64{
		0.127011122046577, 0.318527565396794, 0.309186015583270, 0.825846862927114,
	} {
		if got := g.Next(); math.Abs(got-want) > 1e-12 {
			t.Errorf("RNG-MRG32k3a-%d: %.15f, want %.15f", i+1, got, want)
		}
	}
}

func TestTextbookGeneratorsRefuseSeedsOutsideTheirField(t *testing.T) {
	mustPanic := func(name string, f func()) {
		t.Helper()
		defer func() {
			if recover() == nil {
				t.Errorf("%s was accepted", name)
			}
		}()
		f()
	}
	mustPanic("Lcgrand seed 0", func() { NewLcgrand(0) })
	mustPanic("Lcgrand seed 2^31-1", func() { NewLcgrand(1<<31 - 1) })
	mustPanic("MRG32k3a seed 0", func() { NewMRG32k3a(0) })
	mustPanic("MRG32k3a seed m2", func() { NewMRG32k3a(mrgM2) })
}
