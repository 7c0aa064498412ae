package des

import "math"

// SketchError is the greatest relative error of [Sketch.Quantile]: 1/257, or 0.39 %.
const SketchError = 1.0 / (2*sketchParts + 1)

const (
	sketchBits  = 7 // bits of the mantissa that select a bin
	sketchParts = 1 << sketchBits
	sketchShift = 52 - sketchBits // of the 52 bits of a float64's mantissa
)

// Sketch estimates quantiles of any finite observations from counts in logarithmic bins: each
// power of two is cut into 128 equal parts, read off the bits of the number itself. Merging adds
// counts, so the result does not depend on the order or grouping of observations. Memory follows
// the spread of magnitudes: 1 KiB for each power of two between the smallest and the largest, for
// each sign. The zero value is empty and ready; copies share their counts.
//
// It is the idea of DDSketch (Masson, Rim and Lee 2019, https://doi.org/10.14778/3352063.3352135)
// with the bins of HDR histograms.
type Sketch struct {
	positive, negative bins
	count, zeros, nans uint64
	low, high          float64
}

// bins holds counts by bin number, from first on.
type bins struct {
	first  int
	counts []uint64
}

// Add counts one observation. After a NaN every quantile is NaN.
func (s *Sketch) Add(x float64) {
	if s.count == 0 {
		s.low, s.high = x, x
	}
	s.count++
	if x < s.low {
		s.low = x
	}
	if x > s.high {
		s.high = x
	}
	switch {
	case x > 0:
		s.positive.add(int(math.Float64bits(x)>>sketchShift), 1)
	case x < 0:
		s.negative.add(int(math.Float64bits(-x)>>sketchShift), 1)
	case x == 0:
		s.zeros++
	default:
		s.nans++
	}
}

// add counts n observations in a bin, making room for it if need be.
func (b *bins) add(bin int, n uint64) {
	i := bin - b.first
	if uint(i) >= uint(len(b.counts)) {
		i = b.extend(bin)
	}
	b.counts[i] += n
}

// total returns the number of observations in all bins.
func (b *bins) total() uint64 {
	sum := uint64(0)
	for _, n := range b.counts {
		sum += n
	}
	return sum
}

// extend makes room for a bin, in whole powers of two, and returns its index.
func (b *bins) extend(bin int) int {
	from := bin / sketchParts * sketchParts
	to := from + sketchParts
	if len(b.counts) > 0 {
		from = min(from, b.first)
		to = max(to, b.first+len(b.counts))
	}
	counts := make([]uint64, to-from)
	if len(b.counts) > 0 {
		copy(counts[b.first-from:], b.counts)
	}
	b.first, b.counts = from, counts
	return bin - from
}

// Merge adds the observations behind o.
func (s *Sketch) Merge(o Sketch) {
	if o.count == 0 {
		return
	}
	if s.count == 0 {
		s.low, s.high = o.low, o.high
	}
	s.low, s.high = min(s.low, o.low), max(s.high, o.high)
	s.positive.merge(o.positive)
	s.negative.merge(o.negative)
	s.count += o.count
	s.zeros += o.zeros
	s.nans += o.nans
}

func (b *bins) merge(o bins) {
	for i, n := range o.counts {
		if n > 0 {
			b.add(o.first+i, n)
		}
	}
}

// Reset forgets all observations and keeps the memory.
func (s *Sketch) Reset() {
	clear(s.positive.counts)
	clear(s.negative.counts)
	s.count, s.zeros, s.nans = 0, 0, 0
}

// Count returns the number of observations.
func (s *Sketch) Count() uint64 { return s.count }

// Quantile returns an estimate of the p-quantile, that is of the observation with rank ceil(p n)
// among n (the least for p = 0, the greatest for p = 1), within SketchError of its size. It is NaN
// without observations, after a NaN, and for a p outside 0..1.
func (s *Sketch) Quantile(p float64) float64 {
	n := s.count
	if n == 0 || s.nans > 0 || !(p >= 0 && p <= 1) {
		return math.NaN()
	}
	rank := uint64(math.Ceil(p * float64(n)))
	switch {
	case rank <= 1:
		return s.low
	case rank >= n:
		return s.high
	}
	below := s.negative.total()
	if rank <= below { // the least number lies in the highest bin
		return s.clamp(-s.negative.find(below - rank + 1))
	}
	rank -= below
	if rank <= s.zeros {
		return 0
	}
	return s.clamp(s.positive.find(rank - s.zeros))
}

// find returns the middle of the bin with the observation of the given rank, from 1.
func (b *bins) find(rank uint64) float64 {
	i := 0
	for ; rank > b.counts[i]; i++ {
		rank -= b.counts[i]
	}
	low := math.Float64frombits(uint64(b.first+i) << sketchShift)
	high := math.Float64frombits(uint64(b.first+i+1) << sketchShift)
	return low * (2 / (1 + low/high)) // equal relative error at both ends
}

// clamp keeps an estimate between the least and the greatest observation, which are exact.
func (s *Sketch) clamp(x float64) float64 { return max(s.low, min(s.high, x)) }
