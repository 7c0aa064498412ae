package des

import "math"

// Histogram counts observations in bins of equal width between two bounds, and those below and
// above.
type Histogram struct {
	low, high, width float64
	scale            float64  // bins per unit
	counts           []uint64 // below, the bins, above
}

// NewHistogram returns a histogram of bins bins of equal width over low <= x < high. Bounds that
// are not finite and in order, or no bins, are a programmer error and panic.
func NewHistogram(low, high float64, bins int) Histogram {
	width, scale := (high-low)/float64(bins), float64(bins)/(high-low)
	if !(low < high) || bins < 1 || math.IsInf(width, 0) || math.IsInf(scale, 0) {
		panic(misuse("Histogram needs finite bounds in order and bins, got bins", int64(bins)))
	}
	return Histogram{low: low, high: high, width: width, scale: scale,
		counts: make([]uint64, bins+2)}
}

// Add counts one observation. A NaN counts as below.
func (h *Histogram) Add(x float64) {
	i := 0
	if x >= h.low {
		i = len(h.counts) - 1
		if x < h.high {
			// Rounding may carry an x just below the upper bound into the place above.
			i = min(1+int((x-h.low)*h.scale), i-1)
		}
	}
	h.counts[i]++
}

// Merge adds the counts of a histogram with the same bins; other bins are a programmer error and
// panic.
func (h *Histogram) Merge(o Histogram) {
	if h.low != o.low || h.high != o.high || len(h.counts) != len(o.counts) {
		panic("des: Merge of histograms with different bins")
	}
	for i, n := range o.counts {
		h.counts[i] += n
	}
}

// Reset sets all counts to 0.
func (h *Histogram) Reset() { clear(h.counts) }

// Bins returns the number of bins.
func (h *Histogram) Bins() int { return len(h.counts) - 2 }

// Bin returns the bounds of bin i, 0 to Bins()-1, and the number of observations x with
// low <= x < high (bounds are rounded, so this holds up to rounding).
func (h *Histogram) Bin(i int) (low, high float64, count uint64) {
	low, high = h.low+float64(i)*h.width, h.low+float64(i+1)*h.width
	if i == h.Bins()-1 {
		high = h.high
	}
	return low, high, h.counts[1:][i]
}

// Below returns the number of observations below the first bin.
func (h *Histogram) Below() uint64 { return h.counts[0] }

// Above returns the number of observations above the last bin.
func (h *Histogram) Above() uint64 { return h.counts[len(h.counts)-1] }

// Count returns the number of observations.
func (h *Histogram) Count() uint64 {
	sum := uint64(0)
	for _, n := range h.counts {
		sum += n
	}
	return sum
}
