package random

// Key is the identity of a stream of uniforms. Keys are plain values: copy, compare and store them
// freely; drawing from one never changes it.
type Key uint64

// Separate constants for the three ways to make a key, so that With("") and WithInt(0) of one
// parent differ. They are successive digits of pi (the Blowfish P-array), that is: arbitrary.
const (
	seedDomain = 0x243F6A8885A308D3
	nameDomain = 0x13198A2E03707344
	intDomain  = 0xA4093822299F31D0
)

// NewKey gives the root key of a seed. Different seeds give different keys.
func NewKey(seed int64) Key { return Key(mix64(uint64(seed) + seedDomain)) }

// With derives the key of a named stream below k. Order matters: k.With("a").With("b") and
// k.With("b").With("a") are different streams.
func (k Key) With(name string) Key { return k.derive(nameDomain, fnv1a(name)) }

// WithInt derives the key number n below k: a replication, a strip, an entity. Different n give
// different keys.
func (k Key) WithInt(n int64) Key { return k.derive(intDomain, uint64(n)) }

// derive is a bijection of v for a fixed k, and of k for a fixed v.
func (k Key) derive(domain, v uint64) Key {
	return Key(mix64(mix64(uint64(k)+domain) ^ mix64(v+philoxWeyl)))
}

// mix64 is the 64-bit finalizer of SplitMix64 (Steele, Lea and Flood 2014,
// https://doi.org/10.1145/2660193.2660195), Stafford's variant 13: a bijection in which every input
// bit flips every output bit with probability near one half.
func mix64(z uint64) uint64 {
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// fnv1a is the 64-bit FNV-1a hash (RFC 9923). The standard library's works on a hash.Hash64, which
// costs an allocation in places that derive keys often.
func fnv1a(s string) uint64 {
	h := uint64(0xCBF29CE484222325)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 0x100000001B3
	}
	return h
}
