package random

// Sequence reads the uniforms of one key in order: both words of block (0, 0), of block (1, 0), and
// so on. It is a small value: copying it forks the sequence, assigning k.Sequence() again rewinds
// it. A Sequence is not for use by several goroutines at once.
//
// A Sequence and direct calls of Uniform(i, 0) on the same key see the same numbers; derive a key
// of its own for a Sequence.
type Sequence struct {
	key   uint64
	block uint64
	spare uint64
	half  bool
}

// Sequence returns a reader at the start of stream k.
func (k Key) Sequence() Sequence { return Sequence{key: uint64(k)} }

// Next returns the next uniform, strictly between 0 and 1.
func (s *Sequence) Next() float64 { return toUnit(s.Uint64()) }

// Uint64 returns the next 64 random bits. It makes *Sequence a rand.Source of math/rand/v2.
func (s *Sequence) Uint64() uint64 {
	if s.half {
		s.half = false
		return s.spare
	}
	x, y := philox(s.key, s.block, 0)
	s.block++
	s.spare, s.half = y, true
	return x
}
