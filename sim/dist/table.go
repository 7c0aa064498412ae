package dist

import (
	"math"
	"slices"
)

// relTolerance is the stated maximum error of a table, relative to the standard deviation plus the
// distance to the mean. Pieces are accepted at a fifth of it, because they are only probed.
const relTolerance = 1e-6

// cell is one piece of a tabulated quantile function on [u0, next cell's u0):
// x = c0 + t(c1 + t(c2 + t c3)) with t = (u-u0)*inv, and at most top.
type cell struct{ u0, inv, c0, c1, c2, c3, top float64 }

// table is a quantile function in monotone cubic pieces. A guide (one entry per equal slice of
// the unit interval, Chen & Asau 1974) finds the piece in about one comparison.
type table struct {
	cells []cell
	guide []int32 // guide[k] = last cell with u0 <= k/(len(guide)-1)
}

// Quantile returns the interpolated quantile.
func (t *table) Quantile(u float64) float64 {
	k := int(u * float64(len(t.guide)-1))
	if uint(k) >= uint(len(t.guide)-1) {
		k = len(t.guide) - 2
	}
	i, j := int(t.guide[k]), int(t.guide[k+1])
	for j-i > 8 { // only where pieces crowd, in the tails
		m := int(uint(i+j) >> 1)
		if u > t.cells[m].u0 {
			i = m
		} else {
			j = m
		}
	}
	for i+1 < len(t.cells) && u > t.cells[i+1].u0 {
		i++
	}
	c := &t.cells[i]
	s := max(u-c.u0, 0) * c.inv
	x := c.c0 + s*(c.c1+s*(c.c2+s*c.c3))
	if x > c.top {
		return c.top
	}
	return x
}

// curve is a distribution function to be tabulated.
type curve struct {
	cdf    func(x float64) float64 // P(X <= x)
	left   func(x float64) float64 // P(X < x)
	breaks []float64               // range ends, atoms and ends of gaps
	mean   float64
	sd     float64
}

// tolerance is the accepted error at x.
func (c *curve) tolerance(x float64) float64 {
	return relTolerance / 5 * (c.sd + math.Abs(x-c.mean))
}

// builder collects the pieces of a table in ascending order.
type builder struct {
	curve
	cells []cell
}

// newTable tabulates the inverse of a distribution function. The first and last break bound the
// range that is tabulated; the probability outside must be negligible (below minU).
func newTable(c curve) *table {
	slices.Sort(c.breaks)
	c.breaks = slices.Compact(c.breaks)
	b := &builder{curve: c}
	for i, x := range c.breaks {
		if l, r := c.left(x), c.cdf(x); r-l > minU { // an atom
			b.cells = append(b.cells, cell{u0: l, c0: x, top: x})
		}
		if i+1 < len(c.breaks) {
			b.segment(x, c.breaks[i+1])
		}
	}
	return b.finish()
}

// span is a stretch of the curve with its values at seven equally spaced abscissae.
type span struct{ x, u [7]float64 }

func (s *span) fill(cdf func(float64) float64) {
	for i := 1; i < 6; i++ {
		if math.IsNaN(s.u[i]) {
			s.x[i] = s.x[0] + (s.x[6]-s.x[0])*float64(i)/6
			s.u[i] = math.Min(math.Max(cdf(s.x[i]), s.u[0]), s.u[6])
		}
	}
}

// half returns one half of s; the four points it shares with s are carried over.
func (s *span) half(k int) span {
	nan := math.NaN()
	var h span
	for i := range 7 {
		h.u[i] = nan
		if i%2 == 0 {
			h.x[i], h.u[i] = s.x[3*k+i/2], s.u[3*k+i/2]
		}
	}
	return h
}

func (b *builder) segment(x0, x1 float64) {
	nan := math.NaN()
	s := span{u: [7]float64{b.cdf(x0), nan, nan, nan, nan, nan, b.left(x1)}}
	s.x[0], s.x[6] = x0, x1
	s.fill(b.cdf)
	b.divide(s, 0)
}

// probTolerance bounds the error in probability, which matters where the density is unbounded and
// many uniforms share nearly one value.
const probTolerance = 1e-6

// rounding is the spacing of numbers just below 1.
const rounding = 0x1p-53

// divide adds pieces for s, halving it until a monotone cubic fits.
func (b *builder) divide(s span, depth int) {
	const minDepth, maxDepth = 2, 1100
	if s.u[6]-s.u[0] <= minU {
		return // a gap, or probability that no draw can hit
	}
	width, rise := s.x[6]-s.x[0], s.u[6]-s.u[0]
	steepest := 0.0
	for i := range 6 {
		steepest = math.Max(steepest, (s.u[i+1]-s.u[i])/(width/6))
	}
	tol := math.Min(b.tolerance(s.x[3]), probTolerance/steepest)
	// A distribution function is known to rounding only: near 1 that blurs x more than tol.
	tol = math.Max(tol, 4*rounding*s.u[6]*width/rise)
	if width <= tol || depth >= maxDepth || s.x[3] <= s.x[0] || s.x[3] >= s.x[6] {
		b.line(s)
		return
	}
	if depth >= minDepth {
		if c, ok := fit(&s); ok && c.close(&s, tol) {
			b.cells = append(b.cells, c)
			return
		}
	}
	for k := range 2 {
		h := s.half(k)
		h.fill(b.cdf)
		b.divide(h, depth+1)
	}
}

func (b *builder) line(s span) {
	b.cells = append(b.cells, cell{
		u0: s.u[0], inv: 1 / (s.u[6] - s.u[0]),
		c0: s.x[0], c1: s.x[6] - s.x[0], top: s.x[6],
	})
}

// fit returns the cubic through four points of s (Newton's divided differences) if it is
// nondecreasing on the piece.
func fit(s *span) (cell, bool) {
	c := cell{u0: s.u[0], inv: 1 / (s.u[6] - s.u[0]), c0: s.x[0], top: s.x[6]}
	t1, t2 := (s.u[2]-s.u[0])*c.inv, (s.u[4]-s.u[0])*c.inv
	if !(t1 > 0 && t2 > t1 && t2 < 1) {
		return c, false
	}
	d01 := (s.x[2] - s.x[0]) / t1
	d12 := (s.x[4] - s.x[2]) / (t2 - t1)
	d23 := (s.x[6] - s.x[4]) / (1 - t2)
	d012 := (d12 - d01) / t2
	d123 := (d23 - d12) / (1 - t1)
	c.c3 = d123 - d012
	c.c2 = d012 - c.c3*(t1+t2)
	c.c1 = d01 - d012*t1 + c.c3*t1*t2
	slope := func(t float64) float64 { return c.c1 + t*(2*c.c2+3*c.c3*t) }
	if !(slope(0) >= 0 && slope(1) >= 0) {
		return c, false
	}
	if turn := -c.c2 / (3 * c.c3); c.c3 != 0 && turn > 0 && turn < 1 && slope(turn) < 0 {
		return c, false
	}
	return c, true
}

// close reports whether the piece passes near the three points of s that did not shape it.
func (c *cell) close(s *span, tol float64) bool {
	for i := 1; i < 6; i += 2 {
		t := (s.u[i] - c.u0) * c.inv
		x := c.c0 + t*(c.c1+t*(c.c2+t*c.c3))
		if !(math.Abs(x-s.x[i]) <= tol) {
			return false
		}
	}
	return true
}

// finish builds the guide.
func (b *builder) finish() *table {
	for i := 1; i < len(b.cells); i++ { // rounding at the ends of gaps and atoms
		b.cells[i].u0 = math.Max(b.cells[i].u0, b.cells[i-1].u0)
	}
	n := 1
	for n < 2*len(b.cells) {
		n *= 2
	}
	t := &table{cells: b.cells, guide: make([]int32, n+1)}
	i := 0
	for k := range t.guide {
		for i+1 < len(t.cells) && t.cells[i+1].u0 <= float64(k)/float64(n) {
			i++
		}
		t.guide[k] = int32(i)
	}
	return t
}
