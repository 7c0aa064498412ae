package random

import (
	"math/rand/v2"
	"runtime"
	"testing"
)

func BenchmarkUniform(b *testing.B) {
	k, sum := NewKey(1), 0.0
	for i := range uint64(b.N) {
		sum += k.Uniform(i, 0)
	}
	runtime.KeepAlive(sum)
}

func BenchmarkPair(b *testing.B) {
	k, sum := NewKey(1), 0.0
	for i := range uint64(b.N) {
		u, v := k.Pair(i, 0)
		sum += u + v
	}
	runtime.KeepAlive(sum)
}

func BenchmarkSequence(b *testing.B) {
	s, sum := NewKey(1).Sequence(), 0.0
	for range b.N {
		sum += s.Next()
	}
	runtime.KeepAlive(sum)
}

func BenchmarkXoshiro(b *testing.B) {
	x, sum := NewXoshiro(1), 0.0
	for range b.N {
		sum += x.Next()
	}
	runtime.KeepAlive(sum)
}

func BenchmarkKeyWithInt(b *testing.B) {
	k := NewKey(1)
	for i := range int64(b.N) {
		k = k.WithInt(i)
	}
	runtime.KeepAlive(float64(k))
}

func BenchmarkKeyWithName(b *testing.B) {
	k := NewKey(1)
	for range b.N {
		k = k.With("transit.remote")
	}
	runtime.KeepAlive(float64(k))
}

// The standard library's PCG, as a yardstick of the machine.
func BenchmarkStandardPCG(b *testing.B) {
	p, sum := rand.NewPCG(1, 2), 0.0
	for range b.N {
		sum += toUnit(p.Uint64())
	}
	runtime.KeepAlive(sum)
}
