package stats

import "math"

// ControlBasis is a set of control variates made ready to adjust any number of outputs of the same
// replications: an orthonormal basis of the centered controls, by Gram-Schmidt in the order given.
// It estimates what ControlVariates does, but takes constant controls and those that the ones before
// determine as well: they add nothing and are left out.
type ControlBasis struct {
	n       int
	columns [][]float64 // orthonormal, each orthogonal to the constant
	off     []float64   // by column: mean minus expectation, in its unit
	leaning float64     // sum of off^2
}

// NewControlBasis returns a basis of at most limit controls, the first ones that are independent of
// those before them. deviations[j][i] is control j in replication i minus its known expectation.
// Fewer than three replications make an empty basis. It panics if the controls differ in length.
func NewControlBasis(deviations [][]float64, limit int) *ControlBasis {
	b := &ControlBasis{}
	if len(deviations) == 0 {
		return b
	}
	b.n = len(deviations[0])
	limit = min(limit, b.n-2) // a degree of freedom must be left
	for _, d := range deviations {
		if len(d) != b.n {
			panic("stats: controls of different length")
		}
		if len(b.columns) >= limit {
			break
		}
		b.add(d)
	}
	return b
}

// add takes in a control, unless less than a millionth of it is its own.
func (b *ControlBasis) add(deviation []float64) {
	const own = 1e-6
	s := Summarize(deviation)
	length := math.Sqrt(s.M2)
	if !(length > 1e-12*math.Abs(s.Mean)*math.Sqrt(float64(b.n))) || math.IsInf(length, 0) {
		return
	}
	off := s.Mean / length
	q := make([]float64, b.n)
	for i, v := range deviation {
		q[i] = (v - s.Mean) / length
	}
	for range 2 { // the second pass removes what rounding left in the first
		for j, other := range b.columns {
			along := dot(q, other)
			off -= along * b.off[j]
			for i := range q {
				q[i] -= along * other[i]
			}
		}
	}
	left := math.Sqrt(dot(q, q))
	if !(left > own) {
		return
	}
	for i := range q {
		q[i] /= left
	}
	b.columns, b.off = append(b.columns, q), append(b.off, off/left)
	b.leaning += off / left * off / left
}

// Len returns the number of controls used.
func (b *ControlBasis) Len() int { return len(b.columns) }

// Adjust returns the mean of y adjusted by the controls (Lavenberg & Welch 1981, Management Science
// 27:322-335). Its standard error is the jackknife's and not the regression's: it holds where y bends
// with a control or its noise grows with one, and else is a little too wide (Nelson 1990, Operations
// Research 38:974-992). The interval has lost a degree of freedom for each control. Coefficients are
// left out. It returns ErrControls if the basis is empty or y has another length.
func (b *ControlBasis) Adjust(y []float64, level float64) (Controlled, error) {
	checkLevel(level)
	if len(b.columns) == 0 || len(y) != b.n {
		return Controlled{}, ErrControls
	}
	s := Summarize(y)
	rest := make([]float64, b.n)
	for i, v := range y {
		rest[i] = v - s.Mean
	}
	out := Controlled{Mean: s.Mean, DF: float64(b.n - 1 - len(b.columns))}
	for j, q := range b.columns {
		along := dot(q, rest)
		out.Mean -= along * b.off[j]
		for i := range rest {
			rest[i] -= along * q[i]
		}
	}
	rss := dot(rest, rest)
	if rss <= 1e-24*s.M2 { // the controls determine y, up to rounding
		rss = 0
	}
	out.ResidualVar = rss / out.DF
	if rss > 0 {
		out.SE = b.jackknife(rest)
	}
	hw := 0.0
	if out.SE > 0 {
		hw = tTwoSided(level, out.DF) * out.SE
	}
	out.Interval = Interval{out.Mean - hw, out.Mean + hw, level, b.n}
	return out, nil
}

// jackknife returns the standard error of the adjusted mean from the residuals: how far it moves when
// each replication in turn is left out.
func (b *ControlBasis) jackknife(residuals []float64) float64 {
	n, sum := float64(b.n), 0.0
	for i, e := range residuals {
		weight, leverage := 1/n, 1/n
		for j, q := range b.columns {
			weight -= b.off[j] * q[i]
			leverage += q[i] * q[i]
		}
		move := weight * e / max(1-leverage, 1e-9)
		sum += move * move
	}
	return math.Sqrt(sum * (n - 1) / n)
}

// P returns the two-sided p-value of an adjusted mean being 0.
func (c Controlled) P() float64 { return PValue(c.Interval, c.DF) }

// PValue returns the two-sided p-value of "the truth is 0" that a t interval with df degrees of
// freedom implies; 1 for an unbounded one.
func PValue(i Interval, df float64) float64 {
	mean, half := i.Lo+(i.Hi-i.Lo)/2, i.HalfWidth()
	switch {
	case math.IsInf(half, 0) || mean == 0:
		return 1
	case half == 0:
		return 0
	}
	return tPValue(mean/half*tTwoSided(i.Level, df), df)
}

// TimesFewer says how many times fewer replications an estimate of the difference of two systems
// needs than independent runs of them do for an interval of the same length. a and b are the outputs
// of n replications each, whatever their dependence, and got the interval that the n gave. Lengths
// of intervals go with 1/sqrt(n), so it is the ratio of their squares at equal n; degrees of freedom
// that an estimate lost count against it. NaN where it means nothing: fewer than two replications,
// or outputs without variance.
func TimesFewer(got Interval, a, b []float64, level float64) float64 {
	independent := WelchT(Summarize(a), Summarize(b), level).Interval.HalfWidth()
	half := got.HalfWidth()
	if math.IsInf(independent, 0) || math.IsInf(half, 0) || independent == 0 && half == 0 {
		return math.NaN()
	}
	return independent / half * (independent / half)
}

func dot(x, y []float64) float64 {
	sum := 0.0
	for i, v := range x {
		sum += v * y[i]
	}
	return sum
}
