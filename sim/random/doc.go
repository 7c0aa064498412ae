// Package random draws uniforms that are pure functions of their address.
//
// A simulation that compares cases on common random numbers must give the same buyer the same luck
// in every case, whatever else happens around him. A sequential generator cannot: one extra draw
// shifts every later one. Here a draw has an address instead of a position:
//
//	key := random.NewKey(seed).WithInt(replication).With("transit").WithInt(entity)
//	u := key.Uniform(order, stage)
//
// The address is a [Key], which names a stream, and a counter (i, j) inside it. The generator is
// Philox2x64-10, a counter-based bijection that passes BigCrush for every key and any counters
// (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", SC'11,
// https://doi.org/10.1145/2063384.2063405). Results do not depend on the order of calls, on the
// number of goroutines or on the machine.
//
// # Uniforms
//
// A uniform is an odd multiple of 2^-53: 2^52 equally likely values, all strictly between 0 and 1,
// placed symmetrically, so 1-u is exact and again a possible draw (antithetic pairs lose nothing)
// and neither log(u) nor log(1-u) is ever infinite. Use one uniform per variate, by monotone
// inversion; a rejection method would break the pairing between cases.
//
// # Keys and collisions
//
// Keys are 64 bits. Deriving by integer is a bijection: children of one parent under different
// integers never collide. Deriving by name goes through a 64-bit hash. Keys in unrelated places
// collide like random 64-bit numbers: the chance that any two among n keys agree is about
// n*n / 2^65, which is 3e-8 for a million keys, 3e-4 for a hundred million and 3 % for a thousand
// million. A collision makes two streams equal and nothing worse, so a study of many millions of
// entities should put the entity into the counter (2^128 distinct values a key, without any
// collision) rather than into the key.
//
// # Which generator where
//
//   - [Key.Uniform], [Key.Pair]: draws of the model, about 8 ns (a pair about 10).
//   - [Sequence]: a reader over one key where draws have no natural index, such as bootstrap
//     resampling; about 7 ns.
//   - [Xoshiro]: a fast sequential generator, about 2 ns, for benchmarks and throw-away sampling.
//   - [Lcgrand], [MRG32k3a]: textbook generators, here only to reproduce published results.
//
// [Sequence] and [Xoshiro] satisfy rand.Source of math/rand/v2.
package random
